"""Asks for the password of a mail account; it is shown as dots and kept nowhere."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from rejection_tui.domain.account import Account
from rejection_tui.domain.secret import Secret
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.page import BACK, Dialog


class PasswordDialog(Dialog[Secret | None]):
    """Dismissed with the password, or None."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("password.take", "ctrl+s", "sign in", "Sign in; enter does the same.", "take", True),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    DEFAULT_CSS = "PasswordDialog > .dialog { max-width: 76; } PasswordDialog Input { margin: 1 0 0 0; }"

    def __init__(self, account: Account) -> None:
        super().__init__()
        self._account = account

    def compose(self) -> ComposeResult:
        """Lay out the question and the line."""
        account = self._account
        question = (
            f"Password of {account.user} at {account.host}. It is used once and kept nowhere; password_command in the "
            f"settings, or rejtui account password {account.name}, saves you from typing it."
        )
        with Vertical(classes="dialog") as box:
            box.border_title = shown(f"Sign in to {account.name}")
            box.border_subtitle = shown("ctrl+s sign in · esc back")
            yield Static(shown(question), classes="quiet", markup=False)
            yield Input(password=True, compact=True, select_on_focus=False, id="password")

    def on_mount(self) -> None:
        """Wait for the password."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Close with the password."""
        field = self.query_one(Input)
        secret, field.value = Secret(field.value), ""
        if secret:
            self.dismiss(secret)

    def action_back(self) -> None:
        """Close without a password."""
        self.query_one(Input).value = ""
        self.dismiss(None)
