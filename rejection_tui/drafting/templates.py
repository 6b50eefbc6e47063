"""Finds the user's own templates: text files by kind and stage, used instead of what is composed."""

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, assert_never

from rejection_tui import content
from rejection_tui.domain.draft import DraftKind, TemplateBy
from rejection_tui.domain.errors import ConfigError
from rejection_tui.domain.rejection import Stage
from rejection_tui.domain.text import clean
from rejection_tui.drafting.fields import Fields
from rejection_tui.drafting.pattern import PatternError, Pieces, parse

_MAX_BYTES: Final = 64 * 1024
_MAX_VARIANTS: Final = 9
_SUBJECT: Final = "Subject:"


@dataclass(frozen=True, slots=True)
class Template:
    """One template: `name` is the file's name without `.txt`."""

    name: str
    subject: Pieces
    body: Pieces


def own_template(kind: DraftKind, fields: Fields, turn: int, folder: Path | None) -> tuple[Template, int] | None:
    """Return the user's template for `fields`, and how many there are; None when the folder holds none for this kind.

    `turn` counts through them and wraps around; raise `ConfigError` for a broken file.
    """
    present = _own_names(folder)
    if folder is None or not present:
        return None
    names = _present(_chain(kind, fields.stage, fields.role_closed, _detail(kind, fields)), fields.english, present)
    if not names:
        return None
    return _own(folder / f"{names[turn % len(names)]}.txt"), len(names)


def _detail(kind: DraftKind, fields: Fields) -> str:
    labels = {"skill gap": "skill", "experience misunderstood": "experience", "interview technique": "technique"}
    by = kind.spec.template_by
    match by:
        case TemplateBy.STAGE:
            return ""
        case TemplateBy.WIN:
            return fields.win_kind
        case TemplateBy.GAP:
            return labels.get(fields.gap, fields.gap.replace(" ", "_"))
        case _:
            assert_never(by)


def _chain(kind: DraftKind, stage: Stage, role_closed: bool, detail: str) -> tuple[str, ...]:
    if kind.spec.template_by is not TemplateBy.STAGE:
        return (f"{kind}.{detail}", f"{kind}") if detail else (f"{kind}",)
    closed = (f"{kind}.closed.{stage}", f"{kind}.closed") if role_closed else ()
    return (*closed, f"{kind}.{stage}", f"{kind}")


def _present(chain: tuple[str, ...], english: str, names: frozenset[str]) -> list[str]:
    """Return the templates of the most specific base name that exists; those for `english` come first."""
    for base in chain:
        stems = [base, *(f"{base}.{n}" for n in range(2, _MAX_VARIANTS + 1))]
        found = [f"{s}.{english}" if f"{s}.{english}" in names else s for s in stems]
        if hits := [name for name in found if name in names]:
            return hits
    return []


def _own_names(folder: Path | None) -> frozenset[str]:
    if folder is None or not folder.is_dir():
        return frozenset()
    return frozenset(f.stem for f in folder.glob("*.txt") if f.is_file())


def _own(path: Path) -> Template:
    try:
        stat = path.stat()
        if stat.st_size > _MAX_BYTES:
            raise ConfigError(f"The template {path.name} is larger than 64 kB and was not used.")
        return _own_cached(path, stat.st_mtime_ns, stat.st_size)
    except OSError as error:
        raise ConfigError(f"The template {path.name} could not be read: {error.strerror}.") from error


@lru_cache(maxsize=64)
def _own_cached(path: Path, changed: int, size: int) -> Template:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(f"The template {path.name} is not UTF-8 text; save it as UTF-8.") from error
    return read_template(text, path.name, path.stem)


def read_template(text: str, file: str, name: str) -> Template:
    """Return the template written in `text`; raise `ConfigError` naming file, field and line when it cannot be used."""
    lines = clean(text).split("\n")
    start = next((i for i, line in enumerate(lines) if line.strip() and not line.startswith("#")), 0)
    if not lines[start].startswith(_SUBJECT):
        raise ConfigError(f'The template {file}, line {start + 1}: the first line must begin with "{_SUBJECT}".')
    if not "".join(lines[start + 1 :]).strip():
        raise ConfigError(f"The template {file}, line {start + 2}: the letter under the subject is empty.")
    try:
        subject = parse(lines[start].removeprefix(_SUBJECT).strip(), start + 1)
        return Template(name, subject, parse("\n".join(lines[start + 1 :]), start + 2))
    except PatternError as error:
        raise ConfigError(f"The template {file}, line {error.line}: {error}.") from error


@cache
def american(table: str) -> dict[str, str]:
    """Return a table of American words: `words` for the text, `titles` for names."""
    result: dict[str, str] = tomllib.loads(content.read("templates/en-US.toml"))[table]
    return result
