"""`rejtui win`: what is worth telling, in the shell."""

from pathlib import Path
from typing import Any

import click

from rejection_tui.cli import naming
from rejection_tui.cli.context import command_context
from rejection_tui.cli.output import say, say_json
from rejection_tui.cli.tables import table
from rejection_tui.domain.contact import WIN_KINDS
from rejection_tui.domain.day_words import day
from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.ids import short
from rejection_tui.domain.near_days import typed_moment
from rejection_tui.services import contacts as services

JSON = click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
_KIND = click.Choice(WIN_KINDS)


@click.group()
def win() -> None:
    """Wins, which are what you write to people about: add, list, edit, delete."""


@win.command()
@click.argument("title")
@click.option("--kind", type=_KIND, default="other", show_default=True, help="What it is.")
@click.option("--link", default="", help="Where it can be seen.")
@click.option("--day", "when", default="today", show_default=True, help="When it was.")
@click.option("--sector", default="", help="The field of work it interests; people of it are told first.")
@click.option("--tags", default="", metavar="TAG,TAG", help="The tags of the people it interests.")
@JSON
@click.pass_obj
def add(db: Path | None, title: str, kind: str, link: str, when: str, sector: str, tags: str, as_json: bool) -> None:
    """Note a win."""
    context = command_context(db)
    at = typed_moment(when, context.now(), context.date_order)
    if at > context.now():
        raise UsageError("That day is still to come; note it when it is done.")
    made = services.add_win(context, title, kind, link, at, sector, _tags(tags))
    say_json(made) if as_json else say(f"Noted: {made.title}. rejtui undo takes it back.")


@win.command("list")
@JSON
@click.pass_obj
def list_wins(db: Path | None, as_json: bool) -> None:
    """List the wins, the newest first."""
    context = command_context(db)
    found = sorted(context.records.wins.values(), key=lambda one: (one.at, one.uid), reverse=True)
    if as_json:
        for one in found:
            say_json(one)
        return
    if not found:
        say("No wins yet; rejtui win add TITLE notes one.")
        return
    rows = [
        (short(one.uid), day(one.at, context.now()), one.title, one.kind, one.sector, ", ".join(one.tags))
        for one in found
    ]
    table(rows, ("id", "day", "win", "kind", "sector", "tags"), prose=("win", "tags"))


@win.command()
@click.argument("name", metavar="WIN", shell_complete=naming.wins)
@click.option("--title", help="Another title.")
@click.option("--kind", type=_KIND, help="Another kind.")
@click.option("--link", help="Another link.")
@click.option("--day", "when", help="Another day.")
@click.option("--sector", help="The field of work it interests.")
@click.option("--tags", metavar="TAG,TAG", help="The tags of the people it interests.")
@JSON
@click.pass_obj
def edit(db: Path | None, /, name: str, when: str | None, tags: str | None, as_json: bool, **values: Any) -> None:
    """Change what is given of a win; WIN is the start of its id, or of a word of its title."""
    context = command_context(db)
    changes = {field: value for field, value in values.items() if value is not None}
    if when is not None:
        changes["at"] = typed_moment(when, context.now(), context.date_order)
    if tags is not None:
        changes["tags"] = _tags(tags)
    if not changes:
        raise UsageError("Say what to change, such as --title “CKA exam”; nothing was changed.")
    new = services.edit_win(context, services.find_win(context, name).uid, **changes)
    say_json(new) if as_json else say(f"Changed: {new.title}. rejtui undo takes it back.")


@win.command()
@click.argument("name", metavar="WIN", shell_complete=naming.wins)
@JSON
@click.pass_obj
def delete(db: Path | None, name: str, as_json: bool) -> None:
    """Delete a win; WIN is the start of its id, or of a word of its title."""
    context = command_context(db)
    found = services.find_win(context, name)
    services.delete_win(context, found.uid)
    say_json({"deleted": found}) if as_json else say(f"Deleted: {found.title}. rejtui undo brings it back.")


def _tags(words: str) -> tuple[str, ...]:
    return tuple(filter(None, (tag.strip() for tag in words.split(","))))
