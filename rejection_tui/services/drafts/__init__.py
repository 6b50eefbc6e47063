"""Drafts: composed from templates, checked, and saved in versions. Only the user can say that one was sent."""

from datetime import datetime, time, timedelta
from pathlib import Path

from rejection_tui import drafting
from rejection_tui.config import state_folder
from rejection_tui.domain.contact import Touch
from rejection_tui.domain.draft import Channel, Draft, DraftKind, Finding, Severity
from rejection_tui.domain.errors import NotFound, Refused, StorageError
from rejection_tui.domain.ids import derived_uid, new_uid
from rejection_tui.domain.messages import fresh_wins, latest_rejection_of, win_for
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import RejectionKind, Stage
from rejection_tui.domain.steps import ActionState
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.services import checklist
from rejection_tui.services.context import AppContext
from rejection_tui.services.drafts.fields import context_for, fields_for
from rejection_tui.services.drafts.policy import require_allowed, require_sendable, require_win
from rejection_tui.services.drafts.voice import greeting as greeting
from rejection_tui.services.drafts.voice import in_language as in_language
from rejection_tui.services.drafts.voice import languages as languages
from rejection_tui.services.drafts.voice import next_answer as next_answer
from rejection_tui.services.drafts.voice import next_greeting as next_greeting
from rejection_tui.services.named_files import write_private
from rejection_tui.storage import Transaction

#: What a template holds in place of the user's name while that is unknown.
NAME_PLACEHOLDER = "[your name]"


def compose(
    context: AppContext,
    kind: DraftKind,
    rejection: str = "",
    contact: str = "",
    feedback: str = "",
    win: str = "",
    variant: int = 0,
) -> Draft:
    """Return a new unsaved draft from the template; raise `Refused` for a second request for feedback."""
    records, now = context.records, context.now()
    rejection = rejection or latest_rejection_of(records, contact)
    if rejection and rejection not in records.rejections:
        raise NotFound("That rejection is not in the file any more; nothing was drafted.")
    draft = Draft(new_uid(), kind, "", "", now, "", rejection, contact, feedback, win)
    require_allowed(records, draft)
    if kind.spec.needs_win:
        fresh = [w.uid for w in fresh_wins(records, draft)]
        draft = replace(draft, win=win if win in fresh else next(iter(fresh), ""))
    fields = fields_for(context, draft)
    made = drafting.compose(
        kind, fields, english=context.rules.english, user_folder=context.config.templates, variant=variant
    )
    to = "" if kind.spec.channel is Channel.LINKEDIN else fields.recruiter_email
    draft = replace(draft, subject=made.subject, body=made.body, to=to)
    return replace(draft, ready_from=_ready_from(context, draft))


def _ready_from(context: AppContext, draft: Draft) -> datetime | None:
    rejection = context.records.rejections.get(draft.rejection)
    if not context.rules.cool_off or rejection is None or not draft.kind.spec.replies:
        return None
    now = context.now()
    morning = datetime.combine(now.date() + timedelta(days=1), time(9), now.tzinfo)
    rested = rejection.received + timedelta(hours=context.rules.reply_from_hours)
    return morning if rested > now else None


def open(
    context: AppContext, kind: DraftKind, rejection: str = "", contact: str = "", feedback: str = "", win: str = ""
) -> Draft:
    """Return the newest saved version unless it was sent, else a new draft; the user's name is filled in once known."""
    rejection = rejection or latest_rejection_of(context.records, contact)
    fresh = Draft("", kind, "", "", context.now(), "", rejection, contact, feedback, win)
    mine = (d for d in context.records.drafts.values() if _same_subject(d, fresh))
    latest = max(mine, key=lambda d: (d.created, d.sent is not None, d.uid), default=None)
    if latest is None or latest.sent is not None or (latest.win and win_for(context.records, latest) is None):
        return compose(context, kind, rejection, contact, feedback, win)
    require_allowed(context.records, latest)
    name = context.records.me.name
    return replace(latest, body=latest.body.replace(NAME_PLACEHOLDER, name)) if name else latest


def _same_subject(kept: Draft, wanted: Draft) -> bool:
    if (kept.kind, kept.rejection) != (wanted.kind, wanted.rejection):
        return False
    links = (("contact", kept.contact), ("feedback", kept.feedback), ("win", kept.win))
    return all(getattr(wanted, name) in ("", value) for name, value in links)


def variants(context: AppContext, kind: DraftKind, rejection: str = "") -> int:
    """Return how many wordings there are of this kind for the stage of the rejection."""
    record = context.records.rejections.get(rejection)
    stage = record.stage if record else Stage.APPLICATION
    closed = record is not None and record.kind is RejectionKind.ROLE_CLOSED
    english, folder = context.rules.english, context.config.templates
    return len(drafting.variants(kind, stage, role_closed=closed, english=english, user_folder=folder))


def check(context: AppContext, draft: Draft) -> tuple[Finding, ...]:
    """Return the findings of the checks for the draft, blocking ones first."""
    findings = drafting.check(draft.kind, draft.subject, draft.body, context_for(context, draft))
    order = {"block": 0, "warn": 1, "good": 2}
    return tuple(sorted(findings, key=lambda f: (order[f.severity], f.start)))


def can_copy(findings: tuple[Finding, ...]) -> bool:
    """Return False when one of the findings forbids copying."""
    return drafting.can_copy(findings)


def save(context: AppContext, draft: Draft) -> Draft:
    """Save the draft as a new version if its text changed. Ticks “draft the reply”."""
    with context.store.transaction(
        f"Draft {draft.kind.label}{_recipient(context.records, draft)}", context.now()
    ) as transaction:
        return _keep(context, transaction, draft)


def _keep(context: AppContext, transaction: Transaction, draft: Draft) -> Draft:
    now = context.now()
    draft = replace(draft, to=clean_line(draft.to), subject=clean_line(draft.subject), body=clean(draft.body))
    kept = transaction.records.drafts.get(draft.uid)
    if kept is None:
        transaction.put(draft)
    elif (kept.to, kept.subject, kept.body) == (draft.to, draft.subject, draft.body):
        draft = replace(kept, win=draft.win or kept.win)  # keeps `record_copied` and `record_sent` of the saved version
        if draft != kept:
            transaction.put(draft)
    else:
        draft = replace(draft, uid=new_uid(), created=now, copied=None, copied_how="", sent=None)
        transaction.put(draft)
    for key in draft.kind.spec.ticks_when_kept:
        action = transaction.records.action(draft.rejection, key)
        if action is not None and action.open:
            checklist.tick_within(context, transaction, action, now)
    return draft


def record_copied(context: AppContext, draft: Draft, how: str) -> Draft:
    """Record that the draft was put on the clipboard, and by which means (`how`); this does not mark it as sent.

    Raise `Refused` while a check forbids copying or the cool-off lasts; a draft without `ready_from` has none.
    """
    now = context.now()
    require_copy(context, draft)
    with context.store.transaction(f"Copy {draft.kind.label}{_recipient(context.records, draft)}", now) as transaction:
        result = replace(_keep(context, transaction, draft), copied=now, copied_how=clean_line(how))
        transaction.put(result)
    return result


def require_copy(context: AppContext, draft: Draft) -> None:
    """Raise `Refused`, naming the words to change, for a draft that must not be copied or exported now."""
    require_win(context, draft)
    blocking = next((f for f in check(context, draft) if f.severity is Severity.BLOCK), None)
    if blocking is not None:
        words = f"“{blocking.words}” " if blocking.words else ""
        raise Refused(f"Not copied: {words}{blocking.message}")
    if moment := ready(context, draft):
        raise Refused(f"Not copied: the draft is ready from {moment:%a %d %b %H:%M}, after a night's sleep.")


def record_sent(context: AppContext, draft: Draft) -> Draft:
    """Record that the user sent the draft: ticks its actions and logs a touch."""
    now = context.now()
    require_sendable(context, draft)
    with context.store.transaction(f"Sent {draft.kind.label}{_recipient(context.records, draft)}", now) as transaction:
        result = replace(_keep(context, transaction, draft), sent=now)
        transaction.put(result)
        for key in draft.kind.spec.ticks:
            action = transaction.records.action(draft.rejection, key)
            if action is not None and action.state is not ActionState.DONE:
                checklist.tick_within(context, transaction, action, now)
        contact = transaction.records.recipient_of(draft)
        if contact in transaction.records.contacts:
            transaction.put(touch_of(result, contact, now))
            checklist.reschedule_contact(context, transaction, contact, now)
    return result


def touch_of(draft: Draft, contact: str, at: datetime) -> Touch:
    """Return the touch to log when this draft was sent to this contact."""
    channel, what = draft.kind.spec.channel.value, draft.kind.label.removeprefix("LinkedIn ")
    return Touch(derived_uid(draft.uid, "touch", contact), contact, at, channel, what, None, draft.rejection, draft.uid)


def _recipient(records: Records, draft: Draft) -> str:
    rejection = records.rejections.get(draft.rejection)
    contact = records.contacts.get(draft.contact)
    name = rejection.company if rejection else contact.name if contact else ""
    return f", {name}" if name else ""


def mailto(draft: Draft) -> str:
    """Return the `mailto:` link of this draft; raise `Refused` without a valid address."""
    return drafting.to_mailto(draft.to, draft.subject, draft.body)


def eml(context: AppContext, draft: Draft) -> bytes:
    """Return the draft as a mail message that a mail program can open and send."""
    me = context.records.me
    return drafting.to_eml("", draft.to, draft.subject, draft.body, me.name, me.email, context.now())


def write_eml(context: AppContext, draft: Draft, path: Path, overwrite: bool = False) -> Path:
    """Write the draft to `path` (0600); raise `Refused` when it exists and `overwrite` is False."""
    return write_private(context, path, eml(context, draft), overwrite)


def ready(context: AppContext, draft: Draft) -> datetime | None:
    """Return the moment from which the draft may be copied, None when that is now."""
    return draft.ready_from if draft.ready_from and draft.ready_from > context.now() else None


def keep_last(context: AppContext, text: str) -> Path:
    """Write the text last copied to a private file and return its path, in case the clipboard fails."""
    folder = state_folder() / "drafts"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return write_private(context, folder / "last.txt", clean(text).encode("utf-8", "replace"), overwrite=True)
    except OSError as error:
        raise StorageError(f"The draft could not be kept in {folder}: {error.strerror or error}.") from None
