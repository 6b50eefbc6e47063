"""Loads the labelled drafts (`data/drafts/`, fields in its README) and makes of each what the checks are given."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rejection_tui.domain.draft import DraftKind
from rejection_tui.domain.language import Language, form_of
from rejection_tui.drafting.check_context import CheckContext
from rejection_tui.drafting.clauses import voice
from rejection_tui.drafting.sentence_scores import FAULTS

FOLDER: Final = Path(__file__).parent / "drafts"
_FIELD: Final = re.compile(r"\{(\w+)\}")
#: What makes a draft a bad one.
RULES: Final = frozenset(
    "many_questions asks_refused wrong_form foreign untrue placeholder no_thanks no_accept no_door".split()  # noqa: SIM905
)
TONE: Final = frozenset(FAULTS)


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """A sentence and what it does."""

    text: str
    labels: frozenset[str]
    language: str


@dataclass(frozen=True, slots=True)
class LabelledDraft:
    """A draft as a person wrote it; `writer` is the name of its file."""

    id: str
    writer: str
    language: str
    kind: DraftKind
    body: str
    sentences: tuple[LabelledSentence, ...]
    context: CheckContext

    @property
    def faults(self) -> frozenset[str]:
        """The labels that make it a bad draft; empty for a good one."""
        return frozenset().union(*(sentence.labels for sentence in self.sentences)) & (RULES | TONE)


def writers() -> tuple[Path, ...]:
    """Return the files of labelled drafts, one a writer."""
    return tuple(sorted(FOLDER.glob("*.jsonl")))


def load(files: Iterable[Path]) -> tuple[LabelledDraft, ...]:
    """Return the drafts of some files."""
    return tuple(
        _draft(json.loads(line), file.stem)
        for file in files
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.strip()
    )


def _draft(data: dict[str, Any], writer: str) -> LabelledDraft:
    language = data["lang"]
    paragraphs: list[list[Sequence[str]]] = data["paragraphs"]
    body = "\n\n".join(" ".join(text for text, _ in paragraph) for paragraph in paragraphs)
    sentences = tuple(
        LabelledSentence(text, frozenset(labels.split()), language)
        for paragraph in paragraphs
        for text, labels in paragraph
    )
    kind = DraftKind(data["kind"])
    context = CheckContext(
        company=data["company"],
        role=data["role"],
        recruiter_name=data["person"],
        my_name=data["me"],
        language=language,
        form=form_of(data["form"]),
        met=frozenset(data["met"]),
        feedback_given=bool(data.get("feedback_given")) or kind is DraftKind.THANKS,
        feedback_refused=bool(data["refused"]),
        known_names=frozenset(),
        has_win=True,
    )
    return LabelledDraft(data["id"], writer, language, kind, body, sentences, context)


def single_sentences() -> Iterator[LabelledSentence]:
    """Yield the sentences of `data/drafts/sentences/`: a line `# labels`, then a sentence a line."""
    for file in sorted((FOLDER / "sentences").glob("*.txt")):
        labels: frozenset[str] = frozenset()
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                labels = frozenset(line[1:].split())
            elif line.strip():
                yield LabelledSentence(line.strip(), labels, file.stem)


#: What a clause of a part does; "?": its acts are not known, only that it is well said.
_ACTS_OF_PARTS: Final = {
    "thanks": "thanks",
    "decision": "accepts",
    "door": "door",
    "ask": "asks_feedback",
}


def packaged_sentences() -> Iterator[LabelledSentence]:
    """Yield the wordings of the packaged clauses, their fields filled, as sentences without a fault."""
    seen: set[tuple[str, str]] = set()
    for language in Language:
        for clause in voice(language).clauses:
            acts = frozenset(_ACTS_OF_PARTS.get(clause.part, "?").split())
            for wording in (w for words in clause.words.values() for w in words if clause.part != "subject"):
                if (language.base, wording) not in seen:
                    seen.add((language.base, wording))
                    yield LabelledSentence(_FIELD.sub(_filled, wording), acts | {"?"}, language.base)


def _filled(match: re.Match[str]) -> str:
    return {"company": "Northwind", "me": "Sam Reed", "month": "November", "topic": "SQL", "people": "Tom"}.get(
        match[1], "Analyst"
    )
