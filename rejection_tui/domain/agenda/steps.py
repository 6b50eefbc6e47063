"""The agenda lines of steps 1, 2 and 4: only the next thing to do, not what depends on it."""

from collections.abc import Iterator

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.agenda.index import FORGET_AFTER, AgendaIndex, Case
from rejection_tui.domain.agenda.item import NO_ANSWER, REVISIT, AgendaItem, AgendaKind
from rejection_tui.domain.dates import add_working_days, local_day
from rejection_tui.domain.reply_advice import Advice
from rejection_tui.domain.steps import ActionState


def step_items(index: AgendaIndex) -> Iterator[AgendaItem]:
    """Yield what steps 1, 2 and 4 of every live rejection ask for, and the roles to look at again."""
    for case in index.cases:
        yield from _reply_and_ask(index, case)
        yield from _after_asking(index, case)
        yield from _answered(index, case)
        yield from _cultivate(index, case)
        yield from _revisit(index, case)


def _reply_and_ask(index: AgendaIndex, case: Case) -> Iterator[AgendaItem]:
    r = case.rejection
    send, draft, ask = (
        case.open(ActionKey.REPLY_SEND),
        case.open(ActionKey.REPLY_DRAFT),
        case.open(ActionKey.FEEDBACK_ASK),
    )
    first = send or ask
    if first is None or case.reopened or (due := index.closes(first)) is None:
        return
    if case.advice is Advice.LET_GO:
        return
    find = case.open(ActionKey.CULTIVATE_CONTACT)
    if case.advice is Advice.FIND_PERSON and find is not None:
        if not index.any_snoozed(find, first):
            title = f"Find a person at {r.company}"
            yield index.item(
                AgendaKind.FIND, title, due, rejection=r.uid, action=find.uid, key=find.key, why=case.reply.reason
            )
        return
    if index.any_snoozed(send, draft if send else None, ask if not send else None):
        return
    common = {"rejection": r.uid, "contact": r.contact, "action": first.uid}
    if send is not None:
        title, key = (
            (f"Reply to {case.who}", ActionKey.REPLY_DRAFT)
            if draft
            else (f"Send the reply to {case.who}", ActionKey.REPLY_SEND)
        )
        yield index.item(AgendaKind.REPLY, title, due, key=key, why="A short reply leaves the door open.", **common)
    else:
        person = f"{case.who}," if case.person else case.who
        why = "One specific question, once."
        yield index.item(
            AgendaKind.FEEDBACK, f"Ask {person} for feedback", due, key=ActionKey.FEEDBACK_ASK, why=why, **common
        )


def _after_asking(index: AgendaIndex, case: Case) -> Iterator[AgendaItem]:
    """Yield the nudge ten working days after the request, or ten later the proposal to stop waiting."""
    r, ask, answer = case.rejection, case.actions.get(ActionKey.FEEDBACK_ASK), case.open(ActionKey.FEEDBACK_ANSWER)
    if ask is None or ask.state is not ActionState.DONE or ask.at is None or answer is None or case.answers:
        return
    nudge = case.actions.get(ActionKey.FEEDBACK_NUDGE)
    if case.reopened or index.any_snoozed(answer, nudge):
        return
    span = index.rules.nudge_working_days
    first = add_working_days(local_day(ask.at, index.now), span)
    forgotten = (index.today - first).days > FORGET_AFTER
    if (nudge is None or nudge.open) and not forgotten:
        uid = (nudge or answer).uid
        why = f"No answer in {span} working days; one gentle nudge is enough."
        yield index.item(
            AgendaKind.NUDGE,
            f"Nudge {case.who}, gently",
            first,
            rejection=r.uid,
            contact=r.contact,
            action=uid,
            key=ActionKey.FEEDBACK_NUDGE,
            why=why,
        )
        return
    nudged = nudge.at if nudge is not None and nudge.state is ActionState.DONE else None
    last = add_working_days(local_day(nudged, index.now) if nudged else first, span)
    why = "Most requests are never answered; noting that finishes the step."
    yield index.item(
        AgendaKind.SILENCE,
        f"Stop waiting for {case.who}",
        last,
        rejection=r.uid,
        contact=r.contact,
        action=answer.uid,
        key=NO_ANSWER,
        why=why,
    )


def _answered(index: AgendaIndex, case: Case) -> Iterator[AgendaItem]:
    """Yield the thanks for an answer first, naming its gap after that."""
    if not case.answers:
        return
    last = case.answers[-1]
    thank, gap = case.open(ActionKey.FEEDBACK_THANK), case.open(ActionKey.REFINE_GAP)
    common = {"rejection": case.rejection.uid, "contact": case.rejection.contact, "ref": last.uid}
    if thank is not None and thank.due is not None and not index.any_snoozed(thank):
        due = local_day(thank.due, index.now)
        if (index.today - due).days <= FORGET_AFTER:
            title, why = f"Thank {case.who}", "They took the time to answer."
            yield index.item(AgendaKind.THANKS, title, due, action=thank.uid, key=thank.key, why=why, **common)
    if gap is not None and gap.due is not None and not index.any_snoozed(gap):
        title = f"Name the gap in the answer from {case.rejection.company}"
        why = "Sorted into skill, experience or technique, it tells you what to do next."
        yield index.item(
            AgendaKind.GAP, title, local_day(gap.due, index.now), action=gap.uid, key=gap.key, why=why, **common
        )


def _cultivate(index: AgendaIndex, case: Case) -> Iterator[AgendaItem]:
    """Yield saving the recruiter, then the LinkedIn note; keeping in touch is a line of `people_items`."""
    r = case.rejection
    save, note = case.open(ActionKey.CULTIVATE_CONTACT), case.open(ActionKey.CULTIVATE_LINKEDIN)
    if save is not None:
        wanted = case.advice is Advice.REPLY and not r.contact and not index.any_snoozed(save)
        if wanted and (due := index.closes(save)):
            title = f"Save {case.who}" if case.person else f"Save a contact at {r.company}"
            why = "In three months you will be glad you saved them."
            yield index.item(AgendaKind.SAVE, title, due, rejection=r.uid, action=save.uid, key=save.key, why=why)
        return
    contact = index.records.contacts.get(r.contact)
    left_alone = contact is not None and (contact.never_again or contact.archived)
    if note is None or left_alone or index.any_snoozed(note) or not (due := index.closes(note)):
        return
    why = "A note that mentions your conversation turns it into a contact."
    yield index.item(
        AgendaKind.LINKEDIN,
        f"LinkedIn note to {case.who}",
        due,
        rejection=r.uid,
        contact=r.contact,
        action=note.uid,
        key=note.key,
        why=why,
    )


def _revisit(index: AgendaIndex, case: Case) -> Iterator[AgendaItem]:
    r = case.rejection
    if r.revisit is None or case.reopened or (index.today - r.revisit).days > FORGET_AFTER:
        return
    role = f"{r.role}, {r.company}" if r.role else r.company
    why = "The role was closed or paused; it may be open again."
    yield index.item(AgendaKind.REVISIT, f"Look again: {role}", r.revisit, rejection=r.uid, key=REVISIT, why=why)
