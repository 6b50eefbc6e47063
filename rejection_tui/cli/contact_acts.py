"""The verbs of `rejtui contacts` that show or change one contact."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from rejection_tui.cli import naming
from rejection_tui.cli.context import command_context
from rejection_tui.cli.output import jsonable, say, say_json
from rejection_tui.cli.telling import Teller, named
from rejection_tui.domain.addresses import email_key
from rejection_tui.domain.contact import Contact
from rejection_tui.domain.contact_words import window_words
from rejection_tui.domain.day_words import day
from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.near_days import read_typed_day, typed_moment
from rejection_tui.domain.person import letters_with, reminders_on
from rejection_tui.domain.wins import wins_for
from rejection_tui.services import contacts as services
from rejection_tui.services import rejections
from rejection_tui.services.context import AppContext

JSON = click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
F = TypeVar("F", bound=Callable[..., Any])

_FIELDS = (
    click.option("--role", help="Such as Talent Partner."),
    click.option("--company", help="Their company."),
    click.option("--email", help="Their address."),
    click.option("--phone", help="Their phone number."),
    click.option("--linkedin", help="The address of their profile."),
    click.option("--sector", help="The field they recruit for; wins of that sector are offered first."),
    click.option("--tags", metavar="TAG,TAG", help="Tags, with commas between them."),
    click.option("--every", type=click.IntRange(0, 36), metavar="MONTHS", help="Months between; 0: as their tags say."),
    click.option("--met", help="How you met."),
    click.option("--notes", help="Notes."),
)


def fields(command: F) -> F:
    """Give a command the options of a contact's card."""
    for option in reversed(_FIELDS):
        command = option(command)
    return command


def given(values: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a contact that were given; raise `UsageError` for an address that is none."""
    names = {"every": "every_months", "met": "how_we_met"}
    found = {names.get(name, name): value for name, value in values.items() if value is not None}
    if "tags" in found:
        found["tags"] = tuple(filter(None, (tag.strip() for tag in found["tags"].split(","))))
    if found.get("email") and not email_key(found["email"]):
        raise UsageError("That is not an email address; nothing was saved.")
    return found


def tell(context: AppContext, contact: Contact, as_json: bool, done: str) -> None:
    """Print what was done with a contact."""
    if as_json:
        say_json(jsonable(contact) | {"cadence": services.cadence(context, contact.uid)})
    else:
        say(f"{done} rejtui undo takes it back.")


@click.command()
@click.argument("name")
@fields
@click.option(
    "--for",
    "rejection",
    metavar="REJECTION",
    shell_complete=naming.rejections,
    help="Save them as the one this rejection is answered to.",
)
@JSON
@click.pass_obj
def add(db: Path | None, /, name: str, rejection: str | None, as_json: bool, **values: Any) -> None:
    """Add a contact."""
    context = command_context(db)
    if rejection is None:
        made = services.add(context, name, **given(values))
    else:
        about = rejections.find(context, rejection)
        made = services.add_for(context, about.uid, name, **{"company": about.company, **given(values)})
    tell(context, made, as_json, f"Added: {made.name}.")


@click.command()
@click.argument("name", shell_complete=naming.people)
@click.option("--name", "new_name", metavar="NAME", help="Another name.")
@fields
@JSON
@click.pass_obj
def edit(db: Path | None, /, name: str, new_name: str | None, as_json: bool, **values: Any) -> None:
    """Change what is given of a contact; the rest stays."""
    context = command_context(db)
    changes = given(values) | ({"name": new_name} if new_name is not None else {})
    if not changes:
        raise UsageError("Say what to change, such as --role “Head of Talent”; nothing was changed.")
    new = services.edit(context, services.find(context, name).uid, **changes)
    tell(context, new, as_json, f"Changed: {new.name}.")


@click.command()
@click.argument("name", shell_complete=naming.people)
@JSON
@click.pass_obj
def show(db: Path | None, name: str, as_json: bool) -> None:
    """Show a person: when to write, what there is to tell, their rejections, everything said so far."""
    context = command_context(db)
    contact = services.find(context, name)
    records, now = context.records, context.now()
    touches, mails = records.touches_of(contact.uid), letters_with(records, contact)
    wins, reminders = wins_for(records, contact.uid), reminders_on(records, contact.uid)
    parts = [(r, records.part_of(r.uid, contact.uid)) for r in records.rejections_with(contact.uid)]
    if as_json:
        say_json(
            jsonable(contact)
            | {
                "cadence": services.cadence(context, contact.uid),
                "wins_to_tell": wins,
                "rejections": [{"uid": r.uid, "company": r.company, "role": r.role, "part": part} for r, part in parts],
                "touches": touches,
                "correspondence": mails,
                "reminders": reminders,
            }
        )
        return
    say(Teller(context).contact_in_one_line(contact))
    say(window_words(services.cadence(context, contact.uid), now.date()))
    told = {"How you met": contact.how_we_met, "Sector": contact.sector, "Tags": ", ".join(contact.tags)}
    lines = [f"{label}: {value}" for label, value in told.items() if value]
    lines += [f"To tell: {win.title}" for win in wins]
    lines += [f"Reminder, {day(one.day, now)}: {one.what}" for one in reminders]
    lines += [f"Rejection: {named(r)}, {part.label}" for r, part in parts]
    lines += [f"{day(touch.at, now)}, {touch.channel_name}: {touch.what}" for touch in touches]
    lines += [f"{day(mail.at, now)}, {mail.sort.label}: {mail.subject}" for mail in mails]
    for line in [*lines, *(["Notes:", contact.notes] if contact.notes else [])]:
        say(line)


@click.command()
@click.argument("name", shell_complete=naming.people)
@JSON
@click.pass_obj
def delete(db: Path | None, name: str, as_json: bool) -> None:
    """Delete a contact and the messages and talks logged with them."""
    context = command_context(db)
    contact = services.find(context, name)
    services.delete(context, [contact.uid])
    if as_json:
        say_json({"deleted": contact})
    else:
        say(f"Deleted: {contact.name}. rejtui undo brings them back.")


@click.command("never-again")
@click.argument("name", shell_complete=naming.people)
@click.option("--undo", "back", is_flag=True, help="They may be written to again.")
@JSON
@click.pass_obj
def never_again(db: Path | None, name: str, back: bool, as_json: bool) -> None:
    """Record that a person asked to be left alone: nothing is drafted to them, no import brings them back."""
    context = command_context(db)
    new = services.never_again(context, services.find(context, name).uid, not back)
    tell(context, new, as_json, f"{new.name}: {services.NEVER_WORDS[not back]}")


@click.command()
@click.argument("name", shell_complete=naming.people)
@click.option("--undo", "back", is_flag=True, help="Bring them back.")
@JSON
@click.pass_obj
def archive(db: Path | None, name: str, back: bool, as_json: bool) -> None:
    """Put a contact out of sight."""
    context = command_context(db)
    contact = services.find(context, name)
    services.archive(context, [contact.uid], not back)
    done = "Brought back" if back else "Archived"
    tell(context, services.get(context.records, contact.uid), as_json, f"{done}: {contact.name}.")


@click.command()
@click.argument("name", shell_complete=naming.people)
@click.argument("until", metavar="DAY")
@JSON
@click.pass_obj
def snooze(db: Path | None, name: str, until: str, as_json: bool) -> None:
    """Keep a contact off the agenda until DAY."""
    context = command_context(db)
    last = read_typed_day(until, context.now().date(), True, context.date_order)
    new = services.snooze(context, services.find(context, name).uid, last)
    tell(context, new, as_json, f"Snoozed until {day(last, context.now())}: {new.name}.")


@click.command()
@click.argument("name", shell_complete=naming.people)
@click.argument("what")
@click.option("--channel", type=click.Choice(services.CHANNELS), default="email", show_default=True, help="How.")
@click.option("--day", "when", default="today", show_default=True, help="The day, such as yesterday or 24 Nov.")
@click.option("--answered/--no-answer", default=None, help="Whether they answered; leave it out while not known.")
@click.option(
    "--win",
    shell_complete=naming.wins,
    help="The win it told of, by words of its title; it is not offered to them again.",
)
@click.option("--about", metavar="REJECTION", shell_complete=naming.rejections, help="The rejection it was about.")
@JSON
@click.pass_obj
def touch(
    db: Path | None,
    name: str,
    what: str,
    channel: str,
    when: str,
    answered: bool | None,
    win: str | None,
    about: str | None,
    as_json: bool,
) -> None:
    """Log a message or talk with a contact: WHAT it was about, in a few words."""
    context = command_context(db)
    contact = services.find(context, name)
    at: datetime = typed_moment(when, context.now(), context.date_order)
    told = services.find_win(context, win).uid if win else ""
    of = rejections.find(context, about).uid if about else ""
    made = services.touch(context, contact.uid, channel, what, answered, at, of, win=told)
    if as_json:
        say_json(made)
        return
    state = services.cadence(context, contact.uid)
    say(f"Logged with {contact.name}. {window_words(state, context.now().date())} rejtui undo takes it back.")


@click.command()
@click.argument("name", shell_complete=naming.people)
@click.argument("answer", type=click.Choice(["yes", "no"]))
@JSON
@click.pass_obj
def answered(db: Path | None, name: str, answer: str, as_json: bool) -> None:
    """Record whether the last message to a contact was answered."""
    context = command_context(db)
    contact = services.find(context, name)
    yes = answer == "yes"
    changed = services.last_answered(context, contact.uid, yes)
    if as_json:
        say_json(changed)
        return
    state = services.cadence(context, contact.uid)
    words = f"{contact.name}: {'answered' if yes else 'not answered'}."
    say(f"{words} {window_words(state, context.now().date())} rejtui undo takes it back.")


ACTS = (add, edit, show, delete, never_again, archive, snooze, touch, answered)
