"""The Textual application: themes, keys, undo and redo, and the signal that records changed."""

import gc
import os
from collections.abc import Awaitable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual.app import ScreenStackError
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.driver import Driver
from textual.errors import NoWidget
from textual.events import DescendantFocus, Event, Key, MouseEvent, Paste
from textual.reactive import var
from textual.screen import ModalScreen, Screen
from textual.signal import Signal
from textual.widget import AwaitMount

from rejection_tui.domain.errors import RejtuiError
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.services import history, maintenance, remembered
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.commands.everywhere import EVERYWHERE
from rejection_tui.tui.commands.keymap import checked_keymap, clashes
from rejection_tui.tui.commands.route import Destination, Route
from rejection_tui.tui.routes import open_route
from rejection_tui.tui.screens.dashboard import Dashboard
from rejection_tui.tui.terminal import crash, shutdown
from rejection_tui.tui.terminal.driver import TerminalDriver
from rejection_tui.tui.terminal.key_gate import KeyGate
from rejection_tui.tui.terminal.paste_filter import Typed
from rejection_tui.tui.terminal.slow_lines import is_still
from rejection_tui.tui.terminal.textual_private import FaultReportingApp, mend_option_lists, mend_toasts
from rejection_tui.tui.theme.meanings import own_colours
from rejection_tui.tui.theme.themes import DARK, THEMES
from rejection_tui.tui.widgets.moving import scroll_text
from rejection_tui.tui.widgets.page import Page

if TYPE_CHECKING:
    from textual.actions import ActionParseResult

    from rejection_tui.tui.commands.palette import Found

#: How often the file is checked for changes by other programs, with one `stat`, which works on every system.
POLL_SECONDS = 0.8
#: So many screens can lie over one another; Textual draws each through those above it, about 45 at the most.
MOST_PILED = 24


class RejTUI(FaultReportingApp):
    """Publishes `records_changed` after every change of the records, also by other programs.

    Screens subscribe to it.
    """

    TITLE = "rejtui"
    # Messages lie on the line above the footer, all of it, over a border rather than over a row or a field.
    CSS = """
    ToastRack { margin-bottom: 1; max-height: 50%; scrollbar-size-vertical: 0; }
    ToastHolder { height: auto; }
    Toast { width: 100%; max-width: 100%; margin: 0; padding: 0 1; }
    """
    CSS_PATH = Path(__file__).parent / "screens" / "dashboard.tcss"  # the style sheet of the first screen
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = EVERYWHERE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    remembers_theme: var[bool] = var(False)

    def __init__(self, context: AppContext, guided: bool = False) -> None:
        mend_option_lists()
        mend_toasts()
        super().__init__()
        self.context = context
        self._guided = guided  # whether an empty file opens on the paste, with the guide through a first letter
        self.records_changed: Signal[None] = Signal(self, "changed")
        self._gate = KeyGate(self)
        if is_still(os.environ):
            self.animation_level = "none"
        self._notices_shown = 0  # the number of notices about the file shown so far
        self._hinted_at_layout = False  # that the keys are Latin letters was said
        self._warned_of_unsaved_text = False  # that unsaved text could not be kept
        self._last_file_error = ""  # the last error shown about the file
        for theme in THEMES:
            self.register_theme(theme)
        wanted = remembered.load(context).get("theme", DARK.name)
        self.theme = wanted if wanted in self.available_themes else DARK.name

    def get_default_screen(self) -> Screen[Any]:
        """Return the dashboard as the first screen, so that no empty one is drawn before it."""
        return Dashboard(self.context)

    def get_css_variables(self) -> dict[str, str]:
        """Return the variables of the theme, with those of the program among them."""
        variables = super().get_css_variables()
        variables |= own_colours(variables)
        self.theme_variables = variables
        return variables

    def get_driver_class(self) -> type[Driver]:
        """Return the driver that tells pastes from keys, unless TEXTUAL_DRIVER names another."""
        proposed = super().get_driver_class()
        return TerminalDriver if issubclass(TerminalDriver, proposed) else proposed

    async def on_event(self, event: Event) -> None:
        """Let keys and pastes act one after another; see `key_gate`."""
        if not event.is_forwarded:
            if isinstance(event, Key) and event.key.startswith("alt+"):
                event.character = None  # it is no text
            if isinstance(event, Key | Paste | Typed) and not self._gate.admits(event):
                return
            if isinstance(event, MouseEvent) and self._points_at_what_is_gone(event):
                return
        await super().on_event(event)

    def _points_at_what_is_gone(self, event: MouseEvent) -> bool:
        """Return whether the mouse is on something that was taken away and is still seen, which Textual fails over."""
        try:
            widget, _ = self.get_widget_at(int(event.x), int(event.y))
        except (NoWidget, ScreenStackError):
            return False
        return widget is not self.screen and not widget.is_attached

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Keep the cursor of a text field from blinking where nothing is to move."""
        if self.animation_level == "none" and hasattr(event.widget, "cursor_blink"):
            event.widget.cursor_blink = False

    def on_paste(self, event: Paste) -> None:
        """Open what no field took with what the text is: a letter, an answer, contacts or lines of a CV."""
        host, screen = self.screen_stack[0], self.screen
        if isinstance(host, Dashboard) and (screen is host or isinstance(screen, Page)):
            open_route(host, Destination(Route.PASTE, clean(event.text)))
        elif not isinstance(screen, ModalScreen):
            self.notify("Press e to write in the draft, then paste.", markup=False)

    def first_frame(self) -> None:
        """Hear keys and pastes from now on."""
        self._gate.open()

    def terminal_gone(self) -> None:
        """Keep what is being typed and end, as when the terminal hangs up."""
        shutdown.hang_up(self, lambda: shutdown.keep(self, self.context))

    def on_mount(self) -> None:
        """Apply the settings, show notices, and start polling the file."""
        shutdown.on_signals(self, lambda: shutdown.keep(self, self.context))
        self.context.wait_briefly()
        self._records_shown = self.context.records
        self.records_changed.subscribe(self, self._note_shown_records)
        keys, warnings = checked_keymap(self.context.config.keys, self.KEY_COMMANDS)
        self.set_keymap(keys)
        for sentence in (
            *self.context.config.warnings,
            *warnings,
            *clashes(keys, self.KEY_COMMANDS, Dashboard.KEY_COMMANDS),
        ):
            self.notify(sentence, severity="warning", timeout=12, markup=False)
        self._show_notices()
        copies = maintenance.conflict_copies(self.context)
        if copies:
            words = f"A synchroniser left another copy beside your file: {copies[0].name}. Press ctrl+o to bring it in."
            self.notify(words, severity="warning", timeout=15, markup=False)
        if (place := remembered.typed_before(self.context)) is not None:
            words = f"What you were typing when rejtui ended is kept in {place}."
            self.notify(words, severity="warning", timeout=15, markup=False)
        self.remembers_theme = True
        self.set_interval(POLL_SECONDS, self.poll_file)
        self.call_after_refresh(_enable_garbage_collector)
        if self._guided and isinstance(self.screen, Dashboard):
            self.call_after_refresh(self._gate.do, self.screen.open_on_the_paste)

    def poll_file(self) -> None:
        """Show changes by other programs; an error of the file is shown once."""
        try:
            self.context.refresh()
            self._last_file_error = ""
        except RejtuiError as error:
            if error.sentence != self._last_file_error:
                self._last_file_error = error.sentence
                self.notify(error.sentence, severity="error", timeout=10, markup=False)
        self._show_notices()
        if self.context.records is not self._records_shown:  # a refused change may also have read the file again
            self.records_changed.publish(None)

    def _show_notices(self) -> None:
        """Show each new notice about the file once, such as a failed backup."""
        for sentence in self.context.store.notices[self._notices_shown :]:
            self._notices_shown += 1
            self.notify(sentence, severity="warning", timeout=12, markup=False)

    def _note_shown_records(self, _: None) -> None:
        self._records_shown = self.context.records

    def watch_theme(self, name: str) -> None:
        """Save the name of the theme for the next run."""
        if self.remembers_theme:
            remembered.save(self.context, theme=name)

    def on_key(self, event: Key) -> None:
        """Say once that the keys are Latin letters, when one of another script was pressed and nothing answered."""
        if not self._hinted_at_layout and event.character is not None and event.character > "\u036f":
            from rejection_tui.tui.terminal.layouts import hint

            if words := hint(event.character):
                self._hinted_at_layout = True
                self.notify(words, timeout=10, markup=False)

    def action_undo(self) -> None:
        """Undo the last transaction."""
        self._undo_or_redo(lambda: f"Undone: {history.undo(self.context)}")

    def action_redo(self) -> None:
        """Redo the transaction undone last."""
        self._undo_or_redo(lambda: f"Done again: {history.redo(self.context)}")

    def _undo_or_redo(self, command: "crash.Sentence") -> None:
        try:
            words = command()
        except RejtuiError as error:
            self.notify(error.sentence, severity="warning", markup=False)
            return
        self.records_changed.publish(None)
        self.clear_notifications()  # older messages would be outdated
        self.notify(words, timeout=4, markup=False)

    async def action_quit(self) -> None:
        """Quit; unsaved text is written to a file first, whose path is printed after the end."""
        text, place = shutdown.keep(self, self.context)
        if text and place is None and not self._warned_of_unsaved_text:
            self._warned_of_unsaved_text = True
            words = "What you typed is in no file yet, and could not be kept: the disk refuses. ctrl+q again leaves."
            self.notify(words, severity="error", timeout=10, markup=False)
            return
        self.exit(message=f"What you were typing is kept in {clean_line(str(place), 400)}" if place else None)

    def action_help(self) -> None:
        """Show the keys that work here; when they are shown already, close them."""
        from rejection_tui.tui.screens.help import HelpScreen, key_groups

        below = self.screen
        if isinstance(below, HelpScreen):
            below.action_back()
        else:
            self.push_screen(HelpScreen(key_groups(self)))

    def action_history(self) -> None:
        """Show what was done."""
        from rejection_tui.tui.screens.history import HistoryScreen

        if not isinstance(self.screen, HistoryScreen):
            self.push_screen(HistoryScreen(self.context))

    def action_jump(self) -> None:
        """Put a letter on everything in reach."""
        from rejection_tui.tui.screens.jump import JumpScreen

        jump = JumpScreen(self.screen)
        if jump.targets:
            self.push_screen(jump)
        else:
            self.notify("There is nothing to jump to here.", timeout=3, markup=False)

    def action_command_palette(self) -> None:
        """Open the palette on this screen; when one is open already, close it."""
        from rejection_tui.tui.screens.palette import Palette

        below = self.screen
        if isinstance(below, Palette):
            below.action_back()
            return
        self.push_screen(Palette(self.context, below), self._run_found)

    def search_themes(self) -> None:
        """Open the palette with the themes only."""
        from rejection_tui.tui.screens.palette import Palette

        self.push_screen(Palette(self.context, self.screen, "theme"), self._run_found)

    async def _run_found(self, found: "Found | None") -> None:
        if found is not None and isinstance(result := found.run(), Awaitable):
            await result

    def action_scroll_text(self, unit: str, by: int) -> None:
        """Scroll a text of the screen."""
        scroll_text(self.screen, unit, by)

    def push_screen(self, screen: Any, callback: Any = None, *args: Any, **more: Any) -> Any:
        """Open a screen, but none over a pile that could no longer be drawn."""
        if len(self.screen_stack) < MOST_PILED:
            return super().push_screen(screen, callback, *args, **more)
        self.notify("Too much is open over one another. esc goes back, one by one.", timeout=4, markup=False)
        return AwaitMount(self.screen, [])

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key or a command says; what it finds gone or refused is said, and the program goes on."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except RejtuiError as error:
            self.notify(error.sentence, severity="warning", timeout=8, markup=False)
            return True

    def action_help_quit(self) -> None:
        """Say how to leave, because ctrl+c copies."""
        self.notify("ctrl+q leaves; everything is saved already.", timeout=4, markup=False)

    def ignores(self, error: Exception) -> bool:
        """Ignore errors of a screen that was closed while it was still being built; end the program on all others."""
        return crash.left_behind(self, error)

    def fault_message(self, error: BaseException | None) -> Text:
        """Return a short message; the traceback, without letters, is written to a private file."""
        return crash.report(error)


def _enable_garbage_collector() -> None:
    """Enable the garbage collector if the start disabled it; the objects made so far are excluded from it."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
