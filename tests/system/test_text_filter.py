"""The user's own tool: its text comes back cleaned, and every failure is a sentence that names the command."""

import os
import sys
from pathlib import Path
from threading import Thread

import pytest

from rejection_tui.domain.errors import UsageError
from rejection_tui.system.text_filter import MAX_OUTPUT, TextFilter
from tests.world.processes import ends, shell_script

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the tools are shell scripts")

ENV = {"PATH": os.environ["PATH"], "REJTUI_LETTER": "{}"}


def tool(tmp_path: Path, script: str) -> str:
    return f"'{shell_script(tmp_path / 'my tool', script)}' --fast"


def test_a_text_goes_in_and_comes_out_as_utf_8(tmp_path: Path) -> None:
    command = tool(tmp_path, 'test "$1" = --fast && sed s/Grüße/Grüsse/')
    assert TextFilter(command, ENV).run("Viele Grüße\n日本") == "Viele Grüsse\n日本"


def test_what_comes_out_is_cleaned(tmp_path: Path) -> None:
    command = tool(tmp_path, r'printf "\n\033[2JDear \033]0;title\007Jane\r\n\n"')
    assert TextFilter(command, ENV).run("x") == "Dear Jane"


def test_it_reads_what_is_known_of_the_letter(tmp_path: Path) -> None:
    assert TextFilter(tool(tmp_path, 'printf %s "$REJTUI_LETTER"'), ENV).run("x") == "{}"


def test_no_shell_reads_the_command(tmp_path: Path) -> None:
    made = tmp_path / "made"
    assert TextFilter(f"echo a > {made} ; echo $HOME", ENV).run("x") == f"a > {made} ; echo $HOME"
    assert not made.exists()


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("exit 3", "ended with code 3."),
        ("echo 'no such style' >&2; exit 1", "ended with code 1: no such style."),
        ("true", "wrote nothing"),
        ("printf ' \\n\\n'", "wrote nothing"),
        (r"printf '\351'", "no UTF-8"),
        (f"head -c {MAX_OUTPUT + 1} /dev/zero", "wrote more than 100 kB"),
        ("yes", "wrote more than 100 kB"),
        ("kill -9 $$", "ended with code -9"),
        ("sleep 60", "did not end within 0 seconds"),
        ("sleep 60 & echo done", "did not end within 0 seconds"),
    ],
)
def test_a_failure_is_a_sentence_that_names_the_command(tmp_path: Path, script: str, why: str) -> None:
    seconds = 0.3 if "sleep" in script else 20
    with pytest.raises(UsageError) as caught:
        TextFilter(tool(tmp_path, script), ENV, seconds).run("Dear Jane" * 20_000)
    assert why in caught.value.sentence and "my tool" in caught.value.sentence
    assert caught.value.sentence.endswith("The text is as it was.")


@pytest.mark.parametrize("command", ["no-such-tool -x", "'unclosed", "/", "a\0b"])
def test_what_cannot_be_started_is_named(command: str) -> None:
    with pytest.raises(UsageError) as caught:
        TextFilter(command, ENV).run("x")
    assert "“" in caught.value.sentence and caught.value.sentence.endswith("The text is as it was.")


def test_stopping_ends_it_with_all_it_started(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pids")
    running = TextFilter(tool(tmp_path, f'sleep 60 & echo "$$ $!" > "{tmp_path}/pids"; wait'), ENV)
    said: list[str] = []

    def run() -> None:
        try:
            running.run("x")
        except UsageError as error:
            said.append(error.sentence)

    thread = Thread(target=run)
    thread.start()
    pids = [int(pid) for pid in (tmp_path / "pids").read_text().split()]
    running.stop()
    thread.join(20)
    assert not thread.is_alive() and "was stopped" in said[0]
    for pid in pids:
        assert ends(pid), pid


def test_stopped_before_it_began_it_does_not_go_on(tmp_path: Path) -> None:
    early = TextFilter(tool(tmp_path, "sleep 60"), ENV)
    early.stop()
    with pytest.raises(UsageError, match="was stopped"):
        early.run("x")
