"""One person's mailbox of a year and the truth about it: Mara Lindqvist applies to sixty employers in eight languages.

The words lie in `words/`. `python -m tests.world.mailbox FOLDER --go 1` writes the mailbox as it stood on a day.
"""

from tests.world.mailbox.build import GO_ENDS, mails
from tests.world.mailbox.folders import write_takeout, write_thunderbird
from tests.world.mailbox.truth import truth

__all__ = ["GO_ENDS", "mails", "truth", "write_takeout", "write_thunderbird"]
