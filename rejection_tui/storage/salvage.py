"""Reads the tables of a damaged file: a byte-order mark, another encoding, rubbish after the end, wrong structure."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rejection_tui.domain.ids import new_uid
from rejection_tui.storage.documents import TABLES
from rejection_tui.storage.field_times import stamp
from rejection_tui.storage.file_format import META, QUARANTINE, BrokenFile, Document, Tables, check, parse, writable
from rejection_tui.storage.migrations import CURRENT, migrate


@dataclass(frozen=True, slots=True)
class Salvaged:
    """The tables of a file in the current version, and a sentence for each repair that was needed to read them."""

    tables: Tables
    done: tuple[str, ...] = ()


def salvage(data: bytes, now: datetime) -> Salvaged:
    """Return the tables in `data`, repaired where needed; raise `BrokenFile` when nothing can be recovered."""
    done: tuple[str, ...] = ()
    try:
        tables = parse(data)
    except BrokenFile as first:
        found, repairs_before = _parse_json(data, first)
        tables, repairs = _as_tables(found, now)
        done = (*repairs_before, *repairs)
    if META not in tables or not tables[META]:
        if not tables.keys() & TABLES.keys():
            raise BrokenFile("is JSON, but holds nothing of rejtui")
        tables[META] = {"1": {"schema": CURRENT, "created": stamp(now), "file": new_uid()}}
        done = (*done, "Wrote the missing version into the file.")
    return Salvaged(migrate(tables), done)


def _parse_json(data: bytes, first: BrokenFile) -> tuple[Any, tuple[str, ...]]:
    """Return the JSON value in `data`, and a sentence for each repair that was needed to read it."""
    done: list[str] = []
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        done.append("Took the byte-order mark away.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        if not data.decode("utf-8", "ignore").isascii():
            raise first from None  # partly UTF-8: reading it as cp1252 would garble the valid part
        text = data.decode("cp1252", "replace")
        done.append("Read the file as Latin-1 (Windows-1252) text and wrote it as UTF-8.")
    try:
        found, end = json.JSONDecoder(parse_constant=_read_as_null).raw_decode(text.lstrip())
        found = writable(found)
    except (ValueError, RecursionError):
        raise first from None
    if rest := len(text.lstrip()[end:].strip()):
        done.append(f"Cut off {rest:,} characters after the end of the data.")
    return found, tuple(done)


def _read_as_null(name: str) -> None:
    """Return None for NaN and the infinities, which JSON does not have."""


def _as_tables(found: Any, now: datetime) -> tuple[Tables, tuple[str, ...]]:
    """Return `found` as tables, documents renumbered where needed, anything else moved to the quarantine table."""
    try:
        return check(found), ()
    except BrokenFile:
        if not isinstance(found, dict):
            raise
    done: list[str] = []
    tables: Tables = {}
    aside: list[Document] = []
    for name, table in found.items():
        rows = dict(enumerate(table)) if isinstance(table, list) else table
        if not isinstance(rows, dict):
            aside.append({"table": name, "doc": rows, "why": "not a table", "at": now.isoformat()})
            continue
        good = [doc for doc in rows.values() if isinstance(doc, dict)]
        bad = [doc for doc in rows.values() if not isinstance(doc, dict)]
        aside += [{"table": name, "doc": doc, "why": "not a document", "at": now.isoformat()} for doc in bad]
        if rows is not table or bad or not all(str(n).isdecimal() for n in rows):
            tables[name] = {str(i): doc for i, doc in enumerate(good, 1)}
            done.append(f"Numbered the {len(good)} documents of “{name}” again.")
        else:
            tables[name] = rows
    if aside:
        quarantine = tables.setdefault(QUARANTINE, {})
        first = max((int(n) for n in quarantine), default=0) + 1
        quarantine.update({str(first + i): doc for i, doc in enumerate(aside)})
        done.append(f"Set aside {len(aside)} things that were no documents.")
    return check(tables), tuple(done)
