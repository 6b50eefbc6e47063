"""JSON CVs to lines: JSON Resume old and new, Reactive Resume, FRESH, gitconnected, Europass, and those like them."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from rejection_tui.domain.errors import LetterError
from rejection_tui.domain.text import clean_line
from rejection_tui.importing.cv.fields import field_lines
from rejection_tui.importing.cv.lines import Raw, RawLine, Unread, heading_kind
from rejection_tui.importing.cv.words import words_of

_MAX_DEPTH: Final = 30
_MAX_VALUES: Final = 50_000
_NAMES: Final = ("position", "title", "role", "jobtitle", "name", "employer", "company", "organization", "organisation")
#: Fields that are known and no lines: names, days, addresses.
_KNOWN: Final = re.compile(
    r"(?:.*(?:name|title|date|day|year|month|url|uri|link|href|website|email|phone|address|city|country|region|code|id|"
    r"label|type|level|location|period|icon|image|photo|picture|color|font|schema|version|status|slug|score|format|"
    r"language|currency|time|key|kind|category|industry|department|client|hidden|visible|columns?))|position|role|"
    r"employer|company|organi[sz]ation|entity|institution|area|degree|studytype|fluency|rating|start|end|from|to|value|"
    r"network|username|publisher|issuer|awarder|authority|keywords|courses|technologies|tags|size|gender|birth|\$.*",
    re.I,
)
_WORDS_OF_PROSE: Final = 6


@cache
def _words(name: str) -> frozenset[str]:
    return words_of("resume", name)


def json(path: Path) -> Raw:
    """Return the lines of a JSON CV of any of the dialects; the number is the line of the file with the words."""
    import orjson

    name = clean_line(path.name)
    data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    try:
        resume = orjson.loads(data)
    except ValueError as error:
        raise LetterError(f"{name} is not valid JSON; nothing was read.") from error
    if not isinstance(resume, dict):
        raise LetterError(f"{name} is not a JSON Resume: it holds no sections.")
    reading = _Reading(data.decode("utf-8", "replace"))
    reading.mapping(resume, _Where(), 0)
    return Raw(reading.lines, [Unread(place, "a text that is not understood") for place in reading.unread])


class _Where:
    """Where in a file a value stands: the path of its keys, the entry's names, and what stands there."""

    def __init__(self, path: str = "", names: tuple[str, ...] = (), kind: str = "") -> None:
        self.path = path
        self.names = names
        self.kind = kind

    def below(self, key: str) -> "_Where":
        """Return the place of a field."""
        bare = _bare(key)
        kind = self.kind
        if kind == "facts" or bare in _words("facts"):
            kind = "facts"
        elif bare in _words("outcomes"):
            kind = "outcomes"
        elif bare in _words("about_self") and not kind:
            kind = "profile"
        return _Where(f"{self.path}.{key}" if self.path else key, self.names, kind)

    @property
    def section(self) -> str:
        """The names of the entry."""
        return clean_line(", ".join(self.names[:2]), 120)


def _bare(key: str) -> str:
    return re.sub(r"[^a-z]", "", key.lower())


class _Reading:
    """One walk over a JSON file."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.count = 0
        self.lines: list[RawLine] = []
        self.unread: list[str] = []

    def mapping(self, value: dict[str, Any], where: _Where, depth: int) -> None:
        """Read an object: its names first, then its fields in their order."""
        if depth > _MAX_DEPTH or value.get("visible") is False or value.get("hidden") is True:
            return
        names = tuple(_names(value)) if where.kind in ("outcomes", "") else ()
        heading = next((v for k, v in value.items() if _bare(k) in ("title", "name") and isinstance(v, str)), "")
        kind = where.kind
        if any(isinstance(one, list) for one in value.values()) and heading_kind(heading):
            kind, names = heading_kind(heading), ()  # a section that a person named
        inside = _Where(where.path, names or where.names, kind)
        for key, one in value.items():
            self.value(one, inside.below(key), _bare(key), depth + 1)

    def value(self, value: Any, where: _Where, key: str, depth: int) -> None:
        """Read one field."""
        self.count += 1
        if depth > _MAX_DEPTH or self.count > _MAX_VALUES:
            if "the rest" not in self.unread:
                self.unread.append("the rest")
            return
        if isinstance(value, dict):
            self.mapping(value, where, depth)
        elif isinstance(value, list):
            for number, one in enumerate(value):
                place = _Where(f"{where.path}[{number}]", where.names, where.kind)
                self.value(one, place, key, depth + 1)
        elif isinstance(value, str) and value.strip():
            self._text(value, where, key)

    def _text(self, value: str, where: _Where, key: str) -> None:
        told = key in _words("told") or (key in _words("outcomes") and where.path.endswith("]"))
        if told and where.kind in ("outcomes", "", "profile"):
            fact = where.kind == "profile"
            section = where.section or ("Summary" if fact else "")
            self.lines += field_lines(value, section, self._line_of(value), fact)
        elif where.kind == "profile" and len(value.split()) > _WORDS_OF_PROSE:
            self.lines += field_lines(value, "Summary", self._line_of(value), True)
        elif told and key in ("highlights", "bullets") and where.kind == "facts":
            self.lines += field_lines(value, where.section, self._line_of(value), True)
        elif where.kind != "facts" and not _KNOWN.fullmatch(key) and len(value.split()) >= _WORDS_OF_PROSE:
            self.unread.append(where.path)

    def _line_of(self, value: str) -> int:
        """Return the line of the file with a value; 0 when it cannot be found."""
        import orjson

        written = orjson.dumps(value).decode()
        place = self.source.find(written, self.at)
        if place < 0:
            return 0
        self.at = place
        return self.source.count("\n", 0, place) + 1


def _names(value: dict[str, Any]) -> Iterator[str]:
    """Yield the names of an entry: the position first, then who it was for."""
    by_key = {_bare(key): one for key, one in value.items()}
    for key in _NAMES:
        one = by_key.get(key)
        if isinstance(one, dict):  # Europass: {"Label": …} and {"Name": …}
            one = one.get("Label") or one.get("Name") or one.get("name")
        if isinstance(one, str) and one.strip():
            yield one
