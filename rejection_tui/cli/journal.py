"""`rejtui answer`: what came back to the request for feedback, from a saved mail or standard input."""

import sys
from pathlib import Path

import click

from rejection_tui.cli import naming
from rejection_tui.cli.context import command_context
from rejection_tui.cli.output import say, say_json
from rejection_tui.domain.feedback import Gap
from rejection_tui.services import journal, named_files, rejections


@click.command()
@click.argument("name", shell_complete=naming.rejections)
@click.argument("file", type=click.Path(path_type=Path), default="-")
@click.option("--gap", type=click.Choice([g.value for g in Gap]), help="What it points at; otherwise sorted later.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.pass_obj
def answer(db: Path | None, name: str, file: Path, gap: str | None, as_json: bool) -> None:
    """Record the answer of a rejection from a saved email (.eml), a text file, or - for standard input.

    The words are kept as they came, with the day of the mail. What they point at is proposed, never decided.
    """
    context = command_context(db)
    rejection = rejections.find(context, name)
    piped = str(file) == "-"
    mail = journal.read_mail(named_files.read_pipe(sys.stdin.buffer), "stdin") if piped else journal.read_file(file)
    proposed = journal.propose(mail.words)
    said = next((one for one in proposed.gaps if one.gap == gap), None)
    themes, quote = ((said.theme,), said.quote) if said else ((), "")
    filed = journal.add(context, rejection.uid, mail.words, mail.received, Gap(gap) if gap else None, themes, quote)
    if as_json:
        say_json(filed)
        return
    say(f"Recorded, word for word: the answer from {rejection.company}.")
    for one in proposed.gaps if gap is None else ():
        say(f"It seems to point at {one.gap.label}: “{one.quote}”. rejtui journal gap says that it does.")
