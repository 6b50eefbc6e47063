"""Nothing moves by itself over SSH and on old terminals, unless it is asked for."""

import pytest
from textual.widgets import Input

from rejection_tui.services.context import AppContext
from rejection_tui.tui.terminal.slow_lines import is_still
from tests.world.app import opened, press


@pytest.mark.parametrize(
    ("environment", "still"),
    [
        ({}, False),
        ({"TERM": "xterm-256color"}, False),
        ({"SSH_CONNECTION": "10.0.0.1 50000 10.0.0.2 22"}, True),
        ({"SSH_TTY": "/dev/pts/3", "TERM": "xterm-256color"}, True),
        ({"SSH_TTY": ""}, False),
        ({"TERM": "vt220"}, True),
        ({"SSH_TTY": "/dev/pts/3", "TEXTUAL_ANIMATIONS": "full"}, False),
        ({"TEXTUAL_ANIMATIONS": "none"}, True),
    ],
)
def test_where_nothing_moves(environment: dict[str, str], still: bool) -> None:
    assert is_still(environment) is still


@pytest.mark.parametrize("remote", [True, False])
async def test_over_ssh_no_cursor_blinks(context: AppContext, monkeypatch: pytest.MonkeyPatch, remote: bool) -> None:
    for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY", "MOSH_CONNECTION", "TEXTUAL_ANIMATIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    if remote:
        monkeypatch.setenv("SSH_TTY", "/dev/pts/3")
    async with opened(context) as (app, pilot):
        assert (app.animation_level == "none") is remote
        await press(pilot, "a")
        assert isinstance(app.focused, Input) and app.focused.cursor_blink is not remote
