"""Other commands as whole processes beside `python -c pass`: what a verb costs that reads the file."""

from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.storing import filled
from tests.benchmarks.timing import Row, beside, environment, in_turns

FLOOR = "python -c pass"


def rows(folder: Path, count: int = 1000, times: int = 7) -> Iterator[Row]:
    """Measure verbs in one file, and a count for the prompt that has to be made in full."""
    path = folder / f"verbs{count}.json"
    records = filled(path, count).records
    first = next(iter(records.rejections))
    lines = {
        "rejtui due --count, after a change": ["due", "--count", "--json"],
        "rejtui list": ["list"],
        "rejtui show": ["show", first],
        "rejtui history": ["history"],
        "rejtui --help": ["--help"],
    }
    commands = [[["-m", "rejection_tui", "--db", str(path), *words]] for words in lines.values()]
    imports = [[["-c", "import textual.app, textual.widgets"]], [["-c", "import rejection_tui.tui.app"]]]
    floor, textual, app, *found = in_turns([[["-c", "pass"]], *imports, *commands], environment(folder), times, (0, 3))
    for what, runs in zip(lines, found, strict=True):
        yield beside(f"{what}, {count:,} rejections", runs, floor, FLOOR)
    yield beside("import the dashboard", app, textual, "import textual.app, textual.widgets")
