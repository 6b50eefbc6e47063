"""`rejtui debrief`: interviews noted from memory."""

from pathlib import Path
from typing import Any

import click

from rejection_tui.cli import naming
from rejection_tui.cli.context import command_context
from rejection_tui.cli.days import day_past
from rejection_tui.cli.output import say, say_json
from rejection_tui.domain import day_words
from rejection_tui.domain.errors import NotFound
from rejection_tui.domain.ids import short
from rejection_tui.domain.interview import Interview
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.text import clean_line
from rejection_tui.services import interviews, rejections
from rejection_tui.services.context import AppContext


@click.command()
@click.argument("name", metavar="REJECTION", shell_complete=naming.rejections)
@click.option("--day", metavar="DAY", help="The day of the interview; otherwise today.")
@click.option("--round", "round_", metavar="WORDS", help="Which one: phone screen, second round.")
@click.option("--with", "people", metavar="NAMES", help="Who was there.")
@click.option("--asked", "questions", multiple=True, metavar="QUESTION", help="What they asked; once a question.")
@click.option("--went", metavar="WORDS", help="How it went.")
@click.option("--change", "changed", metavar="ID", help="Correct this interview instead of noting a new one.")
@click.option("--delete", "deleted", metavar="ID", help="Delete this interview.")
@click.option("--practise", is_flag=True, help="Take what they asked into practice.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per interview.")
@click.pass_obj
def debrief(
    db: Path | None,
    name: str,
    day: str | None,
    round_: str | None,
    people: str | None,
    questions: tuple[str, ...],
    went: str | None,
    changed: str | None,
    deleted: str | None,
    practise: bool,
    as_json: bool,
) -> None:
    """Note an interview, such as: rejtui debrief acme --round second --asked "Why us?" --went "Fine."

    Without an option it lists the interviews of the rejection.
    """
    context = command_context(db)
    rejection = rejections.find(context, name)
    told: dict[str, Any] = {"round": round_, "people": people, "went": went, "day": day_past(context, day)}
    told["questions"] = questions or None
    told = {field: value for field, value in told.items() if value is not None}
    if deleted is not None:
        interview = _find(context, rejection, deleted)
        interviews.delete(context, [interview.uid])
        _say(context, interview, as_json, "Deleted: ")
        return
    if changed is not None or (practise and not told):
        made = _find(context, rejection, changed or "")
        made = interviews.edit(context, made.uid, **told) if told else made
    elif told:
        made = interviews.add(context, rejection.uid, told.pop("day", context.now().date()), **told)
    else:
        _list(context, rejection, as_json)
        return
    if practise and (asked := interviews.questions_to_practise(context.records, made.uid)):
        interviews.practise(context, made.uid, asked)
    _say(context, made, as_json, "Noted: ")


def _find(context: AppContext, rejection: Rejection, prefix: str) -> Interview:
    mine = context.records.interviews_of(rejection.uid)
    found = [one for one in mine if one.uid.startswith(prefix.strip().casefold())]
    if len(found) != 1:
        ids = ", ".join(short(one.uid) for one in mine) or "none"
        asked = clean_line(prefix, 20)
        raise NotFound(f"No one interview of {rejection.company} is “{asked}”; there is: {ids}. Nothing was changed.")
    return found[0]


def _list(context: AppContext, rejection: Rejection, as_json: bool) -> None:
    found = context.records.interviews_of(rejection.uid)
    for one in found:
        _say(context, one, as_json)
    if not found and not as_json:
        say(f"No interview is noted for {rejection.company}.")


def _say(context: AppContext, one: Interview, as_json: bool, verb: str = "") -> None:
    if as_json:
        say_json(one)
        return
    head = ", ".join(p for p in (one.round, f"with {one.people}" if one.people else "") if p)
    say(f"{verb}{short(one.uid)}  {day_words.day(one.day, context.now())}  {clean_line(head)}".rstrip())
    for question in one.questions:
        say(f"    – {question}")
    if one.went:
        say(f"    {clean_line(one.went, 400)}")
