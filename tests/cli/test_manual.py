"""The manual page: every verb and option is in it, and programs that set it have nothing to say against it."""

import re
import shutil
import subprocess

import click
import pytest

from rejection_tui.cli.main import rejtui
from rejection_tui.cli.manual import page
from tests.cli.test_every_verb import COMMANDS, Run

TEXT = "\n".join(page(rejtui))


def _shown(roff: str) -> str:
    """Return the words of roff as they are read."""
    plain = re.sub(r"\\f[BIR]|\\&|\\:", "", roff)
    plain = re.sub(r"\\\[u([0-9A-F]+)\]", lambda one: chr(int(one[1], 16)), plain)
    return plain.replace("\\-", "-").replace("\\(dq", '"').replace("\\e", "\\")


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_verb_and_option_is_in_it(path: tuple[str, ...]) -> None:
    head = f'.SS "rejtui {" ".join(path)}"\n'
    assert head in _shown(TEXT)
    section = _shown(TEXT).partition(head)[2].partition("\n.S")[0]
    command = COMMANDS[path]
    assert " ".join((command.help or "").split())[:40].split("`")[0] in " ".join(section.split())
    for option in (one for one in command.params if isinstance(one, click.Option)):
        assert all(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", section) for name in option.opts), option
        assert (option.help or "").replace("`", "") in section


def test_it_is_ascii_and_has_no_request_by_mistake() -> None:
    assert TEXT.isascii()
    requests = {line.split()[0] for line in TEXT.splitlines() if line.startswith((".", "'"))}
    assert requests == {".TH", ".SH", ".SS", ".PP", ".TP", ".nf", ".fi", ".ad", ".nh"}


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not here")
def test_groff_sets_it_without_a_warning(run: Run) -> None:
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-z"], input=run("man").stdout, text=True, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not shutil.which("mandoc"), reason="mandoc is not here")
def test_mandoc_finds_no_error(run: Run) -> None:
    done = subprocess.run(
        ["mandoc", "-T", "lint", "-W", "error"], input=run("man").stdout, text=True, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout
