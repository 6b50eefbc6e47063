"""`rejtui tick`: the checklist in the shell."""

from pathlib import Path

import click

from rejection_tui.cli.desk import open_desk
from rejection_tui.cli.output import say, say_json
from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.steps import Action
from rejection_tui.domain.text import fold
from rejection_tui.services import checklist, journal, rejections
from rejection_tui.services.desk import Desk


@click.command()
@click.argument("name")
@click.argument("action", nargs=-1)
@click.option("--undo", "back", is_flag=True, help="Open it again.")
@click.option("--skip", "reason", metavar="REASON", help="Skip it, with a reason.")
@click.option("--no-answer", is_flag=True, help="Record that the request for feedback stayed without an answer.")
@click.option("--json", "as_json", is_flag=True, help="Print the action as JSON.")
@click.pass_obj
def tick(
    db: Path | None,
    name: str,
    action: tuple[str, ...],
    back: bool,
    reason: str | None,
    no_answer: bool,
    as_json: bool,
) -> None:
    """Tick an action of a rejection, such as: rejtui tick northwind reply.send"""
    desk = open_desk(db)
    rejection = rejections.find(desk, name)
    if no_answer:
        journal.no_answer(desk, rejection.uid)
        if as_json:
            say_json(desk.book.action(rejection.uid, "feedback.answer"))
            return
        say(f"No answer from {rejection.company}. {journal.SILENCE}")
        return
    chosen = _choose(desk, rejection, " ".join(action))
    if reason is not None:
        done, verb = checklist.skip(desk, chosen.uid, reason), "Skipped"
    elif back:
        done, verb = checklist.untick(desk, chosen.uid), "Opened"
    else:
        done, verb = checklist.tick(desk, chosen.uid), "Ticked"
    if as_json:
        say_json(done)
    else:
        status = checklist.status_line(desk.book, rejection.uid, desk.now(), desk.rules)
        say(f"{verb}: {done.title}, {rejection.company}. Now: {status}.")


def _choose(desk: Desk, rejection: Rejection, words: str) -> Action:
    actions = desk.book.actions_of(rejection.uid)
    exact = [a for a in actions if words and a.key == words]
    found = exact or [
        a for a in actions if words and (a.key.startswith(words) or fold(a.title).startswith(fold(words)))
    ]
    if len(found) == 1:
        return found[0]
    names = ", ".join(a.key for a in (found or actions))
    raise UsageError(f"name one action of {rejection.company}: {names}. Nothing was ticked.")
