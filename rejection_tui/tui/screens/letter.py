"""Shows one letter as plain text: advice above it, its kind and useful words marked, its facts beside it."""

from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from rejection_tui.domain.correction import Memory
from rejection_tui.domain.day_words import ago_and_day
from rejection_tui.domain.facts import of_use
from rejection_tui.domain.letter import Letter, Reading
from rejection_tui.domain.letter_words import percent_by_words
from rejection_tui.domain.meanings import Meaning
from rejection_tui.domain.paragraphs import joined
from rejection_tui.domain.record import replace
from rejection_tui.domain.region import current
from rejection_tui.domain.rejection import Rejection, Stage
from rejection_tui.services import letters, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.commands.route import Destination, Route
from rejection_tui.tui.dialogs.links import LinksDialog
from rejection_tui.tui.dialogs.reminder import ReminderDialog, subject_of
from rejection_tui.tui.screens.opening import PAGE_HEIGHTS, OpeningPage
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.facts_panel import FactsPanel, Said
from rejection_tui.tui.widgets.key_line import KeyLine
from rejection_tui.tui.widgets.letter_text import MAX_FIRST_SHOWN, LetterText
from rejection_tui.tui.widgets.page import BACK, TitleLine, perform
from rejection_tui.tui.widgets.reading_words import evidence_words, support_words

#: Characters of a letter that are searched for the deciding words; searching more would make the keys slow.
MAX_SEARCHED = 30_000


class LetterScreen(OpeningPage[Destination]):
    """Opens `Destination(Route.DRAFT, uid)` when the reply is asked for, or is dismissed with it."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("letter.draft", "d", "draft the reply", "Open the draft this rejection needs now.", "draft", True),
        Command(
            "letter.facts",
            "f",
            "facts",
            "Go to what the letter says, fact by fact, each marked in it; again goes back to the letter.",
            "facts",
            True,
        ),
        Command(
            "letter.quoted", "z", "earlier emails", "Unfold or fold the earlier emails quoted below.", "quoted", True
        ),
        Command(
            "letter.links",
            "L",
            "links",
            "Show where its links lead, in full; enter copies an address, and nothing is opened.",
            "links",
            True,
        ),
        Command(
            "letter.why",
            "v",
            "why",
            "Mark the words by which it was read as a rejection; again marks the kind and useful ones.",
            "why",
            True,
        ),
        Command("letter.all", "Z", "show all", "Show all of a very long letter.", "show_all", True),
        Command(
            "letter.no",
            "n",
            "not one",
            "This letter is not a rejection: delete it and read the next ones better. Undo brings it back.",
            "not_a_rejection",
        ),
        Command("letter.remind", "r", "remind", "Set a reminder on it, on a day of your own.", "remind", True),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    CSS_PATH = "letter.tcss"
    VERTICAL_BREAKPOINTS = PAGE_HEIGHTS

    class Read(Message):
        """The letter was read again, to show what decided and what it says."""

        def __init__(self, reading: Reading) -> None:
            super().__init__()
            self.reading = reading

    def __init__(
        self, context: AppContext, rejection_uid: str, opens: Callable[[Destination], None] | None = None
    ) -> None:
        super().__init__(context, opens)
        self.rejection: Rejection = rejections.get(context.records, rejection_uid)
        self.letter: Letter | None = context.records.letters.get(self.rejection.letter)
        self.quoted = False
        self.all = False
        self.why = False
        self._reading: Reading | None = None

    def compose(self) -> ComposeResult:
        """Lay out advice, head and text."""
        yield TitleLine("Letter", id="title")
        yield Static("", id="letter-advice", markup=False)
        yield Static("", id="letter-head", markup=False)
        with Container(id="letter-body"):
            yield LetterText(id="letter-text")
            yield FactsPanel(id="letter-facts")
        yield Static("", id="letter-more", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the letter, and start searching for the deciding words."""
        one = self.rejection
        stage = "" if one.stage is Stage.APPLICATION else f"{one.stage.label} stage"
        self.query_one(TitleLine).show(" · ".join(p for p in (one.company, one.role) if p), stage)
        advice = rejections.advice(self.context, one.uid)
        meaning = Meaning.YOURS
        said = Content.assemble(
            (f"{meaning.mark} {advice.advice.capitalize()}: ", f"bold ${meaning.colour}"), shown(advice.reason)
        )
        self.query_one("#letter-advice", Static).update(said)
        self.query_one("#letter-head", Static).update(self._head())
        self._show()
        self._mark()
        self.query_one(FactsPanel).show(Said.of(one))
        self.query_one(LetterText).focus()
        if self.letter is not None:
            bounded = replace(self.letter, body=self.letter.body[:MAX_SEARCHED])
            self._read_again(bounded, self.context.records.memory)

    def _head(self) -> Content:
        letter = self.letter
        if letter is None:
            return shown(f"Date of letter: {ago_and_day(self.rejection.received, self.context.now())}", "dim")
        sender = " ".join(
            p for p in (letter.sender_name, f"<{letter.sender_email}>" if letter.sender_email else "") if p
        )
        when = ago_and_day(letter.received or self.rejection.received, self.context.now())
        rows = (("From", sender), ("Date", when), ("Subject", letter.subject), ("Files", ", ".join(letter.attachments)))
        lines = [Content.assemble((f"{name:<9}", "dim"), shown(value)) for name, value in rows if value]
        warn = Meaning.SOON.colour
        return Content("\n").join([*lines, *(shown(f"! {note}", f"${warn}") for note in letter.notes)])

    def _show(self) -> None:
        letter = self.letter
        if letter is None:
            hint = "This rejection was written down by hand; there is no letter.\n\n"
            self.query_one(LetterText).show(hint + (self.rejection.notes or "No notes either."))
            return
        text = joined(letter.body if self.all else letter.body[:MAX_FIRST_SHOWN])
        if self.quoted and letter.quoted:
            text += "\n\n" + (letter.quoted if self.all else letter.quoted[:MAX_FIRST_SHOWN])
        self.query_one(LetterText).show(text)
        self.query_one("#letter-more", Static).update(self._more(letter))
        self.refresh_bindings()

    def _more(self, letter: Letter) -> str:
        words = []
        hidden = len(letter.body) - MAX_FIRST_SHOWN
        if hidden > 0 and not self.all:
            words.append(f"… {current().number(hidden // 1000)} thousand more characters: Z shows all")
        if letter.quoted and not self.quoted:
            lines = letter.quoted.count("\n") + 1
            words.append(f"▸ {lines} {'line' if lines == 1 else 'lines'} of earlier emails folded: z unfolds")
        return "   ".join(words)

    @work(thread=True, group="letter", exclusive=True, exit_on_error=False)
    def _read_again(self, letter: Letter, memory: Memory) -> None:
        self.post_message(self.Read(letters.read_again(letter, memory)))

    @on(Read)
    def _was_read(self, event: Read) -> None:
        """Mark its words; a rejection filed before facts were kept shows those read now."""
        self._reading = event.reading
        if not self.rejection.facts and event.reading.facts:
            self.query_one(FactsPanel).show(Said.of(event.reading))
        self._mark()

    def _mark(self) -> None:
        """Mark what is kind or useful in it, or with `why` what decided that it is a rejection."""
        text, reading = self.query_one(LetterText), self._reading
        if self.why and reading is not None:
            text.mark(evidence_words(reading), support_words(reading), percent_by_words(reading))
        else:
            facts = self.rejection.facts or (reading.facts if reading else ())
            refused = evidence_words(reading)[:1] if reading else ()
            text.mark([fact.quote for fact in facts if of_use(fact) and fact.quote], refused=refused)

    @on(FactsPanel.Pointed)
    def _pointed(self, event: FactsPanel.Pointed) -> None:
        self.query_one(LetterText).point(event.quote)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable unfolding only when something is folded."""
        if action == "quoted":
            return bool(self.letter and self.letter.quoted)
        if action == "links":
            return bool(self.letter and self.letter.links)
        if action in ("facts", "not_a_rejection", "why"):
            return self.letter is not None
        if action == "show_all":
            return bool(self.letter and len(self.letter.body) > MAX_FIRST_SHOWN and not self.all)
        return True

    def action_draft(self) -> None:
        """Open the draft of the reply."""
        self.open(Destination(Route.DRAFT, self.rejection.uid))

    def action_remind(self) -> None:
        """Set a reminder on the rejection."""
        self.app.push_screen(ReminderDialog(self.context, subject_of(self.context.records, self.rejection.uid)))

    def action_links(self) -> None:
        """Show where its links lead."""
        if self.letter is not None:
            self.app.push_screen(LinksDialog(self.context, self.letter.links))

    def action_quoted(self) -> None:
        """Unfold or fold the earlier mails."""
        self.quoted = not self.quoted
        self._show()

    def action_why(self) -> None:
        """Mark what decided, or the kind and useful words again."""
        self.why = not self.why
        self._mark()

    def action_show_all(self) -> None:
        """Show the whole letter."""
        self.all = True
        self._show()

    def action_facts(self) -> None:
        """Go to the facts, shown above the letter where there is no room beside it, or back to the letter."""
        panel, text = self.query_one(FactsPanel), self.query_one(LetterText)
        entering = not panel.has_focus_within and (panel.has_facts or not self.has_class("-facts"))
        self.set_class(entering, "-facts")
        if entering and panel.has_facts:
            panel.enter()
        else:
            text.point("")
            text.focus()

    def action_not_a_rejection(self) -> None:
        """Delete the rejection because its letter is none, and keep that for what is read next."""
        words = "Not a rejection, and remembered as that; u brings it back."
        if perform(self, lambda: rejections.not_a_rejection(self.context, self.rejection.uid), words):
            self.dismiss(None)

    def action_back(self) -> None:
        """Close the letter."""
        self.dismiss(None)
