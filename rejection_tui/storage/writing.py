"""Writing the next version of a file: what changed as text, what did not as ranges to copy from the version before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from rejection_tui.storage.file_format import Tables
from rejection_tui.storage.lines import Block, Layout, Unusual

BYTES: Final = 32_768  # of a block, unless one document alone is larger
COUNT: Final = 128  # documents in a block
JOIN: Final = b",\n\t"
END: Final = b"\n\t}}\n"
#: A document to be written: its number, its uid when it is a record (else nothing), its JSON.
Line = tuple[int, str, bytes]


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
    return msgspec.json.format(raw, indent=-1) if any(c in raw for c in (b"\n", b"\r", b"\t")) else raw


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

    def table(self, name: str, blocks: Sequence[Block]) -> None:
        """Begin a table with `blocks` of the version before."""
        head = b"%b%b:{\n\t" % (b"\n\t}," if self.tables else b"{", msgspec.json.encode(name))
        self._text(head)
        self._blocks = self.tables[name] = []
        self.keep(blocks)

    def keep(self, blocks: Sequence[Block]) -> None:
        """Take over blocks of the version before that followed one another there."""
        if not blocks:
            return
        start, size = blocks[0].start, blocks[-1].start + blocks[-1].size - blocks[0].start
        if size != sum([block.size for block in blocks]) + len(JOIN) * (len(blocks) - 1):
            for block in blocks:  # something else stood between them
                self.keep((block,))
            return
        last = self.parts[-1] if self.parts else b""
        if self._blocks and isinstance(last, tuple) and sum(last) + len(JOIN) == start:
            self.parts[-1] = (last[0], last[1] + len(JOIN) + size)
            self._at += len(JOIN)
        else:
            self._join()
            self.parts.append((start, size))
        by = self._at - start
        self._blocks += [Block(b.start + by, b.size, b.first, b.last, b.uids) for b in blocks] if by else blocks
        self._at += size

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
    kept = 0
    for place, block in enumerate(blocks[:-1]):
        if not touched.isdisjoint(block.uids):
            draft.keep(blocks[kept:place])
            draft.fresh(_within(draft.old, block, puts, gone))
            kept = place + 1
    draft.keep(blocks[kept:-1])
    last = list(_within(draft.old, blocks[-1], puts, gone)) if blocks else []
    if blocks and touched.isdisjoint(blocks[-1].uids) and (not puts or blocks[-1].size > BYTES // 2):
        draft.keep(blocks[-1:])
        last = []
    draft.fresh([*last, *((number + i, uid, raw) for i, (uid, raw) in enumerate(puts.items(), 1))])


def _within(old: Layout, block: Block, puts: dict[str, bytes], gone: frozenset[str]) -> Iterator[Line]:
    """Yield the documents of a block after the change; what is put in its place leaves `puts`."""
    for uid, (number, raw) in zip(block.uids, old.raws(block).items(), strict=True):
        if uid not in gone:
            new = puts.pop(uid, None)
            yield int(number), uid, bytes(raw) if new is None else new
