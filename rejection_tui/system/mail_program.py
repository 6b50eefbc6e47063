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
#: An opener that fails says so within this time; where it stays in front of the mail program, that is open by then.
_PATIENCE: Final = 3.0


def open_mail(url: str, env: Mapping[str, str] | None = None, platform: str = sys.platform) -> None:
    """Open `url` in the mail program; raise `UsageError` when it is no mail address or no program could be started."""
    env = os.environ if env is None else env
    if not _MAILTO.fullmatch(url):
        raise UsageError("That is not an address a mail program can open; nothing was opened.")
    if platform == "win32":
        _open_windows(url)
        return
    paths = [shutil.which(name, path=env.get("PATH", "")) for name in _openers(env, platform)]
    if not any(paths):
        raise UsageError("No mail program can be opened from here; y copies the text, ctrl+e writes a file.")
    if not any(subprocesses.launch((path, url), env, _PATIENCE).ok for path in paths if path):
        raise UsageError("No mail program answered; y copies the text, ctrl+e writes a file.")


def _openers(env: Mapping[str, str], platform: str) -> tuple[str, ...]:
    """Return the names of the programs to try in turn; Windows under Linux has its own, which opens Windows' mail."""
    if platform == "darwin":
        return ("open",)
    if env.get("WSL_DISTRO_NAME") or env.get("WSL_INTEROP"):
        return ("wslview", "xdg-open")
    return ("xdg-open",)


def _open_windows(url: str) -> None:
    start = getattr(os, "startfile", None)
    if start is None:
        raise UsageError("No mail program can be opened from here; y copies the text, ctrl+e writes a file.")
    try:
        start(url)
    except OSError as error:
        raise UsageError("No mail program answered; y copies the text, ctrl+e writes a file.") from error
