"""The names in a cover letter: whom it greets, the company and the role it is for, and names of other applications."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from rejection_tui import content
from rejection_tui.domain.draft import Finding, Severity
from rejection_tui.domain.text import fold
from rejection_tui.drafting.check_context import CheckContext
from rejection_tui.drafting.cover_parts import Parts, words
from rejection_tui.drafting.foreign import core, others

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
#: Letters from which a word of a name or a role tells it apart, also in another form ("wait on them" for a waitress),
#: and from which one wrong letter is a slip.
_DISTINCT, _LONG = 4, 6
_RULES: Final = {"foreign.company": "company", "foreign.name": "person", "foreign.role": "role"}


def name_findings(text: str, there: Parts, context: CheckContext) -> Iterator[Finding]:
    """Yield what is wrong with the names of a letter; what `context` does not know is not checked."""
    yield from _greeted(text, there, context)
    yield from _company(text, context)
    yield from _role(text, context)
    for finding in others(text, context):
        inside = there.greeting is not None and there.greeting[0] <= finding.start < there.greeting[1]
        if not inside:
            what = _RULES[finding.rule]
            message = f"{finding.words} is the {what} of another application."
            instead = f"{finding.instead}, unless you mean them here." if finding.instead else "Take it out."
            yield Finding(
                "cover.leftover", Severity.WARN, message, finding.words, finding.start, finding.end, _capital(instead)
            )


def _greeted(text: str, there: Parts, context: CheckContext) -> Iterator[Finding]:
    if there.greeted is None:
        return
    named = text[slice(*there.greeted)].strip()
    parts = set(fold(named).split())
    own = set(fold(context.recruiter_name).split()) - _greeting_words()
    foreign = next((p for p in context.other_people if _distinct(fold(p).split(), _greeting_words()) & parts), "")
    span = (there.greeted[0], there.greeted[0] + len(named))
    if own & parts:
        yield Finding("cover.greeting", Severity.GOOD, f"It greets {named}.", named, *span)
    elif _is_nobody(text, there):
        instead = f"Greet {context.recruiter_name}." if own else "Greet a person, or “Dear hiring team”."
        yield Finding(
            "cover.greeting", Severity.WARN, "This greeting says that you mean nobody.", named, *span, instead
        )
    elif own:
        general = not (parts - _greeting_words())
        what = "names nobody" if general else f"names {named}"
        message = f"The greeting {what}; {context.recruiter_name} reads it."
        yield Finding("cover.greeting", Severity.WARN, message, named, *span, f"Greet {context.recruiter_name}.")
    elif foreign:
        message = f"The greeting names {named}; {foreign} belongs to another application."
        yield Finding("cover.greeting", Severity.WARN, message, named, *span, "Greet who reads this one.")


def _is_nobody(text: str, there: Parts) -> bool:
    line = text[slice(*there.greeting)] if there.greeting else ""
    return re.match(rf"\s*(?:{'|'.join(words()['nobody'])})", line, re.IGNORECASE) is not None


def names_company(text: str, context: CheckContext) -> bool:
    """True when a text names the company, at least by a word that tells it apart; False for none."""
    name = core(context.company)
    said = {_folded(w) for w in _WORD.findall(text)} if name else set()
    return bool(name) and (
        _whole(name, text) or any({_folded(w), f"{_folded(w)}s"} & said for w in _words_of(name, context))
    )


def _words_of(name: str, context: CheckContext) -> list[str]:
    """Return the words that tell a company apart; words of the person's own name do not."""
    person = set(fold(context.recruiter_name).split())
    telling = [w for w in _WORD.findall(name) if len(w) >= _DISTINCT and fold(w) not in _ordinary() | person]
    return telling or [w for w in _WORD.findall(name) if fold(w) not in person] or [name]


def _company(text: str, context: CheckContext) -> Iterator[Finding]:
    """Yield whether the company is named, and each word that is one letter away from its name."""
    name = core(context.company)
    if not name or _whole(name, text):
        return
    wanted = _words_of(name, context)
    slips = list(_slips(text, [w for w in wanted if w[:1].isupper()], capital=True))
    for match, right in slips:
        message = f"{match.group()} is not how {right} is spelt."
        yield Finding("cover.company", Severity.WARN, message, match.group(), *match.span(), right)
    if not slips and not names_company(text, context):
        message = f"{context.company} is named nowhere."
        yield Finding("cover.company", Severity.WARN, message, instead=f"Say what draws you to {name}.")


def _whole(name: str, text: str) -> bool:
    return f" {fold(name)} " in f" {fold(text)} "


def _folded(word: str) -> str:
    """Return a word folded, "Miller's" as "millers"."""
    return fold(word).replace(" ", "")


def _role(text: str, context: CheckContext) -> Iterator[Finding]:
    """Yield whether the role is named at least in part, and each word that is one letter away from one of it."""
    plain = _role_form().sub(" ", context.role)
    wanted = [w for w in _WORD.findall(plain) if len(w) >= _DISTINCT]
    if not wanted:
        return
    for match, right in _slips(text, wanted):
        message = f"{match.group()} is not how the role has it: {right}."
        yield Finding("cover.role", Severity.WARN, message, match.group(), *match.span(), right)
    said = {word for w in _WORD.findall(text) for word in fold(w).split()}
    stems = {part[:_DISTINCT] for w in wanted for part in fold(w).split() if len(part) >= _DISTINCT}
    if not any(word.startswith(stem) for word in said for stem in stems):
        message = f"The role is named nowhere: {context.role}."
        yield Finding(
            "cover.role", Severity.WARN, message, instead="Name it once, in the subject or in the first lines."
        )


def _slips(text: str, right: Iterable[str], capital: bool = False) -> Iterator[tuple[re.Match[str], str]]:
    """Yield the words that are one letter away from one of `right`, but no other form of it."""
    wanted = [w for w in right if len(w) >= _LONG]
    for match in _WORD.finditer(text) if wanted else ():
        said = match.group()
        if capital and not said[:1].isupper():
            continue
        for word in wanted:
            if abs(len(said) - len(word)) <= 1 and _one_letter_off(_folded(said), _folded(word)):
                yield match, word
                break


def _one_letter_off(said: str, right: str) -> bool:
    """True when one letter inside is wrong, missing, too many, or two are swapped; the ending may always differ."""
    same = next((n for n, (a, b) in enumerate(zip(said, right, strict=False)) if a != b), min(len(said), len(right)))
    if said == right or not 0 < same < len(right) - 2:
        return False
    a, b = said[same:], right[same:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def _distinct(parts: Iterable[str], common: frozenset[str]) -> set[str]:
    return {part for part in parts if len(part) > 2 and part not in common}


@cache
def _ordinary() -> frozenset[str]:
    table = tomllib.loads(content.read("phrases/draft_names.toml"))["words"]
    return frozenset(map(fold, table["kinds_of_firm"]))


@cache
def _greeting_words() -> frozenset[str]:
    return frozenset(tomllib.loads(content.read("phrases/tone_common_names.toml"))["greeting"])


@cache
def _role_form() -> re.Pattern[str]:
    return re.compile(rf"\(?\b(?:{'|'.join(words()['role_form'])})\b\)?", re.IGNORECASE)


def _capital(sentence: str) -> str:
    return f"{sentence[:1].upper()}{sentence[1:]}"
