"""What the records say about the messages of a rejection: which is next, its versions, and the win one can tell."""

from datetime import datetime, timedelta
from typing import Final

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.contact import Win
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.draft import Channel, Draft, DraftKind
from rejection_tui.domain.records import Records
from rejection_tui.domain.steps import is_due
from rejection_tui.domain.wins import told_to, wins_for

#: After this long a reply says that it comes late.
LATE: Final = timedelta(days=21)


def next_kind(records: Records, rejection: str, now: datetime | None = None) -> DraftKind:
    """Return the message this rejection needs next; without `now` no reply is late and every nudge is due."""
    state = {a.key: a for a in records.actions_of(rejection)}

    def still(key: ActionKey) -> bool:
        return key in state and state[key].open

    if still(ActionKey.SILENCE_ASK):
        return DraftKind.QUESTION
    if still(ActionKey.REPLY_SEND):
        return DraftKind.LATE if _is_late(records, rejection, now) else DraftKind.REPLY
    if still(ActionKey.REPLY_ANSWER):
        return DraftKind.ANSWER
    if still(ActionKey.FEEDBACK_CALL):
        return DraftKind.CALL
    if still(ActionKey.FEEDBACK_ASK):
        return DraftKind.FEEDBACK
    if still(ActionKey.FEEDBACK_THANK) and records.feedback_of(rejection):
        return DraftKind.THANKS
    if still(ActionKey.FEEDBACK_NUDGE) and (now is None or is_due(state[ActionKey.FEEDBACK_NUDGE], now)):
        return DraftKind.NUDGE
    return DraftKind.LINKEDIN if still(ActionKey.CULTIVATE_LINKEDIN) else DraftKind.VALUE


def _is_late(records: Records, rejection: str, now: datetime | None) -> bool:
    found = records.rejections.get(rejection)
    return found is not None and now is not None and now - found.received > LATE


def versions_of(records: Records, draft: Draft) -> tuple[Draft, ...]:
    """Return all kept versions of this message, newest first."""
    mine = (
        d
        for d in records.drafts.values()
        if d.kind is draft.kind and d.rejection == draft.rejection and d.contact == draft.contact
    )
    return tuple(sorted(mine, key=lambda d: (d.created, d.uid), reverse=True))


def latest_rejection_of(records: Records, contact: str) -> str:
    """Return the uid of the latest rejection with this contact; empty when there is none."""
    mine = records.rejections_with(contact)
    return max(mine, key=lambda r: (r.received, r.uid)).uid if mine else ""


def win_for(records: Records, draft: Draft) -> Win | None:
    """Return the win of a draft, unless its recipient was told it; for a draft without one the first to tell them."""
    if draft.win:
        told = told_to(records, records.recipient_of(draft), draft.uid)
        return None if draft.win in told else records.wins.get(draft.win)
    return next(iter(fresh_wins(records, draft)), None)


def fresh_wins(records: Records, draft: Draft) -> tuple[Win, ...]:
    """Return the wins to tell the draft's recipient, those that suit them first; sending this draft tells none yet."""
    return wins_for(records, records.recipient_of(draft), draft.uid)


def linkedin_notes_this_month(records: Records, now: datetime) -> int:
    """Return how many LinkedIn notes the user has sent in the current month."""
    notes = (d for d in records.drafts.values() if d.kind.spec.channel is Channel.LINKEDIN)
    sent_days = (local_day(d.sent, now) for d in notes if d.sent)
    return sum(1 for day in sent_days if (day.year, day.month) == (now.year, now.month))
