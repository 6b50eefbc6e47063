"""Finds and prints the questions that the verbs of `rejtui practice` are about."""

from typing import Any

from rejection_tui.cli.output import jsonable, say, say_json
from rejection_tui.cli.tables import table
from rejection_tui.domain import day_words
from rejection_tui.domain import filter as finding
from rejection_tui.domain import practice as rules
from rejection_tui.domain.asked import asked
from rejection_tui.domain.ids import short
from rejection_tui.domain.refine import Question
from rejection_tui.services import practice as services
from rejection_tui.services.context import AppContext


def uid_named(context: AppContext, name: str) -> str:
    """Return the uid of a question of the file, or the name of a packaged one."""
    if any(one.id == name for one in services.bank()):
        known = services.bank_uid(name)
        return known if known in context.records.questions else name
    return question_named(context, name).uid


def question_named(context: AppContext, name: str) -> Question:
    """Return the question of the file that `name` means: an id of the bank, the start of a uid, or words of it."""
    asked = name.strip().casefold()
    known = context.records.questions.get(services.bank_uid(asked)) if asked else None
    if known is not None:
        return known
    every = context.records.questions.values()
    hint = "rejtui practice list --all shows them"
    return finding.find_by_words(every, name, lambda q: (q.uid,), lambda q: q.text, hint)


def say_list(context: AppContext, found: "list[Question] | tuple[Question, ...]", as_json: bool) -> None:
    """Print questions as a table, or as JSON Lines."""
    if as_json:
        for question in found:
            say_json(as_object(context, question))
    elif not found:
        say("Nothing here. rejtui practice list --all shows questions to take into practice.")
    else:
        places = asked(context.records)
        where = {q.uid: next((one.short for one in places.get(q.uid, ())), "") for q in found}
        rows = [(short(q.uid), services.type_of(q), q.text, where[q.uid], standing(context, q)) for q in found]
        columns = ("id", "type", "question", "asked at", "state")
        table(rows, columns, prose=("type", "question", "asked at"))


def say_question(context: AppContext, verb: str, question: Question, as_json: bool) -> None:
    """Print what was done with a question, or the question as JSON."""
    say_json(as_object(context, question)) if as_json else say(f"{verb}: {question.text} ({short(question.uid)})")


def as_object(context: AppContext, question: Question) -> dict[str, Any]:
    """Return a question as it is printed in JSON; its shape is `PractisedQuestion`."""
    found: dict[str, Any] = jsonable(question)
    records = context.records
    return found | {
        "rehearsals": services.history(records, question.uid),
        "asked": asked(records).get(question.uid, ()),
        "good": services.good_answer(records, question.uid),
    }


def standing(context: AppContext, question: Question) -> str:
    """Return where a question stands, such as "due today", "next Fri 4 Dec", "done"."""
    now = context.now()
    if question.done is not None:
        return "done"
    if not question.queued:
        return "not in practice"
    day = rules.due_day(question, now)
    return "due" if day <= now.date() else f"next {day_words.day(day, now)}"
