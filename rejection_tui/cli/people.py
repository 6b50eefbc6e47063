"""`rejtui people`: who had which part in a rejection, and what helps to find somebody."""

from pathlib import Path

import click

from rejection_tui.cli import naming
from rejection_tui.cli.context import command_context
from rejection_tui.cli.output import jsonable, say, say_json
from rejection_tui.cli.telling import named
from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.finding_people import address_pattern, search_lines
from rejection_tui.domain.participant import Part
from rejection_tui.domain.rejection import Rejection
from rejection_tui.services import people as services
from rejection_tui.services import rejections
from rejection_tui.services.context import AppContext

#: What may be done, and whether it names a person.
_ACTS = {"add": True, "remove": True, "part": True, "write-to": True, "find": False, "found-nobody": False}


@click.command()
@click.argument("rejection", shell_complete=naming.rejections)
@click.argument("act", required=False, type=click.Choice(list(_ACTS)))
@click.argument("name", required=False, shell_complete=naming.people)
@click.option("--part", type=click.Choice([part.value for part in Part]), help="The part they had.")
@click.option("--email", default="", help="With add: their address.")
@click.option("--role", default="", help="With add: their function, such as Head of Data.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def people(
    db: Path | None,
    rejection: str,
    act: str | None,
    name: str | None,
    part: str | None,
    email: str,
    role: str,
    as_json: bool,
) -> None:
    """Show the people of REJECTION and who is proposed, or change them.

    add NAME takes in a contact or somebody new, with --part; remove NAME takes them off; part NAME --part PART says
    what they were; write-to NAME lets drafts go to them; find prints lines to search with, and a guess for NAME;
    found-nobody says that there was nobody.
    """
    context = command_context(db)
    about = rejections.find(context, rejection)
    if act is not None and _ACTS[act] and not name:
        raise UsageError(f"Whom? rejtui people REJECTION {act} NAME.")
    if act == "find":
        _find(context, about, name or about.recruiter_name, as_json)
        return
    if act is not None:
        _change(context, about, act, name or "", Part(part) if part else None, email, role)
    _show(context, rejections.get(context.records, about.uid), as_json)


def _change(
    context: AppContext, about: Rejection, act: str, name: str, part: Part | None, email: str, role: str
) -> None:
    if act == "add":
        services.add(context, about.uid, name, part or Part.RECRUITER, email, role)
    elif act == "found-nobody":
        services.found_nobody(context, about.uid)
    else:
        whom = services.find(context, about, name).uid
        if act == "remove":
            services.take_off(context, about.uid, whom)
        elif act == "write-to":
            services.write_to(context, about.uid, whom)
        elif part is None:
            raise UsageError(f"Which part? --part, one of: {', '.join(Part)}.")
        else:
            services.change_part(context, about.uid, whom, part)


def _show(context: AppContext, about: Rejection, as_json: bool) -> None:
    there, proposed = services.people(context.records, about), services.proposals(context, about.uid)
    if as_json:
        found = [jsonable(one.contact) | {"part": one.part, "reader": one.reader} for one in there]
        say_json({"rejection": about.uid, "people": found, "proposed": [jsonable(one) for one in proposed]})
        return
    say(f"{named(about)}:" if there else f"{named(about)}: nobody is noted yet.")
    for one in there:
        rest = [one.part.label, one.contact.email, "drafts go to them" if one.reader else ""]
        rest.append("asked to be left alone" if one.contact.never_again else "")
        say(f"  {one.contact.name}, {', '.join(filter(None, rest))}")
    for new in proposed:
        say(f"  Perhaps {new.name}, {', '.join(filter(None, (new.part.label, new.role, new.why, new.email)))}")


def _find(context: AppContext, about: Rejection, name: str, as_json: bool) -> None:
    lines, pattern = search_lines(about), address_pattern(context.records, about.company)
    guess = pattern.guess(name) if pattern else ""
    if as_json:
        say_json({"search": [jsonable(one) for one in lines], "pattern": pattern, "guess": guess})
        return
    for one in lines:
        say(f"{one.what}: {one.line}")
    if pattern:
        say(f"Their addresses: {pattern.words}")
    if guess:
        say(f"A guess for {name}: {guess}")
    if not lines and not pattern:
        say("There is no name to search for.")
