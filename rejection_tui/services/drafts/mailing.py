"""Drafts on their way out: as a file, as a link, or into the drafts folder of an account. Nothing is ever sent."""

from dataclasses import dataclass
from pathlib import Path

from rejection_tui import drafting
from rejection_tui.domain.account import Account
from rejection_tui.domain.draft import Channel, Draft
from rejection_tui.domain.errors import Refused
from rejection_tui.domain.ids import derived_uid
from rejection_tui.domain.records import Records
from rejection_tui.domain.secret import Secret
from rejection_tui.services.context import AppContext
from rejection_tui.services.correspondence.own import is_forward
from rejection_tui.services.drafts.policy import require_reader
from rejection_tui.services.named_files import write_private


def mailto(context: AppContext, draft: Draft) -> str:
    """Return the `mailto:` link of this draft; raise `UsageError` without a valid address."""
    require_reader(context, draft)
    return drafting.to_mailto(draft.to, draft.subject, draft.body, thread_of(context.records, draft))


def eml(context: AppContext, draft: Draft) -> bytes:
    """Return the draft as a mail message that a mail program can open and send."""
    return drafting.to_eml(outgoing(context, draft, context.records.me.email))


def write_eml(context: AppContext, draft: Draft, path: Path, overwrite: bool = False) -> Path:
    """Write the draft to `path` (0600); raise `Refused` when it exists and `overwrite` is False."""
    return write_private(context, path, eml(context, draft), overwrite)


@dataclass(frozen=True, slots=True)
class PreparedDraft:
    """A draft as it goes into an account: the bytes of the message and its Message-ID."""

    account: Account
    data: bytes
    message_id: str


def prepare(context: AppContext, draft: Draft, account: Account) -> PreparedDraft:
    """Return the draft as a message from this account's user, in the thread of the letter it answers."""
    if draft.kind.spec.channel is not Channel.EMAIL:
        raise Refused("Only an email has a place among the drafts of a mail account; nothing was saved.")
    message = outgoing(context, draft, account.address or context.records.me.email, unsent=False)
    return PreparedDraft(account, drafting.to_eml(message), message.message_id)


def put(prepared: PreparedDraft, secret: Secret) -> str:
    """Put a draft into the account's drafts folder, and return what was done; nothing is sent, ticked or filed.

    It asks the network and no records: call it from a thread, and check the draft before.
    """
    from rejection_tui.mail import imap

    name = prepared.account.name
    folder, is_new = imap.append_draft(prepared.account, secret, prepared.data, prepared.message_id)
    return (
        f"Saved in {folder} of {name}; nothing was sent."
        if is_new
        else (f"It is in {folder} of {name} already; nothing was sent.")
    )


def append_draft(context: AppContext, draft: Draft, account: Account, secret: Secret) -> str:
    """Put the draft into the account's drafts folder, and return what was done, as `put` does."""
    return put(prepare(context, draft, account), secret)


def received_at(records: Records, draft: Draft) -> str:
    """Return the user's address that the letter of a draft came to; "" when it is not known."""
    rejection = records.rejections.get(draft.rejection)
    letter = records.letters.get(rejection.letter) if rejection else None
    return (letter.delivered_to or letter.to_email) if letter else ""


def outgoing(context: AppContext, draft: Draft, from_email: str, unsent: bool = True) -> drafting.Outgoing:
    """Return the draft as a message from this address, in the thread of the letter it answers."""
    require_reader(context, draft)
    return drafting.Outgoing(
        to_email=draft.to,
        subject=draft.subject,
        body=draft.body,
        date=context.now(),
        identity=derived_uid("message", draft.to, draft.subject, draft.body),
        from_name=context.records.me.name,
        from_email=from_email,
        thread=thread_of(context.records, draft),
        unsent=unsent,
    )


def thread_of(records: Records, draft: Draft) -> drafting.Thread:
    """Return the thread a draft belongs to: that of the letter it answers, or none."""
    rejection = records.rejections.get(draft.rejection)
    letter = records.letters.get(rejection.letter) if rejection and draft.kind.spec.in_thread else None
    if letter is None:
        return drafting.Thread()
    if is_forward(letter):  # its identity is that of the mail that forwarded it, which they have never seen
        *earlier, last = letter.references or ("",)
        return drafting.Thread(last, earlier)
    return drafting.Thread(letter.message_id, letter.references)
