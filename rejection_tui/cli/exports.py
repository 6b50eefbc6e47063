"""`rejtui export`: exports in formats that other programs read."""

import sys
from pathlib import Path

import click

from rejection_tui.cli.context import command_context
from rejection_tui.cli.output import say
from rejection_tui.services import exports


@click.command()
@click.argument("format", type=click.Choice(list(exports.FORMATS)))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file to write; standard output otherwise.")
@click.option("--force", is_flag=True, help="Replace the file when there is one.")
@click.option("--share-safe", is_flag=True, help="Replace names, addresses and companies; keep the feedback.")
@click.pass_obj
def export(db: Path | None, format: str, output: Path | None, force: bool, share_safe: bool) -> None:
    """Export as calendar, address book, table, report or JSON."""
    context = command_context(db)
    if output is not None:
        say(f"Written to {exports.write(context, format, output, force, share_safe)}.", err=True)
        return
    sys.stdout.buffer.write(exports.render(context, format, share_safe))
    sys.stdout.buffer.flush()
