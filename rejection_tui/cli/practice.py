"""`rejtui practice`: interview questions in the shell."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from rejection_tui.cli import naming
from rejection_tui.cli.context import command_context
from rejection_tui.cli.output import counted, jsonable, say, say_json
from rejection_tui.cli.tables import table
from rejection_tui.domain import day_words
from rejection_tui.domain import filter as finding
from rejection_tui.domain import practice as rules
from rejection_tui.domain.asked import asked
from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.forms import Part
from rejection_tui.domain.ids import short
from rejection_tui.domain.refine import Question, Rating
from rejection_tui.domain.text import clean_line, fold
from rejection_tui.services import partner_sheets, rejections
from rejection_tui.services import practice as services
from rejection_tui.services.context import AppContext
from rejection_tui.services.named_files import read_pipe, write_private

_JSON = click.option("--json", "as_json", is_flag=True, help="Print the question as JSON.")


@click.group()
def practice() -> None:
    """Interview questions: list them, see what is due, add one, and log how a rehearsal went."""


@practice.command("list")
@click.option("--all", "everything", is_flag=True, help="The packaged questions too, by their names.")
@click.option(
    "--for", "name", metavar="REJECTION", shell_complete=naming.rejections, help="Packaged ones for what they named."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per question.")
@click.pass_obj
def list_questions(db: Path | None, everything: bool, name: str | None, as_json: bool) -> None:
    """List the questions in practice, and where each has got to.

    With --for it lists packaged ones: of the type that the answers to a rejection named, and of the trade of its role.
    """
    context = command_context(db)
    if name is not None:
        about = rejections.find(context, name)
        themes = [theme for one in context.records.feedback_of(about.uid) for theme in one.themes]
        proposed = services.proposals(themes, about.role)
        for one in proposed:
            _say_packaged(one, as_json)
        if not proposed and not as_json:
            say(f"No answer of {about.company} names what to practise. rejtui practice list --all shows all questions.")
        return
    found = sorted(context.records.questions.values(), key=lambda q: (not q.queued, q.type, q.created, q.uid))
    _list(context, found, as_json)
    if not everything:
        return
    known = {question.uid for question in found}
    for one in services.bank():
        if services.bank_uid(one.id) not in known:
            _say_packaged(one, as_json)


def _say_packaged(one: services.BankQuestion, as_json: bool) -> None:
    sort = ", ".join(part for part in (one.type, *one.trades) if part)
    say_json(one) if as_json else say(f"{one.id:<28}{sort}: {one.text}")


@practice.command("due")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per question.")
@click.pass_obj
def due(db: Path | None, as_json: bool) -> None:
    """List what is due to be rehearsed today, the longest waiting first."""
    context = command_context(db)
    _list(context, services.due(context), as_json)


@practice.command("add")
@click.argument("text", nargs=-1, required=True)
@click.option(
    "--type", "type_", default="", help="behavioural, technical, case study, salary …, or a word of your own."
)
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


@practice.command("edit")
@click.argument("name")
@click.option("--text", metavar="WORDS", help="The question in other words.")
@click.option("--type", "type_", metavar="TYPE", help="Its type, which gives the form of the answer.")
@click.option(
    "--on",
    "asked_at",
    metavar="REJECTION",
    shell_complete=naming.rejections,
    help="Where it was asked; '' for nowhere.",
)
@_JSON
@click.pass_obj
def edit(db: Path | None, name: str, text: str | None, type_: str | None, asked_at: str | None, as_json: bool) -> None:
    """Change the words or the type of a question of your own, or where it was asked."""
    context = command_context(db)
    question = _find(context, name)
    about = rejections.find(context, asked_at).uid if asked_at else asked_at
    _say(context, "Changed", services.edit_question(context, question.uid, text, type_, about), as_json)


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
@click.option(
    "--seconds", type=click.IntRange(0, 36_000), help="How long the answer took; leave it out without a clock."
)
@click.option("--notes", default="", help="A few words about it.")
@_JSON
@click.pass_obj
def rate(db: Path | None, name: str, rating: str, seconds: int | None, notes: str, as_json: bool) -> None:
    """Log a rehearsal, such as: rejtui practice rate 3f2a smooth --seconds 95

    Then what a good answer shows is printed, to compare it with yours. Under fifteen seconds nothing is counted.
    """
    context = command_context(db)
    question = services.rehearse(context, _find(context, name).uid, Rating(rating), seconds, notes)
    _say(context, _standing(context, question), question, as_json)
    good = services.good_answer(context.records, question.uid)
    if good and not as_json:
        say(f"A good answer shows: {good}")


@practice.command("show")
@click.argument("name")
@_JSON
@click.pass_obj
def show(db: Path | None, name: str, as_json: bool) -> None:
    """Show a question: where it was asked, your notes, how it went, and then what a good answer shows."""
    context = command_context(db)
    question = _find(context, name)
    if as_json:
        say_json(_object(context, question))
        return
    say(f"{question.text}  ({short(question.uid)})")
    say("\n".join(_told(context, question)))


def _told(context: AppContext, question: Question) -> Iterator[str]:
    """Yield the lines about a question."""
    now, past = context.now(), services.history(context.records, question.uid)
    yield f"{services.type_of(question)}, {_standing(context, question)}"
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
    notes = {field: value for field, value in given.items() if value is not None}
    _say(context, "Notes kept", services.note(context, _find(context, name).uid, notes), as_json)


@practice.command("note")
@click.argument("name")
@click.option("--part", "parts", multiple=True, metavar="PART=TEXT", help="A part of the answer; once a part.")
@_JSON
@click.pass_obj
def note(db: Path | None, name: str, parts: tuple[str, ...], as_json: bool) -> None:
    """Keep notes for an answer in the form of its type, such as: rejtui practice note "price a garage"
    --part structure="demand, cost, rivals" --part numbers="200 places". Without --part the parts are listed.
    """
    context = command_context(db)
    question = _find(context, name)
    form = services.form_of(question)
    if parts:
        notes = dict(_part(form, one) for one in parts)
        _say(context, "Notes kept", services.note(context, question.uid, notes), as_json)
        return
    if as_json:
        say_json(_object(context, question))
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


@practice.command("sheet")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--due", "due_ones", is_flag=True, help="Put on it what is due today.")
@click.option("-o", "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write it to this new file.")
@click.option("--read", "back", metavar="FILE", help="Read a sheet that came back; - for a pipe.")
@click.option("--by", metavar="NAME", default="", help="Who listened; otherwise the sheet says it.")
@click.option("--dry-run", is_flag=True, help="With --read: show what it says, keep nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def sheet(
    db: Path | None,
    names: tuple[str, ...],
    due_ones: bool,
    out: Path | None,
    back: str | None,
    by: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Print a sheet with questions for a friend, as Markdown; --read takes it back, filled in.

    What the friend marked becomes a rehearsal with notes and name. A sheet counts once, however often it is read.
    """
    context = command_context(db)
    if back is not None:
        if names or due_ones or out:
            raise UsageError("--read takes the sheet alone, without questions or --out. Nothing was read.")
        _read_back(context, back, by, dry_run, as_json)
        return
    uids = [_name(context, name) for name in names]
    uids += [one.uid for one in services.due(context)] if due_ones else []
    if not uids:
        raise UsageError("Name a question, or --due for all that is due. rejtui practice list --all shows them.")
    text = partner_sheets.write(context, uids)
    if out is not None:
        write_private(context, out, text.encode("utf-8"))
        say(f"Written: {out}. When it comes back: rejtui practice sheet --read {out.name}", err=as_json)
    if as_json:
        say_json({"sheet": text})
    elif out is None:
        say(text)


def _read_back(context: AppContext, name: str, by: str, dry_run: bool, as_json: bool) -> None:
    if name == "-":
        found = partner_sheets.in_bytes(context, read_pipe(sys.stdin.buffer), by)
    else:
        found = partner_sheets.in_file(context, Path(name), by)
    for one in found.new:
        if as_json:
            say_json({"new": not dry_run, "question": one.question, "rehearsal": one.rehearsal})
        else:
            say(f"{one.rehearsal.rating.value}: {one.question}  ({short(one.rehearsal.question)})")
            say("".join(f"    {line}\n" for line in one.rehearsal.notes.splitlines()).rstrip("\n") or "    (no notes)")
    for problem in found.problems:
        say(problem, err=True)
    if found.new and not dry_run:
        partner_sheets.keep(context, found.new, found.by)
    say(_summary(found, dry_run), err=as_json)


def _summary(found: partner_sheets.FoundSheet, dry_run: bool) -> str:
    by = f" of {found.by}" if found.by else ""
    knew = f" Knew {counted(found.known, 'rehearsal')} already." if found.known else ""
    if not found.new:
        return f"No new rehearsal in it.{knew}"
    count = counted(len(found.new), "rehearsal")
    return f"{count}{by}; nothing was kept.{knew}" if dry_run else f"Kept {count}{by}.{knew} rejtui undo takes it back."


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
        places = asked(context.records)
        where = {q.uid: next((one.short for one in places.get(q.uid, ())), "") for q in found}
        rows = [(short(q.uid), services.type_of(q), q.text, where[q.uid], _standing(context, q)) for q in found]
        columns = ("id", "type", "question", "asked at", "state")
        table(rows, columns, prose=("type", "question", "asked at"))


def _say(context: AppContext, verb: str, question: Question, as_json: bool) -> None:
    say_json(_object(context, question)) if as_json else say(f"{verb}: {question.text} ({short(question.uid)})")


def _object(context: AppContext, question: Question) -> dict[str, Any]:
    found: dict[str, Any] = jsonable(question)
    records = context.records
    return found | {
        "rehearsals": services.history(records, question.uid),
        "asked": asked(records).get(question.uid, ()),
        "good": services.good_answer(records, question.uid),
    }


def _standing(context: AppContext, question: Question) -> str:
    """Return where a question stands, such as "due today", "next Fri 4 Dec", "done"."""
    now = context.now()
    if question.done is not None:
        return "done"
    if not question.queued:
        return "not in practice"
    day = rules.due_day(question, now)
    return "due" if day <= now.date() else f"next {day_words.day(day, now)}"
