"""`rejtui practice sheet`: questions for a friend on a sheet, and the sheet back again."""

import sys
from pathlib import Path

import click

from rejection_tui.cli.context import command_context
from rejection_tui.cli.output import counted, say, say_json
from rejection_tui.cli.practice_questions import uid_named
from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.ids import short
from rejection_tui.services import partner_sheets
from rejection_tui.services import practice as services
from rejection_tui.services.context import AppContext
from rejection_tui.services.named_files import read_pipe, write_private


@click.command()
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
    uids = [uid_named(context, name) for name in names]
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
