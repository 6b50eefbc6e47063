"""The addresses behind a letter's words: long ones are shown as their words or their domain, and all are kept.

A kept link is one text, the words and then the address, with a blank between them.
"""

import re
from typing import Final
from urllib.parse import unquote

from rejection_tui.domain.text import clean_line

MAX_LINKS: Final = 50  # of one letter
_MAX_ADDRESS: Final = 2000  # characters
_MAX_WORDS: Final = 80
_SHORT: Final = 60  # characters of an address that is shown as it is, unless it looks made by a machine
_SCHEMES: Final = ("http://", "https://", "mailto:")
#: An address in text, with the brackets that programs put around those that stood behind words.
_IN_TEXT = re.compile(
    r"<(?P<wrapped>(?:https?://|mailto:)[^\s<>]++(?:[ \t]?\n[^\s<>]++){0,8}+)\s?>"
    r"|\[(?P<title>[^\[\]\n]{1,200})\]\((?P<target>(?:https?://|mailto:)[^\s()<>]++)\)"
    r"|(?P<open>[<\[(]\s?)?(?P<address>(?:https?://|mailto:|tel:|cid:)[^\s<>\[\]\"“”]++)(?P<close>\s?[>)\]])?",
    re.I,
)
_TRAILING = re.compile(r"[.,;:!?'’)*_]+$")
_HOST = re.compile(r"https?://(?:[^/?#@\s]{1,200}@)?([^/?#:\s]{1,253})", re.I)
_WRAPPER = re.compile(r"safelinks\.protection\.outlook\.com/[^?]{0,200}\?(?:[^#]{0,200}&)?url=([^&#]{5,1900})", re.I)
_PROOFPOINT_3 = re.compile(r"urldefense\.(?:com|us|proofpoint\.com)/v3/__(https?:/{1,2}[^_]{3,1900})", re.I)
_PROOFPOINT_2 = re.compile(r"urldefense\.proofpoint\.com/v2/url\?u=(https?-3A__[^&]{3,1900})", re.I)
_COUNTING_HOST = re.compile(
    r"(?:(?:click|clicks|track|tracking|trk|links?|lnk|url\d{0,6}|email|e|t|r|ct|go|info|news|mail|ablink|mandrillapp)\.)",
    re.I,
)
_MACHINE_MADE = re.compile(
    r"[A-Za-z]*\d[A-Za-z0-9]{11,}|[?&]\w{1,30}=[^&]{24,}|%[0-9A-F]{2}.{0,20}%[0-9A-F]{2}|utm_|[?&]token="
)
_PICTURE = re.compile(r"\.(?:png|gif|jpe?g|svg|bmp|webp)(?:[?#@]|$)", re.I)
_PICTURE_MARK = re.compile(
    r"\[(?:cid:[^\]\n]{1,200}|(?:image|bild|imagen|imagem|immagine|afbeelding|resim|grafik)(?: removed by sender\.?)?"
    r"(?::[^\]\n]{0,200})?|inline image[^\]\n]{0,80})\][ \t]?|<cid:[^>\n]{1,200}>",
    re.I,
)
_LAST_WORDS = re.compile(r"(?:[^.!?:;|•<>\[\]()\n]|[.!?:](?=\S)){1,80}$")
_EMAIL = re.compile(r"[^\s<>()\[\],;:\"@]{1,64}@[^\s<>()\[\],;:\"@]{1,190}")


def link(words: str, address: str) -> str:
    """Return a link to keep, or "" when it leads nowhere that may be shown: only web and mail addresses are kept."""
    usual = address.isascii() and address.isprintable() and " " not in address
    target = address if usual else clean_line("".join(address[: 2 * _MAX_ADDRESS].split()), _MAX_ADDRESS + 1)
    if len(target) > _MAX_ADDRESS or not target[:8].lower().startswith(_SCHEMES):
        return ""
    plain = len(words) <= _MAX_WORDS and words.isascii() and words.isprintable()
    shown = words.strip() if plain else clean_line(words, _MAX_WORDS)
    return f"{shown} {target}" if shown and shown != target else target


def keep(links: list[str], found: str) -> None:
    """Add a link unless its address is kept already or there are many."""
    if found and len(links) < MAX_LINKS:
        address = found.rpartition(" ")[2]
        if not any(one.endswith(address) and one.rpartition(" ")[2] == address for one in links):
            links.append(found)


def mail_address(target: str) -> str:
    """Return the mail address of a `mailto:` link, "" when it has none."""
    match = _EMAIL.match(unquote(target[7:400].partition("?")[0]).strip())
    return clean_line(match[0], 254) if match else ""


def domain(address: str) -> str:
    """Return the domain an address leads to, also through the services that check links."""
    if match := _WRAPPER.search(address):
        address = unquote(match[1])
    elif match := _PROOFPOINT_3.search(address):
        address = match[1].replace(":/", "://").replace(":///", "://")
    elif match := _PROOFPOINT_2.search(address):
        address = match[1].replace("-3A__", "://").replace("_", "/")
    host = _HOST.match(address)
    return clean_line(host[1], 120).lower().removeprefix("www.") if host else ""


def is_readable(address: str) -> bool:
    """Return whether a person would write an address like this ("https://acme.example/careers")."""
    rest = address.partition("://")[2]
    if len(address) > _SHORT or _MACHINE_MADE.search(rest):
        return False
    return _COUNTING_HOST.match(rest) is None or rest.rstrip("/").count("/") == 0


def shortened(text: str) -> tuple[str, list[str]]:
    """Return text with its long addresses as `[domain]` or gone where words stand before them, and all its links."""
    if "[" in text or "<cid:" in text:
        text = _PICTURE_MARK.sub("", text)
    if "://" not in text and "mailto:" not in text and "MAILTO:" not in text and "tel:" not in text:
        return text, []
    pieces: list[str] = []
    links: list[str] = []
    position = 0
    for match in _IN_TEXT.finditer(text):
        shown, end = _shown(match, text[max(0, match.start() - 200) : match.start()], links)
        between = text[position : match.start()]
        if not shown:  # it stood behind words, and goes with the blank or the line end before it
            if text[end : end + 1] in " \n.,;:!?)":
                between = between.rstrip(" ")
            if between.endswith("\n") and text[end : end + 1] == "\n":
                end += 1
        pieces += [between, shown]
        position = end
    return "".join([*pieces, text[position:]]), links


def _shown(match: re.Match[str], before: str, links: list[str]) -> tuple[str, int]:
    """Return what is shown in place of an address, and where the text goes on; the link is kept in `links`."""
    if match["title"]:
        keep(links, link(match["title"], match["target"]))
        return match["title"], match.end()
    address, opened, end = match["wrapped"], "<", match.end()
    if address is None:
        address, opened = match["address"], (match["open"] or "").strip()
        closed = (match["close"] or "").strip()
        if not closed or not opened:
            tail = _TRAILING.search(address)
            kept = address[: tail.start()] if tail else address
            if opened == "(" and kept != address and ")" in address[len(kept) :]:
                kept = address[: address.rindex(")", len(kept))]
                end, address = match.start("address") + len(kept) + 1, kept
            else:  # the bracket belongs to the text around it
                return _bare(kept, before, links, match.start("address") - match.start(), match), match.start(
                    "address"
                ) + len(kept)
    address = "".join(address.split())
    return _behind(address, opened, before, links, match), end


def _bare(address: str, before: str, links: list[str], opening: int, match: re.Match[str]) -> str:
    """Return an address that stands in the text itself, with the opening bracket before it."""
    bracket = match[0][:opening]
    lower = address.lower()
    if lower.startswith(("tel:", "cid:")):
        return match[0][: opening + len(address)]
    if lower.startswith("mailto:"):
        keep(links, link("", address))
        return bracket + (mail_address(address) or address)
    keep(links, link(_words(before), address))
    return bracket + (address if is_readable(address) else f"[{domain(address)}]")


def _behind(address: str, opened: str, before: str, links: list[str], match: re.Match[str]) -> str:
    """Return what is shown of an address in brackets: nothing where words stand before it."""
    lower, words = address.lower(), _words(before)
    if lower.startswith(("tel:", "cid:")):
        return ""
    if lower.startswith("mailto:"):
        email = mail_address(address)
        keep(links, link(words, address))
        told = not email or email.lower() in before.lower()
        return "" if told else (f"({email})" if words else email)
    if opened == "[" and _PICTURE.search(address):
        return ""
    keep(links, link("" if words.lower().startswith(("http", "www.")) else words, address))
    if opened == "(" and is_readable(address):
        return match[0] if match[0].endswith(")") else f"({address})"
    if words:
        return ""
    return address if is_readable(address) else f"[{domain(address)}]"


def _words(before: str) -> str:
    """Return the words an address belongs to: those before it on its line, or the line above."""
    line = before.rstrip(" \t*_")
    if line.endswith("\n"):
        line = line[:-1]
        if not line.strip() or line.endswith("\n"):
            return ""
    found = _LAST_WORDS.search(line.rstrip(" :([<"))
    return found[0].strip(" -–—*_\t,“”„\"'") if found else ""
