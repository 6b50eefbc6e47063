"""`make bench`: each figure beside a floor measured in the same run, as a ratio; nothing here passes or fails."""

import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.benchmarks import mail, screens, start, storing
from tests.benchmarks.timing import Row


def main() -> None:
    """Run every benchmark and print one table."""
    console = Console()
    table = Table(title="rejtui benchmarks (median; the floor is measured in the same run)")
    for head in ("what", "here", "floor", "ratio", "the floor is"):
        table.add_column(head, justify="right" if head in ("here", "floor", "ratio") else "left")
    with tempfile.TemporaryDirectory() as folder:
        for module in (start, storing, mail, screens):
            for row in module.rows(Path(folder)):
                table.add_row(*_cells(row))
                console.print(f"[dim]{row.what}: {row.seconds * 1000:.1f} ms[/dim]")
    console.print(table)


def _cells(row: Row) -> tuple[str, str, str, str, str]:
    ratio = f"{row.seconds / row.floor:.1f}×" if row.floor else "–"
    return row.what, f"{row.seconds * 1000:.1f} ms", f"{row.floor * 1000:.1f} ms", ratio, row.floor_is


if __name__ == "__main__":
    main()
