"""Trains and measures the reading of gaps in answers: `python -m data.answer_gaps train | measure`.

Three models: a logistic one of where a sentence or clause names a gap, a softmax of which gap it names, and a judge
that weighs the former's scores of a clause with those around it. The judge learns from scores of models that had not
seen the answer; so does the share from which on it takes a clause.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from sklearn.linear_model import LogisticRegression

from data import corpus
from data.answers_model import letter_of
from data.sentence_model import design, vocabulary
from rejection_tui.domain.answer import AnswerKind
from rejection_tui.domain.packed_table import pack
from rejection_tui.reading.answer_features import language_of, number
from rejection_tui.reading.folded import sentences as folded_sentences
from rejection_tui.reading.gap_features import Piece, Pieces, numbers_in, pieces_of
from rejection_tui.reading.gap_model import FILE, GAPS, GapModel, Scored, numbers_of, unpack
from rejection_tui.reading.gaps import FoundGap, chosen, found_gaps
from rejection_tui.reading.own_words import own_words

OUT: Final = Path(__file__).parent.parent / "rejection_tui" / "content" / "model" / FILE
_WHERE_C: Final = 0.3
_WHICH_C: Final = 1.0
_JUDGE_C: Final = 0.05
_LETTERS: Final = 0.15  # what a sentence of a letter counts, where a clause of an answer counts 1
_ALONE: Final = 0.5  # what a sentence of an answer counts that stands alone
_FOLDS: Final = 5
_STEPS: Final = 127
_LEAST: Final = 6  # a feature without a weight of so many steps is left out
_OVERLAP: Final = 0.5  # of the shorter of clause and quote
_KINDS: Final = {f"reason.{gap}": at for at, gap in enumerate(GAPS)}
Matrix = Any


@dataclass(frozen=True)
class Example:
    """An answer cut into pieces, with its labelled gaps (number of the gap, start, end) in its own words."""

    id: str
    writer: str
    language: str
    kind: AnswerKind
    text: str
    pieces: Pieces
    gaps: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True)
class Learned:
    """Logistic models over a vocabulary of feature numbers: where (one column) and which (a column a gap)."""

    names: dict[Any, int]
    where: Matrix
    which: Matrix
    biases: tuple[float, ...]

    def scored(self, pieces: Sequence[Piece]) -> list[Scored]:
        """Return the scores of sentences or clauses."""
        matrix = design([piece.features for piece in pieces], self.names)  # type: ignore[misc]
        where = np.clip(matrix @ self.where + self.biases[0], -8, 6)
        which = matrix @ self.which + np.array(self.biases[1:])
        which -= np.logaddexp.reduce(which, axis=1, keepdims=True)
        return [Scored(float(one), tuple(map(float, row))) for one, row in zip(where, which, strict=True)]


@cache
def examples() -> dict[str, list[Example]]:
    """Return the labelled answers by writer."""
    return {writer: [example(writer, row) for row in rows] for writer, rows in corpus.gap_answers().items()}


def example(writer: str, row: corpus.Row) -> Example:
    """Return an answer cut into pieces."""
    letter = letter_of(row)
    text = own_words(letter.body)
    gaps = []
    for gap in row.get("gaps", ()):
        start = letter.body.find(gap["quote"])
        gaps.append(([str(one) for one in GAPS].index(gap["gap"]), start, start + len(gap["quote"])))
    pieces = pieces_of(text, language_of(letter, text))
    return Example(row["id"], writer, row["lang"], AnswerKind(row["kind"]), letter.body, pieces, tuple(gaps))


def _named(example: Example, piece: Piece) -> set[int]:
    """Return the gaps that a sentence or clause names: half of it, or of the quote, is in the other."""
    found = set()
    for gap, start, end in example.gaps:
        common = min(end, piece.end) - max(start, piece.start)
        if start >= 0 and common > 0 and common >= _OVERLAP * min(end - start, piece.end - piece.start):
            found.add(gap)
    return found


@cache
def single() -> list[tuple[frozenset[int], set[int], float]]:
    """Return sentences that stand alone, the gaps they name and what they count: of letters, and some of answers."""
    languages = {row["id"]: row["lang"] for rows in corpus.letters().values() for row in rows}
    told = [(text, lang, facts) for text, lang, facts in corpus.told_sentences()]
    told += [
        (fact["quote"], languages[uid], (f"reason.{fact['value']}" if fact["type"] == "reason" else fact["type"],))
        for uid, facts in corpus.facts().items()
        for fact in facts
        if fact["quote"] and uid in languages and fact["type"] in {"reason", "praise", "feedback_refused"}
    ]
    found = [(text, lang, {_KINDS[fact] for fact in facts if fact in _KINDS}, _LETTERS) for text, lang, facts in told]
    found += [
        (text, lang, {_KINDS[f"reason.{gap}"]} if gap else set(), _ALONE) for text, lang, gap in corpus.said_gaps()
    ]
    return [
        (numbers_in(folded_sentences(text).replace("\n", " "), "body", lang), gaps, weight)
        for text, lang, gaps, weight in found
    ]


def learn(answers: Sequence[Example]) -> Learned:
    """Return the models of where and of which."""
    rows = [(piece.features, _named(one, piece), 1.0) for one in answers for piece in _pieces(one)] + single()
    names: Any = vocabulary([row for row, _, _ in rows], 2)  # type: ignore[misc]
    where = _fitted(rows, [float(bool(gaps)) for _, gaps, _ in rows], names, _WHERE_C)
    naming = _balanced([row for row in rows if len(row[1]) == 1])
    which = _fitted(naming, [min(gaps) for _, gaps, _ in naming], names, _WHICH_C)
    biases = (float(where.intercept_[0]), *map(float, which.intercept_))
    return Learned(names, where.coef_[0], which.coef_.T, biases)


def _balanced(rows: Sequence[Any]) -> list[Any]:
    """Return rows that name one gap with weights by which the gaps stand half way between as many and as they are."""
    totals: Counter[int] = Counter()
    for _, gaps, weight in rows:
        totals[min(gaps)] += weight
    mean = totals.total() / len(totals)
    return [(row, gaps, weight * (mean / totals[min(gaps)]) ** 0.5) for row, gaps, weight in rows]


def _fitted(rows: Sequence[Any], told: Sequence[float], names: Any, strength: float) -> LogisticRegression:
    model = LogisticRegression(C=strength, max_iter=300, tol=1e-3)
    return model.fit(design([row for row, _, _ in rows], names), told, sample_weight=[weight for _, _, weight in rows])


def _pieces(example: Example) -> Iterable[Piece]:
    """Return what is learned of an answer: its clauses, and its sentences of more than one."""
    counts = Counter(piece.sentence for piece in example.pieces.clauses)
    return [*example.pieces.clauses, *(piece for piece in example.pieces.sentences if counts[piece.sentence] > 1)]


@dataclass(frozen=True)
class Seen:
    """What models that have not seen an answer say of it."""

    example: Example
    clauses: list[Scored]
    sentences: list[Scored]
    numbers: Matrix


def seen_by(model: Learned, answer: Example) -> Seen:
    """Return the scores of an answer and the numbers of its clauses."""
    clauses, sentences = model.scored(answer.pieces.clauses), model.scored(answer.pieces.sentences)
    return Seen(answer, clauses, sentences, np.array(numbers_of(answer.pieces, clauses, sentences)))


def unseen(answers: Sequence[Example]) -> list[Seen]:
    """Return each answer as models see it that were learned from the others."""
    answers = [answer for answer in answers if answer.pieces.clauses]
    order = np.random.RandomState(0).permutation(len(answers))
    found = []
    for part in range(_FOLDS):
        model = learn([answers[at] for place, at in enumerate(order) if place % _FOLDS != part])
        found += [seen_by(model, answers[at]) for place, at in enumerate(order) if place % _FOLDS == part]
    return found


def judge_of(found: Sequence[Seen]) -> Matrix:
    """Return the weights of the numbers of a clause, and an intercept; learned from answers that give feedback."""
    found = [one for one in found if one.example.kind in _SAYING]
    table = np.vstack([one.numbers for one in found])
    told = [bool(_named(one.example, piece)) for one in found for piece in one.example.pieces.clauses]
    middle, width = table.mean(0), table.std(0) + 1e-6
    judge = LogisticRegression(C=_JUDGE_C, max_iter=2000).fit((table - middle) / width, told)
    weights = judge.coef_[0] / width
    return np.append(weights, judge.intercept_[0] - weights @ middle)


_SAYING: Final = (AnswerKind.FEEDBACK, AnswerKind.CALL)


def limits_of(found: Sequence[Seen], judge: Matrix) -> tuple[float, float]:
    """Return the share from which on a clause is taken, and the distance from which on two are two gaps.

    With them the F1 of gaps is best on answers left out.
    """
    scored = [(one, _likely(one, judge)) for one in found if one.example.kind in _SAYING]

    def gain(least: float, apart: float) -> float:
        total = Tally()
        for one, likely in scored:
            total.add(one.example, _chosen(one, likely, (least, apart)))
        return total.f1

    def best(steps: Sequence[float], gains: Sequence[float]) -> float:
        smooth = [float(np.mean(gains[max(0, at - 2) : at + 3])) for at in range(len(gains))]
        return steps[int(np.argmax(smooth))]

    steps = [step / 40 for step in range(4, 31)]
    least = best(steps, [gain(step, np.inf) for step in steps])
    distances = [step / 2 for step in range(2, 21)]
    return least, best(distances, [gain(least, step) for step in distances])


def _likely(one: Seen, judge: Matrix) -> list[float]:
    return [float(share) for share in 1 / (1 + np.exp(-(one.numbers @ judge[:-1] + judge[-1])))]


def _chosen(one: Seen, likely: Sequence[float], limits: tuple[float, float]) -> list[FoundGap]:
    sure = one.example.kind is AnswerKind.FEEDBACK
    return chosen(one.example.pieces, one.clauses, one.sentences, likely, *limits, sure)


def train(answers: Sequence[Example], shown: bool = False) -> bytes:
    """Return the file of a model learned from these answers; `shown`: print how good the gaps are of a fifth left out.

    There the scores are of models that had not seen an answer, but its kind is as labelled, and the judge had seen it.
    """
    found = unseen(answers)
    judge = judge_of(found)
    limits = limits_of(found, judge)
    if shown:
        pairs = [(one.example, _shown(one, judge, limits)) for one in found]
        for writer in dict.fromkeys(one.writer for one, _ in pairs):
            show(f"fifths, {writer}", [pair for pair in pairs if pair[0].writer == writer])
    return packed(learn(answers), judge, limits, doubt_of(found, judge))


def doubt_of(found: Sequence[Seen], judge: Matrix) -> tuple[float, float]:
    """Return the weight and bias by which the likeliest clause tells feedback from polite words, were both as many."""
    pairs = [(one.example.kind, max(_likely(one, judge))) for one in found]
    pairs = [pair for pair in pairs if pair[0] in (AnswerKind.FEEDBACK, AnswerKind.BOILERPLATE)]
    shares = np.clip([share for _, share in pairs], 1e-4, 1 - 1e-4)
    told = [kind is AnswerKind.FEEDBACK for kind, _ in pairs]
    line = LogisticRegression(class_weight="balanced").fit(np.log(shares / (1 - shares))[:, None], told)
    return float(line.coef_[0, 0]), float(line.intercept_[0])


def _shown(one: Seen, judge: Matrix, limits: tuple[float, float]) -> list[FoundGap]:
    return _chosen(one, _likely(one, judge), limits) if one.example.kind in _SAYING else []


def packed(model: Learned, judge: Matrix, limits: tuple[float, float], doubt: tuple[float, float]) -> bytes:
    """Return the file of what was learned; features of little weight are left out."""
    scales = [float(np.abs(weights).max()) / _STEPS for weights in (model.where, model.which)]
    table = np.column_stack([np.rint(model.where / scales[0]), np.rint(model.which / scales[1])]).astype(int)
    known: list[int] = sorted(model.names)
    table = table[[model.names[feature] for feature in known]]
    kept = np.flatnonzero(np.abs(table).max(1) >= _LEAST)
    head = {
        "scales": scales,
        "biases": [round(bias, 4) for bias in model.biases],
        "judge": [round(float(weight), 5) for weight in judge],
        "least": limits[0],
        "apart": limits[1],
        "doubt": [round(one, 4) for one in doubt],
    }
    return pack(head, [int(known[at]) for at in kept], table[kept].tolist())


@dataclass
class Tally:
    """How many gaps were found, were labelled, and are right in both; and of those, how many quotes are."""

    found: int = 0
    told: int = 0
    right: int = 0
    quotes: int = 0
    places: int = 0

    def add(self, example: Example, gaps: Sequence[FoundGap]) -> None:
        """Count an answer: a gap is right when its kind is, and its words are among those of the label."""
        left = list(gaps)
        self.found += len(gaps)
        self.told += len(example.gaps)
        for told, start, end in example.gaps:
            there = [gap for gap in left if min(end, gap.end) > max(start, gap.start)]
            self.places += bool(there)
            same = [gap for gap in there if gap.gap is GAPS[told]]
            if same:
                self.right += 1
                self.quotes += _is_quoted(example.text[same[0].start : same[0].end], example.text[start:end])
                left.remove(same[0])

    @property
    def f1(self) -> float:
        """The F1 of gaps."""
        return 2 * self.right / max(1, self.found + self.told)

    def __str__(self) -> str:
        shares = (self.right / max(1, self.found), self.right / max(1, self.told), self.f1)
        p, r, f1 = (f"{share:.3f}" for share in shares)
        places = 2 * self.places / max(1, self.found + self.told)
        return f"P {p} R {r} F1 {f1}, places {places:.3f}, quotes {self.quotes / max(1, self.right):.3f} ({self.told})"


def _is_quoted(found: str, told: str) -> bool:
    """Return whether the words of two quotes have half of the shorter one in common."""
    one, other = (Counter(text.lower().split()) for text in (found, told))
    return (one & other).total() >= 0.5 * min(one.total(), other.total())


def show(name: str, pairs: Sequence[tuple[Example, list[FoundGap]]]) -> None:
    """Print how good the gaps are: all, as a set an answer, and by language."""
    whole, sets = Tally(), Tally()
    by_language: dict[str, Tally] = {}
    for one, gaps in pairs:
        whole.add(one, gaps)
        by_language.setdefault(one.language, Tally()).add(one, gaps)
        kinds, told = {gap.gap for gap in gaps}, {GAPS[gap] for gap, _, _ in one.gaps}
        sets.found, sets.told, sets.right = (
            sets.found + len(kinds),
            sets.told + len(told),
            sets.right + len(kinds & told),
        )
    print(f"\n{name}: {whole}; kinds as a set F1 {sets.f1:.3f}")
    print("  ".join(f"{name} {tally.f1:.2f} ({tally.told})" for name, tally in sorted(by_language.items())))
    if "-v" in sys.argv:
        for one, gaps in pairs:
            quotes = [(str(GAPS[gap]), one.text[start:end]) for gap, start, end in one.gaps]
            print(f"  {one.id} {quotes}\n      {[(str(gap.gap), one.text[gap.start : gap.end]) for gap in gaps]}")


def _left_out(
    answers: Sequence[Example], group: Callable[[Example], object], shown: Sequence[str] = ()
) -> list[tuple[Example, list[FoundGap]]]:
    """Return each answer with the gaps that a model without its group finds; the kind is as labelled."""
    found = []
    for name in dict.fromkeys(map(group, answers)):
        if shown and name not in shown:
            continue
        model: GapModel = unpack(train([answer for answer in answers if group(answer) != name]))
        found += [(one, gaps_by(model, one)) for one in answers if group(one) == name]
    return found


def gaps_by(model: GapModel, one: Example) -> list[FoundGap]:
    """Return the gaps that a model finds in an answer of a known kind."""
    if one.kind not in _SAYING:
        return []
    return found_gaps(model, one.pieces, one.kind is AnswerKind.FEEDBACK)


def measure() -> None:
    """Print how good the gaps are on each tenth of the answers left out, and on a writer left out."""
    every = [answer for answers in examples().values() for answer in answers]
    order = {name: at % 10 for at, name in enumerate(sorted({answer.id for answer in every}, key=number))}
    tenths = _left_out(every, lambda answer: order[answer.id])
    for writer in examples():
        show(f"tenths, {writer}", [pair for pair in tenths if pair[0].writer == writer])
    show("tenths, all", tenths)
    if "--tenths" not in sys.argv:
        for writer, pairs in ((w, _left_out(every, lambda answer: answer.writer, [w])) for w in examples()):
            show(f"without {writer}", pairs)


def main() -> None:
    """Train or measure, as the first argument says."""
    if sys.argv[1:2] == ["measure"]:
        measure()
        return
    answers = [answer for answers in examples().values() for answer in answers]
    data = train(answers, shown=True)
    OUT.write_bytes(data)
    model = unpack(data)
    limits = f"least {model.least}, apart {model.apart}"
    print(f"gaps: {len(answers)} answers, {len(model.places):,} features, {limits}, {len(data):,} bytes")


if __name__ == "__main__":
    main()
