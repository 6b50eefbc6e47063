"""`rejtui remind`, `reminders`: reminders of the user's own in the shell."""

from pathlib import Path
from typing import Any

import click

from rejection_tui.cli import naming
from rejection_tui.cli.context import command_context
from rejection_tui.cli.days import day_ahead
from rejection_tui.cli.output import jsonable, say, say_json
from rejection_tui.cli.tables import table
from rejection_tui.domain import day_words
from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.ids import short
from rejection_tui.domain.reminder import Reminder
from rejection_tui.services import contacts, named_days, rejections
from rejection_tui.services import reminders as services
from rejection_tui.services.context import AppContext

_JSON = click.option("--json", "as_json", is_flag=True, help="Print the reminder as JSON.")


@click.command()
@click.argument("when", required=False)
@click.argument("words", nargs=-1)
@click.option("--on", "name", metavar="REJECTION", shell_complete=naming.rejections, help="The rejection it is about.")
@click.option("--with", "person", metavar="PERSON", shell_complete=naming.people, help="The contact it is about.")
@click.option("--reapply", is_flag=True, help="Wait until that day to apply again there; needs --on.")
@click.option("--json", "as_json", is_flag=True, help="Print what was saved as JSON.")
@click.pass_obj
def remind(
    db: Path | None,
    when: str | None,
    words: tuple[str, ...],
    name: str | None,
    person: str | None,
    reapply: bool,
    as_json: bool,
) -> None:
    """Set a reminder, such as: rejtui remind "in 3 weeks" Ask about the data role --on acme

    With --on and no day it lists the days that they have named themselves.
    """
    context = command_context(db)
    rejection = rejections.find(context, name).uid if name else ""
    contact = contacts.find(context, person).uid if person else ""
    if when is None:
        _list_named(context, rejection, as_json)
        return
    day = day_ahead(context, when)
    if reapply:
        if not rejection:
            raise UsageError("name the rejection with --on. Nothing was saved.")
        changed = rejections.edit(context, rejection, reapply_from=day)
        said = f"Apply again at {changed.company} from {day_words.day(day, context.now())}."
        say_json(changed) if as_json else say(said)
        return
    what = " ".join(words) if words else services.proposed_words(context.records, rejection, contact)
    reminder = services.add(context, day, what, rejection, contact)
    if as_json:
        say_json(_object(context, reminder))
    else:
        say(f"You will be reminded on {day_words.day(day, context.now())}: {reminder.what} ({short(reminder.uid)}).")


def _list_named(context: AppContext, rejection: str, as_json: bool) -> None:
    if not rejection:
        raise UsageError('name a day and a few words, such as rejtui remind "in 3 weeks" Call them. Nothing was saved.')
    found = named_days.named_days(context, rejection)
    for one in found:
        if as_json:
            say_json(one)
        else:
            say(f"{day_words.day(one.day, context.now()):<16}{one.what}: “{one.quote}”")
    if not found and not as_json:
        say("They have named no day to come.")


@click.group()
def reminders() -> None:
    """Reminders of your own: list them, say that one is done, move it, let it go or delete it."""


@reminders.command("list")
@click.option("--all", "everything", is_flag=True, help="Those done and let go, too.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per reminder.")
@click.pass_obj
def list_reminders(db: Path | None, everything: bool, as_json: bool) -> None:
    """List the reminders by day."""
    context = command_context(db)
    found = services.listed(context.records, everything)
    if as_json:
        for one in found:
            say_json(_object(context, one))
    elif not found:
        say('No reminders. rejtui remind "in 3 weeks" WORDS sets one.')
    else:
        now = context.now()
        rows = [
            (short(one.uid), day_words.day(one.day, now), one.what, _about(context, one), _state(one)) for one in found
        ]
        table(rows, ("id", "day", "what", "on", "state"), prose=("what", "on", "state"))


@reminders.command("done")
@click.argument("name")
@_JSON
@click.pass_obj
def done(db: Path | None, name: str, as_json: bool) -> None:
    """Say that it is done; NAME is the start of its id, or words of it."""
    context = command_context(db)
    _say(context, "Done", services.finish(context, services.find(context.records, name).uid), as_json)


@reminders.command("move")
@click.argument("name")
@click.argument("when")
@_JSON
@click.pass_obj
def move(db: Path | None, name: str, when: str, as_json: bool) -> None:
    """Move it to another day, such as: rejtui reminders move 3f2a fri"""
    context = command_context(db)
    moved = services.move(context, services.find(context.records, name).uid, day_ahead(context, when))
    _say(context, f"Moved to {day_words.day(moved.day, context.now())}", moved, as_json)


@reminders.command("edit")
@click.argument("name")
@click.option("--on", "when", metavar="DAY", help="Its day.")
@click.option("--words", help="What it is about.")
@_JSON
@click.pass_obj
def edit(db: Path | None, name: str, when: str | None, words: str | None, as_json: bool) -> None:
    """Give it another day or other words; one that was done is open again."""
    context = command_context(db)
    if when is None and words is None:
        raise UsageError("say what changes: --on DAY or --words WORDS. Nothing was changed.")
    day = day_ahead(context, when) if when else None
    _say(context, "Changed", services.edit(context, services.find(context.records, name).uid, day, words), as_json)


@reminders.command("drop")
@click.argument("name")
@click.argument("reason", nargs=-1, required=True)
@_JSON
@click.pass_obj
def drop(db: Path | None, name: str, reason: tuple[str, ...], as_json: bool) -> None:
    """Let it go, with a reason; it stays in the file."""
    context = command_context(db)
    _say(
        context, "Let go", services.let_go(context, services.find(context.records, name).uid, " ".join(reason)), as_json
    )


@reminders.command("delete")
@click.argument("name")
@_JSON
@click.pass_obj
def delete(db: Path | None, name: str, as_json: bool) -> None:
    """Delete it; rejtui undo brings it back."""
    context = command_context(db)
    reminder = services.find(context.records, name)
    services.delete(context, [reminder.uid])
    _say(context, "Deleted", reminder, as_json)


def _say(context: AppContext, verb: str, reminder: Reminder, as_json: bool) -> None:
    say_json(_object(context, reminder)) if as_json else say(f"{verb}: {reminder.what}.")


def _object(context: AppContext, reminder: Reminder) -> dict[str, Any]:
    found: dict[str, Any] = jsonable(reminder)
    return found | {"on": _about(context, reminder)}


def _about(context: AppContext, reminder: Reminder) -> str:
    """Return the company or the person a reminder is on; "" for neither."""
    rejection = context.records.rejections.get(reminder.rejection)
    contact = context.records.contacts.get(reminder.contact)
    return rejection.company if rejection else contact.name if contact else ""


def _state(reminder: Reminder) -> str:
    return "open" if reminder.open else f"let go: {reminder.reason}" if reminder.reason else "done"
