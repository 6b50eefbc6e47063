"""The benchmarks run without error on the smallest files; the figures are not checked."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.benchmarks import __main__ as bench
from tests.benchmarks import commands, reading, storing, ticks, verbs
from tests.benchmarks.timing import Row

BLOCKS: dict[str, Callable[[Path], Iterator[Row]]] = {
    "commands": lambda folder: commands.rows(folder, (3,), 1),
    "ticks": lambda folder: ticks.rows(folder, (20,), 1),
    "storing": lambda folder: storing.rows(folder, (60,)),
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


def test_a_block_that_is_not_there_is_named() -> None:
    with pytest.raises(SystemExit, match="There is no block nonsense"):
        bench.main(["nonsense"])
