"""`rejtui practice`: interview questions in the shell."""

from pathlib import Path
from typing import Any

import click

from rejection_tui.cli import naming
from rejection_tui.cli.context import command_context
from rejection_tui.cli.output import jsonable, say, say_json
from rejection_tui.cli.tables import table
from rejection_tui.domain import day_words
from rejection_tui.domain import filter as finding
from rejection_tui.domain import practice as rules
from rejection_tui.domain.ids import short
from rejection_tui.domain.refine import Question, Rating
from rejection_tui.services import practice as services
from rejection_tui.services import rejections
from rejection_tui.services.context import AppContext

_JSON = click.option("--json", "as_json", is_flag=True, help="Print the question as JSON.")


@click.group()
def practice() -> None:
    """Interview questions: list them, see what is due, add one, and log how a rehearsal went."""


@practice.command("list")
@click.option("--all", "everything", is_flag=True, help="The packaged questions too, by their names.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per question.")
@click.pass_obj
def list_questions(db: Path | None, everything: bool, as_json: bool) -> None:
    """List the questions in practice, with where each stands."""
    context = command_context(db)
    found = sorted(context.records.questions.values(), key=lambda q: (not q.queued, q.type, q.created, q.uid))
    _list(context, found, as_json)
    if not everything:
        return
    known = {question.uid for question in found}
    for one in services.bank():
        if services.bank_uid(one.id) not in known:
            say_json(one) if as_json else say(f"{one.id:<28}{one.type}: {one.text}")


@practice.command("due")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per question.")
@click.pass_obj
def due(db: Path | None, as_json: bool) -> None:
    """List what is due to be rehearsed today, the longest waiting first."""
    context = command_context(db)
    _list(context, services.due(context), as_json)


@practice.command("add")
@click.argument("text", nargs=-1, required=True)
@click.option("--type", "type_", default="", help="behavioural, technical, case study, or a word of your own.")
@click.option(
    "--on",
    "name",
    metavar="REJECTION",
    shell_complete=naming.rejections,
    help="The rejection in whose interview it was asked.",
)
@_JSON
@click.pass_obj
def add(db: Path | None, text: tuple[str, ...], type_: str, name: str | None, as_json: bool) -> None:
    """Add a question of your own."""
    context = command_context(db)
    rejection = rejections.find(context, name).uid if name else ""
    source = "asked" if name else "own"
    _say(context, "In practice", services.add_question(context, " ".join(text), type_, rejection, source), as_json)


@practice.command("queue")
@click.argument("name")
@click.option("--off", is_flag=True, help="Take it out of practice; its rehearsals stay.")
@_JSON
@click.pass_obj
def queue(db: Path | None, name: str, off: bool, as_json: bool) -> None:
    """Take a question into practice: the start of its id, words of it, or the name of a packaged one."""
    context = command_context(db)
    uid = _name(context, name)
    if off:
        services.unqueue(context, [uid])
        _say(context, "Out of practice", services.get(context.records, uid), as_json)
    else:
        _say(context, "In practice", services.queue(context, [uid])[0], as_json)


@practice.command("rate")
@click.argument("name")
@click.argument("rating", type=click.Choice([one.value for one in Rating]))
@click.option("--seconds", type=click.IntRange(0, 36_000), default=0, help="How long the answer took.")
@click.option("--notes", default="", help="A few words about it.")
@_JSON
@click.pass_obj
def rate(db: Path | None, name: str, rating: str, seconds: int, notes: str, as_json: bool) -> None:
    """Log a rehearsal, such as: rejtui practice rate 3f2a smooth --seconds 95"""
    context = command_context(db)
    question = services.rehearse(context, _find(context, name).uid, Rating(rating), seconds, notes)
    _say(context, _standing(context, question), question, as_json)


@practice.command("star")
@click.argument("name")
@click.option("--situation", help="Where and when.")
@click.option("--task", help="What was yours to do.")
@click.option("--action", help="What you did.")
@click.option("--result", help="What came of it.")
@_JSON
@click.pass_obj
def star(db: Path | None, /, name: str, as_json: bool, **given: str | None) -> None:
    """Keep notes for the answer to a question: situation, task, action, result. What is left out stays."""
    context = command_context(db)
    old = _find(context, name)
    kept = {"situation": old.situation, "task": old.task, "action": old.action, "result": old.result}
    notes = kept | {field: value for field, value in given.items() if value is not None}
    _say(context, "Notes kept", services.star(context, old.uid, **notes), as_json)


@practice.command("sheet")
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def sheet(db: Path | None, name: str, as_json: bool) -> None:
    """Print a question with a scoring sheet for a friend, as Markdown."""
    context = command_context(db)
    text = services.sheet(context, _name(context, name))
    say_json({"sheet": text}) if as_json else say(text)


@practice.command("delete")
@click.argument("name")
@_JSON
@click.pass_obj
def delete(db: Path | None, name: str, as_json: bool) -> None:
    """Delete a question with its rehearsals; rejtui undo brings it back."""
    context = command_context(db)
    question = _find(context, name)
    services.delete_questions(context, [question.uid])
    _say(context, "Deleted", question, as_json)


def _name(context: AppContext, name: str) -> str:
    """Return the uid of a question of the file, or the name of a packaged one."""
    if any(one.id == name for one in services.bank()):
        known = services.bank_uid(name)
        return known if known in context.records.questions else name
    return _find(context, name).uid


def _find(context: AppContext, name: str) -> Question:
    asked = name.strip().casefold()
    known = context.records.questions.get(services.bank_uid(asked)) if asked else None
    if known is not None:
        return known
    every = context.records.questions.values()
    hint = "rejtui practice list --all shows them"
    return finding.find_by_words(every, name, lambda q: (q.uid,), lambda q: q.text, hint)


def _list(context: AppContext, found: "list[Question] | tuple[Question, ...]", as_json: bool) -> None:
    if as_json:
        for question in found:
            say_json(_object(context, question))
    elif not found:
        say("Nothing here. rejtui practice list --all shows questions to take into practice.")
    else:
        rows = [(short(q.uid), q.type, q.text, _standing(context, q)) for q in found]
        table(rows, ("id", "type", "question", "state"), prose=("type", "question"))


def _say(context: AppContext, verb: str, question: Question, as_json: bool) -> None:
    say_json(_object(context, question)) if as_json else say(f"{verb}: {question.text} ({short(question.uid)})")


def _object(context: AppContext, question: Question) -> dict[str, Any]:
    found: dict[str, Any] = jsonable(question)
    return found | {"rehearsals": services.history(context.records, question.uid)}


def _standing(context: AppContext, question: Question) -> str:
    """Return where a question stands, such as "due today", "next Fri 4 Dec", "done"."""
    now = context.now()
    if question.done is not None:
        return "done"
    if not question.queued:
        return "not in practice"
    day = rules.due_day(question, now)
    return "due" if day <= now.date() else f"next {day_words.day(day, now)}"
