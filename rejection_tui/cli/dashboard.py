"""Opens the dashboard, on a terminal that can show it; the only command that loads Textual."""

import gc
import os
import shutil
import sys
import tempfile
from pathlib import Path

import click

from rejection_tui.cli.output import say
from rejection_tui.domain.errors import UsageError
from rejection_tui.services.context import AppContext, open_context, wall_clock


def check_terminal() -> None:
    """Raise `UsageError` where a dashboard cannot be drawn: pipes, cron, dumb terminals."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError("the dashboard needs a keyboard. To read a letter from a pipe: rejtui import -")
    if sys.stderr is None or not sys.stderr.isatty():
        raise UsageError("the dashboard draws on a terminal, and there is none here. Try: rejtui list, rejtui due")
    if os.environ.get("TERM", "") in ("", "dumb"):
        raise UsageError("this terminal cannot show a dashboard (TERM is unset or dumb). Try: rejtui list, rejtui due")
    if "utf" not in (getattr(sys.__stderr__, "encoding", "") or "").lower():
        say("rejtui: this terminal does not use UTF-8; set LANG, for example to C.UTF-8, for clean lines.", err=True)


def open_dashboard(db: Path | None) -> None:
    """Open the dashboard on the user's own file."""
    check_terminal()
    gc.disable()  # saves a tenth of the start; the app enables it again
    context = open_context(db)
    _ = context.records  # raises for a damaged file before the dashboard takes over the screen
    run_app(context)


def run_app(context: AppContext, demo: bool = False) -> None:
    """Run the dashboard and exit with its exit code."""
    from rejection_tui.tui.app import RejTUI

    app = RejTUI(context, guided=not demo)
    app.run()
    if app.return_code:
        sys.exit(app.return_code)


@click.command()
@click.option("--keep", type=click.Path(path_type=Path), help="Build the sample data in this folder and keep it.")
def demo(keep: Path | None) -> None:
    """Open the dashboard on throw-away sample data."""
    from rejection_tui.services.demo import build

    check_terminal()
    if keep is not None:
        run_app(build(keep, wall_clock()), demo=True)
        return
    folder = Path(tempfile.mkdtemp(prefix="rejtui-demo-"))
    os.environ["REJTUI_STATE"] = str(folder / "state")
    try:
        run_app(build(folder, wall_clock()), demo=True)
    finally:
        if not (folder / "state" / "crash.log").exists():  # which the message about a fault names
            shutil.rmtree(folder, ignore_errors=True)
