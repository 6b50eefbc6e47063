"""The letters of one version of the file: their heads in memory, the rest read when somebody looks at one."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar, overload

import msgspec

from rejection_tui.domain.errors import StorageError
from rejection_tui.domain.letter import Letter, LetterHead
from rejection_tui.storage.documents import Unreadable
from rejection_tui.storage.file_format import BrokenFile
from rejection_tui.storage.lines import Layout, Unusual
from rejection_tui.storage.source import FileSource, Written

T = TypeVar("T")

TABLE = "letters"
KEPT = 64  # letters read last, kept in memory


class Access(NamedTuple):
    """What letters need of the file's readers: one document decoded, and the file opened anew."""

    decode: Callable[[bytes], Letter]
    reopen: Callable[[FileSource], Mapping[str, Letter]]


class Letters(Mapping[str, Letter]):
    """All letters by uid. Never changed; a letter is read from the file on access.

    When another program has written into the file since, instead of replacing it, a letter is what it is there now;
    `Written` on access when it is not there any more.
    """

    def __init__(
        self,
        layout: Layout,
        heads: Mapping[str, LetterHead],
        access: Access,
        read: Mapping[str, Letter] | None = None,
        changed: Mapping[str, Letter] | None = None,
    ) -> None:
        self.heads = heads
        self._layout = layout
        self._access = access
        self._read = dict(read or {})
        self._changed = changed or {}  # not in the file, or not as it is there

    def __getitem__(self, uid: str) -> Letter:
        if uid in self._changed:
            return self._changed[uid]
        if (found := self._read.get(uid)) is not None:
            return found
        if uid not in self.heads:
            raise KeyError(uid)
        letter = self._decoded(uid)
        if len(self._read) >= KEPT:
            self._read.pop(next(iter(self._read)), None)
        return self._read.setdefault(uid, letter)

    @overload
    def get(self, key: str, /) -> Letter | None: ...
    @overload
    def get(self, key: str, default: Letter | T, /) -> Letter | T: ...
    def get(self, key: str, default: Any = None, /) -> Any:
        """Return a letter; `default` when there is none, or when the file was spoiled and it cannot be read now.

        For looking only: what writes or exports goes by `[]`, `values` or `items`, which raise.
        """
        try:
            return self[key]
        except (KeyError, Written):
            return default

    def __iter__(self) -> Iterator[str]:
        return iter(self.heads)

    def __len__(self) -> int:
        return len(self.heads)

    def __contains__(self, uid: object) -> bool:
        return uid in self.heads

    def __repr__(self) -> str:
        return f"<{len(self)} letters>"

    def with_changes(self, changes: Mapping[str, Letter | None]) -> "Letters":
        """Return these letters with some put and some (None) removed; nothing is written."""
        heads, changed = dict(self.heads), dict(self._changed)
        for uid, letter in changes.items():
            heads.pop(uid, None) if letter is None else heads.update({uid: head(letter)})
            changed.pop(uid, None) if letter is None else changed.update({uid: letter})
        return Letters(self._layout, heads, self._access, self._read, changed)

    def saved(self, layout: Layout) -> "Letters":
        """Return these letters as they stand in `layout`, the version of the file that holds all their changes."""
        recent = {**self._read, **self._changed}
        return Letters(layout, self.heads, self._access, dict(list(recent.items())[-KEPT:]))

    def recent(self, uids: tuple[str, ...]) -> dict[str, Letter]:
        """Return those of `uids` that are in memory."""
        return {uid: self._read[uid] for uid in uids if uid in self._read}

    def _decoded(self, uid: str) -> Letter:
        try:
            raw = self._layout.raw(TABLE, uid)
        except Written:
            return self._still_there(uid)
        assert raw is not None, "a letter without a place"
        return self._access.decode(raw)

    def _still_there(self, uid: str) -> Letter:
        """Return a letter of a file that was written into since: as it stood, else as it is in the file now."""
        block = self._layout.place(TABLE, uid)
        assert block is not None, "a letter without a place"
        with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError, Unusual, Unreadable, IndexError):
            raws = list(self._layout.raws(block, now=True).values())
            letter = self._access.decode(bytes(raws[block.uids.index(uid)]))
            if head(letter) == self.heads[uid]:
                return letter
        return self._as_it_is_now(uid)

    def _as_it_is_now(self, uid: str) -> Letter:
        source = self._layout.source
        if isinstance(source, FileSource):
            with contextlib.suppress(OSError, StorageError, BrokenFile, Unreadable, KeyError):
                return self._access.reopen(FileSource.of(source.path))[uid]
        raise Written("Another program has written into the file; look again in a moment.")


def head(letter: Letter) -> LetterHead:
    """Return what stays in memory of a letter."""
    return LetterHead(letter.uid, letter.digest, letter.sender_email)
