"""Writes Outlook items: compound files as [MS-CFB] and [MS-OXMSG] describe them, as small as they can be."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from typing import Final

_SECTOR: Final = 512
_END, _FREE, _FAT, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
_EPOCH: Final = datetime(1601, 1, 1, tzinfo=UTC)


@dataclass
class Folder:
    """A storage: streams and other storages by name."""

    streams: dict[str, bytes] = field(default_factory=dict)
    folders: dict[str, "Folder"] = field(default_factory=dict)


def compound(root: Folder) -> bytes:
    """Return a compound file. Every stream is padded to 4096 bytes or more in no other way than by its own length."""
    entries: list[bytearray] = []
    sectors: list[bytes] = []
    chains: list[int] = []
    small: list[tuple[int, bytes]] = []
    _add(entries, sectors, chains, small, "Root Entry", root, 5)
    mini, mini_fat = b"", b""
    for index, data in small:
        count = -(-len(data) // 64)
        first = len(mini) // 64
        struct.pack_into("<I", entries[index], 116, first if data else _END)
        mini += data.ljust(count * 64, b"\0")
        mini_fat += b"".join(struct.pack("<I", first + n + 1 if n + 1 < count else _END) for n in range(count))
    struct.pack_into("<IQ", entries[0], 116, _store(sectors, chains, mini), len(mini))
    mini_start = _store(sectors, chains, mini_fat, b"\xff")
    directory = _store(sectors, chains, b"".join(entries))
    fat_sectors = 1
    while (len(chains) + fat_sectors) * 4 > fat_sectors * _SECTOR:
        fat_sectors += 1
    fat = [*chains, *[_FAT] * fat_sectors]
    fat += [_FREE] * (fat_sectors * _SECTOR // 4 - len(fat))
    first_fat = len(sectors)
    header = struct.pack(
        "<8s16sHHHHH6x9I",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_sectors, directory, 0, 4096),
        *(mini_start, -(-len(mini_fat) // _SECTOR), _END, 0),
    )
    table = [first_fat + n for n in range(fat_sectors)] + [_FREE] * (109 - fat_sectors)
    return header + struct.pack("<109I", *table) + b"".join(sectors) + struct.pack(f"<{len(fat)}I", *fat)


def _store(sectors: list[bytes], chains: list[int], data: bytes, fill: bytes = b"\0") -> int:
    if not data:
        return _END
    first, count = len(sectors), -(-len(data) // _SECTOR)
    for n in range(count):
        sectors.append(data[n * _SECTOR : (n + 1) * _SECTOR].ljust(_SECTOR, fill))
        chains.append(first + n + 1 if n + 1 < count else _END)
    return first


def _add(
    entries: list[bytearray],
    sectors: list[bytes],
    chains: list[int],
    small: list[tuple[int, bytes]],
    name: str,
    folder: Folder,
    kind: int,
) -> int:
    index = _entry(entries, name, kind)
    kids = []
    for kid, data in folder.streams.items():
        at = _entry(entries, kid, 2)
        struct.pack_into("<Q", entries[at], 120, len(data))
        if len(data) < 4096:
            small.append((at, data))
        else:
            struct.pack_into("<I", entries[at], 116, _store(sectors, chains, data))
        kids.append((kid, at))
    kids += [(kid, _add(entries, sectors, chains, small, kid, inner, 1)) for kid, inner in folder.folders.items()]
    kids.sort(key=lambda pair: (len(pair[0]), pair[0].upper()))
    for (_, at), (_, after) in pairwise(kids):
        struct.pack_into("<I", entries[at], 72, after)
    if kids:
        struct.pack_into("<I", entries[index], 76, kids[0][1])
    return index


def _entry(entries: list[bytearray], name: str, kind: int) -> int:
    wide = name.encode("utf-16-le") + b"\0\0"
    entries.append(
        bytearray(struct.pack("<64sHBBIII16sIQQIQ", wide, len(wide), kind, 1, *(_NONE,) * 3, b"", 0, 0, 0, 0, 0))
    )
    return len(entries) - 1


def item(
    texts: Mapping[int, str],
    *,
    data: Mapping[int, bytes] | None = None,
    numbers: Mapping[int, int] | None = None,
    times: Mapping[int, datetime] | None = None,
    recipients: tuple[Mapping[int, str], ...] = (),
    attached: "tuple[Folder, ...]" = (),
    top: bool = True,
) -> Folder:
    """Return a message: texts, bytes, numbers and times by property, and its recipients and attachments."""
    streams = {f"__substg1.0_{pid:04X}001F": text.encode("utf-16-le") for pid, text in texts.items()}
    streams |= {f"__substg1.0_{pid:04X}0102": value for pid, value in (data or {}).items()}
    rows = b"".join(struct.pack("<HHIQ", 0x1F, pid, 6, len(text) * 2 + 2) for pid, text in texts.items())
    rows += b"".join(struct.pack("<HHIQ", 0x102, pid, 6, len(value)) for pid, value in (data or {}).items())
    rows += b"".join(struct.pack("<HHIII", 3, pid, 6, value, 0) for pid, value in (numbers or {}).items())
    for pid, time in (times or {}).items():
        rows += struct.pack("<HHIQ", 0x40, pid, 6, int((time - _EPOCH).total_seconds()) * 10_000_000)
    head = struct.pack("<8xIIII", len(recipients), len(attached), len(recipients), len(attached)) + b"\0" * 8 * top
    streams["__properties_version1.0"] = head + rows
    folders = {f"__recip_version1.0_#{n:08X}": part(one) for n, one in enumerate(recipients)}
    folders |= {f"__attach_version1.0_#{n:08X}": one for n, one in enumerate(attached)}
    return Folder(streams, folders)


def part(texts: Mapping[int, str], data: bytes | None = None, inner: Folder | None = None) -> Folder:
    """Return a recipient or an attachment: a file with its `data`, or another message."""
    streams = {f"__substg1.0_{pid:04X}001F": text.encode("utf-16-le") for pid, text in texts.items()}
    streams["__properties_version1.0"] = b"\0" * 8
    if data is not None:
        streams["__substg1.0_37010102"] = data
    return Folder(streams, {} if inner is None else {"__substg1.0_3701000D": inner})
