"""`rejtui contacts`: recruiters in the shell."""

from pathlib import Path

import click

from rejection_tui.cli.contact_acts import ACTS
from rejection_tui.cli.context import command_context
from rejection_tui.cli.output import PLAIN, counted, jsonable, say, say_json
from rejection_tui.cli.tables import table
from rejection_tui.cli.telling import Teller
from rejection_tui.domain import day_words
from rejection_tui.domain.contact_words import window_word
from rejection_tui.domain.ids import short
from rejection_tui.domain.text import clean_line
from rejection_tui.services import contact_import
from rejection_tui.services import contacts as services


@click.group()
def contacts() -> None:
    """People who recruit: list, show, add and change them, log messages and talks, import an address book."""


@contacts.command("list")
@PLAIN
@click.option("--json", "as_json", is_flag=True, help="One JSON object per contact.")
@click.pass_obj
def list_contacts(db: Path | None, plain: bool, as_json: bool) -> None:
    """List the contacts with where they stand."""
    context = command_context(db)
    found = sorted((c for c in context.records.contacts.values() if not c.archived), key=lambda c: c.name)
    if as_json:
        for contact in found:
            say_json(jsonable(contact) | {"cadence": services.cadence(context, contact.uid)})
        return
    if not found:
        say("No contacts yet; press a in the Contacts pane, or rejtui contacts import FILE.")
        return
    if plain:
        for contact in found:
            say(clean_line(Teller(context).contact_in_one_line(contact)))
        return
    rows, today = [], context.now().date()
    for contact in found:
        state = services.cadence(context, contact.uid)
        last = day_words.day(state.last.at, context.now()) if state.last else "–"
        rows.append((short(contact.uid), contact.name, contact.company, contact.email, window_word(state, today), last))
    heads = ("id", "name", "company", "address", "write", "last in touch")
    table(rows, heads, prose=("name", "company", "address"))


@contacts.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--all", "everybody", is_flag=True, help="Of LinkedIn's connections, those at other companies too.")
@click.option("--dry-run", is_flag=True, help="Show what would change; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per person of the file.")
@click.pass_obj
def import_contacts(db: Path | None, file: Path, everybody: bool, dry_run: bool, as_json: bool) -> None:
    """Import a vCard file, LinkedIn's Connections.csv or the CSV of an address book; no filled field is overwritten.

    Takes what is sure and lists the rest: a person who may be one you know is left for you to decide. Of LinkedIn's
    connections only those at companies of your rejections are taken.
    """
    context = command_context(db)
    found = contact_import.in_file(context, file)
    for note in found.notes:
        say(note, err=True)
    passed = frozenset[int]() if everybody else found.elsewhere
    for place, match in enumerate(found.matches):
        if as_json:
            say_json(jsonable(match) | {"does": "passed" if place in passed else _verb(match)})
        elif place not in passed:
            _say_match(match)
    wanted = [match for place, match in enumerate(found.matches) if match.applies and place not in passed]
    count = 0 if dry_run else contact_import.apply(context, wanted)
    done = "Nothing was changed." if dry_run else f"{counted(count, 'contact')} added or filled."
    say(f"{done} rejtui undo takes it back." if count else done, err=as_json)
    if left := sum(1 for m in found.matches if not m.sure and not m.refused):
        say(f"{counted(left, 'proposal')} left to your judgement: I in the Contacts pane decides.", err=as_json)
    if passed:
        words = f"{counted(len(passed), 'connection')} at no company of your rejections passed over"
        say(f"{words}: --all takes them too, and I in the Contacts pane finds one of them.", err=as_json)


for one in ACTS:
    contacts.add_command(one)


def _verb(match: "contact_import.Match") -> str:
    if match.refused:
        return "refused"
    if not match.sure:
        return "propose"
    return "new" if match.contact is None else "fill" if match.changes else "known"


def _say_match(match: "contact_import.Match") -> None:
    person = match.incoming
    where = f", {person.company}" if person.company else ""
    met = f"  ({match.how}: {match.contact.name})" if match.contact else ""
    say(f"{_verb(match):<8} {clean_line(person.name + where, 120)}{met}")
    if match.refused:
        say(f"         {match.refused}")
        return
    if match.contact is not None:
        for change in match.changes:
            say(f"         {change.field}: {clean_line(change.after, 80)}")
    for kept in match.kept:
        say(f"         {kept.field} stays {clean_line(kept.before, 80)}, the file says {clean_line(kept.after, 80)}")
