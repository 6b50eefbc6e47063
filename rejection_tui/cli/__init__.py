"""The command line, one file for each kind of thing: it prints results and opens the dashboard; services decide."""

import sys


def run() -> None:
    """Run `rejtui`; a `RejtuiError` is printed as its sentence and ends with its exit code."""
    from rejection_tui.cli.quick import answer

    code = answer(sys.argv[1:])
    if code is not None:
        sys.exit(code)
    from rejection_tui.cli.main import rejtui

    rejtui.main(prog_name="rejtui")
