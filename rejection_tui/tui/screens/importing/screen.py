"""Imports mail: it is read in the background and listed by what it is; what is marked is filed in one transaction."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal
from textual.widgets import OptionList, ProgressBar, Static

from rejection_tui.domain.correction import passed_over
from rejection_tui.domain.letter_words import percent_by_words
from rejection_tui.domain.region import current
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.silence import is_unanswered
from rejection_tui.services import accounts, awaited, correspondence, letters, profile
from rejection_tui.services.context import AppContext
from rejection_tui.services.correspondence import Proposal
from rejection_tui.services.letters import Batch, Entry, SortedBatch
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.dialogs.belongs import BelongsDialog
from rejection_tui.tui.dialogs.correct import CorrectDialog
from rejection_tui.tui.dialogs.line import LineDialog
from rejection_tui.tui.dialogs.links import LinksDialog
from rejection_tui.tui.screens.importing.source import ReadingScreen, hint
from rejection_tui.tui.widgets.display import shown_block
from rejection_tui.tui.widgets.facts_panel import FactsPanel, Said
from rejection_tui.tui.widgets.key_line import KeyLine
from rejection_tui.tui.widgets.letter_text import LetterText
from rejection_tui.tui.widgets.page import BACK, TitleLine, perform
from rejection_tui.tui.widgets.path_input import PathInput
from rejection_tui.tui.widgets.reading_list import WAITING, ReadingList, ReadingRow
from rejection_tui.tui.widgets.reading_words import (
    early_words,
    evidence_words,
    filed_words,
    letter_words,
    returned_words,
    support_words,
    verdict_words,
)

if TYPE_CHECKING:
    pass


_WHOLE: Final = 160  # characters of a sentence that decided


class ImportScreen(ReadingScreen):
    """Dismissed with the number of rejections filed."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("import.mark", "space,x", "mark", "Mark or unmark this letter; opens and folds groups.", "mark", True),
        Command(
            "import.correct",
            "e",
            "correct",
            "Correct company, role, stage and day of this letter, or what an email is and belongs to (enter too).",
            "correct",
            True,
        ),
        Command(
            "import.file",
            "ctrl+s",
            "file marked",
            "File the marked letters in one change; u takes it back.",
            "file",
            True,
        ),
        Command(
            "import.no",
            "n",
            "not one",
            "This letter is not a rejection, or this email belongs to none of yours: leave it out. Undo takes it back.",
            "not_a_rejection",
            True,
        ),
        Command(
            "import.no_more",
            "N",
            "leave out the rest",
            "No unmarked letter under “Not sure” is a rejection: leave them out for good. Undo takes it back.",
            "pass_over_rest",
        ),
        Command(
            "import.facts",
            "f",
            "facts",
            "Go to what this letter says, fact by fact, each marked in it; again goes back to the list.",
            "facts",
            True,
        ),
        Command(
            "import.all",
            "X",
            "mark all",
            "Mark all that is sure, letters and later emails; or none.",
            "mark_all",
            True,
        ),
        Command(
            "import.links",
            "L",
            "links",
            "Show where the links of this email lead, in full; enter copies an address, and nothing is opened.",
            "links",
        ),
        Command(
            "import.addresses",
            "at",
            "my addresses",
            "See and change your own mail addresses: what is sent from them is yours, and never a rejection.",
            "addresses",
        ),
        Command("import.path", "m", "other path", "Read from another place.", "path", True),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    CSS_PATH = "importing.tcss"

    def __init__(self, context: AppContext, path: Path | None = None) -> None:
        super().__init__(context, path)
        self._batch: Batch | None = None
        self._sorted: SortedBatch | None = None
        self._filed = 0
        self._touched = False  # something was marked or put right since it was shown

    def compose(self) -> ComposeResult:
        """Lay out path, progress, list and preview."""
        yield TitleLine("Import letters", id="title")
        with Horizontal(id="import-path-row"):
            yield Static("From", id="import-label", markup=False)
            offers = accounts.offers(self.context)
            yield PathInput(placeholder="a file or folder; tab completes", id="import-path", offers=offers)
        with Horizontal(id="import-progress"):
            yield ProgressBar(show_eta=False, id="import-bar")
            yield Static("", id="import-count", markup=False)
        yield Static(hint(self.context), id="import-hello", classes="empty", markup=False)
        with Container(id="import-body"):
            yield ReadingList(id="import-list")
            with Container(id="import-preview"):
                yield Static("", id="import-verdict", markup=False)
                yield LetterText(id="import-letter")
                yield FactsPanel(id="import-facts")
        yield KeyLine()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable the commands on letters only while there are letters."""
        if action in (
            "mark",
            "correct",
            "mark_all",
            "file",
            "path",
            "not_a_rejection",
            "pass_over_rest",
            "facts",
            "links",
        ):
            return self.has_class("-sorted")
        return True

    def _sort(self, batch: Batch) -> None:
        self._batch, self._touched = batch, False
        sort = letters.sort(self.context, batch)
        now = self.context.now()
        self._sorted, early = sort, sort.returned.early
        everything = (
            *sort.sure,
            *sort.doubtful,
            *sort.others,
            *sort.known,
            *sort.waiting,
            *(p.reading for p in sort.returned.proposals),
        )
        entries = {r.letter.uid: letters.entry_of(r, now, early.get(r.letter.uid, ())) for r in everything}
        rows = self.query_one(ReadingList)
        self._set_state("sorted")
        rows.fill(sort, entries, now)
        if not batch.readings and not batch.skipped:
            stopped = "Stopped before anything was read. Nothing was filed; enter reads it again."
            nothing = "There are no letters in there. Try another file or folder."
            if self._account is not None:
                nothing = " ".join([f"Nothing new in {self._account.account.name}.", *self._ended(())])
            self._show_message(stopped if batch.cancelled else nothing)
            return
        if notes := self._ended(self._undecided(())):
            self.notify(" ".join(notes), timeout=12, markup=False)
        if batch.cancelled:
            read = "1 email was" if len(batch.readings) == 1 else f"{current().number(len(batch.readings))} emails were"
            self.notify(f"Stopped: {read} read.", markup=False)
        self.set_focus(rows)
        self._title()

    def _ended(self, undecided: Sequence[str]) -> tuple[str, ...]:
        """Return what is to be said of an account that was read; where nothing is left to decide, that it was read is
        kept at once."""
        reading = self._account
        if reading is None:
            return ()
        if not undecided:
            reached = accounts.reached(self.context, reading)
            perform(self, lambda: letters.file(self.context, (), (), self._sorted, reached))
        return (*reading.notes, *([reading.broken] if reading.broken else []))

    def _undecided(self, taken: Sequence[ReadingRow]) -> list[str]:
        """Return the sources of the mails on the list that the user has neither `taken` nor passed over."""
        done = {id(row) for row in taken}
        rows = (row for row in self.query_one(ReadingList).rows.values() if id(row) not in done)
        open_ones = (r for r in rows if r.group in ("sure", "doubtful") or r.proposal is not None)
        letters_left = (row.reading.letter for row in open_ones)
        return [one.source for one in letters_left if self._sorted is None or not self._sorted.is_repeated(one)]

    def _title(self) -> None:
        rows = self.query_one(ReadingList)
        groups = [r.group for r in rows.rows.values()]
        new = groups.count("sure")
        words = f"{len(rows.marked)} marked · {new} new rejection{'s' * (new != 1)}"
        if doubt := groups.count("doubtful"):
            words += f", {doubt} to look at"
        if back := sum(r.proposal is not None for r in rows.rows.values()):
            words += f", {back} later email{'s' * (back != 1)}"
        if waiting := groups.count(WAITING):
            words += f", {waiting} waiting for an answer"
        words += " · stopped early" if self._batch is not None and self._batch.cancelled else ""
        self.query_one(TitleLine).show("Import letters", words)

    @on(ReadingList.Looked)
    def _looked(self, event: ReadingList.Looked) -> None:
        letter = self.query_one(LetterText)
        if event.row is None:
            verdict = event.sentence
            letter.show("")
        else:
            verdict = self._show(event.row)
        self.query_one(FactsPanel).set_class(event.row is None or event.row.proposal is not None, "-none")
        self.query_one("#import-verdict", Static).update(shown_block(verdict))

    def _show(self, row: ReadingRow) -> str:
        """Show a mail, and return what is read in it."""
        letter, reading = self.query_one(LetterText), letters.with_evidence(row.reading)
        if row.proposal is not None:
            words = row.proposal.words
            letter.show(letter_words(reading), (words,) if words else ())
            self.query_one(FactsPanel).show(Said())
            return returned_words(row.proposal, self.context.now())
        letter.show(letter_words(reading), evidence_words(reading), support_words(reading), percent_by_words(reading))
        self.query_one(FactsPanel).show(Said.of(reading))
        early = early_words(row.entry, self.context.now())
        return verdict_words(reading, 1, _WHOLE) + (f"\n{early}" if early else "")

    def action_mark(self) -> None:
        """Mark or unmark, fold or unfold."""
        rows = self.query_one(ReadingList)
        self._touched = self._touched or rows.current is not None
        self._open(rows.current)
        rows.toggle()
        self._look_again(rows.current)
        self._title()

    def _look_again(self, row: ReadingRow | None) -> None:
        """Show what came back to a doubtful letter as soon as the user takes it for a rejection."""
        if row is None or row.group != "doubtful" or self._sorted is None:
            return
        rows = self.query_one(ReadingList)
        marked = [one.reading.letter for one in rows.rows.values() if one.group == "doubtful" and one.marked]
        self._sorted = letters.with_doubtful(self.context, self._sorted, marked)
        rows.renew(self._sorted, self.context.now())

    def _open(self, row: ReadingRow | None) -> None:
        """Read the fields of a letter that was taken for other mail, because the user means to file it."""
        letter = row is not None and row.group != "known" and row.proposal is None
        entry = letters.opened(self.context, row.entry) if row is not None and letter else None
        if row is not None and entry is not None and entry is not row.entry:
            self.query_one(ReadingList).put(row, entry)
            self._looked(ReadingList.Looked(row))

    def action_not_a_rejection(self) -> None:
        """Pass the letter under the cursor over, and keep that it is none; a mail belongs to no rejection."""
        rows = self.query_one(ReadingList)
        row = rows.current
        proposal = row.proposal if row is not None else None
        if row is not None and proposal is not None:
            done = "It belongs to none of yours; u takes it back."
            if perform(self, lambda: correspondence.forget(self.context, [proposal]), done):
                rows.take_out(row)
                self._title()
        elif row is not None and row.group == WAITING:
            if perform(self, lambda: awaited.pass_over(self.context, [row.reading]), "Left out; u takes it back."):
                rows.take_out(row)
                self._title()
        elif row is not None and row.group in ("sure", "doubtful"):
            perform(self, lambda: letters.not_a_rejection(self.context, row.reading), "Left out; u takes it back.")
            self.reload()

    def action_pass_over_rest(self) -> None:
        """Pass over all doubtful letters that are not marked, so that they do not come up again."""
        rows = self.query_one(ReadingList).rows.values()
        rest = [row.reading for row in rows if row.group == "doubtful" and not row.marked]
        if not rest:
            self.notify("Nothing unmarked is left under “Not sure”.", markup=False)
            return
        done = f"Left out {len(rest)}; u takes it back."
        if perform(self, lambda: letters.not_rejections(self.context, rest), done):
            self.reload()

    def reload(self) -> None:
        """Show what was said to be no rejection, here or by another program, and what no longer is."""
        if self.has_class("-sorted"):
            rows = self.query_one(ReadingList)
            rows.pass_over(passed_over(self.context.records.corrections.values()))
            rows.bring_back(self.context.records.digests_kept)
            self._title()

    @on(FactsPanel.Pointed)
    def _pointed(self, event: FactsPanel.Pointed) -> None:
        self.query_one(LetterText).point(event.quote)

    def action_facts(self) -> None:
        """Go to the facts of the letter under the cursor, which take its place on a narrow screen, or back."""
        panel = self.query_one(FactsPanel)
        entering = not panel.has_focus_within and (panel.has_facts or not self.has_class("-facts"))
        self.set_class(entering and self.query_one(ReadingList).current is not None, "-facts")
        if entering and panel.has_facts:
            panel.enter()
        else:
            self.query_one(LetterText).point("")
            self.query_one(ReadingList).focus()

    def action_mark_all(self) -> None:
        """Mark all or none."""
        self.query_one(ReadingList).mark_all()
        self._title()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self.query_one(ReadingList).current is None:
            self.action_mark()
        else:
            self.action_correct()

    def action_correct(self) -> None:
        """Correct the letter under the cursor."""
        rows = self.query_one(ReadingList)
        row = rows.current
        if row is None or row.group == "known":
            return

        if row.proposal is not None:
            self._correct_proposal(row, row.proposal)
            return
        self._open(row)

        def take(entry: Entry | None) -> None:
            if entry is not None:
                self._touched = True
                rows.correct(row, entry)
                self._look_again(row)
                self._title()

        self.app.push_screen(CorrectDialog(self.context, row.entry), take)

    def _correct_proposal(self, row: ReadingRow, proposal: Proposal) -> None:
        rows = self.query_one(ReadingList)
        letters_here = (one for one in rows.rows.values() if one.proposal is None and one.entry.company)
        marked = [one for one in letters_here if one.group == "sure" or one.marked]
        new = [correspondence.case_from(one.entry.reading or one.reading, self.context.now()) for one in marked]

        def take(changed: Proposal | None) -> None:
            if changed is not None:
                self._touched = True
                rows.propose(row, changed)
                self._title()

        self.app.push_screen(BelongsDialog(self.context, proposal, new), take)

    def action_file(self) -> None:
        """File the marked letters; first the user's name is confirmed, if it is unknown and the letters state it."""
        rows = self.query_one(ReadingList).marked
        if not rows:
            self.notify("Nothing is marked: space marks a letter.", markup=False)
            return
        nameless = next((r for r in rows if r.proposal is None and not r.entry.company), None)
        if nameless is not None:
            self.query_one(ReadingList).go_to(nameless)
            self.notify("This letter names no company: type it first.", severity="warning", markup=False)
            self.action_correct()
            return
        name = profile.suggest_name(self.context, [r.reading for r in rows])
        if not name:
            self._file(rows)
            return
        question = "The letters are addressed to this name. It will sign your replies; is it written right?"
        self.app.push_screen(LineDialog("Your name", question, name), lambda given: self._file(rows, given or ""))

    def _file(self, rows: tuple[ReadingRow, ...], name: str = "") -> None:
        filed: list[object] = []
        new = [r.entry for r in rows if r.proposal is None]
        uids = {letters.uid_of(entry.reading.letter) for entry in new if entry.reading is not None}
        back = [r.proposal for r in rows if r.proposal is not None]
        kept = [one for one in back if one.case.filed or one.case.uid in uids]
        left = self._undecided(rows) if self._account else ()
        reached = accounts.reached(self.context, self._account, left) if self._account else ()
        if not perform(self, lambda: filed.extend(letters.file(self.context, new, kept, self._sorted, reached, name))):
            return
        self._filed += len(filed) + len(kept)
        waiting = sum(isinstance(one, Rejection) and is_unanswered(one) for one in filed)
        counts = (len(filed) - waiting, len(kept), len(new) - len(filed), len(back) - len(kept))
        words = filed_words(*counts, waiting)
        self.notify(words, markup=False)
        self.dismiss(self._filed)

    def action_links(self) -> None:
        """Show where the links of the mail under the cursor lead."""
        row = self.query_one(ReadingList).current
        if row is not None:
            self.app.push_screen(LinksDialog(self.context, row.reading.letter.links))

    def action_addresses(self) -> None:
        """Ask for the user's own addresses; a list that is shown is sorted again."""
        own = self._sorted.own if self._sorted is not None else self.context.records.me.addresses
        known = ", ".join(sorted(own))
        question = "Your own mail addresses, with commas between them. They are learned from what you import."

        def take(line: str | None) -> None:
            if line is not None and perform(self, lambda: profile.set_addresses(self.context, line.split(","))):
                again = " The list is sorted again." if self._batch is not None else ""
                self.notify(f"Saved; u takes it back.{again}", markup=False)
                if self._batch is not None:
                    self._sort(self._batch)

        self.app.push_screen(LineDialog("Your addresses", question, known, "me@example.com", optional=True), take)

    def action_path(self) -> None:
        """Go back to the path; the list stays until another path is read."""
        self.query_one(PathInput).focus()

    def action_back(self) -> None:
        """Stop a running reading and show what was read, else close."""
        if self.has_class("-reading"):
            self.stop()
            return
        if self.has_class("-sorted") and self.query_one(PathInput).has_focus:
            self.query_one(ReadingList).focus()
            return
        if self.has_class("-facts"):
            self.action_facts()
            return
        if self._touched and self.query_one(ReadingList).marked:
            self._touched = False
            self.notify("Nothing is filed yet: ctrl+s files what is marked, esc again leaves it.", markup=False)
            return
        self.dismiss(self._filed)
