"""Notes a win: something worth telling the next time the user writes to a contact; the wins so far stand below."""

from typing import Any, ClassVar, Final

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.signal import Signal
from textual.widgets import OptionList, Static

from rejection_tui.domain.contact import Win
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.day_words import day
from rejection_tui.services import contacts
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.commands.history import REDO, UNDO
from rejection_tui.tui.dialogs.form import FormDialog
from rejection_tui.tui.widgets.choice import Choice
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.field import Field, LineInput
from rejection_tui.tui.widgets.page import perform
from rejection_tui.tui.widgets.rows import Rows, columns

KINDS: Final = tuple((kind, kind) for kind in ("other", "certificate", "project", "article", "figure"))
_WHY: Final = "A certificate, a project, an article, a figure. It is what you write to a contact about."


class WinDialog(FormDialog[str]):
    """Dismissed with the uid of the win; a new one is noted above the list of those there are."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("win.delete", "delete", "delete", "Delete the win under the cursor; undo brings it back.", "delete"),
        UNDO,
        REDO,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    DEFAULT_CSS = """
    WinDialog Rows { height: auto; max-height: 8; padding: 0; }
    WinDialog.-none #wins-head, WinDialog.-none Rows { display: none; }
    """

    def __init__(self, context: AppContext, win: Win | None = None) -> None:
        super().__init__(context, f"win {win.uid if win else ''}")
        self._win = win

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        win = self._win
        with Vertical(classes="dialog") as box:
            box.border_title = shown("Edit a win" if win else "Something worth telling")
            box.border_subtitle = shown("ctrl+s save · tab next · esc back")
            yield Static(_WHY, classes="quiet", markup=False)
            with VerticalScroll(classes="form", can_focus=False):
                title = LineInput(win.title if win else "", id="title", placeholder="such as “Passed the CKA exam”")
                yield Field("Title", title, id="field-title")
                yield Field("Kind", Choice(KINDS, win.kind if win else "other", id="kind"), id="field-kind")
                yield Field(
                    "Link", LineInput(win.link if win else "", id="link", placeholder="optional"), id="field-link"
                )
                sector = LineInput(win.sector if win else "", id="sector", placeholder="whom it interests; optional")
                yield Field("Sector", sector, id="field-sector")
                tags = LineInput(", ".join(win.tags) if win else "", id="tags", placeholder="tags of people, commas")
                yield Field("Tags", tags, id="field-tags")
                when = local_day(win.at, self.context.now()).isoformat() if win else "today"
                yield Field("When", LineInput(when, id="when"), id="field-when")
                if win is None:
                    yield Static(
                        "So far: tab to one; enter corrects it, delete deletes it",
                        id="wins-head",
                        classes="form--head",
                        markup=False,
                    )
                    yield Rows[Win](self._draw)

    def on_mount(self) -> None:
        """Start with the title."""
        self.remember_start()
        self.query_one("#title").focus()
        signal = getattr(self.app, "records_changed", None)
        if isinstance(signal, Signal):
            signal.subscribe(self, lambda _: self._show_wins())
        self._show_wins()

    # The wins so far

    def _show_wins(self) -> None:
        wins = sorted(self.context.records.wins.values(), key=lambda win: (win.at, win.uid), reverse=True)
        self.set_class(not wins, "-none")
        for rows in self.query(Rows):
            if not wins and rows.has_focus:
                self.query_one("#title").focus()
            rows.fill((win.uid, win) for win in wins)

    def _draw(self, win: Win, width: int) -> Text:
        kind = ", ".join(filter(None, ("" if win.kind == "other" else win.kind, win.sector, *win.tags)))
        when = day(win.at, self.context.now())
        return columns(((when, 16, "dim"), (win.title, max(width - 41, 12), ""), (kind, -25, "dim")))

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if (win := self._under_cursor) is not None:
            self.app.push_screen(WinDialog(self.context, win))

    @property
    def _under_cursor(self) -> Win | None:
        """The win that the keys are on; None while they are in a field."""
        rows = next(iter(self.query(Rows)), None)
        win = rows.current if rows is not None and rows.has_focus else None
        return win if isinstance(win, Win) else None

    def action_delete(self) -> None:
        """Delete the win under the cursor."""
        if (win := self._under_cursor) is not None:
            perform(
                self, lambda: contacts.delete_win(self.context, win.uid), f"Deleted: {win.title}. u brings it back."
            )

    async def action_undo(self) -> None:
        """Take back the last act, such as a deletion here."""
        await self.app.run_action("app.undo")

    async def action_redo(self) -> None:
        """Do again what was undone last."""
        await self.app.run_action("app.redo")

    # Saving

    def action_save(self) -> None:
        """Save the win."""
        title, link, kind = self.line("title"), self.line("link"), self.choice("kind")
        whom: dict[str, Any] = {"sector": self.line("sector"), "tags": self.tags("tags")}
        if not title:
            self.wrong("title", "A win needs a title.")
            return
        at = self.moment("when")
        if at is None:
            return
        if at > self.context.now():
            self.wrong("when", "That day is still to come; note it when it is done.")
            return
        uid: list[str] = []

        def note() -> None:
            if self._win is None:
                uid.append(contacts.add_win(self.context, title, kind, link, at, **whom).uid)
            else:
                same = local_day(self._win.at, self.context.now()) == at.date()
                moment = self._win.at if same else at
                changes = {"title": title, "kind": kind, "link": link, "at": moment, **whom}
                uid.append(contacts.edit_win(self.context, self._win.uid, **changes).uid)

        if perform(self, note, f"Noted: {title}."):
            self.saved(uid[0])
