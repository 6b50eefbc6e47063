"""The least that reading a mail can cost: the standard library's parser, and lexbor's text of a page."""

import email

from selectolax.lexbor import LexborHTMLParser


def bare(data: bytes) -> str:
    """Return the text of a mail with one part, as these two give it."""
    mail = email.message_from_bytes(data)
    content = mail.get_payload(decode=True)
    assert isinstance(content, bytes)
    return LexborHTMLParser(content).text() if mail.get_content_type() == "text/html" else content.decode()
