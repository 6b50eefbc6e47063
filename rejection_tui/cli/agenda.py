"""`rejtui due`, `later`, `skip` and `let-go`: what is due, for people and cron, and what can wait or be left."""

import sys
from pathlib import Path

import click

from rejection_tui.cli import naming
from rejection_tui.cli.context import command_context
from rejection_tui.cli.days import day_ahead
from rejection_tui.cli.output import PLAIN, counted, say, say_json
from rejection_tui.cli.quick import DUE
from rejection_tui.domain import day_words
from rejection_tui.domain.agenda import AgendaItem, agenda, count_still_worth, still_worth
from rejection_tui.domain.contact_words import by_word
from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.ids import short
from rejection_tui.domain.text import clean_line
from rejection_tui.services import due_index
from rejection_tui.services.context import AppContext


@click.command()
@click.option("--all", "everything", is_flag=True, help="What is coming and what may still be worth doing, too.")
@click.option("--count", is_flag=True, help="Only the number, for a shell prompt.")
@PLAIN
@click.option("--json", "as_json", is_flag=True, help="One JSON object per item.")
@click.pass_obj
def due(db: Path | None, everything: bool, count: bool, plain: bool, as_json: bool) -> None:
    """Show what is due. Exit code 3 when something is, 0 when nothing is."""
    name = "" if db is None else str(db)
    before = due_index.fingerprint(name)
    context = command_context(db)
    now = context.now()
    coming = agenda(context.records, now, context.rules)
    items = tuple(item for item in coming if item.due <= now.date())
    shown = coming if everything else items
    if count and not context.store.notices:  # a cached count would hide the notices
        due_index.save_count(name, before, len(items), context.records, now)
    if count and as_json:
        say_json({"due": len(items)})
    elif count:
        say(str(len(items)))
    elif as_json:
        for item in (*shown, *(still_worth(context.records, now, context.rules) if everything else ())):
            say_json(item)
    else:
        _tell(context, shown, plain)
        if everything:
            _tell_left(still_worth(context.records, now, context.rules), plain)
    if not everything and not count:
        _mention_left(count_still_worth(context.records, now, context.rules))
    sys.exit(DUE if items else 0)


def _mention_left(left: int) -> None:
    """Say on the error stream, apart from what is due, how many rejections have something left."""
    if left:
        say(f"{counted(left, 'rejection')} may still be worth a look: rejtui due --all", err=True)


def _tell(context: AppContext, items: tuple[AgendaItem, ...], plain: bool) -> None:
    if not items:
        say("Nothing is due today.")
    for item in items:
        say(_sentence(context, item) if plain else _line(context, item))


def _tell_left(left: tuple[AgendaItem, ...], plain: bool) -> None:
    """Print what may still be worth doing, a line a rejection, under its heading."""
    if left:
        heading = "Still worth doing? Nothing of it is due; rejtui let-go leaves it."
        say(heading if plain else f"\n{heading}")
    for item in left:
        name = short(item.rejection)
        say(clean_line(f"{item.title} ({name})." if plain else f"{name}  {item.title}"))


@click.command()
@click.argument("item", metavar="LINE", shell_complete=naming.agenda_lines)
@click.argument("until", metavar="DAY")
@click.option("--json", "as_json", is_flag=True, help="Print the line as it was, as JSON.")
@click.pass_obj
def later(db: Path | None, item: str, until: str, as_json: bool) -> None:
    """Snooze a line of the agenda until DAY; one with a day of its own is moved to that day.

    LINE is a few of its words, or the start of the first id that `rejtui due --json` prints with it: that of its
    action, else of what it refers to, of its contact or its rejection.
    """
    from rejection_tui.services import agenda as services

    context = command_context(db)
    found, day = services.find(context, item), day_ahead(context, until)
    services.snooze(context, found, day)
    _say_moved(found, f"Snoozed until {day_words.day(day, context.now())}", as_json)


@click.command()
@click.argument("item", metavar="LINE", shell_complete=naming.agenda_lines)
@click.argument("reason", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print the line as it was, as JSON.")
@click.pass_obj
def skip(db: Path | None, item: str, reason: tuple[str, ...], as_json: bool) -> None:
    """Take a line off the agenda, with a reason; no record is deleted, and a contact comes up again in some months.

    LINE is a few of its words, or the start of the first id that `rejtui due --json` prints with it: that of its
    action, else of what it refers to, of its contact or its rejection.
    """
    from rejection_tui.services import agenda as services

    context = command_context(db)
    found = services.find(context, item)
    services.dismiss(context, found, " ".join(reason))
    _say_moved(found, "Off the agenda", as_json)


def _say_moved(item: AgendaItem, done: str, as_json: bool) -> None:
    say_json(item) if as_json else say(clean_line(f"{done}: {item.title}. rejtui undo takes it back."))


@click.command("let-go")
@click.argument("names", nargs=-1, shell_complete=naming.rejections)
@click.option("--all", "everything", is_flag=True, help="Of every rejection that has something left.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per rejection.")
@click.pass_obj
def let_go(db: Path | None, names: tuple[str, ...], everything: bool, as_json: bool) -> None:
    """Let go of what may still be worth doing (`rejtui due --all` lists it); what is due stays due."""
    from rejection_tui.services import agenda as services  # imported here, since `due` must be fast
    from rejection_tui.services import rejections

    context = command_context(db)
    if bool(names) is everything:
        raise UsageError("name rejections, or --all. Nothing was changed.")
    left = services.still_worth(context)
    chosen = [item.rejection for item in left] if everything else [rejections.find(context, n).uid for n in names]
    if not chosen:
        say("There is nothing to let go of.", err=as_json)
        return
    count = services.let_go(context, chosen)
    if as_json:
        for item in left:
            if item.rejection in chosen:
                say_json(item)
        return
    say(f"Let go of what was left of {counted(count, 'rejection')}. rejtui undo takes it back.")


def _line(context: AppContext, item: AgendaItem) -> str:
    late = f" ({counted(item.overdue_days, 'day')} overdue)" if item.overdue_days else ""
    if item.by is not None:
        late = f" ({by_word(item.by, context.now().date())})"
    return f"{day_words.day(item.due, context.now()):<16}{clean_line(item.title)}{late}"


def _sentence(context: AppContext, item: AgendaItem) -> str:
    """Return an item with its day, why it is due, the rejection it belongs to."""
    from rejection_tui.cli.telling import named  # imported here, since it loads more than a list of days needs

    day = f"due {day_words.day(item.due, context.now())}"
    late = f", {counted(item.overdue_days, 'day')} overdue" if item.overdue_days else ""
    if item.by is not None:
        day = f"write from {day_words.day(item.due, context.now())}"
        late = f", {by_word(item.by, context.now().date())}"
    rejection = context.records.rejections.get(item.rejection)
    about = f" About: {named(rejection)} ({short(rejection.uid)})." if rejection else ""
    return clean_line(f"{item.title}: {day}{late}. {item.why}{about}")
