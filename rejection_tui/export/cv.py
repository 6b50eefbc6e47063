"""Finished lines of a CV as Markdown and as JSON Resume."""

from collections.abc import Iterable
from typing import Final

import orjson

from rejection_tui.domain.errors import Refused
from rejection_tui.domain.refine import Bullet, BulletState, has_slot
from rejection_tui.domain.text import clean_line

_ACTIVE: Final = str.maketrans({c: f"\\{c}" for c in "\\`*_[]<>#|"})


def to_markdown(bullets: Iterable[Bullet]) -> str:
    """Return the finished lines as Markdown, one heading for each section; raise `Refused` on an open slot."""
    blocks = []
    for section, lines in _by_section(bullets).items():
        head = [f"## {section.translate(_ACTIVE)}", ""] if section else []
        blocks.append("\n".join([*head, *(f"- {line.translate(_ACTIVE)}" for line in lines)]))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def to_json_resume(bullets: Iterable[Bullet]) -> str:
    """Return the finished lines as JSON Resume, one work entry for each section; raise `Refused` on an open slot."""
    work = []
    for section, lines in _by_section(bullets).items():
        position, _, name = section.partition(", ")
        entry = {"name": name, "position": position} if name else {"position": position} if position else {}
        work.append(entry | {"highlights": lines})
    resume = {"work": work, "meta": {"version": "v1.0.0"}}
    return orjson.dumps(resume, option=orjson.OPT_INDENT_2).decode() + "\n"


def _by_section(bullets: Iterable[Bullet]) -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    done = (b for b in bullets if b.state is BulletState.DONE)
    for bullet in sorted(done, key=lambda b: (b.order, b.created, b.uid)):
        line = clean_line(bullet.after or bullet.before, 1_000)
        if has_slot(line):
            raise Refused(f'A slot is still open in "{line}"; fill it first. Nothing was written.')
        sections.setdefault(clean_line(bullet.section, 200), []).append(line)
    return sections
