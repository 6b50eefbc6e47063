"""The user's own editor: what it saves comes back, its file is private and gone afterwards."""

import os
import sys
from pathlib import Path

import pytest

from rejection_tui.domain.errors import UsageError
from rejection_tui.system.editor import command_of, edit, forget, saved, waiting_words
from tests.world.processes import shell_script

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the fake editors are shell scripts")


def editor(tmp_path: Path, script: str) -> dict[str, str]:
    """Return an environment whose $VISUAL is a script; "$f" in it is the file."""
    path = shell_script(tmp_path / "my editor", f'f="$1"\nprintf %s "$f" > "{tmp_path}/name"\n{script}')
    return {"PATH": os.environ["PATH"], "VISUAL": f"'{path}'"}


def test_what_is_saved_comes_back_cleaned(tmp_path: Path) -> None:
    env = editor(tmp_path, r'printf "Dear Jane,\n\033[2Jthanks\n" > "$f"')
    assert edit("Dear X", env).text == "Dear Jane,\nthanks"


def test_the_file_is_private_and_deleted(tmp_path: Path) -> None:
    env = editor(
        tmp_path,
        f'stat -c "%a" "$f" > "{tmp_path}/mode"; stat -c "%a" "$(dirname "$f")" >> "{tmp_path}/mode"; echo new > "$f"',
    )
    assert edit("secret", env).text == "new"
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
    assert command_of({"VISUAL": "ed -s", "EDITOR": "vi", "PATH": ""}) == ["ed", "-s"]
    assert command_of({"VISUAL": " ", "EDITOR": "vi", "PATH": ""}) == ["vi"]
    with pytest.raises(UsageError, match="quotes"):
        command_of({"VISUAL": "vi '", "PATH": ""})
    with pytest.raises(UsageError, match="No editor was found"):
        command_of({"PATH": str(tmp_path)})


@pytest.mark.parametrize(
    ("visual", "command"),
    [
        ("code", ["code", "--wait"]),
        ("/usr/bin/code -n", ["/usr/bin/code", "--wait", "-n"]),
        ("code -w", ["code", "-w"]),
        ("subl", ["subl", "--wait"]),
        ("gvim -f", ["gvim", "-f"]),
        ("gvim", ["gvim", "-f"]),
        ("kate", ["kate", "--block"]),
        ("gedit", ["gedit", "--wait"]),
        ("vim", ["vim"]),
        ("emacsclient -c", ["emacsclient", "-c"]),
    ],
)
def test_an_editor_with_a_window_is_told_to_wait(visual: str, command: list[str]) -> None:
    assert command_of({"VISUAL": visual}) == command
    assert bool(waiting_words({"VISUAL": visual})) == (visual not in ("vim", "emacsclient -c"))


def test_what_an_editor_left_open_saves_later_is_read(tmp_path: Path) -> None:
    env = editor(tmp_path, "exit 0")
    left = edit("Dear Jane", env).left
    assert left is not None and left.path.read_text() == "Dear Jane"
    assert saved(left) is None  # nothing was saved yet
    again = edit("Dear Jane", env, left)  # the same file, for who closed the window by mistake
    assert again.left == left and (tmp_path / "name").read_text() == str(left.path)
    left.path.write_text("Dear Jane,\nthank you\n")
    now = saved(left)
    assert now is not None and now.read and now.given == "Dear Jane,\nthank you"
    assert saved(now) is None
    forget(now)
    assert not left.path.parent.exists() and saved(now) is None


def test_an_editor_that_took_its_time_changed_nothing(tmp_path: Path) -> None:
    moments = iter([0.0, 5.0])
    edited = edit("Dear Jane", editor(tmp_path, "exit 0"), clock=lambda: next(moments))
    assert edited.left is None and edited.text == "Dear Jane"
    assert not Path((tmp_path / "name").read_text()).exists()


def test_an_interrupt_of_the_editor_is_not_one_of_the_program(tmp_path: Path) -> None:
    env = editor(tmp_path, 'echo after > "$f"; kill -INT $PPID; kill -INT $$; echo not reached > "$f"')
    edited = edit("before", env)
    assert edited.text == "after" and "was stopped" in edited.trouble
