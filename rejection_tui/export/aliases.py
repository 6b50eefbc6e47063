"""The invented names of a share-safe export, and the one pass over a text that puts them in place of the real ones."""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from typing import Final

from rejection_tui.content import read
from rejection_tui.domain.text import fold

#: Letters of the scripts that put no blanks between words; a name in them has no edge to look for.
_UNSPACED: Final = (
    "\u0e00-\u0eff\u1000-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
)
_LEFT: Final = "(?<![^\\W_])"
_RIGHT: Final = "(?![^\\W_])"
_ATOM: Final = r"[^\s@<>()\[\]{},;:\"'|\\/?&=]"
_EMAIL: Final = rf"{_ATOM}{{1,64}}@{_ATOM}{{0,253}}[^\s@<>()\[\]{{}},;:\"'|\\/?&=.!]"
_BLANKS: Final = "[\\s\u00a0-]+"
_LINK: Final = r"(?:[A-Za-z][A-Za-z0-9+.-]{1,20}://|www\.|mailto:|tel:)[^\s<>\"']+"
_PHONE: Final = (
    r"(?<![\w.,/-])(?:\+|00)\d[\d ()./\u00a0-]{5,20}\d(?!\w)|(?<![\w.,:/-])\(?0\d[\d ()./\u00a0-]{5,18}\d(?![\w:])"
    r"|(?<![\w.,/-])\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}(?!\w)"
)
_DATE: Final = r"(?<!\d)(?:\d{4}-\d\d-\d\d|\d{1,2}(?P<dot>[./-])\d{1,2}(?P=dot)(?:\d{4}|\d{2}))(?![./-]?\d)"


@cache
def words() -> dict[str, frozenset[str]]:
    """Return the word lists of `content/export/share.toml`, folded."""
    lists: dict[str, list[str]] = tomllib.loads(read("export/share.toml"))
    return {name: frozenset(fold(w) for w in found) for name, found in lists.items()}


def folded(text: str) -> tuple[str, list[int]]:
    """Return `text` without accents and joiners, case kept, and for each of its characters the place in `text`."""
    out: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        plain = char if char.isascii() else unicodedata.normalize("NFKD", char).replace("ß", "ss")
        for part in plain:
            if part.isascii() or unicodedata.category(part) not in ("Mn", "Me", "Cf"):
                out.append(part)
                places.append(place)
    return "".join(out), [*places, len(text)]


def letters(number: int) -> str:
    """Return 1 as A, 26 as Z, 27 as AA: how the invented companies are told apart."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


class Aliases:
    """Real words and what stands for them. Add everything first, then `scrub` texts; longer names win over shorter."""

    def __init__(self, domain: str = "example.com") -> None:
        self.domain = domain
        self._plain: dict[str, tuple[str, bool]] = {}
        self._pattern: re.Pattern[str] | None = None
        self._emails: dict[str, str] = {}
        self._links: dict[str, str] = {}
        self._hosts: set[str] = set()
        self._phones: dict[str, str] = {}

    def add(self, real: str, invented: str, exact: bool = False) -> None:
        """Let `invented` stand for `real`; the first to come keeps it. `exact`: only as written, or in capitals."""
        key = _key(folded(real)[0])
        if key and fold(key):
            self._plain.setdefault(key if exact else key.casefold(), (invented, exact))

    def add_email(self, real: str, invented: str) -> None:
        """Let `invented` stand for an address; its domain is no longer shown anywhere either."""
        self._emails.setdefault(real.strip().casefold(), invented)

    def add_host(self, host: str) -> None:
        """Note a domain that must not be shown, such as that of a company's address."""
        if "." in host:
            self._hosts.add(host.casefold())

    def email(self, real: str) -> str:
        """Return what stands for an address."""
        key = real.strip().casefold()
        return self._emails.setdefault(key, f"someone{len(self._emails) + 1}@{self.domain}") if key else ""

    def link(self, real: str) -> str:
        """Return what stands for a link."""
        key = real.strip().casefold().rstrip("/")
        return self._links.setdefault(key, f"https://{self.domain}/link-{len(self._links) + 1}") if key else ""

    def phone(self, real: str) -> str:
        """Return what stands for a telephone number, however it is spaced."""
        key = re.sub(r"\D", "", real).lstrip("0") or real.strip()
        return self._phones.setdefault(key, f"phone number {len(self._phones) + 1}") if key else ""

    def scrub(self, text: str) -> str:
        """Return `text` with every known name, company and address, and everything like an address, replaced."""
        if not text:
            return text
        plain, places = folded(text)
        spans: list[tuple[int, int, str]] = []
        for match in self._compiled().finditer(plain):
            spans.append((places[match.start()], places[match.end()], self._instead(match)))
        out: list[str] = []
        done = 0
        for start, end, instead in spans:
            out += [text[done:start], instead]
            done = end
        return "".join([*out, text[done:]])

    def _compiled(self) -> re.Pattern[str]:
        if self._pattern is None:
            hosts = _either((re.escape(folded(h)[0]) for h in self._hosts), _bounded)
            endings = "|".join(sorted(words()["domains"]))
            bare = rf"{_LEFT}(?:[^\W_](?:[\w-]{{0,61}}[^\W_])?\.){{1,9}}(?:{endings}){_RIGHT}(?!\.\w)(?:/[^\s<>\"']*)?"
            loose = (_worded(k) for k, (_, exact) in self._plain.items() if not exact)
            strict = (_worded(v) for k, (_, exact) in self._plain.items() if exact for v in {k, k.upper()})
            parts = (
                f"(?P<email>{_EMAIL})",
                f"(?P<link>(?i:{_LINK}|{hosts}|{bare}))",
                f"(?P<date>{_DATE})",
                f"(?P<phone>{_either(map(_spaced, self._phones), str)}|{_PHONE})",
                f"(?P<loose>(?i:{_either(loose, str)}))",
                f"(?P<strict>{_either(strict, str)})",
            )
            self._pattern = re.compile("|".join(parts))
        return self._pattern

    def _instead(self, match: re.Match[str]) -> str:
        found = match[0]
        if match["email"]:
            return self.email(found.removeprefix("mailto:"))
        if match["link"]:
            return self.link(found)
        if match["phone"]:
            return self.phone(found)
        if match["date"]:
            return found
        key = _key(found)
        forms = (key, key.casefold(), *(k for k in self._plain if k.upper() == key))
        return next((self._plain[form][0] for form in forms if form in self._plain), "someone")


def _either(patterns: Iterable[str], wrap: Callable[[str], str]) -> str:
    ordered = sorted(set(patterns), key=lambda p: (-len(p), p))
    return "|".join(wrap(p) for p in ordered) or r"(?!)"


def _key(text: str) -> str:
    return " ".join(part for part in re.split(_BLANKS, text) if part)


def _spaced(digits: str) -> str:
    """Return the pattern of a known telephone number in any spacing; short ones are left to chance."""
    body = "[ ()./\u00a0-]{0,3}".join(digits) if digits.isdigit() and len(digits) >= 5 else "(?!)"
    return rf"(?<!\d)[+(0]{{0,4}}{body}(?!\d)"


def _bounded(pattern: str) -> str:
    return f"{_LEFT}{pattern}{_RIGHT}"


def _worded(real: str) -> str:
    """Return the pattern of a name: words in order, any blanks or hyphens between, an edge where the script has one."""
    inner = _BLANKS.join(re.escape(word) for word in real.split())
    left = "" if re.match(f"[{_UNSPACED}]", real) else _LEFT if real[0].isalnum() else ""
    right = "" if re.search(f"[{_UNSPACED}]$", real) else _RIGHT if real[-1].isalnum() else ""
    return f"{left}{inner}{right}"
