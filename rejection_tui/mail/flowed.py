"""Joins the lines of format=flowed text (RFC 3676): paragraphs become lines again, quotations keep their marks."""

import re

_MARKS = re.compile(r">+")


def unflowed(text: str, delsp: bool = False) -> str:
    """Return flowed text with a line a paragraph; with `delsp` the blank before a soft break belongs to the break."""
    if " \n" not in text and "\n " not in text and " \r\n" not in text:
        return text
    lines: list[str] = []
    parts: list[str] = []  # of the paragraph that is being joined
    depth = 0
    for line in text.replace("\r\n", "\n").split("\n"):
        marks = _MARKS.match(line)
        level = len(marks[0]) if marks else 0
        content = line[level:].removeprefix(" ")
        if parts and (level != depth or content.rstrip() == "--"):
            lines.append(_quoted(depth, parts))
            parts = []
        depth = level
        if content.endswith(" ") and content != "-- " and content.strip():
            parts.append(content[:-1] if delsp else content)
        else:
            lines.append(_quoted(depth, [*parts, content]))
            parts = []
    if parts:
        lines.append(_quoted(depth, parts))
    return "\n".join(lines)


def _quoted(depth: int, parts: list[str]) -> str:
    text = "".join(parts)
    return f"{'>' * depth} {text}".rstrip() if depth else text
