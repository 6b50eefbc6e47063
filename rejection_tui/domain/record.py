"""The base of stored records: frozen structs, and field types that say what the file may hold."""

from datetime import datetime
from typing import Annotated, Final

from msgspec import Meta, Struct
from msgspec.structs import replace

__all__ = ["Moment", "Stored", "Uid", "Whole", "replace"]

MIN_WHOLE: Final = -(2**63)
MAX_WHOLE: Final = 2**63 - 1

#: The uid of a record; never empty.
Uid = Annotated[str, Meta(min_length=1)]
#: A moment with its offset.
Moment = Annotated[datetime, Meta(tz=True)]
#: A whole number that every reader of JSON can hold.
Whole = Annotated[int, Meta(ge=MIN_WHOLE, le=MAX_WHOLE)]


class Stored(Struct, frozen=True, gc=False):
    """The base of every stored record; fields are text, numbers, days, moments, enumerations, and tuples of text,
    whole numbers or small records.

    The constructor checks nothing; `storage.encode` does. Use `replace` to change a record. Records cannot be in
    reference cycles, so they are hidden from the garbage collector (`gc=False`).
    """
