"""The errors of the program: each carries a sentence for the user and an exit code for scripts."""


class RejtuiError(Exception):
    """Base class; its message is a sentence for the user, `exit_code` that of the command line."""

    exit_code = 1

    @property
    def sentence(self) -> str:
        """What happened and what was kept, as one or two sentences."""
        return str(self)


class UsageError(RejtuiError):
    """A command, an argument, a key or a setting is invalid; nothing was read or changed."""

    exit_code = 2


class NotFound(RejtuiError):
    """No record has that name, or several have."""


class Refused(RejtuiError):
    """A rule of the method forbids it, for example a second request for feedback."""


class LetterError(RejtuiError):
    """A letter, a mailbox or a pasted text could not be read."""


class StorageError(RejtuiError):
    """The file could not be read or written; memory and file stay as they were."""


class Damaged(StorageError):
    """The file is empty, broken, or newer than this program; it is never overwritten."""


class Conflict(StorageError):
    """Another program changed the same record meanwhile; nothing was written."""


class ConfigError(RejtuiError):
    """The configuration file holds something that cannot be used."""

    exit_code = 2
