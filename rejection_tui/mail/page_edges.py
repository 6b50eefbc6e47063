"""Lines that a page or a company's server adds around the head of a copied letter: print edges, details, a warning."""

import re
from collections.abc import Sequence
from functools import cache

from rejection_tui.mail.blocks import header_block, header_line
from rejection_tui.mail.paste_words import alternatives

_TOP_LINES = 40  # among which a head stands
_BANNER_LINES = 4
_BANNER_CHARACTERS = 400
_PRINTED_ABOVE = re.compile(r"[\d./-]{6,10},? \d{1,2}[:.h]\d\d(?: ?[AP]M)?\s{1,8}(?:.{0,60} )?Gmail [-–—] .{0,200}")
_PRINTED_BELOW = re.compile(r"https://mail\.google\.com/\S{1,500}\s{1,8}\d{1,3}/\d{1,3}")
_EDGE_BEGINS = frozenset("0123456789h")
_SENDER = re.compile(r"[^<>@]{0,100}<[^<>\s@]{1,100}@[^<>\s@]{1,150}>\s{1,8}\S.{0,120}")
_SIGN_ROW = re.compile(r":\t\s?\S.{0,150}")  # the row whose label is a picture


def without_edges(lines: Sequence[str]) -> list[str]:
    """Return the lines of a pasted letter without what printing, opened details or a warning put there."""
    return _with_values(_without_warning(_without_details(_without_print(lines))))


def _without_print(lines: Sequence[str]) -> list[str]:
    """Return the lines of a printed Gmail page from the subject on, without the count of mails and the page's edges."""
    kept = [line for line in lines if not _is_edge(line.strip())]
    filled = [at for at, line in enumerate(kept[:_TOP_LINES]) if line.strip()][:8]
    for above, at, below in zip(filled, filled[1:], filled[2:], strict=False):
        if _count().fullmatch(kept[at].strip()[:40]) and _SENDER.fullmatch(kept[below].strip()[:400]):
            return [kept[above], *kept[below:]]
    return kept


def _is_edge(line: str) -> bool:
    if line[:1] not in _EDGE_BEGINS:
        return False
    text = line[:800]
    return _PRINTED_BELOW.fullmatch(text) is not None or _PRINTED_ABOVE.fullmatch(text) is not None


def _without_details(lines: Sequence[str]) -> list[str]:
    """Return lines without the rows that Gmail's details have below the fields ("mailed-by: bell.example")."""
    top = [line.strip()[:300] for line in lines[:_TOP_LINES]]
    if not any(_server_row().fullmatch(line) for line in top) or not any(header_line(line) for line in top):
        return list(lines)
    rows = (_server_row(), _other_row(), _SIGN_ROW)
    dropped = {at for at, line in enumerate(top) if any(row.fullmatch(line) for row in rows)}
    return [line for at, line in enumerate(lines) if at not in dropped]


def _without_warning(lines: Sequence[str]) -> list[str]:
    """Return lines without the warning of a company's server that stands above a copied header."""
    start = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    if start == len(lines) or not _warning().match(lines[start].strip()[:60]):
        return list(lines)
    for at in range(start, min(len(lines), start + 2 * _BANNER_LINES)):
        if len(lines[at]) > _BANNER_CHARACTERS:
            break
        if header_line(lines[at]) and header_block(lines, at):
            return list(lines[at:])
    return list(lines)


def _with_values(lines: Sequence[str]) -> list[str]:
    """Return lines with each field of a header on one line, where the page has the values below the labels."""
    bare = {at for at, line in enumerate(lines[:_TOP_LINES]) if (found := header_line(line)) and not found[1]}
    named = {found[0] for at in bare if (found := header_line(lines[at]))}
    first = next((at for at, line in enumerate(lines) if line.strip()), -1)
    if first not in bare or not {"from", "subject"} <= named or len(named) < 3:
        return list(lines)
    kept: list[str] = []
    for at, line in enumerate(lines):
        joins = at - 1 in bare and at not in bare and line.strip() and not header_line(line)
        if joins:
            kept[-1] = f"{kept[-1].rstrip()} {line.strip()}"
        else:
            kept.append(line)
    return kept


@cache
def _count() -> re.Pattern[str]:
    return re.compile(rf"\d{{1,3}} (?:{alternatives('page', 'messages')})", re.I)


@cache
def _server_row() -> re.Pattern[str]:
    """Return the pattern of a row that names the server a mail came from or was signed by."""
    return re.compile(rf"(?:{alternatives('details', 'servers')})\s?:\s{{0,8}}[\w.-]{{1,100}}\.[a-z]{{2,20}}", re.I)


@cache
def _other_row() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('details', 'others')})\s?:\s{{0,8}}\S.{{0,200}}", re.I)


@cache
def _warning() -> re.Pattern[str]:
    return re.compile(rf"\W{{0,5}}(?:{alternatives('details', 'warnings')})(?!\w)", re.I)
