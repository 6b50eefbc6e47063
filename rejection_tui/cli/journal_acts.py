"""`rejtui journal`: the answers kept, what they point at, and what is learned because of them."""

from collections.abc import Sequence
from pathlib import Path

import click

from rejection_tui.cli import naming
from rejection_tui.cli.context import command_context
from rejection_tui.cli.days import day_ahead
from rejection_tui.cli.output import say, say_json
from rejection_tui.cli.tables import table
from rejection_tui.domain import day_words
from rejection_tui.domain.errors import Refused, UsageError
from rejection_tui.domain.feedback import Feedback, Gap, NamedGap, with_gaps
from rejection_tui.domain.ids import short
from rejection_tui.domain.text import clean_line
from rejection_tui.services import journal as services
from rejection_tui.services import refine
from rejection_tui.services.context import AppContext

_NAME = click.argument("name", metavar="ANSWER", shell_complete=naming.answers)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print as JSON.")


@click.group()
def journal() -> None:
    """The answers to your requests for feedback; `rejtui answer` records one.

    ANSWER is the company, a few words of the answer, or the start of its id.
    """


@journal.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per answer.")
@click.pass_obj
def list_answers(db: Path | None, as_json: bool) -> None:
    """List the answers, the newest first."""
    context = command_context(db)
    found = services.newest_first(context.records)
    if as_json:
        for one in found:
            say_json(one)
        return
    if not found:
        say("No answers yet; rejtui answer REJECTION FILE records one.")
        return
    rows = [
        (
            short(one.uid),
            day_words.day(one.received, context.now()),
            _company(context, one),
            one.gap_words,
            clean_line(one.quote or one.verbatim, 200),
        )
        for one in found
    ]
    table(rows, ("id", "day", "company", "points at", "in their words"), prose=("company", "in their words"))


@journal.command()
@_NAME
@click.argument("gap", type=click.Choice([one.value for one in Gap]))
@click.option("--also", is_flag=True, help="One more gap, beside those it has.")
@click.option("--theme", "themes", multiple=True, metavar="WORDS", help="What it is about, in your words.")
@click.option("--quote", default="", metavar="WORDS", help="The words of the answer that name it.")
@click.option("--plan", default="", metavar="WORDS", help="What you will do about it.")
@click.option("--by", default="", metavar="DAY", help="By when, such as “in 3 weeks”.")
@_JSON
@click.pass_obj
def gap(
    db: Path | None,
    name: str,
    gap: str,
    also: bool,
    themes: tuple[str, ...],
    quote: str,
    plan: str,
    by: str,
    as_json: bool,
) -> None:
    """Say what an answer points at; what step 3 asks for follows from it.

    Of a gap that it has, the theme, words, plan or day are changed. What is not given is taken from the answer.
    """
    context = command_context(db)
    entry = services.find(context.records, name)
    day = day_ahead(context, by) if by else None
    if day is not None and day < context.now().date():
        raise UsageError("That day is past; choose one to come. Nothing was changed.")
    if quote and not services.is_verbatim(quote, entry.verbatim):
        raise UsageError("These words are not in the answer; a quote is word for word. Nothing was changed.")
    gaps = services.with_gap(entry, NamedGap(Gap(gap), themes, quote, plan, day), also)
    _classify(context, entry, gaps, as_json)


@journal.command()
@_NAME
@_JSON
@click.pass_obj
def read(db: Path | None, name: str, as_json: bool) -> None:
    """Take the gaps that the program reads in an answer, instead of those it has; each gets its action."""
    context = command_context(db)
    entry = services.find(context.records, name)
    gaps = services.proposed_gaps(services.propose(entry.verbatim))
    if not gaps:
        raise Refused("No gap stands out in that answer; rejtui journal gap names one. Nothing was changed.")
    _classify(context, entry, gaps, as_json)


@journal.command()
@_NAME
@_JSON
@click.pass_obj
def accept(db: Path | None, name: str, as_json: bool) -> None:
    """Record that you accept an answer without argument."""
    context = command_context(db)
    new = services.accept(context, services.find(context.records, name).uid)
    _say(context, new, "accepted without argument", as_json)


@journal.command()
@_NAME
@click.argument("what", nargs=-1, required=True)
@click.option("--by", metavar="DAY", default="in 2 weeks", show_default=True, help="The day to have learned it.")
@_JSON
@click.pass_obj
def learn(db: Path | None, name: str, what: tuple[str, ...], by: str, as_json: bool) -> None:
    """Plan what to learn because of an answer, such as: rejtui journal learn acme One Airflow course --by "1 March"

    What was planned before and is not done yet is changed.
    """
    context = command_context(db)
    entry, due = services.find(context.records, name), day_ahead(context, by)
    made = refine.plan_learning(context, entry.uid, " ".join(what), due)
    if as_json:
        say_json(made)
    else:
        say(f"To learn by {day_words.day(due, context.now())}: {made.title}. rejtui undo takes it back.")


@journal.command()
@_NAME
@_JSON
@click.pass_obj
def delete(db: Path | None, name: str, as_json: bool) -> None:
    """Delete an answer and the open work it caused."""
    context = command_context(db)
    entry = services.find(context.records, name)
    services.delete(context, entry.uid)
    _say(context, entry, "deleted", as_json)


def _say(context: AppContext, entry: Feedback, done: str, as_json: bool) -> None:
    if as_json:
        say_json(entry)
    else:
        say(f"The answer of {_company(context, entry)}, {done}. rejtui undo takes it back.")


def _classify(context: AppContext, entry: Feedback, gaps: Sequence[NamedGap], as_json: bool) -> None:
    """Name the gaps of an answer, and say so; raise `Refused` when it has just these."""
    if with_gaps(entry, gaps) == entry:
        raise Refused(f"That answer points at {entry.gap_words} already. Nothing was changed.")
    new = services.classify(context, entry.uid, *gaps)
    _say(context, new, f"points at: {new.gap_words}", as_json)


def _company(context: AppContext, entry: Feedback) -> str:
    about = context.records.rejections.get(entry.rejection)
    return about.company if about else "a rejection that was deleted"
