"""Composes the next version of a file: changed blocks as text, unchanged ones as byte ranges of the present file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from rejection_tui.storage.file_format import Tables
from rejection_tui.storage.lines import DocumentBlock, Layout, UnknownLayout

BLOCK_BYTES: Final = 32_768  # the largest block, unless one document alone is larger
BLOCK_DOCUMENTS: Final = 128  # the most documents in a block
JOIN: Final = b",\n\t"
END: Final = b"\n\t}}\n"
#: A document to be written: its number, its uid when it is a record (else nothing), its JSON.
DocumentLine = tuple[int, str, bytes]


def reformatted(data: bytes) -> bytes:
    """Return a valid file of another layout in the layout of this program.

    Raise `UnknownLayout` for anything doubtful.
    """
    try:
        found = msgspec.json.decode(data, type=dict[str, dict[str, msgspec.Raw]])
        tables = {name: {n: _line(doc) for n, doc in table.items()} for name, table in found.items()}
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise UnknownLayout from None
    return formatted({name: [(int(n), doc) for n, doc in _sorted(table)] for name, table in tables.items()})


def _sorted(table: Mapping[str, bytes]) -> Iterable[tuple[str, bytes]]:
    if not all(n.isascii() and n.isdecimal() for n in table):
        raise UnknownLayout
    return sorted(table.items(), key=lambda item: int(item[0]))


def _line(doc: msgspec.Raw) -> bytes:
    raw = bytes(doc)
    if not raw.startswith(b"{"):
        raise UnknownLayout
    return msgspec.json.format(raw, indent=-1) if any(c in raw for c in (b"\n", b"\r", b"\t")) else raw


def dump(tables: Tables) -> bytes:
    """Return `tables` as UTF-8 JSON in the layout of this program."""
    import orjson

    return formatted(
        {
            name: [(int(n), orjson.dumps(doc)) for n, doc in sorted(table.items(), key=lambda item: int(item[0]))]
            for name, table in tables.items()
        }
    )


def formatted(tables: Mapping[str, Sequence[tuple[int, bytes]]]) -> bytes:
    """Return a file of documents given as (number, JSON) by table; the numbers of a table must be ascending."""
    draft = FileDraft(Layout())
    for name, docs in tables.items():
        draft.table(name, [])
        draft.write_documents((n, "", raw) for n, raw in docs)
    draft.write_end()
    return b"".join(part for part in draft.parts if isinstance(part, bytes))


class FileDraft:
    """The next version of a file: text to write, and ranges (start, size) to copy from the version before."""

    def __init__(self, old: Layout) -> None:
        self.old = old
        self.parts: list[bytes | tuple[int, int]] = []
        self.tables: dict[str, list[DocumentBlock]] = {}
        self._position = 0
        self._blocks: list[DocumentBlock] = []
        self._uids = False

    def table(self, name: str, blocks: Sequence[DocumentBlock]) -> None:
        """Begin a table with copies of these blocks of the version before."""
        head = b"%b%b:{\n\t" % (b"\n\t}," if self.tables else b"{", msgspec.json.encode(name))
        self._text(head)
        self._blocks = self.tables[name] = []
        self.copy_blocks(blocks)

    def copy_blocks(self, blocks: Sequence[DocumentBlock]) -> None:
        """Copy blocks of the version before that followed one another there, as one range where they are adjacent."""
        if not blocks:
            return
        start, size = blocks[0].start, blocks[-1].start + blocks[-1].size - blocks[0].start
        if size != sum([block.size for block in blocks]) + len(JOIN) * (len(blocks) - 1):
            for block in blocks:  # something else stood between them
                self.copy_blocks((block,))
            return
        last = self.parts[-1] if self.parts else b""
        if self._blocks and isinstance(last, tuple) and sum(last) + len(JOIN) == start:
            self.parts[-1] = (last[0], last[1] + len(JOIN) + size)
            self._position += len(JOIN)
        else:
            self._join()
            self.parts.append((start, size))
        by = self._position - start
        self._blocks += [DocumentBlock(b.start + by, b.size, b.first, b.last, b.uids) for b in blocks] if by else blocks
        self._position += size

    def write_documents(self, docs: Iterable[DocumentLine]) -> None:
        """Write documents as new blocks of at most `BLOCK_BYTES` and `BLOCK_DOCUMENTS`."""
        lines: list[bytes] = []
        numbers_and_uids: list[tuple[int, str]] = []
        size = 0
        for number, uid, raw in docs:
            line = b'"%d":%b' % (number, raw)
            if lines and (size + len(line) > BLOCK_BYTES or len(lines) == BLOCK_DOCUMENTS):
                self._write(lines, numbers_and_uids)
                lines, numbers_and_uids, size = [], [], 0
            lines.append(line)
            numbers_and_uids.append((number, uid))
            size += len(line) + 2
        if lines:
            self._write(lines, numbers_and_uids)

    def write_end(self) -> None:
        """Write the end of the file."""
        self._text(END if self.tables else b"{}\n")

    def _write(self, lines: list[bytes], numbers_and_uids: list[tuple[int, str]]) -> None:
        self._join()
        data = b",\n".join(lines)
        self.parts.append(data)
        uids = tuple(uid for _, uid in numbers_and_uids) if numbers_and_uids[0][1] else ()
        self._add_block(len(data), numbers_and_uids[0][0], numbers_and_uids[-1][0], uids)

    def _join(self) -> None:
        if self._blocks:
            self._text(JOIN)

    def _text(self, data: bytes) -> None:
        self.parts.append(data)
        self._position += len(data)

    def _add_block(self, size: int, first: int, last: int, uids: tuple[str, ...]) -> None:
        self._blocks.append(DocumentBlock(self._position, size, first, last, uids))
        self._position += size


def next_version(
    old: Layout,
    puts: Mapping[str, Mapping[str, bytes]],
    removed: Mapping[str, frozenset[str]],
    rewrites: Mapping[str, Sequence[DocumentLine]],
) -> FileDraft:
    """Return the version after `old`. All arguments are by table: records put (uid to JSON), uids removed, and tables
    replaced whole.
    """
    draft = FileDraft(old)
    for name in dict.fromkeys((*old.tables, *puts, *rewrites)):
        if name in rewrites:
            draft.table(name, [])
            draft.write_documents(rewrites[name])
        elif name in puts or name in removed:
            _write_changed_table(draft, name, dict(puts.get(name, {})), removed.get(name, frozenset()))
        else:
            draft.table(name, old.tables[name])
    draft.write_end()
    return draft


def _write_changed_table(draft: FileDraft, name: str, puts: dict[str, bytes], removed: frozenset[str]) -> None:
    blocks = draft.old.tables.get(name, ())
    touched = puts.keys() | removed
    draft.table(name, ())
    number = blocks[-1].last if blocks else 0
    kept = 0
    for place, block in enumerate(blocks[:-1]):
        if not touched.isdisjoint(block.uids):
            draft.copy_blocks(blocks[kept:place])
            draft.write_documents(_changed_documents(draft.old, block, puts, removed))
            kept = place + 1
    draft.copy_blocks(blocks[kept:-1])
    last = list(_changed_documents(draft.old, blocks[-1], puts, removed)) if blocks else []
    if blocks and touched.isdisjoint(blocks[-1].uids) and (not puts or blocks[-1].size > BLOCK_BYTES // 2):
        draft.copy_blocks(blocks[-1:])
        last = []
    draft.write_documents([*last, *((number + i, uid, raw) for i, (uid, raw) in enumerate(puts.items(), 1))])


def _changed_documents(
    old: Layout, block: DocumentBlock, puts: dict[str, bytes], removed: frozenset[str]
) -> Iterator[DocumentLine]:
    """Yield the documents of a block after the change; the ones replaced here are removed from `puts`."""
    for uid, (number, raw) in zip(block.uids, old.raws(block).items(), strict=True):
        if uid not in removed:
            new = puts.pop(uid, None)
            yield int(number), uid, bytes(raw) if new is None else new
