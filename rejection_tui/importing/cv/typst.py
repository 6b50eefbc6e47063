"""Typst sources to the paragraphs of a CV: its markup, and the texts that functions are called with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from rejection_tui.domain.text import clean
from rejection_tui.importing.cv.lines import Kind, Raw, RawLine, Unread
from rejection_tui.importing.cv.text import decoded
from rejection_tui.importing.cv.words import words_of

_MAX_DEPTH: Final = 15
_MAX_SOURCE: Final = 400_000  # characters; a CV has a fortieth of them
_MAX_WORK: Final = 400_000  # characters and calls that are read
_LINE: Final = re.compile(r"(?<![:\\/])//[^\n]*")
_COMMENT: Final = re.compile(r"(?<![:\\/])//[^\n]*|/\*.*?\*/", re.S)
_BEGINS: Final = re.compile(
    r"[ \t]*(?:(?P<heading>=+)[ \t]+|(?P<item>[-+]|\d+\.)[ \t]+(?=\S)|/[ \t]+(?P<term>[^:\n]+):[ \t]*)"
)
_WORD: Final = re.compile(r"[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*")
_PLAIN: Final = re.compile(r"[^\\#*_~`$\n@<\[\]-]+")
_STRING: Final = re.compile(r'"((?:[^"\\]|\\.)*)"', re.S)
_NAMED: Final = re.compile(r"\s*([A-Za-z_][\w-]*)\s*:\s*")
_FEW: Final = 6  # words: a bare string with fewer names something


@cache
def _words(name: str) -> frozenset[str]:
    return words_of("typst", name)


def typ(path: Path) -> Raw:
    """Return the paragraphs of a Typst source; the number is the line of the file. No other file is followed."""
    source = decoded(path)[:_MAX_SOURCE]
    ends = source.rfind("*/") + 2  # beyond the last end nothing long is looked for
    source = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), source[:ends]) + _LINE.sub("", source[ends:])
    reading = _Reading()
    reading.markup(source, 1, 0)
    reading.end()
    if reading.work > _MAX_WORK or len(source) >= _MAX_SOURCE:
        reading.unread.append(Unread("the rest", "more than is read of one file"))
    return Raw(reading.lines, reading.unread)


@dataclass(slots=True)
class _Reading:
    """One pass over a source, which builds paragraphs."""

    lines: list[RawLine] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    variables: dict[str, str] = field(default_factory=dict)
    functions: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    work: int = 0
    words: list[str] = field(default_factory=list)
    kind: Kind = Kind.TEXT
    level: int = 0
    number: int = 0
    begun: bool = False
    indent: int = 0

    def end(self) -> None:
        """End the paragraph in the making."""
        text = " ".join(clean("".join(self.words)).split())
        if text:
            self.lines.append(RawLine(text, self.number, self.kind, self.level if self.kind is Kind.HEADING else 0))
        self.words.clear()
        self.kind, self.level, self.begun = Kind.TEXT, 0, False

    def _begin(self, kind: Kind, line: int, level: int = 0, indent: int = 0) -> None:
        self.end()
        self.kind, self.number, self.level, self.indent = kind, line, level, indent

    def _say(self, text: str, line: int) -> None:
        if not self.begun and text.strip():
            self.number, self.begun = line, True
        self.words.append(text)

    def _unknown(self, name: str, line: int, what: str = "is not understood") -> None:
        if name not in self.told:
            self.told.add(name)
            self.unread.append(Unread(f"line {line}", f"{name} {what}"))

    def markup(self, source: str, line: int, depth: int, fresh: bool = True) -> None:
        """Read markup whose first line has that number."""
        at, seen = 0, 0
        while at < len(source):
            line += source.count("\n", seen, at)
            seen = at
            self.work += 1
            if self.work > _MAX_WORK or depth > _MAX_DEPTH:
                return
            if fresh:
                at = self._line_start(source, at, line)
                fresh = False
                continue
            fresh = source[at] == "\n"
            at = self._step(source, at, line, depth)

    def _line_start(self, source: str, at: int, line: int) -> int:
        end = source.find("\n", at)
        rest = source[at : end if end >= 0 else len(source)]
        if not rest.strip():
            self.end()
            return at + len(rest)
        match = _BEGINS.match(source, at)
        indent = len(rest) - len(rest.lstrip())
        if match is None:
            if self.kind is Kind.HEADING or (self.kind is Kind.ITEM and indent <= self.indent and self.words):
                self.end()
            return at
        if match["heading"]:
            self._begin(Kind.HEADING, line, len(match["heading"]))
        else:
            self._begin(Kind.ITEM, line, indent=indent)
            if match["term"]:
                self._say(f"{match['term'].strip('*_ ')}: ", line)
        return match.end()

    def _step(self, source: str, at: int, line: int, depth: int) -> int:
        letter = source[at]
        plain = _PLAIN.match(source, at)
        if plain is not None:
            self._say(plain[0], line)
            self.work += len(plain[0])
            return plain.end()
        if letter == "\\":
            return self._escape(source, at, line)
        if letter == "#":
            return self._code(source, at + 1, line, depth)
        if letter == "`":
            mark = "```" if source.startswith("```", at) else "`"
            close = source.find(mark, at + len(mark))
            close = len(source) if close < 0 else close
            self._say(source[at + len(mark) : close], line)
            return close + len(mark)
        if letter == "<" and (label := re.compile(r"<[\w.:-]+>").match(source, at)):
            return label.end()
        if letter in "*_" and not _within_word(source, at):
            return at + 1
        for written, meant in (("---", "—"), ("--", "–"), ("-?", "")):
            if source.startswith(written, at):
                self._say(meant, line)
                return at + len(written)
        self._say({"~": " ", "\n": " ", "$": "", "[": "", "]": ""}.get(letter, letter), line)
        return at + 1

    def _escape(self, source: str, at: int, line: int) -> int:
        after = source[at + 1 : at + 2]
        code = re.compile(r"\\u\{([0-9a-fA-F]{1,6})\}").match(source, at)
        if code is not None:
            self._say(chr(min(int(code[1], 16), 0x10FFFF)), line)
            return code.end()
        if after.strip():
            self._say(after, line)
            return at + 2
        if self.kind is Kind.TEXT:
            self.end()
        else:
            self._say(" ", line)
        return at + 1

    def _code(self, source: str, at: int, line: int, depth: int) -> int:
        """Read what stands behind `#`: a call, a definition, a value."""
        if source[at : at + 1] in "({[":
            inside, end = _brackets(source, at)
            if source[at] == "[":
                self.markup(inside, line, depth + 1)
            elif source[at] == "{" or _STRING.search(inside) or "[" in inside:
                self._values(inside, line, depth)
            return end
        if string := _STRING.match(source, at):
            self._say(_unescaped(string[1]), line)
            return string.end()
        match = _WORD.match(source, at)
        if match is None:
            return at
        name, end = match[0], match.end()
        if name == "let":
            return self._let(source, end)
        if name in ("set", "show", "import"):
            return _statement_end(source, end)
        if name in _words("code"):
            self._unknown(
                f"#{name}",
                line,
                "names a file, which is not followed" if name == "include" else "is code, which is not run",
            )
            stop = _statement_end(source, end)
            self._values(source[end:stop], line, depth)
            return stop
        if source[end : end + 1] not in ("(", "["):
            return self._value(name, end, source, line)
        return self._call(name, source, end, line, depth)

    def _value(self, name: str, at: int, source: str, line: int) -> int:
        if name in self.variables:
            self._say(self.variables[name], line)
        elif name not in _words("silent") and not name.startswith(("sym.", "emoji.")):
            self._unknown(f"#{name}", line)
        return at + 1 if source[at : at + 1] == ";" else at

    def _let(self, source: str, at: int) -> int:
        match = re.compile(r"\s*([A-Za-z_][\w-]*)(\s*\()?").match(source, at)
        end = _statement_end(source, at)
        if match is not None:
            value = re.compile(r"\s*=\s*").match(source, match.end(1))
            if match[2]:
                self.functions.add(match[1])
            elif value is not None and (string := _STRING.match(source, value.end())):
                self.variables[match[1]] = _unescaped(string[1])
            elif value is not None and source[value.end() : value.end() + 1] == "[":
                self.variables[match[1]] = re.sub(r"[*_#]", "", _brackets(source, value.end())[0])
        return end

    def _call(self, name: str, source: str, at: int, line: int, depth: int) -> int:
        inline = name in _words("inline")
        bare = name.rpartition(".")[2]
        values, contents = "", []
        start = line
        while source[at : at + 1] in ("(", "["):
            inside, end = _brackets(source, at)
            if source[at] == "(":
                values = inside
            else:
                contents.append((inside, start))
            start += source.count("\n", at, end)
            at = end
        if name in _words("silent") and not contents:
            self._say(" ", line)
            return at
        if not inline and not (name == "box" and self.words):
            self.end()
        if values and not inline and name != "link":
            items = bare in ("list", "enum", "item")
            self._values(values, line, depth, items)
        for inside, first in contents:
            if bare in ("list", "enum", "item"):
                self._begin(Kind.ITEM, first)
            self.markup(inside.strip() if inline else inside, first, depth + 1, not inline)
            if not inline:
                self.end()
        if inline and not contents and values:
            texts = [_unescaped(one[1]) for one in _STRING.finditer(values)]
            if texts and name not in ("h", "raw", "fa-icon", "icon"):
                self._say(texts[-1], line)
        return at + 1 if source[at : at + 1] == ";" else at

    def _values(self, source: str, line: int, depth: int, items: bool = False, key: str = "") -> None:
        """Read the values of a call: contents, texts, lists of them; numbers and names are left out."""
        self.work += 1
        if depth > _MAX_DEPTH or self.work > _MAX_WORK:
            return
        for one, offset in _parts(source):
            first = line + source.count("\n", 0, offset)
            named = _NAMED.match(one)
            own, value = (named[1].lower(), one[named.end() :]) if named else (key, one.strip())
            value = value.strip()
            if value.startswith("("):
                inside, _ = _brackets(value, 0)
                self._values(inside, first, depth + 1, items or own in _words("told"), own)
            elif value.startswith("[") or (value.startswith("#") and not named):
                self._begin(Kind.ITEM if items or own in ("highlights", "bullets", "items") else Kind.TEXT, first)
                inside = _brackets(value, 0)[0] if value.startswith("[") else value
                self.markup(inside, first, depth + 1)
                self.end()
            elif string := _STRING.match(value):
                self._string(_unescaped(string[1]), own, items or own in _words("told"), first)
            elif (call := _WORD.match(value)) and value[call.end() : call.end() + 1] in ("(", "["):
                self._call(call[0], value, call.end(), first, depth + 1)

    def _string(self, text: str, key: str, told: bool, line: int) -> None:
        if key and key not in _words("names") and key not in _words("told"):
            return
        listed = told and len(text.split()) >= 2
        self._begin(Kind.ITEM if listed else Kind.HEADING if len(text.split()) < _FEW else Kind.TEXT, line)
        self._say(text, line)
        self.end()


def _within_word(source: str, at: int) -> bool:
    return source[at - 1 : at].isalnum() and source[at + 1 : at + 2].isalnum()


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: {"n": "\n", "t": " "}.get(match[1], match[1]), text)


def _brackets(source: str, at: int) -> tuple[str, int]:
    """Return what stands in the brackets that open at `at`, and where they end; texts in quotes are stepped over."""
    depth, start = 0, at
    code = source[at] != "["
    stack: list[bool] = []
    while at < len(source):
        letter = source[at]
        if letter == "\\":
            at += 2
            continue
        if letter == '"' and (stack[-1] if stack else code):
            string = _STRING.match(source, at)
            at = string.end() if string else at + 1
            continue
        if letter == "[" or (letter in "({" and (stack[-1] if stack else True)):
            stack.append(letter != "[")
            depth += 1
        elif letter == "(" and source[at - 1 : at].isalnum():
            stack.append(True)  # a call in markup
            depth += 1
        elif (letter == "]" and stack and not stack[-1]) or (letter in ")}" and stack and stack[-1]):
            stack.pop()
            depth -= 1
            if depth == 0:
                return source[start + 1 : at], at + 1
        at += 1
    return source[start + 1 :], len(source)


def _parts(source: str) -> Iterator[tuple[str, int]]:
    """Yield the values that commas, semicolons and line ends part, each with where it begins."""
    at = start = 0
    while at < len(source):
        letter = source[at]
        if letter == '"':
            string = _STRING.match(source, at)
            at = string.end() if string else at + 1
            continue
        if letter in "([{":
            at = _brackets(source, at)[1]
            continue
        if letter in ",;\n":
            if source[start:at].strip():
                yield source[start:at], start
            start = at + 1
        at += 1
    if source[start:].strip():
        yield source[start:], start


def _statement_end(source: str, at: int) -> int:
    """Return where a statement ends: at the end of its line, outside of brackets."""
    while at < len(source):
        letter = source[at]
        if letter in "\n;":
            return at + (letter == ";")
        if letter == '"':
            string = _STRING.match(source, at)
            at = string.end() if string else at + 1
        elif letter in "([{":
            at = _brackets(source, at)[1]
        else:
            at += 1
    return at
