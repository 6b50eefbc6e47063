"""`rejtui due`: what is due, for people, cron and shell prompts."""

import sys
from pathlib import Path

import click

from rejection_tui.cli.context import command_context
from rejection_tui.cli.output import PLAIN, counted, say, say_json
from rejection_tui.cli.quick import DUE
from rejection_tui.domain import day_words
from rejection_tui.domain.agenda import AgendaItem, agenda
from rejection_tui.domain.contact_words import by_word
from rejection_tui.domain.ids import short
from rejection_tui.domain.text import clean_line
from rejection_tui.services import due_index
from rejection_tui.services.context import AppContext


@click.command()
@click.option("--all", "everything", is_flag=True, help="What is coming, too.")
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
        for item in shown:
            say_json(item)
    elif not shown:
        say("Nothing is due today.")
    else:
        for item in shown:
            say(_sentence(context, item) if plain else _line(context, item))
    sys.exit(DUE if items else 0)


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
