"""Checks a cover letter: whom it is for, what it claims and shows, what was left over, how it begins and ends.

What the words mean is checked in English and German; in other languages only names, places to fill in, form and length.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from rejection_tui.domain.cv_lexicon import first_figure
from rejection_tui.domain.draft import Finding, Severity
from rejection_tui.domain.refine import SLOT
from rejection_tui.domain.text import fold
from rejection_tui.drafting.check_context import CheckContext
from rejection_tui.drafting.cover_names import name_findings, names_company
from rejection_tui.drafting.cover_parts import MAX_CHARS, Parts, Span, parts, words
from rejection_tui.drafting.foreign import placeholders
from rejection_tui.drafting.phrases import Phrase, hits, with_plain_marks

#: The languages whose words are checked.
CHECKED: Final = ("en", "de")
#: Words of a letter: one page holds about so many, and 200 to 400 are usually advised.
MOST_WORDS, USUAL_WORDS = 450, 400
_SENTENCE: Final = re.compile(r"[^.!?\s](?:[^.!?]|[.!?](?=\w))*[.!?]*")
_WORD: Final = re.compile(r"[^\W_]+")
#: Content words a line of the CV needs to be compared, and how many letters tell a word apart from its other forms.
_COMPARED, _STEM = 4, 5


@dataclass(frozen=True, slots=True)
class CoverContext:
    """What the checks of a cover letter know; what is empty is not checked.

    `language` and `expected` are languages without region ("en"): of the text, and the one it should be in.
    """

    company: str = ""
    role: str = ""
    person: str = ""
    my_name: str = ""
    language: str = "en"
    expected: str = ""
    cv: tuple[str, ...] = ()  # lines of the CV
    other_companies: tuple[str, ...] = ()
    other_people: tuple[str, ...] = ()
    other_roles: tuple[str, ...] = ()

    @property
    def names(self) -> CheckContext:
        """The names, as the checks of drafts take them."""
        return CheckContext(
            company=self.company,
            role=self.role,
            recruiter_name=self.person,
            my_name=self.my_name,
            other_companies=self.other_companies,
            other_people=self.other_people,
            other_roles=self.other_roles,
        )


def check_cover_letter(text: str, context: CoverContext) -> tuple[Finding, ...]:
    """Return the findings, those that block first; `start` and `end` index into `text`. Only an open place blocks."""
    text = text[:MAX_CHARS]
    if not text.strip():
        return (Finding("cover.empty", Severity.BLOCK, "There is nothing written yet."),)
    there = parts(text)
    found = [
        *_placeholders(text),
        *name_findings(text, there, context.names),
        *_language(context),
        *_length(text, there),
        *_form(there),
    ]
    if context.language in CHECKED:
        said = tuple(_said(text, there, context))
        begins = () if any(f.rule == "cover.opening" for f in said) else _begins(text, there, context)
        found += [*said, *begins, *_shown(text, there, context), *_talk(text, there, context)]
    found += _repeated(text, there, context.cv)
    order = {Severity.BLOCK: 0, Severity.WARN: 1, Severity.GOOD: 2}
    return tuple(sorted(found, key=lambda f: (order[f.severity], f.start)))


def not_checked(language: str) -> str:
    """Return a sentence for a language whose words are not checked, "" for the others."""
    if language in CHECKED:
        return ""
    return "What it says is checked in English and German only; here names, places to fill in, form and length were."


def _placeholders(text: str) -> Iterator[Finding]:
    taken: list[Span] = []
    instead = "Write the real words, or take the sentence out."
    for finding in placeholders(text):
        taken.append((finding.start, finding.end))
        yield Finding(
            "cover.placeholder", Severity.BLOCK, finding.message, finding.words, finding.start, finding.end, instead
        )
    for match in SLOT.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            message = f"{match.group()} is still to be filled in."
            yield Finding("cover.placeholder", Severity.BLOCK, message, match.group(), *match.span(), instead)


def _language(context: CoverContext) -> Iterator[Finding]:
    if context.expected and context.language and context.expected != context.language:
        message = "It is written in another language than their letter or the one you chose."
        yield Finding(
            "cover.language", Severity.WARN, message, instead="Write it in theirs, unless they asked for this."
        )


def _length(text: str, there: Parts) -> Iterator[Finding]:
    start, end = there.body
    found = list(re.finditer(r"\S+", text[start:end]))
    if len(found) > MOST_WORDS:
        at = start + found[MOST_WORDS].start()
        message = f"{len(found)} words, more than a page; 200 to {USUAL_WORDS} are read."
        yield Finding("cover.long", Severity.WARN, message, text[at:end], at, end, "Keep one reason and two results.")
    elif found:
        count = "1 word" if len(found) == 1 else f"{len(found)} words"
        yield Finding("cover.length", Severity.GOOD, f"{count}: it fits on a page.")


def _form(there: Parts) -> Iterator[Finding]:
    if there.greeting is None:
        yield Finding(
            "cover.greeting", Severity.WARN, "It greets nobody.", instead="Greet the person who reads it by name."
        )
    if there.closing is None:
        instead = "End with a closing formula and your name."
        yield Finding("cover.sign_off", Severity.WARN, "It has no closing formula.", instead=instead)


def _said(text: str, there: Parts, context: CoverContext) -> Iterator[Finding]:
    """Yield what phrases find: an opening in the first sentence alone, claims where their paragraph shows nothing."""
    for number, span in enumerate(there.paragraphs):
        paragraph = text[span[0] : span[1]]
        claims = not _evidence(paragraph, context.language)
        told: set[str] = set()
        for phrase, match in hits(f"cover_{context.language}", paragraph):
            rule = phrase.rule.id
            if rule in told or (rule == "cover.opening" and number) or (rule == "cover.claim" and not claims):
                continue
            told.add(rule)
            yield _at(phrase, text, span[0] + match.start(), span[0] + match.end())


def _begins(text: str, there: Parts, context: CoverContext) -> Iterator[Finding]:
    """Yield a finding when the first paragraph neither names the company nor speaks to its reader."""
    if not there.paragraphs:
        return
    start, end = there.paragraphs[0]
    paragraph = with_plain_marks(text[start:end])
    if not _them_pattern(context.language).search(paragraph) and not names_company(paragraph, context.names):
        message = "The first paragraph says nothing of them."
        instead = "Begin with what drew you to them: something you saw, used or read of theirs."
        yield Finding("cover.opening", Severity.WARN, message, text[start:end], start, end, instead)


@cache
def _them_pattern(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words()['them'][language])})\b")


def _at(phrase: Phrase, text: str, start: int, end: int) -> Finding:
    blank = len(text[start:end]) - len(text[start:end].lstrip())
    start += blank
    return Finding(phrase.rule.id, Severity.WARN, phrase.message, text[start:end], start, end, phrase.instead)


def _shown(text: str, there: Parts, context: CoverContext) -> Iterator[Finding]:
    """Yield whether any paragraph has a figure, a result or an example."""
    start, end = there.body
    match = _evidence(text[start:end], context.language)
    if match is not None:
        words_ = match.group().strip()
        at = start + match.start() + match.group().index(words_)
        yield Finding("cover.result", Severity.GOOD, f"It shows something: {words_}.", words_, at, at + len(words_))
    elif there.paragraphs:
        instead = "Tell one thing that you did there, and what came of it: from what to what, how many, how soon."
        yield Finding("cover.no_result", Severity.WARN, "No figure, no result, no example.", instead=instead)


def _evidence(text: str, language: str) -> re.Match[str] | None:
    """Return the first figure or beginning of an example, None when a text shows nothing."""
    example, nothing = _evidence_patterns(language)
    plain = nothing.sub(lambda m: " " * len(m.group()), with_plain_marks(text))
    found = [match for match in (first_figure(plain, language), example.search(plain)) if match]
    return min(found, key=lambda m: m.start(), default=None)


@cache
def _evidence_patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = words()["evidence"]
    example, nothing = "|".join(table[language]), "|".join(table["not_evidence"])
    return re.compile(rf"(?<!\w)(?:{example})", re.IGNORECASE), re.compile(nothing, re.IGNORECASE)


def _talk(text: str, there: Parts, context: CoverContext) -> Iterator[Finding]:
    """Yield a finding when the last two paragraphs name no next step."""
    if len(there.paragraphs) < 2:
        return
    (start, _), (_, end) = there.paragraphs[-2:]
    if _talk_pattern(context.language).search(with_plain_marks(text[start:end])) is None:
        last = there.paragraphs[-1]
        message = "The ending asks for nothing: no talk, no visit, no call."
        instead = "Ask for a talk, or say when you can come."
        yield Finding("cover.no_talk", Severity.WARN, message, text[last[0] : last[1]], *last, instead)


@cache
def _talk_pattern(language: str) -> re.Pattern[str]:
    end = r"\b" if language == "en" else ""
    return re.compile(rf"\b(?:{'|'.join(words()['talk'][language])}){end}", re.IGNORECASE)


def _repeated(text: str, there: Parts, cv: Iterable[str]) -> Iterator[Finding]:
    """Yield the sentences that hold all content words of a line of the CV but one."""
    lines = [(line, stems) for line in cv if len(stems := _stems(line)) >= _COMPARED]
    for start, end in there.paragraphs if lines else ():
        for match in _SENTENCE.finditer(text, start, end):
            stems = _stems(match.group())
            line = next((line for line, theirs in lines if len(theirs - stems) <= 1), "")
            if line:
                message = f"It says again what the CV says: “{line}”."
                instead = "Say what the CV leaves out: why you did it, how, and what it would mean for them."
                yield Finding("cover.cv", Severity.WARN, message, match.group(), *match.span(), instead)


def _stems(text: str) -> frozenset[str]:
    return frozenset(w[:_STEM] for w in _WORD.findall(fold(text)) if len(w) > 3 or w.isdigit())
