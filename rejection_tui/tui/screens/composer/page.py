"""What the composer shows: the fields of a draft, its text, the letter beside it, and what the checks found."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import var
from textual.signal import Signal
from textual.widgets import Input, Static

from rejection_tui.domain.draft import Channel, Draft, Finding
from rejection_tui.domain.messages import linkedin_notes_this_month, versions_of
from rejection_tui.domain.record import replace
from rejection_tui.domain.standing import standings
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.services import drafts
from rejection_tui.services.context import AppContext
from rejection_tui.services.drafts.points import unsure
from rejection_tui.services.drafts.situation import NAME_PLACEHOLDER
from rejection_tui.tui.dialogs.grounds import GroundsDialog
from rejection_tui.tui.dialogs.plain import PlainView
from rejection_tui.tui.screens.composer.keys import READING_ACTIONS
from rejection_tui.tui.screens.composer.letter_side import LetterSide
from rejection_tui.tui.screens.composer.words import (
    note_count,
    place_words,
    state_words,
    title_words,
    word_count,
)
from rejection_tui.tui.widgets.checks_line import ChecksLine
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.field import LineInput
from rejection_tui.tui.widgets.findings import Findings, marks_of
from rejection_tui.tui.widgets.key_line import KeyLine
from rejection_tui.tui.widgets.marked_text import MarkedText
from rejection_tui.tui.widgets.page import PAGE_WIDTHS, ClosesOnce, read_or_notify

PAGE_HEIGHTS: list[tuple[int, str]] = [(0, "-low"), (20, "-high")]


def same_text(one: Draft, other: Draft) -> bool:
    """Return whether two drafts would go out as the same message."""
    return (one.to, one.subject, one.body) == (other.to, other.subject, other.body)


class DraftPage(ClosesOnce[None]):
    """Shows a draft; `draft` is the text on the screen, saved or not, `fresh` the newly composed one it began as."""

    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = PAGE_WIDTHS
    VERTICAL_BREAKPOINTS = PAGE_HEIGHTS

    editing: var[bool] = var(False, init=False)

    def __init__(self, context: AppContext, draft: Draft) -> None:
        super().__init__()
        self.context = context
        self.draft = draft
        self.fresh = draft
        self.variant = 0  # the number of the wording shown
        self.findings: tuple[Finding, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out head, fields, text, letter and checks."""
        channel = self.draft.kind.spec.channel
        yield Static("", id="composer-title", markup=False)
        with Horizontal(id="composer-name-row"):
            yield Static("Your name, for the signature:", classes="row--label", markup=False)
            yield LineInput(placeholder="enter keeps it", id="composer-name")
        for name, label in (("to", "To"), ("subject", "Subject")) if channel is Channel.EMAIL else ():
            with Horizontal(classes="row"):
                yield Static(label, classes="row--label", markup=False)
                yield LineInput(placeholder="no address known" if name == "to" else "", id=f"composer-{name}")
        if channel is not Channel.PHONE:
            with Horizontal(classes="row", id="composer-greeting-row"):
                yield Static("Greeting", classes="row--label", markup=False)
                yield Static("", id="composer-greeting", markup=False)
                yield Static("F: next form", id="composer-greeting-key", markup=False)
        with Horizontal(classes="row"):
            yield Static("State", classes="row--label", markup=False)
            yield Static("", id="composer-state", markup=False)
        with Horizontal(id="composer-work"):
            yield MarkedText(
                read_only=True, show_cursor=False, highlight_cursor_line=False, compact=True, id="composer-body"
            )
            yield LetterSide(self.context, id="composer-letter")
        yield ChecksLine(id="composer-checks")
        yield Findings(id="composer-findings")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the draft; ask for the user's name first when it is not known."""
        self.body.border_title = Content("Message")
        self.set_editable(False)
        self.show(self.draft)
        if isinstance(signal := self._changed_signal, Signal):
            signal.subscribe(self, self._records_changed)
        if not self.context.records.me.name and NAME_PLACEHOLDER in self.draft.body:
            self.add_class("-asking")
            self.query_one("#composer-name", Input).focus()

    @property
    def _changed_signal(self) -> object:
        return getattr(self.app, "records_changed", None)

    def publish(self) -> None:
        """Tell every screen that the records changed."""
        if isinstance(signal := self._changed_signal, Signal):
            signal.publish(None)

    def _records_changed(self, _: object) -> None:
        """Take over the stored state of the draft after a change elsewhere, unless text is being typed."""
        if not self.editing:
            kept = self.context.records.drafts.get(self.draft.uid)
            unsaved = replace(self.draft, copied=None, copied_how="", sent=None)
            self.draft = kept if kept is not None and same_text(kept, self.draft) else unsaved
            self.check_draft()

    # Showing

    def show(self, draft: Draft) -> None:
        """Show this draft instead of the one before."""
        self.draft = draft
        for name, value in (("to", draft.to), ("subject", draft.subject)):
            for field in self.query(f"#composer-{name}").results(Input):
                field.value = clean_line(value)
        if self.body.text != clean(draft.body):
            self.body.load_text(clean(draft.body))
        self.check_draft()

    def check_draft(self) -> None:
        """Check the draft, and show findings, counts, title, greeting, state and what it takes up of the letter."""
        self.findings = read_or_notify(self, lambda: drafts.check(self.context, self.draft)) or ()
        self.query_one(ChecksLine).show(self.findings)
        self.query_one(Findings).findings = self.findings
        self.body.mark(marks_of(self.findings, self.body.text))
        self.body.border_subtitle = self._count()
        self.query_one(LetterSide).show_for(self.draft)
        place = place_words(versions_of(self.context.records, self.draft), self.draft)
        title = title_words(self.context.records, self.draft, place)
        self.query_one("#composer-title", Static).update(shown(title))
        state = state_words(self.draft, drafts.ready(self.context, self.draft), self.context.now())
        self.query_one("#composer-state", Static).update(shown(state))
        for line in self.query("#composer-greeting").results(Static):
            line.update(shown(drafts.greeting(self.context, self.draft) or "none"))

    def _doubtful(self) -> int:
        """Return how many points of the letter only the user can tell."""
        if self.editing or not self.draft.rejection:
            return 0
        return read_or_notify(self, lambda: unsure(self.context, self.draft.rejection)) or 0

    def _count(self) -> Content:
        if self.draft.kind.spec.channel is not Channel.LINKEDIN:
            offered = not self.editing and bool(drafts.places(self.context, self.draft))
            doubtful = self._doubtful()
            hints = [" · I: own words" if offered else "", f" · f: {doubtful} to check" if doubtful else ""]
            return Content.assemble(word_count(self.draft.body), *hints)
        rules = self.context.rules
        sent = linkedin_notes_this_month(self.context.records, self.context.now())
        return note_count(self.draft.body, rules.linkedin_limit, sent, rules.linkedin_notes_per_month)

    @property
    def body(self) -> MarkedText:
        """The text of the message."""
        return self.query_one("#composer-body", MarkedText)

    def set_editable(self, editing: bool) -> None:
        """Let the fields take keys, or not."""
        self.body.read_only = not editing
        self.body.show_cursor = editing
        self.body.can_focus = editing
        for name in ("to", "subject"):
            for field in self.query(f"#composer-{name}").results(Input):
                field.can_focus = editing

    @property
    def asking(self) -> bool:
        """True while the user's name is asked for."""
        return self.has_class("-asking")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the actions whose keys are text while text is typed."""
        if action == "keep":
            return self.editing
        return not (action in READING_ACTIONS and (self.editing or self.asking))

    def say(self, sentence: str, warn: bool = False) -> None:
        """Show a notification."""
        self.notify(clean_line(sentence), severity="warning" if warn else "information", timeout=6, markup=False)

    # What can be looked at

    @property
    def reads_letter(self) -> bool:
        """True while the keys go to the letter, which hides the message in a narrow window."""
        return self.has_class("-letter")

    def action_letter(self) -> None:
        """Go to the letter, or back to the message."""
        if self.reads_letter:
            self.leave_letter()
        else:
            self.add_class("-letter")
            self.query_one(LetterSide).enter()

    @on(LetterSide.Left)
    def leave_letter(self) -> None:
        """Go back to the message."""
        self.remove_class("-letter")
        self.set_focus(self.body if self.editing else None)

    @property
    def checks_are_open(self) -> bool:
        """True while the list of findings is open because the user opened it."""
        return self.query_one(ChecksLine).is_opened_by_user

    def action_checks(self) -> None:
        """Open or close the list of findings."""
        self.query_one(ChecksLine).toggle()

    def action_grounds(self) -> None:
        """Show what each sentence stands on."""
        known = drafts.greeting(self.context, self.draft), self.context.records.me.name
        self.app.push_screen(GroundsDialog(standings(self.draft, *known)))

    def action_plain(self) -> None:
        """Show the bare text."""
        self.app.push_screen(PlainView(self.draft.body))

    def action_scroll_text(self, by: int) -> None:
        """Scroll the text by `by` lines."""
        self.body.scroll_relative(y=by, animate=False)
