"""The parts of a reading besides the verdict: names, senders, stages and dates; an empty value beats a wrong one."""

import time
from datetime import date
from typing import Any

import pytest

from rejection_tui.domain.letter import Letter, Reading
from rejection_tui.domain.rejection import Stage
from rejection_tui.reading import cuts, read_letter
from rejection_tui.reading.companies import label_agreement, plain_name
from rejection_tui.reading.domains import costs, words_of
from rejection_tui.reading.fields import read_fields
from rejection_tui.reading.names import swapped
from rejection_tui.reading.people import person, title_of, with_honorific
from rejection_tui.reading.roles import tidy
from rejection_tui.reading.senders import without_team


def reading(body: str, subject: str = "", name: str = "", email: str = "", **more: Any) -> Reading:
    """Return the whole reading of a letter built from its parts, whatever it is taken for."""
    return read_letter(Letter("u", body, subject, name, email, **more), whole=True)


NO = "We have chosen another candidate for the Data Analyst position at Bellweather.\n\nKind regards,\nAnn Bell"


@pytest.mark.parametrize(
    ("name", "email", "ats", "company"),
    [
        ("Bellweather", "no-reply@us.greenhouse-mail.io", "Greenhouse", "Bellweather"),
        ("Bellweather @ icims", "bellweather+autoreply@talent.icims.com", "iCIMS", "Bellweather"),
        ("Bellweather Recruiting", "bellweather@myworkday.com", "Workday", "Bellweather"),
        ("Ann Bell from Bellweather", "notification@smartrecruiters.com", "SmartRecruiters", "Bellweather"),
        ("Bellweather Hiring Team", "no-reply@ashbyhq.com", "Ashby", "Bellweather"),
        ("Ann Bell", "ann@bellweather.example", "", "Bellweather"),
    ],
)
def test_senders(name: str, email: str, ats: str, company: str) -> None:
    found = reading(NO, "Data Analyst", name, email)
    assert (found.ats, found.company.value, found.role.value) == (ats, company, "Data Analyst")
    assert found.no_reply or "reply" not in email


@pytest.mark.parametrize(
    ("email", "body", "silent"),
    [
        ("no-reply@bell.example", "x", True),
        ("ne-pas-repondre@bell.example", "x", True),
        ("naoresponda@bell.example", "x", True),
        ("ann@bell.example", "This mailbox is not monitored.", True),
        ("jobs@bell.example", "Bitte antworten Sie nicht auf diese E-Mail.", True),
        ("bilgi@bell.example", "Lütfen bu e-postayı yanıtlamayınız.", True),
        ("ann@bell.example", "I look forward to your reply.", False),
        ("notary@bell.example", "x", False),
    ],
)
def test_mailboxes_nobody_reads(email: str, body: str, silent: bool) -> None:
    assert reading(body, "s", "", email).no_reply is silent


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jane Hart", "Jane Hart"),
        ("Dr. Jane Hart", "Jane Hart"),
        ("Jane Hart (she/her)", "Jane Hart"),
        ("Dott.ssa Chiara Neri", "Chiara Neri"),
        ("María del Mar Ortiz", "María del Mar Ortiz"),
        ("Jan van den Berg", "Jan van den Berg"),
        ("O'Brien", "O'Brien"),
        ("Talent Acquisition Team", ""),
        ("HR Department", ""),
        ("Bell Ltd", ""),
        ("jane hart", ""),
        ("Sent from my phone", ""),
        ("x@y.example", ""),
        ("The Hiring Team", ""),
        ("", ""),
        ("+44 20 7946 0000", ""),
        ("Recruiting Manager", ""),
    ],
)
def test_what_is_a_persons_name(text: str, name: str) -> None:
    assert person(text) == name


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Data Analyst (m/f/d)", "Data Analyst"),
        ("Data Analyst (R-20114)", "Data Analyst"),
        ("Buchhalter/in", "Buchhalter"),
        ("Your application for Data Analyst", "Data Analyst"),
        ("Re: Data Analyst position", "Data Analyst"),
        ("Nurse - Nights (Ward 4)", "Nurse - Nights (Ward 4)"),
        ("Ihre Bewerbung als Koch (m/w/d)", "Koch"),
        ("Engineer #4471", "Engineer"),
        ("Collaborateur/trice de cabinet", "Collaborateur/trice de cabinet"),
        ("Analyst RD/4711", "Analyst"),
        ("Contratação de fisioterapeuta", "fisioterapeuta"),
    ],
)
def test_role_names_are_tidied(text: str, role: str) -> None:
    assert tidy(text) == role


def test_team_words_are_taken_off() -> None:
    assert without_team("Bellweather Talent Acquisition Team") == "Bellweather"
    assert without_team("Human Resources") == ""
    assert without_team("Kanzlei Holm & Ried") == "Holm & Ried"


def test_the_recruiter_is_a_person_and_completed_by_the_sender() -> None:
    short = NO.replace("Ann Bell", "Ann")
    assert reading(short, "s", "Ann Bell", "ann.bell@bellweather.example").recruiter_name.value == "Ann Bell"
    team = NO.replace("Ann Bell", "The Recruiting Team")
    found = reading(team, "s", "Bellweather", "no-reply@bellweather.example")
    assert not found.recruiter_name and not found.recruiter_email
    swapped = reading(short, "s", "Bell, Ann", "ann.bell@bellweather.example")
    assert swapped.recruiter_name.value == "Ann Bell"


def test_reply_to_is_where_a_reply_goes_and_a_silent_mailbox_is_not() -> None:
    team = NO.replace("Ann Bell", "The Recruiting Team")
    answered = reading(team, "s", "Bellweather", "jobs@bellweather.example", reply_to="ann@bellweather.example")
    assert answered.recruiter_email.value == "ann@bellweather.example"
    assert not reading(team, "s", "Bellweather", "no-reply@bellweather.example").recruiter_email


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ("Thank you for your application.", Stage.APPLICATION),
        ("Thank you for the phone call last week.", Stage.SCREENING),
        ("Thank you for coming in to meet us.", Stage.INTERVIEW),
        ("Thank you for the final round with our partners.", Stage.FINAL),
        ("Thanks for taking the time to chat to Deepa and me about the job.", Stage.INTERVIEW),
        ("Thank you for taking the time to talk us through your plans in your letter.", Stage.APPLICATION),
        ("Vielen Dank für das Vorstellungsgespräch.", Stage.INTERVIEW),
        ("Merci pour l'entretien de mardi.", Stage.INTERVIEW),
        ("Gracias por la entrevista de ayer.", Stage.INTERVIEW),
        ("We cannot invite you to an interview.", Stage.APPLICATION),
        ("We give feedback only to those who come to an interview.", Stage.APPLICATION),
    ],
)
def test_the_stage_is_the_one_reached(words: str, stage: Stage) -> None:
    found = reading(f"Dear Sam,\n\n{words}\n\n{NO}")
    assert found.stage is stage and (stage is Stage.APPLICATION or found.stage_words)


def test_thanks_for_a_call_on_a_day_are_no_interview() -> None:
    found = reading(f"Hi Sam, thanks again for the call on Monday. {NO}")
    assert found.stage is Stage.SCREENING and "call" in found.stage_words


@pytest.mark.parametrize(
    ("words", "closed"),
    [
        ("The role has been cancelled after the budget review.", True),
        ("We are no longer hiring for the position.", True),
        ("We have given the position to another candidate.", False),
    ],
)
def test_a_closed_role_is_distinguished_from_a_rejection(words: str, closed: bool) -> None:
    no = "We are therefore unable to take your application further."
    found = reading(f"Dear Sam,\n\n{words} {no}\n\nAnn Bell", "Your application for Nurse")
    assert found.verdict == "rejection" and found.role_closed is closed


@pytest.mark.parametrize(
    ("greeting", "to", "mine"),
    [
        ("Dear Sam,", "", "Sam"),
        ("Dear Sam Doe,", "", "Sam Doe"),
        ("Hi Sam!", "Sam Doe", "Sam Doe"),
        ("Sehr geehrte Frau Demir,", "", ""),
        ("Dear Applicant,", "", ""),
        ("Dear Hiring Manager,", "", ""),
        ("Bonjour Kevin,", "", "Kevin"),
        ("Dear Mr Sam Doe,", "", "Sam Doe"),
    ],
)
def test_my_own_name(greeting: str, to: str, mine: str) -> None:
    assert reading(f"{greeting}\n\n{NO}", to_name=to).my_name == mine


def test_the_day_of_the_application_is_read_when_stated() -> None:
    assert reading(f"Thank you for your application of 12 March 2025.\n\n{NO}").applied == date(2025, 3, 12)
    assert reading(f"vielen Dank für Ihre Bewerbung vom 12.03.2025.\n\n{NO}").applied == date(2025, 3, 12)
    assert reading(NO).applied is None


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("O'Neill, Siobhan (HR)", "Siobhan O'Neill"),
        ("Bell, Ann", "Ann Bell"),
        ("Ann Bell", "Ann Bell"),
        ("Bell Ltd, London 4", "Bell Ltd, London 4"),
        ("", ""),
    ],
)
def test_a_name_with_the_surname_first_is_turned(shown: str, name: str) -> None:
    assert swapped(shown) == name


def test_titles_stand_apart_but_a_surname_alone_keeps_its_form_of_address() -> None:
    assert title_of("Prof. Dr. Anna Roth", "Anna Roth") == "Prof. Dr."
    assert title_of("Anna Roth", "Anna Roth") == "" == title_of("", "")
    assert with_honorific("Odom", "Mrs Odom") == "Mrs Odom"
    assert with_honorific("Ada Odom", "Mrs Ada Odom") == "Ada Odom"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Lumenta Lichttechnik GmbH", "Lumenta Lichttechnik"),
        ("Aurora S.p.A.", "Aurora"),
        ("Bell Ltd", "Bell"),
        ("The Bell Group", "Bell Group"),
        ("Oak & Ash", "Oak & Ash"),
    ],
)
def test_a_company_goes_by_its_natural_short_name(name: str, short: str) -> None:
    assert plain_name(name) == short


@pytest.mark.parametrize(
    ("name", "label", "level"),
    [
        ("Oak Ash", "oakash", "same"),
        ("Oak", "oakash", "start"),
        ("Oak Ash Joinery", "oakash", "begins"),
        ("National Oak Trust", "not", "initials"),
        ("Elm", "oakash", ""),
    ],
)
def test_a_domain_agrees_with_a_name(name: str, label: str, level: str) -> None:
    assert label_agreement(name.lower(), name, label) == level


def test_a_domain_is_cut_into_words() -> None:
    known = costs(["and", "farm", "green", "bakery", "oak", "ash"])
    assert words_of("oakandash", {}, known) == ["Oak", "and", "Ash"]
    assert words_of("quorvinfarm", {}, known) == ["Quorvin", "Farm"]
    assert words_of("quorvin-strelz", {}, known) == ["Quorvin", "Strelz"]
    assert words_of("zellarbakery", {"zellar": "Zellar"}, known) == ["Zellar", "Bakery"]
    assert words_of("", {}, known) == []


def test_a_label_is_cut_with_what_was_learned_of_names() -> None:
    likeliest = [words for _chance, words in cuts.shipped().cuts("padariadobairro")]
    assert ["padaria", "do", "bairro"] in likeliest
    assert cuts.shipped().cuts("") == []
    assert cuts.shipped().cuts("ibm") == [(1.0, ["ibm"])]
    assert len(cuts.shipped().cuts("x" * 10_000)[0][1][0]) <= cuts.LONGEST


def test_a_pasted_letter_is_read_from_its_words() -> None:
    body = "Thank you for applying for the Analyst position at Marlow Foods. Unfortunately we chose another candidate."
    found = read_fields(Letter("u", f"Dear Sam,\n\n{body}\n\nKind regards,\nAnn"))
    assert (found.company.value, found.role.value) == ("Marlow Foods", "Analyst")


@pytest.mark.parametrize(
    "body",
    ["", "\n" * 50_000, "a" * 200_000, "Ab " * 70_000, "x@y.z " * 30_000, "(m/w/d)/" * 20_000, "Dear " * 40_000],
)
def test_hostile_letters_take_bounded_time(body: str) -> None:
    start = time.process_time()
    read_fields(Letter("u", body, body[:5000], body[:5000], "a@" + "b" * 3000 + ".example", to_name=body[:2000]))
    assert time.process_time() - start < 1.0


@pytest.mark.parametrize("shown", ["<b>", "=?utf-8?q?x", ",,,", "(((((", "@ via via via", "'" * 300, "\u202eevil"])
def test_hostile_names_are_no_names(shown: str) -> None:
    found = read_fields(Letter("u", "We chose somebody else.", "Hello", shown, "x@y.example"))
    assert not found.recruiter_name and not found.role


def test_empty_beats_wrong() -> None:
    found = reading("Sorry, we went with someone else.", "Hello")
    assert not found.company and not found.role and not found.recruiter_name
