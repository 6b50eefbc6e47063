"""Marks the names in a letter with a linear-chain CRF: employer, agency, role, who signed and who is greeted.

`features` is what the model sees of each word; `spans` gives the likely names. The model is trained by
`data/fields.py` and must be trained again when the features change.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from rejection_tui.content import folder
from rejection_tui.reading import senders
from rejection_tui.reading.languages import is_small_word
from rejection_tui.reading.lexicon import word_marks
from rejection_tui.reading.view import Part, View

LABELS = ("COMPANY", "ROLE", "RECRUITER", "READER")
_MODEL = "fields.crf"


@dataclass(frozen=True, slots=True)
class Span:
    """Words `first` to before `stop` of a part that may be a `label`; `marginal` (0..1) is how likely."""

    label: str
    part: str
    first: int
    stop: int
    marginal: float


@lru_cache(maxsize=20_000)
def _shape(word: str) -> str:
    kinds = "".join("X" if c.isupper() else "x" if c.isalpha() else "0" if c.isdigit() else c for c in word[:24])
    short = "".join(c for i, c in enumerate(kinds) if i < 1 or c != kinds[i - 1])
    return short if len(word) > 1 or not word.isupper() else "I"


@lru_cache(maxsize=20_000)
def _own(word: str, folded: str) -> list[str]:
    """Return the features of a word by itself."""
    found = [f"w={folded}", f"s={_shape(word)}", f"p3={folded[:3]}", f"p5={folded[:5]}"]
    found += [f"e{n}={folded[-n:]}" for n in (2, 3, 4) if len(folded) > n]
    found += [f"m={mark}" for mark in word_marks(folded)]
    if is_small_word(folded):
        found.append("small")
    return found


@lru_cache(maxsize=20_000)
def _before(word: str, folded: str) -> list[str]:
    return [f"-w={folded}", f"-s={_shape(word)}", f"-e3={folded[-3:]}", *(f"-m={m}" for m in word_marks(folded))]


@lru_cache(maxsize=20_000)
def _after(word: str, folded: str) -> list[str]:
    return [f"+w={folded}", f"+s={_shape(word)}", f"+e3={folded[-3:]}", *(f"+m={m}" for m in word_marks(folded))]


def features(view: View, part: Part) -> list[list[str]]:
    """Return the features of every word of a part."""
    words, folded, size = part.words, part.folded, len(part.words)
    places = _places(view, part)
    rows = []
    for i in range(size):
        row = [*_own(words[i], folded[i]), *places[i]]
        if i > 0:
            row += _before(words[i - 1], folded[i - 1])
            if i > 1:
                row.append(f"-2w={folded[i - 2]}")
                row.append(f"-21={folded[i - 2]} {folded[i - 1]}")
        else:
            row.append("first")
        if i + 1 < size:
            row += _after(words[i + 1], folded[i + 1])
            if i + 2 < size:
                row.append(f"+2w={folded[i + 2]}")
        else:
            row.append("last")
        rows.append(row)
    return rows


@lru_cache(maxsize=4000)
def _place(zone: str, depth: int, edge: str, short: bool) -> list[str]:
    """Return the features of a place: zone and line, and where in the line."""
    where = f"{zone}{depth}" if zone == "sign" else zone
    found = [f"z={where}", f"short={short}|{zone}"]
    return [*found, f"z|e={where}{edge}"] if edge else found


def _places(view: View, part: Part) -> list[list[str]]:
    """Return for every word the features of its place in the letter and of where else it stands."""
    body, size = part is view.body, len(part.words)
    sent_by = [f"by={senders.kind_of_address(view.letter)}", f"long={min(size, 5)}"] if part is view.sender else []
    elsewhere: dict[str, list[str]] = {}
    rows: list[list[str]] = []
    for line in part.lines:
        zone = line.zone if body else part.name
        short, depth, run = line.stop - line.first <= 6, min(line.depth, 4), 0
        for i in range(line.first, line.stop):
            word, folded = part.words[i], part.folded[i]
            edge = ("<" if i == line.first else "") + (">" if i == line.stop - 1 else "")
            run = run + 1 if word[0].isupper() or word[0].isdigit() else 0
            row = [*_place(zone, depth, edge, short), *sent_by, _RUNS[min(run, 4)]]
            if body and i > size - 5:
                row.append(f"tail={size - i}")
            elif body and i < 4:
                row.append(f"top={i}")
            if len(folded) > 2:
                known = elsewhere.get(folded)
                if known is None:
                    known = elsewhere[folded] = _elsewhere(view, part, folded)
                row += known
            rows.append(row)
    _mark_runs(part, rows)
    for other in (view.subject, view.sender):
        if other is not part and len(other.words) > 1:
            _mark_pairs(part, other, rows)
    for first, stop in view.compact[part.name]:
        rows[first].append("d=B")
        for inside in range(first + 1, stop):
            rows[inside].append("d=I")
    return rows


def _mark_runs(part: Part, rows: list[list[str]]) -> None:
    """Tell the words of a run of large ones what its last word is: of "Network Planning Analyst" an occupation."""
    first = 0
    for i, word in enumerate(part.words):
        if i < first or not word[0].isupper():
            continue
        line, stop = part.lines[part.line_of[i]], i + 1
        while stop < line.stop and part.words[stop][0].isupper():
            stop += 1
        if stop - i > 1:
            marks = [f"run>{mark}" for mark in word_marks(part.folded[stop - 1])]
            for row in rows[i : stop - 1] if marks else ():
                row += marks
        first = stop


def _mark_pairs(part: Part, other: Part, rows: list[list[str]]) -> None:
    """Mark the words that stand beside the same word in another part too."""
    pairs = set(itertools.pairwise(other.folded))
    for i, pair in enumerate(itertools.pairwise(part.folded)):
        if pair in pairs:
            rows[i].append(f"+in-{other.name}")
            rows[i + 1].append(f"-in-{other.name}")


_RUNS = tuple(f"run={length}" for length in range(5))


def _elsewhere(view: View, part: Part, folded: str) -> list[str]:
    """Return the features of a word that are the same at each of its places in a part."""
    others = (other for other in (view.subject, view.sender) if other is not part)
    found = [f"in-{other.name}" for other in others if folded in other.folded]
    times = view.counts[folded]
    if times != 1 or part is not view.body:
        found.append(f"n={min(times, 3)}")
    found += _agreement(folded, view.labels)
    if len(folded) > 3 and folded in view.local:
        found.append("local")
    return found


def _agreement(folded: str, labels: Sequence[str]) -> Iterator[str]:
    for label in labels:
        if folded == label:
            yield "d=same"
        elif len(folded) > 3 and folded in label:
            yield "d=part"
            if label.startswith(folded):
                yield "d=start"
        elif len(label) > 3 and label in folded:
            yield "d=within"


class Tagger:
    """A trained model; keeps its bytes, which the library only points to."""

    def __init__(self, model: bytes) -> None:
        import pycrfsuite

        self._model = model
        self._crf: Any = pycrfsuite.Tagger()
        self._crf.open_inmemory(model)
        self._labels = frozenset(self._crf.labels())

    def chances(self, rows: list[list[str]]) -> dict[str, list[tuple[float, float]]]:
        """Return by label each word's probabilities of beginning and of continuing a name."""
        self._crf.set(rows)
        marginal, size, found = self._crf.marginal, len(rows), {}
        places = [i for i in range(size) if marginal("O", i) < 1 - _LEAST]  # few words: the others name nothing
        for label in LABELS if places else ():
            begin, inside = f"B-{label}", f"I-{label}"
            if begin in self._labels:
                starts = {i: marginal(begin, i) for i in places}
                if max(starts.values()) > _LEAST:
                    chances = [(0.0, 0.0)] * size
                    for i in places:
                        chances[i] = (starts[i], marginal(inside, i) if inside in self._labels else 0.0)
                    found[label] = chances
        return found


_LEAST = 0.01  # a label less likely than this everywhere is not looked at


@cache
def _shipped() -> Tagger:
    """Return the trained model, loaded once."""
    return Tagger(folder("model").joinpath(_MODEL).read_bytes())


_MIN_SPAN, _MOST = 0.012, 12  # spans less likely, or more of one label in a part, are not kept


def spans(view: View, tagger: Tagger | None = None) -> list[Span]:
    """Return the names that may stand in a letter, each with its probability; of those that overlap too."""
    tagger = tagger or _shipped()
    found: list[Span] = []
    for part in view.parts:
        labels = tagger.chances(features(view, part)) if part.words else {}
        breaks = _breaks(part) if labels else set()
        for label, chances in labels.items():
            some = [Span(label, part.name, *span) for span in _likely(chances, breaks)]
            found += sorted(some, key=lambda span: -span.marginal)[:_MOST]
    return found


def _likely(chances: Sequence[tuple[float, float]], breaks: set[int]) -> Iterator[tuple[int, int, float]]:
    """Yield (first, stop, probability) of spans: begin, go on from word to word, end.

    A word can only continue a name its neighbour belongs to, so what continues is a share of that neighbour's chance.
    """
    size = len(chances)
    for first, (begin, _inside) in enumerate(chances):
        reach, stop = begin, first + 1
        while reach >= _MIN_SPAN:
            before = sum(chances[stop - 1])
            share = min(1.0, chances[stop][1] / before) if stop < size and stop not in breaks and before > 0 else 0.0
            if reach * (1 - share) >= _MIN_SPAN:
                yield first, stop, round(reach * (1 - share), 4)
            if stop >= size or stop - first >= 14:
                break
            reach *= share
            stop += 1


_WRAPPED = 46  # a line at least this long may go on in the next one


def _breaks(part: Part) -> set[int]:
    """Return the words that begin a line no name goes on into."""
    pairs = itertools.pairwise(part.lines)
    return {
        line.first
        for above, line in pairs
        if line.after_blank or above.end - above.start < _WRAPPED or line.zone != above.zone
    }
