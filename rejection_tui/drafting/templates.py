"""Finds templates: packaged text files by kind and stage; a user's file of the same name is used instead."""

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
    """One template: `name` is the file's name without `.txt`; `own` is True for a user's file."""

    name: str
    subject: Pieces
    body: Pieces
    own: bool = False


def variants(
    kind: DraftKind,
    stage: Stage = Stage.APPLICATION,
    *,
    role_closed: bool = False,
    detail: str = "",
    english: str = "en-GB",
    user_folder: Path | None = None,
) -> tuple[str, ...]:
    """Return the names of the templates for a kind and stage, the first choice first.

    `detail` is the win's kind for a value update and the gap for a thanks. The user's files come before packaged ones.
    """
    chain = _chain(kind, stage, role_closed, detail)
    own = _present(chain, english, _own_names(user_folder))
    packaged = _present(chain, english, _packaged_names())
    first = [n for n in own if n.split(".en-")[0] not in {p.split(".en-")[0] for p in packaged}]
    return tuple(dict.fromkeys([*first, *(n for n in own if n not in first), *packaged]))


def find(name: str, user_folder: Path | None = None) -> Template:
    """Return the template of that name, the user's before the packaged one; raise `ConfigError` for a broken file."""
    if user_folder is not None and name in _own_names(user_folder):
        return _own(user_folder / f"{name}.txt")
    return _packaged(name)


def chosen(kind: DraftKind, fields: Fields, variant: int = 0, user_folder: Path | None = None) -> Template:
    """Return the template that fits `fields`; `variant` counts through the available ones and wraps around."""
    names = variants(
        kind,
        fields.stage,
        role_closed=fields.role_closed,
        detail=_detail(kind, fields),
        english=fields.english,
        user_folder=user_folder,
    )
    return find(names[variant % len(names)], user_folder)


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


@cache
def _packaged_names() -> frozenset[str]:
    return frozenset(
        f.name.removesuffix(".txt") for f in content.folder("templates").iterdir() if f.name[-4:] == ".txt"
    )


def _own_names(folder: Path | None) -> frozenset[str]:
    if folder is None or not folder.is_dir():
        return frozenset()
    return frozenset(f.stem for f in folder.glob("*.txt") if f.is_file())


@cache
def _packaged(name: str) -> Template:
    return read_template(content.read(f"templates/{name}.txt"), f"{name}.txt", name)


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
    return read_template(text, path.name, path.stem, own=True)


def read_template(text: str, file: str, name: str, own: bool = False) -> Template:
    """Return the template written in `text`; raise `ConfigError` naming file, field and line when it cannot be used."""
    lines = clean(text).split("\n")
    start = next((i for i, line in enumerate(lines) if line.strip() and not line.startswith("#")), 0)
    if not lines[start].startswith(_SUBJECT):
        raise ConfigError(f'The template {file}, line {start + 1}: the first line must begin with "{_SUBJECT}".')
    if not "".join(lines[start + 1 :]).strip():
        raise ConfigError(f"The template {file}, line {start + 2}: the letter under the subject is empty.")
    try:
        subject = parse(lines[start].removeprefix(_SUBJECT).strip(), start + 1)
        return Template(name, subject, parse("\n".join(lines[start + 1 :]), start + 2), own)
    except PatternError as error:
        raise ConfigError(f"The template {file}, line {error.line}: {error}.") from error


@cache
def american(table: str) -> dict[str, str]:
    """Return a table of American words: `words` for the text, `titles` for names."""
    result: dict[str, str] = tomllib.loads(content.read("templates/en-US.toml"))[table]
    return result
