"""The clauses of each language, read from `content/clauses`: what may be said, when, and in which words."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from rejection_tui import content
from rejection_tui.domain.draft import DraftKind
from rejection_tui.domain.language import Form, Language

#: A form for which a clause has no words takes those of the next.
_INSTEAD: Final[Mapping[Form, tuple[str, ...]]] = {
    Form.FORMAL: ("formal", "both", "familiar"),
    Form.FAMILIAR: ("familiar", "both", "formal"),
    Form.VOS: ("vos", "familiar", "both", "formal"),
    Form.VOCE: ("voce", "familiar", "both", "formal"),
    Form.TEAM: ("team", "both", "formal", "familiar"),
}


@dataclass(frozen=True, slots=True)
class Clause:
    """Something that may be said: the part of a message it fills, its conditions, and its wordings by form."""

    part: str
    when: tuple[str, ...]
    kinds: frozenset[str]  # empty: every kind with this part
    words: Mapping[str, tuple[str, ...]]
    again: bool = False  # True: it may take up a fact that another sentence has taken up

    def wordings(self, form: Form) -> tuple[str, ...]:
        """Return the wordings of a form, the best first."""
        return next((self.words[name] for name in _INSTEAD[form] if name in self.words), ())


@dataclass(frozen=True, slots=True)
class Voice:
    """The clauses and customs of one language; `table` holds the rest of its file."""

    clauses: tuple[Clause, ...]
    table: Mapping[str, Any]

    def of(self, part: str, kind: DraftKind) -> Iterator[Clause]:
        """Yield the clauses that may fill a part of a kind of message, the most specific first."""
        return (c for c in self.clauses if c.part == part and (not c.kinds or kind.value in c.kinds))

    def setting(self, section: str, name: str, language: Language, otherwise: Any = "") -> Any:
        """Return a custom of the language, as its region has it when it differs."""
        entry = self.table.get(section, {})
        regional = entry.get(language.value, {})
        return regional.get(name, entry.get(name, otherwise))

    def wordings(self, clause: Clause, form: Form) -> tuple[str, ...]:
        """Return the wordings of a clause for a form; for a team also those to one person that name nobody as one."""
        singular = self.table.get("team", {}).get("singular", "")
        if form is Form.TEAM and singular and "team" not in clause.words:
            plural = [w for w in clause.wordings(Form.FAMILIAR) if not re.search(singular, w, re.IGNORECASE)]
            return tuple(plural) or clause.wordings(form)
        return clause.wordings(form)

    def regional(self, wording: str, language: Language) -> str:
        """Return a wording with the words and spellings of a region."""
        words: Mapping[str, str] = self.table.get("regional", {}).get(language.value, {})
        for word, theirs in words.items():
            if len(word) == 1:
                wording = wording.replace(word, theirs)
            elif word in wording:
                wording = re.sub(rf"(?<![\w{{]){re.escape(word)}(?![\w}}])", theirs.replace("\\", r"\\"), wording)
        return wording


@dataclass(frozen=True, slots=True)
class Message:
    """Of which parts a kind of message is made; see `content/clauses/messages.toml`."""

    paragraphs: tuple[tuple[str, ...], ...]
    first: tuple[str, ...]
    most: int
    short_most: int
    long_most: int
    long_words: int
    words: int
    instead: Mapping[str, tuple[str, ...]]
    one_of: frozenset[str]
    unless: Mapping[str, str]

    @property
    def required(self) -> tuple[str, ...]:
        """The parts that are always there, in their order."""
        return tuple(part for parts in self.paragraphs for part in parts if not part.endswith("?"))


@cache
def messages() -> Mapping[DraftKind, Message]:
    """Return the plan of each kind of message."""
    found = {}
    for kind, entry in tomllib.loads(content.read("clauses/messages.toml")).items():
        found[DraftKind(kind)] = Message(
            tuple(tuple(parts) for parts in entry["paragraphs"]),
            tuple(entry["first"]),
            entry["most"],
            entry["short_most"],
            entry.get("long_most", entry["most"]),
            entry.get("long_words", entry["words"]),
            entry["words"],
            {part: tuple(parts) for part, parts in entry.get("instead", {}).items()},
            frozenset(entry.get("one_of", ())),
            entry.get("unless", {}),
        )
    return found


@cache
def voice(language: Language) -> Voice:
    """Return the voice of a language: its region's own file, else that of the language."""
    names = {entry.name for entry in content.folder("clauses").iterdir()}
    name = language.value if f"{language.value}.toml" in names else language.base
    table = tomllib.loads(content.read(f"clauses/{name}.toml"))
    return Voice(tuple(_clause(entry) for entry in table.pop("clause")), table)


def _clause(entry: Mapping[str, Any]) -> Clause:
    forms = ("formal", "familiar", "both", "vos", "voce", "team")
    words = {form: tuple(entry[form]) for form in forms if form in entry}
    kinds = frozenset(entry.get("kinds", ()))
    return Clause(entry["part"], tuple(entry.get("when", ())), kinds, words, bool(entry.get("again", False)))
