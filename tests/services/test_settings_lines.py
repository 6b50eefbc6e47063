"""Changing one line of a TOML file: nothing else of it may change."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.services.settings_lines import edited


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "[general]\ncalm = true\n"),
        ("# mine\n", "# mine\n\n[general]\ncalm = true\n"),
        ("[keys]\nundo = 'f7'", "[keys]\nundo = 'f7'\n\n[general]\ncalm = true\n"),
        ("[general]\nenglish = 'en-US' # so\n\n[keys]\n", "[general]\nenglish = 'en-US' # so\ncalm = true\n\n[keys]\n"),
        ("[general] # here\n  calm=false   # quiet\nx = 1\n", "[general] # here\n  calm=true   # quiet\nx = 1\n"),
        ("\ufeff[general]\r\ncalm = false\r\n", "\ufeff[general]\r\ncalm = true\r\n"),
        ("[general]", "[general]\ncalm = true\n"),
        ("[other]\ncalm = false\n[general]\ncalm = false", "[other]\ncalm = false\n[general]\ncalm = true"),
    ],
)
def test_one_line_is_changed(before: str, after: str) -> None:
    assert edited(before, "general", "calm", "true") == after


@pytest.mark.parametrize(
    "before",
    [
        "general = { calm = false }\n",
        "general.calm = false\n",
        "[general]\ncalm = '''false'''\n",
        "[a]\ntext = '''\n[general]\n'''\n[general]\nx = 1\n",
        "[[general]]\ncalm = false\n",
        "not toml",
        "[general]\n'calm' = false\n",
    ],
)
def test_an_unusual_file_is_left_alone(before: str) -> None:
    assert edited(before, "general", "calm", "true") is None


@given(st.text(max_size=80), st.sampled_from(["", "[general]\n", "[general]\ncalm = false\n"]))
def test_what_comes_out_says_the_same_but_for_one_value(text: str, more: str) -> None:
    before = f"# {text}\n{more}"
    after = edited(before, "general", "calm", "true")
    if after is not None:
        data = tomllib.loads(before)
        data.setdefault("general", {})["calm"] = True
        assert tomllib.loads(after) == data
        assert set(before.splitlines()) - {"calm = false"} <= set(after.splitlines())
