"""The `rejtui` command and its verbs; the module of a verb is loaded only when that is called."""

import contextlib
import errno
import importlib
import os
import sys
from pathlib import Path
from typing import Any

import click

from rejection_tui import __version__
from rejection_tui.cli.output import replace_unencodable, say, with_db
from rejection_tui.domain.errors import RejtuiError

INTERRUPTED = 130
#: verb -> module: function
VERBS = {
    "account": "accounts:account",
    "add": "inbox:add",
    "answer": "journal:answer",
    "archive": "inbox:archive",
    "backup": "maintenance:backup",
    "backups": "maintenance:backups",
    "check": "checks:check",
    "completion": "completion:completion",
    "config": "settings:config",
    "contacts": "contacts:contacts",
    "cover": "covers:cover",
    "cv": "bullets:cv",
    "debrief": "debrief:debrief",
    "delete": "edit:delete",
    "demo": "dashboard:demo",
    "doctor": "maintenance:doctor",
    "draft": "drafts:draft",
    "due": "agenda:due",
    "edit": "edit:edit",
    "export": "exports:export",
    "forget": "reading:forget",
    "history": "maintenance:history",
    "import": "letters:import_letters",
    "journal": "journal_acts:journal",
    "later": "agenda:later",
    "let-go": "agenda:let_go",
    "list": "inbox:list_rejections",
    "locate": "settings:locate",
    "man": "manual:man",
    "me": "profile:me",
    "merge": "maintenance:merge",
    "outcome": "outcome:outcome",
    "people": "people:people",
    "points": "points:points",
    "practice": "practice:practice",
    "progress": "progress:progress",
    "read": "reading:read",
    "redo": "maintenance:redo",
    "report": "report:report",
    "remind": "reminders:remind",
    "reminders": "reminders:reminders",
    "restore": "maintenance:restore",
    "schema": "schemas:schema",
    "settings": "set_settings:settings",
    "show": "inbox:show",
    "silence": "silence:silence",
    "skip": "agenda:skip",
    "tick": "checklist:tick",
    "undo": "maintenance:undo",
    "win": "wins:win",
}


class Verbs(click.Group):
    """A click group that imports a verb when it is called, and prints `RejtuiError` as its sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = VERBS.get(cmd_name)
        if place is None:
            return None
        module, name = place.split(":")
        command = getattr(importlib.import_module(f"rejection_tui.cli.{module}"), name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb; one that is mistyped is answered with the nearest."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            near = difflib.get_close_matches(args[0], VERBS, 1)
            if near:
                raise click.UsageError(f"{error.message} Did you mean {near[0]}?", ctx) from None
            raise

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except RejtuiError as error:
            say(f"rejtui: {with_db(error.sentence, ctx.obj)}", err=True)
            ctx.exit(error.exit_code)

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run and exit with an exit code; words typed by the user are cleaned before messages quote them."""
        replace_unencodable()
        try:
            code = super().main(*args, **(extra | {"standalone_mode": False}))
            if sys.stdout is not None:  # None when closed, as under some schedulers
                sys.stdout.flush()
        except click.Abort as error:
            stopped = isinstance(error.__cause__ or error.__context__, KeyboardInterrupt)
            say("Stopped; nothing more was done.", err=True)
            code = INTERRUPTED if stopped else 1
        except click.exceptions.NoArgsIsHelpError as error:
            say(error.format_message(), err=True)
            code = error.exit_code
        except click.ClickException as error:
            _report_usage_error(error)
            code = error.exit_code
        except OSError as error:
            code = _report_os_error(error)
        sys.exit(code if isinstance(code, int) else 0)


def _report_usage_error(error: click.ClickException) -> None:
    ctx = getattr(error, "ctx", None)
    if ctx is not None:
        say(f"{ctx.get_usage()}\nTry '{ctx.command_path} --help' for help.\n", err=True)
    say(f"Error: {error.format_message()}", err=True)


def _report_os_error(error: OSError) -> int:
    """Print the system error and return the exit code; print nothing when the reader of a pipe ended (`| head`)."""
    if error.errno != errno.EPIPE:
        place = error.filename or "the output could not be written"
        say(f"rejtui: {place}: {error.strerror or error}. What was saved before that is safe.", err=True)
        return 1
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return 1


@click.group(
    cls=Verbs,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--db", type=click.Path(path_type=Path), help="The data file, instead of REJTUI_DB or the usual place.")
@click.version_option(__version__, message="rejtui %(version)s")
@click.pass_context
def rejtui(ctx: click.Context, db: Path | None) -> None:
    """Turn a job rejection into a future opportunity.

    Without a verb, opens the dashboard. Nothing is ever sent. A mail account is asked only when you say so.
    """
    ctx.obj = db
    if ctx.invoked_subcommand is None:
        from rejection_tui.cli.dashboard import open_dashboard

        open_dashboard(db)
