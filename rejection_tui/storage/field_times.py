"""When each field was last changed: what merging goes by. A document keeps `_at`: one base stamp and the exceptions."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from rejection_tui.storage.file_format import Document

AT: Final = "_at"
BASE: Final = ""  # the key in `_at` for every field that has no stamp of its own
REVIVED: Final = "_revived"  # the deletion this document came back from; an older deletion no longer counts
NEVER: Final = ""


def stamp(now: datetime) -> str:
    """Return `now` as a stamp: UTC in one fixed form, so that the order of the text is the order of time."""
    return now.astimezone(UTC).isoformat(timespec="microseconds")


def normalised(found: object) -> str:
    """Return a stamp found in a file in the fixed form; anything else counts as the beginning of time."""
    if not isinstance(found, str) or not found:
        return NEVER
    try:
        moment = datetime.fromisoformat(found)
        # A stamp near the end of the calendar would leave no room for a later one.
        return stamp(moment) if moment.utcoffset() is not None and moment.year < 9000 else NEVER
    except (ValueError, OverflowError):
        return NEVER


def later(now: str, *before: str) -> str:
    """Return `now`, or the instant after the latest of `before`: a change is newer than what it changes."""
    latest = max(before, default=NEVER)
    if now > latest:
        return now
    return stamp(datetime.fromisoformat(latest) + timedelta(microseconds=1))


def stamp_of(doc: Mapping[str, Any], field: str) -> str:
    """Return when `field` of `doc` was last changed."""
    at = doc.get(AT)
    if not isinstance(at, dict):
        return NEVER
    return normalised(at.get(field, at.get(BASE)))


def revival_time(doc: Mapping[str, Any]) -> str:
    """Return the stamp of the deletion `doc` came back from."""
    return normalised(doc.get(REVIVED))


def fields(doc: Mapping[str, Any]) -> Document:
    """Return what a document says, without what is noted about it."""
    return {key: value for key, value in doc.items() if not key.startswith("_")}


def new_document(content: Mapping[str, Any], now: str, deleted: str) -> Document:
    """Return a new document; `deleted` is the stamp of an earlier deletion of the same record, if any."""
    doc = {**content, AT: {BASE: later(now, deleted)}}
    return doc | {REVIVED: deleted} if deleted else doc


def changed(old: Document, content: Mapping[str, Any], now: str, silent: Mapping[str, Any]) -> Document:
    """Return `old` with `content` in it, the fields that differ stamped; fields not in `content` stay.

    `silent` is what a field says that is not written down. Once written it stays written: merging needs its stamp.
    """
    new = {k: v for k, v in content.items() if k in old or k not in silent or v != silent[k]}
    at = dict(old[AT]) if isinstance(old.get(AT), dict) else {}
    for key, value in new.items():
        if key not in old or old[key] != value:
            at[key] = later(now, stamp_of(old, key))
    return {**old, **new, AT: at}


def deletion_time(doc: Mapping[str, Any], now: str) -> str:
    """Return the stamp of the deletion of `doc`: after everything that happened to it."""
    at = doc.get(AT)
    known = [normalised(value) for value in at.values()] if isinstance(at, dict) else []
    return later(now, revival_time(doc), *known)
