"""The desk of a verb that prints: what the file should be known for is said when the verb has ended."""

from pathlib import Path

import click

from rejection_tui.cli.output import say, with_db
from rejection_tui.services import desk


def open_desk(db: Path | None) -> desk.Desk:
    """Return the desk, and let its notices follow on the error stream."""
    opened = desk.open_desk(db)

    def tell() -> None:
        for notice in opened.store.notices:
            say(f"rejtui: {with_db(notice, db)}", err=True)

    click.get_current_context().call_on_close(tell)
    return opened
