"""The composer: a draft with one key for each way out. What was copied and what was sent are told apart."""

from dataclasses import replace
from pathlib import Path
from typing import ClassVar, Final

from textual import work
from textual.app import SuspendNotSupported
from textual.binding import BindingType

from rejection_tui.domain.draft import Draft, DraftKind
from rejection_tui.domain.errors import RejtuiError, UsageError
from rejection_tui.services import drafts
from rejection_tui.services.desk import Desk
from rejection_tui.tui import clipboard, editor, mail_program
from rejection_tui.tui.acts import Act, bindings
from rejection_tui.tui.clipboard import Copied
from rejection_tui.tui.dialogs.overwrite import SaveAs
from rejection_tui.tui.dialogs.plain import PlainView
from rejection_tui.tui.dialogs.win import WinDialog
from rejection_tui.tui.screens.composer_acts import ACTS
from rejection_tui.tui.screens.composer_words import file_name, moment_words, refusal_words
from rejection_tui.tui.screens.draft_page import DraftPage
from rejection_tui.tui.widgets.page import asked

#: Each kind and what it becomes when the question for feedback joins or leaves it.
TWINS: Final = {
    DraftKind.REPLY: DraftKind.REPLY_AND_FEEDBACK,
    DraftKind.REPLY_AND_FEEDBACK: DraftKind.REPLY,
    DraftKind.FEEDBACK: DraftKind.REPLY_AND_FEEDBACK,
}
WHEN_SENT: Final = "S when you have sent it."


class Composer(DraftPage):
    """Opens on the finished draft, for reading; nothing is ever sent from here."""

    ACTS: ClassVar[tuple[Act, ...]] = ACTS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTS)]
    CSS_PATH = "composer.tcss"

    def __init__(self, desk: Desk, draft: Draft) -> None:
        super().__init__(desk, draft)
        self._variant = 0
        self._copying = False

    # Ways out

    def _may_leave(self) -> bool:
        """True when nothing blocks the draft and its night's sleep is over; says why not otherwise."""
        refusal = refusal_words(self.findings) if self.draft.body.strip() else "There is no text yet. e edits it."
        moment = drafts.ready(self.desk, self.draft)
        if not refusal and moment is not None:
            refusal = f"Ready to copy from {moment_words(moment, self.desk.now())}. Press ! to copy it now."
        if refusal:
            self.say(refusal, warn=True)
        return not refusal

    def action_copy(self) -> None:
        """Copy the text, in a thread: a clipboard tool may take its time."""
        if self._copying or not self._may_leave():
            return
        self._copying = True
        self._copy(self.draft)

    @work(thread=True, group="copy")
    def _copy(self, draft: Draft) -> None:
        app = self.app

        def terminal(text: str) -> None:
            app.call_from_thread(app.copy_to_clipboard, text)

        result = clipboard.copy(draft.body, terminal, keep=lambda text: drafts.keep_last(self.desk, text))
        app.call_from_thread(self._copied, draft, result)

    def _copied(self, draft: Draft, result: Copied) -> None:
        self._copying = False
        if not result.arrived:
            self.say(result.message, warn=True)
            return
        self.say(f"{result.message} {WHEN_SENT}")
        self._recorded(draft, lambda: drafts.copied(self.desk, draft, result.how))

    def action_now(self) -> None:
        """Copy although the cool-off says later."""
        self.draft = replace(self.draft, ready_from=None)
        self.action_copy()

    def action_mailto(self) -> None:
        """Open the mail program on this draft."""
        if self.draft.kind is DraftKind.LINKEDIN:
            self.say("A LinkedIn note is pasted, not mailed: y copies it.", warn=True)
        elif self._may_leave() and (url := asked(self, lambda: drafts.mailto(self.draft))):
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
        self._recorded(draft, lambda: drafts.save(self.desk, draft))

    def action_write(self) -> None:
        """Ask for a file and write the draft there."""
        if self.draft.kind is DraftKind.LINKEDIN:
            self.say("A LinkedIn note is pasted, not mailed: y copies it.", warn=True)
        elif self._may_leave():
            path = Path.cwd() / file_name(self.desk.book, self.draft)
            self.app.push_screen(SaveAs("Write the draft to a file", path), self._write)

    def _write(self, chosen: tuple[Path, bool] | None) -> None:
        if chosen is None:
            return
        path = asked(self, lambda: drafts.write_eml(self.desk, self.draft, *chosen))
        if path is not None:
            self.say(f"Written to {path}. {WHEN_SENT}")
            self._recorded(self.draft, lambda: drafts.save(self.desk, self.draft))

    def action_plain(self) -> None:
        """Show the bare text."""
        self.app.push_screen(PlainView(self.draft.body))

    def action_sent(self) -> None:
        """Record, on the user's word, that it was sent."""
        if self.draft.sent is not None:
            self.say("This one is recorded as sent already.")
        else:
            self._done(lambda: drafts.sent(self.desk, self.draft), "Recorded as sent. u takes it back.")

    # Wordings and versions

    def action_reword(self) -> None:
        """Show the next wording of the same message."""
        count = drafts.variants(self.desk, self.draft.kind, self.draft.rejection)
        if count < 2:
            self.say("There is one wording for this message; e edits it.")
            return
        self._variant = (self._variant + 1) % count
        self.show(self._composed(self.draft.kind, self._variant))
        self.say(f"Wording {self._variant + 1} of {count}.")

    def action_question(self) -> None:
        """Turn a reply into one with the request for feedback, and back."""
        twin = TWINS.get(self.draft.kind)
        if twin is None:
            self.say("Only a reply can carry the request for feedback with it.")
            return
        old = self.draft
        new = asked(self, lambda: drafts.open(self.desk, twin, old.rejection, old.contact, old.feedback, old.win))
        if new is not None:
            self._fresh, self._variant = new, 0
            self.show(new)

    def action_older(self) -> None:
        """Show the kept version before this one."""
        self._step(1, "There is no older version.")

    def action_newer(self) -> None:
        """Show the version after this one."""
        self._step(-1, "This is the newest version.")

    def _step(self, by: int, end: str) -> None:
        kept = list(drafts.versions(self.desk.book, self.draft))
        if all(one.uid != self._fresh.uid for one in kept):
            kept.insert(0, self._fresh)
        at = next((i for i, one in enumerate(kept) if one.uid == self.draft.uid), 0)
        if 0 <= at + by < len(kept):
            self.show(kept[at + by])
        else:
            self.say(end)

    def action_win(self) -> None:
        """Note a win, and write the value update of it."""
        if self.draft.kind is not DraftKind.VALUE:
            self.say("A win goes into a value update to a contact; this is another message.")
        else:
            self.app.push_screen(WinDialog(self.desk), self._won)

    def _won(self, win: str | None) -> None:
        if win:
            self.draft = replace(self.draft, win=win)
            self.show(self._composed(self.draft.kind, self._variant))

    # Editing elsewhere

    def action_editor(self) -> None:
        """Hand the text to the user's editor and take it back."""
        if self.editing:
            self._take_in()
        try:
            with self.app.suspend():
                edited = editor.edit(self.draft.body)
        except SuspendNotSupported:
            self.say("An editor cannot be opened in this terminal; e edits here.", warn=True)
        except UsageError as error:
            self.say(error.sentence, warn=True)
        else:
            self._body.load_text(edited.text)
            self._take_in()
            self._keep()
            if edited.trouble:
                self.say(edited.trouble, warn=True)

    def action_scroll_text(self, by: int) -> None:
        """Scroll the text by so many lines; while text is typed the keys are its own."""
        self._body.scroll_relative(y=by, animate=False)
