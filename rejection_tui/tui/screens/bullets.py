"""The CV bench: each line before and after with the changed words, its checks, and the answer it responds to."""

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, Final

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.events import Paste
from textual.widgets import OptionList, Static, TextArea

from rejection_tui.domain.draft import Severity
from rejection_tui.domain.meanings import Meaning
from rejection_tui.domain.refine import Bullet, BulletState, Suggestion
from rejection_tui.domain.text import clean_line
from rejection_tui.services import drafts, refine
from rejection_tui.services.context import AppContext
from rejection_tui.services.named_files import write_private
from rejection_tui.system import clipboard
from rejection_tui.system.clipboard import Copied
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.dialogs.answers import answer_lines
from rejection_tui.tui.dialogs.cv import CvDialog
from rejection_tui.tui.dialogs.overwrite import SaveAs
from rejection_tui.tui.dialogs.pick import PickDialog
from rejection_tui.tui.screens.bullet_sides import BulletEditor, BulletSides
from rejection_tui.tui.screens.opening import PAGE_HEIGHTS
from rejection_tui.tui.widgets import passages
from rejection_tui.tui.widgets.display import shown_block
from rejection_tui.tui.widgets.findings import SIGNS
from rejection_tui.tui.widgets.key_line import KeyLine
from rejection_tui.tui.widgets.page import BACK, Page, TitleLine, perform, read_or_notify
from rejection_tui.tui.widgets.passages import Passage
from rejection_tui.tui.widgets.reader import Reader
from rejection_tui.tui.widgets.rows import Heading, Rows, columns
from rejection_tui.tui.widgets.why import cause_of


def check_words(text: str, language: str = "") -> str:
    """Return the findings on a line as text, one per line: ✗ blocks, ! warns, – was not checked, ✓ is good."""
    lines = []
    for finding in refine.check_bullet(text, language):
        words = f" “{finding.words}”" if finding.words and finding.words not in finding.message else ""
        instead = f" → {finding.instead}" if finding.instead else ""
        lines.append(f"{SIGNS[finding.severity]} {finding.message}{words}{instead}")
    return "\n".join(lines) or "✓ No problems found."


def asked_words(found: Suggestion) -> str:
    """Return what to ask oneself about a line, and the verbs it holds, as lines of text."""
    ideas = f"Verbs that fit: {', '.join(found.ideas)}." if found.ideas else ""
    asked = "\n".join(line for line in (" ".join(found.asks), ideas) if line)
    return asked or "There is nothing to ask about this line."


_EMPTY = (
    "No lines of your CV here yet.\n\n"
    "Press a to read your CV (.md, .txt, .docx, .pdf, JSON Resume), or paste lines of it. You will see which ones name "
    "a duty and could say what came of it, with questions beside them. Only you change a line, and only you know its "
    "figures."
)
_MEANINGS: Final = {
    BulletState.QUEUED: Meaning.YOURS,
    BulletState.DRAFTED: Meaning.SOON,
    BulletState.DONE: Meaning.DONE,
}
_UNLINKED: Final = (Passage("No answer is linked to it", "B says which answer this line responds to."),)
_HINT: Final = "enter saves it, esc too · [how many?] is a figure still to fill in"
#: Cells of a row from which the gap that its answer named stands at its end.
_ROOM_FOR_GAP: Final = 90


class BulletsScreen(Page[None]):
    """`feedback` is the uid of the answer that new lines respond to, `bullet` of the line to select first."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command(
            "bullets.edit",
            "enter,e",
            "rewrite",
            "Write the new line; ctrl+s or esc ends writing and keeps it.",
            "edit",
            True,
        ),
        Command(
            "bullets.suggest",
            "R",
            "ask",
            "Write the new line with questions about the old one beside it.",
            "suggest",
            True,
        ),
        Command("bullets.finish", "space", "finish", "Call the line finished, or take it up again.", "finish", True),
        Command("bullets.copy", "y", "copy", "Copy the new line; an open [how many?] blocks it.", "copy", True),
        Command("bullets.why", "v", "why", "Show the words this line answers, or the checks again.", "why", True),
        Command("bullets.link", "B", "link", "Say which answer the line responds to.", "link"),
        Command("bullets.add", "a", "add", "Read a CV, or paste lines of it.", "add", True),
        Command("bullets.covers", "f10", "cover letters", "Show the cover letters.", "covers"),
        Command("bullets.export", "ctrl+e", "export", "Write the finished lines as Markdown or JSON.", "export", True),
        Command("bullets.delete", "delete", "delete", "Take the line off your list; u brings it back.", "delete"),
        Command("bullets.keep", "ctrl+s", "keep", "End writing and keep the new line.", "keep", True),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    CSS_PATH = "bullets.tcss"
    VERTICAL_BREAKPOINTS = PAGE_HEIGHTS

    def __init__(self, context: AppContext, feedback: str = "", bullet: str = "", gap: str = "") -> None:
        super().__init__()
        self.context = context
        self._feedback = feedback
        self._gap = gap
        self._first = bullet
        self._why = False

    def compose(self) -> ComposeResult:
        """Lay out list, sides, editor and checks."""
        yield TitleLine("CV bullets", id="title")
        yield Static(_EMPTY, classes="empty", markup=False)
        with Container(id="bullets-body"):
            yield Rows[Bullet](self._line, id="bullets-list")
            with Container(id="bullets-work"):
                yield BulletSides(
                    BulletEditor(id="bullets-after", soft_wrap=True, compact=True, highlight_cursor_line=False),
                    Static(_HINT, id="bullets-hint", markup=False),
                    Static("", id="bullets-checks", markup=False),
                )
                yield Reader(id="bullets-answer")
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
    def _editor(self) -> BulletEditor:
        return self.query_one("#bullets-after", BulletEditor)

    @property
    def editing(self) -> bool:
        """True while the new line is being typed."""
        return self.has_class("-editing")

    def reload(self) -> None:
        """Show the current lines; a line being typed is not changed."""
        bullets = list(self.context.records.bullets.values())
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
                yield Heading(section or "Other lines", ruled=True)
            yield bullet.uid, bullet

    def _line(self, bullet: Bullet, width: int) -> Text:
        answers = self.context.records.feedback.get(bullet.feedback)
        note = answers.named_by(bullet.gap).gap.label if answers and width >= _ROOM_FOR_GAP else ""
        meaning = _MEANINGS[bullet.state]
        return columns(
            (
                (meaning.mark, 2, f"bold ${meaning.colour}"),
                (bullet.after or bullet.before, max(width - 2 - (len(note) or 1), 20), ""),
                (note, -len(note) or -1, "dim"),
            )
        )

    def _show(self) -> None:
        bullet = self._rows.current
        self.query_one("#bullets-work").display = bullet is not None
        if bullet is not None:
            self._compare(bullet, bullet.after)

    def _compare(self, bullet: Bullet, after: str) -> None:
        self.query_one(BulletSides).show(bullet.before, refine.word_diff(bullet.before, after) if after else ())
        if self._why:
            words = cause_of(self.context.records, bullet.feedback, bullet.rejection, self.context.now(), bullet.gap)
        else:
            words = check_words(after or bullet.before, refine.cv_language(self.context.records))
        self.query_one("#bullets-checks", Static).update(shown_block(words))
        now = self.context.now()
        why = tuple(passages.cause(self.context.records, bullet.feedback, bullet.rejection, now)) or _UNLINKED
        self.query_one(Reader).show("The words it answers", Content(""), why)

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        if not self.editing:
            self._show()

    @on(OptionList.OptionSelected)
    def action_edit(self) -> None:
        """Edit the new line."""
        bullet = self._rows.current
        if bullet is not None:
            self._edit(bullet.after or bullet.before)

    def action_suggest(self) -> None:
        """Edit the new line, with what to ask oneself about it above the keys."""
        bullet = self._rows.current
        if bullet is not None:
            found = refine.suggest(bullet.after or bullet.before, refine.cv_language(self.context.records))
            self._edit(found.line, asked_words(found))

    def _edit(self, text: str, asked: str = "") -> None:
        self.add_class("-editing")
        self.query_one("#bullets-hint", Static).update(shown_block(f"{asked}\n{_HINT}".strip()))
        self._editor.load_text(clean_line(text, 2000))
        self._editor.move_cursor(self._editor.document.end)
        self._editor.display = True
        self.set_focus(self._editor)  # at once, because the next key is text already

    @on(TextArea.Changed, "#bullets-after")
    def _typed(self) -> None:
        bullet = self._rows.current
        if self.editing and bullet is not None:
            self._compare(bullet, clean_line(self._editor.text, 2000))

    @on(BulletEditor.Saved)
    def _saved(self) -> None:
        if self.editing:
            self._end_editing()

    def on_paste(self, event: Paste) -> None:
        """Open the dialog that adds pasted lines."""
        event.stop()
        self.app.push_screen(CvDialog(self.context, self._feedback, event.text, self._gap), lambda _: self.reload())

    def _end_editing(self) -> None:
        bullet = self._rows.current
        text = clean_line(self._editor.text, 2000)
        new = bullet is not None and text not in (bullet.before, bullet.after)
        if bullet is not None and new and not perform(self, lambda: refine.rewrite(self.context, bullet.uid, text)):
            return
        self.remove_class("-editing")
        self._editor.display = False
        self.reload()
        self._rows.focus()

    def action_finish(self) -> None:
        """Finish the line, or reopen a finished one."""
        bullet = self._rows.current
        if bullet is None:
            return
        if bullet.state is BulletState.DONE:
            perform(self, lambda: refine.reopen(self.context, bullet.uid))
        else:
            self._finish(bullet)
        self.reload()

    def _finish(self, bullet: Bullet) -> None:
        """Finish a line, and say whether that completed its action of step 3."""
        before = {a.uid for a in self.context.records.actions.values() if a.open}
        if perform(self, lambda: refine.finish(self.context, bullet.uid)):
            ticked = any(not a.open and a.uid in before for a in self.context.records.actions.values())
            more = ": step 3 has what it asked for, and is ticked." if ticked else ". u takes it back."
            self.notify(f"Finished{more}", markup=False)

    def action_copy(self) -> None:
        """Copy the new line in a thread, unless it has an open slot."""
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

        result = clipboard.copy(text, terminal, keep=lambda words: drafts.keep_last(self.context, words))
        app.call_from_thread(self._copied, result)

    def _copied(self, result: Copied) -> None:
        self.notify(result.message, severity="information" if result.arrived else "warning", markup=False)

    def action_why(self) -> None:
        """Show the answer behind the line, or the checks."""
        self._why = not self._why
        self._show()

    def action_link(self) -> None:
        """Choose the answer the line responds to."""
        bullet = self._rows.current
        if bullet is None:
            return
        lines = answer_lines(self.context)

        def link(feedback: str | None) -> None:
            if feedback and perform(self, lambda: refine.link_bullet(self.context, bullet.uid, feedback)):
                self.reload()

        empty = "There are no answers yet. Record one in the journal, then link the line to it."
        self.app.push_screen(PickDialog("Which answer does it respond to?", lines, empty), link)

    def action_add(self) -> None:
        """Read a CV or take pasted lines."""
        self.app.push_screen(CvDialog(self.context, self._feedback, gap=self._gap), lambda _: self.reload())

    def action_covers(self) -> None:
        """Show the cover letters; a new one responds to the answer these lines respond to."""
        from rejection_tui.tui.screens.covers import CoversScreen

        answer = self.context.records.feedback.get(self._feedback)
        self.app.push_screen(CoversScreen(self.context, answer.rejection if answer else "", self._feedback))

    def action_delete(self) -> None:
        """Delete the line."""
        bullet = self._rows.current
        if bullet is not None and perform(
            self, lambda: refine.delete_bullets(self.context, [bullet.uid]), "Taken off the list. u brings it back."
        ):
            self.reload()

    def action_export(self) -> None:
        """Ask where to write the finished lines."""
        if not refine.finished(self.context.records):
            self.notify("No line is finished yet: space finishes one.", markup=False)
            return
        self.app.push_screen(SaveAs("Finished lines (.md or .json)", Path("bullets.md")), self._write)

    def _write(self, place: tuple[Path, bool] | None) -> None:
        if place is None:
            return
        path, over = place
        render = refine.bullets_json if path.suffix.lower() == ".json" else refine.bullets_markdown
        text = read_or_notify(self, lambda: render(self.context.records))
        if text is not None:
            perform(self, lambda: write_private(self.context, path, text.encode("utf-8"), over), f"Written: {path}")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the new line is written, keys are text; only then is there something to keep."""
        return (action in ("back", "keep")) if self.editing else action != "keep"

    def action_keep(self) -> None:
        """Stop editing and save the line."""
        self.action_back()

    def action_back(self) -> None:
        """Stop editing and save the line; else close."""
        if self.editing:
            self._end_editing()
        else:
            self.dismiss(None)
