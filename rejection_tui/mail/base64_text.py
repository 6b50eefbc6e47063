"""Decodes base64 and uuencode as mails carry them: without padding, in pieces, with garbage or a footer around them."""

import base64
import binascii
import re
from typing import Final

_BLANKS: Final = b" \t\r\n"
_ALPHABET: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_FOREIGN = re.compile(rb"[^A-Za-z0-9+/=]+")
_LINE = re.compile(rb"[A-Za-z0-9+/]{20,}={0,2}|[A-Za-z0-9+/]{1,20}={1,2}|[A-Za-z0-9+/]{4,16}")
_UU_BEGIN = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} ([^\r\n]{0,200})\r?\n", re.M)
_UU_END = re.compile(rb"^(?:`|\s)?\r?\n?(?:end|={4})[ \t]*\r?$\n?", re.M)


def base64_bytes(data: bytes) -> bytes:
    """Return what is encoded in `data`; characters that do not belong to base64 are passed over. Never raises."""
    solid = data.translate(None, _BLANKS)
    rest = solid.rstrip(b"=")
    if not rest.translate(None, _ALPHABET):
        return _piece(rest)
    if b"-" in rest or (b"_" in rest and b"+" not in rest and b"/" not in rest):
        rest = rest.translate(bytes.maketrans(b"-_", b"+/"))
    return b"".join(_piece(piece) for piece in _FOREIGN.sub(b"", rest).split(b"=") if piece)


def _piece(solid: bytes) -> bytes:
    solid = solid[: len(solid) - (len(solid) % 4 == 1)]
    try:
        return base64.b64decode(solid + b"=" * (-len(solid) % 4))
    except (binascii.Error, ValueError):
        return b""


def base64_part(body: bytes) -> bytes:
    """Return the bytes of a part sent as base64; plain text below it (a footer), or instead of it, is kept."""
    solid = body.translate(None, _BLANKS)
    if not solid.rstrip(b"=").translate(None, _ALPHABET):
        return _piece(solid.rstrip(b"="))
    lines = body.split(b"\n")
    for number, line in enumerate(lines):
        words = line.strip()
        if words and b" " in words and not _LINE.fullmatch(words.translate(None, b" \t")):
            encoded = b"\n".join(lines[:number])
            return base64_bytes(encoded) + (b"\n\n" if encoded.strip() else b"") + b"\n".join(lines[number:])
    return base64_bytes(body)


def uu_part(body: bytes) -> bytes:
    """Return the bytes of a part sent with uuencode; the body itself when nothing in it is encoded."""
    match = _UU_BEGIN.search(body)
    return _uu_lines(body[match.end() :])[0] if match else body


def uu_files(text: bytes, most: int = 20) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """Return text without the uuencoded files that stand in it, and their names and contents."""
    kept: list[bytes] = []
    found: list[tuple[bytes, bytes]] = []
    position = 0
    while len(found) < most and (match := _UU_BEGIN.search(text, position)):
        content, length = _uu_lines(text[match.end() :])
        if not content:
            break
        kept.append(text[position : match.start()])
        found.append((match[1], content))
        position = match.end() + length
    return b"".join([*kept, text[position:]]), found


def _uu_lines(body: bytes) -> tuple[bytes, int]:
    """Return what the lines of uuencode that begin `body` hold, and how many bytes they take with their end."""
    pieces: list[bytes] = []
    position = 0
    while position < len(body):
        end = body.find(b"\n", position)
        end = len(body) if end < 0 else end
        line = body[position:end].rstrip(b"\r")
        if not line or line[:1] in b"` " or line.startswith(b"end"):
            break
        size = (line[0] - 32) & 63
        needed = (size + 2) // 3 * 4
        if not 33 <= line[0] <= 96 or len(line) > needed + 3:
            break
        try:
            pieces.append(binascii.a2b_uu(line[: needed + 1]))
        except binascii.Error:
            break
        position = end + 1
    if match := _UU_END.match(body, position):
        position = match.end()
    return b"".join(pieces), position
