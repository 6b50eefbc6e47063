"""Putting a draft among the drafts of a mail account, from where the user sends it."""

from textual import on, work
from textual.message import Message

from rejection_tui.domain.account import Account
from rejection_tui.domain.draft import Draft
from rejection_tui.domain.errors import RejtuiError
from rejection_tui.domain.secret import Secret
from rejection_tui.services import accounts, drafts
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.password import PasswordDialog
from rejection_tui.tui.dialogs.pick import Line, PickDialog
from rejection_tui.tui.screens.composer.handing_out import NOT_MAILED, HandingOutPage
from rejection_tui.tui.screens.composer.words import when_done
from rejection_tui.tui.widgets.page import read_or_notify


class AccountPage(HandingOutPage):
    """A draft that can be put among the drafts of a mail account; the program itself never sends anything."""

    class Put(Message):
        """The account was asked: with `words` on what was done, or with trouble, or it `asks` for a password."""

        def __init__(
            self, draft: Draft, account: Account, words: str = "", trouble: str = "", asks: bool = False
        ) -> None:
            super().__init__()
            self.draft, self.account, self.words, self.trouble, self.asks = draft, account, words, trouble, asks

    def __init__(self, context: AppContext, draft: Draft) -> None:
        super().__init__(context, draft)
        self._putting = False

    def action_drafts(self) -> None:
        """Put the draft among those of the account its letter came to, or of one the user chooses."""
        if refusal := NOT_MAILED.get(self.draft.kind.spec.channel, ""):
            self.say(refusal, warn=True)
        elif not self._putting and self._may_hand_out():
            draft, address = self.draft, drafts.received_at(self.context.records, self.draft)
            try:
                account = accounts.only(self.context, "", address)
            except RejtuiError as error:
                self.notify(error.sentence, severity="warning", timeout=12, markup=False)
                return
            if account is not None:
                self._put_into(draft, account)
                return
            known = self.context.config.accounts
            lines = [Line(name, name, f"{one.user} at {one.host}") for name, one in known.items()]
            self.app.push_screen(
                PickDialog("Among the drafts of which account?", lines),
                lambda name: self._put_into(draft, known[name]) if name else None,
            )

    def _put_into(self, draft: Draft, account: Account, secret: Secret | None = None) -> None:
        prepared = read_or_notify(self, lambda: drafts.prepare(self.context, draft, account))
        if prepared is not None:
            self._putting = True
            self.say(f"Asking {account.host} …")
            self._ask(draft, prepared, secret)

    @work(thread=True, group="drafts", exit_on_error=False)
    def _ask(self, draft: Draft, prepared: drafts.PreparedDraft, secret: Secret | None) -> None:
        account = prepared.account
        try:
            secret = secret or accounts.stored_password(account)
            if secret is None:
                self.post_message(self.Put(draft, account, asks=True))
            else:
                self.post_message(self.Put(draft, account, drafts.put(prepared, secret)))
        except RejtuiError as error:
            self.post_message(self.Put(draft, account, trouble=error.sentence))

    @on(Put)
    def _answered(self, event: Put) -> None:
        event.stop()
        self._putting = False
        draft, account = event.draft, event.account
        self.app.clear_notifications()  # that it is being asked
        if event.trouble:
            self.say(event.trouble, warn=True)
        elif event.asks:
            self.app.push_screen(
                PasswordDialog(account), lambda given: self._put_into(draft, account, given) if given else None
            )
        else:
            self.say(f"{event.words} {when_done(draft)}")
            self.record_for(draft, lambda: drafts.save(self.context, draft))
