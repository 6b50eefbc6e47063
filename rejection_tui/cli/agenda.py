"""`rejtui due`: what is due, for people, cron and shell prompts."""

import sys
from pathlib import Path

import click

from rejection_tui.cli.context import command_context
from rejection_tui.cli.output import say, say_json
from rejection_tui.cli.quick import DUE
from rejection_tui.domain import day_words
from rejection_tui.domain.agenda import agenda
from rejection_tui.services import due_index


@click.command()
@click.option("--all", "everything", is_flag=True, help="What is coming, too.")
@click.option("--count", is_flag=True, help="Only the number, for a shell prompt.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per item.")
@click.pass_obj
def due(db: Path | None, everything: bool, count: bool, as_json: bool) -> None:
    """Show what is due. Exit code 3 when something is, 0 when nothing is."""
    name = "" if db is None else str(db)
    before = due_index.fingerprint(name)
    context = command_context(db)
    now = context.now()
    coming = agenda(context.records, now, context.rules)
    items = tuple(item for item in coming if item.due <= now.date())
    shown = coming if everything else items
    if count and not context.store.notices:  # a cached count would hide the notices
        due_index.save_count(name, before, len(items), context.records, now)
    if count and as_json:
        say_json({"due": len(items)})
    elif count:
        say(str(len(items)))
    elif as_json:
        for item in shown:
            say_json(item)
    elif not shown:
        say("Nothing is due today.")
    else:
        for item in shown:
            say(f"{day_words.day(item.due, now):<16}{item.title}")
    sys.exit(DUE if items else 0)
