"""The cues of `content/phrases/detect_*.toml`: one compiled set for each language, made on first use."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from rejection_tui.content import folder, read
from rejection_tui.reading.folded import fold_pattern

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "tr")
_MACRO_NAME = re.compile(r"@([A-Z]{2,12})\b")


@dataclass(frozen=True, slots=True)
class Cue:
    """One pattern that suggests a kind of letter, with `weight` 0..1.

    `free`: it counts even inside a condition. `cased`: it is matched with capitals, as names of people need.
    """

    id: str
    language: str
    kind: str
    family: str
    weight: float
    pattern: re.Pattern[str]
    example: str
    counter: str
    free: bool = False
    cased: bool = False


@dataclass(frozen=True, slots=True)
class CueSet:
    """The cues of one language; a match of `mask` before a cue in its sentence makes it count for nothing."""

    language: str
    cues: tuple[Cue, ...]
    mask: re.Pattern[str]


@cache
def cue_set(language: str) -> CueSet:
    """Return the cues of one language, compiled."""
    data = tomllib.loads(read(f"phrases/detect_{language}.toml"))
    macros: dict[str, str] = data.get("words", {})
    cues = tuple(_cue(language, entry, macros) for entry in data["cue"])
    return CueSet(language, cues, compiled(data["mask"], macros))


def available() -> tuple[str, ...]:
    """Return the languages that have a file of cues."""
    names = {item.name for item in folder("phrases").iterdir()}
    return tuple(language for language in LANGUAGES if f"detect_{language}.toml" in names)


def compiled(pattern: str, macros: dict[str, str], cased: bool = False) -> re.Pattern[str]:
    """Return a pattern of the data files compiled: `@NAME` replaced by the word list of that name, accents folded.

    A `cased` pattern is not folded: it is for text that keeps its capitals and accents.
    """
    for _ in range(5):
        if "@" not in pattern:
            break
        pattern = _MACRO_NAME.sub(lambda match: f"(?:{macros[match[1]].strip()})", pattern)
    pattern = re.sub(r"\n\s*", "", pattern)
    return re.compile(pattern if cased else fold_pattern(pattern))


def _cue(language: str, entry: dict[str, Any], macros: dict[str, str]) -> Cue:
    kind = entry.get("kind", "rejection")
    cased = bool(entry.get("cased", False))
    return Cue(
        id=f"{language}.{entry['id']}",
        language=language,
        kind=kind,
        family=entry.get("family", kind),
        weight=float(entry["weight"]),
        pattern=compiled(entry["pattern"], macros, cased),
        example=entry["yes"],
        counter=entry["no"],
        free=bool(entry.get("free", False)),
        cased=cased,
    )
