"""Finds what blocks copying: places still to be filled, and names that belong to another rejection."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Final

from rejection_tui import content
from rejection_tui.domain.draft import Finding, Severity
from rejection_tui.domain.text import fold
from rejection_tui.drafting.check_context import CheckContext
from rejection_tui.drafting.fields import known_fields
from rejection_tui.drafting.names import salutation

_PLACEHOLDER: Final = re.compile(
    r"""\[\[[^\]\n]*\]?\]?                        # [[ ... ]] left over from a template
    |\[[^\[\]\n\d][^\[\]\n]{0,40}\]|\[\s*\]       # [your name], [ ]; [1] is a reference
    |\{[^{}\n]{0,40}\}                             # {company}
    |<(?!https?://|mailto:)[A-Za-z][^<>@\n]{0,40}> # <name>, not <https://example.com>
    |\b(?:X{3,}|x{3,})\b|_{3,}|(?<!\w)\?{3,}|\b(?:TODO|TBD|Lorem\ ipsum)\b
    |\(\s*(?:name|company|role|date)\s*\)""",
    re.VERBOSE,
)
_GREETING_WORD: Final = (
    r"(?:dear|hello|hi|hiya|hey|good\ (?:morning|afternoon|evening|day)|greetings|liebe[rs]?|hallo|guten\ tag|"
    r"sehr\ geehrte[rs]?|grüezi|grüß\ gott|servus|moin|bonjour|chère?|hola|estimad[oa]|querid[oa]|"
    r"buen[oa]s\ (?:días|tardes)|gentile|ciao|buongiorno|egregi[oa]|car[oa]|beste|geachte|hoi|dag|prezad[oa]|olá|oi|"
    r"bom\ dia|boa\ tarde|sayın|merhaba)"
)
GREETING: Final = re.compile(
    rf"""^[ \t]*{_GREETING_WORD}[ \t]+((?:(?:Dr|Mr|Mrs|Ms|Prof)\.)?[^,:!\n.]{{1,60}})(?=[,:!\n.]|$)""",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
#: "Thank you, dear Tom." and "Tom, thank you": a greeting that does not open the line with its word.
_GREETING_WITHIN: Final = re.compile(
    rf"""(?<=[,;:.!?–—-][ ])(?i:{_GREETING_WORD})[ \t]+
    ((?:(?:Dr|Mr|Mrs|Ms|Prof)\.?[ ])?[A-Z][\w'’-]+(?:[ ][A-Z][\w'’-]+)?)
    (?=[ \t]*(?:[,:!.?–—\n-]|$))""",
    re.VERBOSE,
)
_NAME_FIRST: Final = re.compile(r"^[ \t]*([A-Z][\w'’-]+(?:[ ][A-Z][\w'’-]+)?)[ \t]*(?:[,!:]|[ ][-–—][ ])", re.MULTILINE)
_FIRST_TWO_LINES: Final = re.compile(r"\s*[^\n]*(?:\s*\n[^\n]*)?")


@cache
def _legal_form_pattern() -> re.Pattern[str]:
    forms = "|".join(re.escape(w) for w in sorted(_common()["legal"], key=len, reverse=True))
    return re.compile(rf"[\s,]+(?:{forms})\.?$", re.IGNORECASE)


def placeholders(text: str) -> Iterator[Finding]:
    """Yield a blocking finding for each placeholder still to be filled."""
    for match in _PLACEHOLDER.finditer(text):
        words = match.group()
        yield Finding(
            "field.placeholder",
            Severity.BLOCK,
            f"{words} is still to be filled in{_hint(words)}.",
            words,
            match.start(),
            match.end(),
            "Write the real words, or take the sentence out.",
        )


@cache
def _hints() -> dict[str, str]:
    return {f.placeholder: f.hint for f in known_fields().values() if f.hint}


def _hint(words: str) -> str:
    """Return the hint for a placeholder, "" when there is none."""
    return f": {_hints()[words]}" if words in _hints() else ""


def foreign(text: str, context: CheckContext) -> Iterator[Finding]:
    """Yield a blocking finding for each company, person or role that belongs to another rejection."""
    yield from _apart(*_greeting(text, context), *_others(text, context))


def others(text: str, context: CheckContext) -> Iterator[Finding]:
    """Yield the findings of `foreign` without the one on the greeting."""
    yield from _apart(*_others(text, context))


def _others(text: str, context: CheckContext) -> Iterator[Finding]:
    masked = _masked(text, context)
    yield from _companies(masked, text, context)
    yield from _people(masked, text, context)
    yield from _roles(masked, text, context)


def _apart(*findings: Finding) -> Iterator[Finding]:
    """Yield the findings that lie on no words of an earlier one."""
    seen: set[tuple[int, int]] = set()
    for finding in findings:
        span = (finding.start, finding.end)
        if not any(a < span[1] and span[0] < b for a, b in seen):
            seen.add(span)
            yield finding


def _masked(text: str, context: CheckContext) -> str:
    """Blank out this rejection's own names, so that "Apple" in "Apple Bank" is not another company."""
    own = (context.company, core(context.company), context.role, context.recruiter_name, context.my_name)
    return hidden(text, (*own, *context.allowed))


def hidden(text: str, names: Iterable[str]) -> str:
    """Return `text`, same length, with each of `names` blanked out, the longest first."""
    for name in sorted({n.strip() for n in names if len(n.strip()) > 1}, key=len, reverse=True):
        text = _whole_name_pattern(name).sub(lambda m: "\x00" * len(m.group()), text)
    return text


@lru_cache(maxsize=4096)
def core(company: str) -> str:
    """Return a company's name without its legal form: "Globex" for "Globex Ltd."."""
    name = company.strip()
    while (shorter := _legal_form_pattern().sub("", name).rstrip(" ,&")) and shorter != name:
        name = shorter
    return name


@lru_cache(maxsize=4096)
def _whole_name_pattern(name: str) -> re.Pattern[str]:
    words = r"[\s\u00a0]+".join(re.escape(w) for w in name.split())
    return re.compile(rf"(?<![\w@.]){words}(?![\w@]|\.\w)", re.IGNORECASE)


@cache
def _common() -> dict[str, frozenset[str]]:
    data = tomllib.loads(content.read("phrases/tone_common_names.toml"))
    return {key: frozenset(words) for key, words in data.items()}


def _places(name: str, masked: str) -> Iterator[re.Match[str]]:
    """Yield the places where `name` is used as a name: capitalised as filed or in capitals, never as a plain word."""
    for match in _whole_name_pattern(name).finditer(masked):
        words = match.group()
        if words == name or (words[:1].isupper() and len(name) > 3) or words == name.upper():
            yield match


def _companies(masked: str, text: str, context: CheckContext) -> Iterator[Finding]:
    own_names = {fold(context.company), fold(core(context.company))}
    for company in _foreign_names(context.other_companies, own_names, masked):
        for name in dict.fromkeys((company, core(company))):
            for match in _places(name, masked):
                if name.casefold() not in _common()["words"] or _as_company(match, masked):
                    yield _block("foreign.company", match, text, context.company or "the company you are writing to")


def _as_company(match: re.Match[str], masked: str) -> bool:
    """Return whether a common word is used as a company here, as in "at Target" or "join Target"."""
    before, after = masked[max(0, match.start() - 30) : match.start()], masked[match.end() : match.end() + 14]
    if re.match(r"(?:\.com|,? (?:Inc|Ltd|LLC|plc|GmbH)\b| (?:team|role|interview|recruit\w*)\b)", after):
        return True
    day = match.group().casefold() in _common()["days"]
    leads = r"(?:\bat|\bjoin(?:ing)?|\bworking for|\bwork at)" if day else r"(?:\bat|\bwith|\bfor|\bjoin(?:ing)?|\bby)"
    return re.search(leads + r"\s+$", before, re.IGNORECASE) is not None and not (day and after.startswith("'s"))


def _people(masked: str, text: str, context: CheckContext) -> Iterator[Finding]:
    own_names = {fold(context.recruiter_name), fold(context.my_name)}
    for person in _foreign_names(context.other_people, own_names, masked):
        if " " in person.strip():
            for match in _places(person, masked):
                yield _block("foreign.name", match, text, context.recruiter_name or "the person you are writing to")


def _roles(masked: str, text: str, context: CheckContext) -> Iterator[Finding]:
    for role in _foreign_names(context.other_roles, {fold(context.role)}, masked):
        for match in _whole_name_pattern(role).finditer(masked):
            named = re.match(r"\s+(?:role|position|post|job|vacancy|opening)\b", masked[match.end() :], re.IGNORECASE)
            as_filed = match.group() == role and len(role.split()) > 1 and role != role.lower()
            if named or as_filed:
                yield _block("foreign.role", match, text, context.role or "the role you applied for")


def _greeting(text: str, context: CheckContext) -> Iterator[Finding]:
    """Yield a finding when the first two lines greet somebody other than the recruiter, a team or the company."""
    top = match.group() if (match := _FIRST_TWO_LINES.match(text)) else ""
    greeting = GREETING.search(top) or _GREETING_WITHIN.search(top)
    if greeting is not None and not _PLACEHOLDER.search(greeting.group(1)):
        yield from _greeted(text, greeting.span(1), context, bool(context.recruiter_name))
    elif greeting is None and (named := _NAME_FIRST.match(top)):
        yield from _greeted(text, named.span(1), context, strict=False)


def _greeted(text: str, span: tuple[int, int], context: CheckContext, strict: bool) -> Iterator[Finding]:
    """Yield a finding when a stranger is greeted; unless `strict`, only those of other rejections are strangers."""
    start, end = span
    parts = fold(" ".join(w for w in text[start:end].split() if not w[:1].islower() or text.islower())).split()
    words = [w for w in parts if w not in _common()["greeting"]]
    names = (context.recruiter_name, context.company, context.greeting, salutation(context.recruiter_name))
    known = set(fold(" ".join(names)).split())
    others = {w for person in context.other_people for w in fold(person).split()}
    strangers = [w for w in words if not any(w == k or (len(w) > 2 and w[:3] == k[:3]) for k in known)]
    titled = len(words) < len(parts) and words and words[-1] in known
    if strangers and not titled and (strict or any(w in others for w in strangers)):
        right = salutation(context.recruiter_name)
        yield Finding(
            "foreign.greeting",
            Severity.BLOCK,
            f"The greeting names {text[start:end].strip()}, not {context.recruiter_name or 'who wrote to you'}.",
            text[start:end],
            start,
            end,
            f"Dear {right}," if right else "Hello,",
        )


def _foreign_names(names: Iterable[str], own_names: set[str], masked: str) -> list[str]:
    """Return the names that are not `own_names` and whose first word is in the text."""
    text = masked.lower()
    near = [name.strip() for name in names if len(name.strip()) > 1 and name.split()[0].strip(",.").lower() in text]
    return [name for name in near if fold(name) and fold(name) not in own_names and fold(core(name)) not in own_names]


def _block(rule: str, match: re.Match[str], text: str, right: str) -> Finding:
    start, end = match.span()
    words = text[start:end]
    return Finding(rule, Severity.BLOCK, f"{words} belongs to another rejection.", words, start, end, right)
