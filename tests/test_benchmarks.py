"""The benchmarks run without error on the smallest files; the figures are not checked."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rejection_tui.domain.letter import Verdict
from rejection_tui.services import letters
from tests.benchmarks import __main__ as bench
from tests.benchmarks import commands, mailbox, mixed, reading, storing, ticks, verbs
from tests.benchmarks.timing import Row

BLOCKS: dict[str, Callable[[Path], Iterator[Row]]] = {
    "commands": lambda folder: commands.rows(folder, (3,), 1),
    "ticks": lambda folder: ticks.rows(folder, (20,), 1),
    "storing": lambda folder: storing.rows(folder, (60,)),
    "mailbox": lambda folder: mailbox.rows(folder, 10),
    "reading": lambda folder: reading.rows(folder, 3, 1),
    "verbs": lambda folder: verbs.rows(folder, 3, 1),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_measures_something(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.benchmarks.commands.SETTLED_FINE", 0)
    rows = list(BLOCKS[name](tmp_path))
    assert rows and all(row.measured > 0 and row.floor > 0 for row in rows)
    assert all(len(bench.cells(row)) == 8 for row in rows)


def test_a_sample_file_is_a_whole_one(tmp_path: Path) -> None:
    context, again = storing.filled(tmp_path / "a.json", 25), storing.filled(tmp_path / "b.json", 25)
    assert context.records == again.records and len(context.records.rejections) == 25 and context.records.touches
    assert len(storing.open_actions(context.records)) == 9


def test_the_mixed_mailbox_is_the_same_each_time_and_mixed(tmp_path: Path) -> None:
    size = mixed.write(tmp_path / "a.mbox", 40)
    assert size == mixed.write(tmp_path / "b.mbox", 40)
    assert (tmp_path / "a.mbox").read_bytes() == (tmp_path / "b.mbox").read_bytes()
    readings = letters.read_paths([tmp_path / "a.mbox"]).readings
    assert len(readings) == 40 and len(letters.distinct(readings)) == 40
    refusals = [r for r in readings if r.letter.subject and r.verdict is Verdict.REJECTION]
    assert len(refusals) == 4
    assert all(40_000 < len(mixed.mail(number)) < 90_000 for number in (0, 10, 20))


def test_a_block_that_is_not_there_is_named() -> None:
    with pytest.raises(SystemExit, match="There is no block nonsense"):
        bench.main(["nonsense"])
