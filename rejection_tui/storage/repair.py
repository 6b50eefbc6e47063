"""Finds, explains and repairs what is wrong in the tables of a file. Pure.

Nothing is lost: bad documents are set aside.
"""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from rejection_tui.domain.records import REFERENCES, Reference
from rejection_tui.domain.region import current
from rejection_tui.storage.documents import TABLES, AnyRecord, Unreadable, decode
from rejection_tui.storage.field_times import AT, normalised, stamp
from rejection_tui.storage.file_format import DELETED, HISTORY, QUARANTINE, Document, Tables
from rejection_tui.storage.merge import label
from rejection_tui.storage.snapshot import entries


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: `level` is broken, warning or note; `done` says what a repair does, empty when there is none."""

    level: str
    sentence: str
    done: str = ""

    @property
    def fixable(self) -> bool:
        """True when `--fix` puts it right."""
        return bool(self.done)


EARLIEST: Final = 1990
SKEW: Final = timedelta(days=2)  # how far in the future a time may be before it is reported


@dataclass
class Repaired:
    """The repaired tables and the findings."""

    tables: Tables
    findings: list[Problem] = field(default_factory=list)

    def add_finding(self, level: str, sentence: str, done: str = "") -> None:
        """Note a finding."""
        self.findings.append(Problem(level, sentence, done))

    def set_aside(self, table: str, doc_id: str, why: str, now: datetime) -> None:
        """Move a document to the quarantine table, with the reason."""
        quarantine = self.tables.setdefault(QUARANTINE, {})
        number = max((int(n) for n in quarantine), default=0) + 1
        doc = self.tables[table].pop(doc_id)
        quarantine[str(number)] = {"table": table, "doc": doc, "why": why, "at": now.isoformat()}


def repair(tables: Tables, now: datetime) -> Repaired:
    """Return a repaired copy of `tables` with a finding for each problem; `tables` itself is not changed."""
    work = Repaired({name: {n: dict(doc) for n, doc in table.items()} for name, table in tables.items()})
    checks: tuple[Callable[[Repaired, datetime], None], ...] = (
        _records,
        _identities,
        _links,
        _dates,
        _stamps,
        _letters,
        _tombstones,
        _history,
    )
    for check in checks:
        check(work, now)
    if count := len(tables.get(QUARANTINE, {})):
        work.add_finding(
            "note", f"{count} unreadable document{'s are' if count > 1 else ' is'} kept apart in “{QUARANTINE}”."
        )
    return work


def _all_documents(work: Repaired) -> Iterator[tuple[str, str, Document]]:
    for table in TABLES:
        for doc_id, doc in list(work.tables.get(table, {}).items()):
            yield table, doc_id, doc


def _records(work: Repaired, now: datetime) -> None:
    for table, doc_id, doc in _all_documents(work):
        zoned = False
        for _ in doc:
            try:
                decode(table, doc)
                break
            except Unreadable as error:
                repaired = _zoned(doc.get(error.field), now)
                if repaired is None:
                    work.add_finding("broken", f"Unreadable: {error}.", f"Set aside {label(doc)} ({table}).")
                    work.set_aside(table, doc_id, str(error), now)
                    break
                doc[error.field], zoned = repaired, True
        else:
            work.add_finding(
                "broken", f"There is an empty document in {table}.", f"Set aside an empty document of {table}."
            )
            work.set_aside(table, doc_id, "empty", now)
        if zoned:
            what = f"{label(doc)} ({table})"
            work.add_finding("broken", f"A date of {what} has no time zone.", f"Read the date of {what} as local time.")


def _zoned(found: Any, now: datetime) -> str | None:
    """Return a moment without time zone as one in the zone of `now`; None for anything else."""
    if not isinstance(found, str):
        return None
    with contextlib.suppress(ValueError):
        moment = datetime.fromisoformat(found)
        if moment.utcoffset() is None:
            return moment.replace(tzinfo=now.tzinfo).isoformat()
    return None


def _identities(work: Repaired, now: datetime) -> None:
    for table in TABLES:
        seen: dict[str, str] = {}
        docs = work.tables.get(table, {})
        for doc_id in sorted(docs, key=int):
            doc = docs[doc_id]
            other = seen.setdefault(doc["uid"], doc_id)
            if other != doc_id:
                what = f"{label(doc)} ({table})"
                work.add_finding(
                    "broken", f"Two documents have the identity of {what}.", f"Set aside the older one of {what}."
                )
                work.set_aside(table, other, "same uid as another document", now)
                seen[doc["uid"]] = doc_id


def _links(work: Repaired, now: datetime) -> None:
    known = {table: {doc["uid"] for doc in work.tables.get(table, {}).values()} for table in TABLES}
    for table, doc_id, doc in _all_documents(work):
        for name, reference in _references(table):
            uid = doc.get(name)
            if not isinstance(uid, str) or not uid or uid in known[reference.table]:
                continue
            what, named = f"{label(doc)} ({table})", name.replace("_", " ")
            sentence = f"{what} names a {named} that is not there."
            if reference.meaningless_alone:
                work.add_finding("warning", sentence, f"Set aside {what}.")
                work.set_aside(table, doc_id, f"its {named} is missing", now)
                break
            work.add_finding("warning", sentence, f"Cleared the {named} of {what}.")
            _assign(doc, name, "", now)


def _references(table: str) -> list[tuple[str, Reference]]:
    return [(name, reference) for (holding, name), reference in REFERENCES.items() if holding == table]


def _assign(doc: Document, name: str, value: Any, now: datetime) -> None:
    doc[name] = value
    at = doc.get(AT)
    doc[AT] = (dict(at) if isinstance(at, dict) else {}) | {name: stamp(now)}


def _dates(work: Repaired, now: datetime) -> None:
    for table, _, doc in _all_documents(work):
        record = decode(table, doc)
        for name in ("created", "received", "at"):
            moment = getattr(record, name, None)
            if not isinstance(moment, datetime):
                continue
            if moment.year < EARLIEST or (name != "at" and moment > now + SKEW):
                work.add_finding(
                    "note",
                    f"{_name(record, table)}: “{name}” is {current().day(moment.date())}, which is hard to believe.",
                )


def _name(record: AnyRecord, table: str) -> str:
    company, name = getattr(record, "company", ""), getattr(record, "name", "")
    return f"{name or company or record.uid[:7]} ({table})"


def _stamps(work: Repaired, now: datetime) -> None:
    limit, count = stamp(now + SKEW), 0
    for _, _, doc in _all_documents(work):
        at = doc.get(AT)
        if isinstance(at, dict) and any(normalised(value) > limit for value in at.values()):
            doc[AT] = {name: stamp(now) if normalised(value) > limit else value for name, value in at.items()}
            count += 1
    if count:
        work.add_finding(
            "warning",
            f"{count} records were changed “in the future” (a clock was wrong); a merge would always prefer them.",
            f"Set the change dates of {count} records back to today.",
        )


def _letters(work: Repaired, now: datetime) -> None:
    seen: dict[str, str] = {}
    for doc in work.tables.get("letters", {}).values():
        digest = doc.get("digest")
        if digest and seen.setdefault(digest, doc["uid"]) != doc["uid"]:
            work.add_finding("warning", f"The letter “{label(doc)}” is filed twice; delete the one you do not need.")


def _tombstones(work: Repaired, now: datetime) -> None:
    for doc_id, doc in list(work.tables.get(DELETED, {}).items()):
        names = isinstance(doc.get("table"), str) and isinstance(doc.get("uid"), str)
        if not names or doc["table"] not in TABLES or not normalised(doc.get("at")):
            work.add_finding(
                "note", "A note of a deletion cannot be read.", "Set aside an unreadable note of a deletion."
            )
            work.set_aside(DELETED, doc_id, "no table, uid or date", now)


def _history(work: Repaired, now: datetime) -> None:
    good = {id(doc) for doc in entries(work.tables)}
    bad = [doc_id for doc_id, doc in work.tables.get(HISTORY, {}).items() if id(doc) not in good]
    for doc_id in bad:
        work.set_aside(HISTORY, doc_id, "not an entry", now)
    if bad:
        work.add_finding(
            "warning",
            f"{len(bad)} entries of the undo history cannot be read.",
            f"Set aside {len(bad)} history entries; the changes themselves stay.",
        )
