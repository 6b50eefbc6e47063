"""Counts what can be counted in a draft: its length, its questions, earlier requests, LinkedIn notes."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from rejection_tui.domain.draft import Channel, DraftKind, DraftSpec, Finding, Severity
from rejection_tui.domain.text import utf16_length
from rejection_tui.drafting.check_context import CheckContext

REPLY_WORDS: Final = 120
REPLY_WORDS_BETTER: Final = 75
_GREETING_WORDS: Final = 6
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
    top = body.lstrip().partition("\n")[0]
    greeted = body.index(top) + len(top) if len(top.split()) <= _GREETING_WORDS else 0  # "Hi Jo, how are you?"
    asked = [m for m in _CLAUSE.finditer(body, greeted) if m.group().endswith("?") and m.group().strip(" ?")]
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
        message = (
            f"Their letter is {context.days_since_no} days old; they may not remember you well. You can still write."
        )
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
        message = "No win they have not heard of: a certificate, a project, an article or a figure worth telling."
        instead = "Note a win with w in the composer, or wait until there is something worth telling."
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
    if spec.asks and spec.channel is not Channel.PHONE:
        yield _questions
        yield _asked_once
    if spec.channel is Channel.LINKEDIN:
        yield _linkedin
    if spec.needs_win:
        yield _win_known
