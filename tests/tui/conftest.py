"""Fixtures of the dashboard's tests: the sample world, and a pilot that waits no longer than it must."""

from pathlib import Path

import pytest

from rejection_tui.services.context import AppContext
from tests.world import quiet
from tests.world.clock import Clock
from tests.world.sample import copied, demo_in, four, six

quiet.install()


@pytest.fixture
def filled(context: AppContext) -> AppContext:
    """Six rejections, two answers and three contacts, in different states."""
    return copied(six, context)


@pytest.fixture
def lived(context: AppContext) -> AppContext:
    """Four rejections, two answers, two contacts and a win, in different states."""
    return copied(four, context)


@pytest.fixture
def demo(tmp_path: Path, clock: Clock) -> AppContext:
    """The demo's year."""
    return demo_in(tmp_path / "demo", clock)
