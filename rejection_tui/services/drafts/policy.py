"""Messages the method refuses: a second request or nudge, a value update without a win, any after a "never again"."""

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.draft import Draft
from rejection_tui.domain.errors import Refused
from rejection_tui.domain.messages import win_for
from rejection_tui.domain.records import Records
from rejection_tui.domain.steps import ActionState
from rejection_tui.services.context import AppContext


def require_allowed(records: Records, draft: Draft) -> None:
    """Raise `Refused` for a second request or nudge, and for unasked messages to who asked to be left alone."""
    spec = draft.kind.spec
    if spec.once and _done(records, draft.rejection, spec.once.action):
        raise Refused(spec.once.refusal)
    if spec.unasked and (person := records.contacts.get(records.recipient_of(draft))) and person.never_again:
        raise Refused(f"{person.name} asked to be left alone; nothing was drafted or recorded.")


def _done(records: Records, rejection: str, key: ActionKey) -> bool:
    action = records.action(rejection, key) if rejection else None
    return action is not None and action.state is ActionState.DONE


def require_win(context: AppContext, draft: Draft) -> None:
    """Raise `Refused` for a value update without a win since the last touch."""
    if draft.kind.spec.needs_win and win_for(context.records, draft) is None:
        raise Refused(
            "A value update needs a win since the last touch: a certificate, a project, an article or a figure. "
            "Log one first; no value, no message."
        )


def require_sendable(context: AppContext, draft: Draft) -> None:
    """Raise `Refused` for a draft that is recorded as sent already, is empty, or breaks a rule of the method."""
    context.refresh()
    kept = context.records.drafts.get(draft.uid)
    if kept is not None and kept.sent is not None and (kept.subject, kept.body) == (draft.subject, draft.body):
        raise Refused("This one is recorded as sent already; it counts once.")
    if not draft.body.strip():
        raise Refused("There is no text in that draft; nothing was recorded as sent.")
    if draft.kind.spec.asks and _done(context.records, draft.rejection, ActionKey.FEEDBACK_ASK):
        raise Refused("The request for feedback is recorded as sent already; it counts once.")
    require_allowed(context.records, draft)
    require_win(context, draft)
