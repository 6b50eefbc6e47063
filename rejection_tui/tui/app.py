"""The application: screens, themes, palette, keys, one bell. A dispatcher, not a home."""

import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.reactive import var
from textual.screen import Screen
from textual.signal import Signal

from rejection_tui.domain.errors import RejtuiError
from rejection_tui.domain.text import clean_line
from rejection_tui.services import history, maintenance, remembered
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.commands.keymap import checked_keymap, clashes
from rejection_tui.tui.commands.palette import CommandsProvider
from rejection_tui.tui.screens.dashboard import Dashboard
from rejection_tui.tui.terminal import crash, shutdown
from rejection_tui.tui.theme.themes import DARK, THEMES

#: How often the file is looked at for other programs' acts: one `stat`, the only way every system has.
POLL_SECONDS = 0.8


class RejTUI(App[None]):
    """`changed` rings after every act, whoever made it; panes and screens that show records hear it."""

    TITLE = "rejtui"
    CSS_PATH = Path(__file__).parent / "screens" / "dashboard.tcss"  # the app reads the style of its first screen
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {CommandsProvider}
    COMMAND_PALETTE_BINDING = "ctrl+p"
    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command(
            "undo",
            "u,ctrl+z",
            "undo",
            "Take back the last act, whoever made it, even from before the last start.",
            "undo",
            True,
            "Always",
        ),
        Command("redo", "U,ctrl+y", "redo", "Do again what was undone last.", "redo", False, "Always"),
        Command("help", "question_mark,f1", "help", "Show the keys that work here.", "help", True, "Always"),
        Command("theme", "f2", "theme", "Choose the colours; light ones too.", "change_theme", False, "Always"),
        Command("quit", "ctrl+q", "quit", "Leave. Everything is saved already.", "quit", False, "Always"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(KEY_COMMANDS[:-1]),
        Binding("ctrl+q", "quit", "quit", show=False, priority=True, id="quit", tooltip=KEY_COMMANDS[-1].help),
    ]
    theme_kept: var[bool] = var(False)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.context = context
        self.records_changed: Signal[None] = Signal(self, "changed")
        self._told = 0  # how many of the notices about the file
        self._warned = False  # of text that would be lost
        self._trouble = ""  # what was last said about the file
        for theme in THEMES:
            self.register_theme(theme)
        wanted = remembered.load(context).get("theme", DARK.name)
        self.theme = wanted if wanted in self.available_themes else DARK.name

    def get_default_screen(self) -> Screen[Any]:
        """Return the dashboard as the first screen, so that no empty one is laid out and drawn before it."""
        return Dashboard(self.context)

    def on_mount(self) -> None:
        """Say what should be known, and begin to look after the file."""
        shutdown.on_signals(self, lambda: shutdown.keep(self, self.context))
        self.context.wait_briefly()
        self._shown = self.context.records
        self.records_changed.subscribe(self, self._rang)
        keys, warnings = checked_keymap(self.context.config.keys, self.KEY_COMMANDS)
        self.set_keymap(keys)
        for sentence in (
            *self.context.config.warnings,
            *warnings,
            *clashes(keys, self.KEY_COMMANDS, Dashboard.KEY_COMMANDS),
        ):
            self.notify(sentence, severity="warning", timeout=12, markup=False)
        self._tell()
        copies = maintenance.conflict_copies(self.context)
        if copies:
            words = f"A synchroniser left another copy beside your file: {copies[0].name}. Press ctrl+o to bring it in."
            self.notify(words, severity="warning", timeout=15, markup=False)
        if (place := remembered.typed_before(self.context)) is not None:
            words = f"What you were typing when rejtui ended is kept in {place}."
            self.notify(words, severity="warning", timeout=15, markup=False)
        self.theme_kept = True
        self.set_interval(POLL_SECONDS, self.poll_file)
        self.call_after_refresh(_collect_again)

    def poll_file(self) -> None:
        """Show what another program did to the file in between; what is wrong with it is said once."""
        try:
            self.context.refresh()
            self._trouble = ""
        except RejtuiError as error:
            if error.sentence != self._trouble:
                self._trouble = error.sentence
                self.notify(error.sentence, severity="error", timeout=10, markup=False)
        self._tell()
        if self.context.records is not self._shown:  # a refused act may have read it anew as well
            self.records_changed.publish(None)

    def _tell(self) -> None:
        """Say what should be known about the file, each once: no locks in its folder, a backup that failed."""
        for sentence in self.context.store.notices[self._told :]:
            self._told += 1
            self.notify(sentence, severity="warning", timeout=12, markup=False)

    def _rang(self, _: None) -> None:
        self._shown = self.context.records

    def watch_theme(self, name: str) -> None:
        """Remember the colours."""
        if self.theme_kept:
            remembered.save(self.context, theme=name)

    def action_undo(self) -> None:
        """Take back the last act."""
        self._turn(lambda: f"Undone: {history.undo(self.context)}")

    def action_redo(self) -> None:
        """Do again what was undone last."""
        self._turn(lambda: f"Done again: {history.redo(self.context)}")

    def _turn(self, command: "crash.Sentence") -> None:
        try:
            words = command()
        except RejtuiError as error:
            self.notify(error.sentence, severity="warning", markup=False)
            return
        self.records_changed.publish(None)
        self.clear_notifications()  # the newest says where things stand
        self.notify(words, timeout=4, markup=False)

    async def action_quit(self) -> None:
        """Leave; text still being typed is kept first, and where is said when the screen is given back."""
        text, place = shutdown.keep(self, self.context)
        if text and place is None and not self._warned:
            self._warned = True
            words = "What you typed is in no file yet, and could not be kept: the disk refuses. ctrl+q again leaves."
            self.notify(words, severity="error", timeout=10, markup=False)
            return
        self.exit(message=f"What you were typing is kept in {clean_line(str(place), 400)}" if place else None)

    def action_help(self) -> None:
        """Show the keys that work here."""
        from rejection_tui.tui.screens.help import HelpScreen, key_groups

        self.push_screen(HelpScreen(key_groups(self)))

    def _handle_exception(self, error: Exception) -> None:
        """Pass over what goes wrong in a screen that was left while it was still being built; end on all else."""
        if not crash.left_behind(self, error):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Leave with a short cleaned message; the trace goes to a private file and holds no letter."""
        self._exit_renderables.append(crash.report(self._exception))
        self._close_messages_no_wait()


def _collect_again() -> None:
    """Let the garbage collector work from now on, where the start had stopped it; the records are left out of it."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
