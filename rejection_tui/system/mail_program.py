"""Opens a checked `mailto:` address in the user's mail program."""

import os
import re
import shutil
import sys
from collections.abc import Mapping
from typing import Final

from rejection_tui.domain.errors import UsageError
from rejection_tui.system import subprocesses

#: One plain address; everything after the question mark is percent-encoded.
_MAILTO: Final = re.compile(r"mailto:[A-Za-z0-9.!#$%&'*+/=^_`{|}~@-]{0,500}(?:\?[A-Za-z0-9%&=._~@!$'()*+,;:/-]*)?")
_SECONDS: Final = 5.0


def open_mail(url: str, env: Mapping[str, str] | None = None, platform: str = sys.platform) -> None:
    """Open `url` in the mail program; raise `UsageError` when it is no mail address or no program could be started."""
    env = os.environ if env is None else env
    if not _MAILTO.fullmatch(url):
        raise UsageError("That is not an address a mail program can open; nothing was opened.")
    if platform == "win32":
        _open_windows(url)
        return
    name = "open" if platform == "darwin" else "xdg-open"
    path = shutil.which(name, path=env.get("PATH", ""))
    if path is None:
        raise UsageError("No mail program can be opened from here; y copies the text, ctrl+e writes a file.")
    ended = subprocesses.run((path, url), b"", env, _SECONDS)
    if not ended.ok:
        raise UsageError("No mail program answered; y copies the text, ctrl+e writes a file.")


def _open_windows(url: str) -> None:
    start = getattr(os, "startfile", None)
    if start is None:
        raise UsageError("No mail program can be opened from here; y copies the text, ctrl+e writes a file.")
    try:
        start(url)
    except OSError as error:
        raise UsageError("No mail program answered; y copies the text, ctrl+e writes a file.") from error
