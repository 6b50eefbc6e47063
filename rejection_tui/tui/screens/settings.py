"""The settings: who you are, how it looks, drafts and reminders, each with its value and where that comes from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import ScreenResume
from textual.widgets import OptionList, Static

from rejection_tui.services import accounts, history, maintenance, profile, settings
from rejection_tui.services.context import AppContext
from rejection_tui.services.settings import Setting, SettingChange
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.commands.history import UNDO
from rejection_tui.tui.dialogs.line import LineDialog
from rejection_tui.tui.dialogs.setting import SettingDialog
from rejection_tui.tui.dialogs.yes_no import YesNoDialog
from rejection_tui.tui.widgets.display import shown_block
from rejection_tui.tui.widgets.key_line import KeyLine
from rejection_tui.tui.widgets.page import BACK, Page, TitleLine, perform
from rejection_tui.tui.widgets.rows import Heading, Rows, columns

_WIDEST: Final = 154  # columns of a line, so that a value stays near its words
_WORDS: Final = 112  # columns of what is set, at most
_ROOMY: Final = 84  # columns from which on values have more room
_LOOKS: Final = ("general.calm",)
_DRAFTS: Final = ("general.", "compose.", "me.", "reply.cool_off", "cultivate.linkedin_limit")
_NAME: Final = "It signs your drafts. It is kept with your records, so u takes a change back."
_EMAIL: Final = "It is the From line of drafts; empty for none. It is kept with your records; u takes it back."
_ADDRESSES: Final = (
    "What is sent from one of them is yours, and never a rejection. More are learned from what you import."
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list: what it is, its value, where that comes from, and what enter does."""

    key: str
    words: str
    value: str
    origin: str
    about: str
    edit: Callable[[], None] | None = None


class SettingsScreen(Page[None]):
    """Changes what is kept with the records at once, and a line of `config.toml` after it was shown, on a yes."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("settings.edit", "e", "change", "Change this setting (enter too).", "edit", True),
        UNDO,
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    DEFAULT_CSS = """
    SettingsScreen #settings-about {
        height: auto; padding: 0 1; border-top: solid $border-blurred; color: $text-muted;
    }
    """

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.context = context
        # the lines written to config.toml, each with what was filed last by then
        self._written: list[tuple[SettingChange, str]] = []

    def compose(self) -> ComposeResult:
        """Lay out the list, and what the line under the cursor is about."""
        yield TitleLine("Settings", id="title")
        yield Rows[Line](self._draw, id="settings-list")
        yield Static("", id="settings-about", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the settings."""
        self.reload()
        self._rows.focus()

    @on(ScreenResume)
    def _resumed(self) -> None:
        self.reload()

    @property
    def _rows(self) -> Rows[Line]:
        return self.query_one("#settings-list", Rows)

    def reload(self) -> None:
        """Show the settings as they are now."""
        rows: list[Heading | tuple[str, Line]] = []
        for title, lines in self._groups():
            rows.append(Heading(title))
            rows += [(line.key, line) for line in lines]
        self._rows.fill(rows)
        file = self.context.config.file
        self.query_one(TitleLine).show("Settings", "enter changes one" if file else "")
        self._explain()

    # What is listed

    def _groups(self) -> Iterator[tuple[str, list[Line]]]:
        found = {one.name: self._of_file(one) for one in settings.all_settings(self.context)}
        looks = [found.pop(name) for name in [*found] if name in _LOOKS]
        drafts = [found.pop(name) for name in [*found] if name.startswith(_DRAFTS)]
        yield "You", self._you()
        yield "How it looks", [self._theme(), *looks]
        yield "Drafts and mail", drafts
        yield "Reminders and limits", [*found.values()]
        yield "Mail accounts", self._accounts()
        yield "Files", self._files()

    def _you(self) -> list[Line]:
        me, kept = self.context.records.me, "your records"
        own = ", ".join(me.addresses)
        return [
            Line("me.name", "Your name", me.name or "not known yet", kept, _NAME, self._edit_name),
            Line("me.email", "Your address in drafts", me.email or "none", kept, _EMAIL, self._edit_email),
            Line("me.own", "Your own addresses", own or "none yet", kept, _ADDRESSES, self._edit_addresses),
        ]

    def _theme(self) -> Line:
        about = "The colours, light or dark; f2 changes them anywhere."
        return Line("theme", "Theme", self.app.theme, "remembered", about, lambda: self.app.action_change_theme())

    def _of_file(self, one: Setting) -> Line:
        usual = f" It can be {one.allowed}; usually {settings.in_words(one.default)}. {one.about_dates}"
        origin = "config.toml" if one.in_file else "usual"
        return Line(
            one.name, one.help, one.shown, origin, f"{one.name}: {one.help}{usual}", lambda: self._edit_setting(one)
        )

    def _accounts(self) -> list[Line]:
        about = (
            f"Accounts are in {self.context.config.file}, under [accounts.NAME]; rejtui config prints an example."
            " Passwords are in no file."
        )
        found = self.context.config.accounts.values()
        lines = [Line(f"account.{a.name}", a.name, f"{a.user} at {a.host}", "config.toml", about) for a in found]
        return lines or [Line("account", "None yet", "", "", accounts.no_account(self.context))]

    def _files(self) -> list[Line]:
        context = self.context
        keys = 'Keys are changed under [keys] in it, such as agenda = "f10"; the help (?) shows their names.'
        return [
            Line("file.data", "Your records", str(context.path), "", "Everything you file is in this one file."),
            Line("file.settings", "Your settings", str(context.config.file or "none"), "", keys),
            Line(
                "file.backups", "Backups", str(maintenance.backup_folder(context.path)), "", "Copies of your records."
            ),
        ]

    def _draw(self, line: Line, width: int) -> Text:
        if not line.origin:
            return columns(((line.words, 16, ""), (line.value, width - 16, "dim")))
        width = min(width, _WIDEST) - 14
        least = 27 if width > _ROOMY else 14  # all values begin in one column, but for long ones
        words = min(max(width - max(least, min(cell_len(line.value) + 1, width - 30)), 16), _WORDS)
        return columns(((line.words, words, ""), (line.value, width - words, "bold"), (line.origin, -14, "dim")))

    # Changing one

    @on(OptionList.OptionHighlighted)
    def _explain(self) -> None:
        line = self._rows.current
        self.query_one("#settings-about", Static).update(shown_block(line.about if line else ""))

    @on(OptionList.OptionSelected)
    def action_edit(self) -> None:
        """Change the line under the cursor, or say where it is changed."""
        line = self._rows.current
        if line is not None and line.edit is not None:
            line.edit()
        elif line is not None:
            self.notify(line.about, timeout=8, markup=False)

    async def action_undo(self) -> None:
        """Take back the line written last; where something was filed after it, that."""
        if self._written and self._written[-1][1] == history.newest(self.context):
            change, _ = self._written.pop()
            said = f"Undone: {change.setting.name} in {change.path.name} is as it was."
            perform(self, lambda: settings.take_back(self.context, change), said)
        else:
            await self.app.run_action("app.undo")

    def _edit_name(self) -> None:
        self._ask_line("Your name", _NAME, self.context.records.me.name, profile.confirm_name)

    def _edit_email(self) -> None:
        self._ask_line("Your address in drafts", _EMAIL, self.context.records.me.email, profile.set_email, True)

    def _edit_addresses(self) -> None:
        def save(context: AppContext, words: str) -> object:
            return profile.set_addresses(context, words.split(","))

        known = ", ".join(self.context.records.me.addresses)
        self._ask_line("Your own addresses", f"{_ADDRESSES} Commas between them.", known, save, True)

    def _ask_line(
        self, title: str, about: str, value: str, save: Callable[[AppContext, str], object], optional: bool = False
    ) -> None:
        def take(words: str | None) -> None:
            if words is not None and words != value:
                perform(self, lambda: save(self.context, words), "Saved. u takes it back.")

        self.app.push_screen(LineDialog(title, about, value, optional=optional), take)

    def _edit_setting(self, setting: Setting) -> None:
        self.app.push_screen(SettingDialog(self.context, setting), self._confirm)

    def _confirm(self, change: SettingChange | None) -> None:
        """Show the line of a change and ask; where the file is left alone, say which line to write."""
        if change is None:
            return
        if change.after is None:
            words = f"{change.path} is written in a way rejtui leaves alone. {change.by_hand}"
            self.notify(words, timeout=20, severity="warning", markup=False)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                written = f"Written to {change.path.name}; u takes it back."
                if perform(self, lambda: settings.write(self.context, change), written):
                    self._written.append((change, history.newest(self.context)))
            else:
                self.notify(f"Nothing was written. {change.by_hand}", timeout=8, markup=False)

        kept = f" The file as it was stays beside it as {change.path.name}{settings.BACKUP_SUFFIX}."
        text = f"{change.path}\n\n{change.place}\n\nNothing else in it changes.{kept if change.before else ''}"
        self.app.push_screen(YesNoDialog(change.setting.name, text, "Write this line?"), answered)
