"""What undo and redo take back and do again in the composer: changes of the text, and what was filed with them."""

from dataclasses import dataclass
from typing import Final

from rejection_tui.domain.draft import Draft

_MAX_CHANGES: Final = 200


@dataclass(frozen=True, slots=True)
class Shown:
    """What the composer shows: the draft, the newly composed one that it began as, and the number of the wording."""

    draft: Draft
    fresh: Draft
    variant: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """One change, named by `what`, as in "Undone: the edit."; `entry` is the act filed for it, "" for none."""

    what: str
    before: Shown
    after: Shown
    entry: str = ""

    @property
    def of_text(self) -> bool:
        """False for what only filed something, such as that it was sent."""
        before, after = self.before.draft, self.after.draft
        return (before.to, before.subject, before.body) != (after.to, after.subject, after.body)


class Changes:
    """The changes made since the composer was opened, and those taken back."""

    def __init__(self) -> None:
        self._done: list[Change] = []
        self._undone: list[Change] = []

    def add(self, change: Change) -> None:
        """Add a change; what was taken back before cannot be done again then."""
        self._done = [*self._done, change][-_MAX_CHANGES:]
        self._undone = []

    def back(self) -> Change | None:
        """Take back the last change and return it; None when there is none."""
        if not self._done:
            return None
        self._undone.append(self._done.pop())
        return self._undone[-1]

    def forth(self) -> Change | None:
        """Do again what was taken back last and return it; None when there is nothing."""
        if not self._undone:
            return None
        self._done.append(self._undone.pop())
        return self._done[-1]

    def forget_undone(self) -> None:
        """Forget the change just taken back, because it could not be."""
        self._undone = self._undone[:-1]
