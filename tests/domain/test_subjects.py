"""The marks of answers before a subject are known in every language, and never doubled."""

import pytest

from rejection_tui.domain.subjects import bare_subject, reply_subject


@pytest.mark.parametrize(
    ("subject", "bare"),
    [
        ("AW: WG: Ihre Bewerbung", "Ihre Bewerbung"),
        ("Re[2]: Your application", "Your application"),
        ("RE : votre candidature", "votre candidature"),
        ("SV: Sv: ansökan", "ansökan"),
        ("RES: ENC: vaga", "vaga"),
        ("R: I: candidatura", "candidatura"),
        ("Antw: sollicitatie", "sollicitatie"),
        ("YNT: başvurunuz", "başvurunuz"),
        ("Reference 12: your application", "Reference 12: your application"),
        ("I am sorry: no", "I am sorry: no"),
        ("Re:", ""),
        ("", ""),
    ],
)
def test_marks_are_taken_off_and_one_is_put_back(subject: str, bare: str) -> None:
    assert bare_subject(subject) == bare
    assert reply_subject(subject) == (f"Re: {bare}" if bare else "")
    assert reply_subject(reply_subject(subject, "AW: ")) == reply_subject(subject)


def test_a_long_row_of_marks_takes_no_time() -> None:
    assert bare_subject("Re: " * 100 + "x" * 10_000).startswith("x")
