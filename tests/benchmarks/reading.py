"""From bytes to a reading: one newsletter, one letter and a mailbox, beside the standard library and lexbor."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from rejection_tui.domain.letter import Reading
from rejection_tui.mail import RawMessage, parse
from rejection_tui.reading import read_letter
from tests.benchmarks.bare import bare
from tests.benchmarks.newsletter import letter, newsletter
from tests.benchmarks.timing import Row, beside, environment, in_turns, processor

FLOOR = "email.message_from_bytes, lexbor's text"
#: What a process does with the mailbox that is its argument.
BARE = """import sys, pathlib; from tests.benchmarks.bare import bare
for one in pathlib.Path(sys.argv[1]).read_bytes().split(b'\\nFrom x@y '): bare(one)"""
PARSED = """import sys, pathlib; from rejection_tui.mail import parse, read_paths
for raw in read_paths([pathlib.Path(sys.argv[1])]): parse(raw)"""
READ = """import sys, pathlib; from rejection_tui.services import letters
letters.read_paths([pathlib.Path(sys.argv[1])])"""


def rows(folder: Path, mails: int = 2000, times: int = 15) -> Iterator[Row]:
    """Measure single mails, then a mailbox of which every tenth mail is a newsletter."""
    yield from _one_mail("a newsletter of 75 kB", newsletter(), times, "5 ms", "2 ms")
    yield from _one_mail("a plain letter of 4 kB", letter(), times, "8 ms", "3 ms")
    box = folder / "bench.mbox"
    with box.open("wb") as stream:
        for number in range(mails):
            data = letter(number) if number % 10 else newsletter(number)
            stream.write(b"From x@y Mon Nov 23 16:20:00 2026\n" + data.rstrip() + b"\n\n")
    size = f"an mbox of {mails:,} mails, {box.stat().st_size / 1e6:.0f} MB"
    commands = [[["-c", code, str(box)]] for code in (BARE, PARSED, READ)]
    floor, parsed, read = in_turns(commands, environment(folder), 1)
    for what, runs in (("parse", parsed), ("parse and read", read)):
        row = beside(f"{what} {size}", runs, floor, FLOOR)
        yield Row(row.what, row.measured, row.floor, FLOOR, unit="s", note=row.note)


def _one_mail(what: str, data: bytes, times: int, reach: str, aim: str) -> Iterator[Row]:
    raw, note = RawMessage(data, "bench"), "processor time"
    floor = processor(partial(bare, data), times)
    yield Row(f"parse {what}", processor(partial(parse, raw), times), floor, FLOOR, note=note)
    read = processor(partial(_read, raw), times)
    yield Row(f"parse and read {what}", read, floor, FLOOR, reach=reach, aim=aim, note=note)


def _read(raw: RawMessage) -> Reading:
    return read_letter(parse(raw))
