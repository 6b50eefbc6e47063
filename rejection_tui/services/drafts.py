"""Drafts: composed from templates, checked, kept in versions; copied is a fact, sent is the user's word."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

from rejection_tui import drafting
from rejection_tui.config import state_folder
from rejection_tui.domain.book import Book
from rejection_tui.domain.contact import Touch
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.draft import Draft, DraftKind, Finding, Severity
from rejection_tui.domain.errors import NotFound, Refused, StorageError
from rejection_tui.domain.ids import derived_uid, new_uid
from rejection_tui.domain.rejection import RejectionKind, Stage
from rejection_tui.domain.steps import ActionState, is_due
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.services import checklist
from rejection_tui.services.desk import Desk
from rejection_tui.services.draft_fields import context_for, fields_for, fresh_wins, met_through, win_for
from rejection_tui.services.draft_rules import allowed, may_be_sent, require_win
from rejection_tui.services.named_files import write_private
from rejection_tui.storage import Act

#: The actions a sent message of each kind ticks.
TICKS = {
    DraftKind.REPLY: ("reply.send",),
    DraftKind.FEEDBACK: ("feedback.ask",),
    DraftKind.REPLY_AND_FEEDBACK: ("reply.send", "feedback.ask"),
    DraftKind.THANKS: ("feedback.thank",),
    DraftKind.NUDGE: ("feedback.nudge",),
    DraftKind.LINKEDIN: ("cultivate.linkedin",),
    DraftKind.VALUE: ("cultivate.touch",),
}
#: What a template leaves where the user's own name is not known yet.
NAMELESS = "[your name]"


def compose(
    desk: Desk,
    kind: DraftKind,
    rejection: str = "",
    contact: str = "",
    feedback: str = "",
    win: str = "",
    variant: int = 0,
) -> Draft:
    """Return a fresh draft from the template, not saved yet; raise `Refused` for a second request for feedback."""
    book, now = desk.book, desk.now()
    rejection = rejection or met_through(book, contact)
    if rejection and rejection not in book.rejections:
        raise NotFound("That rejection is not in the file any more; nothing was drafted.")
    draft = Draft(new_uid(), kind, "", "", now, "", rejection, contact, feedback, win)
    allowed(book, draft)
    if kind is DraftKind.VALUE:
        told = [w.uid for w in fresh_wins(book, draft)]
        draft = replace(draft, win=win if win in told else next(iter(told), ""))
    fields = fields_for(desk, draft)
    made = drafting.compose(
        kind, fields, english=desk.rules.english, user_folder=desk.config.templates, variant=variant
    )
    to = "" if kind is DraftKind.LINKEDIN else fields.recruiter_email
    draft = replace(draft, subject=made.subject, body=made.body, to=to)
    return replace(draft, ready_from=_ready_from(desk, draft))


def _ready_from(desk: Desk, draft: Draft) -> datetime | None:
    rejection = desk.book.rejections.get(draft.rejection)
    if (
        not desk.rules.cool_off
        or rejection is None
        or draft.kind not in (DraftKind.REPLY, DraftKind.REPLY_AND_FEEDBACK)
    ):
        return None
    now = desk.now()
    morning = datetime.combine(now.date() + timedelta(days=1), time(9), now.tzinfo)
    rested = rejection.received + timedelta(hours=desk.rules.reply_from_hours)
    return morning if rested > now else None


def open(
    desk: Desk, kind: DraftKind, rejection: str = "", contact: str = "", feedback: str = "", win: str = ""
) -> Draft:
    """Return the newest saved version when it was not sent, else a fresh draft; a name known since is filled in."""
    rejection = rejection or met_through(desk.book, contact)
    fresh = Draft("", kind, "", "", desk.now(), "", rejection, contact, feedback, win)
    mine = (d for d in desk.book.drafts.values() if _about(d, fresh))
    latest = max(mine, key=lambda d: (d.created, d.sent is not None, d.uid), default=None)
    if latest is None or latest.sent is not None or (latest.win and win_for(desk.book, latest) is None):
        return compose(desk, kind, rejection, contact, feedback, win)
    allowed(desk.book, latest)
    name = desk.book.me.name
    return replace(latest, body=latest.body.replace(NAMELESS, name)) if name else latest


def _about(kept: Draft, wanted: Draft) -> bool:
    if (kept.kind, kept.rejection) != (wanted.kind, wanted.rejection):
        return False
    links = (("contact", kept.contact), ("feedback", kept.feedback), ("win", kept.win))
    return all(getattr(wanted, name) in ("", value) for name, value in links)


def kind_for(book: Book, rejection: str, now: datetime | None = None) -> DraftKind:
    """Return the message this rejection needs next."""
    state = {a.key: a for a in book.actions_of(rejection)}

    def still(key: str) -> bool:
        return key in state and state[key].open

    if still("reply.send"):
        return DraftKind.REPLY
    if still("feedback.ask"):
        return DraftKind.FEEDBACK
    if still("feedback.thank") and book.feedback_of(rejection):
        return DraftKind.THANKS
    if still("feedback.nudge") and (now is None or is_due(state["feedback.nudge"], now)):
        return DraftKind.NUDGE
    return DraftKind.LINKEDIN if still("cultivate.linkedin") else DraftKind.VALUE


def variants(desk: Desk, kind: DraftKind, rejection: str = "") -> int:
    """Return how many wordings there are of this kind for the stage of the rejection."""
    record = desk.book.rejections.get(rejection)
    stage = record.stage if record else Stage.APPLICATION
    closed = record is not None and record.kind is RejectionKind.ROLE_CLOSED
    english, folder = desk.rules.english, desk.config.templates
    return len(drafting.variants(kind, stage, role_closed=closed, english=english, user_folder=folder))


def check(desk: Desk, draft: Draft) -> tuple[Finding, ...]:
    """Return what the checks say of the draft as it stands, blocks first."""
    findings = drafting.check(draft.kind, draft.subject, draft.body, context_for(desk, draft))
    order = {"block": 0, "warn": 1, "good": 2}
    return tuple(sorted(findings, key=lambda f: (order[f.severity], f.start)))


def can_copy(findings: tuple[Finding, ...]) -> bool:
    """Return False while anything forbids copying."""
    return drafting.can_copy(findings)


def save(desk: Desk, draft: Draft) -> Draft:
    """Keep the draft: a new version when its text changed, nothing when it did not. Ticks “draft the reply”."""
    with desk.store.act(f"Draft {draft.kind.label}{_for(desk.book, draft)}", desk.now()) as act:
        return _keep(desk, act, draft)


def _keep(desk: Desk, act: Act, draft: Draft) -> Draft:
    now = desk.now()
    draft = replace(draft, to=clean_line(draft.to), subject=clean_line(draft.subject), body=clean(draft.body))
    kept = act.book.drafts.get(draft.uid)
    if kept is None:
        act.put(draft)
    elif (kept.to, kept.subject, kept.body) == (draft.to, draft.subject, draft.body):
        draft = replace(kept, win=draft.win or kept.win)  # what was copied or sent meanwhile stays known
        if draft != kept:
            act.put(draft)
    else:
        draft = replace(draft, uid=new_uid(), created=now, copied=None, copied_how="", sent=None)
        act.put(draft)
    if draft.kind in (DraftKind.REPLY, DraftKind.REPLY_AND_FEEDBACK):
        action = act.book.action(draft.rejection, "reply.draft")
        if action is not None and action.open:
            checklist.tick_within(desk, act, action, now)
    return draft


def copied(desk: Desk, draft: Draft, how: str) -> Draft:
    """Record that the draft was put on the clipboard, and by which way; it is not thereby sent.

    Raise `Refused` while a check forbids copying or the cool-off lasts; a draft without `ready_from` has none.
    """
    now = desk.now()
    require_copy(desk, draft)
    with desk.store.act(f"Copy {draft.kind.label}{_for(desk.book, draft)}", now) as act:
        result = replace(_keep(desk, act, draft), copied=now, copied_how=clean_line(how))
        act.put(result)
    return result


def require_copy(desk: Desk, draft: Draft) -> None:
    """Raise `Refused`, with the words in the way, for a draft that must not be copied or written out now."""
    require_win(desk, draft)
    blocking = next((f for f in check(desk, draft) if f.severity is Severity.BLOCK), None)
    if blocking is not None:
        words = f"“{blocking.words}” " if blocking.words else ""
        raise Refused(f"Not copied: {words}{blocking.message}")
    if moment := ready(desk, draft):
        raise Refused(f"Not copied: the draft is ready from {moment:%a %d %b %H:%M}, after a night's sleep.")


def sent(desk: Desk, draft: Draft) -> Draft:
    """Record, on the user's word, that the draft was sent: ticks its actions and logs the touch."""
    now = desk.now()
    may_be_sent(desk, draft)
    with desk.store.act(f"Sent {draft.kind.label}{_for(desk.book, draft)}", now) as act:
        result = replace(_keep(desk, act, draft), sent=now)
        act.put(result)
        for key in TICKS.get(draft.kind, ()):
            action = act.book.action(draft.rejection, key)
            if action is not None and action.state is not ActionState.DONE:
                checklist.tick_within(desk, act, action, now)
        rejection = act.book.rejections.get(draft.rejection)
        contact = draft.contact or (rejection.contact if rejection else "")
        if contact in act.book.contacts:
            act.put(touch_of(result, contact, now))
            checklist.follow_contact(desk, act, contact, now)
    return result


def touch_of(draft: Draft, contact: str, at: datetime) -> Touch:
    """Return the touch that sending this draft to this contact was."""
    channel = "linkedin" if draft.kind is DraftKind.LINKEDIN else "email"
    what = draft.kind.label.replace("LinkedIn note", "note")
    return Touch(derived_uid(draft.uid, "touch", contact), contact, at, channel, what, None, draft.rejection, draft.uid)


def _for(book: Book, draft: Draft) -> str:
    rejection = book.rejections.get(draft.rejection)
    contact = book.contacts.get(draft.contact)
    name = rejection.company if rejection else contact.name if contact else ""
    return f", {name}" if name else ""


def versions(book: Book, draft: Draft) -> tuple[Draft, ...]:
    """Return all kept versions of this message, newest first."""
    mine = (
        d
        for d in book.drafts.values()
        if d.kind is draft.kind and d.rejection == draft.rejection and d.contact == draft.contact
    )
    return tuple(sorted(mine, key=lambda d: (d.created, d.uid), reverse=True))


def mailto(draft: Draft) -> str:
    """Return the link that opens the mail program on this draft; raise `Refused` without a valid address."""
    return drafting.to_mailto(draft.to, draft.subject, draft.body)


def eml(desk: Desk, draft: Draft) -> bytes:
    """Return the draft as a mail message that a mail program can open and send."""
    me = desk.book.me
    return drafting.to_eml("", draft.to, draft.subject, draft.body, me.name, me.email, desk.now())


def write_eml(desk: Desk, draft: Draft, path: Path, overwrite: bool = False) -> Path:
    """Write the draft to `path` (0600); raise `Refused` when a file stands there and `overwrite` is False."""
    return write_private(desk, path, eml(desk, draft), overwrite)


def ready(desk: Desk, draft: Draft) -> datetime | None:
    """Return the moment from which the draft may be copied, None when that is now."""
    return draft.ready_from if draft.ready_from and draft.ready_from > desk.now() else None


def linkedin_notes_this_month(book: Book, now: datetime) -> int:
    """Return how many LinkedIn notes the user has sent in the current month."""
    sent_days = (local_day(d.sent, now) for d in book.drafts.values() if d.kind is DraftKind.LINKEDIN and d.sent)
    return sum(1 for day in sent_days if (day.year, day.month) == (now.year, now.month))


def keep_last(desk: Desk, text: str) -> Path:
    """Keep the text of the last copy in a private file, so that a clipboard that failed loses nothing."""
    folder = state_folder() / "drafts"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return write_private(desk, folder / "last.txt", clean(text).encode("utf-8", "replace"), overwrite=True)
    except OSError as error:
        raise StorageError(f"The draft could not be kept in {folder}: {error.strerror or error}.") from None
