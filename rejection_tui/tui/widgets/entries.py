"""How the entries of a timeline are told: their meaning, the texts behind them, and what enter opens."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from rejection_tui.domain.dates import local_day
from rejection_tui.domain.meanings import Meaning, of_day
from rejection_tui.domain.outcome import TimelineEntry
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.steps import Action
from rejection_tui.tui.commands.route import ACTION_ROUTES, Destination, Route
from rejection_tui.tui.widgets import passages
from rejection_tui.tui.widgets.passages import Passage

#: The step whose actions are opened by the uid of the action.
REFINE: Final = 3
#: Whose doing each kind of entry is; what comes next is told by its day, and a mail by who wrote it.
_MEANINGS: Final = {
    "applied": Meaning.YOURS,
    "letter": Meaning.THEIRS,
    "draft": Meaning.YOURS,
    "tick": Meaning.DONE,
    "feedback": Meaning.THEIRS,
    "gap": Meaning.YOURS,
    "refine": Meaning.DONE,
    "touch": Meaning.YOURS,
    "interview": Meaning.YOURS,
}
#: What enter does where it opens something, as the end of "enter …".
HOW: Final = {
    Route.LETTER: "opens the letter",
    Route.FEEDBACK: "opens the answer",
    Route.BULLETS: "opens the CV bullets",
    Route.COVERS: "opens the cover letter",
    Route.PRACTICE: "opens the practice",
    Route.PERSON: "opens the person",
    Route.INTERVIEW: "opens what you noted",
    Route.REMINDER: "changes its day or its words",
}


def meaning_of(records: Records, entry: TimelineEntry, now: datetime) -> Meaning | None:
    """Return what an entry means; None for what is neither of the six, such as a change of the outcome."""
    if entry.kind == "next":
        open_still = entry.ref in records.actions
        return of_day(local_day(entry.at, now), now.date()) if open_still else Meaning.DONE
    if entry.kind == "mail" and entry.ref in records.correspondence:
        return Meaning.YOURS if records.correspondence[entry.ref].sort.mine else Meaning.THEIRS
    if entry.kind == "reminder" and entry.ref in records.reminders:
        reminder = records.reminders[entry.ref]
        return of_day(reminder.day, now.date()) if reminder.open else None if reminder.reason else Meaning.DONE
    return _MEANINGS.get(entry.kind)


def mark_of(entry: TimelineEntry, meaning: Meaning | None) -> str:
    """Return the mark of an entry, one cell wide."""
    return meaning.mark if meaning else "–" if entry.kind == "skip" else "◆"


def colour_of(meaning: Meaning | None) -> str:
    """Return the style of a mark."""
    return f"bold ${meaning.colour}" if meaning else "bold"


def behind(records: Records, rejection: Rejection, entry: TimelineEntry, now: datetime) -> Iterator[Passage]:
    """Yield what was written then: the answer, mail, draft or work of an entry; for all others the letter."""
    match entry.kind:
        case "feedback" | "gap" if entry.ref in records.feedback:
            yield from passages.answer(records, records.feedback[entry.ref], now)
        case "mail" if entry.ref in records.correspondence:
            yield from passages.mail(records.correspondence[entry.ref], now)
        case "draft" if entry.ref in records.drafts:
            yield from passages.draft(records.drafts[entry.ref], now)
        case "touch" if entry.ref in records.touches:
            touch = records.touches[entry.ref]
            if touch.draft in records.drafts:
                yield from passages.draft(records.drafts[touch.draft], now)
            yield from passages.person(records, records.contacts.get(touch.contact), now)
        case "refine" if entry.ref in records.bullets:
            yield from passages.bullet(records.bullets[entry.ref])
        case "refine" if entry.ref in records.cover_letters:
            yield from passages.cover_letter(records, records.cover_letters[entry.ref])
        case "refine" if entry.ref in records.questions:
            yield from passages.question(records.questions[entry.ref])
        case "letter" | "applied" | "next":
            yield from passages.letter(records, rejection, now)
        case _:
            if entry.text:
                yield Passage("Noted", entry.text, meaning_of(records, entry, now))
            yield from _message(records, rejection, entry, now)
            yield from passages.letter(records, rejection, now)


def _message(records: Records, rejection: Rejection, entry: TimelineEntry, now: datetime) -> Iterator[Passage]:
    """Yield the message with which a ticked action was done."""
    action = records.actions.get(entry.ref)
    if action is None:
        return
    written = [d for d in records.drafts_of(rejection.uid) if d.kind.spec.shown_by == action.key]
    if written:
        yield from passages.draft(written[-1], now)


def destination_of(records: Records, rejection: Rejection, entry: TimelineEntry) -> Destination | None:
    """Return what enter opens for an entry, None when there is nothing but to read it."""
    match entry.kind:
        case "letter":
            return Destination(Route.LETTER, rejection.uid)
        case "feedback" | "gap":
            return Destination(Route.FEEDBACK, entry.ref)
        case "next":
            action = records.actions.get(entry.ref)
            return opens_action(action) if action is not None else None
        case "refine" if entry.ref in records.bullets:
            return Destination(Route.BULLETS, entry.ref)
        case "refine" if entry.ref in records.cover_letters:
            return Destination(Route.COVERS, entry.ref)
        case "refine" if entry.ref in records.questions:
            return Destination(Route.PRACTICE, entry.ref)
        case "touch" if entry.ref in records.touches:
            return Destination(Route.PERSON, records.touches[entry.ref].contact)
        case "interview":
            return Destination(Route.INTERVIEW, entry.ref)
        case "reminder":
            return Destination(Route.REMINDER, entry.ref)
        case _:
            return None


def opens_action(action: Action) -> Destination:
    """Return what does an action."""
    uid = action.uid if action.step == REFINE else action.rejection
    return Destination(ACTION_ROUTES.get(action.key, Route.DRAFT), uid)
