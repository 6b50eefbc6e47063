"""Uids: a UUID for every record, shown and typed as a short prefix."""

import uuid

NAMESPACE = uuid.UUID("7d1e8f5c-52a4-4b06-9a7a-3f5f9f0f6a11")


def new_uid() -> str:
    """Return a new random uid, 32 hexadecimal digits."""
    return uuid.uuid4().hex


def derived_uid(*parts: str) -> str:
    """Return the uid derived from `parts`: the same on every machine, so that merges do not duplicate the record."""
    return uuid.uuid5(NAMESPACE, "\x1f".join(parts)).hex


def short(uid: str) -> str:
    """Return the prefix shown to people."""
    return uid[:7]
