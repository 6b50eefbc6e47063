"""What stands behind a row, as passages to read beside it: letters, answers, mails, drafts, people, practice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from rejection_tui.domain.asked import Asked
from rejection_tui.domain.contact import Contact, Touch
from rejection_tui.domain.correspondence import Correspondence
from rejection_tui.domain.cover_letter import CoverLetter
from rejection_tui.domain.day_words import day
from rejection_tui.domain.draft import Draft
from rejection_tui.domain.feedback import Feedback, Learning
from rejection_tui.domain.letter_page import NO_LETTER, for_reading
from rejection_tui.domain.meanings import Meaning, of_day
from rejection_tui.domain.records import Records
from rejection_tui.domain.refine import Bullet, BulletState, Question, Rating, Rehearsal
from rejection_tui.domain.rejection import Rejection
from rejection_tui.services import practice

#: Touches of a person that are listed, the newest first.
_TOUCHES: Final = 6
#: Rehearsals in the strip, and those that are told in words.
_STRIP, _LAST = 24, 5
#: How a rehearsal went: round and full when it was smooth.
RATING_MARKS: Final = {Rating.SMOOTH: "●", Rating.HALTING: "◐", Rating.STUCK: "○"}


@dataclass(frozen=True, slots=True)
class Passage:
    """A text under a head; `marked` are words of it to be underlined, `meaning` gives the head its mark and colour."""

    head: str
    text: str = ""
    meaning: Meaning | None = None
    marked: tuple[str, ...] = ()


def letter(records: Records, rejection: Rejection | None, now: datetime) -> Iterator[Passage]:
    """Yield the letter filed with a rejection, or the notes and a word that there is none."""
    if rejection is None:
        return
    found = records.letters.get(rejection.letter)
    if found is None:
        head, text = f"{rejection.company} · {day(rejection.received, now)}", _paragraphs(NO_LETTER, rejection.notes)
        yield Passage(head, text, Meaning.THEIRS)
        return
    who = found.sender_name or found.sender_email or rejection.company
    head = f"Their letter · {who} · {day(found.received or rejection.received, now)}"
    yield Passage(head, _paragraphs(found.subject, for_reading(found.body)), Meaning.THEIRS)


def answer(records: Records, found: Feedback | None, now: datetime) -> Iterator[Passage]:
    """Yield an answer with the words that name the gap underlined, and what the user plans to do about it."""
    if found is None:
        return
    one = records.rejections.get(found.rejection)
    who = one.company if one else "a company"
    head = f"Their answer · {who} · {day(found.received, now)} · {found.gap_words}"
    yield Passage(head, for_reading(found.verbatim), Meaning.THEIRS, found.quotes)
    for plan in dict.fromkeys(one.plan for one in found.named if one.plan):
        yield Passage("Your plan", plan, Meaning.YOURS)


def mail(found: Correspondence, now: datetime) -> Iterator[Passage]:
    """Yield a mail kept with a rejection."""
    parts = (found.answer.label if found.answer else found.sort.label, found.name, day(found.at, now))
    meaning = Meaning.YOURS if found.sort.mine else Meaning.THEIRS
    text = _paragraphs(found.subject, for_reading(found.body))
    yield Passage(_capital(" · ".join(p for p in parts if p)), text, meaning)


def draft(found: Draft, now: datetime) -> Iterator[Passage]:
    """Yield a message the user wrote."""
    when = found.sent or found.copied
    head = " · ".join(p for p in ("Your message", found.kind.label, day(when, now) if when else "not sent yet") if p)
    yield Passage(head, _paragraphs(found.subject, found.body), Meaning.YOURS)


def person(records: Records, found: Contact | None, now: datetime) -> Iterator[Passage]:
    """Yield a person, and what passed between the two of you."""
    if found is None:
        return
    about = ", ".join(p for p in (found.role, found.company) if p)
    lines = [p for p in (about, found.email, found.phone, found.linkedin) if p]
    met = [f"How you met: {found.how_we_met}"] if found.how_we_met else []
    notes = ["", found.notes] if found.notes else []
    yield Passage(found.name, "\n".join([*lines, *met, *notes]), Meaning.THEIRS)
    if touches := records.touches_of(found.uid)[::-1]:
        yield Passage("You were in touch", "\n".join(_touch(t, now) for t in touches[:_TOUCHES]), Meaning.YOURS)


def _touch(found: Touch, now: datetime) -> str:
    answered = " · they answered" if found.answered else ""
    return f"{day(found.at, now)} · {found.channel_name}{answered}" + (f"\n  {found.what}" if found.what else "")


def question(found: Question) -> Iterator[Passage]:
    """Yield a question, and the notes for its answer."""
    yield Passage(_capital(practice.type_of(found)), found.text, Meaning.DONE if found.done else Meaning.YOURS)
    yield from answer_notes(found)


def answer_notes(found: Question) -> Iterator[Passage]:
    """Yield the notes for an answer, part by part."""
    if words := "\n".join(f"{name}: {text}" for name, text in practice.notes_of(found)):
        yield Passage("Your notes", words, Meaning.YOURS)


def asked_in(places: Sequence[Asked], now: datetime) -> Iterator[Passage]:
    """Yield the interviews a question was asked in."""
    if places:
        yield Passage("Asked in a real interview", "\n".join(one.words(now) for one in places), Meaning.THEIRS)


def rehearsals(past: Sequence[Rehearsal], now: datetime) -> Iterator[Passage]:
    """Yield how the rehearsals of a question went: a strip of all, the oldest first, and the last ones in words."""
    if not past:
        yield Passage("Not rehearsed yet", "", Meaning.WAITING)
        return
    strip = " ".join(RATING_MARKS[one.rating] for one in past[-_STRIP:])
    lines = [_rehearsal(one, now) for one in reversed(past[-_LAST:])]
    times = "once" if len(past) == 1 else f"{len(past)} times"
    yield Passage(f"Rehearsed {times}   {strip}", "\n".join(lines), Meaning.DONE)


def _rehearsal(one: Rehearsal, now: datetime) -> str:
    clock = f"{one.seconds // 60}:{one.seconds % 60:02d}" if one.seconds else "without a clock"
    by = f"with {one.by}" if one.by else ""
    head = " · ".join(part for part in (day(one.at, now), one.rating.value, clock, by) if part)
    return "\n".join([f"{RATING_MARKS[one.rating]} {head}", *(f"  {line}" for line in one.notes.split("\n") if line)])


def bullet(found: Bullet) -> Iterator[Passage]:
    """Yield a line of the CV as it was and as it is now."""
    meaning = Meaning.DONE if found.state is BulletState.DONE else Meaning.YOURS
    yield Passage(found.section or "A line of your CV", found.before, meaning)
    if found.after:
        yield Passage("Now", found.after, meaning)


def cover_letter(records: Records, found: CoverLetter) -> Iterator[Passage]:
    """Yield what a cover letter says now."""
    versions = records.versions_of(found.uid)
    yield Passage(found.name, versions[-1].text if versions else "", Meaning.DONE if found.done else Meaning.YOURS)


def waiting_bullets(records: Records, rejection: str) -> Iterator[Passage]:
    """Yield the lines of the CV that wait to be rewritten after a rejection; with "" those of no rejection."""
    mine = [b for b in records.bullets.values() if b.state is not BulletState.DONE and b.rejection == rejection]
    if mine:
        mine.sort(key=lambda b: (b.created, b.order, b.uid))
        yield Passage("Lines of your CV", "\n\n".join(f"– {b.after or b.before}" for b in mine), Meaning.YOURS)


def learning(found: Learning, now: datetime) -> Iterator[Passage]:
    """Yield something to learn, with its day."""
    meaning = Meaning.DONE if found.done else of_day(found.due, now.date()) if found.due else Meaning.WAITING
    head = f"To learn · by {day(found.due, now)}" if found.due else "To learn"
    yield Passage(head, _paragraphs(found.title, found.notes), meaning)


def cause(records: Records, feedback: str, rejection: str, now: datetime) -> Iterator[Passage]:
    """Yield the answer that caused a bullet, a question or a learning item, and the letter it goes back to."""
    found = records.feedback.get(feedback)
    yield from answer(records, found, now)
    yield from letter(records, records.rejections.get(rejection or (found.rejection if found else "")), now)


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
