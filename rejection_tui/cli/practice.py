"""`rejtui practice`: interview questions in the shell."""

from pathlib import Path

import click

from rejection_tui.cli import naming
from rejection_tui.cli.context import command_context
from rejection_tui.cli.output import say, say_json
from rejection_tui.cli.practice_notes import note, show, star
from rejection_tui.cli.practice_questions import question_named, say_list, say_question, standing, uid_named
from rejection_tui.cli.practice_sheets import sheet
from rejection_tui.domain.refine import Rating
from rejection_tui.services import practice as services
from rejection_tui.services import rejections

_JSON = click.option("--json", "as_json", is_flag=True, help="Print the question as JSON.")


@click.group()
def practice() -> None:
    """Interview questions: list them, see what is due, add one, and log how a rehearsal went."""


@practice.command("list")
@click.option("--all", "everything", is_flag=True, help="The packaged questions too, by their names.")
@click.option(
    "--for", "name", metavar="REJECTION", shell_complete=naming.rejections, help="Packaged ones for what they named."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per question.")
@click.pass_obj
def list_questions(db: Path | None, everything: bool, name: str | None, as_json: bool) -> None:
    """List the questions in practice, and where each has got to.

    With --for it lists packaged ones: of the type that the answers to a rejection named, and of the trade of its role.
    """
    context = command_context(db)
    if name is not None:
        about = rejections.find(context, name)
        themes = [theme for one in context.records.feedback_of(about.uid) for theme in one.every_theme]
        proposed = services.proposals(themes, about.role)
        for one in proposed:
            _say_packaged(one, as_json)
        if not proposed and not as_json:
            say(f"No answer of {about.company} names what to practise. rejtui practice list --all shows all questions.")
        return
    found = sorted(context.records.questions.values(), key=lambda q: (not q.queued, q.type, q.created, q.uid))
    say_list(context, found, as_json)
    if not everything:
        return
    known = {question.uid for question in found}
    for one in services.bank():
        if services.bank_uid(one.id) not in known:
            _say_packaged(one, as_json)


def _say_packaged(one: services.BankQuestion, as_json: bool) -> None:
    sort = ", ".join(part for part in (one.type, *one.trades) if part)
    say_json(one) if as_json else say(f"{one.id:<28}{sort}: {one.text}")


@practice.command("due")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per question.")
@click.pass_obj
def due(db: Path | None, as_json: bool) -> None:
    """List what is due to be rehearsed today, the longest waiting first."""
    context = command_context(db)
    say_list(context, services.due(context), as_json)


@practice.command("add")
@click.argument("text", nargs=-1, required=True)
@click.option(
    "--type", "type_", default="", help="behavioural, technical, case study, salary …, or a word of your own."
)
@click.option(
    "--on",
    "name",
    metavar="REJECTION",
    shell_complete=naming.rejections,
    help="The rejection in whose interview it was asked.",
)
@_JSON
@click.pass_obj
def add(db: Path | None, text: tuple[str, ...], type_: str, name: str | None, as_json: bool) -> None:
    """Add a question of your own."""
    context = command_context(db)
    rejection = rejections.find(context, name).uid if name else ""
    source = "asked" if name else "own"
    say_question(
        context, "In practice", services.add_question(context, " ".join(text), type_, rejection, source), as_json
    )


@practice.command("edit")
@click.argument("name")
@click.option("--text", metavar="WORDS", help="The question in other words.")
@click.option("--type", "type_", metavar="TYPE", help="Its type, which gives the form of the answer.")
@click.option(
    "--on",
    "asked_at",
    metavar="REJECTION",
    shell_complete=naming.rejections,
    help="Where it was asked; '' for nowhere.",
)
@_JSON
@click.pass_obj
def edit(db: Path | None, name: str, text: str | None, type_: str | None, asked_at: str | None, as_json: bool) -> None:
    """Change the words or the type of a question of your own, or where it was asked."""
    context = command_context(db)
    question = question_named(context, name)
    about = rejections.find(context, asked_at).uid if asked_at else asked_at
    say_question(context, "Changed", services.edit_question(context, question.uid, text, type_, about), as_json)


@practice.command("queue")
@click.argument("name")
@click.option("--off", is_flag=True, help="Take it out of practice; its rehearsals stay.")
@_JSON
@click.pass_obj
def queue(db: Path | None, name: str, off: bool, as_json: bool) -> None:
    """Take a question into practice: the start of its id, words of it, or the name of a packaged one."""
    context = command_context(db)
    uid = uid_named(context, name)
    if off:
        services.unqueue(context, [uid])
        say_question(context, "Out of practice", services.get(context.records, uid), as_json)
    else:
        say_question(context, "In practice", services.queue(context, [uid])[0], as_json)


@practice.command("rate")
@click.argument("name")
@click.argument("rating", type=click.Choice([one.value for one in Rating]))
@click.option(
    "--seconds", type=click.IntRange(0, 36_000), help="How long the answer took; leave it out without a clock."
)
@click.option("--notes", default="", help="A few words about it.")
@_JSON
@click.pass_obj
def rate(db: Path | None, name: str, rating: str, seconds: int | None, notes: str, as_json: bool) -> None:
    """Log a rehearsal, such as: rejtui practice rate 3f2a smooth --seconds 95

    Then what a good answer shows is printed, to compare it with yours. Under fifteen seconds nothing is counted.
    """
    context = command_context(db)
    question = services.rehearse(context, question_named(context, name).uid, Rating(rating), seconds, notes)
    say_question(context, standing(context, question), question, as_json)
    good = services.good_answer(context.records, question.uid)
    if good and not as_json:
        say(f"A good answer shows: {good}")


@practice.command("delete")
@click.argument("name")
@_JSON
@click.pass_obj
def delete(db: Path | None, name: str, as_json: bool) -> None:
    """Delete a question with its rehearsals; rejtui undo brings it back."""
    context = command_context(db)
    question = question_named(context, name)
    services.delete_questions(context, [question.uid])
    say_question(context, "Deleted", question, as_json)


for _verb in (show, star, note, sheet):
    practice.add_command(_verb)
