"""`rejtui export`: exports in formats that other programs read."""

import sys
from pathlib import Path

import click

from rejection_tui.cli.context import command_context
from rejection_tui.cli.output import say
from rejection_tui.domain.errors import UsageError
from rejection_tui.services import exports


@click.command()
@click.argument("format", type=click.Choice(list(exports.FORMATS)))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file to write; standard output otherwise.")
@click.option("--force", is_flag=True, help="Replace the file when there is one.")
@click.option("--share-safe", is_flag=True, help="Replace names, addresses and companies; keep the feedback.")
@click.option("--excel", is_flag=True, help="A table that Excel opens with a double click.")
@click.option("--separator", type=click.Choice(list(exports.SEPARATORS)), help="What stands between cells of a table.")
@click.pass_obj
def export(
    db: Path | None,
    format: str,
    output: Path | None,
    force: bool,
    share_safe: bool,
    excel: bool,
    separator: str | None,
) -> None:
    """Export as calendar, address book, table, report or JSON.

    csv, contacts and answers are tables in UTF-8 with commas. For Excel a mark says that it is UTF-8, and semicolons
    stand between cells where your system's language writes decimal commas.
    """
    context = command_context(db)
    if (excel or separator) and format not in exports.TABLES:
        raise UsageError(f"--excel and --separator are for tables: {', '.join(exports.TABLES)}. Nothing was written.")
    between = exports.SEPARATORS[separator] if separator else ""
    if output is not None:
        written = exports.write(context, format, output, force, share_safe, excel, between)
        say(f"Written to {written}.", err=True)
        return
    sys.stdout.buffer.write(exports.render(context, format, share_safe, excel, between))
    sys.stdout.buffer.flush()
