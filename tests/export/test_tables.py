"""CSV: read back by the csv module and as Excel reads it, and no cell a spreadsheet takes for a formula."""

import csv
import dataclasses
import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given

from rejection_tui.domain.codec import record_tables
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import REFERENCES, Records
from rejection_tui.domain.rejection import RejectionKind
from rejection_tui.domain.text import clean
from rejection_tui.export import CsvStyle, contacts_csv, feedback_csv, rejections_csv, safe_cell
from tests.strategies import HOSTILE, any_records, raw_texts, some
from tests.world.clock import NOW
from tests.world.excel import opened
from tests.world.full_records import records
from tests.world.records import RULES

Table = Callable[..., bytes]
TABLES: tuple[Table, ...] = (
    lambda records, now, *style: rejections_csv(records, now, RULES, *style),
    contacts_csv,
    feedback_csv,
)
STARTERS = "=+-@\t\r\n＝＋－＠"


def _rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))


def _hostile(text: str) -> Records:
    """Return the sample records with `text` in every text field that is no link between records."""
    tables: dict[str, Any] = {}
    for name in record_tables():
        fixed = {"uid", "ref", "key"} | {field for table, field in REFERENCES if table == name}
        tables[name] = {}
        for uid, record in getattr(records(), name).items():
            texts = {f: text for f in record.__struct_fields__ if f not in fixed and type(getattr(record, f)) is str}
            tables[name][uid] = replace(record, **texts)
    return Records(**tables)


def _waiting(full: Records) -> dict[str, str]:
    """Return the row of the same application while nobody has answered it."""
    silent = {uid: replace(r, kind=RejectionKind.NO_ANSWER) for uid, r in full.rejections.items()}
    header, row = _rows(rejections_csv(dataclasses.replace(full, rejections=silent), NOW, RULES))
    return dict(zip(header, row, strict=True))


def test_the_record_of_applications() -> None:
    header, row = _rows(rejections_csv(records(), NOW, RULES))
    told = dict(zip(header, row, strict=True))
    assert told["date applied"] == "2026-10-01"
    assert told["date of letter"] == "2026-11-15"
    assert _waiting(records())["date of letter"] == ""  # no letter has come
    assert told["company"] == "Quillfeather Analytics Ltd."
    assert told["stage"] == "final round"
    assert told["contact"] == "Tamsin Okafor <tamsin.okafor@quillfeather.example>"
    assert told["who ended it"] == "they said no"
    assert told["outcome"] == "open"
    assert (told["next step"], told["next step due"]) == ("Draft the reply", "2026-11-17")
    assert told["company in full"] == "Quillfeather Analytics Limited"
    assert told["what the letter says"].endswith(
        "They mention Ines Calloway, head of data. They offer feedback by mail."
    )


def test_contacts_and_answers() -> None:
    header, row = _rows(contacts_csv(records(), NOW))
    told = dict(zip(header, row, strict=True))
    assert (told["last in touch"], told["by"], told["messages"]) == ("2026-05-18", "linkedin", "1")
    assert told["phone"] == "'+44 20 7946 0123"
    header, row = _rows(feedback_csv(records(), NOW))
    assert dict(zip(header, row, strict=True))["answer"] == records().feedback["f1"].verbatim


def test_the_mark_for_excel() -> None:
    plain = rejections_csv(records(), NOW, RULES)
    assert rejections_csv(records(), NOW, RULES, CsvStyle(bom=True)) == b"\xef\xbb\xbf" + plain


@pytest.mark.parametrize("separator", [";", "\t"])
def test_another_separator(separator: str) -> None:
    data = rejections_csv(records(), NOW, RULES, CsvStyle(separator)).decode()
    rows = list(csv.reader(io.StringIO(data, newline=""), delimiter=separator, strict=True))
    assert rows == _rows(rejections_csv(records(), NOW, RULES))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.__name__)
def test_excel_reads_what_the_csv_module_reads(table: Table, separator: str) -> None:
    @some(12, 200)
    @given(any_records())
    def check(any_records: Records) -> None:
        plain = _rows(table(any_records, NOW))
        assert opened(table(any_records, NOW, CsvStyle(separator, bom=True)), separator) == plain

    check()


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.__name__)
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_excel_runs_no_formula(table: Table, text: str) -> None:
    header, row = opened(table(_hostile(text), NOW, CsvStyle(";", bom=True)), ";")
    assert len(header) == len(row)


def test_a_text_longer_than_a_cell_of_excel_is_cut_there_alone() -> None:
    long = replace(records().feedback["f1"], verbatim="a" * 40_000)
    told = Records(feedback={"f1": long})
    _, row = opened(feedback_csv(told, NOW, CsvStyle(bom=True)), ",")
    assert max(map(len, row)) == 32_767 and any(cell.endswith("a…") for cell in row)
    assert any(cell == long.verbatim for cell in _rows(feedback_csv(told, NOW))[1])


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.__name__)
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_cell_is_a_formula(table: Table, text: str) -> None:
    rows = _rows(table(_hostile(text), NOW))
    assert len(rows) == 2 and len(rows[0]) == len(rows[1])
    for cell in rows[1]:
        assert not cell.lstrip(" ").startswith(tuple(STARTERS))
        assert "\x1b" not in cell and "\x00" not in cell


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.__name__)
def test_any_records_give_a_whole_table(table: Table) -> None:
    @some(12, 200)
    @given(any_records())
    def check(any_records: Records) -> None:
        rows = _rows(table(any_records, NOW))
        assert len({len(row) for row in rows}) == 1
        assert not any(cell.startswith(tuple(STARTERS)) for row in rows for cell in row)

    check()


@given(raw_texts)
def test_a_guarded_cell_is_the_text_or_the_text_behind_an_apostrophe(text: str) -> None:
    assert safe_cell(text) in (clean(text), "'" + clean(text))
    assert not safe_cell(text).strip().startswith(tuple(STARTERS))
