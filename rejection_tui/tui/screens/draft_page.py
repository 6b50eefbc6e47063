"""A draft on the screen: opened for reading, with what the checks say beside it, and editable without losing a word."""

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import var
from textual.screen import Screen
from textual.signal import Signal
from textual.timer import Timer
from textual.widgets import Input, Static, TextArea

from rejection_tui.domain.draft import Draft, DraftKind, Finding
from rejection_tui.domain.errors import RejtuiError
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.services import drafts, letters, remembered
from rejection_tui.services.desk import Desk
from rejection_tui.tui.acts import Act, bindings
from rejection_tui.tui.display import shown
from rejection_tui.tui.screens import composer_acts
from rejection_tui.tui.screens.composer_words import marks_of, place_words, state_words, title_words
from rejection_tui.tui.widgets.counter import note_count, word_count
from rejection_tui.tui.widgets.field import LineInput
from rejection_tui.tui.widgets.findings import Findings
from rejection_tui.tui.widgets.key_line import KeyLine
from rejection_tui.tui.widgets.marked_text import MarkedText
from rejection_tui.tui.widgets.page import asked, done

TYPING_PAUSE: Final = 0.15
PLACEHOLDER: Final = "[your name]"


class DraftPage(Screen[None]):
    """Shows and edits a draft; `draft` is the text as it stands on the screen, kept in the file or not."""

    ACTS: ClassVar[tuple[Act, ...]] = composer_acts.ACTS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(composer_acts.ACTS)]
    CSS_PATH = "composer.tcss"
    AUTO_FOCUS = ""
    KEEPS_ITSELF: ClassVar[bool] = True  # see `on_unmount`

    editing: var[bool] = var(False, init=False)

    def __init__(self, desk: Desk, draft: Draft) -> None:
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (150, "-broad")]
        self.desk = desk
        self.draft = draft
        self.findings: tuple[Finding, ...] = ()
        self._fresh = draft
        self._timer: Timer | None = None

    # What stands on the screen

    def compose(self) -> ComposeResult:
        """Lay out head, fields, text and checks."""
        yield Static("", id="composer-title", markup=False)
        with Horizontal(id="composer-name-row"):
            yield Static("Your name, for the signature:", classes="row--label", markup=False)
            yield LineInput(placeholder="enter keeps it", id="composer-name")
        if self.draft.kind is not DraftKind.LINKEDIN:
            for name, label in (("to", "To"), ("subject", "Subject")):
                with Horizontal(classes="row"):
                    yield Static(label, classes="row--label", markup=False)
                    yield LineInput(placeholder="no address known" if name == "to" else "", id=f"composer-{name}")
        with Horizontal(classes="row"):
            yield Static("State", classes="row--label", markup=False)
            yield Static("", id="composer-state", markup=False)
        with Horizontal(id="composer-work"):
            yield MarkedText(
                read_only=True, show_cursor=False, highlight_cursor_line=False, compact=True, id="composer-body"
            )
            yield Findings(id="composer-findings")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the draft; ask for the user's name first when it is not known."""
        self._body.border_title = Content("Message")
        self.query_one(Findings).border_title = Content("Checks")
        self._let_type(False)
        self.show(self.draft)
        bell = getattr(self.app, "changed", None)
        if isinstance(bell, Signal):
            bell.subscribe(self, self._heard)
        if not self.desk.book.me.name and PLACEHOLDER in self.draft.body:
            self.add_class("-asking")
            self.query_one("#composer-name", Input).focus()

    def _heard(self, _: object) -> None:
        """Show what an undo, or another program, made of the draft; the text on the screen stays."""
        if not self.editing:
            fresh = replace(self.draft, copied=None, copied_how="", sent=None)
            self.draft = self.desk.book.drafts.get(self.draft.uid, fresh)
            self.look()

    def show(self, draft: Draft) -> None:
        """Show this draft instead of the one before."""
        self.draft = draft
        for name, value in (("to", draft.to), ("subject", draft.subject)):
            for field in self.query(f"#composer-{name}").results(Input):
                field.value = clean_line(value)
        if self._body.text != clean(draft.body):
            self._body.load_text(clean(draft.body))
        self.look()

    def look(self) -> None:
        """Check the draft as it stands, and show all that follows from it."""
        findings = asked(self, lambda: drafts.check(self.desk, self.draft))
        self.findings = findings or ()
        self.query_one(Findings).findings = self.findings
        self._body.mark(marks_of(self.findings, self._body.text))
        self._body.border_subtitle = self._count()
        versions = drafts.versions(self.desk.book, self.draft)
        title = title_words(self.desk.book, self.draft, place_words(versions, self.draft))
        self.query_one("#composer-title", Static).update(shown(title))
        state = state_words(self.draft, drafts.ready(self.desk, self.draft), self.desk.now())
        self.query_one("#composer-state", Static).update(shown(state))

    def _count(self) -> Content:
        if self.draft.kind is not DraftKind.LINKEDIN:
            return word_count(self.draft.body)
        rules = self.desk.rules
        sent = drafts.linkedin_notes_this_month(self.desk.book, self.desk.now())
        return note_count(self.draft.body, rules.linkedin_limit, sent, rules.linkedin_notes_per_month)

    @property
    def _body(self) -> MarkedText:
        return self.query_one("#composer-body", MarkedText)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While text is typed, only leaving and the editor are keys."""
        return not (action in composer_acts.READING and (self.editing or self._asking))

    @property
    def _asking(self) -> bool:
        return self.has_class("-asking")

    def say(self, sentence: str, warn: bool = False) -> None:
        """Tell the user something in passing."""
        self.notify(clean_line(sentence), severity="warning" if warn else "information", timeout=6, markup=False)

    # The user's name

    @on(Input.Submitted, "#composer-name")
    def _named(self, event: Input.Submitted) -> None:
        event.stop()
        name = clean_line(event.value)
        if not name:
            self._stop_asking()
        elif done(self, lambda: letters.confirm_me(self.desk, name)):
            self._stop_asking()
            body = self.draft.body.replace(PLACEHOLDER, name)
            self.show(replace(self.draft, body=body) if self._kept else self._composed(self.draft.kind))

    def _stop_asking(self) -> None:
        self.remove_class("-asking")
        self.set_focus(None)
        self.refresh_bindings()

    @property
    def _kept(self) -> bool:
        return self.draft.uid in self.desk.book.drafts

    def _composed(self, kind: DraftKind, variant: int = 0) -> Draft:
        """Return a fresh draft for the same people; the one on the screen when that is refused."""
        old = self.draft
        new = asked(
            self,
            lambda: drafts.compose(self.desk, kind, old.rejection, old.contact, old.feedback, old.win, variant),
        )
        self._fresh = new or old
        return self._fresh

    # Editing

    def watch_editing(self, editing: bool) -> None:
        """Open the fields for typing, or close them and keep what was typed."""
        self.set_class(editing, "-editing")
        self._let_type(editing)
        self._body.border_title = Content("Message, editing: esc ends" if editing else "Message")
        self.set_focus(self._body if editing else None)
        self.refresh_bindings()

    def _let_type(self, editing: bool) -> None:
        self._body.read_only = not editing
        self._body.show_cursor = editing
        self._body.can_focus = editing
        for name in ("to", "subject"):
            for field in self.query(f"#composer-{name}").results(Input):
                field.can_focus = editing

    def action_edit(self) -> None:
        """Start editing."""
        self.editing = True

    @on(TextArea.Changed, "#composer-body")
    @on(Input.Changed, "#composer-to")
    @on(Input.Changed, "#composer-subject")
    def _typed(self) -> None:
        if self.editing:
            if self._timer is not None:
                self._timer.stop()
            self._timer = self.set_timer(TYPING_PAUSE, self._take_in)
            self._gather()

    def _take_in(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._gather()
        self.look()

    def _gather(self) -> None:
        to, subject = self._line("to", self.draft.to), self._line("subject", self.draft.subject)
        self.draft = replace(self.draft, to=to, subject=subject, body=clean(self._body.text))

    def on_unmount(self) -> None:
        """Keep what was being typed when the program was closed."""
        if not self.editing:
            return
        try:
            drafts.save(self.desk, self.draft)
        except RejtuiError:
            remembered.keep_typed(self.desk, self.draft.body)

    def _line(self, name: str, otherwise: str) -> str:
        fields = self.query(f"#composer-{name}").results(Input)
        return next((clean_line(field.value) for field in fields), otherwise)

    @on(Input.Submitted, "#composer-to")
    @on(Input.Submitted, "#composer-subject")
    def _next_field(self, event: Input.Submitted) -> None:
        event.stop()
        self.focus_next()

    def action_leave(self) -> None:
        """Stop asking, stop editing, or leave; whatever was typed is kept first."""
        if self._asking:
            self._stop_asking()
        elif self.editing:
            self._take_in()
            if self._keep():
                self.editing = False
        else:
            self.dismiss(None)

    def _keep(self) -> bool:
        """Keep the text as a version when it changed; False when the file refused (editing goes on then)."""
        kept = self.desk.book.drafts.get(self.draft.uid, self._fresh)
        texts = [(d.to, d.subject, d.body) for d in (kept, self.draft)]
        if kept.uid == self.draft.uid and texts[0] == texts[1]:
            return True
        return self._done(lambda: drafts.save(self.desk, self.draft))

    def _done(self, act: Callable[[], Draft], said: str = "") -> bool:
        """Do one act that returns the draft as it stands in the file now, and show that."""
        result: list[Draft] = []
        if not done(self, lambda: result.append(act()), said):
            return False
        self.show(result[0])
        return True

    def _recorded(self, draft: Draft, act: Callable[[], Draft]) -> None:
        """Do `act` for `draft`; show its result only while that draft is still the one on the screen."""
        if self.is_attached and draft == self.draft and not self.editing:
            self._done(act)
        else:
            done(self, act)
