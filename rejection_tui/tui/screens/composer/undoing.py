"""Undo and redo in the composer: of its text first, of what is filed when nothing is left here."""

from dataclasses import replace as changed

from rejection_tui.domain.draft import Draft
from rejection_tui.domain.errors import RejtuiError
from rejection_tui.domain.ids import new_uid
from rejection_tui.domain.record import replace
from rejection_tui.services import drafts, history
from rejection_tui.services.context import AppContext
from rejection_tui.tui.screens.composer.changes import Change, Changes, Shown
from rejection_tui.tui.screens.composer.page import DraftPage, same_text
from rejection_tui.tui.widgets.page import read_or_notify

_STAYS = "What was filed with it stays, because something came after it."


class UndoingPage(DraftPage):
    """A draft whose changes can be taken back; whoever changes it calls `note` afterwards."""

    def __init__(self, context: AppContext, draft: Draft) -> None:
        super().__init__(context, draft)
        self.changes = Changes()

    @property
    def shown_now(self) -> Shown:
        """What is shown now, to be given to `note` after a change."""
        return Shown(self.draft, self.fresh, self.variant)

    def note(self, what: str, before: Shown, entry: str = "") -> None:
        """Note a change of what was shown `before`, named by `what`; `entry` is the act that was filed for it."""
        old, new = before.draft, self.draft
        if entry or not same_text(old, new) or (old.kind, old.language) != (new.kind, new.language):
            self.changes.add(Change(what, before, self.shown_now, entry))

    async def action_undo(self) -> None:
        """Take back the last change made here, else the last of the file, but never the rejection itself."""
        if self._is_typing():
            return
        change = self.changes.back()
        if change is not None:
            self._take_back(change)
            return
        saved, had_rejection = self.is_saved, self._has_rejection
        await self.app.run_action("app.undo")
        if had_rejection and not self._has_rejection:
            history.redo(self.context)
            self.publish()
            self._told("Nothing of this draft is left to take back; on the dashboard u takes back the rejection.")
            return
        if saved and not self.is_saved:
            self._show_what_is_left()

    async def action_redo(self) -> None:
        """Do again what was taken back last here, else the act of the file that was undone last."""
        if self._is_typing():
            return
        change = self.changes.forth()
        if change is None:
            await self.app.run_action("app.redo")
            return
        if change.entry:
            try:
                history.redo(self.context, change.entry)
            except RejtuiError as error:
                if not change.of_text:
                    self.changes.back()
                    self.say(error.sentence, warn=True)
                    return
        self._put(change.after)
        self._told(f"Done again: {change.what}.")

    def _is_typing(self) -> bool:
        if self.editing:
            self.say("ctrl+s ends the editing; then u takes it back.")
        return self.editing or self.asking

    def _take_back(self, change: Change) -> None:
        stays = ""
        if change.entry:
            try:
                history.undo(self.context, change.entry)
            except RejtuiError as error:
                if not change.of_text:
                    self.changes.forget_undone()
                    self.say(error.sentence, warn=True)
                    return
                stays = _STAYS
        self._put(change.before)
        self._told(f"Undone: {change.what}. {stays}")

    def _put(self, shown: Shown) -> None:
        """Show an earlier or later state; a text that is not the stored one of its uid becomes a new version."""
        kept = self.context.records.drafts.get(shown.draft.uid)
        if kept is not None and not same_text(kept, shown.draft):
            fresh = replace(shown.draft, uid=new_uid(), created=self.context.now(), copied=None, sent=None)
            shown = changed(shown, draft=fresh, fresh=fresh)
        draft = kept if kept is not None and same_text(kept, shown.draft) else shown.draft
        self.fresh, self.variant = (shown.fresh if kept is not None else draft), shown.variant
        self.show(draft)
        self.publish()

    def _told(self, sentence: str) -> None:
        self.app.clear_notifications()  # older messages would be outdated
        self.say(sentence)

    @property
    def _has_rejection(self) -> bool:
        return self.draft.rejection in self.context.records.rejections

    @property
    def is_saved(self) -> bool:
        """True when the draft shown is in the file."""
        return self.draft.uid in self.context.records.drafts

    def _show_what_is_left(self) -> None:
        """Show the newest version after the one shown was undone, or a newly composed one."""
        old = self.draft
        left = read_or_notify(
            self, lambda: drafts.open(self.context, old.kind, old.rejection, old.contact, old.feedback, old.win)
        )
        if left is not None:
            self.fresh, self.variant = left, 0
            self.show(left)
