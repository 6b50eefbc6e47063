"""`rejtui add`, `list`, `show`, `archive`: rejections in the shell."""

import sys
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import click

from rejection_tui.cli import naming
from rejection_tui.cli.context import command_context
from rejection_tui.cli.output import PLAIN, counted, jsonable, say, say_json
from rejection_tui.cli.tables import table
from rejection_tui.cli.telling import Teller
from rejection_tui.domain import day_words
from rejection_tui.domain import filter as finding
from rejection_tui.domain.agenda.places import places_of
from rejection_tui.domain.comments import comments
from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.ids import short
from rejection_tui.domain.marks import STEP_MARKS
from rejection_tui.domain.meanings import Meaning, of_day
from rejection_tui.domain.near_days import typed_moment
from rejection_tui.domain.progress import status_line, step_states
from rejection_tui.domain.rejection import Rejection, RejectionKind, Stage
from rejection_tui.domain.silence import is_unanswered, weeks_words
from rejection_tui.domain.text import clean_line
from rejection_tui.services import agenda, letters, named_files, rejections
from rejection_tui.services.context import AppContext


@click.command()
@click.option(
    "--letter",
    "-l",
    metavar="FILE",
    shell_complete=naming.files,
    help="Read the fields from this letter; - reads standard input.",
)
@click.option("--company", "-c", help="Who said no.")
@click.option("--role", "-r", help="The job applied for.")
@click.option(
    "--received", help="The date of the letter: 2026-11-24, yesterday, 3 days ago. Default: the letter's, or today."
)
@click.option("--applied", help="The day of the application.")
@click.option("--stage", type=click.Choice([s.value for s in Stage]), help="How far it had come.")
@click.option("--kind", type=click.Choice([k.value for k in RejectionKind]), help="Who ended it.")
@click.option(
    "--no-answer", is_flag=True, help="An application without an answer yet; --applied says when you sent it."
)
@click.option("--recruiter", help="Who wrote.")
@click.option("--email", help="Their address.")
@click.option("--link", help="The posting.")
@click.option("--notes", help="Anything to remember.")
@click.option("--json", "as_json", is_flag=True, help="Print the record as JSON.")
@click.pass_obj
def add(db: Path | None, /, letter: str | None, as_json: bool, no_answer: bool, **given: str | None) -> None:
    """Add one rejection by hand, or from a letter with corrections; or an application that nobody has answered."""
    context = command_context(db)
    if no_answer:
        given["kind"] = RejectionKind.NO_ANSWER
    entry = _entry(context, letter, given)
    rejection = rejections.add(context, entry)
    if as_json:
        say_json(_object(context, rejection))
    else:
        say(f"Filed {rejection.company}{', ' + rejection.role if rejection.role else ''} as {short(rejection.uid)}.")
        if is_unanswered(rejection):
            say(f"Without a word for {weeks_words(context.rules.silence_weeks)}, one polite question is due.")
            return
        advice = rejections.advice(context, rejection.uid)
        say(f"Should I reply? {advice.advice.capitalize()}. {advice.reason}")


def _read_letter(letter: str) -> bytes:
    if letter == "-":
        return named_files.read_pipe(sys.stdin.buffer)
    return named_files.read(Path(letter), "Nothing was filed.")


def _entry(context: AppContext, letter: str | None, given: dict[str, str | None]) -> letters.Entry:
    now = context.now()
    if letter is not None:
        data = _read_letter(letter)
        source = "stdin" if letter == "-" else Path(letter).name
        batch = letters.read_bytes(data, source, context.records.memory, whole=True)
        if len(batch.readings) != 1:
            raise UsageError(
                f"{letter} holds {counted(len(batch.readings), 'letter')}; use rejtui import for more than one."
            )
        entry = letters.entry_of(batch.readings[0], now)
    elif given["company"]:
        entry = letters.Entry(given["company"], "", now)
    else:
        raise UsageError("name a company with --company, or a letter with --letter. Nothing was filed.")
    names = {"company": "company", "role": "role", "recruiter": "recruiter_name", "email": "recruiter_email"}
    changes: dict[str, Any] = {field: given[o] for o, field in names.items() if given[o]}
    changes |= {o: given[o] for o in ("link", "notes") if given[o]}
    if given["stage"]:
        changes["stage"] = Stage(given["stage"])
    if given["kind"]:
        changes["kind"] = RejectionKind(given["kind"])
    if given["received"]:
        changes["received"] = typed_moment(given["received"], now, context.date_order)
    if given["applied"]:
        changes["applied"] = typed_moment(given["applied"], now, context.date_order).date()
    return _as_sent(replace(entry, **changes), letter is None and not given["received"], now)


def _as_sent(entry: letters.Entry, undated: bool, now: datetime) -> letters.Entry:
    """Return an entry for which, without an answer or another word from them, the day it was sent counts."""
    if entry.kind is not RejectionKind.NO_ANSWER or not undated:
        return entry
    sent = entry.applied or now.date()
    received = now if sent >= now.date() else datetime.combine(sent, time(12), now.tzinfo)
    return replace(entry, received=received, applied=sent)


@click.command("list")
@click.argument("words", nargs=-1, shell_complete=naming.words)
@click.option("--all", "everything", is_flag=True, help="Archived ones too.")
@PLAIN
@click.option("--json", "as_json", is_flag=True, help="One JSON object per rejection.")
@click.pass_obj
def list_rejections(db: Path | None, words: tuple[str, ...], everything: bool, plain: bool, as_json: bool) -> None:
    """List the rejections, newest first; WORDS filter them."""
    context = command_context(db)
    query = " ".join(words)
    found = [
        r
        for r in context.records.inbox(everything)
        if finding.matches(query, r.company, r.role, r.stage.label, r.recruiter_name, r.kind.label)
    ]
    if as_json:
        due = agenda.due_days(context.records, agenda.agenda(context), context.now())
        for rejection in found:
            say_json(_object(context, rejection) | {"due": due.get(rejection.uid)})
    elif found and plain:
        teller = Teller(context)
        for rejection in found:
            say(clean_line(teller.in_one_line(rejection)))
    elif found:
        _list_in_columns(context, found)
    elif query:
        say("Nothing matches.")
    else:
        say("Nothing here yet. rejtui add, or rejtui import PATH, brings the first one in.")


def _list_in_columns(context: AppContext, found: list[Rejection]) -> None:
    due = agenda.due_days(context.records, agenda.agenda(context), context.now())
    rows = [
        (
            short(r.uid),
            r.company,
            r.role,
            r.kind.label if is_unanswered(r) else r.stage.label,
            day_words.day(r.received, context.now()),
            _marks(context, r),
            status_line(context.records, r.uid, context.now()),
            _due(due.get(r.uid), context.now().date()) if not r.archived else "",
        )
        for r in found
    ]
    heads = ("id", "company", "role", "stage", "date", "steps", "where it stands", "due")
    table(rows, heads, prose=("company", "role", "where it stands"))


def _due(day: date | None, today: date) -> str:
    """Return the mark and the words of what is due or comes within a week, as the dashboard has them."""
    meaning = of_day(day, today) if day else None
    if day is None or meaning is None or meaning is Meaning.WAITING:
        return ""
    return f"{meaning.mark} {day_words.due_word(day, today)}"


def _marks(context: AppContext, rejection: Rejection) -> str:
    return "".join(STEP_MARKS[s] for s in step_states(context.records, rejection.uid).values())


def _object(context: AppContext, rejection: Rejection) -> dict[str, object]:
    states = step_states(context.records, rejection.uid)
    result = dict(jsonable(rejection))
    result["steps"] = {str(n): s.value for n, s in states.items()}
    result["status"] = status_line(context.records, rejection.uid, context.now())
    return result


@click.command()
@click.argument("name", shell_complete=naming.rejections)
@click.option("--letter", is_flag=True, help="The letter too.")
@PLAIN
@click.option("--json", "as_json", is_flag=True, help="Everything about it as one JSON object.")
@click.pass_obj
def show(db: Path | None, name: str, letter: bool, plain: bool, as_json: bool) -> None:
    """Show one rejection; NAME is the beginning of its id or of its company."""
    context = command_context(db)
    rejection = rejections.find(context, name)
    if as_json:
        say_json(_full_object(context, rejection))
        return
    for line in Teller(context, marks=not plain).whole(rejection):
        say(line)
    text = context.records.letters.get(rejection.letter)
    if letter and text is not None:
        say(f"\n{text.subject}\n\n{text.body}")
        for number, link in enumerate(text.links, 1):
            say(f"{'Links' if number == 1 else '':<6} {link}")
        if text.attachments:
            say(f"Files  {', '.join(text.attachments)}")


def _full_object(context: AppContext, rejection: Rejection) -> dict[str, object]:
    records = context.records
    return _object(context, rejection) | {
        "advice": rejections.advice(context, rejection.uid),
        "actions": records.actions_of(rejection.uid),
        "places": places_of(records, rejection, context.now(), context.rules),
        "drafts": records.drafts_of(rejection.uid),
        "feedback": records.feedback_of(rejection.uid),
        "comments": comments(records, rejection.uid),
        "letter_text": records.letters.get(rejection.letter),
    }


@click.command()
@click.argument("names", nargs=-1, required=True, shell_complete=naming.rejections)
@click.option("--back", is_flag=True, help="Bring back instead.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per rejection.")
@click.pass_obj
def archive(db: Path | None, names: tuple[str, ...], back: bool, as_json: bool) -> None:
    """Put rejections out of sight; nothing of them is lost."""
    context = command_context(db)
    chosen = [rejections.find(context, name) for name in names]
    rejections.archive(context, [r.uid for r in chosen], not back)
    if as_json:
        for one in chosen:
            say_json(_object(context, rejections.get(context.records, one.uid)))
        return
    say(f"{'Brought back' if back else 'Archived'} {', '.join(r.company for r in chosen)}. rejtui undo takes it back.")
