"""Notices copied from a job board's page ("Not selected by employer"): the post stands on a line of its own."""

from collections.abc import Sequence

from rejection_tui.domain.text import clean_line
from rejection_tui.mail.forwards import Original
from rejection_tui.mail.paste_words import is_below, notices, straight, words
from rejection_tui.mail.words import plain

_MAX_LINES = 20  # with words, of a notice; one with more is a letter
_MAX_LINE = 160


def notice(lines: Sequence[str]) -> Original | None:
    """Return a copied notice with the post as its subject, None when the text is no notice of a job board."""
    filled = [line.strip() for line in lines if line.strip()]
    if not 3 <= len(filled) <= _MAX_LINES or any(len(line) > _MAX_LINE for line in filled):
        return None
    plain_lines = [straight(line) for line in filled]
    for subject, refusals, beginnings in notices():
        status = [at for at, line in enumerate(plain_lines) if line.rstrip(".!") in refusals]
        applied = [at for at, line in enumerate(plain_lines) if line.startswith(beginnings)]
        if not status or not (applied or status[0] == 0):
            continue
        known = {*status, *applied}
        named = [line for at, line in enumerate(filled) if at not in known and not _is_of_the_board(line)]
        if len(named) >= 2:
            return Original("\n".join(filled), subject=clean_line(subject.format(named[0]), 200))
    return None


def _is_of_the_board(line: str) -> bool:
    return plain(line) in words("board", "names") or is_below(line)
