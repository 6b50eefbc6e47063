"""How far a mail account was read, so that the next reading asks only for what came since."""

from typing import Final

from rejection_tui.domain.ids import derived_uid
from rejection_tui.domain.record import Moment, Stored, Uid, Whole

#: The most mails of a folder that are asked for again because nothing was decided about them.
MOST_LEFT: Final = 200


class Checkpoint(Stored, frozen=True, gc=False):
    """How far one folder was read: `reached` is its UIDVALIDITY and the UID of the last mail, one value for merges.

    `left` holds the UIDs of mails the user has decided nothing about; they are read again the next time.
    """

    uid: Uid
    at: Moment
    account: str = ""  # user and host, as `domain.account.Account.key`
    folder: str = ""
    reached: tuple[Whole, ...] = ()
    left: tuple[Whole, ...] = ()

    @property
    def validity(self) -> int:
        """The UIDVALIDITY; 0 when it is not known."""
        return self.reached[0] if len(self.reached) == 2 else 0

    @property
    def last(self) -> int:
        """The UID of the last mail that was read; 0 when it is not known."""
        return self.reached[1] if len(self.reached) == 2 else 0


def checkpoint_uid(account: str, folder: str) -> str:
    """Return the uid of the checkpoint of one folder: there is one at most, on every machine."""
    return derived_uid("checkpoint", account, folder)
