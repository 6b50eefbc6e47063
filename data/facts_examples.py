"""The examples the reading of facts and stage is trained on: letters by writer, single sentences, and answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np

from data import corpus
from rejection_tui.domain.letter import Letter
from rejection_tui.domain.rejection import Stage
from rejection_tui.domain.text import fold
from rejection_tui.reading.fact_features import Unit, features, text_of, units_of
from rejection_tui.reading.folded import sentences
from rejection_tui.reading.languages import languages
from rejection_tui.reading.stage_cues import CUES_LOOK
from rejection_tui.reading.stage_cues import stage as stage_by_cues

FACTS: Final = (
    "reason.skill", "reason.experience", "reason.technique", "reason.not_you", "reason.none",
    "feedback_offered.call", "feedback_offered.mail", "feedback_offered.link", "feedback_offered.given",
    "feedback_refused", "asks", "asks.survey", "reapply", "other_role", "on_file",
    "met.phone", "met.video", "met.interview", "met.panel", "met.test", "met.task", "met.trial", "met.assessment_day",
    "met.presentation", "met.visit", "met.coffee", "person", "second",
    "closed.filled_internal", "closed.filled", "closed.frozen", "closed.cancelled", "praise",
    "running", "help", "apology", "connect", "papers",
)  # fmt: skip
STAGES: Final = ("application", "screening", "interview", "final")
OUTPUTS: Final = (*FACTS, *(f"stage.{stage}" for stage in STAGES))
_BY_VALUE: Final = ("reason", "met", "closed", "feedback_offered")
_SEEN_IN_PERSON: Final = frozenset(("trial", "visit", "assessment_day", "interview", "panel", "presentation"))
_LATER: Final = ("running", "help", "apology", "connect", "papers")  # than most single sentences
_REASONS: Final = ("skill", "experience", "technique", "not_you")


@dataclass(frozen=True)
class Example:
    """A letter: a set of features a sentence, and what it says, by sentence and as a whole (0 or 1, by `FACTS`).

    `said` is None where no facts have been annotated, `stage` "" where none is known; `taught` is the stage to learn
    from it; `cue` is the stage by cues.
    """

    writer: str
    row: dict[str, Any]
    letter: Letter
    language: str
    units: tuple[Unit, ...]
    rows: tuple[frozenset[str], ...]
    by_sentence: Any
    said: Any
    stage: str
    taught: str
    cue: Stage
    facts: tuple[dict[str, str], ...]


def output(fact: dict[str, str]) -> str:
    """Return the output that stands for an annotated fact, "" for a type that is read by rule."""
    kind, value = fact["type"], fact["value"]
    if kind in _BY_VALUE:
        return f"{kind}.{value}"
    if kind == "asks" and value.strip().lower() == "survey":
        return "asks.survey"
    return kind if kind in FACTS else ""


@cache
def examples() -> dict[str, list[Example]]:
    """Return the refused and postponed letters by writer."""
    found: dict[str, list[Example]] = {}
    for writer, rows in corpus.letters().items():
        told = [row for row in rows if corpus.label(row) in ("rejection", "on_hold")]
        if told:
            found[writer] = [_example(writer, row) for row in told]
    return found


def _example(writer: str, row: dict[str, Any]) -> Example:
    letter = corpus.letter_of(row)
    text = text_of(letter)
    units = tuple(units_of(text))
    language = languages(sentences(text))[0]
    facts = corpus.facts().get(row["id"])
    said = None if facts is None else np.zeros(len(FACTS))
    by_sentence: Any = np.zeros((len(units), len(FACTS)), np.float32)
    plain = [fold(text[unit.start : unit.end]) for unit in units]
    for fact in facts or ():
        if name := output(fact):
            assert said is not None
            said[FACTS.index(name)] = 1
            by_sentence[_holding(fold(fact["quote"]), plain), FACTS.index(name)] = 1
    rows = tuple(frozenset(features(unit, language)) for unit in units)
    stage = str(row.get("stage") or "")
    cue, _ = stage_by_cues(text, sentences(text)[:CUES_LOOK])
    told = tuple(facts or ())
    taught = _taught(writer, stage, told)
    return Example(writer, row, letter, language, units, rows, by_sentence, said, stage, taught, cue, told)


def _taught(writer: str, stage: str, facts: Iterable[dict[str, str]]) -> str:
    """Return the stage to learn: whoever was seen at work or on a visit had an interview, whatever a file calls it.

    The files "hand-*" call a trial a screening, the others mostly an interview; only one convention can be learned.
    """
    met = {fact["value"] for fact in facts if fact["type"] == "met"}
    seen = writer.startswith("hand-") and stage == "screening" and not met.isdisjoint(_SEEN_IN_PERSON)
    return "interview" if seen else stage


def _holding(quote: str, plain: list[str]) -> list[int]:
    """Return the sentences a quote stands in, or that stand in it; else the one with most of its words."""
    if not quote:
        return []
    found = [at for at, sentence in enumerate(plain) if quote in sentence]
    found = found or [at for at, sentence in enumerate(plain) if len(sentence) > 8 and sentence in quote]
    if not found and plain:
        words = set(quote.split())
        shared = [len(words & set(sentence.split())) / len(words) for sentence in plain]
        if max(shared) > 0.6:
            return [shared.index(max(shared))]
    return found


Rows = list[frozenset[str]]


@cache
def single_sentences() -> tuple[Rows, Any, Any]:
    """Return single sentences that say facts or none, which they say (by `FACTS`), and for which that is known.

    Those of `data/sentences/` are older than some facts, and tell nothing of them.
    """
    told = [(names, row) for names, row in _bank() if not _stage(names)]
    targets = np.array([_said(names) for names, _ in told])
    known = np.ones_like(targets)
    older = len(told) - len(corpus.fact_sentences())
    known[:older, [FACTS.index(name) for name in _LATER]] = 0
    return [row for _, row in told], targets, known


@cache
def single_stages() -> tuple[Rows, Any]:
    """Return the sentences of `data/sentences/` that tell a stage, and which (by `STAGES`)."""
    told = [(_stage(names), row) for names, row in _bank() if _stage(names)]
    return [row for _, row in told], np.array([[float(one == stage) for stage in STAGES] for one, _ in told])


@cache
def _bank() -> list[tuple[tuple[str, ...], frozenset[str]]]:
    """Return the sentences of `data/sentences/` with the names their heading gives, and those of `data/facts/`."""
    found: list[tuple[tuple[str, ...], frozenset[str]]] = []
    for path in sorted((corpus.HERE / "sentences").glob("*.txt")):
        names: tuple[str, ...] = ()
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# "):
                names = tuple(line[2:].split())
            elif line.strip():
                found.append((names, _row(line, path.stem)))
    return found + [(tuple(row["facts"]), _row(row["text"], row["lang"])) for row in corpus.fact_sentences()]


def _stage(names: Iterable[str]) -> str:
    return next((name.partition(".")[2] for name in names if name.startswith("stage.")), "")


def _said(names: Iterable[str]) -> Any:
    said: Any = np.zeros(len(FACTS), np.float32)
    said[[FACTS.index(name) for name in names if name != "none"]] = 1
    return said


def _row(line: str, language: str) -> frozenset[str]:
    folded = sentences(line).replace("\n", " ")
    return frozenset(features(Unit(0, len(line), folded, "body"), language))


@cache
def answers() -> tuple[Rows, Any, Any]:
    """Return the sentences of recruiters' answers with their reasons, and which facts they can tell (the reasons)."""
    rows: Rows = []
    targets: list[Any] = []
    known: Any = np.zeros(len(FACTS), np.float32)
    known[[FACTS.index(f"reason.{reason}") for reason in _REASONS]] = 1
    for answer in corpus.answers():
        text = "\n" + answer["text"]
        for unit in units_of(text):
            plain = fold(text[unit.start : unit.end])
            if text[unit.start] == ">" or not plain:
                continue
            gaps = [f"reason.{gap['gap']}" for gap in answer["gaps"] if fold(gap["quote"]) in plain]
            rows.append(frozenset(features(unit, answer["lang"])))
            targets.append(_said(gaps))
    return rows, np.array(targets), np.tile(known, (len(rows), 1))
