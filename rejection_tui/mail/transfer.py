"""Undoes the transfer encodings of MIME parts: also where they are broken, or not declared."""

import quopri
import re
from collections.abc import Mapping
from typing import Final

from rejection_tui.mail.base64_text import base64_part, uu_part

MAX_TEXT_BYTES: Final = 2_000_000  # bytes of one text part that are decoded
_MAX_ENCODED: Final = MAX_TEXT_BYTES * 3
_UUENCODE: Final = frozenset({"x-uuencode", "uuencode", "x-uue", "uue", "x-uu"})
_SOFT_BREAK = re.compile(rb"=[ \t]+(?=\r?\n)")
_QUOTED_BYTE = re.compile(rb"=(?:[89A-F][0-9A-F]|20|3D)")
_LOOK = 20_000  # bytes that show an encoding that is not declared
_BASE64_LINES = re.compile(rb"\s{0,9}(?:[A-Za-z0-9+/]{60,76}\r?\n){2,}[A-Za-z0-9+/]{1,76}={0,2}\s*\Z")


def transfer_decoded(headers: Mapping[str, list[str]], body: bytes) -> bytes:
    """Return a part's bytes with its transfer encoding undone; of a broken one, what can be read."""
    encoding = headers.get("content-transfer-encoding", [""])[0].split(";")[0].strip(" \t\"'").lower()
    if encoding == "base64":
        return base64_part(body[:_MAX_ENCODED])
    if encoding in ("quoted-printable", "quoted_printable", "quotedprintable"):
        return _unquoted(body[:_MAX_ENCODED])
    return uu_part(body[:_MAX_ENCODED]) if encoding in _UUENCODE else body


def undeclared(body: bytes) -> bytes:
    """Return the body of a text part that declares no encoding, decoded where it evidently has one."""
    start = body[:_LOOK]
    if b"=" in start and (b"=\n" in start or b"=\r\n" in start) and len(_QUOTED_BYTE.findall(start)) >= 2:
        return _unquoted(body[:_MAX_ENCODED])
    if b" " not in start[:200] and len(body) < _MAX_ENCODED and _BASE64_LINES.match(body):
        return base64_part(body)
    return body


def _unquoted(body: bytes) -> bytes:
    return quopri.decodestring(_SOFT_BREAK.sub(b"=", body) if b"= " in body or b"=\t" in body else body)
