"""`rejtui edit`, `delete`: corrects a rejection, or takes it out of the file."""

from pathlib import Path
from typing import Any, Final

import click

from rejection_tui.cli import naming
from rejection_tui.cli.context import command_context
from rejection_tui.cli.days import day_ahead, day_past
from rejection_tui.cli.output import say, say_json
from rejection_tui.domain import near_days
from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.ids import short
from rejection_tui.domain.rejection import RejectionKind, Stage
from rejection_tui.services import rejections
from rejection_tui.services.context import AppContext

#: Option -> field, of what is taken as it is typed.
_TEXTS: Final = {
    "company": "company",
    "role": "role",
    "recruiter": "recruiter_name",
    "email": "recruiter_email",
    "link": "link",
    "notes": "notes",
}
_NONE: Final = "none"  # clears a day


@click.command()
@click.argument("name", metavar="REJECTION", shell_complete=naming.rejections)
@click.option("--company", help="Who said no.")
@click.option("--role", help="The job applied for.")
@click.option("--received", metavar="DAY", help="The date of the letter.")
@click.option("--applied", metavar="DAY", help="The day of the application; none clears it.")
@click.option("--stage", type=click.Choice([s.value for s in Stage]), help="How far it had come.")
@click.option("--kind", type=click.Choice([k.value for k in RejectionKind]), help="Who ended it.")
@click.option("--recruiter", help="Who wrote.")
@click.option("--email", help="Their address.")
@click.option("--link", help="The posting.")
@click.option("--notes", help="Anything to remember.")
@click.option("--reapply-from", "again", metavar="DAY", help="Apply again from this day; none: as their letter says.")
@click.option("--json", "as_json", is_flag=True, help="Print the record as JSON.")
@click.pass_obj
def edit(db: Path | None, /, name: str, as_json: bool, **given: str | None) -> None:
    """Correct a rejection, such as: rejtui edit acme --role "Data Analyst" --reapply-from "1 March" """
    context = command_context(db)
    rejection = rejections.find(context, name)
    changes = _changes(context, given)
    if not changes:
        raise UsageError("say what to correct, such as --role. Nothing was changed.")
    changed = rejections.edit(context, rejection.uid, **changes)
    if as_json:
        say_json(changed)
    else:
        say(f"Corrected {changed.company}{', ' + changed.role if changed.role else ''} ({short(changed.uid)}).")


def _changes(context: AppContext, given: dict[str, str | None]) -> dict[str, Any]:
    changes: dict[str, Any] = {field: given[o] for o, field in _TEXTS.items() if given[o] is not None}
    if stage := given["stage"]:
        changes["stage"] = Stage(stage)
    if kind := given["kind"]:
        changes["kind"] = RejectionKind(kind)
    if received := given["received"]:
        changes["received"] = near_days.typed_moment(received, context.now(), context.date_order)
    if applied := given["applied"]:
        changes["applied"] = None if applied == _NONE else day_past(context, applied)
    if again := given["again"]:
        changes["reapply_from"] = None if again == _NONE else day_ahead(context, again)
    return changes


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="REJECTION...", shell_complete=naming.rejections)
@click.option("--not-one", is_flag=True, help="Its letter was misread and ends nothing; the next ones are read better.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per rejection deleted.")
@click.pass_obj
def delete(db: Path | None, names: tuple[str, ...], not_one: bool, as_json: bool) -> None:
    """Delete rejections with their letters and drafts; answers and contacts stay, and rejtui undo brings all back."""
    context = command_context(db)
    chosen = [rejections.find(context, name) for name in names]
    if not_one and len(chosen) > 1:
        raise UsageError("name one rejection with --not-one. Nothing was deleted.")
    if not_one:
        rejections.not_a_rejection(context, chosen[0].uid)
    else:
        rejections.delete(context, [one.uid for one in chosen])
    for one in chosen if as_json else ():
        say_json(one)
    if not as_json:
        say(f"Deleted {', '.join(one.company for one in chosen)}. rejtui undo brings it back.")
