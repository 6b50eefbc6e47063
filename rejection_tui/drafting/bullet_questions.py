"""Asks about a line of a CV what its owner alone knows; the line itself is never changed."""

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final

from rejection_tui import content
from rejection_tui.domain.refine import SLOT, Suggestion
from rejection_tui.domain.text import clean_line
from rejection_tui.drafting.bullet_line import MAX_CHARS, MAX_WORDS, BulletLine, Weakness, after_mark, read_line

_MOST_ASKS: Final = 2
_MOST_IDEAS: Final = 3
_ANYTHING: Final = re.compile("")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@cache
def _data(language: str) -> dict[str, Any]:
    data: dict[str, Any] = tomllib.loads(content.read("phrases/bullet_questions.toml"))[language]
    return data


@cache
def _starts(language: str, key: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_data(language)[key]})(?!\w)", re.IGNORECASE)


@cache
def _nouns(language: str) -> dict[str, str]:
    """Return the plurals that can be counted, each with the list it is from: served, others or things."""
    data = _data(language)
    return {noun.casefold(): group for group in ("things", "others", "served") for noun in data[group].split()}


def suggest(text: str, language: str = "") -> Suggestion:
    """Return the line as it is, with at most two questions and the verbs it holds in another form.

    `language` is that of the CV, for a line that does not tell its own; in one that is not checked nothing is asked.
    """
    whole = clean_line(text, MAX_CHARS)
    line = read_line(whole[after_mark(whole) :].strip(), language)
    if not line.text:
        return Suggestion(whole)
    ideas = tuple(dict.fromkeys(_ideas(line)))[:_MOST_IDEAS] if line.checked else ()
    return Suggestion(whole, asked_about(line), ideas)


def asked_about(line: BulletLine) -> tuple[str, ...]:
    """Return at most two questions about a line, none in a language that is not checked."""
    return tuple(dict.fromkeys(_asks(line)))[:_MOST_ASKS] if line.checked else ()


def _asks(line: BulletLine) -> Iterator[str]:
    """Yield the questions, the one that matters most first."""
    words = _data(line.language)
    if slot := SLOT.search(line.text):
        yield words["placeholder"].format(words=slot.group())
    if line.weakness("bullet.two_facts"):
        yield words["two"]
    elif len(line.text.split()) > MAX_WORDS:
        yield words["long"]
    for rule, ask in _BY_RULE.items():
        if found := line.weakness(rule):
            yield from ask(line, found)
    if line.figure is None and not (slot or line.fact or _answered(line)):
        yield from _sizes(line)
        yield words["result"]


def _answered(line: BulletLine) -> bool:
    """Return whether the question of its weakness asks for figure and result too: praise, and what others decided."""
    of_oneself = line.weakness("bullet.passive") and _starts(line.language, "of_oneself").match(line.text)
    return line.weakness("bullet.buzzword") is not None or bool(of_oneself)


def _by_opening(line: BulletLine, found: Weakness) -> Iterator[str]:
    words = _data(line.language)
    if _starts(line.language, "claims").match(line.text):
        yield from (words["shows"], words["result"])
        return
    noun = None if _starts(line.language, "own_part").match(line.text) else _counted(line)
    if line.figure is not None or noun is None:
        yield words["yours"]
    if line.figure is not None:
        yield words["result"]


def _by_duty(line: BulletLine, found: Weakness) -> Iterator[str]:
    words = _data(line.language)
    if "no figure" not in found.phrase.tags:  # it says what was to be done, not what was done
        yield words["yours"]
    if line.figure is not None:
        yield words["result"]


def _by_passive(line: BulletLine, found: Weakness) -> Iterator[str]:
    words = _data(line.language)
    if _starts(line.language, "of_oneself").match(line.text):
        if not line.weakness("bullet.duty"):
            yield words["by_whom"]
    else:
        yield words["part" if _starts(line.language, "by_a_group").search(line.text) else "who"]


def _by_praise(line: BulletLine, found: Weakness) -> Iterator[str]:
    key = "plain_words" if found.phrase.id == "buzzword.business" else "when_shown"
    yield _data(line.language)[key].format(words=line.words(found))


def _by_vague(line: BulletLine, found: Weakness) -> Iterator[str]:
    if _HOW_MANY in found.phrase.tags and _counted(line):
        return  # the thing is asked for instead
    key = next(tag for tag in found.phrase.tags if tag != "no figure").replace(" ", "_")
    if key == "how_much" and any(_starts(line.language, verbs).search(line.text) for verbs in _CHANGES):
        return
    yield _data(line.language)[key].format(words=line.words(found).lower())


def _by_person(line: BulletLine, found: Weakness) -> Iterator[str]:
    yield _data(line.language)["first_person"].format(words=line.words(found))


def _by_tense(line: BulletLine, found: Weakness) -> Iterator[str]:
    yield _data(line.language)["tense"]


_HOW_MANY: Final = "how many"
_CHANGES: Final = ("measured_verbs", "change_verbs")
#: What each rule has asked, in the order of what helps most.
_BY_RULE: Final[dict[str, Callable[[BulletLine, Weakness], Iterator[str]]]] = {
    "bullet.weak_verb": _by_opening,
    "bullet.duty": _by_duty,
    "bullet.passive": _by_passive,
    "bullet.buzzword": _by_praise,
    "bullet.vague": _by_vague,
    "bullet.tense": _by_tense,
    "bullet.first_person": _by_person,
}


def _sizes(line: BulletLine) -> Iterator[str]:
    """Yield what asks for the missing figure: by how much, how many of the thing, or in general."""
    words = _data(line.language)
    vague = line.weakness("bullet.vague")
    if change := _change(line):
        yield words[change]
    elif noun := _counted(line):
        yield words["count"].format(noun=noun)
        if _nouns(line.language).get(_plural(noun, line.language)) == "served" and _helps(line):
            yield words["for_them"]
    elif vague is None or _HOW_MANY not in vague.phrase.tags:  # else its number has been asked for
        yield words["general"]


def _change(line: BulletLine) -> str:
    """Return the question that fits a verb of change, "" where there is none or what it changed is not measured."""
    text, language = line.text, line.language
    first = language == "en" and not line.weakness("bullet.passive")
    begins = (lambda key: _starts(language, key).match(text)) if first else _anywhere(line)
    things = _anywhere(line)
    if begins("measured_verbs") and things("measured_things"):
        return "by_how_much"
    if begins("amount_verbs") and things("amount_things"):
        return "amount"
    return "before_after" if begins("change_verbs") else ""


def _anywhere(line: BulletLine) -> Callable[[str], re.Match[str] | None]:
    """Return a search for words that need not come first, as a verb in the passive and in German."""
    return lambda key: re.search(rf"(?<!\w){_starts(line.language, key).pattern}", line.text, re.IGNORECASE)


def _helps(line: BulletLine) -> bool:
    return re.search(rf"(?<!\w){_starts(line.language, 'helping').pattern}", line.text, re.IGNORECASE) is not None


def _plural(word: str, language: str) -> str:
    """Return the entry of the list that a noun is; in German also what it ends with, without the n of the dative."""
    low, nouns = word.casefold(), _nouns(language)
    if low in nouns or language != "de":
        return low if low in nouns else ""
    for form in (low, low.removesuffix("n")):
        ending = next((form[at:] for at in range(len(form) - 4) if form[at:] in nouns), "")
        if ending:
            return ending
    return ""


def _counted(line: BulletLine) -> str | None:
    """Return the first thing of the line that is surely a plural to be counted, as one asks for it."""
    data, text = _data(line.language), line.text
    before = re.compile(rf"(?<!\w)(?:{data['not_before']})\s+(?:[^\W\d_]+\s+)?$", re.IGNORECASE)
    after = re.compile(rf"\s*(?:$|[,.;:()]|(?:{data['after_noun']})\b)") if line.language == "en" else _ANYTHING
    for match in _WORD.finditer(text):
        word = match.group()
        pair = next((one for one in data["pairs"].split("|") if one and text.startswith(one, match.start())), "")
        entry = pair or _plural(word, line.language)
        if (
            not entry
            or before.search(text[: match.start()])
            or not after.match(text, match.start() + len(pair or word))
        ):
            continue
        if line.language == "en":
            if match.start() and word.islower():
                return pair or word
        elif word[0].isupper():
            return word if word.casefold().endswith(entry) else word[:-1]
    return None


def _ideas(line: BulletLine) -> Iterator[str]:
    """Yield the verbs that the line holds as an -ing form or a noun: they say no more than it does."""
    data, duty = _data(line.language), line.weakness("bullet.duty")
    if duty is None:
        return
    opening = _starts(line.language, "after_duty").match(line.text)
    if opening is None and "no figure" not in duty.phrase.tags:
        return
    verbs: dict[str, str] = data["verbs_after_duty" if opening else "verbs"]
    rest = line.text[opening.end() if opening else 0 :]
    first = _WORD.match(rest.lstrip())
    if first is None or first.group().casefold() not in verbs:
        return
    for match in _WORD.finditer(rest):
        word = match.group().casefold()
        if word in verbs and (line.language == "en" or match.group()[0].isupper()):
            yield verbs[word]
