"""An input for a path with completion of files and folders: tab or right takes the proposal."""

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar
from urllib.parse import unquote

from textual.binding import Binding, BindingType
from textual.events import Paste
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input

from rejection_tui.config import expanded
from rejection_tui.domain.text import clean_line
from rejection_tui.services.named_files import kind


def as_path(text: str) -> Path:
    """Return the path meant by `text`; `~`, `//`, the quotes of a dropped file and `file://` are understood."""
    words = text.strip()
    if words.startswith("file://"):
        return Path(unquote("/" + words.removeprefix("file://").partition("/")[2]))  # a host, if any, is ignored
    if words[:1] in ("'", '"') or "\\ " in words:
        try:
            words = " ".join(shlex.split(words)) or words
        except ValueError:
            words = words.strip("'\"")
    return expanded(Path(_restarted(words)))


def _restarted(text: str) -> str:
    """Return `text` from its last `//` or `/~` on: a whole path typed after the folder that was there before."""
    for mark in ("//", "/~"):
        if (place := text.rfind(mark)) > 0:
            text = text[place + 1 :]
    return text


def completed(text: str, offers: Sequence[str] = ()) -> str | None:
    """Return `text` completed to the first matching file, folder or one of `offers`; None when there is none."""
    if not text.strip():
        return None
    offered = next((one for one in offers if one.startswith(text) and one != text), None)
    file = None if offered and ":" in text else _completed_path(text)
    return file or offered


def _completed_path(text: str) -> str | None:
    folder, _, start = text.rpartition("/")
    base = expanded(Path(_restarted(folder + "/") if folder or text.startswith("/") else "."))
    try:
        names = sorted(
            (p for p in base.iterdir() if p.name.startswith(start) and (start or not p.name.startswith("."))),
            key=lambda p: (kind(p) != "folder", p.name.casefold()),
        )
    except (OSError, ValueError):
        return None
    if not names:
        return None
    head = text[: len(text) - len(start)]
    whole = head + names[0].name + ("/" if kind(names[0]) == "folder" else "")
    return whole if whole != text and whole == clean_line(whole) else None


class _Files(Suggester):
    def __init__(self, offers: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._offers = offers

    async def get_suggestion(self, value: str) -> str | None:
        return completed(value, self._offers)


class PathInput(Input):
    """An input for one path, or one of the words it `offers`.

    Several pasted lines that name no file are posted as `LinesPasted`.
    """

    class LinesPasted(Message):
        """Several lines were pasted whose first is no path."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", "complete", show=False)]

    def __init__(
        self, value: str = "", placeholder: str = "", id: str | None = None, offers: Sequence[str] = ()
    ) -> None:
        super().__init__(value=value, placeholder=placeholder, suggester=_Files(offers), compact=True, id=id)
        self._offers = offers

    @property
    def path(self) -> Path | None:
        """The path in the field, None when it is empty."""
        return as_path(self.value) if self.value.strip() else None

    def action_complete(self) -> None:
        """Take the proposal; without one, move to the next field."""
        proposal = completed(self.value, self._offers)
        if proposal is None:
            self.screen.focus_next()
            return
        self.value = proposal
        self.cursor_position = len(proposal)

    def _on_paste(self, event: Paste) -> None:
        event.prevent_default()
        event.stop()
        lines = [line for line in event.text.splitlines() if line.strip()]
        first = lines[0] if lines else ""
        if len(lines) > 1 and not kind(as_path(clean_line(first, 4000))):
            self.post_message(self.LinesPasted(event.text))
            return
        self.replace(str(as_path(clean_line(first, 4000))), *sorted(self.selection))
