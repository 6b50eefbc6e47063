"""Messages the method refuses: a second request, an early nudge, an update without a win, any after “never again”."""

from datetime import date

from rejection_tui.domain import day_words
from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.company import company_card, company_key
from rejection_tui.domain.dates import add_working_days, local_day
from rejection_tui.domain.draft import Draft, DraftKind
from rejection_tui.domain.errors import Refused
from rejection_tui.domain.messages import win_for
from rejection_tui.domain.people import alone_words, recipient_left_alone
from rejection_tui.domain.records import Records
from rejection_tui.domain.steps import ActionState
from rejection_tui.services.context import AppContext


def require_allowed(context: AppContext, draft: Draft) -> None:
    """Raise `Refused` for a message to who wants none, a second request or nudge, and a nudge too soon."""
    spec, records = draft.kind.spec, context.records
    require_reader(context, draft)
    if spec.once and _done(records, draft.rejection, spec.once.action):
        raise Refused(spec.once.refusal)
    if ActionKey.FEEDBACK_NUDGE in spec.ticks and (day := _nudge_day(context, draft.rejection)):
        span = context.rules.nudge_working_days
        raise Refused(
            f"A nudge is possible from {day_words.day(day, context.now())}, {span} working days after you asked; "
            "until then they may still answer. Nothing was drafted or recorded."
        )


def require_reader(context: AppContext, draft: Draft) -> None:
    """Raise `Refused` for any message to a person who asked to be left alone."""
    if (person := recipient_left_alone(context.records, draft)) is not None:
        raise Refused(f"{alone_words(person)}; nothing was drafted or recorded.")


def _nudge_day(context: AppContext, rejection: str) -> date | None:
    """Return the day from which a nudge is possible, None when that has come or nothing was asked."""
    ask, now = context.records.action(rejection, ActionKey.FEEDBACK_ASK), context.now()
    if ask is None or ask.state is not ActionState.DONE or ask.at is None:
        return None
    day = add_working_days(local_day(ask.at, now), context.rules.nudge_working_days)
    return day if day > now.date() else None


def early_words(context: AppContext, draft: Draft) -> str:
    """Return why a re-application or a nudge comes before its day, as a sentence; "" once that day has come.

    For a re-application it is the day of the company's card. "" for any other message.
    """
    now, rejection = context.now(), context.records.rejections.get(draft.rejection)
    if rejection is None:
        return ""
    if ActionKey.FEEDBACK_NUDGE in draft.kind.spec.ticks and (day := _nudge_day(context, draft.rejection)):
        span = context.rules.nudge_working_days
        return f"They have until {day_words.day(day, now)} to answer, {span} working days after you asked."
    if draft.kind is not DraftKind.REAPPLY or not company_key(rejection.company):
        return ""  # a name of signs alone has no card
    card = company_card(context.records, rejection.company, now, context.rules)
    return "" if card.may_reapply else card.early


def _done(records: Records, rejection: str, key: ActionKey) -> bool:
    action = records.action(rejection, key) if rejection else None
    return action is not None and action.state is ActionState.DONE


def require_win(context: AppContext, draft: Draft) -> None:
    """Raise `Refused` for a value update without a win that its reader was not told yet."""
    if draft.kind.spec.needs_win and win_for(context.records, draft) is None:
        raise Refused(
            "A value update needs a win they have not heard of: a certificate, project, article or figure. "
            "Note one first: write when you have something to tell."
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
    require_allowed(context, draft)
    require_win(context, draft)
