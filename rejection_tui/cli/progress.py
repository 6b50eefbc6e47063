"""`rejtui progress`: what became of each theme that answers name."""

from pathlib import Path

import click

from rejection_tui.cli.context import command_context
from rejection_tui.cli.output import say, say_json
from rejection_tui.domain import day_words, theme_progress
from rejection_tui.domain.text import clean_line


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object per theme.")
@click.pass_obj
def progress(db: Path | None, as_json: bool) -> None:
    """Show for each theme of the answers their words, what you did about it, and whether it is still named."""
    context = command_context(db)
    now = context.now()
    found = theme_progress.progress_of(context.records, now)
    if not found and not as_json:
        say("No themes yet; rejtui answer records an answer, rejtui journal gap names what it points at.")
    for number, one in enumerate(found):
        if as_json:
            say_json(one)
            continue
        say(("\n" if number else "") + f"{clean_line(one.name)} ({one.state.label})")
        say(f"  {theme_progress.sentence(one)}")
        for words in one.words:
            quote = f": “{clean_line(words.quote)}”" if words.quote else ""
            say(f"  < {day_words.day(words.at, now)} {clean_line(words.company) or 'a deleted rejection'}{quote}")
        for work in one.work:
            when = f"{day_words.day(work.done, now)} " if work.done else "to do "
            say(f"  {'✓' if work.done else '·'} {when}{clean_line(work.what, 160)}")
