"""Real names, addresses, numbers and links, and the invented ones that stand for them in a text."""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from rejection_tui.content import read
from rejection_tui.domain.text import fold
from rejection_tui.export.postal import POSTAL_ADDRESS

#: Letters of scripts without spaces between words; there a name has no word boundary.
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
#: Where a known telephone number may begin, with its first two digits.
_NUMBER: Final = r"(?<!\d)[+(0]{0,4}(?P<two>[1-9][ ()./\u00a0-]{0,3}\d)"
_FIRST_WORD: Final = re.compile(r"[^\W_]+")
_DATE: Final = r"(?<!\d)(?:\d{4}-\d\d-\d\d|\d{1,2}(?P<dot>[./-])\d{1,2}(?P=dot)(?:\d{4}|\d{2}))(?![./-]?\d)"


@cache
def words() -> dict[str, frozenset[str]]:
    """Return the word lists of `content/export/share.toml`, folded."""
    lists: dict[str, list[str]] = tomllib.loads(read("export/share.toml"))
    return {name: frozenset(fold(word) for word in found) for name, found in lists.items()}


def folded(text: str) -> tuple[str, list[int]]:
    """Return `text` without accents and joiners, case kept, and for each character of the result its index in `text`.

    The list ends with the length of `text`.
    """
    out: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        plain = char if char.isascii() else unicodedata.normalize("NFKD", char).replace("ß", "ss")
        for part in plain:
            if part.isascii() or unicodedata.category(part) not in ("Mn", "Me", "Cf"):
                out.append(part)
                places.append(place)
    return "".join(out), [*places, len(text)]


def letter_code(number: int) -> str:
    """Return 1 as A, 26 as Z, 27 as AA, for naming the invented companies."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


class Aliases:
    """Real words and their replacements. Add everything first, then `scrub` texts; longer names are matched first."""

    def __init__(self, domain: str = "example.com") -> None:
        self.domain = domain
        self._plain: dict[str, tuple[str, bool]] = {}
        self._finder: _Finder | None = None
        self._in_capitals: dict[str, str] = {}
        self._emails: dict[str, str] = {}
        self._links: dict[str, str] = {}
        self._hosts: set[str] = set()
        self._phones: dict[str, str] = {}

    def add(self, real: str, invented: str, exact: bool = False) -> None:
        """Replace `real` by `invented` unless it has a replacement. `exact`: only as written or in capitals."""
        key = _key(folded(real)[0])
        if key and fold(key):
            self._plain.setdefault(key if exact else key.casefold(), (invented, exact))

    def add_email(self, real: str, invented: str) -> None:
        """Replace an address by `invented`, unless it has a replacement already."""
        self._emails.setdefault(real.strip().casefold(), invented)

    def add_host(self, host: str) -> None:
        """Add a domain that must not be shown, such as that of a company's address."""
        if "." in host:
            self._hosts.add(host.casefold())

    def email(self, real: str) -> str:
        """Return the replacement of an address, "" for none."""
        key = real.strip().casefold()
        return self._emails.setdefault(key, f"someone{len(self._emails) + 1}@{self.domain}") if key else ""

    def link(self, real: str) -> str:
        """Return the replacement of a link, "" for none."""
        key = real.strip().casefold().rstrip("/")
        return self._links.setdefault(key, f"https://{self.domain}/link-{len(self._links) + 1}") if key else ""

    def phone(self, real: str) -> str:
        """Return the replacement of a telephone number in any spacing, "" for none."""
        key = re.sub(r"\D", "", real).lstrip("0") or real.strip()
        return self._phones.setdefault(key, f"phone number {len(self._phones) + 1}") if key else ""

    def scrub(self, text: str) -> str:
        """Return `text` with every known name, company and address, and everything like an address, replaced."""
        if not text:
            return text
        if self._finder is None:
            self._in_capitals = {name.upper(): name for name in self._plain}
            self._finder = _Finder({name: exact for name, (_, exact) in self._plain.items()}, self._phones, self._hosts)
        plain, places = folded(text)
        out: list[str] = []
        end_of_last = 0
        for kind, start, end in self._finder.find(plain):
            out += [text[end_of_last : places[start]], self._replacement(kind, plain[start:end])]
            end_of_last = places[end]
        return "".join([*out, text[end_of_last:]])

    def _replacement(self, kind: str, found: str) -> str:
        match kind:
            case "email":
                return self.email(found.removeprefix("mailto:"))
            case "link":
                return self.link(found)
            case "phone":
                return self.phone(found)
            case "postal":
                return "a postal address"
            case "date":
                return found
        key = _key(found)
        forms = (key, key.casefold(), self._in_capitals.get(key, ""))
        return next((self._plain[form][0] for form in forms if form in self._plain), "someone")


class _Finder:
    """Finds names and addresses in folded text, in time that does not grow with the number of names.

    A name is looked for only where its first word stands, a known telephone number where its first two digits do.
    """

    def __init__(self, names: Mapping[str, bool], phones: Iterable[str], hosts: Iterable[str]) -> None:
        self._by_word: dict[str, list[tuple[str, bool]]] = {}
        self._by_character: dict[str, list[tuple[str, bool]]] = {}  # for scripts without spaces between words
        for name, exact in names.items():
            first = _FIRST_WORD.match(name)
            whole = first is not None and not re.search(f"[{_UNSPACED}]", first[0])
            index, key = (self._by_word, _same(first[0])) if first and whole else (self._by_character, _same(name[0]))
            index.setdefault(key, []).append((name, exact))
        self._by_digits: dict[str, list[str]] = {}
        for phone in filter(str.isdigit, phones):
            self._by_digits.setdefault(phone[:2], []).append(phone)
        self._names: dict[tuple[str, str], re.Pattern[str]] = {}
        self._numbers: dict[str, re.Pattern[str]] = {}
        self._pattern = re.compile("|".join([*_fixed(hosts), rf"(?P<number>{_NUMBER})", self._elsewhere()]))
        self._after_number = re.compile(self._elsewhere())

    def _elsewhere(self) -> str:
        """Return what a place may be that begins no address: a number of unknown form, or the start of a name."""
        starts = {form for one in self._by_character for form in (one, one.upper())}
        other = "".join(f"|{re.escape(one)}" for one in sorted(starts))
        return rf"(?P<phone>{_PHONE})|(?P<start>{_LEFT}[^\W_]{other})"

    def find(self, plain: str) -> Iterator[tuple[str, int, int]]:
        """Yield the kind, start and end of all that is found: the first at each place, none inside another."""
        place = 0
        while match := self._pattern.search(plain, place):
            if match.lastgroup == "number":
                match = self._number(match) or self._after_number.match(plain, match.start()) or match
            if match.lastgroup == "start":
                match = self._name(plain, match.start()) or match
            if match.lastgroup in ("number", "start"):
                place = match.start() + 1
                continue
            yield match.lastgroup or "", match.start(), match.end()
            place = match.end()

    def _number(self, match: re.Match[str]) -> re.Match[str] | None:
        """Return the known telephone number at this place."""
        digits = match["two"][0] + match["two"][-1]
        if digits not in self._by_digits:
            return None
        if digits not in self._numbers:
            known = _alternatives(map(_phone_pattern, self._by_digits[digits]), str)
            self._numbers[digits] = re.compile(f"(?P<phone>{known})")
        return self._numbers[digits].match(match.string, match.start())

    def _name(self, plain: str, start: int) -> re.Match[str] | None:
        """Return the longest name at this place; of two as long, one that is found in any case."""
        first = _FIRST_WORD.match(plain, start)
        word, character = _same(first[0]) if first else "", _same(plain[start])
        key = (word if word in self._by_word else "", character if character in self._by_character else "")
        if key == ("", ""):
            return None
        if key not in self._names:
            names = [*self._by_word.get(key[0], ()), *self._by_character.get(key[1], ())]
            loose = (_name_pattern(name) for name, exact in names if not exact)
            strict = (_name_pattern(form) for name, exact in names if exact for form in {name, name.upper()})
            forms = f"(?P<loose>(?i:{_alternatives(loose, str)}))|(?P<strict>{_alternatives(strict, str)})"
            self._names[key] = re.compile(forms)
        return self._names[key].match(plain, start)


def _fixed(hosts: Iterable[str]) -> tuple[str, ...]:
    """Return the patterns of addresses by their form; of `hosts` only those are needed whose ending is unusual."""
    usual = words()["domains"]
    odd = (re.escape(folded(host)[0]) for host in hosts if host.rpartition(".")[2] not in usual)
    endings = "|".join(sorted(usual))
    bare = rf"{_LEFT}(?:[^\W_](?:[\w-]{{0,61}}[^\W_])?\.){{1,9}}(?:{endings}){_RIGHT}(?!\.\w)(?:/[^\s<>\"']*)?"
    return (
        f"(?P<email>{_EMAIL})",
        f"(?P<link>(?i:{_LINK}|{_alternatives(odd, _with_edges)}|{bare}))",
        f"(?P<date>{_DATE})",
        f"(?P<postal>{POSTAL_ADDRESS})",
    )


def _same(text: str) -> str:
    """Return a word for comparing in any case, as `(?i:…)` does: the dotless i is one."""
    return text.casefold().replace("ı", "i")


def _alternatives(patterns: Iterable[str], wrap: Callable[[str], str]) -> str:
    ordered = sorted(set(patterns), key=lambda pattern: (-len(pattern), pattern))
    return "|".join(wrap(pattern) for pattern in ordered) or r"(?!)"


def _key(text: str) -> str:
    return " ".join(part for part in re.split(_BLANKS, text) if part)


def _phone_pattern(digits: str) -> str:
    """Return the pattern of a known telephone number in any spacing; fewer than five digits are never matched."""
    body = "[ ()./\u00a0-]{0,3}".join(digits) if digits.isdigit() and len(digits) >= 5 else "(?!)"
    return rf"(?<!\d)[+(0]{{0,4}}{body}(?!\d)"


def _with_edges(pattern: str) -> str:
    return f"{_LEFT}{pattern}{_RIGHT}"


def _name_pattern(real: str) -> str:
    """Return the pattern of a name: its words with blanks or hyphens between, at word boundaries if there are any."""
    inner = _BLANKS.join(re.escape(word) for word in real.split())
    left = "" if re.match(f"[{_UNSPACED}]", real) else _LEFT if real[0].isalnum() else ""
    right = "" if re.search(f"[{_UNSPACED}]$", real) else _RIGHT if real[-1].isalnum() else ""
    return f"{left}{inner}{right}"
