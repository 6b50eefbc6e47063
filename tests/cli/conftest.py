"""Running the command as a script would."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from rejection_tui.cli.main import rejtui


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "data" / "rejtui.json"


@pytest.fixture
def run(db: Path) -> Callable[..., Result]:
    """Run a verb on the test's own file: run("list", "--json", input=...)."""

    def call(*words: str, input: str | bytes | None = None) -> Result:
        return CliRunner().invoke(rejtui, ["--db", str(db), *words], input=input)

    return call


def lines(result: Result) -> list[dict[str, Any]]:
    """Return the JSON Lines a command printed."""
    return [json.loads(line) for line in result.stdout.splitlines() if line.strip()]
