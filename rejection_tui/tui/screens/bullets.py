"""The CV bench: a line before and after with the words that changed, the checks live, and the answer behind it."""

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.events import Paste
from textual.widgets import OptionList, Static, TextArea

from rejection_tui.domain.draft import Severity
from rejection_tui.domain.refine import Bullet, BulletState
from rejection_tui.domain.text import clean_line
from rejection_tui.services import drafts, refine
from rejection_tui.services.desk import Desk
from rejection_tui.services.named_files import write_private
from rejection_tui.tui import clipboard
from rejection_tui.tui.acts import Act, bindings
from rejection_tui.tui.clipboard import Copied
from rejection_tui.tui.dialogs.cv import CvDialog
from rejection_tui.tui.dialogs.overwrite import SaveAs
from rejection_tui.tui.dialogs.pick import PickDialog
from rejection_tui.tui.display import shown_block
from rejection_tui.tui.screens.bullet_words import answer_lines, check_words
from rejection_tui.tui.widgets.bullet_sides import BulletSides
from rejection_tui.tui.widgets.key_line import KeyLine
from rejection_tui.tui.widgets.long_text import LongText
from rejection_tui.tui.widgets.page import BACK, Page, TitleLine, asked, done
from rejection_tui.tui.widgets.rows import Heading, Rows, columns
from rejection_tui.tui.widgets.why import cause_of

_EMPTY = (
    "No lines on the bench yet.\n\n"
    "a reads your CV (.md, .txt, .docx, .pdf, JSON Resume) or takes pasted lines, and shows which ones tell a duty "
    "instead of an outcome. Figures are yours alone: a missing one stays [how many?] until you know it."
)
_SIGNS = {BulletState.QUEUED: "○", BulletState.DRAFTED: "◐", BulletState.DONE: "✓"}


class BulletsScreen(Page[None]):
    """`feedback` is the answer new lines respond to; `bullet` the line to begin with."""

    ACTS: ClassVar[tuple[Act, ...]] = (
        Act(
            "bullets.edit",
            "e",
            "rewrite",
            "Write the new line (enter too); esc ends writing and keeps it.",
            "edit",
            True,
        ),
        Act(
            "bullets.suggest",
            "s",
            "start",
            "Fill in a wording to start from; it invents no figure.",
            "suggest",
            True,
        ),
        Act("bullets.finish", "f", "finish", "Call the line finished, or take it up again.", "finish", True),
        Act("bullets.copy", "y", "copy", "Copy the new line; an open [how many?] blocks it.", "copy", True),
        Act("bullets.why", "v", "why", "Show the words this line answers, or the checks again.", "why", True),
        Act("bullets.link", "l", "link", "Say which answer the line responds to.", "link"),
        Act("bullets.add", "a", "add", "Read a CV, or paste lines of it.", "add", True),
        Act("bullets.export", "w", "write", "Write the finished lines as Markdown or JSON Resume.", "export", True),
        Act("bullets.delete", "delete,x", "delete", "Take the line off the bench; u brings it back.", "delete"),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTS)]
    CSS_PATH = "bullets.tcss"

    def __init__(self, desk: Desk, feedback: str = "", bullet: str = "") -> None:
        super().__init__()
        self.desk = desk
        self._feedback = feedback
        self._first = bullet
        self._why = False

    def compose(self) -> ComposeResult:
        """Lay out list, sides, editor and checks."""
        yield TitleLine("CV bullets", id="title")
        yield Static(_EMPTY, classes="empty", markup=False)
        with Container(id="bullets-body"):
            yield Rows[Bullet](self._line, id="bullets-list")
            with Container(id="bullets-work"):
                yield BulletSides()
                yield LongText(id="bullets-after", soft_wrap=True, compact=True, highlight_cursor_line=False)
                yield Static(
                    "esc keeps it · [how many?] stands for a figure you still owe", id="bullets-hint", markup=False
                )
                yield Static("", id="bullets-checks", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the bench."""
        self._editor.display = False
        self.reload()
        self._rows.focus()
        self._rows.go_to(self._first)

    @property
    def _rows(self) -> Rows[Bullet]:
        return self.query_one("#bullets-list", Rows)

    @property
    def _editor(self) -> LongText:
        return self.query_one("#bullets-after", LongText)

    @property
    def editing(self) -> bool:
        """True while the new line is being typed."""
        return self.has_class("-editing")

    def reload(self) -> None:
        """Show the lines as they stand now; a line being typed is left alone."""
        bullets = list(self.desk.book.bullets.values())
        finished = sum(b.state is BulletState.DONE for b in bullets)
        self.query_one(TitleLine).show("CV bullets", f"{finished} of {len(bullets)} finished" if bullets else "")
        self.set_class(not bullets, "-empty")
        if not self.editing:
            self._rows.fill(self._grouped(bullets))
            self._show()

    def _grouped(self, bullets: list[Bullet]) -> Iterator[Heading | tuple[str, Bullet]]:
        ordered = sorted(bullets, key=lambda b: (b.source, b.section, b.order, b.created, b.before))
        section = ""
        for bullet in ordered:
            if bullet.section != section:
                section = bullet.section
                yield Heading(section or "Other lines")
            yield bullet.uid, bullet

    def _line(self, bullet: Bullet, width: int) -> Text:
        answers = self.desk.book.feedback.get(bullet.feedback)
        note = answers.gap.label if answers else ""
        words = bullet.after or bullet.before
        return columns(((_SIGNS[bullet.state], 3, ""), (words, max(width - 28, 20), ""), (note, -24, "dim")))

    def _show(self) -> None:
        bullet = self._rows.current
        self.query_one("#bullets-work").display = bullet is not None
        if bullet is not None:
            self._compare(bullet, bullet.after)

    def _compare(self, bullet: Bullet, after: str) -> None:
        self.query_one(BulletSides).show(bullet.before, refine.word_diff(bullet.before, after) if after else ())
        if self._why:
            words = cause_of(self.desk.book, bullet.feedback, bullet.rejection, self.desk.now())
        else:
            words = check_words(after or bullet.before)
        self.query_one("#bullets-checks", Static).update(shown_block(words))

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        if not self.editing:
            self._show()

    @on(OptionList.OptionSelected)
    def action_edit(self) -> None:
        """Write the new line; it starts from what stands."""
        bullet = self._rows.current
        if bullet is not None:
            self._edit(bullet.after or bullet.before)

    def action_suggest(self) -> None:
        """Write, starting from a proposed wording."""
        bullet = self._rows.current
        if bullet is not None:
            self._edit(refine.suggest(bullet.after or bullet.before))

    def _edit(self, text: str) -> None:
        self.add_class("-editing")
        self._editor.load_text(clean_line(text, 2000))
        self._editor.move_cursor(self._editor.document.end)
        self._editor.display = True
        self.set_focus(self._editor)  # at once: the next key is text already

    @on(TextArea.Changed, "#bullets-after")
    def _typed(self) -> None:
        bullet = self._rows.current
        if self.editing and bullet is not None:
            self._compare(bullet, clean_line(self._editor.text, 2000))

    def on_paste(self, event: Paste) -> None:
        """Lines pasted into the screen are lines for the bench."""
        event.stop()
        self.app.push_screen(CvDialog(self.desk, self._feedback, event.text), lambda _: self.reload())

    def _end_editing(self) -> None:
        bullet = self._rows.current
        text = clean_line(self._editor.text, 2000)
        new = bullet is not None and text not in (bullet.before, bullet.after)
        if bullet is not None and new and not done(self, lambda: refine.rewrite(self.desk, bullet.uid, text)):
            return
        self.remove_class("-editing")
        self._editor.display = False
        self.reload()
        self._rows.focus()

    def action_finish(self) -> None:
        """Finish the line, or take it up again."""
        bullet = self._rows.current
        if bullet is None:
            return
        if bullet.state is BulletState.DONE:
            done(self, lambda: refine.reopen(self.desk, bullet.uid))
        else:
            self._finish(bullet)
        self.reload()

    def _finish(self, bullet: Bullet) -> None:
        """Finish a line, and say whether its action of step 3 is done with it."""
        before = {a.uid for a in self.desk.book.actions.values() if a.open}
        if done(self, lambda: refine.finish(self.desk, bullet.uid)):
            ticked = any(not a.open and a.uid in before for a in self.desk.book.actions.values())
            more = ": step 3 has what it asked for, and is ticked." if ticked else ". u takes it back."
            self.notify(f"Finished{more}", markup=False)

    def action_copy(self) -> None:
        """Copy the new line in a thread, unless something is still open in it."""
        bullet = self._rows.current
        if bullet is None:
            return
        if not bullet.after:
            self.notify("There is no new line yet: e writes it.", markup=False)
            return
        blocked = [f for f in refine.check_bullet(bullet.after) if f.severity is Severity.BLOCK]
        if blocked:
            self.notify(f"Not copied: {blocked[0].message}", severity="warning", markup=False)
            return
        self._copy(bullet.after)

    @work(thread=True, group="copy", exclusive=True)
    def _copy(self, text: str) -> None:
        app = self.app

        def terminal(words: str) -> None:
            app.call_from_thread(app.copy_to_clipboard, words)

        result = clipboard.copy(text, terminal, keep=lambda words: drafts.keep_last(self.desk, words))
        app.call_from_thread(self._copied, result)

    def _copied(self, result: Copied) -> None:
        self.notify(result.message, severity="information" if result.arrived else "warning", markup=False)

    def action_why(self) -> None:
        """Show the words behind the line, or the checks."""
        self._why = not self._why
        self._show()

    def action_link(self) -> None:
        """Choose the answer the line responds to."""
        bullet = self._rows.current
        if bullet is None:
            return
        lines = answer_lines(self.desk)

        def link(feedback: str | None) -> None:
            if feedback and done(self, lambda: refine.link_bullet(self.desk, bullet.uid, feedback)):
                self.reload()

        empty = "There are no answers yet. Record one in the journal, then link the line to it."
        self.app.push_screen(PickDialog("Which answer does it respond to?", lines, empty), link)

    def action_add(self) -> None:
        """Read a CV or take pasted lines."""
        self.app.push_screen(CvDialog(self.desk, self._feedback), lambda _: self.reload())

    def action_delete(self) -> None:
        """Take the line off the bench."""
        bullet = self._rows.current
        if bullet is not None and done(self, lambda: refine.delete_bullets(self.desk, [bullet.uid]), "Off the bench."):
            self.reload()

    def action_export(self) -> None:
        """Ask where to write the finished lines."""
        if not refine.finished(self.desk.book):
            self.notify("No line is finished yet: f finishes one.", markup=False)
            return
        self.app.push_screen(SaveAs("Finished lines (.md or .json)", Path("bullets.md")), self._write)

    def _write(self, place: tuple[Path, bool] | None) -> None:
        if place is None:
            return
        path, over = place
        render = refine.bullets_json if path.suffix.lower() == ".json" else refine.bullets_markdown
        text = asked(self, lambda: render(self.desk.book))
        if text is not None:
            done(self, lambda: write_private(self.desk, path, text.encode("utf-8"), over), f"Written: {path}")

    def action_back(self) -> None:
        """End writing and keep it; else leave."""
        if self.editing:
            self._end_editing()
        else:
            self.dismiss(None)
