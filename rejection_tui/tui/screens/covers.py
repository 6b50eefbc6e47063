"""Cover letters: their text with what the checks find in it, their versions, and the lesson each carries."""

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, Final

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Paste
from textual.timer import Timer
from textual.widgets import OptionList, Static, TextArea

from rejection_tui.domain.cover_letter import CoverLetter
from rejection_tui.domain.draft import Finding, Severity
from rejection_tui.domain.errors import RejtuiError
from rejection_tui.domain.meanings import Meaning
from rejection_tui.domain.text import clean
from rejection_tui.services import cover_letters, drafts, remembered
from rejection_tui.services.context import AppContext
from rejection_tui.system import clipboard
from rejection_tui.system.clipboard import Copied
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.dialogs.answers import answer_lines
from rejection_tui.tui.dialogs.compare import CompareDialog
from rejection_tui.tui.dialogs.cover import CoverDialog, CoverNoteDialog
from rejection_tui.tui.dialogs.overwrite import SaveAs
from rejection_tui.tui.dialogs.pick import PickDialog
from rejection_tui.tui.screens.cover_sides import lesson, version_lines
from rejection_tui.tui.screens.opening import PAGE_HEIGHTS
from rejection_tui.tui.widgets.checks_line import ChecksLine
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.findings import Findings, marks_of
from rejection_tui.tui.widgets.key_line import KeyLine
from rejection_tui.tui.widgets.marked_text import MarkedText
from rejection_tui.tui.widgets.page import BACK, Page, TitleLine, perform
from rejection_tui.tui.widgets.reader import Reader
from rejection_tui.tui.widgets.rows import Heading, Rows, columns
from rejection_tui.tui.widgets.word_changes import drawn

TYPING_PAUSE: Final = 0.2  # seconds without typing before the text is checked again
_EMPTY: Final = (
    "No cover letter here yet.\n\n"
    "Paste one, or press a to read it from a file (.md, .txt, .docx, .odt, .pdf) and to say whom it is for. You will "
    "see whether it names the right company, role and person, what it only claims, what it repeats from your CV, and "
    "what another application left in it. Every change is kept as a version, with the answer it responds to."
)
#: What is grey while there is no letter.
_OF_A_LETTER: Final = frozenset(
    {"edit", "checks", "details", "versions", "compare", "note", "finish", "why", "link", "copy", "export", "delete"}
)
_NO_VERSIONS: Final = "There is one version; e rewrites the letter, and what it said is kept."


class CoversScreen(Page[None]):
    """`rejection` and `feedback` are what new letters have learned from, `cover` is the letter to select first."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command(
            "covers.edit",
            "enter,e",
            "rewrite",
            "Rewrite the letter; ctrl+s or esc ends writing and keeps a version.",
            "edit",
            True,
        ),
        Command("covers.checks", "K", "checks", "Open or close the list of what the checks found.", "checks", True),
        Command("covers.add", "a", "add", "Add a letter from a file or a paste.", "add", True),
        Command("covers.details", "F", "whom for", "Say whom the letter is for, and its language.", "details", True),
        Command(
            "covers.versions", "V", "versions", "Compare with an older version, or go back to it.", "versions", True
        ),
        Command(
            "covers.compare", "D", "changes", "Show what the newest version changed, or the text.", "compare", True
        ),
        Command(
            "covers.note", "M", "what changed", "Say what this version changed, and which answer asked it.", "note"
        ),
        Command("covers.finish", "space", "finish", "Call the letter finished, or take it up again.", "finish", True),
        Command("covers.why", "v", "why", "Show the lesson it carries, and its versions.", "why", True),
        Command("covers.link", "B", "link", "Say which answer the letter responds to.", "link"),
        Command("covers.copy", "y", "copy", "Copy the letter; a place still to be filled in blocks it.", "copy", True),
        Command("covers.export", "ctrl+e", "export", "Write the letter to a file.", "export"),
        Command("covers.delete", "delete", "delete", "Delete the letter and its versions; u brings it back.", "delete"),
        Command("covers.keep", "ctrl+s", "keep", "End writing and keep a version.", "keep", True),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    CSS_PATH = "covers.tcss"
    VERTICAL_BREAKPOINTS = PAGE_HEIGHTS

    def __init__(self, context: AppContext, rejection: str = "", feedback: str = "", cover: str = "") -> None:
        super().__init__()
        self.context = context
        self._rejection, self._feedback, self._first = rejection, feedback, cover
        self._findings: tuple[Finding, ...] = ()
        self._timer: Timer | None = None
        self._typed_text = ("", "")  # the uid of the letter being written, and its text

    def compose(self) -> ComposeResult:
        """Lay out list, text with its checks, and the lesson."""
        yield TitleLine("Cover letters", id="title")
        yield Static(_EMPTY, classes="empty", markup=False)
        with Container(id="covers-body"):
            with Vertical(id="covers-left"):
                yield Rows[CoverLetter](self._line, id="covers-list")
                with Vertical(id="covers-work"):
                    yield MarkedText(
                        id="covers-text", read_only=True, soft_wrap=True, compact=True, highlight_cursor_line=False
                    )
                    with VerticalScroll(id="covers-diff"):
                        yield Static("", markup=False)
                    yield ChecksLine()
                    yield Findings(id="covers-findings")
                    yield Static("", id="covers-limits", markup=False)
            yield Reader(id="covers-lesson")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the letters, the one asked for under the cursor."""
        self._text.show_cursor = False
        self.reload()
        self._rows.focus()
        records = self.context.records
        mine = (c.uid for c in cover_letters.every(records) if self._rejection and c.rejection == self._rejection)
        self._rows.go_to(self._first or next(mine, ""))

    @property
    def _rows(self) -> Rows[CoverLetter]:
        return self.query_one("#covers-list", Rows)

    @property
    def _text(self) -> MarkedText:
        return self.query_one("#covers-text", MarkedText)

    @property
    def editing(self) -> bool:
        """True while the text is being typed."""
        return self.has_class("-editing")

    def reload(self) -> None:
        """Show the current letters; a text being typed is not changed."""
        found = cover_letters.every(self.context.records)
        finished = sum(one.done is not None for one in found)
        about = self.context.records.rejections.get(self._rejection)
        notes = (f"{finished} of {len(found)} finished" if found else "", f"after {about.company}" if about else "")
        self.query_one(TitleLine).show("Cover letters", ", ".join(note for note in notes if note))
        self.set_class(not found, "-empty")
        self.refresh_bindings()
        if not self.editing:
            self._rows.fill(self._grouped(found))
            self._show()

    def _grouped(self, found: tuple[CoverLetter, ...]) -> Iterator[Heading | tuple[str, CoverLetter]]:
        shown_finished = False
        for one in found:
            if one.done and not shown_finished:
                shown_finished = True
                yield Heading("Finished", ruled=True)
            yield one.uid, one

    def _line(self, letter: CoverLetter, width: int) -> Text:
        meaning = Meaning.DONE if letter.done else Meaning.YOURS
        count = len(self.context.records.versions_of(letter.uid))
        note = f"{count} versions" if count > 1 else ""
        return columns(
            (
                (meaning.mark, 2, f"bold ${meaning.colour}"),
                (letter.name, max(width - 2 - (len(note) or 1), 10), ""),
                (note, -len(note) or -1, "dim"),
            )
        )

    def _show(self) -> None:
        letter = self._rows.current
        self.query_one("#covers-work").display = letter is not None
        if letter is None:
            return
        records = self.context.records
        versions = records.versions_of(letter.uid)
        text = versions[-1].text if versions else ""
        if self._text.text != text:
            self._text.load_text(text)
        older = versions[-2].text if len(versions) > 1 else text
        diff = cover_letters.changes(older, text) if self.has_class("-comparing") else ()
        self.query_one("#covers-diff Static", Static).update(drawn(diff))
        work = self.query_one("#covers-work")
        work.border_title = shown(letter.name)
        work.border_subtitle = shown(f"version {len(versions)}" if versions else "")
        self._check(text)
        self.query_one(Reader).show("The lesson it carries", Content(""), tuple(lesson(self.context, letter)))

    def _check(self, text: str) -> None:
        letter = self._rows.current
        if letter is None:
            return
        self._findings = cover_letters.check(self.context, text, letter)
        self.query_one(ChecksLine).show(self._findings)
        self.query_one(Findings).findings = self._findings
        self._text.mark(marks_of(self._findings, self._text.text))
        limits = cover_letters.not_checked(text)
        self.set_class(bool(limits), "-limited")
        self.query_one("#covers-limits", Static).update(limits)

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        if not self.editing:
            self._show()

    # Writing

    @on(OptionList.OptionSelected)
    def action_edit(self) -> None:
        """Edit the text; the undo of the text area begins here."""
        if self._rows.current is None:
            return
        self.remove_class("-comparing", "-why")
        self.add_class("-editing")
        self._text.history.clear()
        self._text.read_only, self._text.show_cursor = False, True
        self.set_focus(self._text)  # at once, because the next key is text already

    @on(TextArea.Changed, "#covers-text")
    def _typed(self) -> None:
        letter = self._rows.current
        if self.editing and letter is not None:
            self._typed_text = (letter.uid, clean(self._text.text))
            if self._timer is not None:
                self._timer.stop()
            self._timer = self.set_timer(TYPING_PAUSE, lambda: self._check(clean(self._text.text)))

    def on_unmount(self) -> None:
        """Keep what is being typed when the program is closed."""
        uid, text = self._typed_text
        if text.strip():
            try:
                cover_letters.save(self.context, uid, text)
            except RejtuiError:
                remembered.keep_typed(self.context, text)

    def _end_editing(self) -> None:
        letter = self._rows.current
        text = clean(self._text.text).strip()
        if letter is not None and not perform(self, lambda: cover_letters.save(self.context, letter.uid, text)):
            return
        self._typed_text = ("", "")
        self.remove_class("-editing")
        self._text.read_only, self._text.show_cursor = True, False
        self.reload()
        self._rows.focus()

    def on_paste(self, event: Paste) -> None:
        """Open the form of a new letter with the pasted text."""
        event.stop()
        if not self.editing:
            self._add(event.text)

    # Letters

    def action_add(self) -> None:
        """Add a letter."""
        self._add("")

    def _add(self, text: str) -> None:
        dialog = CoverDialog(self.context, None, text, self._feedback, self._rejection)
        self.app.push_screen(dialog, self._added)

    def _added(self, uid: str | None) -> None:
        self.reload()
        if uid:
            self._rows.go_to(uid)

    def action_details(self) -> None:
        """Say whom the letter is for."""
        if (letter := self._rows.current) is not None:
            self.app.push_screen(CoverDialog(self.context, letter), self._added)

    def action_finish(self) -> None:
        """Finish the letter, or reopen a finished one."""
        letter = self._rows.current
        if letter is None:
            return
        change = cover_letters.reopen if letter.done else cover_letters.finish
        perform(self, lambda: change(self.context, letter.uid), "" if letter.done else "Finished. u takes it back.")
        self.reload()
        self._rows.go_to(letter.uid)

    def action_delete(self) -> None:
        """Delete the letter."""
        letter = self._rows.current
        if letter is not None and perform(
            self, lambda: cover_letters.delete(self.context, [letter.uid]), "Deleted; u brings it back."
        ):
            self.reload()

    def action_link(self) -> None:
        """Choose the answer the letter responds to."""
        letter = self._rows.current
        if letter is None:
            return

        def link(feedback: str | None) -> None:
            if feedback and perform(self, lambda: cover_letters.link(self.context, letter.uid, feedback)):
                self.reload()

        empty = "There are no answers yet. Record one in the journal, then link the letter to it."
        self.app.push_screen(PickDialog("Which answer does it respond to?", answer_lines(self.context), empty), link)

    # Versions

    def action_versions(self) -> None:
        """Choose an older version to compare with, and to go back to."""
        letter = self._rows.current
        if letter is None:
            return
        lines = version_lines(self.context, letter)
        dialog = PickDialog("Versions, the newest first", lines, _NO_VERSIONS, "enter compare · esc back")
        self.app.push_screen(dialog, lambda key: self._compare_with(letter, int(key)) if key else None)

    def _compare_with(self, letter: CoverLetter, number: int) -> None:
        records = self.context.records
        old, now = cover_letters.version(records, letter.uid, number).text, cover_letters.text_of(records, letter.uid)
        title = f"Going back to version {number} would change this"

        def take(kept: bool | None) -> None:
            if kept and perform(
                self, lambda: cover_letters.restore(self.context, letter.uid, number), f"Version {number} is back."
            ):
                self.reload()

        found = cover_letters.check(self.context, old, letter)
        self.app.push_screen(CompareDialog(title, now, old, found), take)

    def action_compare(self) -> None:
        """Show what the newest version changed, or the text again."""
        letter = self._rows.current
        if letter is not None and len(self.context.records.versions_of(letter.uid)) < 2:
            self.notify(_NO_VERSIONS, markup=False)
            return
        self.toggle_class("-comparing")
        self._show()

    def action_note(self) -> None:
        """Say what the newest version changed."""
        letter = self._rows.current
        versions = self.context.records.versions_of(letter.uid) if letter else ()
        if versions:
            self.app.push_screen(CoverNoteDialog(self.context, versions[-1]), lambda _: self.reload())

    # Reading and handing out

    def action_checks(self) -> None:
        """Open or close the list of findings."""
        self.query_one(ChecksLine).toggle()

    def action_why(self) -> None:
        """Show the lesson below the text in a narrow window; in a wide one go to it, and back."""
        if self.has_class("-wide"):
            reader = self.query_one(Reader)
            (self._rows if reader.has_focus else reader).focus()
        else:
            self.toggle_class("-why")

    def action_copy(self) -> None:
        """Copy the text in a thread, unless a place is still to be filled in."""
        letter = self._rows.current
        if letter is None:
            return
        blocked = [f for f in self._findings if f.severity is Severity.BLOCK]
        if blocked:
            self.notify(f"Not copied: {blocked[0].message}", severity="warning", markup=False)
            return
        self._copy(cover_letters.text_of(self.context.records, letter.uid))

    @work(thread=True, group="copy", exclusive=True)
    def _copy(self, text: str) -> None:
        app = self.app

        def terminal(words: str) -> None:
            app.call_from_thread(app.copy_to_clipboard, words)

        result = clipboard.copy(text, terminal, keep=lambda words: drafts.keep_last(self.context, words))
        app.call_from_thread(self._copied, result)

    def _copied(self, result: Copied) -> None:
        self.notify(result.message, severity="information" if result.arrived else "warning", markup=False)

    def action_export(self) -> None:
        """Ask where to write the letter."""
        letter = self._rows.current
        if letter is None:
            return

        def write(place: tuple[Path, bool] | None) -> None:
            if place is not None:
                path, over = place
                perform(self, lambda: cover_letters.write(self.context, letter.uid, path, over), f"Written: {path}")

        self.app.push_screen(SaveAs("The letter as text", Path("cover-letter.txt")), write)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the text is written, keys are text; only then is there something to keep."""
        if self.editing:
            return action in ("back", "keep")
        if action in _OF_A_LETTER and not self.context.records.cover_letters:
            return None
        return action != "keep"

    def action_keep(self) -> None:
        """Stop editing and keep a version."""
        self.action_back()

    def action_back(self) -> None:
        """Stop editing and keep a version; close what is open over the text; else close the screen."""
        if self.editing:
            self._end_editing()
        elif self.has_class("-comparing"):
            self.action_compare()
        else:
            self.dismiss(None)
