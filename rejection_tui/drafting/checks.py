"""Checks of a draft: what blocks copying, what to reconsider, and what is good already."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from rejection_tui import content
from rejection_tui.domain.draft import Channel, DraftKind, DraftSpec, Finding, Severity
from rejection_tui.domain.text import fold, utf16_length
from rejection_tui.drafting.fields import known_fields
from rejection_tui.drafting.names import salutation
from rejection_tui.drafting.phrases import Phrase, Rule, hits, rules, with_plain_marks


@dataclass(frozen=True, slots=True)
class CheckContext:
    """What the checks know: this rejection's own names, the names of other rejections, and what was sent before.

    People of the same company are not listed as others.
    """

    company: str = ""
    role: str = ""
    recruiter_name: str = ""
    my_name: str = ""
    other_companies: tuple[str, ...] = ()
    other_people: tuple[str, ...] = ()
    other_roles: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()  # texts in which other names are allowed: the win, the quote, the plan
    linkedin_limit: int = 200
    linkedin_notes_this_month: int = 0
    linkedin_notes_limit: int = 5
    has_win: bool = False
    days_since_no: int | None = None
    feedback_warn_days: int = 7
    already_asked: bool = False


_PLACEHOLDER: Final = re.compile(
    r"""\[\[[^\]\n]*\]?\]?                        # [[ ... ]] left over from a template
    |\[[^\[\]\n\d][^\[\]\n]{0,40}\]|\[\s*\]       # [your name], [ ]; [1] is a reference
    |\{[^{}\n]{0,40}\}                             # {company}
    |<(?!https?://|mailto:)[A-Za-z][^<>@\n]{0,40}> # <name>, not <https://example.com>
    |\b(?:X{3,}|x{3,})\b|_{3,}|(?<!\w)\?{3,}|\b(?:TODO|TBD|Lorem\ ipsum)\b
    |\(\s*(?:name|company|role|date)\s*\)""",
    re.VERBOSE,
)
_GREETING_WORD: Final = r"(?:dear|hello|hi|hiya|hey|good\ (?:morning|afternoon|evening|day)|greetings)"
_GREETING: Final = re.compile(
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
    masked = _masked(text, context)
    seen: set[tuple[int, int]] = set()
    for finding in (
        *_greeting(text, context),
        *_companies(masked, text, context),
        *_people(masked, text, context),
        *_roles(masked, text, context),
    ):
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
    greeting = _GREETING.search(top) or _GREETING_WITHIN.search(top)
    if greeting is not None and not _PLACEHOLDER.search(greeting.group(1)):
        yield from _greeted(text, greeting.span(1), context, bool(context.recruiter_name))
    elif greeting is None and (named := _NAME_FIRST.match(top)):
        yield from _greeted(text, named.span(1), context, strict=False)


def _greeted(text: str, span: tuple[int, int], context: CheckContext, strict: bool) -> Iterator[Finding]:
    """Yield a finding when a stranger is greeted; unless `strict`, only those of other rejections are strangers."""
    start, end = span
    words = [w for w in fold(text[start:end]).split() if w not in _common()["greeting"]]
    known = set(fold(f"{context.recruiter_name} {context.company} {salutation(context.recruiter_name)}").split())
    others = {w for person in context.other_people for w in fold(person).split()}
    strangers = [w for w in words if not any(w == k or (len(w) > 2 and w[:3] == k[:3]) for k in known)]
    if strangers and (strict or any(w in others for w in strangers)):
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


REPLY_WORDS: Final = 120
REPLY_WORDS_BETTER: Final = 75
_CLAUSE: Final = re.compile(r"[^.!?\n]+\?*")


def shape(kind: DraftKind, body: str, context: CheckContext) -> Iterator[Finding]:
    """Yield the findings on what can be counted in a draft of `kind`: length, questions, earlier requests."""
    if not body.strip():
        yield Finding("draft.empty", Severity.BLOCK, "There is nothing written yet.")
        return
    for rule in _rules(kind.spec):
        yield from rule(body, context)


def _length(body: str, context: CheckContext) -> Iterator[Finding]:
    count = len(body.split())
    if count > REPLY_WORDS:
        yield Finding(
            "reply.long", Severity.WARN, f"{count} words; {REPLY_WORDS} is plenty, {REPLY_WORDS_BETTER} better."
        )
    elif count <= REPLY_WORDS_BETTER:
        yield Finding("reply.long", Severity.GOOD, f"{count} words: short enough to be read at once.")


def _questions(body: str, context: CheckContext) -> Iterator[Finding]:
    asked = [m for m in _CLAUSE.finditer(body) if m.group().endswith("?") and m.group().strip(" ?")]
    if not asked:
        yield Finding("feedback.no_question", Severity.WARN, "It asks no question, so there is nothing to answer.")
    elif len(asked) == 1:
        yield _finding_at("feedback.one_question", Severity.GOOD, "It asks one question.", asked[0])
    else:
        message = f"{len(asked)} questions; one is answered, more are put aside."
        yield _finding_at(
            "feedback.many_questions", Severity.WARN, message, asked[1], "Keep the one that matters most."
        )


def _asked_once(body: str, context: CheckContext) -> Iterator[Finding]:
    if context.already_asked:
        yield Finding("feedback.already_asked", Severity.WARN, "You have asked them already; one request is enough.")
    if context.days_since_no is not None and context.days_since_no > context.feedback_warn_days:
        message = f"The no is {context.days_since_no} days old; the memory of you may have faded. It is still allowed."
        yield Finding("feedback.late", Severity.WARN, message)


def _linkedin(body: str, context: CheckContext) -> Iterator[Finding]:
    count = utf16_length(body)
    over = count > context.linkedin_limit
    message = f"{count} of {context.linkedin_limit} characters{'; LinkedIn will not take it' if over else ''}."
    cut = len(body.encode("utf-16-le", "surrogatepass")[: context.linkedin_limit * 2].decode("utf-16-le", "ignore"))
    if over:
        yield Finding("linkedin.long", Severity.WARN, message, body[cut:], cut, len(body), "Say one thing less.")
    else:
        yield Finding("linkedin.long", Severity.GOOD, message)
    if context.linkedin_notes_this_month >= context.linkedin_notes_limit:
        done = f"{context.linkedin_notes_this_month} of {context.linkedin_notes_limit} personal notes this month"
        yield Finding("linkedin.tally", Severity.WARN, f"{done}: LinkedIn may send this one without its text.")


def _win_known(body: str, context: CheckContext) -> Iterator[Finding]:
    if not context.has_win:
        message = (
            "There is no win since the last touch: a certificate, a project, an article or a figure worth telling."
        )
        instead = "Log a win with n in the composer, or wait until there is something worth telling."
        yield Finding("value.no_win", Severity.BLOCK, message, instead=instead)


def _finding_at(rule: str, severity: Severity, message: str, match: re.Match[str], instead: str = "") -> Finding:
    words = match.group().strip()
    start = match.start() + match.group().index(words)
    return Finding(rule, severity, message, words, start, start + len(words), instead)


_Rule = Callable[[str, CheckContext], Iterator[Finding]]


def _rules(spec: DraftSpec) -> Iterator[_Rule]:
    """Yield the rules that count something in a message of this kind."""
    if spec.replies:
        yield _length
    if spec.asks:
        yield _questions
        yield _asked_once
    if spec.channel is Channel.LINKEDIN:
        yield _linkedin
    if spec.needs_win:
        yield _win_known


FILES: Final = ("tone_reply", "tone_avoid", "tone_feedback", "tone_contact")
#: Rules that must be met before the first question.
_BEFORE_QUESTION: Final = "feedback.accepted"
#: Rules met in so many wordings that a sentence no phrase matches may meet them; then nothing is reported missing.
_OFTEN_MISSED: Final = (_BEFORE_QUESTION, "reply.acknowledges", "reply.door_ajar", "linkedin.interaction")
_SENTENCE: Final = re.compile(r"[^.!?;\n]+\??")
_OPENING: Final = re.compile(
    r"\s*(?:dear|hello|hi|hey|good (?:morning|afternoon|evening))\b[^,\n]{0,40}(?:,|$)", re.IGNORECASE
)


def tone(kind: DraftKind, text: str) -> Iterator[Finding]:
    """Yield the findings of the phrases: each unwanted place, and each wanted thing once, as found or missing."""
    findings: list[Finding] = []
    missing: list[Finding] = []
    places: list[tuple[int, int]] = []
    for file in FILES:
        found: dict[str, list[Finding]] = {}
        for phrase, match in hits(file, text, kind):
            found.setdefault(phrase.rule.id, []).append(_finding(phrase, text, match.start(), match.end()))
        for rule in rules(file):
            matched = sorted(found.get(rule.id, ()), key=lambda f: (f.start, -f.end))
            places += [(f.start, f.end) for f in matched]
            if _applies(rule, kind) and rule.want and not (matched := _before_question(rule, matched, text)):
                missing.append(Finding(rule.id, Severity.WARN, rule.missing, instead=rule.instead))
            findings += (matched[:1] if rule.want else _not_overlapping(matched)) if matched else ()
    yield from findings
    yield from _surely_missing(missing, _unmatched_sentences(text, places), text)


def _surely_missing(missing: list[Finding], unmatched: list[int], text: str) -> Iterator[Finding]:
    """Yield what is missing; each unmatched sentence is taken to meet one rule that is often worded differently."""
    places = list(unmatched)
    for finding in missing:
        if finding.rule not in _OFTEN_MISSED:
            yield finding
            continue
        place = next((p for p in places if finding.rule != _BEFORE_QUESTION or p < _first_question(text)), None)
        if place is None:
            yield finding
        elif finding.rule != _BEFORE_QUESTION or "reply.acknowledges" not in {f.rule for f in missing}:
            places.remove(place)


def _unmatched_sentences(text: str, places: list[tuple[int, int]]) -> list[int]:
    """Return where the sentences begin that no phrase matches, leaving out greetings, names and questions."""
    places = places + [match.span() for _, match in hits("tone_known", text)]
    lines = with_plain_marks(text)
    found = []
    for match in _SENTENCE.finditer(lines):
        start = greeting.end() if (greeting := _OPENING.match(lines, *match.span())) else match.start()
        words = lines[start : match.end()]
        known = any(a < match.end() and start < b for a, b in places)
        if not known and not words.endswith("?") and len(words.split()) > 3:
            found.append(start)
    return found


def _first_question(text: str) -> int:
    """Return the index of the first question mark, the length of the text when there is none."""
    return text.find("?") if "?" in text else len(text)


def _applies(rule: Rule, kind: DraftKind) -> bool:
    return not rule.kinds or kind in rule.kinds


def _finding(phrase: Phrase, text: str, start: int, end: int) -> Finding:
    severity = Severity.GOOD if phrase.rule.want else Severity.WARN
    instead = "" if phrase.rule.want else phrase.instead
    return Finding(phrase.rule.id, severity, phrase.message, text[start:end], start, end, instead)


def _before_question(rule: Rule, found: list[Finding], text: str) -> list[Finding]:
    return [f for f in found if rule.id != _BEFORE_QUESTION or f.end <= _first_question(text)]


def _not_overlapping(found: list[Finding]) -> Iterator[Finding]:
    """Yield the findings that do not overlap an earlier one."""
    end = -1
    for finding in found:
        if finding.start >= end:
            end = finding.end
            yield finding


#: Characters that are checked; a draft is a page at most.
MAX_TEXT: Final = 20_000
#: When the first rule warns, the second would only repeat it and is left out.
_REPEATS: Final = (
    ("feedback.broad", "feedback.specific"),
    ("feedback.broad", "feedback.no_question"),
    ("feedback.about_hired", "feedback.specific"),
    ("feedback.no_question", "feedback.specific"),
    ("tone.why", "feedback.specific"),
    ("reply.acknowledges", "feedback.accepted"),
)
_SEVERITY_ORDER: Final = {Severity.BLOCK: 0, Severity.WARN: 1, Severity.GOOD: 2}


def check(kind: DraftKind, subject: str, body: str, context: CheckContext) -> tuple[Finding, ...]:
    """Return the findings on a draft, blocking ones first; `start` and `end` index into `body`.

    A finding on the subject has a rule that begins with `subject.` and indexes into the subject.
    """
    body, subject = body[:MAX_TEXT], subject[:MAX_TEXT]
    checked = hidden(body, context.allowed)
    found = [*_subject_or_body(body, context), *shape(kind, body, context)]
    if body.strip():
        found += tone(kind, checked)
    if kind.spec.channel is not Channel.LINKEDIN:
        found += [replace(f, rule=f"subject.{f.rule}") for f in _subject_or_body(subject, context)]
    warned = {f.rule for f in found if f.severity is Severity.WARN}
    repeated = {rule for rule_found, rule in _REPEATS if rule_found in warned}
    found = [f for f in found if f.rule not in repeated]
    return tuple(sorted(found, key=lambda f: (_SEVERITY_ORDER[f.severity], f.rule.startswith("subject."), f.start)))


def can_copy(findings: Iterable[Finding]) -> bool:
    """Return whether nothing blocks copying."""
    return all(f.severity is not Severity.BLOCK for f in findings)


def _subject_or_body(text: str, context: CheckContext) -> Iterator[Finding]:
    yield from placeholders(text)
    yield from foreign(text, context)
