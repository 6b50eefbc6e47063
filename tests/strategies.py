"""Hypothesis strategies for every type of record and for `Records`, built from the records' own fields.

Text is what the gate lets through (`domain.text.clean`), moments are aware, uids are 32 hexadecimal digits.
"""

import os
import types
import typing
from dataclasses import is_dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum

from hypothesis import settings
from hypothesis import strategies as st

from rejection_tui.domain.codec import record_tables
from rejection_tui.domain.record import Stored
from rejection_tui.domain.records import Records
from rejection_tui.domain.text import clean

LONG = os.environ.get("REJTUI_FUZZ") == "long"


def some(short: int, long: int = 2000) -> settings:
    """Return how many examples a test tries: `short` in each run of the tests, `long` in `make fuzz`."""
    return settings(max_examples=long if LONG else short)


HOSTILE = (
    '=HYPERLINK("http://evil.example","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠A1",
    "\x1b]52;c;ZXZpbA==\x07",
    "\x1b[2J\x9b31m",
    "a\r\nATTENDEE:mailto:evil@example.net",
    "a\nEND:VCARD\nBEGIN:VCARD\nFN:Second",
    "a\r\nEND:VEVENT\r\nBEGIN:VEVENT",
    "semi;colon,comma\\back:slash",
    "\\n \\; \\, \\\\",
    'quote " and " again',
    "'single",
    "\u202edrawkcab\u202c",
    "zero\u200bwidth\u2066x\u2069",
    "nul\x00here",
    "lone \ud800 surrogate",
    "[red]markup[/red] [link=https://evil.example]x[/link]",
    "[click](javascript:alert(1))",
    "<script>alert(1)</script><img src=x onerror=y>",
    "https://evil.example/x and www.evil.example and a@evil.example",
    "# heading",
    "> quote\n- list\n1. one\n2) two\n===\n---",
    "```\ncode\n```",
    "    indented",
    "| a | b |\n|---|---|",
    "&lt;b&gt; &amp; &#60;",
    "*em* _em_ **b** ~~s~~ `c` $x$ \\*",
    "x" * 300,
    "ünïcödé 漢字 😀👩‍👩‍👧 é",
    "line\u2028separator\u2029here\x85there",
    "   ",
)

texts = st.one_of(
    st.text(max_size=30),
    st.text(st.characters(categories=("L", "Zs", "P", "Cc", "Cf")), max_size=30),
    st.sampled_from(HOSTILE),
).map(clean)
#: Text as it arrives from outside: not yet cleaned.
raw_texts = st.one_of(st.text(st.characters(exclude_categories=()), max_size=40), st.sampled_from(HOSTILE))
uids = st.uuids().map(lambda u: u.hex)
days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
zones = st.one_of(st.just(UTC), st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m))))
moments = st.datetimes(datetime(1990, 1, 1), datetime(2090, 12, 31), timezones=zones)


def _of(hint: object) -> st.SearchStrategy[typing.Any]:
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        return st.one_of(*(st.none() if part is type(None) else _of(part) for part in typing.get_args(hint)))
    if origin is tuple:
        return st.lists(_of(typing.get_args(hint)[0]), max_size=3).map(tuple)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(list(hint))
    if isinstance(hint, type) and (is_dataclass(hint) or issubclass(hint, Stored)):
        return any_record(hint)
    plain: dict[object, st.SearchStrategy[typing.Any]] = {
        str: texts,
        bool: st.booleans(),
        int: st.integers(-(2**40), 2**40),
        float: st.floats(0, 1),
        datetime: moments,
        date: days,
    }
    return plain[hint]


def any_record(kind: type, **given: st.SearchStrategy[typing.Any]) -> st.SearchStrategy[typing.Any]:
    """Return records of `kind`; any field may be given its own strategy by name."""
    hints = typing.get_type_hints(kind)
    parts = {name: _of(hint) for name, hint in hints.items()}
    if "uid" in parts:
        parts["uid"] = uids
    return st.builds(kind, **(parts | given))


def tables(kind: type, max_size: int = 2) -> st.SearchStrategy[dict[str, typing.Any]]:
    """Return one table of `Records`: records of `kind` by uid."""
    return st.lists(any_record(kind), max_size=max_size).map(lambda rows: {row.uid: row for row in rows})


def any_records(max_size: int = 2) -> st.SearchStrategy[Records]:
    """Return `Records` with up to `max_size` records in each table; the links between records are arbitrary."""
    return st.builds(Records, **{name: tables(kind, max_size) for name, kind in record_tables().items()})
