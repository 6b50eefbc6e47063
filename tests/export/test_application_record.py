"""The record of applications on paper: every language whole, nothing wider than the page, text stays text."""

import csv
import dataclasses
import html
import io
import re
from collections.abc import Sequence
from datetime import date

import pytest
from markdown_it import MarkdownIt
from rich.cells import cell_len

from rejection_tui.domain.application_record import Application, Channel, Period, applications
from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.rejection import Outcome, RejectionKind, Stage
from rejection_tui.domain.text import clean_line
from rejection_tui.export import (
    CsvStyle,
    Record,
    record_csv,
    record_languages,
    record_markdown,
    record_text,
    record_words,
)
from tests.strategies import HOSTILE
from tests.world.clock import NOW
from tests.world.excel import opened
from tests.world.full_records import records

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
ONE = applications(records(), OCTOBER, NOW)[0]
RENDER = MarkdownIt("gfm-like", {"html": True, "linkify": True, "typographer": False})
COLUMNS = {"number", "applied", "company", "role", "channel", "contact", "result", "result_day"}


def _record(rows: Sequence[Application] = (ONE,), contacts: bool = True, name: str = "Olu Brandt") -> Record:
    return Record(name, OCTOBER, NOW.date(), rows, contacts)


def _hostile(text: str) -> Application:
    line = clean_line(text, 200)  # as `applications` hands it over
    return Application("r1", line, line, None, Channel.AGENCY, line, line, "turned_down", Stage.FINAL, None)


@pytest.mark.parametrize("language", record_languages())
def test_a_language_has_every_word(language: str) -> None:
    words = record_words(language)
    assert set(words.columns) == COLUMNS
    assert set(words.channels) == {one.value for one in Channel} - {""}
    came_after = {Outcome.RE_ENGAGED.value, Outcome.INTERVIEW.value, Outcome.OFFER.value}
    assert {kind.value for kind in RejectionKind} | came_after | {"waiting", "no_answer"} == set(words.results)
    assert set(words.stages) == {one.value for one in Stage}
    assert {"{first}", "{last}"} == set(re.findall(r"{\w+}", words.period)) and "{count}" in words.count
    for text in (*words.columns.values(), *words.channels.values(), *words.results.values(), words.title, words.none):
        assert text.strip()


@pytest.mark.parametrize("language", record_languages())
def test_every_line_fits_the_page_and_no_word_is_broken(language: str) -> None:
    words = record_words(language)
    rows = [
        Application("r", "Quillfeather", "Engineer", ONE.applied, channel, "", "Kim Li", result, stage, NOW.date())
        for channel in Channel
        for result in words.results
        for stage in Stage
    ]
    text = record_text(_record(rows), words)
    assert all(cell_len(line) <= 78 and line == line.rstrip() for line in text.splitlines())
    said = set(text.split())
    for table in (words.channels, words.results, words.stages):
        assert {word for value in table.values() for word in value.replace(",", "").split()} <= {
            word.rstrip(",") for word in said
        }


def test_a_long_role_is_not_broken_while_the_page_has_room() -> None:
    row = Application("r", "Quillfeather GmbH", "Datenanalystin", ONE.applied, Channel.AGENCY, "", "", "turned_down",
                      Stage.FINAL, NOW.date())  # fmt: skip
    assert "Datenanalystin" in record_text(_record([row]), record_words("de")).split()
    longest = dataclasses.replace(row, role="Rechtsschutzversicherungsfachangestellte")
    lines = record_text(_record([longest]), record_words("de")).splitlines()
    assert any(re.search(r"Rechts\w+-", line) for line in lines) and all(len(line) <= 78 for line in lines)


def test_what_it_says_in_english_and_german() -> None:
    english = record_text(_record(), record_words("en-GB"))
    assert english.startswith("Record of applications\n======================\n\nName: Olu Brandt\n")
    assert "Period: 1 Oct 2026 to 31 Oct 2026\nApplications: 1\nWritten on 24 Nov 2026\n" in english
    assert "turned down," in english and "15 Nov 2026" in english and "Marrowby" in english
    german = record_text(_record(), record_words("de_AT"))
    assert german.startswith("Bewerbungsnachweis\n") and "Zeitraum: 01.10.2026 bis 31.10.2026" in german
    assert "Absage, nach" in german and german.rstrip().endswith("_" * 40)
    american = record_text(_record(), record_words("en-US"))
    assert american.startswith("Work search log\n") and "Period: 10/01/2026 to 10/31/2026" in american


def test_the_person_is_told_only_when_asked_for() -> None:
    words = record_words("en")
    for write in (record_text, record_markdown, lambda r, w: record_csv(r, w, CsvStyle()).decode()):
        assert "Tamsin" in write(_record(), words) and "Tamsin" not in write(_record(contacts=False), words)


@pytest.mark.parametrize("language", record_languages())
def test_an_empty_period_says_so(language: str) -> None:
    words = record_words(language)
    for text in (record_text(_record(()), words), record_markdown(_record(()), words)):
        assert words.none in text and words.count.format(count=0) in text
    (header,) = csv.reader(io.StringIO(record_csv(_record(()), words, CsvStyle()).decode()))
    assert len(header) == 7


def test_as_a_table_of_a_spreadsheet() -> None:
    unknown = Application("r", "", "", None, Channel.UNKNOWN, "", "", "waiting", Stage.APPLICATION, None)
    data = record_csv(_record([ONE, unknown]), record_words("de"), CsvStyle(";", bom=True))
    header, first, second = opened(data, ";")
    told = dict(zip(header, first, strict=True))
    assert told["Beworben am"] == "2026-10-01" and told["Ergebnis vom"] == "2026-11-15"
    assert told["Bewerbungsweg"] == "über eine Vermittlung (Marrowby Search)"
    assert second == ["", "", "", "", "", "noch keine Entscheidung", ""]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_stay_in_their_cell(text: str) -> None:
    record = _record([_hostile(text), ONE], name=clean_line(text))
    words = record_words("en")
    rendered = str(RENDER.render(record_markdown(record, words)))
    assert set(re.findall(r"</?([a-z0-9]+)", rendered)) <= {
        "h1", "p", "br", "table", "thead", "tbody", "tr", "th", "td",
    }  # fmt: skip
    assert rendered.count("<tr>") == 3 and rendered.count("<td>") == 16
    cell = re.findall(r"<td>(.*?)</td>", rendered, re.DOTALL)[2]
    assert " ".join(html.unescape(cell).split()) == " ".join((clean_line(text, 200) or "–").split())
    printed = record_text(record, words)
    assert all(cell_len(line) <= 78 for line in printed.splitlines()[6:]) and "\x1b" not in printed
    for row in list(csv.reader(io.StringIO(record_csv(record, words, CsvStyle()).decode(), newline="")))[1:]:
        assert len(row) == 7 and not any(cell.lstrip(" ").startswith(tuple("=+-@\t\r")) for cell in row)


def test_a_language_without_words_is_named() -> None:
    with pytest.raises(UsageError, match=r"can be written in en, en-US, de, .*; not in “xx”"):
        record_words("xx")
