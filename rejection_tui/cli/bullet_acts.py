"""The verbs of `rejtui cv` that keep a list of lines, each with its old and its new wording."""

import sys
from pathlib import Path

import click

from rejection_tui.cli import naming
from rejection_tui.cli.context import command_context
from rejection_tui.cli.output import counted, say, say_json
from rejection_tui.cli.tables import table
from rejection_tui.domain.errors import Refused, UsageError
from rejection_tui.domain.ids import short
from rejection_tui.domain.refine import Bullet
from rejection_tui.services import journal, named_files
from rejection_tui.services import refine as services

_NAME = click.argument("name", metavar="LINE", shell_complete=naming.bullets)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print as JSON.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), shell_complete=naming.files)
@click.option("--all", "everything", is_flag=True, help="Lines the checks would leave as they are, too.")
@click.option("--for", "answer", metavar="ANSWER", shell_complete=naming.answers, help="The answer they respond to.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per new line.")
@click.pass_obj
def queue(db: Path | None, file: Path, everything: bool, answer: str | None, as_json: bool) -> None:
    """Put the lines of a CV that the checks would change on your list; - reads lines from standard input."""
    context = command_context(db)
    entry = journal.find(context.records, answer) if answer else None
    found = _read(file)
    chosen = found if everything else services.to_rewrite(found)
    if not chosen:
        raise Refused("The checks would leave every line as it is; --all takes them. Nothing was added.")
    source = "" if str(file) == "-" else file.name
    links = (entry.uid, entry.rejection) if entry else ("", "")
    made = services.queue_bullets(context, chosen, *links, source)
    for one in made if as_json else ():
        say_json(one)
    known = len(chosen) - len(made)
    there = f" {counted(known, 'line')} {'was' if known == 1 else 'were'} there before." if known else ""
    undo = " rejtui undo takes it back." if made else ""
    say(f"{counted(len(made), 'line')} added to your list.{there}{undo}", err=as_json)


def _read(file: Path) -> tuple[services.CvLine, ...]:
    is_piped = str(file) == "-"
    if not is_piped:
        read = services.read_cv(file)
        if read.unread:
            say(services.not_read(read.unread), err=True)
        return read.lines
    found = services.read_piped(named_files.read_pipe(sys.stdin.buffer))
    if not found:
        raise UsageError("There are no lines of a CV in there. Nothing was added.")
    return found


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line.")
@click.pass_obj
def list_bullets(db: Path | None, as_json: bool) -> None:
    """List the lines on your list, in the order of the CV."""
    context = command_context(db)
    found = services.bullets(context.records)
    if as_json:
        for one in found:
            say_json(one)
    elif not found:
        say("No line is on your list yet; rejtui cv queue FILE reads a CV.")
    else:
        rows = [(short(one.uid), one.state, one.before, one.after) for one in found]
        table(rows, ("id", "state", "line", "new line"), prose=("line", "new line"))


@click.command()
@_NAME
@_JSON
@click.pass_obj
def suggest(db: Path | None, name: str, as_json: bool) -> None:
    """Print the line as it is and what to ask yourself about it; it changes nothing."""
    context = command_context(db)
    one = services.find_bullet(context.records, name)
    found = services.suggest(one.after or one.before, services.cv_language(context.records))
    if as_json:
        say_json({"bullet": one.uid, "suggestion": found.line, "asks": found.asks, "ideas": found.ideas})
        return
    say(found.line)
    for ask in found.asks:
        say(f"  {ask}")
    if found.ideas:
        say(f"  Verbs that fit: {', '.join(found.ideas)}.")
    if not found.asks:
        say("There is nothing to ask about this line.", err=True)


@click.command()
@_NAME
@click.argument("words", nargs=-1, required=True)
@_JSON
@click.pass_obj
def rewrite(db: Path | None, name: str, words: tuple[str, ...], as_json: bool) -> None:
    """Save a new wording of a line; the old one is kept beside it."""
    context = command_context(db)
    text = " ".join(words)
    if not text.strip():
        raise UsageError("Say the new line; nothing was changed.")
    new = services.rewrite(context, services.find_bullet(context.records, name).uid, text)
    _say(new, "Kept", as_json)
    for finding in services.check_bullet(new.after, services.cv_language(context.records)):
        if finding.speaks_against:
            say(f"{finding.message} {finding.instead}".rstrip(), err=True)


@click.command()
@_NAME
@click.option("--undo", "back", is_flag=True, help="Take it up again.")
@_JSON
@click.pass_obj
def finish(db: Path | None, name: str, back: bool, as_json: bool) -> None:
    """Call a line finished; the step it was for is ticked."""
    context = command_context(db)
    uid = services.find_bullet(context.records, name).uid
    if back:
        _say(services.reopen(context, uid), "Taken up again", as_json)
    else:
        _say(services.finish(context, uid), "Finished", as_json)


@click.command()
@_NAME
@click.argument("answer", required=False, shell_complete=naming.answers)
@click.option("--off", is_flag=True, help="It responds to none.")
@_JSON
@click.pass_obj
def link(db: Path | None, name: str, answer: str | None, off: bool, as_json: bool) -> None:
    """Say which answer of the journal a line responds to."""
    context = command_context(db)
    if (answer is None) is not off:
        raise UsageError("Name an answer, or --off. Nothing was changed.")
    uid = services.find_bullet(context.records, name).uid
    new = services.link_bullet(context, uid, journal.find(context.records, answer).uid if answer else "")
    _say(new, "Linked" if answer else "Linked to no answer", as_json)


@click.command()
@click.argument("names", metavar="LINE...", nargs=-1, required=True, shell_complete=naming.bullets)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line deleted.")
@click.pass_obj
def delete(db: Path | None, names: tuple[str, ...], as_json: bool) -> None:
    """Take lines off your list; rejtui undo brings them back."""
    context = command_context(db)
    chosen = [services.find_bullet(context.records, name) for name in names]
    services.delete_bullets(context, [one.uid for one in chosen])
    for one in chosen:
        _say(one, "Deleted", as_json)


@click.command()
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The file to write: .md, or .json for JSON Resume."
)
@click.option("--force", is_flag=True, help="Replace the file when there is one.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per finished line.")
@click.pass_obj
def export(db: Path | None, output: Path | None, force: bool, as_json: bool) -> None:
    """Print the finished lines as Markdown, or write them to a file."""
    context = command_context(db)
    if as_json and output is not None:
        raise UsageError("--json prints; -o takes a name that ends in .md or .json. Nothing was written.")
    if not (found := services.finished(context.records)):
        raise Refused("No line is finished yet; rejtui cv finish LINE finishes one.")
    for one in found if as_json else ():
        say_json(one)
    if output is not None:
        say(f"Written to {services.write_finished(context, output, force)}.", err=True)
    elif not as_json:
        say(services.bullets_markdown(context.records).rstrip("\n"))


def _say(one: Bullet, done: str, as_json: bool) -> None:
    say_json(one) if as_json else say(f"{done}: {one.after or one.before} ({short(one.uid)})")


ACTS = (queue, list_bullets, suggest, rewrite, finish, link, delete, export)
