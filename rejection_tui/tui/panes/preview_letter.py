"""The pages of the preview about what they wrote: the letter of a rejection, and an answer."""

from typing import Final

from textual.content import Content

from rejection_tui.domain.day_words import day
from rejection_tui.domain.facts import Fact, FactType, sentence, sure_of
from rejection_tui.domain.feedback import Feedback
from rejection_tui.domain.letter import Letter
from rejection_tui.domain.letter_page import NO_LETTER
from rejection_tui.domain.marks import GAP_MEANINGS
from rejection_tui.domain.meanings import Meaning
from rejection_tui.domain.rejection import Outcome, Rejection, RejectionKind
from rejection_tui.domain.silence import is_unanswered
from rejection_tui.services import people
from rejection_tui.services.context import AppContext
from rejection_tui.tui.panes.preview_parts import PreviewPage, beside, lines, marked, quiet, reminder_lines, rule, text
from rejection_tui.tui.widgets.display import shown

WELCOME: Final = "Sorry you're here. Paste the letter; we'll take it one step at a time."
_FOLLOWS: Final = "What the cursor is on shows here: the letter, the answer, the person."
_HOW_IT_GOES: Final = (
    "Paste their letter here. It is read on this computer and goes nowhere.",
    "A kind reply and one question are written for you; you send them, when you like.",
    "What they answer becomes one thing to learn, to rewrite or to practise.",
    "The person stays in your contacts, for the next opening.",
)
#: What somebody can act on or be glad of, and how sure the program must be to say it beside the words themselves.
_OF_USE: Final = frozenset(
    {
        FactType.REASON, FactType.PRAISE, FactType.FEEDBACK_OFFERED, FactType.ASKS, FactType.REAPPLY,
        FactType.OTHER_ROLE, FactType.ON_FILE, FactType.SECOND, FactType.RUNNING, FactType.HELP, FactType.CONNECT,
    }
)  # fmt: skip
_LEAST_SURE: Final = 0.7
_THEIR_REASON: Final = "not_you"  # the only reason that is shown: the others are what hurts in a letter
_MAX_FACTS: Final = 5


def nothing_page(context: AppContext) -> PreviewPage:
    """Return the page of an empty list; that of an empty file tells how it goes."""
    if context.records.rejections:
        return PreviewPage("", "Letter", "", quiet(_FOLLOWS))
    steps = [Content.assemble((f"{n} ", "bold $primary"), words) for n, words in enumerate(_HOW_IT_GOES, 1)]
    return PreviewPage("", "How it goes", "", lines(steps))


def letter_page(context: AppContext, uid: str, width: int, next_step: str = "") -> PreviewPage:
    """Return the letter of a rejection below a small head; `next_step` says what to do where no checklist does."""
    r = context.records.rejections[uid]
    letter = context.records.letters.get(r.letter)
    head = lines(
        [
            shown(letter.subject, "bold") if letter and letter.subject else None,
            marked(Meaning.THEIRS, _sender(r, letter), "$foreground 66%"),
            _verdict(r),
            _people(context, r),
            marked(Meaning.YOURS, f"Next: {next_step}") if next_step else None,
            *reminder_lines(context.records.reminders_of(uid), context.now()),
        ]
    )
    notes = [rule(width, "your notes"), text(r.notes)] if r.notes else []
    when = (letter.received if letter else None) or r.received
    last_word = _last_word(context, r) if letter is None and is_unanswered(r) else []
    body = lines([head, rule(width), *(last_word or letter_lines(r, letter)), *notes])
    return PreviewPage(uid, "Letter", day(when, context.now()), body)


def _last_word(context: AppContext, r: Rejection) -> list[Content]:
    """Return the last mail about an application that nobody has answered: what they confirmed; empty for none."""
    theirs = [mail for mail in context.records.correspondence_of(r.uid) if not mail.sort.mine]
    return [shown(theirs[-1].subject, "bold"), text(theirs[-1].body)] if theirs else []


def letter_lines(r: Rejection, letter: Letter | None) -> list[Content]:
    """Return what a letter says that is of use, then the letter with the words that say it."""
    facts = _of_use(r)
    found = [Content.assemble(("· ", "$theirs"), shown(sentence(fact), "$theirs")) for fact in facts]
    if found:
        found.append(Content(""))
    return [*found, text(letter.body, [fact.quote for fact in facts]) if letter else quiet(NO_LETTER)]


def _of_use(r: Rejection) -> list[Fact]:
    """Return one fact of each type that is of use, the surest."""
    best: dict[FactType, Fact] = {}
    for fact in sure_of(r.facts, least=_LEAST_SURE):
        if fact.type in _OF_USE and (fact.type is not FactType.REASON or fact.value == _THEIR_REASON):
            best[fact.type] = max(best.get(fact.type, fact), fact, key=lambda one: one.sure)
    return list(best.values())[:_MAX_FACTS]


def _sender(r: Rejection, letter: Letter | None) -> str:
    name = r.recruiter_name or (letter.sender_name if letter else "")
    if name and r.recruiter_title:
        name = f"{name}, {r.recruiter_title}"
    address = (letter.sender_email if letter else "") or r.recruiter_email
    company = "" if r.company.casefold() in name.casefold() else r.company
    return " · ".join(part for part in (name, company, "" if name else address) if part)


def _people(context: AppContext, r: Rejection) -> Content | None:
    """Return the people of a rejection with their parts, None where none is noted."""
    found = [f"{one.contact.name}, {one.part.label}" for one in people.people(context.records, r)]
    return quiet(f"People: {'; '.join(found)}") if found else None


def _verdict(r: Rejection) -> Content:
    """Return what it was and how far it had come, such as "They said no · final round"."""
    kind = r.kind.label[:1].upper() + r.kind.label[1:]
    stage = "" if r.kind in (RejectionKind.WITHDREW, RejectionKind.NO_ANSWER) else r.stage.label
    outcome = "" if r.outcome in (Outcome.OPEN, Outcome.CLOSED) else f"outcome: {r.outcome.label}"
    return beside(quiet(kind), quiet(stage), quiet(outcome))


def answer_page(context: AppContext, uid: str, width: int) -> PreviewPage:
    """Return the whole of an answer, with the words that name the gap marked in it."""
    f = context.records.feedback[uid]
    r = context.records.rejections.get(f.rejection)
    about = " · ".join(part for part in (r.company, r.role) if part) if r else "a deleted rejection"
    body = lines([shown(about, "bold"), *answer_lines(f, width)])
    return PreviewPage(uid, "Answer", day(f.received, context.now()), body)


def answer_lines(f: Feedback, width: int) -> list[Content]:
    """Return what the user made of an answer (its gap, themes and plan), then its words."""
    found = []
    for one in f.named:
        meaning = GAP_MEANINGS.get(one.gap)
        gap = marked(meaning, one.gap.label) if meaning else quiet(one.gap.label)
        found.append(beside(gap, quiet(one.theme)))
        found += [marked(Meaning.YOURS, f"Your plan: {one.plan}")] if one.plan else []
    found += [text(f.notes)] if f.notes else []
    return [*found, rule(width), text(f.verbatim, list(f.quotes), "bold $theirs")]
