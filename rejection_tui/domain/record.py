"""What stored records are made of: frozen structs whose types say exactly what the file may hold."""

from datetime import datetime
from typing import Annotated, Final

from msgspec import Meta, Struct
from msgspec.structs import replace

__all__ = ["Moment", "Stored", "Uid", "Whole", "replace"]

MIN_WHOLE: Final = -(2**63)
MAX_WHOLE: Final = 2**63 - 1

#: The identity of a record; never empty.
Uid = Annotated[str, Meta(min_length=1)]
#: A moment with its offset.
Moment = Annotated[datetime, Meta(tz=True)]
#: A whole number that every reader of JSON can hold.
Whole = Annotated[int, Meta(ge=MIN_WHOLE, le=MAX_WHOLE)]


class Stored(Struct, frozen=True, gc=False):
    """The base of every stored record: text, numbers, days, moments, words of a list, and tuples of text.

    Making one checks nothing; `storage.encode` refuses what the file must not hold. Change is `replace`. No record
    can be part of a ring of references, so the garbage collector need not look at it.
    """
