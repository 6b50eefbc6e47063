"""`rejtui outcome`: what came of a rejection, with its day, and the day it leads to."""

from pathlib import Path

import click

from rejection_tui.cli import naming
from rejection_tui.cli.context import command_context
from rejection_tui.cli.days import day_ahead, day_past
from rejection_tui.cli.output import say, say_json
from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.rejection import Outcome
from rejection_tui.services import outcomes, rejections


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="REJECTION... STATE", shell_complete=naming.rejections)
@click.option("--on", metavar="DAY", help="The day it happened; otherwise today.")
@click.option("--by", metavar="DAY", help="The day of the interview, or the last to answer an offer: sets a reminder.")
@click.option("--note", default="", help="How it came about.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per rejection.")
@click.pass_obj
def outcome(db: Path | None, names: tuple[str, ...], on: str | None, by: str | None, note: str, as_json: bool) -> None:
    """Record how things are now, such as: rejtui outcome acme interview --by "4 Dec"

    STATE is open, on-hold, re-engaged, interview, offer or closed. Several rejections are changed at once.
    """
    context = command_context(db)
    state = _state(names[-1])
    if len(names) < 2:
        raise UsageError("name a rejection before the state. Nothing was changed.")
    uids = [rejections.find(context, name).uid for name in names[:-1]]
    ahead = day_ahead(context, by) if by else None
    outcomes.set_outcome(context, uids, state, note, day_past(context, on), ahead)
    for uid in dict.fromkeys(uids):
        rejection = context.records.rejections[uid]
        say_json(rejection) if as_json else say(f"{rejection.company}: {rejection.outcome.label}.")


def _state(word: str) -> Outcome:
    try:
        return Outcome(word.casefold().replace("-", "_").replace(" ", "_"))
    except ValueError:
        names = ", ".join(one.value.replace("_", "-") for one in Outcome)
        raise UsageError(f"the last word is the state, one of: {names}. Nothing was changed.") from None
