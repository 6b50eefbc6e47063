"""`rejtui report read`: the comments of a mentor on a report, back from the file."""

from pathlib import Path

import click

from rejection_tui.cli.context import command_context
from rejection_tui.cli.output import counted, say, say_json
from rejection_tui.domain.comments import about
from rejection_tui.domain.ids import short
from rejection_tui.domain.text import clean_line
from rejection_tui.services import comments


@click.group()
def report() -> None:
    """The report for a mentor: read back the comments on it. `rejtui export md` writes it."""


@report.command("read")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--by", metavar="NAME", default="", help="Who made the comments; otherwise the report says it.")
@click.option("--dry-run", is_flag=True, help="Read and show; keep nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per new comment.")
@click.pass_obj
def read(db: Path | None, file: Path, by: str, dry_run: bool, as_json: bool) -> None:
    """Read a commented report and keep each comment with the rejection and step it stands under.

    A comment is any paragraph or line that the report did not have. The same file twice adds nothing.
    """
    context = command_context(db)
    found = comments.in_file(context, file, by)
    for event in found.new:
        if as_json:
            say_json({"new": not dry_run, "comment": event, "about": about(context.records, event)})
        else:
            say(f"{short(event.rejection)}  {about(context.records, event)}")
            say("\n".join(f"    {line}".rstrip() for line in event.text.splitlines()))
    for text in found.without_place:
        say(f"Under no rejection of your file, so not kept: “{clean_line(text, 200)}”", err=True)
    count = 0 if dry_run or not found.new else comments.keep(context, found.new, found.by)
    say(_summary(found, count, dry_run), err=as_json)


def _summary(found: comments.FoundComments, count: int, dry_run: bool) -> str:
    by = f" of {found.by}" if found.by else ""
    knew = f" Knew {counted(found.known, 'comment')} already." if found.known else ""
    if dry_run:
        return f"{counted(len(found.new), 'new comment')}{by}; nothing was kept.{knew}"
    if not count:
        return f"No new comment in it.{knew}"
    return f"Kept {counted(count, 'comment')}{by}.{knew} rejtui undo takes it back."
