"""The journal pane: the answers received, with the gap each names."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.binding import BindingType

from rejection_tui.domain.dates import local_day
from rejection_tui.domain.day_words import day_word
from rejection_tui.domain.feedback import Feedback
from rejection_tui.domain.marks import GAP_MEANINGS
from rejection_tui.domain.progress import open_questions
from rejection_tui.services import journal
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.commands.route import Route
from rejection_tui.tui.panes.pane import Pane
from rejection_tui.tui.panes.preview_letter import answer_page, nothing_page
from rejection_tui.tui.panes.preview_parts import PreviewPage
from rejection_tui.tui.widgets.display import cell
from rejection_tui.tui.widgets.record_list import RecordRow, joined, spread


class JournalPane(Pane):
    """Answers, newest first."""

    number, title = 3, "Journal"
    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("journal.open", "enter,e", "read", "Read the answer and sort it.", "open", True, "Journal"),
        Command("journal.add", "a", "add", "Record an answer; whose it is is asked first.", "add", True, "Journal"),
        Command("journal.thank", "d", "thank", "Draft the thanks for this answer.", "thank", True, "Journal"),
        Command(
            "journal.bullets", "c", "bullets", "Show the CV bullets this answer asks for.", "bullets", False, "Journal"
        ),
        Command("journal.learn", "b", "learn", "Plan what to learn because of this answer.", "learn", False, "Journal"),
        Command(
            "journal.rejection", "R", "rejection", "Go to the rejection it answers.", "rejection", False, "Journal"
        ),
        Command(
            "journal.remind", "r", "remind", "Set a reminder on it, on a day of your own.", "remind", False, "Journal"
        ),
        Command("journal.delete", "delete", "delete", "Delete it; undo brings it back.", "delete", False, "Journal"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]

    def rows(self) -> Sequence[RecordRow]:
        """Return two lines for every answer that passes the filter."""
        records = self.context.records
        entries = sorted(records.feedback.values(), key=lambda f: (f.received, f.uid), reverse=True)
        found = self.filtered(entries, lambda f: self.texts.answer_names(records, f), self.texts.answer_rest)
        return [RecordRow(f.uid, partial(self._draw, f), 2) for f in found]

    def _company(self, f: Feedback) -> str:
        rejection = self.context.records.rejections.get(f.rejection)
        return rejection.company if rejection else "a deleted rejection"

    def _draw(self, f: Feedback, width: int, styles: Mapping[str, Style]) -> list[Text]:
        name = cell(self._company(f), styles["strong"])
        meaning = GAP_MEANINGS.get(f.gap)
        words = f"{meaning.mark} {f.gap_words}" if meaning else f.gap_words
        gap = cell(words, styles[meaning.colour if meaning else "muted"])
        now = self.context.now()
        when = day_word(local_day(f.received, now), now.date())
        first = spread(joined(name, Text("  "), gap), when, width, styles["muted"])
        themes = ", ".join(f.every_theme)
        quote = joined(Text("  "), cell(f"“{f.quote or f.verbatim}”", styles["muted"]))
        return [first, spread(quote, themes if width > 60 else "", width, styles["theirs"])]

    def note(self) -> str:
        """Return how many answers there are."""
        count = len(self.context.records.feedback)
        return f"{count} answer{'' if count == 1 else 's'}" if count else ""

    def count(self) -> str:
        """Return how many answers there are."""
        return self.note().partition(" ")[0]

    def page(self, width: int) -> PreviewPage:
        """Return the whole answer."""
        known = self.key in self.context.records.feedback
        return answer_page(self.context, self.key, width) if known else nothing_page(self.context)

    def empty_words(self) -> str:
        """Return how to add an answer, and that none is normal."""
        return "No answers yet. When one comes, press a here and paste it.\n\n" + journal.NO_ANSWER_WORDS

    def action_open(self) -> None:
        """Read the answer."""
        if self.key:
            self.request(Route.FEEDBACK, self.key)

    def action_add(self) -> None:
        """Record an answer, and ask first whose it is; those who were asked and have not answered stand first."""
        records, asked = self.context.records, set(open_questions(self.context.records))
        every = sorted(records.inbox(), key=lambda r: r.uid not in asked)
        if len(every) < 2:
            self.request(Route.ANSWER, "")
            return
        from rejection_tui.tui.widgets.option_search import OptionSearch

        def chosen(uid: str | None) -> None:
            if uid:
                self.request(Route.ANSWER, uid)

        notes = {r.uid: "asked, no answer yet" if r.uid in asked else "" for r in every}
        options = [(r.uid, " · ".join(part for part in (r.company, r.role, notes[r.uid]) if part)) for r in every]
        self.app.push_screen(OptionSearch(options, title="Whose answer is it?"), chosen)

    def action_thank(self) -> None:
        """Draft the thanks."""
        if self.key:
            self.request(Route.DRAFT_THANKS, self.context.records.feedback[self.key].rejection)

    def action_bullets(self) -> None:
        """Show its bullets."""
        if self.key:
            self.request(Route.BULLETS, self.key)

    def action_learn(self) -> None:
        """Plan what to learn."""
        if self.key:
            self.request(Route.LEARNING, self.key)

    def action_rejection(self) -> None:
        """Go to the rejection it answers."""
        if self.key:
            self.request(Route.REJECTION, self.context.records.feedback[self.key].rejection)

    def action_remind(self) -> None:
        """Set a reminder on the answer."""
        if self.key:
            self.request(Route.REMIND, self.key)

    def action_delete(self) -> None:
        """Delete the answer."""
        uid = self.key
        if uid:
            self.perform(lambda: journal.delete(self.context, uid), "Deleted; u brings it back.")
