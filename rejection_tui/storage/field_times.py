"""When each field was last changed, which decides merges. A document's `_at` holds one base time and the exceptions."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from rejection_tui.storage.file_format import Document

AT: Final = "_at"
BASE: Final = ""  # the key in `_at` for every field without an entry of its own
REVIVED: Final = "_revived"  # the time of the deletion this record was restored from; older deletions no longer count
NEVER: Final = ""


def stamp(now: datetime) -> str:
    """Return `now` in UTC in one fixed ISO form, so that comparing the strings compares the times."""
    return now.astimezone(UTC).isoformat(timespec="microseconds")


def normalised(found: object) -> str:
    """Return a time found in a file in the fixed form; `NEVER`, which is before every time, for anything invalid."""
    if not isinstance(found, str) or not found:
        return NEVER
    try:
        moment = datetime.fromisoformat(found)
        # `later` must be able to add to it without leaving the calendar.
        return stamp(moment) if moment.utcoffset() is not None and moment.year < 9000 else NEVER
    except (ValueError, OverflowError):
        return NEVER


def later(now: str, *before: str) -> str:
    """Return `now`, or one microsecond after the latest of `before`: a change must be newer than what it changes."""
    latest = max(before, default=NEVER)
    if now > latest:
        return now
    return stamp(datetime.fromisoformat(latest) + timedelta(microseconds=1))


def stamp_of(doc: Mapping[str, Any], field: str) -> str:
    """Return when `field` of `doc` was last changed; `NEVER` when that is unknown."""
    at = doc.get(AT)
    if not isinstance(at, dict):
        return NEVER
    return normalised(at.get(field, at.get(BASE)))


def revival_time(doc: Mapping[str, Any]) -> str:
    """Return the time of the deletion that `doc` was restored from; `NEVER` when it was never deleted."""
    return normalised(doc.get(REVIVED))


def fields(doc: Mapping[str, Any]) -> Document:
    """Return the record's own fields of a document, without the bookkeeping ones (`_at`, `_revived`)."""
    return {key: value for key, value in doc.items() if not key.startswith("_")}


def new_document(content: Mapping[str, Any], now: str, deleted: str) -> Document:
    """Return a new document; `deleted` is the time of an earlier deletion of the same record, or empty."""
    doc = {**content, AT: {BASE: later(now, deleted)}}
    return doc | {REVIVED: deleted} if deleted else doc


def changed(old: Document, content: Mapping[str, Any], now: str, silent: Mapping[str, Any]) -> Document:
    """Return `old` updated with `content`, with new times for the fields that differ; fields not in `content` stay.

    `silent` holds the defaults. A field once written stays written even at its default: merging needs its time.
    """
    new = {k: v for k, v in content.items() if k in old or k not in silent or v != silent[k]}
    at = dict(old[AT]) if isinstance(old.get(AT), dict) else {}
    for key, value in new.items():
        if key not in old or old[key] != value:
            at[key] = later(now, stamp_of(old, key))
    return {**old, **new, AT: at}


def deletion_time(doc: Mapping[str, Any], now: str) -> str:
    """Return the time to note for the deletion of `doc`: later than every change of it."""
    at = doc.get(AT)
    known = [normalised(value) for value in at.values()] if isinstance(at, dict) else []
    return later(now, revival_time(doc), *known)
