"""LaTeX sources to the paragraphs of a CV: items, what the macros of CV classes hold, and macros the file defines."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from rejection_tui import content
from rejection_tui.domain.text import clean
from rejection_tui.importing.cv.lines import Kind, Raw, RawLine, Unread
from rejection_tui.importing.cv.text import decoded
from rejection_tui.importing.cv.words import words_of

_MAX_DEPTH: Final = 20  # of macros and groups in one another
_MAX_SOURCE: Final = 400_000  # characters; a CV has a fortieth of them
_MAX_WORK: Final = 400_000  # characters that are read, those of macros' bodies each time
_COMMENT: Final = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*(?:\n[ \t]*(?=\S))?")
_COMMENT_ENVIRONMENT: Final = re.compile(r"\\begin\{comment\}.*?\\end\{comment\}|\\iffalse\b.*?\\fi\b", re.S)
_NAME: Final = re.compile(r"\\([A-Za-z@]+)\*?|\\(.)", re.S)
_ACCENTED: Final = re.compile(r"\s{0,9}(?:\{|\\[ij]\b|[A-Za-z])")
_OPTIONAL: Final = re.compile(r"\s{0,99}\[([^\]]{0,400})\]")
_PLAIN: Final = re.compile(r"[^\\{}$~&\n\[\]`'-]+")
_BLANK: Final = re.compile(r"\n[ \t]*\n\s*")
_DEFINES: Final = re.compile(
    r"\\(?:(?:re|provide)?newcommand|providecommand|DeclareRobustCommand)\*?\s*\{?\\([A-Za-z@]+)\*?\}?\s*"
    r"(?:\[(\d)\])?(\[[^\]]*\])?\s*(?=\{)|\\(?:New|Renew|Provide)DocumentCommand\s*\{?\\([A-Za-z@]+)\}?\s*\{([^{}]*)\}\s*(?=\{)"
    r"|\\def\s*\\([A-Za-z@]+)((?:#\d)*)\s*(?=\{)"
)


@cache
def _words(name: str) -> frozenset[str]:
    return words_of("latex", name)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(content.read("phrases/cv_macros.toml"))


@cache
def _left_out() -> dict[str, int]:
    told = _table()["left_out"]
    counts = (("none", 0), ("one", 1), ("two", 2), ("three", 3))
    return {name: count for key, count in counts for name in told[key].split()}


@cache
def _wordy() -> frozenset[str]:
    return frozenset(_table()["words"]["one"].split())


@dataclass(frozen=True, slots=True)
class _Macro:
    """A macro that a file defines: how many arguments it takes, whether the first is optional, what it stands for."""

    count: int
    optional: str | None
    body: str


def tex(path: Path) -> Raw:
    """Return the paragraphs of a LaTeX source; the number is the line of the file. No other file is followed."""
    source = decoded(path)[:_MAX_SOURCE]
    ends = max(source.rfind("\\end{comment}"), source.rfind("\\fi"))  # beyond the last end nothing is looked for
    head = _COMMENT_ENVIRONMENT.sub(lambda match: "\n" * match[0].count("\n"), source[: ends + 13])
    source = head + source[ends + 13 :]
    source = _COMMENT.sub(lambda match: match[1] + "\x00" * match[0].count("\n"), source)
    reading = _Reading(_definitions(source))
    begin = re.search(r"\\begin\s*\{document\}", source)
    end = re.search(r"\\end\s*\{document\}", source)
    body = source[begin.end() if begin else 0 : end.start() if end else len(source)]
    line = 1 + _breaks(source[: begin.end()]) if begin else 1
    reading.run(body, line, 0)
    reading.end()
    if reading.work > _MAX_WORK or len(source) >= _MAX_SOURCE:
        reading.unread.append(Unread("the rest", "more than is read of one file"))
    return Raw(reading.lines, reading.unread)


def _breaks(source: str) -> int:
    """Return how many lines end in a source; those that a comment took are zeros."""
    return source.count("\n") + source.count("\x00")


def _definitions(source: str) -> dict[str, _Macro]:
    found: dict[str, _Macro] = {}
    for match in _DEFINES.finditer(source):
        body, _ = _group(source, match.end())
        name = match[1] or match[4] or match[6]
        if match[1]:
            count = int(match[2] or 0)
        else:
            count = len(re.findall(r"[mMoO]", match[5])) if match[4] else match[7].count("#")
        optional = match[3][1:-1] if match[1] and match[3] else None
        found[name] = _Macro(count, optional, body)
    return found


def _group(source: str, at: int) -> tuple[str, int]:
    """Return what stands in the braces that open at `at`, and where they end."""
    depth, start = 0, at + 1
    while at < len(source):
        letter = source[at]
        if letter == "\\":
            at += 2
            continue
        depth += (letter == "{") - (letter == "}")
        at += 1
        if depth == 0:
            return source[start : at - 1], at
    return source[start:], len(source)


@dataclass(slots=True)
class _Reading:
    """One pass over a source, which builds paragraphs."""

    macros: Mapping[str, _Macro]
    lines: list[RawLine] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    work: int = 0
    words: list[str] = field(default_factory=list)
    kind: Kind = Kind.TEXT
    number: int = 0
    begun: bool = False
    told: set[tuple[str, str]] = field(default_factory=set)

    def end(self) -> None:
        """End the paragraph in the making."""
        text = " ".join(clean("".join(self.words).replace("\x00", "")).split())
        if text:
            self.lines.append(RawLine(text, self.number, self.kind))
        self.words.clear()
        self.kind, self.begun = Kind.TEXT, False

    def _begin(self, kind: Kind, line: int) -> None:
        self.end()
        self.kind, self.number = kind, line

    def _say(self, text: str, line: int) -> None:
        if not self.begun and text.strip("\x00 \n\t"):
            self.number, self.begun = line, True
        self.words.append(text)

    def run(self, source: str, line: int, depth: int) -> None:
        """Read a source whose first line has that number."""
        at, seen = 0, 0
        while at < len(source):
            line += _breaks(source[seen:at])
            seen = at
            self.work += 1
            if self.work > _MAX_WORK or depth > _MAX_DEPTH:
                return
            at = self._step(source, at, line, depth)

    def _step(self, source: str, at: int, line: int, depth: int) -> int:
        letter = source[at]
        if letter == "\\":
            return self._macro(source, at, line, depth)
        if letter == "{":
            inside, end = _group(source, at)
            self.run(inside, line, depth + 1)
            return end
        if letter == "\n" and (blank := _BLANK.match(source, at)):
            self.end()
            return blank.end()
        plain = _PLAIN.match(source, at)
        if plain is not None:
            self._say(plain[0], line)
            self.work += len(plain[0])
            return plain.end()
        for written, meant in (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("`", "‘")):
            if source.startswith(written, at):
                self._say(meant, line)
                return at + len(written)
        self._say({"~": " ", "&": " ", "\n": " ", "$": "", "}": ""}.get(letter, letter), line)
        return at + 1

    def _macro(self, source: str, at: int, line: int, depth: int) -> int:
        match = _NAME.match(source, at)
        if match is None:
            return at + 1
        name, end = match[1] or match[2], match.end()
        table = _table()
        if name in table["accents"] and (match[2] or _ACCENTED.match(source, end)):
            return self._accent(source, end, table["accents"][name], line)
        if match[1]:
            end = re.compile(r"[ \t]*").match(source, end).end()  # type: ignore[union-attr]
        if name in ("\\", "newline", "par", "tabularnewline"):
            end = _skip_optional(source, end) if name == "\\" else end
            if name == "par" or self.kind is Kind.TEXT:
                self.end()
            else:
                self._say(" ", line)
            return end
        if name in table["symbols"]:
            self._say(table["symbols"][name], line)
            return end + 2 if source.startswith("{}", end) else end
        if name == "item":
            return self._item(source, end, line, depth)
        if name in ("begin", "end"):
            return self._environment(name, source, end, line, depth)
        return self._named(name, source, end, line, depth)

    def _named(self, name: str, source: str, at: int, line: int, depth: int) -> int:
        table = _table()
        if name in _words("defines"):
            return _arguments(source, _after_name(source, at))[1]
        if name in _words("files"):
            told, end = _arguments(source, at)
            what = f"the file {told[0][0]}" if told else "other files"
            self._unread(f"\\{name}", what, line)
            return end
        if name in table["macros"]:
            told, end = _arguments(source, at)
            forms = table["macros"][name]
            form = next((one for one in forms if len(one) == len(told)), None)
            if form is None:
                form = max((one for one in forms if len(one) <= len(told)), key=len, default=forms[0])
                told = told[: len(form)]
                end = told[-1][2] if told else end
            self._filled(form, told, source, line, depth)
            return end
        if name in self.macros:
            return self._expanded(self.macros[name], source, at, line, depth)
        if name in _wordy():
            if source[at : at + 1] in "{[":
                told, end = _arguments(source, at, 1)
                for inside, start, _ in told:
                    self.run(inside, line + _breaks(source[at:start]), depth + 1)
                return end
            return at
        if name in _left_out():
            return _arguments(source, at, _left_out()[name])[1]
        if re.match(r"fa[A-Z]|ai[A-Z]|if[a-z@]*$|else$|fi$|the[a-z]+$|[a-z]*skip$|[a-z]*color$|small[a-z]+$", name):
            return at
        return self._unknown(name, source, at, line, depth)

    def _unknown(self, name: str, source: str, at: int, line: int, depth: int) -> int:
        told, end = _arguments(source, at)
        self._unread(f"\\{name}", "", line)
        inline = self.begun
        for inside, start, _ in told:
            if not inline:
                self.end()
            self.run(inside, line + _breaks(source[at:start]), depth + 1)
            if not inline:
                self.end()
        return end

    def _unread(self, name: str, what: str, line: int) -> None:
        if (name, what) not in self.told:
            self.told.add((name, what))
            said = f"{name} names {what}, which is not followed" if what else f"{name} is not understood"
            self.unread.append(Unread(f"line {line}", said))

    def _filled(self, form: str, told: list[tuple[str, int, int]], source: str, line: int, depth: int) -> None:
        """Read the arguments of a macro as its form says."""
        for role, (inside, _, _) in zip(form, told, strict=False):
            if role == "w":
                self.run(inside, line, depth + 1)
            elif role == "i":
                self._begin(Kind.ITEM, line)
                self.run(inside, line, depth + 1)
                self.end()
            elif role in "hn":
                self._begin(Kind.HEADING, line)
                self.run(inside, line, depth + 1)
                self.end()
            elif role == "t":
                self._begin(Kind.TEXT, line)
                self.run(inside, line, depth + 1)
                self.end()

    def _expanded(self, macro: _Macro, source: str, at: int, line: int, depth: int) -> int:
        given, end = _arguments(source, at, macro.count - (macro.optional is not None))
        values = [inside for inside, _, _ in given]
        if macro.optional is not None:
            opening = _OPTIONAL.match(source, at)
            values.insert(0, opening[1] if opening else macro.optional)
        body = re.sub(
            r"#(\d)", lambda match: values[int(match[1]) - 1] if int(match[1]) <= len(values) else "", macro.body
        )
        self.run(body.replace("\n", " "), line, depth + 1)
        return end

    def _item(self, source: str, at: int, line: int, depth: int) -> int:
        self._begin(Kind.ITEM, line)
        label = _OPTIONAL.match(source, at)
        if label is None:
            return at
        self.run(label[1], line, depth + 1)
        if "".join(self.words).strip(" -•–*·"):
            self._say(" ", line)
        else:
            self.words.clear()
            self.begun = False
        return label.end()

    def _environment(self, which: str, source: str, at: int, line: int, depth: int) -> int:
        name, end = _group(source, at) if source[at : at + 1] == "{" else ("", at)
        self.end()
        if which == "end":
            return end
        table = _table()
        if name in table["lists"]["drawn"].split():
            close = source.find(f"\\end{{{name}}}", end)
            self._unread(f"\\begin{{{name}}}", "", line)
            return len(source) if close < 0 else close
        form = table["environments"].get(name, "")
        told, after = _arguments(source, end, len(form))
        self._filled(form, told, source, line, depth)
        return _skip_optional(source, after if form else end)

    def _accent(self, source: str, at: int, mark: str, line: int) -> int:
        match = re.compile(r"\s*(?:\{\\?([^{}\s]*)\}|\\([ij])\b\s?|(.))", re.S).match(source, at)
        if match is None:
            return at
        letters = match[1] if match[1] is not None else match[2] or match[3]
        self._say(unicodedata.normalize("NFC", letters[:1] + mark) + letters[1:], line)
        return match.end()


def _after_name(source: str, at: int) -> int:
    match = re.compile(r"\*?\s*\{?\\[A-Za-z@]+\*?\}?(?:#\d)*").match(source, at)
    return match.end() if match else at


def _skip_optional(source: str, at: int) -> int:
    """Return where the optional arguments at `at` end."""
    optional = re.compile(r"(?:\*|[ \t]*\[[^\]\n]{0,200}\])+")
    match = optional.match(source, at)
    return match.end() if match else at


def _arguments(source: str, at: int, most: int = 9) -> tuple[list[tuple[str, int, int]], int]:
    """Return the arguments in braces from `at` on, each with where it begins and ends, and where all end.

    Optional ones among them are skipped. Nothing but white space within a line and one line break parts them.
    """
    found: list[tuple[str, int, int]] = []
    gap = re.compile(r"[ \t\x00]*\n?[ \t\x00]*(?=[{\[])")
    while True:
        match = gap.match(source, at)
        if match is None:
            return found, at
        start = match.end()
        if source[start] == "[":
            close = source.find("]", start)
            if close < 0 or close - start > 400 or (found and len(found) >= most):
                return found, at
            at = close + 1
            continue
        if len(found) >= most:
            return found, at
        inside, at = _group(source, start)
        found.append((inside, start + 1, at))
