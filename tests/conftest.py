"""Fixtures of all tests: a home folder of its own, a fixed clock, and no network."""

import gc
import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from rejection_tui.config import load
from rejection_tui.domain.region import Region, use
from rejection_tui.services.context import AppContext
from rejection_tui.storage import Store
from tests.world.clock import NOW, Clock

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A process started in the background of a shell ignores SIGINT, which some tests send to their children.
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Imported modules are a large heap that is never freed; collecting garbage less often saves a third of the time.
gc.set_threshold(100_000, 20, 50)

# Every run tries the same examples, so that a result is reproducible; `make fuzz` tries new ones.
settings.register_profile(
    "short", max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
settings.register_profile("long", max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile("long" if os.environ.get("REJTUI_FUZZ") == "long" else "short")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep every file of the program under the test's own folder."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "REJTUI_STATE"):
        monkeypatch.setenv(name, str(tmp_path / "home" / name.lower()))
    monkeypatch.setenv("REJTUI_CONFIG", str(tmp_path / "home" / "config.toml"))
    monkeypatch.setattr("rejection_tui.services.profile.account_name", lambda: "")
    for name in ("LC_ALL", "LC_TIME", "LANG"):  # days are written as in Britain, whoever runs the tests
        monkeypatch.setenv(name, "C.UTF-8")
    use(Region())
    for name in ("REJTUI_DB", "NO_COLOR", "TMUX", "DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail the test that looks up a name or connects anywhere but to a local socket file."""
    real = socket.socket.connect

    def refuse_lookup(*args: object, **kwargs: object) -> None:
        raise AssertionError(f"a look-up of {args[:1]} was tried")

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX:
            raise AssertionError(f"a connection to {address!r} was tried")
        real(self, address)

    monkeypatch.setattr(socket, "getaddrinfo", refuse_lookup)
    monkeypatch.setattr(socket.socket, "connect", guarded)
    yield


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def context(home: Path, clock: Clock) -> AppContext:
    """The context of an empty file, in a folder of its own, at the fixed time."""
    return AppContext(Store(home / "data" / "rejtui.json"), load(), clock)


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a save return before the disk has it, except where saving is what is tested."""
    if "storage" not in request.path.parts:
        monkeypatch.setattr(os, "fsync", lambda fd: None)
