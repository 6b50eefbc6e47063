"""Finds where the sender's own words end and a quoted or forwarded mail begins, in eight languages and more."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from rejection_tui.mail.attributions import attributed, attribution_lines, ends_like_one
from rejection_tui.mail.blocks import Block, header_block, header_line, one_line_block
from rejection_tui.mail.words import lines as announced
from rejection_tui.mail.words import plain, program_signature

_MAX_LINES = 20_000  # of a body; what is below is not searched
_MAX_BLOCKS = 50  # header lines of one body at which a block may begin; a letter has not so many
_MAX_ATTRIBUTIONS = 400  # lines of one body at which an attribution is looked for
_ANNOUNCEMENT = 120  # characters: no line that announces an earlier mail is longer
_LINE_ACROSS = re.compile(r"[_–—-]{10,}")
_RULED: Final = "-_*=>–— \t\xa0"
_BETWEEN_RULES = re.compile(r"[-_*=–—]{2,}\s*(?P<words>[^-_*=–—\n][^_*=–—\n]{3,60}?)\s*[-_*=–—]{2,}\s*(?P<rest>\S.*)")
_MARKS = re.compile(r"(?:\s?>){1,50}\s?")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
_LONG = 55  # characters of a quoted line, from which its end may have been wrapped onto a line without a mark


@dataclass(frozen=True, slots=True)
class SplitBody:
    """A body split into the sender's own words and the quoted rest.

    `block` says who wrote the rest and when, if it says so; its `after` is counted in the lines of `quoted`.
    `forwarded` is true when a line announces a forwarded mail.
    """

    own: str
    quoted: str
    forwarded: bool = False
    block: Block | None = None


def split_quoted(body: str) -> SplitBody:
    """Return `body` split where an earlier mail begins; all of it is the sender's own when there is none."""
    lines = body.split("\n")[:_MAX_LINES]
    ends = {at for at, line in enumerate(lines) if ends_like_one(line)}
    blocks = attributions = 0
    for index, line in enumerate(lines):
        text = line.strip(" \t\xa0\ufeff")
        if not text:
            continue
        if text[0] == ">" or len(text) <= _ANNOUNCEMENT or text[0] in "-_=*":
            found = _announced(lines, index, text)
            if found:
                return found
        if ":" in text[:40] and blocks < _MAX_BLOCKS and header_line(text) is not None:
            blocks += 1
            if block := header_block(lines, index):
                return _split(lines, index, block)
        if attributions < _MAX_ATTRIBUTIONS and not ends.isdisjoint(range(index, index + 4)):
            attributions += 1
            if count := attribution_lines(lines, index):
                return _at_attribution(lines, index, count)
        if text[0] == ">":
            return _at_marks(lines, index)
    return SplitBody(body.strip(), "")


def own_words(text: str) -> str:
    """Return what the sender of a text wrote, without quoted mails; all of it when nothing else would be left.

    Every path on which an answer comes in goes through this: nobody's question is taken for their answer.
    """
    return without_program_signature(split_quoted(text).own) or text.strip()


def announcement(line: str) -> str:
    """Return "forwarded", "original" or "ends" for a line that announces an earlier mail or its end, else ""."""
    words = plain(line[: _ANNOUNCEMENT * 2].strip(_RULED).rstrip(": ").strip(_RULED))
    return next((kind for kind in ("forwarded", "original", "ends") if words in announced(kind)), "")


def without_program_signature(text: str) -> str:
    """Return text without the last line of a phone or a mail program ("Sent from my iPhone")."""
    lines = text.rstrip().split("\n")
    while lines and (not lines[-1].strip() or program_signature().fullmatch(lines[-1].strip()[:200])):
        lines.pop()
    if lines and lines[-1].strip() in {"--", "—", "________________________________"}:
        lines.pop()
    return "\n".join(lines).rstrip()


def _announced(lines: list[str], index: int, text: str) -> SplitBody | None:
    """Return the body split at line `index` when it announces an earlier mail, else None."""
    if (kind := announcement(text)) and (kind == "forwarded" or text[0] in _RULED):
        block = _below(lines, index + 1)
        return None if kind == "ends" else _split(lines, index, block, forwarded=kind == "forwarded")
    if (match := _BETWEEN_RULES.match(text.lstrip("> "))) and (kind := announcement(match["words"])):
        block = one_line_block(match["rest"], index + 1)
        return _split(lines, index, block, forwarded=kind == "forwarded") if block else None
    if _LINE_ACROSS.fullmatch(text) and (block := _below(lines, index + 1)):
        return _split(lines, index, block)
    return None


def _below(lines: list[str], index: int) -> Block | None:
    """Return the header block or the attribution that begins at the next line with words, if one does."""
    index = _next_filled(lines, index)
    if index < 0:
        return None
    if block := header_block(lines, index):
        return block
    count = attribution_lines(lines, index)
    return attributed(lines, index, count) if count else None


def _next_filled(lines: Sequence[str], index: int) -> int:
    for at in range(index, min(len(lines), index + 12)):
        if lines[at].strip("> \t*\xa0\ufeff"):
            return at
    return -1


def _split(lines: list[str], index: int, block: Block | None, forwarded: bool = False) -> SplitBody:
    """Return the body split at `index`; the block's `after` becomes one of the quoted lines."""
    first = index
    while first < len(lines) and not lines[first].strip():
        first += 1
    if block is not None:
        block = replace(block, after=block.after - first)
    return SplitBody(_join(lines[:index]), "\n".join(lines[first:]).rstrip(), forwarded, block)


def _at_attribution(lines: list[str], index: int, count: int) -> SplitBody:
    """Return the body split at an attribution: what is below it is quoted, but for own lines among or below marks."""
    below = index + count
    first = _next_filled(lines, below)
    if first >= 0 and lines[first].lstrip().startswith(">"):
        marked = _at_marks(lines[below:], 0)
        if marked.own and marked.quoted:
            own = f"{_join(lines[:index])}\n\n{marked.own}".strip()
            return SplitBody(own, _join([*lines[index:below], marked.quoted]))
    return _split(lines, index, attributed(lines, index, count))


def _at_marks(lines: list[str], index: int) -> SplitBody:
    """Split off the `>` lines; lines of the sender between or below them (inline answers) stay the sender's own."""
    own: list[str] = []
    quoted: list[str] = []
    for at in range(index, len(lines)):
        (quoted if _is_marked(lines[at]) or _is_wrapped(lines, at) else own).append(lines[at])
    below = _BLANK_LINES.sub("\n\n", _join(_without_attributions(own)))
    return SplitBody(f"{_join(lines[:index])}\n\n{below}".strip(), _join(quoted))


def _is_marked(line: str) -> bool:
    return line.lstrip(" \t").startswith(">")


def _is_wrapped(lines: list[str], at: int) -> bool:
    """Return whether a line is the end of the quoted line above it, wrapped onto a line without a mark."""
    if at < 1 or not lines[at].strip() or not lines[at][0].islower() or len(lines[at]) >= _LONG:
        return False
    above = lines[at - 1].rstrip()
    ends = at + 1 == len(lines) or not lines[at + 1].strip() or _is_marked(lines[at + 1])
    return ends and _is_marked(above) and len(above) >= _LONG and above[-1] not in ".:!?"


def _without_attributions(lines: list[str]) -> list[str]:
    """Return own lines without the attributions of the quotations that stood among them."""
    kept: list[str] = []
    index = tried = 0
    while index < len(lines) and tried < _MAX_ATTRIBUTIONS:
        likely = lines[index].strip() and any(map(ends_like_one, lines[index : index + 4]))
        tried += bool(likely)
        count = attribution_lines(lines, index) if likely else 0
        if not count:
            kept.append(lines[index])
        index += count or 1
    return kept + lines[index:]


def without_quoted(body: str) -> str:
    """Return `body` with blanks for the lines that `split_quoted` does not leave to the sender; its length stays."""
    own = split_quoted(body).own
    if own.strip() == body.strip():
        return body
    kept = iter([line.strip() for line in own.split("\n") if line.strip()])
    following = next(kept, None)
    lines = []
    for line in body.split("\n"):
        if line.strip() and line.strip() == following:
            lines.append(line)
            following = next(kept, None)
        else:
            lines.append(" " * len(line))
    return "\n".join(lines)


def unquoted(text: str) -> str:
    """Return a quoted text without its `>` marks."""
    return "\n".join(_MARKS.sub("", line, count=1) if _MARKS.match(line) else line for line in text.split("\n"))


def _join(lines: Sequence[str]) -> str:
    return "\n".join(lines).strip()
