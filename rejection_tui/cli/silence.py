"""`rejtui silence`: the applications without an answer in the shell, to ask about once or to let go."""

from pathlib import Path

import click

from rejection_tui.cli import naming
from rejection_tui.cli.context import command_context
from rejection_tui.cli.output import counted, say, say_json
from rejection_tui.cli.tables import table
from rejection_tui.domain import day_words
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.draft import DraftKind
from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.ids import short
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.silence import SilenceState, state_of, state_words, to_let_go, unanswered, weeks_words
from rejection_tui.services import drafts, rejections
from rejection_tui.services import silence as acts
from rejection_tui.services.context import AppContext


@click.group(invoke_without_command=True)
@click.pass_context
def silence(ctx: click.Context) -> None:
    """Show the applications without an answer, ask about them once, or let them go."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_silent)


@silence.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per application.")
@click.pass_obj
def list_silent(db: Path | None, as_json: bool = False) -> None:
    """List the applications without an answer, the longest silent first."""
    context = command_context(db)
    mine = unanswered(context.records)
    if as_json:
        for one in mine:
            say_json(_object(context, one))
        return
    if not mine:
        say("No application waits for an answer. rejtui add --no-answer adds one.")
        return
    now = context.now()
    silent = sum(state_of(context.records, one, now) is SilenceState.SILENT for one in mine)
    if silent:
        say(f"No word for {weeks_words(context.rules.silence_weeks)}: {counted(silent, 'application')}.\n")
    rows = [
        (
            short(one.uid),
            one.company,
            one.role,
            day_words.day(one.received, now),
            state_words(context.records, one, now),
        )
        for one in mine
    ]
    table(rows, ("id", "company", "role", "last word", "where it stands"), prose=("company", "role"))


def _object(context: AppContext, one: Rejection) -> dict[str, object]:
    now = context.now()
    return {
        "uid": one.uid,
        "company": one.company,
        "role": one.role,
        "applied": one.applied,
        "last_word": one.received,
        "days": (now.date() - local_day(one.received, now)).days,
        "state": state_of(context.records, one, now),
        "outcome": one.outcome,
    }


@silence.command()
@click.argument("names", nargs=-1, required=True, shell_complete=naming.rejections)
@click.option("--sent", is_flag=True, help="Record that you have asked, of all of them.")
@click.option("--json", "as_json", is_flag=True, help="Print drafts, or with --sent the applications, as JSON.")
@click.pass_obj
def ask(db: Path | None, names: tuple[str, ...], sent: bool, as_json: bool) -> None:
    """Print the polite question about each of NAMES; with --sent record that it was asked."""
    context = command_context(db)
    uids = [acts.get(context.records, rejections.find(context, name).uid).uid for name in names]
    if sent:
        _say_done(context, acts.record_asked(context, uids), "Asked about", as_json)
        return
    for uid in uids:
        made = drafts.keep(context, drafts.open(context, DraftKind.QUESTION, uid))
        if as_json:
            findings = drafts.check(context, made)
            say_json({"draft": made, "findings": findings, "can_copy": drafts.can_copy(findings)})
            continue
        for line in (f"To: {made.to}" if made.to else "", f"Subject: {made.subject}", f"\n{made.body.rstrip()}\n"):
            if line:
                say(line)


@silence.command("let-go")
@click.argument("names", nargs=-1, shell_complete=naming.rejections)
@click.option("--due", "all_due", is_flag=True, help="All that were asked two weeks ago, or skipped.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per application.")
@click.pass_obj
def let_go(db: Path | None, names: tuple[str, ...], all_due: bool, as_json: bool) -> None:
    """Let go of NAMES: no answer came, and nothing is due any more."""
    context = command_context(db)
    uids = [rejections.find(context, name).uid for name in names]
    uids += [action.rejection for action in to_let_go(context.records, context.now())] if all_due else []
    if not uids:
        raise UsageError(
            "there is nothing to let go." if all_due else "name what to let go, or --due. Nothing changed."
        )
    _say_done(context, acts.let_go(context, uids), "Let go of", as_json)


def _say_done(context: AppContext, done: tuple[Rejection, ...], words: str, as_json: bool) -> None:
    for one in done if as_json else ():
        say_json(_object(context, one))
    if not as_json:
        say(f"{words} {', '.join(one.company for one in done)}. rejtui undo takes it back.")
