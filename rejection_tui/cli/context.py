"""The desk of a verb that prints: what the file should be known for is said when the verb has ended."""

from pathlib import Path

import click

from rejection_tui.cli.output import say, with_db
from rejection_tui.services import context


def open_context(db: Path | None) -> context.AppContext:
    """Return the desk, and let its notices follow on the error stream."""
    opened = context.open_context(db)

    def tell() -> None:
        for notice in opened.store.notices:
            say(f"rejtui: {with_db(notice, db)}", err=True)

    click.get_current_context().call_on_close(tell)
    return opened
