"""The letters of one version of the file: a small head of each in memory, the rest read from the file on access."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar, overload

import msgspec

from rejection_tui.domain.errors import StorageError
from rejection_tui.domain.letter import Letter, LetterHead
from rejection_tui.storage.documents import Unreadable
from rejection_tui.storage.file_format import BrokenFile
from rejection_tui.storage.file_source import FileSource, ModifiedInPlace
from rejection_tui.storage.lines import Layout, UnknownLayout

T = TypeVar("T")

TABLE = "letters"
MAX_CACHED = 64  # letters read last, kept in memory


class LetterReader(NamedTuple):
    """The two readers passed in by `snapshot`: decode one document, and read all letters of a newer file."""

    decode: Callable[[bytes], Letter]
    reopen: Callable[[FileSource], Mapping[str, Letter]]


class LazyLetters(Mapping[str, Letter]):
    """All letters by uid; immutable. A letter is read from the file when it is accessed.

    When another program has since modified the file in place, access returns the letter as it is in the file now, and
    raises `ModifiedInPlace` when it is gone.
    """

    def __init__(
        self,
        layout: Layout,
        heads: Mapping[str, LetterHead],
        access: LetterReader,
        read: Mapping[str, Letter] | None = None,
        changed: Mapping[str, Letter] | None = None,
    ) -> None:
        self.heads = heads
        self._layout = layout
        self._access = access
        self._cache = dict(read or {})
        self._changed = changed or {}  # added or changed since the file was written

    def __getitem__(self, uid: str) -> Letter:
        if uid in self._changed:
            return self._changed[uid]
        if (found := self._cache.get(uid)) is not None:
            return found
        if uid not in self.heads:
            raise KeyError(uid)
        letter = self._read(uid)
        if len(self._cache) >= MAX_CACHED:
            self._cache.pop(next(iter(self._cache)), None)
        return self._cache.setdefault(uid, letter)

    @overload
    def get(self, key: str, /) -> Letter | None: ...
    @overload
    def get(self, key: str, default: Letter | T, /) -> Letter | T: ...
    def get(self, key: str, default: Any = None, /) -> Any:
        """Return a letter; `default` when there is none, or when it cannot be read because the file was modified.

        For display only: code that writes or exports uses `[]`, `values` or `items`, which raise.
        """
        try:
            return self[key]
        except (KeyError, ModifiedInPlace):
            return default

    def __iter__(self) -> Iterator[str]:
        return iter(self.heads)

    def __len__(self) -> int:
        return len(self.heads)

    def __contains__(self, uid: object) -> bool:
        return uid in self.heads

    def __repr__(self) -> str:
        return f"<{len(self)} letters>"

    def with_changes(self, changes: Mapping[str, Letter | None]) -> "LazyLetters":
        """Return these letters with some put and some (None) removed; nothing is written."""
        heads, changed = dict(self.heads), dict(self._changed)
        for uid, letter in changes.items():
            heads.pop(uid, None) if letter is None else heads.update({uid: letter_head(letter)})
            changed.pop(uid, None) if letter is None else changed.update({uid: letter})
        return LazyLetters(self._layout, heads, self._access, self._cache, changed)

    def saved(self, layout: Layout) -> "LazyLetters":
        """Return these letters based on `layout`, the version of the file in which all their changes are saved."""
        recent = {**self._cache, **self._changed}
        return LazyLetters(layout, self.heads, self._access, dict(list(recent.items())[-MAX_CACHED:]))

    def recent(self, uids: tuple[str, ...]) -> dict[str, Letter]:
        """Return those of `uids` that are in memory."""
        return {uid: self._cache[uid] for uid in uids if uid in self._cache}

    def _read(self, uid: str) -> Letter:
        try:
            raw = self._layout.raw(TABLE, uid)
        except ModifiedInPlace:
            return self._read_again(uid)
        assert raw is not None, "a letter without a place"
        return self._access.decode(raw)

    def _read_again(self, uid: str) -> Letter:
        """Return a letter of a file that was modified in place: from its old position if the same, else by uid."""
        block = self._layout.place(TABLE, uid)
        assert block is not None, "a letter without a place"
        with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError, UnknownLayout, Unreadable, IndexError):
            raws = list(self._layout.raws(block, now=True).values())
            letter = self._access.decode(bytes(raws[block.uids.index(uid)]))
            if letter_head(letter) == self.heads[uid]:
                return letter
        return self._read_current(uid)

    def _read_current(self, uid: str) -> Letter:
        source = self._layout.source
        if isinstance(source, FileSource):
            with contextlib.suppress(OSError, StorageError, BrokenFile, Unreadable, KeyError):
                return self._access.reopen(FileSource.of(source.path))[uid]
        raise ModifiedInPlace("Another program has written into the file; look again in a moment.")


def letter_head(letter: Letter) -> LetterHead:
    """Return the part of a letter that stays in memory."""
    return LetterHead(letter.uid, letter.digest, letter.sender_email)
