"""Replies of all programs: the reader's own words, quoted below, above or between, are never taken for theirs."""

import pytest

from rejection_tui.mail import RawMessage, own_words, parse
from tests.mail.forwarded import DAYS, WORDS

MINE = "Dear Ann,\n\ncould you tell me what I lacked?\n\nSam Doe"
THEIRS = "Dear Sam,\n\nyour sailcloth seams were uneven.\n\nKind regards\nAnn Bell"
ME = "Sam Doe <sam@reader.example>"


def marked(text: str) -> str:
    """Return text as mail programs quote it."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


ATTRIBUTIONS = {
    "gmail en": f"On Tue, Nov 24, 2026 at 9:00 AM {ME} wrote:",
    "gmail wrapped": "On Tue, Nov 24, 2026 at 9:00 AM Sam Doe <\nsam@reader.example> wrote:",
    "gmail three lines": "On Tue, Nov 24, 2026 at 9:00 AM\nSam Doe <sam@reader.example>\nwrote:",
    "gmail de": f"Am Di., 24. Nov. 2026 um 09:00 Uhr schrieb {ME}:",
    "gmail de wrapped": "Am Di., 24. Nov. 2026 um 09:00 Uhr schrieb Sam Doe <\nsam@reader.example>:",
    "gmail fr": f"Le mar. 24 nov. 2026 à 09:00, {ME} a écrit :",
    "gmail es": "El mar, 24 nov 2026 a las 9:00, Sam Doe (<sam@reader.example>) escribió:",
    "gmail it": f"Il giorno mar 24 nov 2026 alle ore 09:00 {ME} ha\nscritto:",
    "gmail nl": f"Op di 24 nov 2026 om 09:00 schreef {ME}:",
    "gmail pt": f"{ME} escreveu (terça, 24/11/2026 à(s) 09:00):",
    "gmail br": f"Em ter., 24 de nov. de 2026 às 09:00, {ME}\nescreveu:",
    "gmail tr": f"{ME}, 24 Kas 2026 Sal, 09:00 tarihinde şunu\nyazdı:",
    "gmail old": f"2026/11/24 {ME}",
    "gmail 2015": f"2026-11-24 9:00 GMT+01:00 {ME}:",
    "apple en": f"On 24 Nov 2026, at 09:00, {ME} wrote:",
    "apple de": f"Am 24.11.2026 um 09:00 schrieb {ME}:",
    "apple fr": f"Le 24 nov. 2026 à 09:00, {ME} a écrit :",
    "apple it": f"Il giorno 24 nov 2026, alle ore 09:00, {ME} ha scritto:",
    "apple nl": f"Op 24 nov. 2026 om 09:00 heeft {ME} het volgende geschreven:",
    "apple es": f"El 24 nov 2026, a las 9:00, {ME} escribió:",
    "apple pt": f"No dia 24/11/2026, às 09:00, {ME} escreveu:",
    "apple tr": f"{ME} şunları yazdı (24 Kas 2026 09:00):",
    "thunderbird en": "On 24/11/2026 09:00, Sam Doe wrote:",
    "thunderbird de": "Am 24.11.26 um 09:00 schrieb Sam Doe:",
    "thunderbird fr": "Le 24/11/2026 à 09:00, Sam Doe a écrit :",
    "thunderbird es": "El 24/11/26 a las 9:00, Sam Doe escribió:",
    "thunderbird it": "Il 24/11/2026 09:00, Sam Doe ha scritto:",
    "thunderbird nl": "Op 24-11-2026 om 09:00 schreef Sam Doe:",
    "yahoo": "On Tuesday, November 24, 2026 at 09:00:00 AM GMT+1, Sam Doe <sam@reader.example> wrote:",
    "proton": "On Tuesday, November 24th, 2026 at 9:00 AM, Sam Doe <sam@reader.example> wrote:",
    "zoho": "---- On Tue, 24 Nov 2026 09:00:00 +0100 Sam Doe <sam@reader.example> wrote ----",
    "yandex": '24.11.2026, 09:00, "Sam Doe" <sam@reader.example>:',
    **{f"outlook 2019 {language}": days[3] for language, days in DAYS.items()},
}
BLOCKS = {
    f"{program} {language}": f"{rule}{w[0]}: {ME}\n{w[label]}: {DAYS[language][0]}\n{w[3]}: Ann Bell\n{w[5]}: Re: x"
    for language, w in WORDS.items()
    for program, rule, label in (
        ("outlook", "", 1),
        ("outlook web", "_" * 32 + "\n", 1),
        ("outlook mac", "", 2),
        ("samsung", "-------- Original message --------\n", 2),
    )
} | {
    "gmx": f"Gesendet: Dienstag, 24. November 2026 um 09:00 Uhr\nVon: {ME}\nAn: ann@bell.example\nBetreff: Frage",
    "split": "From: Sam Doe \n<sam@reader.example> \nSent: Tuesday, November 24, 2026 9:00 AM\nTo: Ann\nSubject: Re: x",
    "proton line": f"------- Original Message -------\nOn Tuesday, November 24th, 2026 at 9:00 AM, {ME} wrote:",
}
HEADS = ATTRIBUTIONS | BLOCKS


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS.keys())
def test_what_is_quoted_below_without_marks_is_cut(head: str) -> None:
    assert own_words(f"{THEIRS}\n\n{head}\n\n{MINE}") == THEIRS


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS.keys())
def test_what_is_quoted_below_with_marks_is_cut(head: str) -> None:
    assert own_words(f"{THEIRS}\n\n{head}\n{marked(MINE)}") == THEIRS
    assert own_words(f"{THEIRS}\n\n{marked(head)}\n{marked(MINE)}") == THEIRS


@pytest.mark.parametrize("head", ATTRIBUTIONS.values(), ids=ATTRIBUTIONS.keys())
def test_an_answer_below_or_between_the_marks_stays(head: str) -> None:
    assert own_words(f"{head}\n{marked(MINE)}\n\n{THEIRS}") == THEIRS
    between = "Dear Sam,\n\n%s\n> could you tell me what I lacked?\nYour seams were uneven.\n\n> Sam Doe\n\nAnn Bell"
    words = own_words(between % head)
    assert words.startswith("Dear Sam,") and "Your seams were uneven." in words and words.endswith("Ann Bell")
    assert "lacked" not in words and "Sam Doe" not in words and "sam@reader" not in words


SIGNATURES = [
    "Sent from my iPhone", "Von meinem iPhone gesendet", "Envoyé de mon iPhone", "Enviado desde mi iPhone",
    "Inviato da iPhone", "Verstuurd vanaf mijn iPhone", "Enviado do meu iPhone", "iPhone'umdan gönderildi",
    "Get Outlook for Android<https://aka.ms/AAb9ysg>", "Get Outlook for iOS <https://aka.ms/o0ukef>",
    "Sent from Outlook for iOS", "Holen Sie sich Outlook für iOS", "Sent from Yahoo Mail for iPhone",
    "Sent with Proton Mail secure email.", "Von meinem Samsung Galaxy Smartphone gesendet.",
    "Sent from my Galaxy", "Gesendet mit der GMX Mail App", "Télécharger Outlook pour Android",
]  # fmt: skip


@pytest.mark.parametrize("line", SIGNATURES)
def test_the_last_line_of_a_phone_is_not_theirs(line: str) -> None:
    assert own_words(f"{THEIRS}\n\n{line}\n\n{BLOCKS['outlook web en']}\n\n{MINE}") == THEIRS
    assert own_words(f"{THEIRS}\n\n{line}") == THEIRS


WHOLE = [
    "On 24 November you wrote:\nI would like to know more.\nHere is what we can say.",
    "You wrote: “I sew by hand.” We need machines.",
    "Am 24. November schrieben Sie:\nIch nähe von Hand.\nLeider suchen wir anderes.",
    "Le 24 novembre, vous avez écrit :\nje couds à la main.\nHélas.",
    "As we wrote on 3 March:\nthe post is filled.",
    "Date: 24 November\nFrom: 9:00\nTo: 10:00\nPlace: Dock 3",
    "Interview\nFrom: 9:00\nTo: 10:00\nDate: 3 March 2026\nSubject: your trial shift",
    "From: the whole team\nTo: you\n\nAll the best.",
    "We said no for two reasons:\n\n- the seams\n- the hours\n\nAnn",
    "I have sent it from my phone to the panel, who said no.",
    "__________\n\nAnn Bell\nBell Boats",
    "The status is this:\nForwarded to the panel\nClosed",
]


@pytest.mark.parametrize("text", WHOLE)
def test_a_letter_that_cites_or_lists_is_left_whole(text: str) -> None:
    assert own_words(text) == text


def test_when_nothing_would_be_left_all_of_it_stays() -> None:
    assert own_words(marked(MINE)) == marked(MINE)
    assert own_words(f"{ATTRIBUTIONS['gmail en']}\n{marked(MINE)}").startswith("On Tue")
    assert own_words("Sent from my iPhone") == "Sent from my iPhone"
    assert own_words(" \n") == ""


def test_the_end_of_a_quoted_line_that_was_wrapped_is_quoted() -> None:
    text = (
        "> could you tell me what I lacked, and whether it is worth while to try\nagain in spring?\n> Sam\n\nYes, do."
    )
    assert own_words(text) == "Yes, do."


@pytest.mark.parametrize("name", ["quote", "gmail_quote", "protonmail_quote", "moz-cite", "yahoo_quoted"])
def test_a_page_that_quotes(name: str) -> None:
    page = f"<p>Dear Sam,</p><p>no.</p><div class={name}>{ATTRIBUTIONS['proton'].replace('<', '&lt;')}"
    body = f"{page}<blockquote type=cite class={name}>I have an offer from Quillstone.</blockquote></div>"
    letter = parse(RawMessage(f"From: a@b.example\nContent-Type: text/html\n\n{body}".encode(), "x"))
    assert letter.body == "Dear Sam,\n\nno." and "Quillstone" in letter.quoted
