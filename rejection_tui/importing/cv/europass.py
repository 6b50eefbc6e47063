"""Europass CVs as XML, of the old kind (SkillsPassport) and the new (Candidate), to lines."""

from functools import cache
from pathlib import Path
from typing import Any, Final

from rejection_tui.documents.limits import BROKEN
from rejection_tui.domain.errors import LetterError
from rejection_tui.domain.text import clean_line
from rejection_tui.importing.cv.fields import field_lines
from rejection_tui.importing.cv.lines import Raw, RawLine, Unread
from rejection_tui.importing.cv.words import words_of

_MAX_BYTES: Final = 6 * 1024 * 1024


@cache
def _words(name: str) -> frozenset[str]:
    return words_of("europass", name)


def xml(path: Path) -> Raw:
    """Return the lines of a Europass file; the number is the line of the file."""
    data = path.read_bytes()
    if len(data) > _MAX_BYTES:
        raise LetterError(f"{clean_line(path.name)} is larger than 6 MB; save a copy without attachments.")
    found = europass(data)
    if found is None:
        raise LetterError(f"{clean_line(path.name)} is not a Europass CV; save the CV as .pdf or .docx instead.")
    return found


def europass(data: bytes) -> Raw | None:
    """Return the lines of a Europass XML, None when it is none."""
    from lxml import etree

    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
        root = etree.fromstring(data, parser)
        if _name(root) not in ("SkillsPassport", "Candidate", "LearnerInfo", "Profile"):
            return None
        found = Raw()
        _walk(root, found, "", 0)
    except BROKEN:
        return None
    return found


def _walk(element: Any, found: Raw, section: str, depth: int) -> None:
    if depth > 60:
        found.unread.append(Unread(f"line {element.sourceline}", "a part that lies too deep"))
        return
    name = _name(element)
    if name in _words("entries"):
        names = [*_texts(element, _words("titles")), *_texts(element, _words("employers"))]
        if not section or len(names) > 1:  # a position within an entry of the company keeps that one's names
            section = clean_line(", ".join(names[:2]), 120) or section
    if name in _words("told") and section:
        found.lines += _told(element, section, False)
        return
    if name in _words("about_self"):
        found.lines += _told(element, "Summary", True)
        return
    for child in element:
        if isinstance(child.tag, str):
            _walk(child, found, section if name in _words("entries") or section else "", depth + 1)


def _told(element: Any, section: str, fact: bool) -> list[RawLine]:
    """Return the lines of a field, which holds HTML written as text or as elements."""
    from lxml import etree

    inner = (element.text or "") + "".join(etree.tostring(one, encoding="unicode") for one in element)
    return list(field_lines(inner, section, element.sourceline or 0, fact))


def _texts(entry: Any, names: frozenset[str]) -> list[str]:
    """Return the first text below the first of the named fields of an entry."""
    for one in entry.iter():
        if isinstance(one.tag, str) and _name(one) in names:
            text = next((part for part in one.itertext() if part.strip()), "")
            if text:
                return [text.strip()]
    return []


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
