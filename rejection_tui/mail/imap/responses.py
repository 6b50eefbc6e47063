"""Takes IMAP responses apart: atoms, quoted strings, literals and lists, as imaplib hands them over. Nothing raises."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

#: A value of a response: text of an atom or string as bytes, or a list of values.
Value = bytes | list["Value"]
_TOKEN: Final = re.compile(rb'"((?:[^"\\]|\\.)*)"|([()])|([^\s()"]+)')
_LITERAL: Final = re.compile(rb"~?\{\d+\+?\}$")
_MAX_DEPTH: Final = 20


def values(data: Iterable[object]) -> list[Value]:
    """Return the values of one response, as imaplib splits it: bytes, or pairs of bytes and the literal after them."""
    whole: list[Value] = []
    stack: list[list[Value]] = [whole]
    for token, kind in _tokens(data):
        if kind == b"(":
            inner: list[Value] = []
            stack[-1].append(inner)
            if len(stack) < _MAX_DEPTH:
                stack.append(inner)
        elif kind == b")":
            if len(stack) > 1:
                stack.pop()
        else:
            stack[-1].append(token)
    return whole


def _tokens(data: Iterable[object]) -> Iterator[tuple[bytes, bytes]]:
    """Yield (text, b"") for a string or atom, and (b"", bracket) for a bracket."""
    for item in data:
        text, literal = item if isinstance(item, tuple) else (item, None)
        if not isinstance(text, bytes):
            continue
        for match in _TOKEN.finditer(_LITERAL.sub(b"", text) if literal is not None else text):
            if match[2]:
                yield b"", match[2]
            elif match[3]:
                yield match[3], b""
            else:
                yield re.sub(rb"\\(.)", rb"\1", match[1] or b""), b""
        if isinstance(literal, bytes):
            yield literal, b""


def fetched(data: Iterable[object]) -> Iterator[dict[bytes, Value]]:
    """Yield the attributes of each message in the answer to a FETCH, by their names in capitals.

    A name with a section, such as `BODY[]`, is kept as it is; what a server reports of other messages comes as well.
    """
    whole = values(data)
    for value in whole:
        if isinstance(value, list):
            yield {
                bytes(name).upper(): found
                for name, found in zip(value[::2], value[1::2], strict=False)
                if isinstance(name, bytes)
            }


def text(value: Value | None) -> bytes:
    """Return a value that should be a string; b"" for a list or nothing."""
    return value if isinstance(value, bytes) else b""


def number(value: Value | None) -> int:
    """Return a value that should be a number; 0 for anything else, or one of more than 18 digits."""
    found = text(value)
    return int(found) if found.isdigit() and len(found) <= 18 else 0


def words(value: Value | None) -> frozenset[str]:
    """Return a list of flags or labels, in lower case."""
    found = value if isinstance(value, list) else []
    return frozenset(text(one).decode("utf-8", "replace").lower() for one in found)


def quoted(name: bytes) -> bytes:
    """Return a folder's name as a quoted string."""
    return b'"' + name.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'


def ranges(uids: Sequence[int]) -> str:
    """Return ascending UIDs as a set: "1:3,7"."""
    parts: list[list[int]] = []
    for uid in uids:
        if parts and uid == parts[-1][1] + 1:
            parts[-1][1] = uid
        else:
            parts.append([uid, uid])
    return ",".join(str(first) if first == last else f"{first}:{last}" for first, last in parts)
