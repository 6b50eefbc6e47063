"""The command line: a file a noun; it prints, or opens the dashboard, and never decides."""

import sys


def run() -> None:
    """Run `rejtui`; every error of the family becomes its sentence and its exit code."""
    from rejection_tui.cli.quick import answer

    code = answer(sys.argv[1:])
    if code is not None:
        sys.exit(code)
    from rejection_tui.cli.main import rejtui

    rejtui.main(prog_name="rejtui")
