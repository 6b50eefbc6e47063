"""The timeline of one rejection, from the application to today and what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from rejection_tui.domain.actions import ActionKey, action_spec
from rejection_tui.domain.comments import COMMENT, comment_words
from rejection_tui.domain.contact import Touch
from rejection_tui.domain.correspondence import MailSort
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.errors import NotFound
from rejection_tui.domain.feedback import Feedback, Gap
from rejection_tui.domain.interview import meeting_uid
from rejection_tui.domain.progress import next_to_do
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Outcome, Rejection, RejectionKind, Stage
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.steps import Action, ActionState, next_action

_RANK: Final = {"applied": 0, "letter": 1, "feedback": 2, "gap": 3, "draft": 4, "tick": 5, "touch": 6, "outcome": 8}


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened, or comes next.

    `kind`: applied, letter, draft, tick, skip, feedback, gap, refine, touch, outcome, interview, reminder, mail, note
    or next. A reminder stands at its day until it is done, and then where it was done. `day_only`
    says that only the day is known; `at` is then its first moment.
    """

    at: datetime
    what: str
    text: str = ""
    kind: str = "note"
    ref: str = ""  # the uid of the record it shows
    day_only: bool = False


def timeline(records: Records, rejection_uid: str, now: datetime, rules: Rules) -> tuple[TimelineEntry, ...]:
    """Return what happened to a rejection, oldest first, then what comes next, then the reminders of later days.

    Raise `NotFound` when it is gone.
    """
    rejection = records.rejections.get(rejection_uid)
    if rejection is None:
        raise NotFound("That rejection is not in the file any more.")
    actions = records.actions_of(rejection_uid)
    entries = [
        *_beginning(records, rejection, now),
        *_drafts(records, rejection, actions),
        *_actions(records, rejection, actions),
        *_answers(records, rejection, actions),
        *_refined(records, rejection),
        *_touches(records, rejection),
        *_events(records, rejection),
        *_interviews(records, rejection, now),
        *_reminders(records, rejection, now),
        *_mails(records, rejection),
    ]
    entries.sort(key=lambda e: (e.at, _RANK.get(e.kind, 7)))
    following = _next(records, rejection, now, rules)
    turn = max(following.at, now)  # what is overdue comes next all the same
    before, after = (tuple(e for e in entries if (e.at > turn) is later) for later in (False, True))
    return (*before, following, *after)


def _midnight(day: date, now: datetime) -> datetime:
    return datetime.combine(day, time(0), now.tzinfo)


_SAID_NO: Final = {
    Stage.APPLICATION: "They said no to your application",
    Stage.SCREENING: "They said no after the screening",
    Stage.INTERVIEW: "They said no after the interview",
    Stage.FINAL: "They said no after the final round",
}


def _beginning(records: Records, r: Rejection, now: datetime) -> Iterator[TimelineEntry]:
    if r.applied:
        yield TimelineEntry(_midnight(r.applied, now), f"Applied to {r.company}", r.role, "applied", r.uid, True)
    what = {
        RejectionKind.TURNED_DOWN: _SAID_NO[r.stage],
        RejectionKind.ROLE_CLOSED: "Role closed or frozen",
        RejectionKind.WITHDREW: "You withdrew",
        RejectionKind.NO_ANSWER: "No answer since",
    }[r.kind]
    letter = records.letters.get(r.letter)
    yield TimelineEntry(r.received, what, letter.subject if letter else "", "letter", r.letter or r.uid)


def _drafts(records: Records, r: Rejection, actions: tuple[Action, ...]) -> Iterator[TimelineEntry]:
    ticked = {a.key for a in actions if a.state is ActionState.DONE}
    logged = {t.draft for t in records.touches.values() if t.draft}
    for draft in records.drafts_of(r.uid):
        name = draft.kind.label.capitalize().replace("Linkedin", "LinkedIn")
        if draft.copied:
            yield TimelineEntry(draft.copied, f"{name} copied", draft.subject, "draft", draft.uid)
        if draft.sent and draft.uid not in logged and draft.kind.spec.shown_by not in ticked:
            yield TimelineEntry(draft.sent, f"{name} sent", draft.subject, "draft", draft.uid)


def _actions(records: Records, r: Rejection, actions: tuple[Action, ...]) -> Iterator[TimelineEntry]:
    answers = records.feedback_of(r.uid)
    untold: set[str] = {ActionKey.FEEDBACK_NOTE, ActionKey.FEEDBACK_ANSWER} if answers else set()
    if any(f.gap is not Gap.UNSORTED for f in answers):
        untold.add(ActionKey.REFINE_GAP)
    if next(_touches_since(records, r), None):
        untold.add(ActionKey.CULTIVATE_TOUCH)
    for a in actions:
        if a.at is None or a.open or (a.state is ActionState.DONE and a.key in untold):
            continue
        if a.state is ActionState.DONE:
            yield TimelineEntry(a.at, _done_words(a), "", "tick", a.uid)
        elif a.state is ActionState.SKIPPED:
            yield TimelineEntry(a.at, f"{a.title}: skipped", a.reason, "skip", a.uid)
        elif a.key == ActionKey.FEEDBACK_ANSWER:
            yield TimelineEntry(a.at, "No answer came", "That is normal, and says nothing about you.", "skip", a.uid)


def _done_words(action: Action) -> str:
    spec = action_spec(action.key)
    return spec.done_words if spec and spec.done_words else f"{action.title}: done"


def _answers(records: Records, r: Rejection, actions: tuple[Action, ...]) -> Iterator[TimelineEntry]:
    named = next((a.at for a in actions if a.key == ActionKey.REFINE_GAP and a.state is ActionState.DONE), None)
    for answer in records.feedback_of(r.uid):
        yield TimelineEntry(answer.received, "Answer received", answer.verbatim, "feedback", answer.uid)
        if answer.gap is not Gap.UNSORTED:
            words = " / ".join(answer.quotes)
            yield TimelineEntry(_named_at(answer, named), f"Gap named: {answer.gap_words}", words, "gap", answer.uid)


def _named_at(answer: Feedback, named: datetime | None) -> datetime:
    return max(answer.received, answer.created, named or answer.created)


def _refined(records: Records, r: Rejection) -> Iterator[TimelineEntry]:
    answers = {f.uid for f in records.feedback_of(r.uid)}
    for bullet in records.bullets.values():
        if bullet.done and (bullet.rejection == r.uid or bullet.feedback in answers):
            yield TimelineEntry(bullet.done, "Bullet rewritten", bullet.after, "refine", bullet.uid)
    for cover in records.cover_letters.values():
        if cover.done and (cover.rejection == r.uid or cover.feedback in answers):
            yield TimelineEntry(cover.done, "Cover letter finished", cover.name, "refine", cover.uid)
    for question in records.questions.values():
        if question.done and (question.rejection == r.uid or question.feedback in answers):
            yield TimelineEntry(question.done, "Question goes smoothly", question.text, "refine", question.uid)
    for learning in records.learnings.values():
        if learning.done and (learning.rejection == r.uid or learning.feedback in answers):
            yield TimelineEntry(learning.done, "Learned", learning.title, "refine", learning.uid)


def _touches(records: Records, r: Rejection) -> Iterator[TimelineEntry]:
    shown = {mail.at for mail in records.correspondence_of(r.uid) if mail.sort not in _TOLD_OTHERWISE}
    interviews = [one.uid for one in records.interviews_of(r.uid)]
    for touch in _touches_since(records, r):
        if touch.at in shown or any(touch.uid == meeting_uid(one, touch.contact) for one in interviews):
            continue
        contact = records.contacts.get(touch.contact)
        who = contact.name if contact else "a contact"
        reply = " (answered)" if touch.answered else ""
        yield TimelineEntry(
            touch.at, f"In touch with {who}, {touch.channel_name}{reply}", touch.what, "touch", touch.uid
        )


def _touches_since(records: Records, r: Rejection) -> Iterator[Touch]:
    """Yield the touches that concern a rejection; of those about no rejection, only the ones after it."""
    people = records.people_of(r)
    return (t for t in records.touches.values() if t.concerns(r, people) and (t.rejection or t.at >= r.received))


def _events(records: Records, r: Rejection) -> Iterator[TimelineEntry]:
    for event in records.events_of(r.uid):
        if event.what == "outcome":
            label = Outcome(event.value).label if event.value in set(Outcome) else event.value
            yield TimelineEntry(event.at, f"Outcome: {label}", event.text, "outcome", event.uid)
        elif event.what == COMMENT:
            yield TimelineEntry(event.at, comment_words(event), event.text, "note", event.uid)
        else:
            words = event.text or event.value
            yield TimelineEntry(event.at, event.what.capitalize() or "Note", words, "note", event.uid)


#: The mails that show in the timeline by what they did, and not by themselves.
_TOLD_OTHERWISE: Final = frozenset(
    {
        MailSort.CONFIRMATION,
        MailSort.APPLIED,
        MailSort.REPLIED,
        MailSort.ASKED,
        MailSort.REPLIED_AND_ASKED,
        MailSort.NUDGED,
        MailSort.THANKED,
    }
)


def _mails(records: Records, r: Rejection) -> Iterator[TimelineEntry]:
    """Yield the mails kept with a rejection that nothing else in its timeline shows."""
    answers = {answer.received for answer in records.feedback_of(r.uid)}
    for mail in records.correspondence_of(r.uid):
        waits = r.kind is RejectionKind.NO_ANSWER and mail.sort is MailSort.CONFIRMATION  # it is all they wrote
        if (mail.sort in _TOLD_OTHERWISE and not waits) or mail.at in answers:
            continue
        words = mail.answer.label if mail.answer else mail.sort.label
        who = f" ({mail.name})" if mail.name else ""
        text = "\n\n".join(part for part in (mail.subject, mail.body) if part)
        yield TimelineEntry(mail.at, f"{words[0].upper()}{words[1:]}{who}", text, "mail", mail.uid)


def _interviews(records: Records, r: Rejection, now: datetime) -> Iterator[TimelineEntry]:
    for interview in records.interviews_of(r.uid):
        asked = "\n".join(f"– {question}" for question in interview.questions)
        people = f"With {interview.people}" if interview.people else ""
        text = "\n\n".join(part for part in (people, asked, interview.went) if part)
        yield TimelineEntry(_midnight(interview.day, now), interview.title, text, "interview", interview.uid, True)


def _reminders(records: Records, r: Rejection, now: datetime) -> Iterator[TimelineEntry]:
    for reminder in records.reminders_of(r.uid):
        if reminder.done is None:
            words = f"Reminder: {reminder.what}"
            yield TimelineEntry(_midnight(reminder.day, now), words, "", "reminder", reminder.uid, True)
        else:
            words = f"{reminder.what}: {'let go' if reminder.reason else 'done'}"
            yield TimelineEntry(reminder.done, words, reminder.reason, "reminder", reminder.uid)


def _next(records: Records, r: Rejection, now: datetime, rules: Rules) -> TimelineEntry:
    found = next_to_do(records, r.uid, now, rules)
    if found is None:
        over = r.outcome is Outcome.CLOSED or r.archived or next_action(records.actions_of(r.uid)) is None
        words = "Nothing left to do here" if over else "Nothing has to be done here; the rest is if you like"
        return TimelineEntry(now, words, "", "next", r.uid)
    action, place = found
    due = datetime.combine(place.day, time(), now.tzinfo) if place.day is not None else now
    moment = action.due if action.due is not None and local_day(action.due, now) == place.day else due
    return TimelineEntry(moment, f"Next: {action.title}", "", "next", action.uid)
