"""`rejtui points`: what a letter says, as drafts and checklist go by it."""

from pathlib import Path

import click

from rejection_tui.cli import naming
from rejection_tui.cli.context import command_context
from rejection_tui.cli.output import say, say_json
from rejection_tui.domain.errors import UsageError
from rejection_tui.services import rejections
from rejection_tui.services.drafts.points import PointState, decide
from rejection_tui.services.drafts.points import points as points_of


@click.command()
@click.argument("name", shell_complete=naming.rejections)
@click.option("--yes", "yes", multiple=True, metavar="POINT", help="The letter does say this.")
@click.option("--no", "no", multiple=True, metavar="POINT", help="The letter does not say this.")
@click.option("--all", "whole", is_flag=True, help="List what was not found as well.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object a point.")
@click.pass_obj
def points(db: Path | None, name: str, yes: tuple[str, ...], no: tuple[str, ...], whole: bool, as_json: bool) -> None:
    """List what the letter of a rejection says, or say it yourself: rejtui points northwind --yes help

    Drafts take up what was read for sure and what you say; the checklist follows.
    """
    context = command_context(db)
    rejection = rejections.find(context, name)
    if both := set(yes) & set(no):
        raise UsageError(f"“{min(both)}” cannot be yes and no; nothing was changed.")
    if yes or no:
        decide(context, rejection.uid, dict.fromkeys(yes, True) | dict.fromkeys(no, False))
    told = [
        point
        for point in points_of(context, rejection.uid)
        if whole or as_json or point.name in (*yes, *no) or point.state is not PointState.UNHEARD
    ]
    if as_json:
        for point in told:
            say_json(point)
        return
    if yes or no:
        say(f"Kept. New drafts go by it: rejtui draft {name} --new", err=True)
    if not told:
        say("Nothing was found in the letter that a draft could take up; --all lists what you may add with --yes.")
    for point in told:
        state = f"{point.state.value}{', you say so' if point.by_user else ''}"
        quote = f" “{point.quote}”" if point.quote else ""
        say(f"{state:<22}{point.name:<24}{point.words}{quote}")
