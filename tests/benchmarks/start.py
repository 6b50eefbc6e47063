"""Starting: a verb against a bare interpreter that imports click, the dashboard module against bare Textual."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.timing import Row, median


def rows(folder: Path) -> Iterator[Row]:
    """Measure starts as a user meets them: a new process, the compiled code of the last start on disk."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env["PYTHONPYCACHEPREFIX"] = str(folder / "pycache")

    def _run(*words: str) -> None:
        subprocess.run([sys.executable, *words], check=True, capture_output=True, stdin=subprocess.DEVNULL, env=env)

    db = str(folder / "start.json")
    for words in (("-c", "import textual.app, textual.widgets"), ("-c", "import rejection_tui.tui.app")):
        _run(*words)
    _run("-m", "rejection_tui", "--db", db, "add", "--company", "Acme")
    floor = median(lambda: _run("-c", "import click"))
    yield Row(
        "rejtui list", median(lambda: _run("-m", "rejection_tui", "--db", db, "list")), floor, "python + import click"
    )
    yield Row(
        "rejtui --version", median(lambda: _run("-m", "rejection_tui", "--version")), floor, "python + import click"
    )
    textual = median(lambda: _run("-c", "import textual.app, textual.widgets"))
    app = median(lambda: _run("-c", "import rejection_tui.tui.app"))
    yield Row("import the dashboard", app, textual, "import textual.app, textual.widgets")
