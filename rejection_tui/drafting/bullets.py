"""Checks lines of a CV, and tells two wordings of a line apart."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from rejection_tui.domain.draft import Finding, Severity
from rejection_tui.domain.refine import SLOT
from rejection_tui.drafting.bullet_line import MAX_CHARS, MAX_WORDS, BulletLine, after_mark, read_line
from rejection_tui.drafting.bullet_questions import asked_about
from rejection_tui.drafting.line_language import NAMES

_TOKEN: Final = re.compile(r"\s+|[^\s]+")
_MAX_DIFF_WORDS: Final = 2_000


def word_diff(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """Return pieces of ("keep" | "cut" | "add", words): keep and cut give `before`, keep and add give `after`."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(old), len(new)) > _MAX_DIFF_WORDS:
        return tuple(p for p in (("cut", before), ("add", after)) if p[1])
    pieces: list[tuple[str, str]] = []
    for operation, old_start, old_end, new_start, new_end in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if operation == "equal":
            pieces.append(("keep", "".join(old[old_start:old_end])))
        else:
            pieces += [("cut", "".join(old[old_start:old_end])), ("add", "".join(new[new_start:new_end]))]
    return tuple(p for p in pieces if p[1])


_ORDER: Final = {severity: place for place, severity in enumerate(Severity)}


def check_bullet(text: str, language: str = "", fact: bool = False) -> tuple[Finding, ...]:
    """Return the findings on one line; `start` and `end` index into `text`. Only an open `[slot]` blocks.

    `language` is that of the CV, for a line that does not tell its own. English and German are checked; of a line in
    another language only slots and length, and a note says so. `fact`: no outcome is expected (Education, Languages).
    """
    text = text[:MAX_CHARS]
    if not text.strip():
        return (Finding("bullet.empty", Severity.BLOCK, "The line is empty."),)
    offset = after_mark(text)
    line = read_line(text[offset:], language)
    found = [*_slot_findings(line.text), *_length_findings(line.text)]
    if not line.checked:
        found.append(_not_checked(line.language))
    elif not fact:
        found += [*_weak_findings(line), *_figure_findings(line)]
    return tuple(_shifted(f, offset) for f in sorted(found, key=lambda f: (_ORDER[f.severity], f.start)))


def _shifted(finding: Finding, by: int) -> Finding:
    at = finding
    return Finding(at.rule, at.severity, at.message, at.words, at.start + by, at.end + by, at.instead)


def _not_checked(language: str) -> Finding:
    name = NAMES.get(language, "another language")
    return Finding("bullet.language", Severity.NOTE, f"This line is in {name}; the checks know English and German.")


def _slot_findings(line: str) -> Iterator[Finding]:
    for match in SLOT.finditer(line):
        message = f"{match.group()} is still open; only you know it."
        instead = "Write the figure or the words, or take it out."
        yield Finding("bullet.placeholder", Severity.BLOCK, message, match.group(), *match.span(), instead)


def _weak_findings(line: BulletLine) -> Iterator[Finding]:
    for one in line.weaknesses:
        phrase = one.phrase
        yield Finding(one.rule, Severity.WARN, phrase.message, line.words(one), one.start, one.end, phrase.instead)


def _figure_findings(line: BulletLine) -> Iterator[Finding]:
    if line.figure is not None:
        words = line.figure.group()
        yield Finding("bullet.figure", Severity.GOOD, f"It has a figure: {words}.", words, *line.figure.span())
    elif not (line.fact or SLOT.search(line.text)):
        message = "No figure: no amount, share, time or size."
        yield Finding("bullet.no_figure", Severity.WARN, message, instead=" ".join(asked_about(line)))


def _length_findings(line: str) -> Iterator[Finding]:
    words = list(re.finditer(r"\S+", line))
    if len(words) > MAX_WORDS:
        start = words[MAX_WORDS].start()
        message = f"{len(words)} words; {MAX_WORDS} are read, the rest is skimmed."
        yield Finding(
            "bullet.long", Severity.WARN, message, line[start:], start, len(line), "Keep the result and its cause."
        )
