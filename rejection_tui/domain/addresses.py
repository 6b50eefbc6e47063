"""Normalises e-mail, web and LinkedIn addresses for comparing, and for use in files of other programs."""

import re
import unicodedata
from typing import Final
from urllib.parse import unquote, urlsplit

from rejection_tui.domain.text import clean_line

_WEB = re.compile(r"https?://[!#-;=?-\[\]_a-z~]+", re.IGNORECASE)
_PLAIN_LOCAL: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=^_`{|}~-]{1,64}")
_PLAIN_LABEL: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
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


def mail_address(text: str) -> str:
    """Return an address as mail headers hold it, its domain in ASCII ("xn--…"); "" for what is no single address.

    What stands before the "@" stays as it is, also in another script than Latin.
    """
    local, _, domain = text.strip().rpartition("@")
    ascii_form = ascii_domain(domain)
    if not ascii_form or not _is_local(local) or ".." in local:
        return ""
    return f"{unicodedata.normalize('NFC', local)}@{domain if domain.isascii() else ascii_form}"


def _is_local(local: str) -> bool:
    if local.isascii():
        return _PLAIN_LOCAL.fullmatch(local) is not None
    plain = "".join(c for c in local if c.isascii())
    return (
        len(local.encode("utf-8", "replace")) <= 64
        and all(_is_letter(c) for c in local if not c.isascii())
        and (not plain or _PLAIN_LOCAL.fullmatch(plain) is not None)
    )


def _is_letter(character: str) -> bool:
    return unicodedata.category(character) in ("Ll", "Lu", "Lo", "Lm", "Mn", "Mc", "Nd")


def ascii_domain(domain: str) -> str:
    """Return a domain in ASCII, as IDNA 2008 writes it ("brönn.example": "xn--brnn-5qa.example"); "" for no domain.

    The codec of the standard library follows IDNA 2003, which sends mail for "faß" to "fass".
    """
    labels = re.split("[.\u3002\uff0e\uff61]", unicodedata.normalize("NFC", domain.strip().lower()))
    found = [_ascii_label(label) for label in labels]
    whole = ".".join(found)
    return whole if all(found) and len(whole) <= 253 else ""


def _ascii_label(label: str) -> str:
    if label.isascii():
        return label if _PLAIN_LABEL.fullmatch(label) else ""
    if len(label) > 63 or label.startswith(("-", "xn--")) or label.endswith("-"):
        return ""
    if not all(c in "-·" or (c.isascii() and c.isalnum()) or _is_letter(c) for c in label):
        return ""
    if unicodedata.normalize("NFKC", label) != label:  # look-alikes such as full-width letters
        return ""
    encoded = "xn--" + label.encode("punycode").decode("ascii")
    return encoded if _PLAIN_LABEL.fullmatch(encoded) else ""
