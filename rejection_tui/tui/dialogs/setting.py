"""Asks for another value of one setting; nothing is written here."""

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from rejection_tui.domain.errors import RejtuiError
from rejection_tui.services import settings
from rejection_tui.services.context import AppContext
from rejection_tui.services.settings import Setting, SettingChange, in_words
from rejection_tui.tui.dialogs.form import FormDialog
from rejection_tui.tui.widgets.choice import Choice
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.field import Field, LineInput

_YES_NO = (("yes", "yes"), ("no", "no"))


class SettingDialog(FormDialog[SettingChange]):
    """Dismissed with the change that waits for a yes, or None."""

    def __init__(self, context: AppContext, setting: Setting) -> None:
        super().__init__(context, f"setting {setting.name}")
        self._setting = setting

    def compose(self) -> ComposeResult:
        """Lay out what the setting is, and its value."""
        one = self._setting
        with Vertical(classes="dialog") as box:
            box.border_title = shown(one.name)
            box.border_subtitle = shown("enter ok · esc back")
            words = f"{one.help} Usually: {in_words(one.default)}. {one.about_dates}"
            yield Static(shown(words), classes="quiet", markup=False)
            with VerticalScroll(classes="form", can_focus=False):
                if isinstance(one.default, bool):
                    yield Field("Value", Choice(_YES_NO, one.shown, id="value"), id="field-value")
                elif one.choices:
                    options = [(name, name or "none") for name in one.choices]
                    yield Field("Value", Choice(options, str(one.value), id="value"), id="field-value")
                else:
                    value = "" if not one.value and not one.bounds else one.shown
                    yield Field("Value", LineInput(value, id="value"), one.allowed, id="field-value")

    def on_mount(self) -> None:
        """Start with the value."""
        self.remember_start()
        self.query_one("#value").focus()

    def action_save(self) -> None:
        """Close with the change; with None when it is the value already."""
        control = self.query_one("#value")
        text = control.value if isinstance(control, Choice) else self.line("value")
        if text == self._setting.shown:
            self.notify("That is the value already; nothing is written.", timeout=4, markup=False)
            self.dismiss(None)
            return
        try:
            change = settings.change(self.context, self._setting, text)
        except RejtuiError as error:
            self.wrong("value", error.sentence)
            return
        self.saved(change)
