"""Records for the storage tests, made quickly and with invented names."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from rejection_tui.domain.contact import Contact, Touch
from rejection_tui.domain.feedback import Feedback
from rejection_tui.domain.letter import Letter
from rejection_tui.domain.rejection import Rejection
from rejection_tui.storage import Store

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def minutes(count: float) -> datetime:
    """Return the moment `count` minutes after the fixed one."""
    return NOW + timedelta(minutes=count)


def rejection(uid: str = "r1", company: str = "Northwind", **more: object) -> Rejection:
    """Return a rejection, role Data Engineer."""
    return Rejection(uid, company, "Data Engineer", NOW, NOW, **more)  # type: ignore[arg-type]


def contact(uid: str = "c1", name: str = "Jane Hart", **more: object) -> Contact:
    """Return a contact."""
    return Contact(uid, name, NOW, **more)  # type: ignore[arg-type]


def touch(uid: str = "t1", of: str = "c1", **more: object) -> Touch:
    """Return a touch by email."""
    return Touch(uid, of, NOW, **more)  # type: ignore[arg-type]


def feedback(uid: str = "f1", of: str = "r1", **more: object) -> Feedback:
    """Return an answer."""
    return Feedback(uid, of, "More depth in scheduling.", NOW, NOW, **more)  # type: ignore[arg-type]


def letter(uid: str = "l1", body: str = "Thank you for your time.", **more: object) -> Letter:
    """Return a letter."""
    return Letter(uid, body, received=NOW, **more)  # type: ignore[arg-type]


def filled(path: Path, *records: object) -> Store:
    """Return a store whose file holds `records` (one rejection when none are given)."""
    store = Store(path)
    with store.transaction("Fill", NOW) as transaction:
        transaction.put(*(records or (rejection(),)))  # type: ignore[arg-type]
    return store
