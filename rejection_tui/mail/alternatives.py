"""Chooses between the plain text and the page that one mail carries of the same letter."""

import re
from itertools import islice
from typing import Final

from rejection_tui.domain.text import fold

_STUB_CHARACTERS: Final = 20  # a plain part with fewer, links not counted, is a stub, and the HTML part is read instead
_LETTER_CHARACTERS: Final = 600  # a plain part with as many and some line ends is a letter of its own
_STUB_SHARE: Final = 1.6  # a shorter plain part is a stub when the HTML part has this many times its characters
_FRAGMENT_SHARE: Final = 1.15  # one that the HTML part begins with is a fragment when that goes on so far
_LONG_LINE: Final = 400  # average characters of a line that no program breaks so
_SAME_WORDS: Final = 0.8  # of the words of a plain text that stand in a page which says the same
_LINK = re.compile(r"https?://\S{1,4000}")
_STYLES = re.compile(r"[{;]\s{0,5}mso-[a-z]|[.#@]\w[^{}\n]{0,80}\{[^{}:]{0,200}:[^{};]{1,200};")
_UNFILLED = re.compile(
    r"\{\{[^{}]{1,80}\}\}|\[\[[^\[\]]{1,60}\]\]|%%[^%\n]{1,60}%%|<%[^%]{1,80}%>|\*\|[A-Z_:]{2,40}\|\*|\$\{[^{}]{1,60}\}"
)
_REFERENCE = re.compile(
    r"&(?:nbsp|amp|quot|lt|gt|#\d{2,5}|#x[0-9a-f]{2,5}|[a-zA-Z]{1,6}(?:uml|acute|grave|circ|cedil|tilde)|szlig|"
    r"[rl][sd]quo|[mn]dash);"
)
#: Said instead of the letter, in eight languages: the program shows no HTML, or the letter is to be opened elsewhere.
_NO_PAGE = re.compile(
    r"html[- ](?:capable|compatible|enabled|fähig|format|darstellung|version|messages?|e-?mails?|nachrichten?|"
    r"berichten|destek)|(?:support|display|view|show|read|unterstütz|anzeig|darstell|affich|prend pas en charge|admite|"
    r"soporta|compatible con|muestra|mostrar|suporta|exib|supporta|visualizz|ondersteun|weergeven|destekle|"
    r"görüntüle)[^.\n]{0,60}html|html[^.\n]{0,60}(?:support|unterstütz|anzeig|affich|soport|suport|support|"
    r"visualizz|ondersteun|weergeven|destekle|görüntüle)|"
    r"(?:in|with|im|dans|en|no|nel|tarayıcı)[^.\n]{0,20}(?:browser|navigateur|navegador|tarayıcı)|tarayıcıda|"
    r"multi-?part message|mime[- ](?:format|compliant)",
    re.I,
)
_NO_PAGE_CHARACTERS: Final = 500


def best_alternative(texts: list[tuple[str, str]]) -> str:
    """Return the text that says most of the (type, text) alternatives of a letter; the plain one where it is whole."""
    plain = next((text for kind, text in texts if kind == "text/plain"), "")
    other = max((text for kind, text in texts if kind != "text/plain"), key=len, default="")
    return other if other and is_stub(plain, other) else plain


def is_enough(kind: str, text: str) -> bool:
    """Return whether an alternative is a whole letter, so that no other need be read."""
    return (
        kind == "text/plain"
        and text.count("\n") >= 3
        and len(text) <= _LONG_LINE * text.count("\n")
        and len(_LINK.sub("", text[:20_000])) >= _LETTER_CHARACTERS
        and not _is_spoilt(text)
        and not _cut_off(text)
    )


def is_stub(plain: str, other: str) -> bool:
    """Return whether the plain part of a mail says less than the other, or was spoilt when it was made from it."""
    words = _LINK.sub("", plain).strip()
    length, lines, others = len(words), words.count("\n") + 1, other.count("\n") + 1
    if length < _STUB_CHARACTERS or _is_spoilt(plain):
        return True
    if length > _LONG_LINE * lines and others > lines:
        return True
    if length < _NO_PAGE_CHARACTERS and length < len(other) and _NO_PAGE.search(words):
        return True
    if _cut_off(words) and len(other) > _FRAGMENT_SHARE * length and _begins_alike(words, other):
        return True
    if length >= _LETTER_CHARACTERS:
        return False
    return len(other) > _STUB_SHARE * length or (lines == 1 and others > 3)


def says_the_same(plain: str, page: str) -> bool:
    """Return whether a plain text is the same letter as a page beside it: nearly all of its words stand there."""
    words = set(islice((word for word in fold(_LINK.sub("", plain[:4000])).split() if len(word) > 3), 200))
    return len(words) >= 8 and len(words & set(fold(page[:20_000]).split())) >= _SAME_WORDS * len(words)


def is_escaped(text: str) -> bool:
    """Return whether characters of a plain text stand as they are written in HTML ("&nbsp;")."""
    return "&" in text and sum(1 for _ in islice(_REFERENCE.finditer(text[:20_000]), 2)) == 2


def _is_spoilt(text: str) -> bool:
    return _STYLES.search(text[:2000]) is not None or _UNFILLED.search(text[:5000]) is not None or is_escaped(text)


def _cut_off(text: str) -> bool:
    last = [line for line in _LINK.sub("", text[-600:]).split("\n") if line.strip()][-3:]
    return any(line.rstrip(" ])").endswith(("…", "...")) for line in last)


def _begins_alike(plain: str, other: str) -> bool:
    return fold(plain)[:60] == fold(other[:1000])[: min(60, len(fold(plain)))]
