"""The verbs of `rejtui practice` about the answer to a question: all that is known of it, and the notes for it."""

from collections.abc import Iterator
from pathlib import Path

import click

from rejection_tui.cli.context import command_context
from rejection_tui.cli.output import say, say_json
from rejection_tui.cli.practice_questions import as_object, question_named, say_question, standing
from rejection_tui.domain import day_words
from rejection_tui.domain.asked import asked
from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.forms import Part
from rejection_tui.domain.ids import short
from rejection_tui.domain.refine import Question
from rejection_tui.domain.text import clean_line, fold
from rejection_tui.services import practice as services
from rejection_tui.services.context import AppContext

_JSON = click.option("--json", "as_json", is_flag=True, help="Print the question as JSON.")


@click.command()
@click.argument("name")
@_JSON
@click.pass_obj
def show(db: Path | None, name: str, as_json: bool) -> None:
    """Show a question: where it was asked, your notes, how it went, and then what a good answer shows."""
    context = command_context(db)
    question = question_named(context, name)
    if as_json:
        say_json(as_object(context, question))
        return
    say(f"{question.text}  ({short(question.uid)})")
    say("\n".join(_told(context, question)))


def _told(context: AppContext, question: Question) -> Iterator[str]:
    """Yield the lines about a question."""
    now, past = context.now(), services.history(context.records, question.uid)
    yield f"{services.type_of(question)}, {standing(context, question)}"
    for place in asked(context.records).get(question.uid, ()):
        yield f"Asked at {place.words(now)}"
    for label, words in services.notes_of(question):
        yield f"{label}: {words}"
    for one in reversed(past):
        clock = f"{one.seconds} s" if one.seconds else "without a clock"
        by = f"with {one.by}" if one.by else ""
        yield ", ".join(p for p in (day_words.day(one.at, now), one.rating.value, clock, by) if p)
        yield from (f"    {line}" for line in one.notes.splitlines())
    if good := services.good_answer(context.records, question.uid):
        yield f"A good answer shows: {good}"
    elif not past:
        parts = ", ".join(part.label.lower() for part in services.form_of(question))
        yield f"Not rehearsed yet. Answer it aloud first: {parts}."


@click.command()
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
    notes = {field: value for field, value in given.items() if value is not None}
    say_question(context, "Notes kept", services.note(context, question_named(context, name).uid, notes), as_json)


@click.command()
@click.argument("name")
@click.option("--part", "parts", multiple=True, metavar="PART=TEXT", help="A part of the answer; once a part.")
@_JSON
@click.pass_obj
def note(db: Path | None, name: str, parts: tuple[str, ...], as_json: bool) -> None:
    """Keep notes for an answer in the form of its type, such as: rejtui practice note "price a garage"
    --part structure="demand, cost, rivals" --part numbers="200 places". Without --part the parts are listed.
    """
    context = command_context(db)
    question = question_named(context, name)
    form = services.form_of(question)
    if parts:
        notes = dict(_part(form, one) for one in parts)
        say_question(context, "Notes kept", services.note(context, question.uid, notes), as_json)
        return
    if as_json:
        say_json(as_object(context, question))
        return
    say(f"{question.text}  ({services.type_of(question)})")
    for part in form:
        say(f"{part.label}: {getattr(question, part.field) or f'– ({part.hint})'}")


def _part(form: tuple[Part, ...], words: str) -> tuple[str, str]:
    """Return the field and the text of PART=TEXT; a part is named by its label, the start of it, or its field."""
    name, sign, text = words.partition("=")
    typed = fold(name)
    found = [one for one in form if typed and typed in (fold(one.label), one.field)]
    found = found or [one for one in form if typed and fold(one.label).startswith(typed)]
    if len(found) != 1 or not sign:
        known = ", ".join(f"“{one.label.lower()}”" for one in form)
        raise UsageError(f"“{clean_line(words, 40)}” is not PART=TEXT; the parts of this question are {known}.")
    return found[0].field, text
