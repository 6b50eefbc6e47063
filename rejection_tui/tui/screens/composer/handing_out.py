"""Handing a draft out: to the clipboard, the mail program or a file; and recording that the user sent it."""

from pathlib import Path

from textual import work

from rejection_tui.domain.day_words import moment_word
from rejection_tui.domain.draft import Channel, Draft
from rejection_tui.domain.errors import RejtuiError
from rejection_tui.domain.record import replace
from rejection_tui.services import drafts
from rejection_tui.services.context import AppContext
from rejection_tui.services.named_files import write_private
from rejection_tui.system import clipboard, mail_program
from rejection_tui.system.clipboard import Copied
from rejection_tui.tui.dialogs.overwrite import SaveAs
from rejection_tui.tui.screens.composer.editing import EditingPage
from rejection_tui.tui.screens.composer.words import done_word, file_name, refusal_words, when_done
from rejection_tui.tui.widgets.page import read_or_notify

NOT_MAILED = {
    Channel.LINKEDIN: "A LinkedIn note is pasted, not mailed: y copies it.",
    Channel.PHONE: "A phone sheet is for a call, not for an email: ctrl+e writes it to a file, y copies it.",
}


class HandingOutPage(EditingPage):
    """A draft that leaves the program; the program itself never sends anything."""

    def __init__(self, context: AppContext, draft: Draft) -> None:
        super().__init__(context, draft)
        self._copying = False
        self._handed_out = ""  # the words that went to the mail program or a file

    def _may_hand_out(self) -> bool:
        """Return True when nothing blocks the draft and its cool-off is over; otherwise show why not."""
        refusal = refusal_words(self.findings) if self.draft.body.strip() else "There is no text yet. e edits it."
        moment = drafts.ready(self.context, self.draft)
        if not refusal and moment is not None:
            refusal = f"Ready to copy from {moment_word(moment, self.context.now())}. Press ! to copy it now."
        if refusal:
            self.say(refusal, warn=True)
        return not refusal

    # The clipboard

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
        self.say(f"{result.message} {when_done(draft)}")
        self.record_for(draft, lambda: drafts.record_copied(self.context, draft, result.how))

    def action_now(self) -> None:
        """Copy although the cool-off is not over."""
        self.draft = replace(self.draft, ready_from=None)
        self.action_copy()

    # The mail program

    def action_mailto(self) -> None:
        """Open the mail program on this draft."""
        if refusal := NOT_MAILED.get(self.draft.kind.spec.channel, ""):
            self.say(refusal, warn=True)
        elif self._may_hand_out() and (url := read_or_notify(self, lambda: drafts.mailto(self.context, self.draft))):
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
        self._handed_out = draft.body
        self.say(f"Handed to your mail program. {when_done(draft)}")
        self.record_for(draft, lambda: drafts.save(self.context, draft))

    # A file

    def action_write(self) -> None:
        """Ask for a file and write the draft there: an email as .eml, the sheet of a call as text."""
        if self.draft.kind.spec.channel is Channel.LINKEDIN:
            self.say(NOT_MAILED[Channel.LINKEDIN], warn=True)
        elif self._may_hand_out():
            path = Path.cwd() / file_name(self.context.records, self.draft)
            self.app.push_screen(SaveAs("Write the draft to a file", path), self._write)

    def _write(self, chosen: tuple[Path, bool] | None) -> None:
        if chosen is None:
            return
        path = read_or_notify(self, lambda: self._written(*chosen))
        if path is not None:
            self._handed_out = self.draft.body
            self.say(f"Written to {path}. {when_done(self.draft)}")
            self.record_for(self.draft, lambda: drafts.save(self.context, self.draft))

    def _written(self, path: Path, over: bool) -> Path:
        if self.draft.kind.spec.channel is Channel.EMAIL:
            return drafts.write_eml(self.context, self.draft, path, over)
        text = f"{self.draft.body.rstrip()}\n"
        return write_private(self.context, path, text.encode("utf-8", "replace"), over)

    # Sent

    def action_sent(self) -> None:
        """Record that the user has sent it, or called."""
        done, before = done_word(self.draft), self.shown_now
        if self.draft.sent is not None:
            self.say(f"This one is recorded as {done} already.")
            return
        never = self.draft.copied is None and self.draft.body != self._handed_out and done != "called"
        how = f"{done}, though this wording was not copied here" if never else done
        words = f"Recorded as {how}. u takes it back."
        entry = self.change_draft(lambda: drafts.record_sent(self.context, self.draft), words)
        if entry:
            self.note(f"that you {'called' if done == 'called' else 'sent it'}", before, entry)
