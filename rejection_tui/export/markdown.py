"""The report for a mentor as Markdown: what happened, what was asked, the answers verbatim, and what is next."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Final

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.agenda.index import AgendaIndex
from rejection_tui.domain.agenda.place import Place, PlaceKind
from rejection_tui.domain.agenda.places import person_place, places_of
from rejection_tui.domain.comments import comments
from rejection_tui.domain.cover_letter import CoverLetter
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.facts import sentence, told
from rejection_tui.domain.feedback import Feedback, Gap, NamedGap
from rejection_tui.domain.insights import own_themes, usable
from rejection_tui.domain.interview import Interview
from rejection_tui.domain.records import Records
from rejection_tui.domain.refine import Question, Rating
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.report_marks import ReportPlace, digest_comment, place_words
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.silence import is_unanswered, state_words
from rejection_tui.domain.steps import Action, ActionState, step_name, titles_of
from rejection_tui.domain.text import clean, clean_line

#: Marks with a meaning anywhere in a line: in CommonMark, on GitHub, or in the formulas some viewers support.
_SPECIAL_MARKS: Final = re.compile(r"([\\`*_\[\]<>&|~$@#^{}])")
#: A colon or full stop that would turn the text around it into a link.
_ADDRESS: Final = re.compile(r"(?<=\w)([:.])(?=[\w/\\])")
_LINE_START_MARKS: Final = re.compile(r"^([-+=]|\d{1,9}(?=[.)]))")


def inline(text: str, limit: int = 500) -> str:
    """Return `text` as one line of Markdown that shows it literally."""
    return _escaped(clean_line(text, limit))


def block_quote(text: str) -> str:
    """Return `text` as a block quote, each line shown literally; a blank line still ends a paragraph."""
    rows = [_escaped(row.strip()) for row in clean(text).strip("\n").split("\n")]
    lines = []
    for row, after in zip(rows, [*rows[1:], ""], strict=True):
        lines.append(f"> {row}\\" if row and after else f"> {row}".rstrip())
    return "\n".join(lines)


def _escaped(line: str) -> str:
    line = _SPECIAL_MARKS.sub(r"\\\1", line)
    line = _ADDRESS.sub(lambda m: m[1] if _is_figure(line, m.start()) else f"\\{m[1]}", line)
    return _LINE_START_MARKS.sub(lambda m: f"{m[1]}" if m[1].isdigit() else f"\\{m[1]}", _numbered(line))


def _is_figure(line: str, place: int) -> bool:
    """Return whether the mark stands between digits, as in 3.2 or 10:30, and can be left alone."""
    return line[place - 1].isdigit() and line[place + 1 : place + 2].isdigit()


def _numbered(line: str) -> str:
    return re.sub(r"^(\d{1,9})([.)])", r"\1\\\2", line)


#: The step in which feedback is asked for and answered.
_ASKING: Final = 2
_STATES: Final = {
    ActionState.TODO: "to do",
    ActionState.DONE: "done",
    ActionState.SKIPPED: "skipped",
    ActionState.NO_ANSWER: "no answer came",
}
_GAP_ORDER = (Gap.SKILL, Gap.EXPERIENCE, Gap.TECHNIQUE, Gap.NOT_YOU, Gap.NOTHING_USABLE, Gap.UNSORTED)


_FOR_COMMENTS: Final = (
    "To comment, write below the heading of a step, as a new paragraph or a line that begins with >. Leave the marks "
    "in brackets at the end of the headings: by them your comments find their way back.\n\nComments by:"
)


def report(records: Records, now: datetime, rules: Rules) -> str:
    """Return the report on everything that is not archived; calm mode leaves out the number of rejections.

    It can be commented and read again: headings name their rejection and step, and the report's own lines are marked.
    """
    whose = f" for {inline(records.me.name)}" if records.me.name else ""
    parts = [
        f"# Report{whose}\n\nAs of {_day(now.date())}. Answers are quoted as they came.",
        _FOR_COMMENTS,
        _overview(records, rules),
        *(_rejection(records, r, now, rules) for r in records.inbox()),
        _gaps(records),
        _bullets(records),
        _cover_letters(records, now),
        _practice(records, now, rules),
        _next(records, now, rules),
    ]
    text = "\n\n".join(part for part in parts if part)
    return f"{text}\n\n{digest_comment(text)}\n"


def titles(records: Records) -> dict[str, str]:
    """Return the title of each rejection in a report by its uid, for headings that have lost their place."""
    return {r.uid: _title(r) for r in records.inbox()}


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _overview(records: Records, rules: Rules) -> str:
    rejections = records.inbox()
    if not rejections:
        return "## What happened\n\nNothing is filed yet."
    if rules.calm:
        return "## What happened"
    open_ones = sum(r.outcome.value not in ("closed",) for r in rejections)
    many = "1 application" if len(rejections) == 1 else f"{len(rejections)} applications"
    return f"## What happened\n\n{many}, {open_ones} of them not closed."


def _rejection(records: Records, r: Rejection, now: datetime, rules: Rules) -> str:
    waits = is_unanswered(r)
    ended = "no answer since" if waits else f"{r.kind.label}, after the {r.stage.label} stage"
    facts = [f"{_day(local_day(r.received, now))}: {ended}"]
    if r.applied:
        facts.insert(0, f"{_day(r.applied)}: applied")
    facts.append(f"Now: {state_words(records, r, now) if waits else r.outcome.label}")
    head = f"### {_title(r)} {inline(place_words(ReportPlace(r.uid)))}"
    parts = [head, _list(facts), _said(r), _interviews(records, r), _comments(records, r, 0, now)]
    places = places_of(records, r, now, rules)
    parts += [_step(records, r, number, places, now) for number in titles_of(r)]
    return "\n\n".join(part for part in parts if part)


def _title(r: Rejection) -> str:
    return " · ".join(part for part in (inline(r.role), inline(r.company)) if part) or "Without a name"


def _step(records: Records, r: Rejection, number: int, places: Mapping[str, Place], now: datetime) -> str:
    """Return a step with its actions, what was written for it and what was said about it; "" for one without any."""
    actions = [a for a in records.actions_of(r.uid) if a.step == number]
    written = (_asked(records, r, now), _answers(records, r, now)) if number == _ASKING else ()
    said = _comments(records, r, number, now) if number else ""  # those of no step are told of the whole
    below = [_list(_state(a, places.get(a.uid), now) for a in actions), *written, said]
    if not any(below):
        return ""
    head = f"#### {step_name(r, number)} {inline(place_words(ReportPlace(r.uid, number)))}"
    return "\n\n".join(part for part in (head, *below) if part)


def _state(a: Action, place: Place | None, now: datetime) -> str:
    """Return an action with where it is, in words that are true whenever the report is read, or when it was done."""
    if place is not None:
        return f"{inline(a.title)}: {_open_state(place)}"
    when = f", {_day(local_day(a.at, now))}" if a.at else ""
    return f"{inline(a.title)}: {_STATES[a.state]}{when}{f' ({inline(a.reason)})' if a.reason else ''}"


def _open_state(place: Place) -> str:
    day = _day(place.until or place.day) if place.day else ""
    match place.kind:
        case PlaceKind.SETTLED:
            return f"nothing to do, {inline(place.why)}"
        case PlaceKind.STILL_WORTH:
            return "left open"
        case PlaceKind.SNOOZED:
            return f"put off until {day}"
        case PlaceKind.WAITING:
            return f"once {place.awaited}" if place.awaited else f"waits until {day}"
    return f"to do, by {day}"


def _comments(records: Records, r: Rejection, step: int, now: datetime) -> str:
    """Return what was commented before, on one step or, for 0, on the whole."""
    told = []
    for event in comments(records, r.uid, step):
        by = f", {inline(event.value)}" if event.value else ""
        told.append(f"Comment, {_day(local_day(event.at, now))}{by}:\n\n{block_quote(event.text)}")
    return "\n\n".join(told)


def _said(r: Rejection) -> str:
    """Return what the letter says, each with its words."""
    lines = [inline(sentence(f)) + (f" “{inline(f.quote)}”" if f.quote else "") for f in told(r.facts)]
    return f"What the letter says:\n\n{_list(lines)}" if lines else ""


def _interviews(records: Records, r: Rejection) -> str:
    """Return the interviews as noted: what was asked, and how each went."""
    return "\n\n".join(_interview(one) for one in records.interviews_of(r.uid))


def _interview(one: Interview) -> str:
    head = ", ".join(
        p for p in (_day(one.day), inline(one.round), f"with {inline(one.people)}" if one.people else "") if p
    )
    asked = f"What they asked:\n\n{_list(map(inline, one.questions))}" if one.questions else ""
    went = f"How it went:\n\n{block_quote(one.went)}" if one.went else ""
    return "\n\n".join(part for part in (f"The interview of {head}.", asked, went) if part)


def _asked(records: Records, r: Rejection, now: datetime) -> str:
    parts = []
    for draft in reversed(records.drafts_of(r.uid)):
        if draft.kind.spec.in_report and draft.sent:
            when = _day(local_day(draft.sent, now))
            parts.append(f"What was asked, {when} ({draft.kind.label}):\n\n{block_quote(draft.body)}")
    ask = records.action(r.uid, ActionKey.FEEDBACK_ASK)
    if not parts and ask and ask.state is ActionState.DONE and ask.at:
        parts.append(f"Feedback was asked for on {_day(local_day(ask.at, now))}.")
    return "\n\n".join(parts)


def _answers(records: Records, r: Rejection, now: datetime) -> str:
    answers = records.feedback_of(r.uid)
    if answers:
        return "\n\n".join(_answer(f, now) for f in answers)
    asked = records.action(r.uid, ActionKey.FEEDBACK_ANSWER)
    if asked and asked.state is ActionState.NO_ANSWER:
        return "No answer came. That is normal."
    return ""


def _answer(f: Feedback, now: datetime) -> str:
    reading = [line for one in f.named for line in _read_as(one)]
    return f"The answer, {_day(local_day(f.received, now))}:\n\n{block_quote(f.verbatim)}\n\n{_list(reading)}"


def _read_as(one: NamedGap) -> Iterator[str]:
    yield f"Read as: {one.gap.label}"
    if one.themes:
        yield "Themes: " + ", ".join(inline(theme) for theme in one.themes)
    if one.quote:
        yield f"The words that carry it: “{inline(one.quote)}”"
    if one.plan:
        yield f"What I will do: {inline(one.plan, 2000)}" + (f", by {_day(one.day)}" if one.day else "")


def _gaps(records: Records) -> str:
    answers = tuple(records.feedback.values())
    if not answers:
        return "## What the answers point to\n\nNo answers yet. That is normal."
    of = f"of {len(answers)} {'answer' if len(answers) == 1 else 'answers'}"
    lines = [f"{gap.label}: {n} {of}" for gap in _GAP_ORDER if (n := sum(f.names(gap) for f in answers))]
    lines += [f"theme “{inline(theme)}”: {n} {of}" for theme, n in _themes(answers)]
    return f"## What the answers point to\n\n{_list(lines)}"


def _themes(answers: Iterable[Feedback]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for f in answers:
        for theme in own_themes(f) if usable(f) else ():
            counts[theme] = counts.get(theme, 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _bullets(records: Records) -> str:
    rewritten = sorted((b for b in records.bullets.values() if b.after), key=lambda b: (b.order, b.created, b.uid))
    waiting = sum(not b.after for b in records.bullets.values())
    if not rewritten and not waiting:
        return ""
    parts = [
        f"Before:\n\n{block_quote(b.before)}\n\nAfter ({b.state.value}):\n\n{block_quote(b.after)}" for b in rewritten
    ]
    if waiting:
        parts.append(f"{waiting} {'line waits' if waiting == 1 else 'lines wait'} to be rewritten.")
    return "## CV lines\n\n" + "\n\n".join(parts)


def _cover_letters(records: Records, now: datetime) -> str:
    """Return the newest text of each cover letter, and what changed from version to version."""
    found = sorted(records.cover_letters.values(), key=lambda c: (c.created, c.uid))
    parts = [_cover_letter(records, one, now) for one in found if records.versions_of(one.uid)]
    return "\n\n".join(["## Cover letters", *parts]) if parts else ""


def _cover_letter(records: Records, one: CoverLetter, now: datetime) -> str:
    versions = records.versions_of(one.uid)
    state = f"finished {_day(local_day(one.done, now))}" if one.done else "being written"
    about = records.rejections.get(one.rejection)
    facts = [f"State: {state}", *([f"It carries what was learned from {inline(about.company)}"] if about else [])]
    for number, version in enumerate(versions, 1):
        answer = records.feedback.get(version.feedback)
        why = f" It responds to “{inline(answer.quote or answer.verbatim)}”." if answer else ""
        note = f" {inline(version.note)}" if version.note else ""
        facts.append(f"Version {number}, {_day(local_day(version.created, now))}.{note}{why}")
    return f"### {inline(one.name)}\n\n{_list(facts)}\n\n{block_quote(versions[-1].text)}"


def _practice(records: Records, now: datetime, rules: Rules) -> str:
    rows = [
        (q, _smooth_days(records, q, now))
        for q in records.questions.values()
        if q.queued or records.rehearsals_of(q.uid)
    ]
    if not rows:
        return ""
    rows.sort(key=lambda row: (row[0].type, row[0].text, row[0].uid))
    lines = []
    for q, days in rows:
        state = "done" if q.done else f"smooth on {min(days, rules.smooth_days)} of {rules.smooth_days} days"
        tries = len(records.rehearsals_of(q.uid))
        lines.append(f"{inline(q.text)} ({inline(q.type)}): {state}, rehearsed {tries}×")
    return f"## Practice\n\n{_list(lines)}"


def _smooth_days(records: Records, question: Question, now: datetime) -> int:
    return len({local_day(r.at, now) for r in records.rehearsals_of(question.uid) if r.rating is Rating.SMOOTH})


_NEXT: Final = (PlaceKind.DUE, PlaceKind.COMING)
_LISTED_BELOW: Final = (ActionKey.REFINE_LEARN, ActionKey.CULTIVATE_TOUCH)


def _next(records: Records, now: datetime, rules: Rules) -> str:
    rows: list[tuple[date, str]] = []
    for r in records.inbox():
        found = places_of(records, r, now, rules)
        for a in records.actions_of(r.uid):
            place = found.get(a.uid)
            # Learning and people are listed below, by what they are about.
            if place and place.day and place.kind in _NEXT and a.key not in _LISTED_BELOW:
                rows.append((place.day, f"{inline(a.title)}, {inline(r.company)}"))
    archived = {uid for uid, r in records.rejections.items() if r.archived}
    for item in records.learnings.values():
        if item.due and not item.done and item.rejection not in archived:
            rows.append((item.due, f"Learn: {inline(item.title)}"))
    for c in records.contacts.values():
        place = person_place(AgendaIndex(records, now, rules, ()), c)
        if place.kind is PlaceKind.DUE and place.until:
            rows.append((place.until, f"Write to {inline(c.name)}"))
    own = (one for one in records.reminders.values() if one.open and one.rejection not in archived)
    rows += [(one.day, inline(one.what)) for one in own]
    lines = [f"{_day(day)}: {what}" for day, what in sorted(rows)]
    return f"## What is next\n\n{_list(lines) or 'Nothing is waiting.'}"
