"""The pages of the preview about what is yours to do: an action or a step of the checklist, and a person."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from textual.content import Content

from rejection_tui.domain.comments import comments
from rejection_tui.domain.contact import Cadence, Contact, Touch, cadence
from rejection_tui.domain.contact_words import window_words
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.day_words import day, day_word
from rejection_tui.domain.draft import Draft
from rejection_tui.domain.marks import CONTACT_MEANINGS
from rejection_tui.domain.meanings import Meaning
from rejection_tui.domain.purpose import ACTION_PURPOSES, STEP_PURPOSES
from rejection_tui.domain.steps import Action, step_place, titles_of
from rejection_tui.domain.wins import wins_for
from rejection_tui.services import reminders
from rejection_tui.services.context import AppContext
from rejection_tui.tui.panes.preview_letter import answer_lines, letter_lines
from rejection_tui.tui.panes.preview_parts import PreviewPage, beside, lines, marked, quiet, reminder_lines, rule, text
from rejection_tui.tui.widgets.display import shown

_MAX_TOUCHES: Final = 8
_MAX_WINS: Final = 3


def step_page(context: AppContext, rejection: str, number: int, width: int) -> PreviewPage:
    """Return what a step is good for, above the letter it answers."""
    r = context.records.rejections[rejection]
    head = [shown(titles_of(r)[number], "bold"), shown(STEP_PURPOSES[number])]
    head += _comment_lines(context, rejection, number, width)
    body = lines([*head, *_their_words(context, rejection, number, width)])
    return PreviewPage(f"{rejection}:{number}", "This step", step_place(r, number), body)


def _comment_lines(context: AppContext, rejection: str, number: int, width: int) -> Iterator[Content]:
    """Yield what was said about a step by whoever commented a report."""
    for event in comments(context.records, rejection, number):
        yield rule(width, f"comment{f' of {event.value}' if event.value else ''}, {day(event.at, context.now())}")
        yield text(event.text, style="$theirs")


def action_page(context: AppContext, action: Action, when: str, meaning: Meaning | None, width: int) -> PreviewPage:
    """Return what an action is good for, and what it works with: your draft, their answer, the person, the letter."""
    purpose = ACTION_PURPOSES.get(action.key, "")
    head = [
        shown(action.title, "bold"),
        (marked(meaning, when) if meaning else quiet(when)) if when else None,
        shown(purpose) if purpose else None,
        quiet(f"Skipped: {action.reason}") if action.reason else None,
    ]
    draft = _draft_for(context, action)
    below = (
        _draft_lines(draft, width, context.now())
        if draft
        else _their_words(context, action.rejection, action.step, width)
    )
    place = step_place(context.records.rejections[action.rejection], action.step)
    return PreviewPage(action.uid, "This step", place, lines([*head, *below]))


def _draft_for(context: AppContext, action: Action) -> Draft | None:
    """Return the unsent draft that an action would send, or the message that it sent; the newest of them."""
    drafts = context.records.drafts_of(action.rejection)
    if action.open:
        specs = ((d, d.kind.spec) for d in drafts if d.sent is None)
        mine = [d for d, spec in specs if action.key in (*spec.ticks, *spec.ticks_when_kept)]
    else:
        mine = [d for d in drafts if d.sent is not None and d.kind.spec.shown_by == action.key]
    return mine[-1] if mine else None


def _draft_lines(draft: Draft, width: int, now: datetime) -> list[Content | None]:
    subject = shown(draft.subject, "bold") if draft.subject else None
    words = f"your message, {day(draft.sent, now)}" if draft.sent else "your draft, not sent yet"
    return [rule(width, words), subject, text(draft.body)]


def _their_words(context: AppContext, rejection: str, step: int, width: int) -> list[Content]:
    """Return what a step works with: the answer for steps 2 and 3, the person for step 4, else the letter."""
    r = context.records.rejections[rejection]
    answers = context.records.feedback_of(rejection)
    if step in (2, 3) and answers:
        return [rule(width, "their answer"), *answer_lines(answers[-1], width)]
    person = context.records.contacts.get(r.contact)
    if step == 4 and person is not None:
        return [rule(width, "the person"), *_person_lines(context, person, width)]
    return [rule(width, "their letter"), *letter_lines(r, context.records.letters.get(r.letter))]


def person_page(context: AppContext, uid: str, width: int) -> PreviewPage:
    """Return a person: who, how you met, when to write next, what there is to tell, and what was said so far."""
    c = context.records.contacts[uid]
    state = cadence(c, context.records.touches_of(uid), context.now(), context.rules)
    note = f"{state.last.channel_name}, {day(state.last.at, context.now())}" if state.last else "no message yet"
    return PreviewPage(uid, "Person", note, lines(_person_lines(context, c, width)))


def _person_lines(context: AppContext, c: Contact, width: int) -> list[Content]:
    state = cadence(c, context.records.touches_of(c.uid), context.now(), context.rules)
    meaning = None if c.archived else CONTACT_MEANINGS.get(state.warmth)
    words = _when_to_write(context, c, state)
    found = [
        shown(c.name, "bold"),
        quiet(" · ".join(part for part in (c.role, c.company) if part)),
        marked(meaning, words) if meaning else quiet(words),
        *reminder_lines((one for one in reminders.listed(context.records) if one.contact == c.uid), context.now()),
        *_named(c),
        *_wins(context, c),
    ]
    if c.notes:
        found += [rule(width, "your notes"), text(c.notes)]
    return [one for one in (*found, *_history(context, c, width)) if one.plain]


def _when_to_write(context: AppContext, c: Contact, state: Cadence) -> str:
    today = context.now().date()
    if c.snoozed_until is not None and c.snoozed_until > today:
        return f"Snoozed until {day_word(c.snoozed_until, today)}"
    return window_words(state, today)


def _named(c: Contact) -> Iterator[Content]:
    named = (
        ("email", c.email),
        ("phone", c.phone),
        ("LinkedIn", c.linkedin.removeprefix("https://").removeprefix("www.")),
        ("met", c.how_we_met),
        ("sector", c.sector),
        ("tags", ", ".join(c.tags)),
    )
    for name, value in named:
        if value:
            yield Content.assemble((f"{name:<9}", "$foreground 66%"), shown(value))


def _wins(context: AppContext, c: Contact) -> Iterator[Content]:
    """Yield what there is to tell them."""
    for win in wins_for(context.records, c.uid)[:_MAX_WINS]:
        yield marked(Meaning.YOURS, f"To tell: {win.title}")


def _history(context: AppContext, c: Contact, width: int) -> Iterator[Content]:
    """Yield the rejections and messages that concern a person, the newest first."""
    now = context.now()
    touches = context.records.touches_of(c.uid)[::-1]
    rejections = context.records.rejections_with(c.uid)
    if touches or rejections:
        yield rule(width, "so far")
    for touch in touches[:_MAX_TOUCHES]:
        yield _touch_line(touch, day(local_day(touch.at, now), now))
    for r in sorted(rejections, key=lambda r: r.received, reverse=True):
        yield beside(marked(Meaning.THEIRS, day(r.received, now), "$foreground 66%"), shown(f"{r.company}, {r.role}"))


def _touch_line(touch: Touch, when: str) -> Content:
    said = {True: marked(Meaning.DONE, "answered"), False: quiet("not answered"), None: None}[touch.answered]
    what = shown(touch.what) if touch.what else None
    return beside(marked(Meaning.YOURS, when, "$foreground 66%"), quiet(touch.channel_name), what, said)
