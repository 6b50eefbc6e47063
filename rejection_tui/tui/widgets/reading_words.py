"""Puts a reading into words: what it is, which words decided it, where each guess came from, what to do."""

from typing import Final

from rejection_tui.domain.letter import Guess, LetterKind, Reading, Verdict
from rejection_tui.domain.text import clean_line
from rejection_tui.services.letters import Progress

_KIND_WORDS: Final = {
    LetterKind.REJECTION: "a rejection",
    LetterKind.ON_HOLD: "on hold, not a no",
    LetterKind.CONFIRMATION: "a confirmation that your application arrived",
    LetterKind.INTERVIEW: "an invitation to an interview",
    LetterKind.ASSESSMENT: "an assessment or task to do",
    LetterKind.OFFER: "an offer",
    LetterKind.ALERT: "a job alert",
    LetterKind.WITHDRAWAL: "your own withdrawal",
    LetterKind.OTHER: "something else",
}
_WHAT_TO_DO: Final = {
    LetterKind.INTERVIEW: "Answer it rather than file it.",
    LetterKind.ASSESSMENT: "Do the task first; nothing has been decided.",
    LetterKind.CONFIRMATION: "Nothing has been decided; wait for the answer.",
    LetterKind.OFFER: "Congratulations are nearer than rejtui; read it again.",
    LetterKind.ALERT: "It answers no application of yours.",
}


def kind_words(reading: Reading) -> str:
    """Return what sort of letter it seems to be, in a few words."""
    if reading.verdict is Verdict.UNSURE:
        return "perhaps a rejection"
    if reading.role_closed and reading.kind is LetterKind.REJECTION:
        return "the role was closed or frozen"
    return _KIND_WORDS[reading.kind]


#: The source names of a guess, as shown to the user.
_SOURCE_WORDS: Final = {
    "sender": "the sender",
    "signature": "the signature",
    "signature and sender's name": "the signature and the sender's name",
    "sender's name": "the sender's name",
    "sender's domain": "the sender's domain",
    "subject": "the subject",
    "letterhead": "the letterhead",
    "beside the role": "the line of the role",
    "labelled": "its label in the letter",
}
#: Evidence of this weight or more decides; less only supports.
DECIDES: Final = 0.5


def evidence_words(reading: Reading) -> tuple[str, ...]:
    """Return the words of the letter that decided the verdict, strongest first; the best support if none did."""
    ranked = sorted((e for e in reading.evidence if e.text.strip() and e.weight > 0), key=lambda e: -e.weight)
    deciding = [e.text for e in ranked if e.weight >= DECIDES]
    return tuple(dict.fromkeys(deciding or [e.text for e in ranked[:1]]))


def support_words(reading: Reading) -> tuple[str, ...]:
    """Return the words that only supported the verdict, such as thanks and wishes."""
    deciding = evidence_words(reading)
    return tuple(dict.fromkeys(e.text for e in reading.evidence if e.text.strip() and e.text not in deciding))


def verdict_words(reading: Reading) -> str:
    """Return the verdict with the words that decided it."""
    words = [f"“{clean_line(text, 50)}”" for text in evidence_words(reading)[:2]]
    sentence = (
        "Not sure, perhaps a rejection" if reading.verdict is Verdict.UNSURE else f"Reads as {kind_words(reading)}"
    )
    return sentence + (f": {' and '.join(words)}" if words else ". No sentence of it says so plainly.")


def worry_about(reading: Reading) -> str:
    """Return why this letter perhaps should not be filed, and what to do; "" when there is no doubt."""
    if reading.verdict is not Verdict.OTHER or reading.kind is LetterKind.WITHDRAWAL:
        return ""
    advice = _WHAT_TO_DO.get(reading.kind, "It does not look like an answer to an application.")
    return f"This reads as {kind_words(reading)}. {advice} Save again files it as a rejection all the same."


def hint_on(reading: Reading) -> str:
    """Return a hint on what is filed and how, "" where that is obvious."""
    if reading.kind is LetterKind.ON_HOLD or reading.verdict is Verdict.ON_HOLD:
        return "The role is paused, so it is filed as on hold and comes back on the agenda in two months."
    if reading.verdict is Verdict.UNSURE:
        return "It is not certain that this is a no. Look at the letter (ctrl+l); saving it is up to you."
    if reading.role_closed:
        return "The role itself went away; that is no failure of yours and is counted apart."
    if reading.kind is LetterKind.WITHDRAWAL:
        return "It says that you withdrew; that is kept apart from what they decided."
    return ""


def source_of(guess: Guess) -> str:
    """Return where a value came from, as a note."""
    if not guess:
        return ""
    words, source = clean_line(guess.words, 40), clean_line(guess.source, 40)
    if words and words.casefold() != guess.value.casefold():
        return f"from “{words}”"
    return f"from {_SOURCE_WORDS.get(source, source or 'the letter')}"


def letter_words(reading: Reading) -> str:
    """Return sender, subject and body as shown beside a list of letters."""
    letter = reading.letter
    address = f"<{letter.sender_email}>" if letter.sender_email else ""
    sender = " ".join(part for part in (letter.sender_name, address) if part)
    head = [line for line in (f"From: {sender}" if sender else "", letter.subject) if line]
    return "\n".join([*head, "", letter.body]).strip("\n")


def progress_words(progress: Progress) -> str:
    """Return how far a reading has come."""
    size = f"{_size(progress.done)} of {_size(progress.total)} · " if progress.total else ""
    return f"{size}{progress.letters:,} letters · {progress.source}"


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 100_000 else f"{count / 1000:.0f} kB"
