"""Checks lines of a CV and proposes better ones; a proposal never invents a figure."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from rejection_tui.domain.cv_lexicon import first_figure, lexicon
from rejection_tui.domain.draft import Finding, Severity
from rejection_tui.domain.refine import SLOT
from rejection_tui.domain.text import clean_line
from rejection_tui.drafting.phrases import hits

_TOKEN: Final = re.compile(r"\s+|[^\s]+")
_MAX_WORDS: Final = 2_000


def word_diff(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """Return pieces of ("keep" | "cut" | "add", words): keep and cut give `before`, keep and add give `after`."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(old), len(new)) > _MAX_WORDS:
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


MAX_WORDS: Final = 30
_MAX_CHARS: Final = 2_000
_BULLET_MARK: Final = re.compile(r"^\s*(?:[-*•‣◦▪●–—·o]\s+|\d{1,2}[.)]\s+)+")
_PASSIVE: Final = re.compile(
    r"""^(?P<what>[^,;]{3,60}?)\ (?:was|were|has\ been|have\ been)\ (?:\w+ly\ )?
    (?P<verb>\w+ed|\w+t|\w+n|\w+e|run)\b(?P<rest>.*)$""",
    re.IGNORECASE | re.VERBOSE,
)
_AUXILIARY: Final = re.compile(r"^(?:has|have|was|were|is|are)(?: been)? (?=\w+ed\b)", re.IGNORECASE)
#: An object that can be counted: one to three words, the last a plural, before anything else begins.
_PLURAL: Final = re.compile(
    r"""(?!(?:the|a|an|all|to|with|in|on|of|for)\ )(?:[\w-]+\ ){0,2}?
    \w+(?<![sui])s(?=$|\ (?:in|on|for|of|at|to|with|by|from|and)\b|,)""",
    re.IGNORECASE | re.VERBOSE,
)
_BY_AGENT: Final = re.compile(r"\s+by (?:me|my team|our team|us|the team)\b", re.IGNORECASE)
_FIRST_PERSON: Final = re.compile(r"^(?:I|we)(?:'ve| have)?\s+|\b(?:my|our) own\s+", re.IGNORECASE)
_POSSESSIVE: Final = re.compile(r"\b(?:my|our)\b", re.IGNORECASE)
_SENTENCE_BREAK: Final = re.compile(r";\s+(?:also\s+)?|(?<=[a-z0-9%)])\.\s+(?:Also,?\s+)?(?=[A-Z])|,?\s+and also\s+")


def check_bullet(text: str) -> tuple[Finding, ...]:
    """Return the findings on one line; `start` and `end` index into `text`. Only an open `[slot]` blocks."""
    text = text[:_MAX_CHARS]
    if not text.strip():
        return (Finding("bullet.empty", Severity.BLOCK, "The line is empty."),)
    offset = len(text) - len(_BULLET_MARK.sub("", text).lstrip())
    line = text[offset:]
    found = [*_slot_findings(line), *_phrase_findings(line), *_figure_findings(line), *_length_findings(line)]
    order = {Severity.BLOCK: 0, Severity.WARN: 1, Severity.GOOD: 2}
    return tuple(_shifted(f, offset) for f in sorted(found, key=lambda f: (order[f.severity], f.start)))


def _shifted(finding: Finding, by: int) -> Finding:
    at = finding
    return Finding(at.rule, at.severity, at.message, at.words, at.start + by, at.end + by, at.instead)


def _slot_findings(line: str) -> Iterator[Finding]:
    for match in SLOT.finditer(line):
        message = f"{match.group()} is still open; only you know it."
        instead = "Write the figure or the words, or take it out."
        yield Finding("bullet.placeholder", Severity.BLOCK, message, match.group(), *match.span(), instead)


def _phrase_findings(line: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for phrase, match in hits("bullet_lines", line):
        if phrase.rule.id not in seen:
            seen.add(phrase.rule.id)
            words = line[match.start() : match.end()]
            yield Finding(phrase.rule.id, Severity.WARN, phrase.message, words, *match.span(), phrase.instead)


def _figure_findings(line: str) -> Iterator[Finding]:
    if match := first_figure(line):
        yield Finding(
            "bullet.figure", Severity.GOOD, f"It has a figure: {match.group()}.", match.group(), *match.span()
        )
    elif not SLOT.search(line):
        message = "No figure: no amount, share, time or size."
        yield Finding("bullet.no_figure", Severity.WARN, message, instead=suggest(line))


def _length_findings(line: str) -> Iterator[Finding]:
    words = list(re.finditer(r"\S+", line))
    if len(words) > MAX_WORDS:
        start = words[MAX_WORDS].start()
        message = f"{len(words)} words; {MAX_WORDS} are read, the rest is skimmed."
        yield Finding(
            "bullet.long", Severity.WARN, message, line[start:], start, len(line), "Keep the result and its cause."
        )


def suggest(text: str) -> str:
    """Return a proposal for a better line, with `[how many?]` where the user must add a figure."""
    line = _BULLET_MARK.sub("", clean_line(text, _MAX_CHARS)).strip().rstrip(".")
    parts = [p.strip(" ,.;") for p in _SENTENCE_BREAK.split(line)]
    return "\n".join(_improved(p) for p in parts if p)


def _improved(line: str) -> str:
    line = _AUXILIARY.sub("", _with_better_opening(_active(_FIRST_PERSON.sub("", line))))
    line = _POSSESSIVE.sub("the", line)
    if first_figure(line) is None and "[how m" not in line:
        line = _with_slot(_without_vague(line))
    line = " ".join(line.split())
    return line[:1].upper() + line[1:]


def _active(line: str) -> str:
    """Turn the passive into the active: "Complaints were reduced by 30%" to "Reduced complaints by 30%"."""
    match = _PASSIVE.match(line)
    if match is None:
        return line
    verb = lexicon()["past"].get(match["verb"].lower(), match["verb"])
    what = match["what"] if match["what"][:2].isupper() else match["what"][:1].lower() + match["what"][1:]
    return f"{verb.capitalize()} {what}{_BY_AGENT.sub('', match['rest'])}"


def _with_better_opening(line: str) -> str:
    for opening in lexicon()["opening"]:
        match = re.match(rf"(?:{opening['words']})(?=\W|$)\s*", line, re.IGNORECASE)
        if match:
            return f"{opening['verb']} {line[match.end() :]}".strip()
    return line


def _without_vague(line: str) -> str:
    return re.sub(rf"\b(?:{'|'.join(lexicon()['vague'])})\b\s*", "", line, flags=re.IGNORECASE).strip(" ,")


def _with_slot(line: str) -> str:
    verb, _, rest = line.partition(" ")
    if verb.casefold() in lexicon()["change"]:
        return f"{line}, from [what?] to [what?]" if " by " in line else f"{line} by [how much?]"
    if verb.startswith("[") or "?]" in line:
        return f"{line}, [with what result?]"
    if _PLURAL.match(rest):
        return f"{verb} [how many?] {rest}, [with what result?]"
    return f"{line}, which [changed what, by how much?]"
