"""`rejtui answer`: what came back to the request for feedback, from a saved mail or standard input."""

import sys
from pathlib import Path

import click

from rejection_tui.cli import naming
from rejection_tui.cli.context import command_context
from rejection_tui.cli.output import say, say_json
from rejection_tui.domain.answer import NO_ANSWERS
from rejection_tui.domain.errors import Refused
from rejection_tui.domain.feedback import Gap, NamedGap
from rejection_tui.domain.rejection import Rejection
from rejection_tui.services import correspondence, journal, named_files, rejections
from rejection_tui.services.context import AppContext


@click.command()
@click.argument("name", shell_complete=naming.rejections)
@click.argument("file", type=click.Path(path_type=Path), default="-")
@click.option("--gap", type=click.Choice([g.value for g in Gap]), help="What it points at; otherwise sorted later.")
@click.option("--read", "take", is_flag=True, help="Take all gaps that are read in it, each with its action.")
@click.option("--from-letter", is_flag=True, help="What their letter itself gave as a reason or as feedback.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.pass_obj
def answer(
    db: Path | None, name: str, file: Path, gap: str | None, take: bool, from_letter: bool, as_json: bool
) -> None:
    """Record the answer of a rejection from a saved email (.eml), a text file, or - for standard input.

    The words are kept as they came, with the day of the mail. What they point at is proposed, never decided. A promise,
    an offer to talk and an automatic reply are kept with the emails, and tick nothing.
    """
    context = command_context(db)
    rejection = rejections.find(context, name)
    mail = _given(context, rejection) if from_letter else _mail(file)
    reading = journal.propose(mail.words, mail.quoted)
    if reading.kind in NO_ANSWERS and not (gap or take or reading.gaps or from_letter):
        said = correspondence.keep_pasted(context, rejection.uid, mail.words, mail.received, reading.kind)
        if as_json:
            say_json({"kept": reading.kind, "rejection": rejection.uid})
        say(f"{reading.kind.label.capitalize()}. {said}", err=as_json)
        return
    proposed = journal.proposed_gaps(reading)
    named = next((one for one in proposed if one.gap == gap), NamedGap(Gap(gap))) if gap else None
    gaps = (named,) if named else proposed if take else ()
    filed = journal.add(context, rejection.uid, mail.words, mail.received, gaps)
    if as_json:
        say_json(filed)
        return
    say(f"Recorded, word for word: the answer from {rejection.company}.")
    for one in gaps:
        plan = f" {one.plan}" if one.plan else ""
        say(f"It points at {one.gap.label}.{plan}")
    if not gaps and proposed:
        words = ", ".join(f"{one.gap.label} (“{one.quote}”)" for one in proposed)
        say(f"It seems to point at {words}. rejtui journal read takes it, rejtui journal gap says what it is.")


def _mail(file: Path) -> journal.Mail:
    if str(file) == "-":
        return journal.read_mail(named_files.read_pipe(sys.stdin.buffer), "stdin")
    return journal.read_file(file)


def _given(context: AppContext, rejection: Rejection) -> journal.Mail:
    given = journal.given_in_letter(context.records, rejection.uid, reasons=True)
    if given is None:
        raise Refused(f"The letter of {rejection.company} gives no reason and no feedback. Nothing was filed.")
    return given
