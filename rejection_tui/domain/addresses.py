"""Normalises e-mail, web and LinkedIn addresses for comparing, and for use in files of other programs."""

import re
from urllib.parse import unquote, urlsplit

from rejection_tui.domain.text import clean_line

_WEB = re.compile(r"https?://[!#-;=?-\[\]_a-z~]+", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+\.[^\s@<>,;:\"()\[\]\\.]+")


def web_link(text: str) -> str:
    """Return `text` when it is a plain http or https address in ASCII without blanks, else an empty string."""
    link = clean_line(text, 2000)
    return link if _WEB.fullmatch(link) else ""


def email_key(text: str) -> str:
    """Return an e-mail address for comparing; empty when `text` is none."""
    address = clean_line(text, 320).removeprefix("mailto:").strip("<> ")
    return address.casefold() if _EMAIL.fullmatch(address) else ""


def linkedin_key(text: str) -> str:
    """Return the profile part of a LinkedIn address for comparing (`in/jane-hart`); empty when it is none."""
    link = clean_line(text, 2000)
    try:
        parts = urlsplit(link if "://" in link else f"https://{link}")
        host = (parts.hostname or "").casefold()
    except ValueError:
        return ""
    if host != "linkedin.com" and not host.endswith(".linkedin.com"):
        return ""
    path = [unquote(p).casefold() for p in parts.path.split("/") if p]
    return f"{path[0]}/{path[1]}" if len(path) >= 2 and path[0] in ("in", "pub") else ""
