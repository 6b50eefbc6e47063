"""The composer: shows, edits and hands out a draft. "Copied" and "sent" are recorded separately."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import var
from textual.screen import Screen
from textual.signal import Signal
from textual.timer import Timer
from textual.widgets import Input, Static, TextArea

from rejection_tui.domain.dates import local_day
from rejection_tui.domain.draft import Channel, Draft, DraftKind, Finding, Severity
from rejection_tui.domain.errors import RejtuiError, UsageError
from rejection_tui.domain.messages import linkedin_notes_this_month, versions_of
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Records
from rejection_tui.domain.text import clean, clean_line, fold, utf16_length
from rejection_tui.services import drafts, letters, remembered
from rejection_tui.services.context import AppContext
from rejection_tui.system import clipboard, editor, mail_program
from rejection_tui.system.clipboard import Copied
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.dialogs.overwrite import SaveAs
from rejection_tui.tui.dialogs.plain import PlainView
from rejection_tui.tui.dialogs.win import WinDialog
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.field import LineInput
from rejection_tui.tui.widgets.findings import Findings
from rejection_tui.tui.widgets.key_line import KeyLine
from rejection_tui.tui.widgets.marked_text import Mark, MarkedText
from rejection_tui.tui.widgets.page import perform, read_or_notify


def words_of(text: str) -> int:
    """Return how many words a text has."""
    return len(text.split())


def word_count(text: str) -> Content:
    """Return "74 words"."""
    count = words_of(text)
    return Content("1 word" if count == 1 else f"{count} words")


def note_count(text: str, limit: int, sent: int, monthly: int) -> Content:
    """Return "143/200 · 2 of 5 notes this month", in UTF-16 units, marked when over a limit."""
    length = utf16_length(text)
    over = f" ({length - limit} too many)" if length > limit else ""
    style = "bold $text-error" if over else ""
    many = "$text-warning" if sent >= monthly else ""
    return Content.assemble((f"{length}/{limit}{over}", style), " · ", (f"{sent} of {monthly} notes this month", many))


GROUP: Final = "Composer"

KEY_COMMANDS: Final = (
    Command("composer.copy", "y", "copy", "Put the text on the clipboard, and say honestly how.", "copy", True, GROUP),
    Command("composer.edit", "e,enter", "edit", "Change the text; the checks follow as you type.", "edit", True, GROUP),
    Command("composer.sent", "S", "sent", "Record that you sent it; undo takes that back.", "sent", True, GROUP),
    Command("composer.mail", "o", "mail", "Open it in your mail program, addressed and filled.", "mailto", True, GROUP),
    Command("composer.write", "w", "file", "Write it to an .eml file.", "write", True, GROUP),
    Command("composer.reword", "r", "reword", "Show the next wording; kept versions stay.", "reword", True, GROUP),
    Command(
        "composer.question",
        "f",
        "question",
        "Reply alone, or reply and request for feedback as one email.",
        "question",
        True,
        GROUP,
    ),
    Command("composer.view", "v", "view", "Show the bare text, to select with the mouse.", "plain", False, GROUP),
    Command(
        "composer.older", "left_square_bracket", "older", "Show the version before this one.", "older", False, GROUP
    ),
    Command(
        "composer.newer", "right_square_bracket", "newer", "Show the version after this one.", "newer", False, GROUP
    ),
    Command("composer.editor", "E,f4", "editor", "Edit the text in $VISUAL or $EDITOR.", "editor", False, GROUP),
    Command(
        "composer.now", "exclamation_mark", "now", "Copy now although the cool-off says later.", "now", False, GROUP
    ),
    Command(
        "composer.win", "n", "win", "Note something worth telling and write a value update of it.", "win", False, GROUP
    ),
    Command("composer.down", "j,down", "down", "Scroll the text down.", "scroll_text(1)", False, GROUP),
    Command("composer.up", "k,up", "up", "Scroll the text up.", "scroll_text(-1)", False, GROUP),
    Command("composer.page_down", "pagedown,space", "page", "Scroll a page down.", "scroll_text(10)", False, GROUP),
    Command("composer.page_up", "pageup", "page", "Scroll a page up.", "scroll_text(-10)", False, GROUP),
    Command("composer.top", "g,home", "top", "Go to the top of the text.", "scroll_text(-9999)", False, GROUP),
    Command("composer.end", "G,end", "end", "Go to the end of the text.", "scroll_text(9999)", False, GROUP),
    Command("composer.leave", "escape", "back", "End editing and keep the text; or go back.", "leave", True, GROUP),
)
#: Actions disabled while text is typed, because their keys are text then.
READING_ACTIONS: Final = frozenset(
    {
        "copy",
        "edit",
        "sent",
        "mailto",
        "write",
        "reword",
        "question",
        "plain",
        "older",
        "newer",
        "now",
        "win",
        "scroll_text",
    }
)


#: The rule that blocks a value update without a win.
NO_WIN: Final = "value.no_win"


def title_words(records: Records, draft: Draft, place: str) -> str:
    """Return "Gracious reply · Northwind Ltd · interview · version 2 of 3"."""
    rejection = records.rejections.get(draft.rejection)
    contact = records.contacts.get(draft.contact)
    label = draft.kind.label
    parts = [label[0].upper() + label[1:]]
    if rejection is not None:
        parts += [rejection.company, rejection.stage.label]
    elif contact is not None:
        parts += [contact.name, contact.company]
    return " · ".join(part for part in [*parts, place] if part)


def place_words(versions: tuple[Draft, ...], draft: Draft) -> str:
    """Return "version 2 of 3" for a saved draft, "new wording" for an unsaved one when there are saved ones."""
    at = next((i for i, one in enumerate(versions) if one.uid == draft.uid), None)
    if at is None:
        return "new wording" if versions else ""
    return f"version {len(versions) - at} of {len(versions)}" if len(versions) > 1 else ""


def state_words(draft: Draft, ready: datetime | None, now: datetime) -> str:
    """Return the state of the draft; what the program copied and what the user marked as sent are named separately."""
    copied = f"copied {moment_words(draft.copied, now)}" if draft.copied else ""
    if draft.sent:
        sent = f"sent {moment_words(draft.sent, now)}, by your word"
        return f"{copied} · {sent}" if copied else sent
    if copied:
        return f"{copied} · not marked as sent"
    if ready:
        return f"ready to copy from {moment_words(ready, now)} (! copies now)"
    return "not copied · not sent"


def moment_words(moment: datetime, now: datetime) -> str:
    """Return a time in short: "10:02", "tomorrow 09:00", "23 Nov 10:02"."""
    local, day = moment.astimezone(now.tzinfo), local_day(moment, now)
    clock = f"{local:%H:%M}"
    if day == now.date():
        return clock
    if day == now.date() + timedelta(days=1):
        return f"tomorrow {clock}"
    if day == now.date() - timedelta(days=1):
        return f"yesterday {clock}"
    year = f" {day.year}" if day.year != now.year else ""
    return f"{day.day} {day:%b}{year} {clock}"


def marks_of(findings: Iterable[Finding], body: str) -> Iterator[Mark]:
    """Yield a mark for each place in the body with a finding; good findings are not marked."""
    for finding in findings:
        if finding.severity is Severity.GOOD or finding.rule.startswith("subject."):
            continue
        start, end = finding.start, finding.end
        if not (finding.words and body[start:end] == finding.words):
            start = body.find(finding.words) if finding.words else -1
            end = start + len(finding.words)
        if start >= 0 and end > start:
            yield Mark(start, end, finding.severity.value)


def file_name(records: Records, draft: Draft) -> str:
    """Return a name for the file, such as "northwind-ltd-reply.eml": letters, digits and hyphens only."""
    rejection, contact = records.rejections.get(draft.rejection), records.contacts.get(draft.contact)
    whom = rejection.company if rejection else contact.name if contact else ""
    words = fold(f"{whom} {draft.kind.value}".replace("_", " ")).encode("ascii", "ignore").decode().split()
    return f"{'-'.join(words)[:60]}.eml"


def refusal_words(findings: Sequence[Finding]) -> str:
    """Return the sentence why a draft cannot be copied or sent, "" when nothing blocks it."""
    blocks = [f for f in findings if f.severity is Severity.BLOCK]
    if not blocks:
        return ""
    words = [f"“{f.words}”" for f in blocks if f.words]
    named = ", ".join(dict.fromkeys(words)) or blocks[0].message
    how = "n notes a win" if any(f.rule == NO_WIN for f in findings) else "e edits the text"
    return f"Not yet: {named} must be filled in or mended first. {how}."


TYPING_PAUSE: Final = 0.15  # seconds without typing before the draft is checked again
PLACEHOLDER: Final = "[your name]"


class DraftPage(Screen[None]):
    """Shows and edits a draft; `draft` is the text on the screen, saved or not."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = KEY_COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    CSS_PATH = "composer.tcss"
    AUTO_FOCUS = ""
    KEEPS_ITSELF: ClassVar[bool] = True  # see `on_unmount`

    editing: var[bool] = var(False, init=False)

    def __init__(self, context: AppContext, draft: Draft) -> None:
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (150, "-broad")]
        self.context = context
        self.draft = draft
        self.findings: tuple[Finding, ...] = ()
        self._fresh = draft
        self._timer: Timer | None = None

    # What the screen shows

    def compose(self) -> ComposeResult:
        """Lay out head, fields, text and checks."""
        yield Static("", id="composer-title", markup=False)
        with Horizontal(id="composer-name-row"):
            yield Static("Your name, for the signature:", classes="row--label", markup=False)
            yield LineInput(placeholder="enter keeps it", id="composer-name")
        if self.draft.kind.spec.channel is not Channel.LINKEDIN:
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
        self._set_editable(False)
        self.show(self.draft)
        signal = getattr(self.app, "records_changed", None)
        if isinstance(signal, Signal):
            signal.subscribe(self, self._records_changed)
        if not self.context.records.me.name and PLACEHOLDER in self.draft.body:
            self.add_class("-asking")
            self.query_one("#composer-name", Input).focus()

    def _records_changed(self, _: object) -> None:
        """Take over the stored state of the draft after a change elsewhere, unless text is being typed."""
        if not self.editing:
            fresh = replace(self.draft, copied=None, copied_how="", sent=None)
            self.draft = self.context.records.drafts.get(self.draft.uid, fresh)
            self.check_draft()

    def show(self, draft: Draft) -> None:
        """Show this draft instead of the one before."""
        self.draft = draft
        for name, value in (("to", draft.to), ("subject", draft.subject)):
            for field in self.query(f"#composer-{name}").results(Input):
                field.value = clean_line(value)
        if self._body.text != clean(draft.body):
            self._body.load_text(clean(draft.body))
        self.check_draft()

    def check_draft(self) -> None:
        """Check the draft, and show findings, counts, title and state."""
        findings = read_or_notify(self, lambda: drafts.check(self.context, self.draft))
        self.findings = findings or ()
        self.query_one(Findings).findings = self.findings
        self._body.mark(marks_of(self.findings, self._body.text))
        self._body.border_subtitle = self._count()
        versions = versions_of(self.context.records, self.draft)
        title = title_words(self.context.records, self.draft, place_words(versions, self.draft))
        self.query_one("#composer-title", Static).update(shown(title))
        state = state_words(self.draft, drafts.ready(self.context, self.draft), self.context.now())
        early = drafts.early_words(self.context, self.draft)
        self.query_one("#composer-state", Static).update(shown(f"{state} · {early}" if early else state))

    def _count(self) -> Content:
        if self.draft.kind.spec.channel is not Channel.LINKEDIN:
            return word_count(self.draft.body)
        rules = self.context.rules
        sent = linkedin_notes_this_month(self.context.records, self.context.now())
        return note_count(self.draft.body, rules.linkedin_limit, sent, rules.linkedin_notes_per_month)

    @property
    def _body(self) -> MarkedText:
        return self.query_one("#composer-body", MarkedText)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the actions of `READING_ACTIONS` while text is typed."""
        return not (action in READING_ACTIONS and (self.editing or self._asking))

    @property
    def _asking(self) -> bool:
        return self.has_class("-asking")

    def say(self, sentence: str, warn: bool = False) -> None:
        """Show a notification."""
        self.notify(clean_line(sentence), severity="warning" if warn else "information", timeout=6, markup=False)

    # The user's name

    @on(Input.Submitted, "#composer-name")
    def _named(self, event: Input.Submitted) -> None:
        event.stop()
        name = clean_line(event.value)
        if not name:
            self._stop_asking()
        elif perform(self, lambda: letters.confirm_name(self.context, name)):
            self._stop_asking()
            body = self.draft.body.replace(PLACEHOLDER, name)
            self.show(replace(self.draft, body=body) if self._is_saved else self._composed(self.draft.kind))

    def _stop_asking(self) -> None:
        self.remove_class("-asking")
        self.set_focus(None)
        self.refresh_bindings()

    @property
    def _is_saved(self) -> bool:
        return self.draft.uid in self.context.records.drafts

    def _composed(self, kind: DraftKind, variant: int = 0) -> Draft:
        """Return a newly composed draft for the same people; the current one when composing is refused."""
        old = self.draft
        new = read_or_notify(
            self,
            lambda: drafts.compose(self.context, kind, old.rejection, old.contact, old.feedback, old.win, variant),
        )
        self._fresh = new or old
        return self._fresh

    # Editing

    def watch_editing(self, editing: bool) -> None:
        """Open the fields for typing, or close them and keep what was typed."""
        self.set_class(editing, "-editing")
        self._set_editable(editing)
        self._body.border_title = Content("Message, editing: esc ends" if editing else "Message")
        self.set_focus(self._body if editing else None)
        self.refresh_bindings()

    def _set_editable(self, editing: bool) -> None:
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
            self._timer = self.set_timer(TYPING_PAUSE, self._read_fields_and_check)
            self._read_fields()

    def _read_fields_and_check(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._read_fields()
        self.check_draft()

    def _read_fields(self) -> None:
        to, subject = self._line("to", self.draft.to), self._line("subject", self.draft.subject)
        self.draft = replace(self.draft, to=to, subject=subject, body=clean(self._body.text))

    def on_unmount(self) -> None:
        """Save what is being typed when the program is closed."""
        if not self.editing:
            return
        try:
            drafts.save(self.context, self.draft)
        except RejtuiError:
            remembered.keep_typed(self.context, self.draft.body)

    def _line(self, name: str, otherwise: str) -> str:
        fields = self.query(f"#composer-{name}").results(Input)
        return next((clean_line(field.value) for field in fields), otherwise)

    @on(Input.Submitted, "#composer-to")
    @on(Input.Submitted, "#composer-subject")
    def _next_field(self, event: Input.Submitted) -> None:
        event.stop()
        self.focus_next()

    def action_leave(self) -> None:
        """Stop asking for the name, or stop editing and save, or close."""
        if self._asking:
            self._stop_asking()
        elif self.editing:
            self._read_fields_and_check()
            if self._save_text():
                self.editing = False
        else:
            self.dismiss(None)

    def _save_text(self) -> bool:
        """Save the text as a version if it changed; False when saving was refused, and editing goes on."""
        kept = self.context.records.drafts.get(self.draft.uid, self._fresh)
        texts = [(d.to, d.subject, d.body) for d in (kept, self.draft)]
        if kept.uid == self.draft.uid and texts[0] == texts[1]:
            return True
        return self._change_draft(lambda: drafts.save(self.context, self.draft))

    def _change_draft(self, change: Callable[[], Draft], message: str = "") -> bool:
        """Run a change that returns the stored draft, and show that draft; False when it was refused."""
        result: list[Draft] = []
        if not perform(self, lambda: result.append(change()), message):
            return False
        self.show(result[0])
        return True

    def _record_for(self, draft: Draft, change: Callable[[], Draft]) -> None:
        """Run a change of `draft`; show its result only while that draft is still on the screen."""
        if self.is_attached and draft == self.draft and not self.editing:
            self._change_draft(change)
        else:
            perform(self, change)


WHEN_SENT: Final = "S when you have sent it."


class Composer(DraftPage):
    """Opens with a composed draft, for reading; the program itself never sends anything."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = KEY_COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    CSS_PATH = "composer.tcss"

    def __init__(self, context: AppContext, draft: Draft) -> None:
        super().__init__(context, draft)
        self._variant = 0
        self._copying = False

    # Handing out

    def _may_hand_out(self) -> bool:
        """Return True when nothing blocks the draft and its cool-off is over; otherwise show why not."""
        refusal = refusal_words(self.findings) if self.draft.body.strip() else "There is no text yet. e edits it."
        moment = drafts.ready(self.context, self.draft)
        if not refusal and moment is not None:
            refusal = f"Ready to copy from {moment_words(moment, self.context.now())}. Press ! to copy it now."
        if refusal:
            self.say(refusal, warn=True)
        return not refusal

    def action_copy(self) -> None:
        """Copy the text in a thread, because a clipboard tool may be slow."""
        if self._copying or not self._may_hand_out():
            return
        self._copying = True
        self._copy(self.draft)

    @work(thread=True, group="copy")
    def _copy(self, draft: Draft) -> None:
        app = self.app

        def terminal(text: str) -> None:
            app.call_from_thread(app.copy_to_clipboard, text)

        result = clipboard.copy(draft.body, terminal, keep=lambda text: drafts.keep_last(self.context, text))
        app.call_from_thread(self._copied, draft, result)

    def _copied(self, draft: Draft, result: Copied) -> None:
        self._copying = False
        if not result.arrived:
            self.say(result.message, warn=True)
            return
        self.say(f"{result.message} {WHEN_SENT}")
        self._record_for(draft, lambda: drafts.record_copied(self.context, draft, result.how))

    def action_now(self) -> None:
        """Copy although the cool-off is not over."""
        self.draft = replace(self.draft, ready_from=None)
        self.action_copy()

    def action_mailto(self) -> None:
        """Open the mail program on this draft."""
        if self.draft.kind.spec.channel is Channel.LINKEDIN:
            self.say("A LinkedIn note is pasted, not mailed: y copies it.", warn=True)
        elif self._may_hand_out() and (url := read_or_notify(self, lambda: drafts.mailto(self.draft))):
            self._open_mail(url, self.draft)

    @work(thread=True, group="mail")
    def _open_mail(self, url: str, draft: Draft) -> None:
        try:
            mail_program.open_mail(url)
        except RejtuiError as error:
            self.app.call_from_thread(self.say, error.sentence, True)
        else:
            self.app.call_from_thread(self._opened, draft)

    def _opened(self, draft: Draft) -> None:
        self.say(f"Handed to your mail program. {WHEN_SENT}")
        self._record_for(draft, lambda: drafts.save(self.context, draft))

    def action_write(self) -> None:
        """Ask for a file and write the draft there."""
        if self.draft.kind.spec.channel is Channel.LINKEDIN:
            self.say("A LinkedIn note is pasted, not mailed: y copies it.", warn=True)
        elif self._may_hand_out():
            path = Path.cwd() / file_name(self.context.records, self.draft)
            self.app.push_screen(SaveAs("Write the draft to a file", path), self._write)

    def _write(self, chosen: tuple[Path, bool] | None) -> None:
        if chosen is None:
            return
        path = read_or_notify(self, lambda: drafts.write_eml(self.context, self.draft, *chosen))
        if path is not None:
            self.say(f"Written to {path}. {WHEN_SENT}")
            self._record_for(self.draft, lambda: drafts.save(self.context, self.draft))

    def action_plain(self) -> None:
        """Show the bare text."""
        self.app.push_screen(PlainView(self.draft.body))

    def action_sent(self) -> None:
        """Record that the user has sent it."""
        if self.draft.sent is not None:
            self.say("This one is recorded as sent already.")
        else:
            self._change_draft(
                lambda: drafts.record_sent(self.context, self.draft), "Recorded as sent. u takes it back."
            )

    # Wordings and versions

    def action_reword(self) -> None:
        """Show the next wording of the same message."""
        count = drafts.variants(self.context, self.draft.kind, self.draft.rejection)
        if count < 2:
            self.say("There is one wording for this message; e edits it.")
            return
        self._variant = (self._variant + 1) % count
        self.show(self._composed(self.draft.kind, self._variant))
        self.say(f"Wording {self._variant + 1} of {count}.")

    def action_question(self) -> None:
        """Add the request for feedback to a reply, or remove it."""
        twin = self.draft.kind.spec.twin
        if twin is None:
            self.say("Only a reply can carry the request for feedback with it.")
            return
        old = self.draft
        new = read_or_notify(
            self, lambda: drafts.open(self.context, twin, old.rejection, old.contact, old.feedback, old.win)
        )
        if new is not None:
            self._fresh, self._variant = new, 0
            self.show(new)

    def action_older(self) -> None:
        """Show the saved version before this one."""
        self._show_version(1, "There is no older version.")

    def action_newer(self) -> None:
        """Show the version after this one."""
        self._show_version(-1, "This is the newest version.")

    def _show_version(self, by: int, end: str) -> None:
        kept = list(versions_of(self.context.records, self.draft))
        if all(one.uid != self._fresh.uid for one in kept):
            kept.insert(0, self._fresh)
        at = next((i for i, one in enumerate(kept) if one.uid == self.draft.uid), 0)
        if 0 <= at + by < len(kept):
            self.show(kept[at + by])
        else:
            self.say(end)

    def action_win(self) -> None:
        """Note a win, and compose the value update about it."""
        if not self.draft.kind.spec.needs_win:
            self.say("A win goes into a value update to a contact; this is another message.")
        else:
            self.app.push_screen(WinDialog(self.context), self._win_noted)

    def _win_noted(self, win: str | None) -> None:
        if win:
            self.draft = replace(self.draft, win=win)
            self.show(self._composed(self.draft.kind, self._variant))

    # Editing elsewhere

    def action_editor(self) -> None:
        """Edit the text in the user's editor."""
        if self.editing:
            self._read_fields_and_check()
        try:
            with self.app.suspend():
                edited = editor.edit(self.draft.body)
        except SuspendNotSupported:
            self.say("An editor cannot be opened in this terminal; e edits here.", warn=True)
        except UsageError as error:
            self.say(error.sentence, warn=True)
        else:
            self._body.load_text(edited.text)
            self._read_fields_and_check()
            self._save_text()
            if edited.trouble:
                self.say(edited.trouble, warn=True)

    def action_scroll_text(self, by: int) -> None:
        """Scroll the text by `by` lines, unless text is being typed."""
        self._body.scroll_relative(y=by, animate=False)
