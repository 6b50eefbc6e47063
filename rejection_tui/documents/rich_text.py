"""The text of RTF, made harmless for striprtf, which is quick on what people write and not on what should hang it."""

import re
import struct
from collections.abc import Callable
from itertools import islice
from typing import Final

from rejection_tui.documents.limits import BROKEN
from rejection_tui.domain.text import clean

_MOST_BYTES: Final = 12_000_000
_MOST_TEXT: Final = 400_000  # bytes without pictures that are read; a letter has less than a tenth of them
_MOST_GROUPS: Final = 200_000
#: Groups that hold no words of the letter and may be long: pictures, objects, tables of styles and themes.
_DROPPED: Final = re.compile(
    rb"\{(?:\\\*)?\\(?:pict|objdata|object|nonshppict|themedata|colorschememapping|latentstyles|datastore|stylesheet|"
    rb"listtable|listoverridetable|rsidtbl|xmlnstbl|generator|blipuid|mmathPr|pgptbl)\b"
)
_BRACE_OR_BINARY: Final = re.compile(rb"(?<!\\)[{}]|\\bin(\d{1,9}) ?")
_BRACE: Final = re.compile(r"[{}]")
_FONT: Final = re.compile(r"\\f(\d{1,5})[^;]{0,200}?\\fcharset(\d{1,3})")
_MOST_FONTS: Final = 500


def rich_text(data: bytes) -> str:
    """Return the words of an RTF document as clean text; empty when it holds none or cannot be read. Never raises."""
    from striprtf import striprtf

    convert: Callable[..., str] = striprtf.rtf_to_text  # it is untyped
    text = _without_pictures(data[:_MOST_BYTES])[:_MOST_TEXT].decode("latin-1")
    # Links and fonts are looked for with patterns that a long line without an end makes slow.
    text = text.replace("\\fldinst{", "\\fldinst {").replace("\\pict", "\\pic")
    try:
        found = convert(_with_bare_fonts(text), errors="replace")
    except BROKEN:
        return ""
    return clean(found).replace("\xa0", " ").strip()


def _with_bare_fonts(text: str) -> str:
    """Return RTF whose table of fonts says only the character set of each."""
    at = text.find("\\fonttbl")
    start = text.rfind("{", 0, max(0, at))
    if at < 0 or start < 0:
        return text
    depth, end = 0, len(text)
    for match in _BRACE.finditer(text, start):
        depth += 1 if match[0] == "{" else -1
        if depth == 0:
            end = match.end()
            break
    fonts = islice(_FONT.finditer(text, start, end), _MOST_FONTS)
    table = "".join(f"{{\\f{font[1]}\\fcharset{font[2]} x;}}\n" for font in fonts)
    return f"{text[:start]}{{\\fonttbl{table}}}{text[end:]}"


def _without_pictures(data: bytes) -> bytes:
    """Return RTF without the groups that hold no words."""
    pieces: list[bytes] = []
    at = 0
    for _ in range(_MOST_GROUPS):
        match = _DROPPED.search(data, at)
        if match is None:
            break
        pieces.append(data[at : match.start()])
        at = _group_end(data, match.start())
    pieces.append(data[at:])
    return b"".join(pieces)


def _group_end(data: bytes, start: int) -> int:
    """Return where the group that begins at `start` ends; binary data in it may hold braces."""
    depth, at = 0, start
    while (match := _BRACE_OR_BINARY.search(data, at)) is not None:
        at = match.end()
        if match[1]:
            at += int(match[1])
        else:
            depth += 1 if match[0] == b"{" else -1
            if depth == 0:
                return at
    return len(data)


#: What the dictionary of compressed RTF holds before the first byte, as [MS-OXRTFCP] 2.1.2.1 says.
_DICTIONARY: Final = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans Serif"
    rb"SymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    + b"\r\n"
    + rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_MOST_UNPACKED: Final = 4_000_000


def unpacked_rich_text(data: bytes) -> bytes:
    """Return the RTF in Outlook's compressed form, empty when it is not in that form."""
    if len(data) < 16:
        return b""
    _, size, kind = struct.unpack_from("<II4s", data)
    if kind == b"MELA":
        return data[16 : 16 + size]
    return _decompressed(data) if kind == b"LZFu" else b""


def _decompressed(data: bytes) -> bytes:
    window = bytearray(_DICTIONARY.ljust(4096, b"\x00"))
    write, at, out = len(_DICTIONARY), 16, bytearray()
    while at < len(data) and len(out) < _MOST_UNPACKED:
        control = data[at]
        at += 1
        for bit in range(8):
            if control >> bit & 1:
                if at + 2 > len(data):
                    return bytes(out)
                token = data[at] << 8 | data[at + 1]
                at += 2
                offset, length = token >> 4, (token & 15) + 2
                if offset == write:
                    return bytes(out)
                piece = bytearray()
                for step in range(length):
                    byte = window[(offset + step) % 4096]
                    piece.append(byte)
                    window[write] = byte
                    write = (write + 1) % 4096
                out += piece
            elif at < len(data):
                out.append(data[at])
                window[write] = data[at]
                write = (write + 1) % 4096
                at += 1
    return bytes(out)
