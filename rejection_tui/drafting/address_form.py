"""Finds sentences that leave the draft's form of address (du among Sie) or its language.

A matter of grammar and of small words, so by rule. `content/phrases/draft_forms.toml` has the words of each form,
`languages.toml` the small words of each language.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from typing import Final

from rejection_tui import content
from rejection_tui.domain.language import Form
from rejection_tui.drafting.draft_concepts import words_of

_FEWEST_WORDS: Final = 4  # a shorter sentence may be a greeting or a closing in any language
_FOREIGN_WORDS: Final = 2  # small words of another language that tell it


@cache
def _forms(language: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    table = tomllib.loads(content.read("phrases/draft_forms.toml")).get(language)
    return (re.compile(table["formal"], re.M), re.compile(table["familiar"], re.M)) if table else None


@cache
def _small_words() -> dict[str, frozenset[str]]:
    table = tomllib.loads(content.read("phrases/languages.toml"))
    return {language: frozenset(words_of(words)) for language, words in table.items()}


def counts(sentence: str, language: str) -> tuple[int, int]:
    """Return how many words of a sentence only a formal message has, and how many only a familiar one."""
    forms = _forms(language)
    if forms is None:
        return 0, 0
    return len(forms[0].findall(sentence)), len(forms[1].findall(sentence))


def form_in(sentences: Iterable[str], language: str) -> Form | None:
    """Return the form most of the sentences take, None when none of them shows any."""
    formal = familiar = 0
    for sentence in sentences:
        more, less = counts(sentence, language)
        formal += more > 0
        familiar += less > 0
    return None if formal == familiar else Form.FORMAL if formal > familiar else Form.FAMILIAR


def leaves_form(sentence: str, language: str, form: Form | None) -> bool:
    """Return whether a sentence speaks to its reader in the other form."""
    formal, familiar = counts(sentence, language)
    if form is Form.FORMAL:
        return familiar > 0 and formal == 0
    return form is not None and formal > 0 and familiar == 0


def language_in(text: str, otherwise: str = "en") -> str:
    """Return the language whose small words a text has most of."""
    words = words_of(text)
    found = {language: sum(word in small for word in words) for language, small in _small_words().items()}
    best = max(found, key=lambda language: found[language], default=otherwise)
    return best if found.get(best, 0) > found.get(otherwise, 0) else otherwise


def leaves_language(sentence: str, language: str) -> bool:
    """Return whether a sentence is in another language than its draft."""
    words = [word for word in words_of(sentence) if word not in "?!"]
    small = _small_words()
    if len(words) < _FEWEST_WORDS or language not in small:
        return False
    own = small[language]
    for name, listed in small.items():
        theirs = sum(word in listed and word not in own for word in words)
        ours = sum(word in own and word not in listed for word in words)
        shared = sum(word in own for word in words)
        if name != language and theirs >= _FOREIGN_WORDS and theirs > shared and ours == 0:
            return True
    return False
