"""The application context of the commands that print; notices about the file are printed when they end."""

from pathlib import Path

import click

from rejection_tui.cli.output import say, with_db
from rejection_tui.services import context


def command_context(db: Path | None) -> context.AppContext:
    """Return the application context, and print its notices to the error stream when the command ends.

    Only inside a click command.
    """
    opened = context.open_context(db)

    def say_notices() -> None:
        for notice in opened.store.notices:
            say(f"rejtui: {with_db(notice, db)}", err=True)

    click.get_current_context().call_on_close(say_notices)
    return opened
