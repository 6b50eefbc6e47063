"""Tells a rejection in sentences: all that the dashboard says of it, each line complete in itself."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Final

from rejection_tui.cli.output import counted
from rejection_tui.domain import day_words
from rejection_tui.domain.agenda.place import Place, PlaceKind
from rejection_tui.domain.agenda.places import places_of
from rejection_tui.domain.comments import comments
from rejection_tui.domain.contact import Contact, Warmth, cadence
from rejection_tui.domain.facts import sentence, told
from rejection_tui.domain.feedback import Feedback, Gap
from rejection_tui.domain.ids import short
from rejection_tui.domain.marks import ACTION_MARKS, STEP_MARKS
from rejection_tui.domain.progress import next_to_do, status_line, step_states
from rejection_tui.domain.rejection import Rejection, RejectionKind, Stage
from rejection_tui.domain.silence import is_unanswered
from rejection_tui.domain.steps import Action, ActionState, StepState, step_name, titles_of
from rejection_tui.domain.timeline import timeline
from rejection_tui.services import agenda, people, rejections
from rejection_tui.services.context import AppContext

STEP_WORDS: Final = {
    StepState.TODO: "to do",
    StepState.DRAFTED: "drafted, not sent",
    StepState.UNDER_WAY: "under way",
    StepState.DONE: "done",
    StepState.SKIPPED: "skipped",
}
_ENDED: Final = {
    RejectionKind.TURNED_DOWN: "they said no",
    RejectionKind.ROLE_CLOSED: "the role was closed or frozen",
    RejectionKind.WITHDREW: "you withdrew",
    RejectionKind.NO_ANSWER: "no answer since",
}

#: What is said in a sentence of a state that has only a name on the dashboard.
_STATES: Final = {
    Warmth.DORMANT: "dormant: they did not answer",
    Warmth.NEVER: "asked to be left alone",
}


class Teller:
    """Tells rejections in sentences; with `marks` the lines of steps begin with the marks of the dashboard."""

    def __init__(self, context: AppContext, marks: bool = True) -> None:
        self.context = context
        self.records = context.records
        self.now = context.now()
        self.marks = marks

    def in_one_line(self, r: Rejection) -> str:
        """Return a rejection, its steps and what comes next on one line."""
        states = step_states(self.records, r.uid)
        steps = "; ".join(f"{titles_of(r)[n].lower()}: {STEP_WORDS[state]}" for n, state in states.items())
        archived = " Archived." if r.archived else ""
        status = _capital(status_line(self.records, r.uid, self.now))
        head = f"{named(r)} ({short(r.uid)}). {_capital(self._ended(r))}. {status}.{archived}"
        return f"{head} Steps: {steps}. {self._next(r)}"

    def whole(self, r: Rejection) -> Iterator[str]:
        """Yield the lines of everything about a rejection except the text of its letter."""
        yield from self._head(r)
        yield from self._people(r)
        yield from self._letter(r)
        yield from self._steps(r)
        yield from self._drafts(r)
        for answer in self.records.feedback_of(r.uid):
            yield from self._answer(answer)
        yield from self._refining(r)
        yield from self._history(r)

    def contact_in_one_line(self, c: Contact) -> str:
        """Return a contact, how to reach them and when to write again on one line."""
        where = _joined(c.name, c.role, c.company, *c.emails, c.phone, c.linkedin)
        return f"{where} ({short(c.uid)}). {self._in_touch(c)}"

    def _day(self, moment: datetime | date) -> str:
        return day_words.day(moment, self.now)

    def _ended(self, r: Rejection) -> str:
        if is_unanswered(r):
            return f"{_ENDED[r.kind]} {self._day(r.received)}"
        stage = r.stage.label if r.stage is Stage.FINAL else f"{r.stage.label} stage"
        return f"{_ENDED[r.kind]} on {self._day(r.received)}, after the {stage}"

    def _next(self, r: Rejection) -> str:
        found = next_to_do(self.records, r.uid, self.now, self.context.rules)
        if found is None:
            left = agenda.left_over(self.context, r.uid)
            return "Nothing to do next; something may still be worth doing." if left else "Nothing to do next."
        step, place = found
        return f"Next: {step.title}{_comma(self._place(place))}."

    def _place(self, place: Place) -> str:
        """Return where an open action is, with its day in full."""
        day = self._day(place.day) if place.day is not None else ""
        match place.kind:
            case PlaceKind.SETTLED:
                return f"nothing to do: {place.why}"
            case PlaceKind.STILL_WORTH:
                return place.why or f"still worth doing? Its time was until {day}"
            case PlaceKind.SNOOZED:
                return f"snoozed until {day}"
            case PlaceKind.WAITING:
                return f"once {place.awaited}" + (f", until {day}" if day else "")
        late = (self.now.date() - (place.until or place.day or self.now.date())).days
        by = f" to {self._day(place.until)}" if place.until else ""
        return f"due {day}{by}" + (f" ({counted(late, 'day')} overdue)" if late > 0 else "")

    def _head(self, r: Rejection) -> Iterator[str]:
        yield f"{named(r)}  ({short(r.uid)})"
        if r.company_full and r.company_full != r.company:
            yield f"Full name: {r.company_full}"
        yield f"{_capital(self._ended(r))} ({day_words.ago(r.received, self.now)})."
        if r.applied:
            yield f"Applied: {self._day(r.applied)}"
        yield f"Where it stands: {status_line(self.records, r.uid, self.now)}. Outcome: {r.outcome.label}."
        if r.archived:
            yield "Archived: it is out of sight on the dashboard."
        yield self._next(r)
        if r.revisit:
            yield f"Look at the role again: {self._day(r.revisit)}"
        if not is_unanswered(r):
            advice = rejections.advice(self.context, r.uid)
            yield f"Should I reply? {advice.advice.capitalize()}. {advice.reason}"
        for name, text in (("Posting", r.link), ("Tags", ", ".join(r.tags)), ("Sent through", r.ats)):
            if text:
                yield f"{name}: {text}"
        if r.notes:
            yield "Notes:"
            yield from _indented(r.notes)
        yield from self._comments(r, 0)

    def _people(self, r: Rejection) -> Iterator[str]:
        contact = self.records.contacts.get(r.contact)
        for one in people.people(self.records, r):
            if not one.reader:
                alone = "asked to be left alone" if one.contact.never_again else ""
                who = _joined(one.contact.name, one.contact.role, one.contact.email, alone)
                yield f"{_capital(one.part.label)}: {who}"
        if contact is not None:
            yield from self._contact(contact)
        elif r.recruiter_name or r.recruiter_email:
            no_reply = " (takes no replies)" if r.no_reply and r.recruiter_email else ""
            yield f"Recruiter: {_joined(r.recruiter_name, r.recruiter_title, r.recruiter_email)}{no_reply}"
        if r.agency:
            yield f"Agency: {r.agency}"

    def _in_touch(self, c: Contact) -> str:
        state = cadence(c, self.records.touches_of(c.uid), self.now, self.context.rules)
        last = f", last touch {self._day(state.last.at)} by {state.last.channel_name}" if state.last else ""
        again = "" if c.never_again else f"; write from {self._day(state.due_from)}, write by {self._day(state.due_by)}"
        return f"Contact: {_STATES.get(state.warmth, state.warmth.label)}{last}{again}."

    def _contact(self, c: Contact) -> Iterator[str]:
        yield f"Recruiter: {_joined(c.name, c.role, *c.emails, c.phone, c.linkedin)}"
        yield self._in_touch(c)
        if c.notes:
            yield from _indented(c.notes)

    def _letter(self, r: Rejection) -> Iterator[str]:
        letter = self.records.letters.get(r.letter)
        if letter is None:
            yield "No letter is filed with it."
        else:
            subject = f"“{letter.subject}”" if letter.subject else "without a subject"
            sender = _joined(letter.sender_name, letter.sender_email)
            yield f"The letter itself, {subject}{f' from {sender}' if sender else ''}: --letter shows it."
        for fact in told(r.facts):
            yield f"The letter: {sentence(fact)}" + (f" “{fact.quote}”" if fact.quote else "")

    def _steps(self, r: Rejection) -> Iterator[str]:
        places = places_of(self.records, r, self.now, self.context.rules)
        for number, state in step_states(self.records, r.uid).items():
            mark = f"{STEP_MARKS[state]} " if self.marks else "Step "
            yield f"\n{mark}{step_name(r, number)}: {STEP_WORDS[state]}"
            for action in (a for a in self.records.actions_of(r.uid) if a.step == number):
                mark = f"{ACTION_MARKS[action.state]} " if self.marks else ""
                yield f"    {mark}{action.key:<20} {action.title}: {self._state(action, places)}"
            yield from self._comments(r, number)

    def _comments(self, r: Rejection, step: int) -> Iterator[str]:
        for event in comments(self.records, r.uid, step):
            by = f" of {event.value}" if event.value else ""
            yield f"    Comment{by}, {self._day(event.at)}:"
            yield from (f"    {line}" for line in _indented(event.text))

    def _state(self, action: Action, places: Mapping[str, Place]) -> str:
        if (place := places.get(action.uid)) is not None:
            asks = place.kind not in (PlaceKind.SETTLED, PlaceKind.STILL_WORTH)
            return f"to do, {self._place(place)}" if asks else self._place(place)
        words = {ActionState.DONE: "done", ActionState.SKIPPED: "skipped", ActionState.NO_ANSWER: "no answer came"}
        when = f" on {self._day(action.at)}" if action.at else ""
        return f"{words[action.state]}{when}{f' ({action.reason})' if action.reason else ''}"

    def _drafts(self, r: Rejection) -> Iterator[str]:
        drafts = self.records.drafts_of(r.uid)
        if drafts:
            yield ""
        for draft in drafts:
            if draft.sent:
                state = f"sent {self._day(draft.sent)}"
            elif draft.copied:
                state = f"copied {self._day(draft.copied)}, not recorded as sent"
            else:
                state = "not sent"
            yield f"Draft of {self._day(draft.created)}: {draft.kind.label}, {state}."

    def _answer(self, answer: Feedback) -> Iterator[str]:
        yield f"\nAnswer of {self._day(answer.received)}, {answer.gap_words}:"
        yield from _indented(answer.verbatim)
        for one in answer.named:
            if len(answer.named) > 1:
                yield f"{one.gap.label.capitalize()}:"
            if one.gap is not Gap.UNSORTED and one.quote:
                yield f"The words that say it: “{one.quote}”"
            if one.themes:
                yield f"Themes: {one.theme}"
            if one.plan:
                by = f", by {day_words.date_word(one.day)}" if one.day else ""
                yield f"What you will do: {one.plan}{by}"
        if answer.notes:
            yield "Notes on the answer:"
            yield from _indented(answer.notes)

    def _refining(self, r: Rejection) -> Iterator[str]:
        answers = {one.uid for one in self.records.feedback_of(r.uid)}

        def mine(one: object) -> bool:
            return getattr(one, "rejection", "") == r.uid or getattr(one, "feedback", "") in answers

        lines = [
            f"To learn: {x.title}, {self._finished(x.done, x.due)}." for x in self.records.learnings.values() if mine(x)
        ]
        for b in filter(mine, self.records.bullets.values()):
            after = f" Now: “{b.after}”" if b.after else ""
            lines.append(f"CV bullet “{b.before}”: {self._finished(b.done, None)}.{after}")
        for c in filter(mine, self.records.cover_letters.values()):
            number = len(self.records.versions_of(c.uid))
            lines.append(f"Cover letter “{c.name}”: {self._finished(c.done, None)}, {counted(number, 'version')}.")
        for q in filter(mine, self.records.questions.values()):
            tries = len(self.records.rehearsals_of(q.uid))
            lines.append(f"Question “{q.text}”: {self._finished(q.done, q.due)}, rehearsed {counted(tries, 'time')}.")
        yield from ["", *lines] if lines else []

    def _finished(self, done: datetime | None, due: datetime | date | None) -> str:
        if done:
            return f"done on {self._day(done)}"
        return f"to do by {self._day(due)}" if due else "to do"

    def _history(self, r: Rejection) -> Iterator[str]:
        yield "\nHistory:"
        for entry in timeline(self.records, r.uid, self.now, self.context.rules):
            if entry.kind == "next":
                continue  # it stands at the top
            line = next((text.strip() for text in entry.text.splitlines() if text.strip()), "")
            yield f"    {self._day(entry.at)}: {entry.what}{f': {line}' if line and entry.kind != 'feedback' else ''}"


def named(r: Rejection) -> str:
    """Return a rejection as "Northwind, Data Engineer"."""
    return _joined(r.company, r.role)


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _comma(words: str) -> str:
    return f", {words}" if words else ""


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _indented(text: str) -> Iterator[str]:
    return (f"  {line}".rstrip() for line in text.splitlines())
