"""The one error family: every member carries a sentence for the user and an exit code for a script."""


class RejtuiError(Exception):
    """Something the user can be told in one sentence; `exit_code` is what a command ends with."""

    exit_code = 1

    @property
    def sentence(self) -> str:
        """What happened and what was kept, as one or two sentences."""
        return str(self)


class UsageError(RejtuiError):
    """The words of a command, a key or a setting are off; nothing was read or changed."""

    exit_code = 2


class NotFound(RejtuiError):
    """No record answers to that name, or more than one does."""


class Refused(RejtuiError):
    """A rule of the method says no (for example: one request for feedback per rejection)."""


class LetterError(RejtuiError):
    """A letter, a mailbox or a pasted text could not be read."""


class StorageError(RejtuiError):
    """The file could not be read or written; memory and file stay as they were."""


class Damaged(StorageError):
    """The file is empty, broken, or newer than this program; it is never written over."""


class Conflict(StorageError):
    """Someone else changed the same thing in between; nothing was written."""


class ConfigError(RejtuiError):
    """The configuration file holds something that cannot be used."""

    exit_code = 2
