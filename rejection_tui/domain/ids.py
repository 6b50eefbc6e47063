"""Identity: a UUID for every record, shown and typed as a short unique prefix."""

import uuid

SPACE = uuid.UUID("7d1e8f5c-52a4-4b06-9a7a-3f5f9f0f6a11")


def new_uid() -> str:
    """Return a fresh identity, 32 hexadecimal digits."""
    return uuid.uuid4().hex


def derived_uid(*parts: str) -> str:
    """Return the identity that follows from `parts`: the same on every machine, so that merging meets itself."""
    return uuid.uuid5(SPACE, "\x1f".join(parts)).hex


def short(uid: str) -> str:
    """Return the prefix shown to people."""
    return uid[:7]
