"""Ten thousand mixed mails from an mbox to sorted readings: the time beside the bare parsers, and the memory."""

from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import mixed
from tests.benchmarks.timing import Row, environment, in_turns

FLOOR = "email parsing and decoding, lexbor's text"
#: What a process does with the mailbox that is its argument; the floor splits it, parses each mail and decodes it.
BARE = """import sys; from tests.benchmarks.bare import bare
with open(sys.argv[1], 'rb') as stream:
    lines = []
    for line in stream:
        if line.startswith(b'From x@y ') and lines: bare(b''.join(lines)); lines = []
        else: lines.append(line)
    bare(b''.join(lines))"""
PARSE = """import sys, pathlib; from rejection_tui.mail import parse, read_paths
for raw in read_paths([pathlib.Path(sys.argv[1])]): parse(raw)"""
READ = """import sys, pathlib; from datetime import UTC, datetime
from rejection_tui.config import Config; from rejection_tui.services import letters
from rejection_tui.services.context import AppContext; from rejection_tui.storage import Store
batch = letters.read_paths([pathlib.Path(sys.argv[1])])
context = AppContext(Store(pathlib.Path(sys.argv[1]).with_suffix('.json')), Config(), lambda: datetime.now(UTC))
letters.sort(context, batch)"""


def rows(folder: Path, mails: int = 10_000, times: int = 1) -> Iterator[Row]:
    """Measure an mbox of mixed mails: parsed, read, and read and sorted with its peak memory."""
    box = folder / "mixed.mbox"
    size = mixed.write(box, mails) / 1e6
    codes = [[["-c", code, str(box)]] for code in (BARE, PARSE, READ)]
    floor, parsed, read = in_turns(codes, environment(folder), times)
    name = f"an mbox of {mails:,} mixed mails, {size:.0f} MB"
    least = min(run.cpu for run in floor)
    for what, runs, reach, aim in (("parse", parsed, "", ""), ("read and sort", read, "10×", "5×")):
        used = min(run.cpu for run in runs)
        note = f"processor time; {used / mails * 1000:.2f} ms a mail"
        yield Row(f"{what} {name}", used, least, FLOOR, unit="s", reach=reach, aim=aim, note=note)
    peak, floor_peak = max(run.peak for run in read), max(run.peak for run in floor)
    yield Row("peak memory of reading and sorting it", peak, floor_peak, FLOOR, unit="MB", reach="150 MB")
