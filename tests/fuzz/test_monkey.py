"""Whatever is typed, pasted and resized, in whatever bursts: it goes on, keeps its file whole, and ctrl+q leaves.

`REJTUI_MONKEY=17 pytest tests/fuzz/test_monkey.py` repeats the run of one seed, as far as the timing allows.
"""

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rejection_tui.storage import doctor
from tests.fuzz.monkey import Monkey

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals on this system")

LONG = os.environ.get("REJTUI_FUZZ") == "long"
SEEDS = [int(os.environ["REJTUI_MONKEY"])] if "REJTUI_MONKEY" in os.environ else range(200 if LONG else 3)
STEPS = 400 if LONG else 30


@pytest.mark.parametrize("seed", SEEDS)
def test_a_monkey_at_the_keyboard(seed: int, tmp_path: Path) -> None:
    monkey = Monkey(seed, tmp_path)
    monkey.run(STEPS)
    json.loads(monkey.file.read_text(encoding="utf-8"))
    found = doctor.check(monkey.file, datetime.now(UTC))  # the program runs on the real clock
    assert found.healthy, (seed, found.findings)
