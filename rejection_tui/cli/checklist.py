"""`rejtui tick`: the checklist in the shell."""

from pathlib import Path

import click

from rejection_tui.cli import naming
from rejection_tui.cli.context import command_context
from rejection_tui.cli.days import day_ahead
from rejection_tui.cli.output import say, say_json
from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.progress import status_line
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.silence import is_unanswered
from rejection_tui.domain.steps import Action
from rejection_tui.domain.text import fold
from rejection_tui.services import checklist, rejections
from rejection_tui.services.context import AppContext


@click.command()
@click.argument("name", shell_complete=naming.rejections)
@click.argument("action", nargs=-1, shell_complete=naming.actions)
@click.option("--undo", "back", is_flag=True, help="Open it again.")
@click.option("--skip", "reason", metavar="REASON", help="Skip it, with a reason.")
@click.option("--later", metavar="DAY", help="Snooze it until this day.")
@click.option("--no-answer", is_flag=True, help="Record that the request for feedback stayed without an answer.")
@click.option("--json", "as_json", is_flag=True, help="Print the action as JSON.")
@click.pass_obj
def tick(
    db: Path | None,
    name: str,
    action: tuple[str, ...],
    back: bool,
    reason: str | None,
    later: str | None,
    no_answer: bool,
    as_json: bool,
) -> None:
    """Tick an action of a rejection, such as: rejtui tick northwind reply.send"""
    context = command_context(db)
    rejection = rejections.find(context, name)
    if no_answer and is_unanswered(rejection):
        from rejection_tui.services import silence

        (gone,) = silence.let_go(context, [rejection.uid])
        if as_json:
            say_json(context.records.action(gone.uid, ActionKey.SILENCE_LET_GO))
            return
        say(f"Let go of {gone.company}. rejtui undo takes it back.")
        return
    if no_answer:
        from rejection_tui.services import journal  # slow to load, and not needed for most ticks

        journal.no_answer(context, rejection.uid)
        if as_json:
            say_json(context.records.action(rejection.uid, ActionKey.FEEDBACK_ANSWER))
            return
        say(f"No answer from {rejection.company}. {journal.NO_ANSWER_WORDS}")
        return
    chosen = _choose(context, rejection, " ".join(action))
    if later is not None:
        done, verb = checklist.snooze(context, chosen.uid, day_ahead(context, later)), "Snoozed"
    elif reason is not None:
        done, verb = checklist.skip(context, chosen.uid, reason), "Skipped"
    elif back:
        done, verb = checklist.untick(context, chosen.uid), "Opened"
    else:
        done, verb = checklist.tick(context, chosen.uid), "Ticked"
    if as_json:
        say_json(done)
    else:
        status = status_line(context.records, rejection.uid, context.now())
        say(f"{verb}: {done.title}, {rejection.company}. Now: {status}.")


def _choose(context: AppContext, rejection: Rejection, words: str) -> Action:
    actions = context.records.actions_of(rejection.uid)
    exact = [a for a in actions if words and a.key == words]
    found = exact or [
        a for a in actions if words and (a.key.startswith(words) or fold(a.title).startswith(fold(words)))
    ]
    if len(found) == 1:
        return found[0]
    names = ", ".join(a.key for a in (found or actions))
    raise UsageError(f"name one action of {rejection.company}: {names}. Nothing was ticked.")
