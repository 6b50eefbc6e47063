"""`rejtui settings`: list, show and set, with a yes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.conftest import lines

Run = Callable[..., Result]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of settings that the verb reads."""
    path = tmp_path / "config.toml"
    monkeypatch.setenv("REJTUI_CONFIG", str(path))
    return path


def test_settings_are_listed_with_where_they_come_from(run: Run, file: Path) -> None:
    file.write_text("[general]\ncalm = true\n")
    found = {one["name"]: one for one in lines(run("settings", "--json"))}
    assert (found["general.calm"]["value"], found["general.calm"]["in_file"]) == (True, True)
    assert found["reply.by_hours"]["in_file"] is False
    assert "your file" in run("settings").stdout
    assert "usually no" in run("settings", "calm").stdout


def test_a_setting_is_written_only_on_a_yes(run: Run, file: Path) -> None:
    result = run("settings", "calm", "yes", input="n\n")
    assert "[general]\ncalm = true" in result.stdout and "Nothing was written" in result.stdout and not file.exists()
    assert "Written." in run("settings", "calm", "yes", input="y\n").stdout
    assert file.read_text() == "[general]\ncalm = true\n"
    run("settings", "general.calm", "no", "--yes")
    assert file.read_text() == "[general]\ncalm = false\n"


def test_an_unusual_file_and_a_wrong_value_are_said(run: Run, file: Path) -> None:
    file.write_text("general = { calm = false }\n")
    result = run("settings", "calm", "yes", "--yes")
    assert result.exit_code and "Write it yourself" in result.stderr
    assert "from 1 to 720" in run("settings", "reply.by_hours", "soon", "--yes").stderr
