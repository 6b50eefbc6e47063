"""Reads one line of a CV: its language, its first figure, and the phrases that weaken it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rejection_tui.domain.cv_lexicon import first_figure, is_fact
from rejection_tui.domain.refine import SLOT
from rejection_tui.drafting.line_language import CHECKED, line_language
from rejection_tui.drafting.phrases import Phrase, hits

MAX_CHARS: Final = 2_000
MAX_WORDS: Final = 30
_MARK: Final = re.compile(r"^\s*(?:[-*•‣◦▪●–—·o]\s+|\d{1,2}[.)]\s+)+")
_PHRASES: Final = {"en": "bullet_lines", "de": "bullet_lines_de"}
#: The tag of a phrase that speaks only where the line holds no figure.
_NO_FIGURE: Final = "no figure"


@dataclass(frozen=True, slots=True)
class Weakness:
    """A phrase that weakens a line, and where its words stand."""

    phrase: Phrase
    start: int
    end: int

    @property
    def rule(self) -> str:
        """The id of its rule, such as "bullet.passive"."""
        return self.phrase.rule.id


@dataclass(frozen=True, slots=True)
class BulletLine:
    """A line without its bullet mark; in a language that is not checked nothing but its digits is known."""

    text: str
    language: str
    figure: re.Match[str] | None
    fact: bool  # a licence, a degree, an award: no figure is expected
    weaknesses: tuple[Weakness, ...]  # the first of each rule

    @property
    def checked(self) -> bool:
        """True where the checks know the language."""
        return self.language in CHECKED

    def weakness(self, rule: str) -> Weakness | None:
        """Return what that rule found."""
        return next((one for one in self.weaknesses if one.rule == rule), None)

    def words(self, one: Weakness) -> str:
        """Return the words that weaken it."""
        return self.text[one.start : one.end]


def after_mark(text: str) -> int:
    """Return where the line begins behind its bullet mark."""
    return len(text) - len(_MARK.sub("", text).lstrip())


def read_line(text: str, language: str = "") -> BulletLine:
    """Return a line that begins without a mark. `language` is that of the CV, for a line that hardly tells its own."""
    language = line_language(text, language) or CHECKED[0]
    figure = first_figure(text, language)
    weak = tuple(_weaknesses(text, language, figure is not None)) if language in CHECKED else ()
    return BulletLine(text, language, figure, is_fact(text, language), weak)


def _weaknesses(text: str, language: str, has_figure: bool) -> Iterator[Weakness]:
    seen: set[str] = set()
    for phrase, match in hits(_PHRASES[language], text):
        rule = phrase.rule.id
        said = rule in seen or (rule == "bullet.buzzword" and "bullet.weak_verb" in seen)
        if said or (has_figure and _NO_FIGURE in phrase.tags):
            continue
        if any(slot.start() <= match.start() < slot.end() for slot in SLOT.finditer(text)):
            continue  # "many" of an open [how many?]
        seen.add(rule)
        group = next((name for name in match.re.groupindex if match[name] is not None), 0)
        yield Weakness(phrase, *match.span(group))
