"""Editing a draft by hand, in the composer or in the user's editor, and saving what was typed."""

from collections.abc import Callable

from textual import on
from textual.app import SuspendNotSupported
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, TextArea, text_area

from rejection_tui.domain.draft import Draft
from rejection_tui.domain.errors import RejtuiError, UsageError
from rejection_tui.domain.ids import new_uid
from rejection_tui.domain.record import replace
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.services import drafts, history, profile, remembered
from rejection_tui.services.context import AppContext
from rejection_tui.services.drafts import open_place
from rejection_tui.services.drafts.situation import NAME_PLACEHOLDER
from rejection_tui.system import editor
from rejection_tui.tui.screens.composer.changes import Shown
from rejection_tui.tui.screens.composer.page import same_text
from rejection_tui.tui.screens.composer.undoing import UndoingPage
from rejection_tui.tui.widgets.page import perform, read_or_notify

TYPING_PAUSE = 0.15  # seconds without typing before the draft is checked again


class EditingPage(UndoingPage):
    """A draft that can be changed: by typing, by the user's editor, or by a function that returns another text."""

    def __init__(self, context: AppContext, draft: Draft) -> None:
        super().__init__(context, draft)
        self._timer: Timer | None = None
        self._before: Shown | None = None  # what was shown when the typing began
        self._left_open: editor.LeftOpen | None = None  # the file of an editor that returned at once

    # The user's name

    @on(Input.Submitted, "#composer-name")
    def _named(self, event: Input.Submitted) -> None:
        event.stop()
        name = clean_line(event.value)
        if not name:
            self._stop_asking()
        elif perform(self, lambda: profile.confirm_name(self.context, name)):
            self._stop_asking()
            body = self.draft.body.replace(NAME_PLACEHOLDER, name)
            self.show(replace(self.draft, body=body) if self.is_saved else self.composed())

    def _stop_asking(self) -> None:
        self.remove_class("-asking")
        self.set_focus(None)
        self.refresh_bindings()

    # Other texts

    def composed(self, variant: int = 0) -> Draft:
        """Return the same message newly composed; the current one when composing is refused."""
        self.fresh = read_or_notify(self, lambda: drafts.reworded(self.context, self.draft, variant)) or self.draft
        return self.fresh

    def take(self, what: str, change: Callable[[], Draft], same: str) -> bool:
        """Show the draft that `change` returns, as one change named `what`; say `same` when it is no other."""
        new, before = read_or_notify(self, lambda: change()), self.shown_now
        if new is None:
            return False
        if same_text(new, self.draft) and new.language == self.draft.language:
            self.say(same)
            return False
        if new.uid in self.context.records.drafts:
            new = replace(new, uid=new_uid(), created=self.context.now(), copied=None, copied_how="", sent=None)
        self.fresh = new
        self.show(new)
        self.note(what, before)
        return True

    # Typing

    def watch_editing(self, editing: bool) -> None:
        """Open the fields for typing, or close them and keep what was typed."""
        self.set_class(editing, "-editing")
        self.remove_class("-letter")
        self.set_editable(editing)
        self.body.border_title = Content("Message, editing: ctrl+s keeps it" if editing else "Message")
        self.set_focus(self.body if editing else None)
        self.refresh_bindings()

    def action_edit(self) -> None:
        """Start editing; the undo of the text area begins here."""
        self._before = self.shown_now
        self.body.history.clear()
        self.editing = True

    def select_open_place(self) -> None:
        """Select the first open place of the text, so that typing replaces it."""
        text = self.body.text
        if (place := open_place(text)) is not None:
            lines = [text.count("\n", 0, at) for at in place]
            columns = [at - (text.rfind("\n", 0, at) + 1) for at in place]
            self.body.selection = text_area.Selection((lines[0], columns[0]), (lines[1], columns[1]))

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
        self.draft = replace(self.draft, to=to, subject=subject, body=clean(self.body.text))

    def _line(self, name: str, otherwise: str) -> str:
        fields = self.query(f"#composer-{name}").results(Input)
        return next((clean_line(field.value) for field in fields), otherwise)

    @on(Input.Submitted, "#composer-to")
    @on(Input.Submitted, "#composer-subject")
    def _next_field(self, event: Input.Submitted) -> None:
        event.stop()
        self.focus_next()

    def action_leave(self) -> None:
        """Stop asking for the name, stop editing and save, leave the letter, or close."""
        if self.asking:
            self._stop_asking()
        elif self.editing:
            before = self._before or self.shown_now
            self._read_fields_and_check()
            if self.save_text("the edit", before):
                self.editing = False
        elif self.reads_letter:
            self.leave_letter()
        elif self.checks_are_open:
            self.action_checks()
        else:
            self._end_left_open()
            self.dismiss(None)

    def action_keep(self) -> None:
        """Stop editing and save."""
        self.action_leave()

    def on_unmount(self) -> None:
        """Save what is being typed, here or in an editor that is still open, when the program is closed."""
        if self.editing:
            try:
                drafts.save(self.context, self.draft)
            except RejtuiError:
                remembered.keep_typed(self.context, self.draft.body)
        self._keep_left_open()

    def on_mount(self) -> None:
        """Read what an editor with a window of its own has saved as soon as the user is back in this one."""
        self.watch(self.app, "app_focus", self._focus_changed, init=False)

    def _focus_changed(self, focus: bool) -> None:
        if focus and self._left_open is not None and self.is_current:
            self.read_left_open()

    # Saving

    def save_text(self, what: str, before: Shown) -> bool:
        """Save the text as a version if it changed, as the change `what`; False when saving was refused."""
        kept = self.context.records.drafts.get(self.draft.uid, self.fresh)
        if kept.uid == self.draft.uid and same_text(kept, self.draft):
            self.note(what, before)
            return True
        entry = self.change_draft(lambda: drafts.save(self.context, self.draft))
        if entry is not None:
            self.note(what, before, entry)
        return entry is not None

    def change_draft(self, change: Callable[[], Draft], message: str = "") -> str | None:
        """Run a change that returns the stored draft, and show that draft; None when it was refused.

        Return the id of the act that was filed, "" when nothing had to be.
        """
        result: list[Draft] = []
        last = history.newest(self.context)
        if not perform(self, lambda: result.append(change()), message):
            return None
        self.show(result[0])
        newest = history.newest(self.context)
        return newest if newest != last else ""

    def record_for(self, draft: Draft, change: Callable[[], Draft]) -> None:
        """Run a change of `draft`; show its result only while that draft is still on the screen."""
        is_shown = self.is_attached and bool(self.query("#composer-body"))  # not while the screen is being closed
        if is_shown and draft == self.draft and not self.editing:
            self.change_draft(change)
        else:
            perform(self, change)

    # The user's editor

    def action_editor(self) -> None:
        """Edit the text in the user's editor, or read what an editor that is still open has saved."""
        if self.read_left_open():
            return
        before = self.shown_now
        if self.editing:
            self._read_fields_and_check()
        try:
            with self.app.suspend():
                print(editor.waiting_words(), flush=True)
                edited = editor.edit(self.draft.body, left=self._left_open)
        except SuspendNotSupported:
            self.say("An editor cannot be opened in this terminal; e edits here.", warn=True)
        except UsageError as error:
            self.say(error.sentence, warn=True)
        else:
            self._left_open = edited.left
            self._take_edited(edited.text, before)
            if edited.left is not None:
                self.say("Your editor returned at once. When you have saved there, E here reads it.", warn=True)
            elif edited.trouble:
                self.say(edited.trouble, warn=True)

    def read_left_open(self) -> bool:
        """Take what an editor that returned at once has saved since; False when there is nothing new."""
        now = editor.saved(self._left_open) if self._left_open is not None else None
        if now is None:
            return False
        if self.editing:  # what was typed here meanwhile becomes a version of its own
            self._read_fields_and_check()
            self.save_text("the edit", self._before or self.shown_now)
        self._before = before = self.shown_now
        self._left_open = now
        self._take_edited(now.given, before)
        self.say("Read what your editor saved. u takes it back.")
        return True

    def _take_edited(self, text: str, before: Shown) -> None:
        self.body.load_text(text)
        self._read_fields_and_check()
        self.save_text("what your editor changed", self._before if self.editing and self._before else before)
        self._before = self.shown_now

    def _end_left_open(self) -> None:
        """Read what the editor has saved, for the composer closes; a file that was never saved is kept for it."""
        self.read_left_open()
        left, self._left_open = self._left_open, None
        if left is not None and left.read:
            editor.forget(left)
        elif left is not None:
            self.say(f"Your editor may still have this draft open. Its file stays: {left.path}", warn=True)

    def _keep_left_open(self) -> None:
        """Save what the editor has saved, for the program closes."""
        left, self._left_open = self._left_open, None
        now = editor.saved(left) if left is not None else None
        if now is None:
            return
        try:
            drafts.save(self.context, replace(self.draft, body=now.given))
        except RejtuiError:
            remembered.keep_typed(self.context, now.given)
        editor.forget(now)
