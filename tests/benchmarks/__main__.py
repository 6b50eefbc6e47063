"""`make bench`: each figure beside a floor measured in the same run; nothing here passes or fails.

`python -m tests.benchmarks NAME …` runs only the blocks named, such as commands or ticks.
"""

import importlib
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.benchmarks.timing import Row

#: title of a table -> the modules whose `rows(folder)` fill it
TABLES = {
    "Instant: what has a target": ("dashboard", "commands", "ticks"),
    "A mailbox": ("mailbox",),
    "The rest": ("verbs", "storing", "reading"),
}
WIDTH = 170  # of the tables in a file or a pipe


def main(names: Sequence[str]) -> None:
    """Run the blocks named, or all, and print their tables."""
    known = [name for block in TABLES.values() for name in block]
    if unknown := [name for name in names if name not in known]:
        sys.exit(f"There is no block {', '.join(unknown)}; there are {', '.join(known)}.")
    console = Console(width=None if sys.stdout.isatty() else WIDTH)
    with tempfile.TemporaryDirectory() as folder:
        for title, block in TABLES.items() if not names else {"Benchmarks": names}.items():
            console.print(_table(title, block, Path(folder), console))


def _table(title: str, block: Sequence[str], folder: Path, console: Console) -> Table:
    table = Table(title=f"{title} (medians; the floor is measured in the same run)")
    for head in ("what", "measured", "floor", "ratio", "reach", "aim", "the floor is", "also"):
        table.add_column(head, justify="right" if head in ("measured", "floor", "ratio", "reach", "aim") else "left")
    for name in block:
        for row in importlib.import_module(f"tests.benchmarks.{name}").rows(folder):
            table.add_row(*cells(row))
            console.print(f"[dim]{row.what}: {shown(row.measured, row.unit)}[/dim]")
    return table


def cells(row: Row) -> tuple[str, ...]:
    """Return a row as the table shows it."""
    ratio = f"{row.measured / row.floor:.1f}×" if row.floor else "–"
    measured, floor = shown(row.measured, row.unit), shown(row.floor, "ms" if row.unit == "s" else row.unit)
    return row.what, measured, floor, ratio, row.reach, row.aim, row.floor_is, row.note


def shown(value: float, unit: str) -> str:
    """Return a time (given in seconds) in "ms" or "s", or memory in "MB"."""
    return {"ms": f"{value * 1000:.1f} ms", "s": f"{value:.2f} s"}.get(unit, f"{value:.0f} {unit}")


if __name__ == "__main__":
    main(sys.argv[1:])
