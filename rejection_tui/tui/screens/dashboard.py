"""The dashboard: the four panes, laid out for the window size, and the keys that work in all of them."""

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Resize, ScreenResume
from textual.geometry import Size
from textual.signal import Signal
from textual.widget import Widget
from textual.widgets import Static

from rejection_tui.services import first_letter, remembered
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.commands.route import Destination, Route
from rejection_tui.tui.panes.arrangement import LEAST, PaneArea, arrangement
from rejection_tui.tui.panes.checklist import ChecklistPane
from rejection_tui.tui.panes.contacts import ContactsPane
from rejection_tui.tui.panes.inbox import InboxPane
from rejection_tui.tui.panes.journal import JournalPane
from rejection_tui.tui.panes.pane import Pane
from rejection_tui.tui.panes.preview import Preview
from rejection_tui.tui.panes.tabs_line import TabsLine
from rejection_tui.tui.panes.today import HeadLine, TodayLine
from rejection_tui.tui.routes import open_item, open_route
from rejection_tui.tui.screens.dashboard_keys import DASHBOARD_KEYS
from rejection_tui.tui.widgets.guide_line import GuideLine
from rejection_tui.tui.widgets.key_line import KeyLine
from rejection_tui.tui.widgets.page import ClosesOnce, perform


class Dashboard(ClosesOnce[None]):
    """Inbox, checklist, journal and contacts; one, two or all four are shown, depending on the window size."""

    CSS_PATH = "dashboard.tcss"
    AUTO_FOCUS = ""  # the pane used last is focused instead
    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = DASHBOARD_KEYS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.context = context
        self.pane_number = 1
        self.tall = 1  # the pane gone to by key last: a click must not move the rows it is on
        self.zoomed = False
        self._panes: tuple[Pane, ...] = ()
        self._resumed = False
        self._arranged_for = Size(0, 0)  # the window size that the panes are arranged for

    def compose(self) -> ComposeResult:
        """Lay out head, today, panes and footer."""
        last = remembered.load(self.context)
        self.pane_number = int(last.get("pane", "1")) if last.get("pane", "1") in "1234" else 1
        self.zoomed = last.get("zoom") == "yes"
        self.update_classes(self._layout(self.app.size), update=False)
        area = PaneArea(id="panes")
        inbox, checklist = InboxPane(self.context, id="inbox"), ChecklistPane(self.context, id="checklist")
        journal, contacts = JournalPane(self.context, id="journal"), ContactsPane(self.context, id="contacts")
        self._panes = (inbox, checklist, journal, contacts)
        children = (inbox, checklist, Preview(id="preview"), journal, contacts)
        self.tall = self.pane_number
        area.arrange_for(self.app.size, self.pane_number, self.zoomed, self.tall, children)
        self._arranged_for = self.app.size
        yield HeadLine(self.context, id="head")
        yield TodayLine(self.context, id="today")
        yield GuideLine(self.context, id="guide")
        yield TabsLine(id="tabs")
        with area:
            yield from children
        yield Static(
            "rejtui needs a window of at least 60 × 15.\nMake it larger; nothing is lost.", id="too-small", markup=False
        )
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the records, focus the pane used last and subscribe to changes, all before the first frame."""
        # A watcher, since a message would arrive after the frame that shows the cursor, and need a second one.
        self.watch(self.query_one(InboxPane).records, "cursor", self._show_selected, init=False)
        for pane in self.panes:
            self.watch(pane.records, "cursor", partial(self._cursor_moved, pane), init=False)
        self.active_pane.records.has_focus = True
        self.set_focus(self.active_pane.records)
        self._tell_next()
        self.reload()
        signal = getattr(self.app, "records_changed", None)
        if isinstance(signal, Signal):
            signal.subscribe(self, lambda _: self.reload())
        self.query_one(KeyLine).show()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Skip applying all styles again at the first resume: mounting has just done so."""
        event.refresh_styles = self._resumed
        self._resumed = True
        self.query_one(GuideLine).reload_below_today()  # it may have been hidden in the form above

    def open_on_the_paste(self) -> None:
        """Begin the first letter: while nothing is filed, the form that takes a paste is open at once."""
        begins = first_letter.begins(self.context)
        if begins:
            first_letter.begin(self.context)
        first_letter.resume(self.context)
        self.query_one(GuideLine).reload_below_today()
        if begins and self.app.screen is self:
            open_route(self, Destination(Route.ADD))

    # Panes

    @property
    def panes(self) -> tuple[Pane, ...]:
        """The four panes, in the order of their numbers."""
        return self._panes

    @property
    def active_pane(self) -> Pane:
        """The pane that has the focus."""
        return self.panes[self.pane_number - 1]

    @property
    def selected(self) -> str:
        """The uid of the rejection under the cursor of the inbox."""
        return self.query_one(InboxPane).key

    @property
    def widget(self) -> Widget:
        """The screen that requests are opened from."""
        return self

    def reload(self) -> None:
        """Show the present records everywhere."""
        for pane in self.panes:
            if not isinstance(pane, ChecklistPane):
                pane.reload()
        inbox = self.query_one(InboxPane)
        self.query_one(HeadLine).reload(inbox.counts())
        self.query_one(TodayLine).reload(inbox.agenda_items)
        self.query_one(GuideLine).reload_below_today()
        self._show_tabs()
        self._show_page()

    def _show_selected(self) -> None:
        self.query_one(ChecklistPane).show(self.selected)

    def _cursor_moved(self, pane: Pane) -> None:
        pane.show_place()
        if pane is self.active_pane:
            self._show_page()

    def _show_page(self) -> None:
        """Show beside the panes what the cursor of the active one is on."""
        self.query_one(Preview).show(self.active_pane.page)

    def select(self, rejection: str) -> None:
        """Move the cursor of the inbox to a rejection; the filter is cleared if it hides it."""
        inbox = self.query_one(InboxPane)
        if not inbox.records.go_to(rejection):
            inbox.show_archived = True
            inbox.keep_filter("")
            inbox.reload()
            inbox.records.go_to(rejection)

    def action_pane(self, number: int) -> None:
        """Focus a pane."""
        self.pane_number = self.tall = number
        self._arrange()
        self.set_focus(self.active_pane.records)  # at once: the next key may have been typed already
        remembered.save(self.context, pane=str(number))

    def action_turn(self, by: int) -> None:
        """Focus the pane `by` numbers further, wrapping around."""
        self.action_pane((self.pane_number - 1 + by) % 4 + 1)

    def action_zoom(self) -> None:
        """Toggle between one pane and several."""
        self.zoomed = not self.zoomed
        self._arrange()
        remembered.save(self.context, zoom="yes" if self.zoomed else "no")

    def action_preview(self, lines: int) -> None:
        """Scroll the preview."""
        self.query_one(Preview).scroll_by_lines(lines)

    def on_descendant_focus(self) -> None:
        """Make the pane that was clicked the active one."""
        number = next((p.number for p in self.panes if p.has_focus_within), self.pane_number)
        if number != self.pane_number:
            self.pane_number = number
            self._arrange()

    def on_resize(self, event: Resize) -> None:
        """Show as many panes as the window has room for; as it starts, the same size is told several times."""
        if self.size == self._arranged_for:
            return
        self._arranged_for = self.size
        self._arrange()
        self.query_one(TodayLine).lay_out()

    def _arrange(self) -> None:
        self.update_classes(self._layout(self.size))
        self.query_one(PaneArea).arrange_for(self.size, self.pane_number, self.zoomed, self.tall)
        self._tell_next()
        self._show_tabs()
        self._show_page()

    def _tell_next(self) -> None:
        """Let the preview say what to do next where no checklist does."""
        self.query_one(InboxPane).tells_next = not self.query_one(ChecklistPane).display

    def _layout(self, size: Size) -> dict[str, bool]:
        """Return the classes for `size`: too small, or not all panes in sight, which are then named in a line."""
        return {
            "-tiny": size.width < LEAST.width or size.height < LEAST.height,
            "-tabs": not arrangement(size, self.zoomed).shows_all,
        }

    def _show_tabs(self) -> None:
        if self.has_class("-tabs"):
            self.query_one(TabsLine).show(self.panes, self.pane_number)

    # Actions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out the keys that have nothing to open."""
        if not self.is_mounted:
            return True
        if action == "here":
            return True if self.selected else None
        if action == "today":
            return True if parameters and int(str(parameters[0])) < len(self.query_one(TodayLine).items) else None
        return True

    async def action_filter(self) -> None:
        """Open the filter of the active pane."""
        await self.active_pane.action_filter()

    def action_go(self, route: str) -> None:
        """Open the screen of a route."""
        open_route(self, Destination(Route(route)))

    def action_here(self, route: str) -> None:
        """Open a screen about the selected rejection."""
        if self.selected:
            open_route(self, Destination(Route(route), self.selected))

    def action_today(self, index: int) -> None:
        """Open one of the three things of today."""
        items = self.query_one(TodayLine).items
        if index < len(items):
            open_item(self, items[index])

    def action_hide_guide(self) -> None:
        """Hide the guide through the first letter."""
        self.query_one(GuideLine).hide()

    def action_forget(self) -> None:
        """Forget the corrections of readings."""
        from rejection_tui.services import corrections

        if not self.context.records.corrections:
            self.notify("Nothing is remembered of any correction.", markup=False)
            return
        perform(self, lambda: corrections.forget(self.context), "Your corrections are forgotten; u brings them back.")

    @on(TodayLine.Chosen)
    def _chosen_today(self, event: TodayLine.Chosen) -> None:
        open_item(self, event.item)

    @on(Pane.Requested)
    def _open_requested(self, event: Pane.Requested) -> None:
        open_route(self, event.destination)
