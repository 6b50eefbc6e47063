"""Drafts: composed from clauses, checked, and saved in versions. Only the user can say that one was sent."""

import dataclasses
import re
from datetime import datetime, time, timedelta
from pathlib import Path

from rejection_tui import drafting
from rejection_tui.config import state_folder
from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.contact import Touch
from rejection_tui.domain.day_words import moment_word
from rejection_tui.domain.draft import LEFT_ALONE, Channel, Draft, DraftKind, Finding, Severity
from rejection_tui.domain.errors import NotFound, Refused, StorageError, UsageError
from rejection_tui.domain.ids import derived_uid, new_uid
from rejection_tui.domain.language import Language, language_of
from rejection_tui.domain.messages import fresh_wins, latest_rejection_of, win_for
from rejection_tui.domain.people import alone_words, recipient_left_alone
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Records
from rejection_tui.domain.steps import ActionState
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.drafting import Place
from rejection_tui.drafting import open_place as open_place
from rejection_tui.services import checklist
from rejection_tui.services.context import AppContext
from rejection_tui.services.drafts import greetings
from rejection_tui.services.drafts.conditions import TOLD
from rejection_tui.services.drafts.fields import context_for, fields_for
from rejection_tui.services.drafts.mailing import PreparedDraft as PreparedDraft
from rejection_tui.services.drafts.mailing import append_draft as append_draft
from rejection_tui.services.drafts.mailing import eml as eml
from rejection_tui.services.drafts.mailing import mailto as mailto
from rejection_tui.services.drafts.mailing import prepare as prepare
from rejection_tui.services.drafts.mailing import put as put
from rejection_tui.services.drafts.mailing import received_at as received_at
from rejection_tui.services.drafts.mailing import write_eml as write_eml
from rejection_tui.services.drafts.policy import early_words as early_words
from rejection_tui.services.drafts.policy import require_allowed, require_sendable, require_win
from rejection_tui.services.drafts.situation import (
    ANSWERS,
    YOUR_ANSWER,
    letter_language,
    own_language,
    situation_for,
)
from rejection_tui.services.drafts.situation import NAME_PLACEHOLDER as NAME_PLACEHOLDER
from rejection_tui.services.named_files import write_private
from rejection_tui.storage import Transaction


def compose(
    context: AppContext,
    kind: DraftKind,
    rejection: str = "",
    contact: str = "",
    feedback: str = "",
    win: str = "",
    variant: int = 0,
    language: str = "",
    answer: str = "",
) -> Draft:
    """Return a new unsaved draft, in the letter's language unless `language` names another.

    `variant` counts through its wordings, `answer` is yes, no or time for an answer to their question. Raise `Refused`
    for a second request for feedback.
    """
    return _composed(context, _bare(context, kind, rejection, contact, feedback, win, language), variant, answer)[0]


def _bare(
    context: AppContext, kind: DraftKind, rejection: str, contact: str, feedback: str, win: str, language: str
) -> Draft:
    """Return a draft without text, after the checks whether it may be written at all."""
    records, now = context.records, context.now()
    rejection = rejection or latest_rejection_of(records, contact)
    if rejection and rejection not in records.rejections:
        raise NotFound("That rejection is not in the file any more; nothing was drafted.")
    written = language or letter_language(context, records.rejections.get(rejection)).value
    draft = Draft(new_uid(), kind, "", "", now, "", rejection, contact, feedback, win, language=written)
    require_allowed(context, draft)
    if kind.spec.needs_win:
        fresh = [w.uid for w in fresh_wins(records, draft)]
        draft = replace(draft, win=win if win in fresh else next(iter(fresh), ""))
    return draft


def _composed(context: AppContext, draft: Draft, variant: int = 0, answer: str = "") -> tuple[Draft, int]:
    """Return the draft with its text, and how many wordings there are."""
    fields = fields_for(context, draft)
    made = drafting.compose(
        situation_for(context, draft, answer),
        turn=variant,
        fields=fields,
        user_folder=context.config.templates,
        linkedin_limit=context.rules.linkedin_limit,
    )
    to = fields.recruiter_email if draft.kind.spec.channel is Channel.EMAIL else ""
    draft = replace(draft, subject=made.subject, body=made.body, to=to, sentences=made.sentences)
    return replace(draft, ready_from=_ready_from(context, draft)), made.wordings


def languages(context: AppContext, draft: Draft) -> tuple[Language, ...]:
    """Return the languages one key switches between: the letter's, and the user's own when it is another."""
    theirs = letter_language(context, context.records.rejections.get(draft.rejection))
    return tuple(dict.fromkeys((theirs, own_language(context))))


def in_language(context: AppContext, draft: Draft, language: Language) -> Draft:
    """Return the same message newly composed in another language."""
    return compose(
        context,
        draft.kind,
        draft.rejection,
        draft.contact,
        draft.feedback,
        draft.win,
        0,
        language.value,
        _answer(draft),
    )


def reworded(context: AppContext, draft: Draft, variant: int = 0) -> Draft:
    """Return the same message newly composed in the same language, in the wording of that number."""
    return compose(
        context,
        draft.kind,
        draft.rejection,
        draft.contact,
        draft.feedback,
        draft.win,
        variant,
        draft.language,
        _answer(draft),
    )


def greeting(context: AppContext, draft: Draft) -> str:
    """Return how the draft greets, without the mark behind it; "" when it begins with no greeting."""
    return greetings.greeting_in(draft, _language(context, draft))


def to_person(context: AppContext, draft: Draft, contact: str) -> Draft:
    """Return the same message newly composed for one of the people of its rejection, by their uid.

    Raise `Refused` when they asked to be left alone, `NotFound` when they have no part in it.
    """
    rejection = context.records.rejections.get(draft.rejection)
    if rejection is None or contact not in context.records.people_of(rejection):
        raise NotFound("That person has no part in this rejection; nothing was changed.")
    theirs = "" if contact == rejection.contact else contact
    answer = _answer(draft)
    return compose(context, draft.kind, draft.rejection, theirs, draft.feedback, draft.win, 0, draft.language, answer)


def next_greeting(context: AppContext, draft: Draft) -> Draft:
    """Return the draft with the next form of greeting that may be right, its words in the form that goes with it.

    A text the user has changed keeps its words.
    """
    language, situation = _language(context, draft), situation_for(context, draft)
    forms = greetings.forms_for(context, draft, language, situation.form)
    new = greetings.with_next_greeting(draft, language, forms)
    before, after = (greetings.greeting_in(one, language) for one in (draft, new))
    was, now = (greetings.form_of_greeting(one, forms, language, situation.form) for one in (before, after))
    if was is now:
        return new
    limit = context.rules.linkedin_limit
    own, other = (
        drafting.compose(dataclasses.replace(situation, form=form, greeting=greeted), linkedin_limit=limit)
        for form, greeted in ((was, before), (now, after))
    )
    if own.body != draft.body:
        return new
    return replace(new, body=other.body, sentences=other.sentences)


def next_answer(context: AppContext, draft: Draft) -> Draft:
    """Return the answer to their question with the next of yes, no and "a little time"."""
    at = ANSWERS.index(_answer(draft)) if _answer(draft) in ANSWERS else -1
    following = ANSWERS[(at + 1) % len(ANSWERS)]
    return compose(
        context, draft.kind, draft.rejection, draft.contact, draft.feedback, draft.win, 0, draft.language, following
    )


def places(context: AppContext, draft: Draft) -> tuple[Place, ...]:
    """Return the sentences with an open place that the letter calls for; none of them is needed."""
    if draft.kind.spec.channel is not Channel.EMAIL:
        return ()
    return drafting.places_for(_language(context, draft), situation_for(context, draft).conditions, draft.body)


def with_place(context: AppContext, draft: Draft, place_id: str) -> Draft:
    """Return the draft with that sentence in it; the draft itself when it is not offered."""
    place = next((one for one in places(context, draft) if one.id == place_id), None)
    if place is None:
        return draft
    conditions = situation_for(context, draft).conditions
    quotes = {ground.quote for name in place.when for ground in conditions.get(name, ())}
    return drafting.with_place(draft, place, quotes)


def _answer(draft: Draft) -> str:
    """Return what a draft answers, yes, no or time; "" for what is no answer."""
    grounds = (ground.what for sentence in draft.sentences for ground in sentence.grounds)
    return next((what.removeprefix(YOUR_ANSWER) for what in grounds if what.startswith(YOUR_ANSWER)), "")


def _language(context: AppContext, draft: Draft) -> Language:
    return language_of(draft.language, letter_language(context, context.records.rejections.get(draft.rejection)))


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
    mine = (d for d in context.records.drafts.values() if _same_subject(context.records, d, fresh))
    latest = max(mine, key=lambda d: (d.created, d.sent is not None, d.uid), default=None)
    if latest is None or latest.sent is not None or (latest.win and win_for(context.records, latest) is None):
        return compose(context, kind, rejection, contact, feedback, win)
    require_allowed(context, latest)
    name = context.records.me.name
    return replace(latest, body=latest.body.replace(NAME_PLACEHOLDER, name)) if name else latest


def _same_subject(records: Records, kept: Draft, wanted: Draft) -> bool:
    if (kept.kind, kept.rejection) != (wanted.kind, wanted.rejection):
        return False
    if records.recipient_of(kept) != records.recipient_of(wanted):
        return False
    links = (("feedback", kept.feedback), ("win", kept.win))
    return all(getattr(wanted, name) in ("", value) for name, value in links)


def variants(context: AppContext, kind: DraftKind, rejection: str = "", contact: str = "", language: str = "") -> int:
    """Return how many wordings there are of this kind of message for this rejection."""
    return _composed(context, _bare(context, kind, rejection, contact, "", "", language))[1]


def check(context: AppContext, draft: Draft) -> tuple[Finding, ...]:
    """Return the findings of the checks for the draft, blocking ones first."""
    findings = [*drafting.check(draft.kind, draft.subject, draft.body, context_for(context, draft))]
    if early := early_words(context, draft):
        findings.append(Finding("message.early", Severity.WARN, early, instead="You can still send it."))
    if (person := recipient_left_alone(context.records, draft)) is not None:
        said = f"{alone_words(person)}: nothing is written to them."
        findings.append(Finding(LEFT_ALONE, Severity.BLOCK, said))
    order = {"block": 0, "warn": 1, "good": 2}
    return tuple(sorted(findings, key=lambda f: (order[f.severity], f.start)))


def typed(
    context: AppContext, kind: DraftKind, data: bytes, rejection: str = "", language: str = ""
) -> tuple[Draft, int]:
    """Return a text written elsewhere as a draft to be checked, and the line its body begins on, from 1.

    Lines "To:" and "Subject:" at the top are no part of the body. Raise `UsageError` for text that is not UTF-8.
    """
    try:
        text = clean(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise UsageError("That text is not UTF-8; save it as UTF-8 and try again.") from None
    lines, head, at = text.split("\n"), {"to": "", "subject": ""}, 0
    while at < len(lines) and (match := re.match(r"(?i)(to|subject):\s*(.*)$", lines[at])):
        head[match[1].lower()] = match[2]
        at += 1
    while at < len(lines) - 1 and not lines[at].strip():
        at += 1
    draft = Draft(
        new_uid(), kind, head["subject"], "\n".join(lines[at:]).rstrip(), context.now(), head["to"], rejection
    )
    return replace(draft, language=language), at + 1


def can_copy(findings: tuple[Finding, ...]) -> bool:
    """Return False when one of the findings forbids copying."""
    return drafting.can_copy(findings)


def save(context: AppContext, draft: Draft) -> Draft:
    """Save the draft as a new version if its text changed. Ticks “draft the reply”."""
    with context.store.transaction(
        f"Draft {draft.kind.label}{_recipient(context.records, draft)}", context.now()
    ) as transaction:
        return _keep(context, transaction, draft)


def keep(context: AppContext, draft: Draft) -> Draft:
    """Save the draft as a version if its text changed, and tick nothing: it was only looked at."""
    with context.store.transaction(
        f"Print {draft.kind.label}{_recipient(context.records, draft)}", context.now()
    ) as transaction:
        return _keep(context, transaction, draft, ticks=False)


def _keep(context: AppContext, transaction: Transaction, draft: Draft, ticks: bool = True) -> Draft:
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
    for key in draft.kind.spec.ticks_when_kept if ticks else ():
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
        when = moment_word(moment, context.now())
        raise Refused(f"Not copied yet: it is ready from {when}, when you have slept on it.")


def record_sent(context: AppContext, draft: Draft) -> Draft:
    """Record that the user sent the draft: ticks its actions and logs a touch."""
    now = context.now()
    require_sendable(context, draft)
    with context.store.transaction(f"Sent {draft.kind.label}{_recipient(context.records, draft)}", now) as transaction:
        result = replace(_keep(context, transaction, draft), sent=now)
        transaction.put(result)
        for key in (*draft.kind.spec.ticks, *_ticked_beside(result)):
            action = transaction.records.action(draft.rejection, key)
            if action is not None and action.state is not ActionState.DONE:
                checklist.tick_within(context, transaction, action, now)
        contact = transaction.records.recipient_of(draft)
        if contact in transaction.records.contacts:
            transaction.put(touch_of(result, contact, now))
            checklist.reschedule_contact(context, transaction, contact, now)
    return result


def _ticked_beside(draft: Draft) -> tuple[ActionKey, ...]:
    """Return what a message does beside its own purpose: a reply that takes up their offer of a call accepts it."""
    calls = {TOLD["feedback.call"], TOLD["asks.call"]}
    said = (s for s in draft.sentences if s.text in draft.body)
    return (ActionKey.FEEDBACK_CALL,) if any(g.what in calls for s in said for g in s.grounds) else ()


def touch_of(draft: Draft, contact: str, at: datetime) -> Touch:
    """Return the touch to log when this draft was sent to this contact."""
    channel, what = draft.kind.spec.channel.value, draft.kind.label.removeprefix("LinkedIn ")
    uid = derived_uid(draft.uid, "touch", contact)
    return Touch(uid, contact, at, channel, what, None, draft.rejection, draft.uid, draft.win)


def _recipient(records: Records, draft: Draft) -> str:
    rejection = records.rejections.get(draft.rejection)
    contact = records.contacts.get(draft.contact)
    name = rejection.company if rejection else contact.name if contact else ""
    return f", {name}" if name else ""


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
