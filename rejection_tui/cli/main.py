"""The `rejtui` command and its verbs, each loaded only when it is called."""

import importlib
from pathlib import Path
from typing import Any

import click

from rejection_tui import __version__
from rejection_tui.cli.output import say
from rejection_tui.domain.errors import RejtuiError

#: verb -> module: function
VERBS = {
    "add": "inbox:add",
    "archive": "inbox:archive",
    "backup": "keeping:backup",
    "backups": "keeping:backups",
    "config": "settings:config",
    "contacts": "contacts:contacts",
    "cv": "bullets:cv",
    "demo": "dashboard:demo",
    "doctor": "keeping:doctor",
    "draft": "drafts:draft",
    "due": "agenda:due",
    "export": "exports:export",
    "history": "keeping:history",
    "import": "letters:import_letters",
    "keys": "settings:keys",
    "list": "inbox:list_rejections",
    "locate": "settings:locate",
    "merge": "keeping:merge",
    "redo": "keeping:redo",
    "restore": "keeping:restore",
    "show": "inbox:show",
    "tick": "checklist:tick",
    "undo": "keeping:undo",
}


class Verbs(click.Group):
    """A group that imports a verb when it is asked for, and turns our errors into their sentence."""

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

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except RejtuiError as error:
            say(f"rejtui: {error.sentence}", err=True)
            ctx.exit(error.exit_code)


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

    Without a verb, opens the dashboard. Nothing is sent and nothing leaves this machine.
    """
    ctx.obj = db
    if ctx.invoked_subcommand is None:
        from rejection_tui.cli.dashboard import open_dashboard

        open_dashboard(db)
