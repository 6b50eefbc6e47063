"""The least that reading a mail can cost: the standard library's parser and decoding, and lexbor's text of a page."""

import email
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser


def bare(data: bytes) -> str:
    """Return the text of all text parts of a mail, as these two give it."""
    return "\n".join(_texts(data))


def _texts(data: bytes) -> Iterator[str]:
    for part in email.message_from_bytes(data).walk():
        if part.get_content_maintype() == "text":
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            text = content.decode(part.get_content_charset() or "utf-8", "replace")
            yield LexborHTMLParser(text).text() if part.get_content_type() == "text/html" else text
