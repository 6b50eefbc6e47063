"""The user's own editor: what it saves comes back, its file is private and gone afterwards."""

import os
import sys
from pathlib import Path

import pytest

from rejection_tui.domain.errors import UsageError
from rejection_tui.system.editor import command_of, edit

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the fake editors are shell scripts")


def editor(tmp_path: Path, script: str) -> dict[str, str]:
    """Return an environment whose $VISUAL is a script; "$f" in it is the file."""
    path = tmp_path / "my editor"
    path.write_text(f'#!/bin/sh\nf="$1"\nprintf %s "$f" > "{tmp_path}/name"\n{script}\n')
    path.chmod(0o700)
    return {"PATH": os.environ["PATH"], "VISUAL": f"'{path}'"}


def test_what_is_saved_comes_back_cleaned(tmp_path: Path) -> None:
    env = editor(tmp_path, r'printf "Dear Jane,\n\033[2Jthanks\n" > "$f"')
    assert edit("Dear X", env).text == "Dear Jane,\nthanks"


def test_the_file_is_private_and_deleted(tmp_path: Path) -> None:
    env = editor(
        tmp_path, f'stat -c "%a" "$f" > "{tmp_path}/mode"; stat -c "%a" "$(dirname "$f")" >> "{tmp_path}/mode"'
    )
    assert edit("secret", env).text == "secret"
    assert (tmp_path / "mode").read_text().split() == ["600", "700"]
    name = Path((tmp_path / "name").read_text())
    assert not name.exists() and not name.parent.exists()


def test_an_unchanged_text_is_the_same(tmp_path: Path) -> None:
    assert edit("one\n\n", editor(tmp_path, 'echo >> "$f"')).text == "one"
    assert edit("one", editor(tmp_path, 'echo >> "$f"')).text == "one"


def test_an_editor_that_fails_after_saving_loses_nothing(tmp_path: Path) -> None:
    result = edit("before", editor(tmp_path, 'echo after > "$f"; exit 3'))
    assert (result.text, result.trouble) == ("after", "The editor ended with code 3.")


def test_an_editor_that_cannot_start_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="The text is as it was"):
        edit("x", {"PATH": os.environ["PATH"], "VISUAL": str(tmp_path / "nowhere")})
    assert not list(tmp_path.iterdir())


def test_the_users_choice_wins_and_broken_quotes_are_said(tmp_path: Path) -> None:
    assert command_of({"VISUAL": "code --wait", "EDITOR": "vi", "PATH": ""}) == ["code", "--wait"]
    assert command_of({"VISUAL": " ", "EDITOR": "vi", "PATH": ""}) == ["vi"]
    with pytest.raises(UsageError, match="quotes"):
        command_of({"VISUAL": "vi '", "PATH": ""})
    with pytest.raises(UsageError, match="No editor was found"):
        command_of({"PATH": str(tmp_path)})
