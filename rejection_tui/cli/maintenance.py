"""`rejtui backup`, `backups`, `restore`, `doctor`, `merge`, `history`, `undo`, `redo`: maintenance of the file."""

import sys
from pathlib import Path

import click

from rejection_tui.cli import naming
from rejection_tui.cli.context import command_context
from rejection_tui.cli.output import counted, say, say_json, with_db
from rejection_tui.domain import day_words
from rejection_tui.domain.errors import NotFound
from rejection_tui.domain.text import clean_line
from rejection_tui.services import history as transactions
from rejection_tui.services import maintenance
from rejection_tui.services.context import AppContext

as_json_option = click.option("--json", "as_json", is_flag=True, help="Print as JSON.")


@click.command()
@as_json_option
@click.pass_obj
def backup(db: Path | None, as_json: bool) -> None:
    """Make a backup now; it is read back before it counts."""
    path = maintenance.backup(command_context(db))
    if as_json:
        say_json({"path": path})
    else:
        say(f"Backed up to {path}, and read back.")


@click.command()
@as_json_option
@click.pass_obj
def backups(db: Path | None, as_json: bool) -> None:
    """List the backups, newest first."""
    context = command_context(db)
    found = maintenance.backups(context)
    if as_json:
        for info in found:
            say_json(info)
        return
    if not found:
        say("No backups yet; the first is made with the first change of a day, or by rejtui backup.")
    for number, info in enumerate(found, 1):
        note = counted(info.rejections or 0, "rejection") if info.ok else "not readable"
        made = day_words.ago_and_day(info.at, context.now())
        say(f"{number:>3}  {made:<34}{info.size // 1024 + 1:>6} kB  {note}  {info.path.name}")


@click.command()
@click.argument("which", metavar="NUMBER|FILE", shell_complete=naming.files)
@click.option("--yes", is_flag=True, help="Do not ask.")
@as_json_option
@click.pass_obj
def restore(db: Path | None, which: str, yes: bool, as_json: bool) -> None:
    """Put a backup back (its number in `rejtui backups`, or its file); the present file is kept as a backup first."""
    context = command_context(db)
    chosen = _backup(context, which)
    question = f"Put back {clean_line(chosen.name)}? The present file is kept as a backup."
    if not yes and not click.confirm(question, err=True):
        say("Nothing was changed.", err=as_json)
        return
    maintenance.restore(context, chosen)
    count = len(context.records.rejections)
    if as_json:
        say_json({"restored": chosen, "rejections": count})
    else:
        say(f"Restored {chosen.name}; the file now holds {counted(count, 'rejection')}.")


def _backup(context: AppContext, which: str) -> Path:
    found = maintenance.backups(context)
    if which.isdecimal() and 0 < int(which) <= len(found):
        return found[int(which) - 1].path
    named = next((i.path for i in found if i.path.name == which), Path(which))
    if not named.is_file():
        raise NotFound(f"there is no backup “{which}”; rejtui backups lists them. Nothing was changed.")
    return named


@click.command()
@click.option("--fix", is_flag=True, help="Repair what can be repaired, after a backup.")
@as_json_option
@click.pass_obj
def doctor(db: Path | None, fix: bool, as_json: bool) -> None:
    """Check the file and explain what is found. Exit code 1 while something is wrong."""
    context = command_context(db)
    if fix:
        for sentence in maintenance.fix(context):
            say(sentence, err=as_json)
    diagnosis = maintenance.doctor(context)
    for finding in diagnosis.findings:
        if as_json:
            say_json(finding)
        else:
            say(f"{finding.level}: {with_db(finding.sentence, db)}")
    if not diagnosis.findings and not as_json:
        say(f"{context.path} is well.")
    sys.exit(1 if any(f.level == "broken" for f in diagnosis.findings) else 0)


@click.command()
@click.argument("other", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would change; change nothing.")
@as_json_option
@click.pass_obj
def merge(db: Path | None, other: Path, dry_run: bool, as_json: bool) -> None:
    """Bring in another copy of the file, or a JSON export.

    By record and field, the newest wins; answers and messages never drop out. Of an export, what is not here is added.
    """
    report = maintenance.merge(command_context(db), other, dry_run)
    if as_json:
        say_json(report)
        return
    for change in report.changes:
        say(change.sentence)
    for note in report.notes:
        say(note)
    say(report.sentence)
    if not report:
        return
    if dry_run:
        say("Nothing was changed.")
    else:
        say("Merged, after a backup. rejtui undo takes it back.")


@click.command()
@click.option("--limit", "-n", type=click.IntRange(min=1), default=30, help="How many.")
@as_json_option
@click.pass_obj
def history(db: Path | None, limit: int, as_json: bool) -> None:
    """List the changes that can be undone, newest first."""
    context = command_context(db)
    found = transactions.entries(context)[:limit]
    for entry in found:
        if as_json:
            say_json(entry)
        else:
            say(
                f"{day_words.ago_and_day(entry.at, context.now()):<34}{entry.label}"
                f"{'  (undone)' if entry.undone else ''}"
            )
    if not found and not as_json:
        say("Nothing has been done yet.")


@click.command()
@as_json_option
@click.pass_obj
def undo(db: Path | None, as_json: bool) -> None:
    """Take back the newest change."""
    label = transactions.undo(command_context(db))
    if as_json:
        say_json({"undone": label})
    else:
        say(f"Undone: {label}")


@click.command()
@as_json_option
@click.pass_obj
def redo(db: Path | None, as_json: bool) -> None:
    """Do again the change undone last."""
    label = transactions.redo(command_context(db))
    if as_json:
        say_json({"redone": label})
    else:
        say(f"Done again: {label}")
