"""The file as it is written: blocks of lines, one document a line, read a block at a time and copied where unchanged.

To any reader of JSON, TinyDB among them, it is one table of tables; the line breaks between documents are white space.
A blank line parts the blocks. What is not laid out so is brought into this form in memory, or refused.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from rejection_tui.domain.text import doubtful
from rejection_tui.storage.file_format import Document, Tables
from rejection_tui.storage.source import Source

BYTES: Final = 32_768  # of a block, unless one document alone is larger
COUNT: Final = 128  # documents in a block
CHUNK: Final = 1 << 20
FEW: Final = 20  # look-ups of a record before an index of all is worth its while
JOIN: Final = b",\n\n"
END: Final = b"\n\n}}\n"
#: More opening brackets than this in one block, beyond four a document, may be a document nested too deeply.
BRACKETS: Final = 100

_HEAD: Final = re.compile(rb'(?:\{|\},)("(?:[^"\\\x00-\x1f]|\\.)*"):\{')
_ESCAPES: Final = re.compile(rb'\\[^nt"\\/]')
_RAWS: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])


#: A document to be written: its number, its uid when it is a record (else nothing), its JSON.
Line = tuple[int, str, bytes]


class Unusual(Exception):
    """These bytes are not laid out as this program writes them; they may still be a good file."""


class Block(msgspec.Struct, frozen=True, gc=False):
    """Consecutive documents of one table: where they stand, their first and last number, the uids of records."""

    start: int
    size: int
    first: int
    last: int
    uids: tuple[str, ...] = ()


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A block as it is read: where it starts, and its lines without the last comma."""

    table: str
    start: int
    data: bytes

    @property
    def text(self) -> bytes:
        """The documents as one JSON object."""
        return b"{%b}" % self.data

    @property
    def count(self) -> int:
        """How many documents there are, when each has its line."""
        return self.data.count(b"\n") + 1


class Layout:
    """Where every document of one version of the file stands. What it says never changes."""

    def __init__(self, source: Source | None = None, tables: Mapping[str, tuple[Block, ...]] | None = None) -> None:
        self.source = source or Source()
        self.tables = tables or {}
        self._asked = 0
        self._index: dict[str, dict[str, int]] = {}
        self._last: tuple[Block | None, list[msgspec.Raw]] = (None, [])

    def raws(self, block: Block) -> dict[str, msgspec.Raw]:
        """Return the documents of a block by their number, each as it is written."""
        return _RAWS.decode(b"{%b}" % self.source.read(block.start, block.size))

    def place(self, table: str, uid: str) -> Block | None:
        """Return the block of `table` that holds the record `uid`; None when there is no such record."""
        blocks = self.tables.get(table, ())
        if table not in self._index:
            self._asked += 1
            if self._asked <= FEW:
                return next((block for block in blocks if uid in block.uids), None)
            self._index[table] = {one: i for i, block in enumerate(blocks) for one in block.uids}
        found = self._index[table].get(uid)
        return None if found is None else blocks[found]

    def raw(self, table: str, uid: str) -> bytes | None:
        """Return the document of a record as it is written; None when there is no such record."""
        block = self.place(table, uid)
        if block is None:
            return None
        if self._last[0] is not block:
            self._last = block, list(self.raws(block).values())
        return bytes(self._last[1][block.uids.index(uid)])

    def documents(self, table: str) -> dict[str, Document]:
        """Return the documents of a table by their number."""
        import orjson

        found: dict[str, Document] = {}
        for block in self.tables.get(table, ()):
            found.update(orjson.loads(b"{%b}" % self.source.read(block.start, block.size)))
        return found

    def all(self) -> Tables:
        """Return everything as plain tables."""
        return {name: self.documents(name) for name in self.tables}


def pieces(source: Source) -> Iterator[Piece]:
    """Yield the blocks of `source` in order, an empty one for a table without documents; raise `Unusual`."""
    table: str | None = None
    begun, more, ended = False, False, False
    for start, part in _parts(source):
        if ended:
            raise Unusual
        if part.startswith(b'"') and table is not None and (more or not begun):
            more, begun = part.endswith(b","), True
            yield Piece(table, start, part[:-1] if more else part)
        elif more:
            raise Unusual
        elif part == b"" and table is not None and not begun:
            begun = True  # a table without documents
        elif head := _HEAD.fullmatch(part):
            if (table is None) is not part.startswith(b"{"):
                raise Unusual
            table, begun = _name(head[1]), False
            yield Piece(table, start, b"")
        elif table is not None and part == b"}}\n":
            ended = True
        else:
            raise Unusual
    if not ended:
        raise Unusual


def _name(text: bytes) -> str:
    try:
        return msgspec.json.decode(text, type=str)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Unusual from None


def _parts(source: Source) -> Iterator[tuple[int, bytes]]:
    start, at, rest = 0, 0, b""
    if not _HEAD.match(source.read(0, min(source.size, 4096)).split(b"\n")[0]):
        raise Unusual
    while at < source.size:
        chunk = source.read(at, min(CHUNK, source.size - at))
        at += len(chunk)
        *whole, rest = (rest + chunk).split(b"\n\n")
        for part in whole:
            yield start, part
            start += len(part) + 2
    yield start, rest


def harmless(data: bytes) -> bool:
    """True when no text in these bytes can hold a character that the gate takes away; False: look closer."""
    if b"\\" in data and _ESCAPES.search(data):
        return False
    if data.isascii():
        return b"\x7f" not in data
    try:
        return not doubtful(data.decode())
    except UnicodeDecodeError:
        raise Unusual from None


def shallow(data: bytes, count: int) -> bool:
    """True when none of `count` documents can be nested too deeply; False: look closer."""
    return data.count(b"[") + data.count(b"{") <= BRACKETS + 4 * count


def normalised(data: bytes) -> bytes:
    """Return any whole file of documents in our own form; raise `Unusual` for what has to be looked at closer."""
    try:
        found = msgspec.json.decode(data, type=dict[str, dict[str, msgspec.Raw]])
        tables = {name: {n: _line(doc) for n, doc in table.items()} for name, table in found.items()}
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Unusual from None
    return laid_out({name: [(int(n), doc) for n, doc in _sorted(table)] for name, table in tables.items()})


def _sorted(table: Mapping[str, bytes]) -> Iterable[tuple[str, bytes]]:
    if not all(n.isascii() and n.isdecimal() for n in table):
        raise Unusual
    return sorted(table.items(), key=lambda item: int(item[0]))


def _line(doc: msgspec.Raw) -> bytes:
    raw = bytes(doc)
    if not raw.startswith(b"{"):
        raise Unusual
    return msgspec.json.format(raw, indent=-1) if b"\n" in raw or b"\r" in raw else raw


def dump(tables: Tables) -> bytes:
    """Return `tables` as UTF-8 JSON in our own form."""
    import orjson

    return laid_out(
        {
            name: [(int(n), orjson.dumps(doc)) for n, doc in sorted(table.items(), key=lambda item: int(item[0]))]
            for name, table in tables.items()
        }
    )


def laid_out(tables: Mapping[str, Sequence[tuple[int, bytes]]]) -> bytes:
    """Return documents, each written already, as a file; the numbers of a table rise."""
    draft = Draft(Layout())
    for name, docs in tables.items():
        draft.table(name, [])
        draft.fresh((n, "", raw) for n, raw in docs)
    draft.end()
    return b"".join(part for part in draft.parts if isinstance(part, bytes))


class Draft:
    """The next version of a file: text to write, and ranges (start, size) to copy from the version before."""

    def __init__(self, old: Layout) -> None:
        self.old = old
        self.parts: list[bytes | tuple[int, int]] = []
        self.tables: dict[str, list[Block]] = {}
        self._at = 0
        self._blocks: list[Block] = []
        self._uids = False

    def table(self, name: str, blocks: Iterable[Block]) -> None:
        """Begin a table with `blocks` of the version before."""
        head = b"%b%b:{\n\n" % (b"\n\n}," if self.tables else b"{", msgspec.json.encode(name))
        self._text(head)
        self._blocks = self.tables[name] = []
        for block in blocks:
            self.keep(block)

    def keep(self, block: Block) -> None:
        """Take over a block of the version before."""
        last = self.parts[-1] if self.parts else b""
        if self._blocks and isinstance(last, tuple) and sum(last) + len(JOIN) == block.start:
            self.parts[-1] = (last[0], last[1] + len(JOIN) + block.size)
            self._at += len(JOIN)
        else:
            self._join()
            self.parts.append((block.start, block.size))
        self._placed(block.size, block.first, block.last, block.uids)

    def fresh(self, docs: Iterable[Line]) -> None:
        """Write documents (number, uid or nothing, JSON) as blocks of a good size."""
        lines: list[bytes] = []
        known: list[tuple[int, str]] = []
        size = 0
        for number, uid, raw in docs:
            line = b'"%d":%b' % (number, raw)
            if lines and (size + len(line) > BYTES or len(lines) == COUNT):
                self._write(lines, known)
                lines, known, size = [], [], 0
            lines.append(line)
            known.append((number, uid))
            size += len(line) + 2
        if lines:
            self._write(lines, known)

    def end(self) -> None:
        """Write the end of the file."""
        self._text(END if self.tables else b"{}\n")

    def _write(self, lines: list[bytes], known: list[tuple[int, str]]) -> None:
        self._join()
        data = b",\n".join(lines)
        self.parts.append(data)
        uids = tuple(uid for _, uid in known) if known[0][1] else ()
        self._placed(len(data), known[0][0], known[-1][0], uids)

    def _join(self) -> None:
        if self._blocks:
            self._text(JOIN)

    def _text(self, data: bytes) -> None:
        self.parts.append(data)
        self._at += len(data)

    def _placed(self, size: int, first: int, last: int, uids: tuple[str, ...]) -> None:
        self._blocks.append(Block(self._at, size, first, last, uids))
        self._at += size


def next_version(
    old: Layout,
    puts: Mapping[str, Mapping[str, bytes]],
    gone: Mapping[str, frozenset[str]],
    rewrites: Mapping[str, Sequence[Line]],
) -> Draft:
    """Return the version after `old`: by table, records put (uid: JSON) and removed, and tables written anew."""
    draft = Draft(old)
    for name in dict.fromkeys((*old.tables, *puts, *rewrites)):
        if name in rewrites:
            draft.table(name, [])
            draft.fresh(rewrites[name])
        elif name in puts or name in gone:
            _edited(draft, name, dict(puts.get(name, {})), gone.get(name, frozenset()))
        else:
            draft.table(name, old.tables[name])
    draft.end()
    return draft


def _edited(draft: Draft, name: str, puts: dict[str, bytes], gone: frozenset[str]) -> None:
    blocks = draft.old.tables.get(name, ())
    touched = puts.keys() | gone
    draft.table(name, ())
    number = blocks[-1].last if blocks else 0
    for block in blocks[:-1]:
        if touched.isdisjoint(block.uids):
            draft.keep(block)
        else:
            draft.fresh(_within(draft.old, block, puts, gone))
    last = list(_within(draft.old, blocks[-1], puts, gone)) if blocks else []
    if blocks and touched.isdisjoint(blocks[-1].uids) and (not puts or blocks[-1].size > BYTES // 2):
        draft.keep(blocks[-1])
        last = []
    draft.fresh([*last, *((number + i, uid, raw) for i, (uid, raw) in enumerate(puts.items(), 1))])


def _within(old: Layout, block: Block, puts: dict[str, bytes], gone: frozenset[str]) -> Iterator[Line]:
    """Yield the documents of a block after the change; what is put in its place leaves `puts`."""
    for uid, (number, raw) in zip(block.uids, old.raws(block).items(), strict=True):
        if uid not in gone:
            new = puts.pop(uid, None)
            yield int(number), uid, bytes(raw) if new is None else new
