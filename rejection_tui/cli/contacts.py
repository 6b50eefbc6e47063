"""`rejtui contacts`: recruiters in the shell."""

from pathlib import Path

import click

from rejection_tui.cli.output import jsonable, say, say_json, table
from rejection_tui.domain.ids import short
from rejection_tui.services import contacts as services
from rejection_tui.services import when
from rejection_tui.services.desk import open_desk


@click.group()
def contacts() -> None:
    """Recruiters: list them, or import an address book."""


@contacts.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per contact.")
@click.pass_obj
def list_contacts(db: Path | None, as_json: bool) -> None:
    """List the contacts with where they stand."""
    desk = open_desk(db)
    found = sorted((c for c in desk.book.contacts.values() if not c.archived), key=lambda c: c.name)
    if as_json:
        for contact in found:
            say_json(jsonable(contact) | {"cadence": services.cadence(desk, contact.uid)})
        return
    if not found:
        say("No contacts yet; press a in the Contacts pane, or rejtui contacts import FILE.")
        return
    rows = []
    for contact in found:
        state = services.cadence(desk, contact.uid)
        last = when.day(state.last.at, desk.now()) if state.last else "–"
        rows.append((short(contact.uid), contact.name, contact.company, contact.email, state.warmth.value, last))
    table(rows, ("id", "name", "company", "address", "state", "last touch"))


@contacts.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would change; change nothing.")
@click.pass_obj
def import_contacts(db: Path | None, file: Path, dry_run: bool) -> None:
    """Import a vCard file or LinkedIn's Connections.csv; filled fields are never overwritten."""
    desk = open_desk(db)
    matches = services.preview_import(desk, file)
    for match in matches:
        verb = "known" if match.contact and not match.changes else "fill" if match.contact else "new"
        say(f"{match.refused or verb:<8}{match.incoming.name}  {match.how}".rstrip())
    wanted = [m for m in matches if not m.refused]
    count = 0 if dry_run else services.take_import(desk, wanted)
    say("Nothing was changed." if dry_run else f"{count} contacts added or filled. rejtui undo takes it back.")
