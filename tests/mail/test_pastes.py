"""Letters copied from pages, apps and paper: what is stated is read, what is not is said to be missing."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from rejection_tui.domain.letter import Letter
from rejection_tui.domain.written_moments import read_moment
from rejection_tui.mail import RawMessage, parse, read_text
from rejection_tui.mail.pastes import NO_DAY

NOW = datetime(2026, 11, 27, 17, 46, tzinfo=timezone(timedelta(hours=1)))
LETTER = (
    "Dear Sam,\n\nthank you for the talk on Tuesday. The post has been filled.\n\nKind regards\nAnn Bell\nBell Boats"
)
SUBJECT = "Your application as a sailmaker"
TEXTS = {
    name: text.strip("\n")
    for section in Path(__file__).with_name("copied_texts.txt").read_text("utf-8").split("=== ")[1:]
    for name, _, text in (section.partition("\n"),)
}


def of_kind(kind: str) -> pytest.MarkDecorator:
    """Return the texts of a kind in `copied_texts.txt` as parameters named `text`."""
    names = [name for name in TEXTS if name.startswith(kind)]
    return pytest.mark.parametrize("text", [TEXTS[name] for name in names], ids=names)


def paste(text: str, now: datetime | None = NOW) -> Letter:
    """Return the letter in pasted text."""
    (raw,) = read_text(text)
    assert isinstance(raw, RawMessage)
    return parse(raw, now)


@of_kind("page")
def test_a_page_gives_the_letter_without_the_page(text: str) -> None:
    letter = paste(text.format(s=SUBJECT, l=LETTER))
    assert (letter.subject, letter.sender_name, letter.sender_email) == (SUBJECT, "Ann Bell", "ann@bell.example")
    assert (letter.received is not None and letter.received.strftime("%Y-%m-%d %H:%M") == "2026-11-05 10:12") or (
        "05/11/2026, 10:12" in text and letter.received is None
    )
    assert letter.body == LETTER


@of_kind("phone")
def test_a_phone_shows_names_without_addresses(text: str) -> None:
    letter = paste(text.format(s=SUBJECT, l=LETTER))
    assert (letter.subject, letter.sender_name, letter.sender_email) == (SUBJECT, "Ann Bell", "")
    assert letter.received is not None and letter.received.date().isoformat() == "2026-11-05"
    assert letter.body == LETTER


def test_after_le_the_day_stands_before_the_month() -> None:
    letter = paste(f"Voiles Bell\n\nNantes, le 05/06/2026\n\nObjet : {SUBJECT}\n\n{LETTER}")
    assert letter.received is not None and letter.received.date().isoformat() == "2026-06-05"


def test_a_name_and_an_hour_state_no_day() -> None:
    letter = paste(f"{SUBJECT}\nInbox\n\nAnn Bell 10:12\nto me\n\n{LETTER}")
    assert (letter.subject, letter.sender_name, letter.received) == (SUBJECT, "Ann Bell", None)
    assert letter.body == LETTER and NO_DAY in letter.notes


def test_a_year_that_nothing_confirms_is_named() -> None:
    letter = paste(f"{SUBJECT}\nAnn Bell <ann@bell.example>\n5 Dec, 10:12\nto me\n\n{LETTER}")
    assert letter.received is not None and letter.received.date().isoformat() == "2025-12-05"
    assert any("2025" in note for note in letter.notes) and NO_DAY not in letter.notes
    undated = paste(f"{SUBJECT}\nAnn Bell <ann@bell.example>\n5 Dec, 10:12\nto me\n\n{LETTER}", None)
    assert undated.received is None and undated.body == LETTER


@pytest.mark.parametrize("text", [LETTER, f"{SUBJECT}\n\n{LETTER}", f"Subject: {SUBJECT}\n\n{LETTER}"])
def test_a_letter_that_states_no_day_says_so(text: str) -> None:
    letter = paste(text)
    assert letter.body == LETTER and letter.received is None and letter.notes == (NO_DAY,)


@of_kind("chat")
@pytest.mark.parametrize("day", ["26.11.26", "26/11/2026", "26.11.2026", "11/26/26", "2026-11-26"])
def test_of_a_chat_the_other_one_s_words_are_the_letter(text: str, day: str) -> None:
    letter = paste(text.format(d=day))
    assert (
        " ".join(letter.body.split()) == "Hallo Sam, hier Ann von Bell Boats Leider haben wir uns anders entschieden."
    )
    assert letter.sender_name == "Ann Bell" and letter.received is not None
    assert letter.received.date().isoformat() == "2026-11-26"


def test_a_chat_shows_in_what_order_its_days_are_written() -> None:
    chat = "[05/11/2026, 10:00] Ann: Wann?\n[05/11/2026, 10:01] You: Morgen\n[13/11/2026, 10:00] You: Und?\n"
    letter = paste(f"{chat}[06/11/2026, 10:02] Ann: Leider nein.")
    assert letter.received is not None and letter.received.date().isoformat() == "2026-11-06"


def test_a_bare_copy_of_a_message_begins_with_name_and_hour() -> None:
    letter = paste("Ann Bell (She/Her)  3:14 PM\nHi Sam, we have decided on somebody else.\nBest, Ann")
    assert letter.body == "Hi Sam, we have decided on somebody else.\nBest, Ann" and letter.sender_name == "Ann Bell"


def test_an_older_talk_in_a_chat_is_not_part_of_the_letter() -> None:
    older = "[01.11.26, 10:00:00] Ann: Kommst du am Samstag?\n[02.11.26, 10:00:00] You: Ja\n"
    letter = paste(f"{older}[26.11.26, 10:12:33] Ann: Leider nein.")
    assert letter.body == "Leider nein." and letter.received is not None and letter.received.day == 26


def test_a_linkedin_conversation() -> None:
    letter = paste(TEXTS["linkedin"])
    assert letter.body.startswith("Hi Sam, thanks for the call.") and "telling me" not in letter.body
    assert letter.body.endswith("Ann Bell\nHead of Sails at Bell Boats") and letter.sender_name == "Ann Bell"
    assert letter.received is not None and letter.received.strftime("%d %H:%M") == "26 15:14"


SENT = {
    "fr": ("Ann Bell a envoyé les messages suivants à 15:14", "Voir le profil de Ann"),
    "es": ("Ann Bell envió el siguiente mensaje a las 15:14", "Ver el perfil de Ann"),
    "it": ("Ann Bell ha inviato i seguenti messaggi alle 15:14", "Visualizza il profilo di Ann"),
    "nl": ("Ann Bell heeft de volgende berichten verzonden om 15:14", "Profiel van Ann bekijken"),
    "pt": ("Ann Bell enviou as seguintes mensagens às 15:14", "Ver perfil de Ann"),
    "tr": ("Ann Bell şu mesajları 15:14 itibarıyla gönderdi", "Ann adlı kişinin profilini görüntüle"),
}


@pytest.mark.parametrize(("sent", "profile"), SENT.values(), ids=SENT.keys())
def test_a_linkedin_conversation_in_other_languages(sent: str, profile: str) -> None:
    letter = paste(f"LinkedIn\nAnn Bell\nSails, Bell Boats\n26 nov\n{sent}\n{profile}\nAnn Bell  15:14\nSam, no.\nAnn")
    assert letter.body == "Sam, no.\nAnn\n\nAnn Bell\nSails, Bell Boats" and letter.sender_name == "Ann Bell"
    assert letter.received is not None and letter.received.strftime("%d %H:%M") == "26 15:14"


def test_of_a_conversation_on_a_page_the_last_mail_to_me_is_the_letter() -> None:
    mine = (
        "Sam Doe\nTue, Nov 24, 9:00 AM (3 days ago)\nto Ann\n\nDear Ann,\n\nI have an offer from Quillstone.\n\nSam\n"
    )
    theirs = f"Ann Bell <ann@bell.example>\nThu, Nov 26, 10:12 AM (1 day ago)\nto me\n\n{LETTER}\n"
    older = theirs.replace("filled", "opened").replace("Nov 26", "Nov 20").replace("Thu", "Fri")
    for page in (mine + theirs, older + mine + theirs, theirs + mine):
        letter = paste(f"{SUBJECT}\nInbox\n\n{page}\nReply\nForward")
        assert (letter.subject, letter.sender_email) == (SUBJECT, "ann@bell.example")
        assert letter.body.startswith(LETTER)
        assert letter.received is not None and letter.received.day == 26


@of_kind("message")
def test_a_message_of_a_phone_or_a_network(text: str) -> None:
    words = "Hi Sam, the post went to somebody else. All the best, Ann from Bell Boats"
    letter = paste(text.format(m=words))
    assert letter.body.startswith(words) and letter.subject == ""
    assert letter.received is not None and letter.received.strftime("%m-%d %H:%M") == "11-26 14:22"
    named = (line.partition(" · ")[0] for line in text.split("\n") if line.startswith(("Ann Bell", "+")))
    assert letter.sender_name == next(named, "")


@of_kind("notice")
def test_a_notice_of_a_job_board_names_the_post(text: str) -> None:
    letter = paste(text)
    assert letter.subject.endswith(" Sailmaker") and "Bell Boats" in letter.body and letter.received is None


def test_a_scan_is_mended() -> None:
    letter = paste(
        "Bell Boats\nDear Sam,\nthank you for your appli-\ncation and for your well-known work. We o\ufb00er the post\n"
        "and the con\ufb01rmed hours to an0ther per-\nson.\n"
        "Vor-\nund Nachteile, COVID-19, A10 and 100 stay; well-\nknown"
    )
    assert "your application and" in letter.body and "offer the post" in letter.body and "confirmed" in letter.body
    assert "another person" in letter.body and "COVID-19, A10 and 100 stay; well-known" in letter.body


@of_kind("typed")
def test_a_letter_typed_from_paper(text: str) -> None:
    letter = paste(text.format(s=SUBJECT, l=LETTER))
    assert letter.subject == SUBJECT and letter.body.endswith(LETTER)
    assert letter.received is not None and letter.received.date().isoformat() == "2026-11-26"
    assert letter.body.startswith(text.partition("\n")[0])


MOMENTS = {
    "Thu, Nov 5, 10:12 AM (3 weeks ago)": "2026-11-05 10:12",
    "Do., 26. Nov., 10:12 (vor 1 Tag)": "2026-11-26 10:12",
    "10:12 AM (9 hours ago)": "2026-11-26 10:12",
    "8:12 AM (9 hours ago)": "2026-11-27 08:12",
    "Yesterday at 10:12": "2026-11-26 10:12",
    "Gestern, 10:12": "2026-11-26 10:12",
    "Tue 10:12 AM": "2026-11-24 10:12",
    "Do 05.11.": "2026-11-05 12:00",
    "Dec 5": "2025-12-05 12:00",
    "Mon, Nov 30": "2025-11-30 12:00" if datetime(2025, 11, 30).weekday() == 0 else "",
    "Thu, Nov 6": "2025-11-06 12:00",
    "29 Feb": "2024-02-29 12:00",
    "02/10/2023 4:52 PM EST": "2023-02-10 16:52",
    "11/12/2026 09:00": "2026-11-12 09:00",
    "Thu 11/5": "2026-11-05 12:00",
    "26. November 2026 um 9.05 Uhr": "2026-11-26 09:05",
    "2021. október 28. 12:46": "2021-10-28 12:46",
    "28/10/21 12.46": "2021-10-28 12:46",
    "12:05 a. m., 26 de noviembre de 2026": "2026-11-26 00:05",
    "March 5": "2026-03-05 12:00",
    "do 26 mrt. 2026 om 10:12": "2026-03-26 10:12",
    "5 mrt": "2026-03-05 12:00",
    "03/04/2026": "",
    "31 February 2026": "",
    "10:12": "",
    "soon": "",
    "Fri 10:12": "",
    "5/6": "",
}


@pytest.mark.parametrize(("text", "wanted"), MOMENTS.items(), ids=MOMENTS.keys())
def test_moments_with_and_without_a_year(text: str, wanted: str) -> None:
    found = read_moment(text, NOW)
    assert (found.moment.strftime("%Y-%m-%d %H:%M") if found else "") == wanted


def test_without_a_clock_no_year_is_guessed_and_a_zone_is_kept() -> None:
    assert read_moment("Thu, Nov 5, 10:12 AM (3 weeks ago)") is None and read_moment("yesterday 10:12") is None
    zoned = read_moment("26 Oct 2021, 14:25:08 EEST")
    assert zoned is not None and zoned.moment.isoformat() == "2021-10-26T14:25:08+03:00"
    assert (found := read_moment("03/04/2026", day_first=True)) is not None and found.moment.month == 4


def test_a_day_that_may_be_two_is_left_out_and_named() -> None:
    block = f"Subject: {SUBJECT}\nFrom: Ann Bell <ann@bell.example>\nDate: 05/11/2026, 10:12\nTo: x"
    letter = paste(f"{block}\n\n{LETTER}")
    assert letter.received is None and letter.body == LETTER
    assert letter.notes == ("The day of the letter, “05/11/2026, 10:12”, can be read in more than one way.",)


@pytest.mark.parametrize("note", ["FYI", "See below", "Leider eine Absage bekommen."])
@pytest.mark.parametrize(
    "line", ["---------- Forwarded message ---------", "-----Original Message-----", "________________"]
)
def test_a_pasted_forward_is_the_letter_and_the_words_above_it_a_note(note: str, line: str) -> None:
    head = f"From: Ann Bell <ann@bell.example>\nSent: 5 November 2026 10:12\nTo: Sam\nSubject: {SUBJECT}"
    letter = paste(f"{note}\n\n{line}\n{head}\n\n{LETTER}")
    assert (letter.body, letter.subject, letter.sender_email) == (LETTER, SUBJECT, "ann@bell.example")
    assert any(note in told for told in letter.notes)


def test_a_short_answer_above_what_it_answers_stays_the_letter() -> None:
    head = f"From: Sam <sam@reader.example>\nSent: 5 November 2026 10:12\nTo: Ann\nSubject: {SUBJECT}"
    answer = "Hi Sam, sorry, we went with someone else. Ann"
    assert paste(f"{answer}\n\n-----Original Message-----\n{head}\n\nDear Ann, is there news?").body == answer
