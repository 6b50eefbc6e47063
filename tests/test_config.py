"""The settings file: any content gives usable settings or an error message."""

import tomllib
from pathlib import Path

import pytest

from rejection_tui.config import config_path, db_path, explain, load
from rejection_tui.domain.errors import ConfigError

BAD = {
    "a number beyond bounds": b"[reply]\nby_hours = " + b"9" * 5000,
    "a hexadecimal one": b"[reply]\nby_hours = 0x" + b"f" * 5000,
    "nested without end": b"a = " + b"[" * 5000 + b"]" * 5000,
    "not UTF-8": b"[reply] # \xe9\n",
    "NUL": b"\0",
    "not a number": b"[reply]\nby_hours = nan",
    "no choice": b'[general]\nenglish = ["en-GB"]',
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_used_is_one_sentence(tmp_path: Path, name: str) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(BAD[name])
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert str(path) in caught.value.sentence and len(caught.value.sentence) < 400


def test_what_is_printed_can_be_read_again(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b'[keys]\n"\\u001b[2J" = "q"\nundo = "\\u001b"\nhelp = "a\\"b\\\\"\n[reply]\nby_hours = 7\n')
    words = explain(load(path))
    assert "\x1b" not in words
    assert tomllib.loads(words)["reply"]["by_hours"] == 7 and tomllib.loads(words)["keys"]["help"] == 'a"b\\'


def test_a_home_of_nobody_is_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REJTUI_CONFIG", "~nobody-of-that-name/c.toml")
    assert config_path() == Path("~nobody-of-that-name/c.toml") == load().file
    assert db_path(Path("~nobody-of-that-name/x")) == Path("~nobody-of-that-name/x")


def test_the_tool_is_a_command_on_one_line(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("[compose]\nfilter = '\"my  tool\" --style \\warm'\n", "utf-8")
    config = load(path)
    assert config.filter == '"my  tool" --style \\warm' and not config.warnings
    path.write_text(explain(config), "utf-8")
    assert load(path).filter == config.filter
    path.write_text("[compose]\nother = 1\n", "utf-8")
    assert load(path).filter == "" and "compose.other" in load(path).warnings[0]


@pytest.mark.parametrize("value", ["1", '"a\\nb"', '"\\u001b[2J"', '["tidy"]', f'"{"x" * 3000}"'])
def test_what_is_no_command_is_one_sentence(tmp_path: Path, value: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"[compose]\nfilter = {value}\n", "utf-8")
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert "compose.filter is a command in quotes" in caught.value.sentence and len(caught.value.sentence) < 400
