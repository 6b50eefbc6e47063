"""What Excel makes of a CSV file opened with a double click, as strict as can be: what it would spoil is an error."""

from typing import Final

#: The most characters of a cell, and the most rows of a sheet.
_CELL: Final = 32_767
_ROWS: Final = 1_048_576
_FORMULA: Final = tuple("=+-@\t")


def opened(data: bytes, list_separator: str) -> list[list[str]]:
    """Return the cells of a file where the system's list separator is `list_separator`.

    Raise `AssertionError` where Excel would read another text, run a formula, or break a cell or row.
    """
    assert data.startswith(b"\xef\xbb\xbf"), "without a mark it is read in the charset of the system"
    text = data.decode("utf-8-sig")
    assert text.endswith("\r\n")
    rows: list[list[str]] = [[]]
    place = 0
    while place < len(text):
        cell, place = _cell(text, place)
        assert len(cell) <= _CELL and not cell.startswith(_FORMULA)
        rows[-1].append(cell)
        if text.startswith(list_separator, place):
            place += len(list_separator)
            continue
        assert text.startswith("\r\n", place), "something stands between a cell and its separator"
        place += 2
        rows.append([])
    assert rows.pop() == [] and len(rows) <= _ROWS
    return rows


def _cell(text: str, place: int) -> tuple[str, int]:
    """Return the quoted cell that begins at `place`, and the place after it."""
    assert text[place] == '"', "an unquoted cell may be taken for a number or a date"
    parts: list[str] = []
    while True:
        end = text.index('"', place + 1)
        parts.append(text[place + 1 : end])
        if not text.startswith('""', end):
            return "".join(parts), end + 1
        parts.append('"')
        place = end + 1
