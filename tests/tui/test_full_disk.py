"""A disk that refuses while a dialog is open: an error message, the file unchanged, and all typed text kept."""

import errno
import os
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from rejection_tui.services.context import AppContext
from rejection_tui.tui.app import RejTUI
from tests.world.app import opened, press, said

WORDS = {errno.ENOSPC: "disk is full", errno.EIO: "reported an error", errno.EROFS: "read-only"}
#: What opens the dialog, and what saves it.
DIALOGS = {
    "a rejection": (("1", "a"), "enter"),
    "a change of one": (("1", "e"), "enter"),
    "a win": (("w",), "enter"),
    "a contact": (("4", "a"), "enter"),
    "a touch": (("4", "T", "tab", "right", "shift+tab"), "enter"),
    "an answer": (("3", "a", "enter"), "ctrl+s"),
    "an outcome": (("1", "o", "right", "tab"), "ctrl+s"),
    "a question": (("p", "a"), "enter"),
}


def _typed(app: RejTUI) -> list[str]:
    fields = [field.value for field in app.screen.query(Input)]
    return [*fields, *(area.text for area in app.screen.query(TextArea))]


@pytest.mark.parametrize("name", DIALOGS)
async def test_a_refused_save_keeps_what_was_typed(
    lived: AppContext, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    keys, save = DIALOGS[name]
    async with opened(lived) as (app, pilot):
        await press(pilot, *keys)
        dialog, before = app.screen, _bytes(lived.path)
        await press(pilot, *"Umbra")
        typed = _typed(app)
        assert any("Umbra" in words for words in typed), typed
        for code in WORDS:
            with monkeypatch.context() as patch:
                patch.setattr(os, "fsync", lambda fd, code=code: _refuse(code))
                app.clear_notifications()
                await press(pilot, save)
                assert WORDS[code] in said(app)
            assert app.screen is dialog and _typed(app) == typed
            assert _bytes(lived.path) == before
        await press(pilot, save)
        assert _bytes(lived.path) != before


def _refuse(code: int) -> None:
    raise OSError(code, os.strerror(code))


def _bytes(path: Path) -> bytes:
    return path.read_bytes()
