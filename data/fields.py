"""Trains the reading of a letter's fields and measures it on writers it has not seen.

`python -m data.fields train` writes `rejection_tui/content/model/fields.*`; `python -m data.fields measure` trains for
every writer on all others and prints right / wrong / empty; `--public DIR` adds sets that are only measured.
"""

import argparse
import json
import re
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from msgspec import structs

from data import corpus
from data.field_cuts import train_cutter
from data.field_labels import facts_of, tags, values
from data.softmax import Choice, fit
from rejection_tui.domain.letter import Letter, Via
from rejection_tui.domain.text import fold
from rejection_tui.reading import origins
from rejection_tui.reading.addresses import beside, no_reply, silence_features
from rejection_tui.reading.companies import plain_name
from rejection_tui.reading.cuts import Cutter
from rejection_tui.reading.domains import SMALL, costs
from rejection_tui.reading.fields import Fields, Models, Pools, pools_of, read_fields
from rejection_tui.reading.lexicon import marked_words
from rejection_tui.reading.people import person
from rejection_tui.reading.ranking import chances, choose, no_candidate, sureness
from rejection_tui.reading.roles import tidy
from rejection_tui.reading.spans import Tagger, features
from rejection_tui.reading.view import Part, view_of

Row = dict[str, Any]
MODEL: Final = Path(__file__).parent.parent / "rejection_tui" / "content" / "model"
#: The kinds fields are read from.
READ: Final = ("rejection", "on_hold")
RANKED: Final = {
    "company": "company",
    "role": "role",
    "recruiter": "recruiter_name",
    "email": "recruiter_email",
    "reader": "reader",
    "agency": "agency",
}
#: What a wrong value costs, a right one being worth 1.
LOSS: Final = {"company": 1.2, "role": 0.9, "recruiter": 1.2, "email": 1.0, "reader": 1.0, "agency": 1.0}


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """A labelled letter of a writer, as it is trained on; `variant` when its head was taken off."""

    writer: str
    row: Row
    letter: Letter
    variant: bool = False


def samples() -> list[Sample]:
    """Return the letters to learn from: refusals and pauses, other job mail with gold, and some without their head."""
    found = []
    for writer, rows in corpus.letters().items():
        labelled = {corpus.label(row) for row in rows if any(values(row.get(name)) for name in RANKED.values())}
        for row in rows:
            if corpus.label(row) not in labelled:
                continue
            if not (corpus.label(row) in READ or values(row.get("company")) or values(row.get("role"))):
                continue
            letter = corpus.letter_of(row)
            row = with_facts(row)
            found.append(Sample(writer, row, letter))
            draw = zlib.crc32(str(row["id"]).encode()) % 4
            if draw < 2:
                found.append(Sample(writer, row, _bare(letter, subject=draw == 0), True))
    return found


def with_facts(row: Row) -> Row:
    """Return a letter with `reader` and `agency` as gold, where its facts state them."""
    if str(row["id"]) not in corpus.facts():
        return row
    reader = "||".join(fact["value"] for fact in facts_of(row, "reader")) or None
    named = [fact["quote"] for fact in facts_of(row, "via") if fact["value"] == "agency" and fact["quote"]]
    is_agency = any(fact["value"] == "agency" for fact in facts_of(row, "via"))
    return {**row, "reader": reader, **({"agency": named[0] if named else None} if is_agency else {})}


def _bare(letter: Letter, subject: bool) -> Letter:
    """Return a letter as it is pasted: without its sender, and without its subject too."""
    subject_line = "" if subject else letter.subject
    return structs.replace(letter, sender_name="", sender_email="", reply_to="", subject=subject_line)


def train_crf(found: Iterable[Sample], iterations: int = 40, **more: float) -> bytes:
    """Return a CRF trained on letters, as the bytes of its file."""
    import pycrfsuite

    pieces = [(sample, piece) for sample in found for piece in _marked(sample)]
    shared = shared_features(pieces)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(
        {"c1": 2.0, "c2": 0.1, "max_iterations": iterations, "feature.possible_transitions": True, **more}
    )
    for _sample, (rows, labels) in pieces:
        trainer.append([[name for name in row if name in shared] for row in rows], labels)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model"
        trainer.train(str(path))
        return path.read_bytes()


Piece = tuple[list[list[str]], list[str]]
_MARKED: dict["Sample", list[Piece]] = {}
#: A feature must be seen in so many letters and by so many writers: a name stands often in its letter, and only there.
LETTERS, WRITERS = 4, 2


def shared_features(pieces: Iterable[tuple[Sample, Piece]]) -> frozenset[str]:
    """Return the features that are seen in several letters of several writers."""
    letters: dict[str, set[str]] = {}
    writers: dict[str, set[str]] = {}
    for sample, (rows, _labels) in pieces:
        for name in {name for row in rows for name in row}:
            letters.setdefault(name, set()).add(str(sample.row["id"]))
            writers.setdefault(name, set()).add(sample.writer)
    return frozenset(name for name, ids in letters.items() if len(ids) >= LETTERS and len(writers[name]) >= WRITERS)


def _marked(sample: Sample) -> list[Piece]:
    """Return the features and tags of the pieces of a letter; computed once, for all models."""
    if sample not in _MARKED:
        view = view_of(sample.letter)
        marked = tags(sample.row, view)
        name = str(sample.row["id"])
        _MARKED[sample] = [
            piece for part in view.parts for piece in _pieces(name, part, features(view, part), marked[part.name])
        ]
    return _MARKED[sample]


def _pieces(name: str, part: Part, rows: list[list[str]], labels: list[str]) -> Iterable[Piece]:
    """Yield a part without most of its long lines that name nothing: they only make the training slow."""
    kept: list[int] = []
    for number, line in enumerate(part.lines):
        words = range(line.first, line.stop)
        plain = line.zone == "body" and len(words) > 12 and all(labels[i] == "O" for i in words)
        if part.name == "body" and plain and zlib.crc32(f"{name}{number}".encode()) % 10 > 2:
            if kept:
                yield [rows[i] for i in kept], [labels[i] for i in kept]
            kept = []
        else:
            kept += words
    if kept:
        yield [rows[i] for i in kept], [labels[i] for i in kept]


def forms(gold: Any) -> set[str]:
    """Return the accepted forms of a gold value, folded; empty when it is not stated."""
    return {fold(form) for part in values(gold) for form in (part, plain_name(part), tidy(part))} - {""}


def name_forms(gold: Any) -> set[str]:
    """Return the accepted forms of a person's name: with and without title."""
    return forms(gold) | {fold(person(part)) for part in values(gold)} - {""}


def judge(guess: str, gold: Any) -> str:
    """Return right, wrong or empty; no gold and no guess is right, a guess where nothing is stated is wrong."""
    wanted = forms(gold)
    if not guess:
        return "empty" if wanted else "right"
    return "right" if {fold(guess), fold(plain_name(guess)), fold(tidy(guess))} & wanted else "wrong"


def choices(found: Iterable[tuple[Sample, Pools]], field: str) -> list[Choice]:
    """Return the choices the ranker of a field learns from."""
    result = []
    for sample, pools in found:
        if RANKED[field] not in sample.row:
            continue
        gold = sample.row.get(RANKED[field])
        wanted = name_forms(gold) if field in {"recruiter", "reader"} else forms(gold)
        pool = pools.found[field]
        right = [bool(_written(c.value, field) & wanted) for c in pool]
        options = [candidate.features for candidate in pool] + list(no_candidate(pools.empty[field]))
        weight = 1.0 if corpus.label(sample.row) in READ else 0.5
        result.append(Choice(options, [*right, not wanted, bool(wanted) and not any(right)], weight))
    return result


def _written(value: str, field: str) -> set[str]:
    if field in {"recruiter", "reader"}:
        return {fold(value), fold(person(value))} - {""}
    return {fold(value), fold(plain_name(value)), fold(tidy(value))}


def rank_table(found: Sequence[tuple[Sample, Pools]]) -> dict[str, Any]:
    """Return the learned weights of all fields."""
    table: dict[str, Any] = {"no_reply": {"weights": _silence(found)}, "via": _origins(found)}
    for field in ("company", "role", "recruiter", "reader", "agency"):
        table[field] = _learned(found, field, 2.0)
    for _sample, pools in found:
        silent = no_reply(pools.view, table)
        chosen = choose(pools.found["recruiter"], pools.empty["recruiter"], "recruiter", table)
        for candidate in pools.found["email"]:
            candidate.features |= beside(candidate, silent, chosen.candidate.value if chosen else "")
    table["email"] = _learned(found, "email", 1.0)
    return table


def _learned(found: Sequence[tuple[Sample, Pools]], field: str, penalty: float) -> dict[str, Any]:
    """Return a field's weights, and those that say how sure its choices are, learned where the choices are unseen."""
    told = [entry for entry in found if RANKED[field] in entry[0].row]
    pairs: list[Choice] = []
    for group in folds([sample for sample, _pools in told], 2):
        others = fit(choices([entry for entry in told if entry[0].writer not in group], field), penalty)
        own = [entry for entry in told if entry[0].writer in group and entry[1].found[field]]
        for (_sample, pools), choice in zip(own, choices(own, field), strict=True):
            pool = pools.found[field]
            for place, seen in sureness(pool, chances(pool, pools.empty[field], others)):
                pairs.append(Choice([seen, {}], [choice.right[place], not choice.right[place]], choice.weight))
    weights = fit(choices(told, field), penalty)
    return {"weights": weights, "sure": fit(pairs, penalty=0.5), "loss": LOSS[field]}


def _silence(found: Iterable[tuple[Sample, Pools]]) -> dict[str, float]:
    told = [(pools, row["no_reply"]) for row, pools in _rows(found) if isinstance(row.get("no_reply"), bool)]
    yes = [Choice([silence_features(pools.view), {}], [silent, not silent]) for pools, silent in told]
    return fit(yes, penalty=0.5)


def _origins(found: Iterable[tuple[Sample, Pools]]) -> dict[str, dict[str, float]]:
    """Return the weights of each way a letter can come, by the facts."""
    told = [(facts_of(row, "via"), pools) for row, pools in _rows(found)]
    lists = []
    for facts, pools in told:
        if facts:
            seen = origins.features(pools.view)
            options = [{f"{via.value}|{name}": value for name, value in seen.items()} for via in Via]
            lists.append(Choice(options, [via.value == facts[0]["value"] for via in Via]))
    weights = fit(lists, penalty=0.5)
    return {
        via.value: {name.partition("|")[2]: w for name, w in weights.items() if name.startswith(f"{via.value}|")}
        for via in Via
    }


def _rows(found: Iterable[tuple[Sample, Pools]]) -> Iterable[tuple[Row, Pools]]:
    return ((sample.row, pools) for sample, pools in found if not sample.variant)


def folds(found: Sequence[Sample], number: int) -> list[frozenset[str]]:
    """Return the writers in groups of about equal size, each to be predicted by a model that has not seen it."""
    sizes = Counter(sample.writer for sample in found)
    groups: list[list[str]] = [[] for _ in range(number)]
    for writer, _size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        min(groups, key=lambda group: sum(sizes[name] for name in group)).append(writer)
    return [frozenset(group) for group in groups if group]


@cache
def _words_of(writer: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for row in corpus.letters()[writer]:
        text = re.sub(r"<[^>]*>", " ", f"{row.get('subject') or ''} {row.get('body') or ''}")
        counts.update(re.findall(r"[^\W\d_]+", text))
    folded: Counter[str] = Counter()
    for word, count in counts.items():
        folded[fold(word)] += count
    return folded


def cutter_of(without: frozenset[str] = frozenset()) -> Cutter:
    """Return the cutting of addresses as learned from all writers but some."""
    return Cutter(train_cutter(without, _known_without), _known_without(without))


def _known_without(writers: frozenset[str]) -> dict[str, float]:
    return costs(word_list(writers))


def word_list(without: frozenset[str] = frozenset()) -> list[str]:
    """Return the words of all letters but those of some writers, the most frequent first; rare short ones left out."""
    counts: Counter[str] = Counter()
    for writer in corpus.letters():
        if writer not in without:
            counts.update(_words_of(writer))
    for word in marked_words("kind"):
        counts[word] = max(counts[word], 60)
    kept = [(word, n) for word, n in counts.items() if n >= 6 or (n >= 2 and len(word) > 4)]
    kept = [(word, n) for word, n in kept if word.isascii() and word.isalpha() and (len(word) > 2 or word in SMALL)]
    return [word for word, _n in sorted(kept, key=lambda entry: (-entry[1], entry[0]))]


def unseen(found: Sequence[Sample], groups: Iterable[frozenset[str]]) -> list[tuple[Sample, Pools]]:
    """Return the candidates of every letter, with spans of a CRF that has not seen its writer."""
    result = []
    for group in groups:
        crf = train_crf(sample for sample in found if sample.writer not in group)
        models = Models(Tagger(crf), costs(word_list(group)), cutter_of(group))
        result += [(s, pools_of(s.letter, models)) for s in found if s.writer in group and _ranked(s)]
    return result


def _ranked(sample: Sample) -> bool:
    """Return whether the rankers learn from a letter: all that fields are read from, and some other job mail."""
    return corpus.label(sample.row) in READ or zlib.crc32(str(sample.row["id"]).encode()) % 4 == 2


def train() -> None:
    """Write the shipped model: the CRF, the words and the weights."""
    found = samples()
    table = rank_table(unseen(found, folds(found, 2)))
    MODEL.mkdir(exist_ok=True)
    (MODEL / "fields.crf").write_bytes(train_crf(found))
    (MODEL / "fields.cuts").write_bytes(train_cutter(frozenset(), _known_without))
    (MODEL / "fields.words").write_text("\n".join(word_list()) + "\n", encoding="utf-8")
    lines = json.dumps(table, ensure_ascii=False, indent=0, sort_keys=True)
    (MODEL / "fields.json").write_text(lines + "\n", encoding="utf-8")


Figures = dict[str, Counter[str]]
_COLUMNS: Final = ("company", "role", "recruiter_name", "recruiter_email", "no_reply", "reader", "via", "agency")


def count(rows: Iterable[tuple[Row, Letter]], models: Models, misses: list[str] | None = None) -> Figures:
    """Return right, wrong and empty by field over labelled letters."""
    figures: Figures = {}
    for row, letter in rows:
        fields = read_fields(letter, models)
        for name, outcome, guess, gold in _outcomes(row, fields):
            figures.setdefault(name, Counter())[outcome] += 1
            if misses is not None and outcome != "right":
                misses.append(f"{name} {row.get('id')} {outcome}: {guess!r} gold {gold!r}")
    return figures


def _outcomes(row: Row, fields: Fields) -> Iterable[tuple[str, str, str, Any]]:
    for name in ("company", "role", "recruiter_email"):
        if name in row:
            value = getattr(fields, name).value
            yield name, judge(value, row[name]), value, row[name]
    if "recruiter_name" in row:
        value, gold = fields.recruiter_name.value, row["recruiter_name"]
        yield "recruiter_name", judge_name(value, gold), value, gold
    if isinstance(row.get("no_reply"), bool):
        silent = "right" if fields.no_reply == row["no_reply"] else "wrong"
        yield "no_reply", silent, str(fields.no_reply), row["no_reply"]
    if ways := facts_of(row, "via"):
        yield "via", "right" if fields.via == ways[0]["value"] else "wrong", fields.via, ways[0]["value"]
    if "agency" in row:
        yield "agency", judge(fields.agency, row["agency"]), fields.agency, row["agency"]
    if "reader" in row:
        yield "reader", judge_name(fields.reader.value, row["reader"]), fields.reader.value, row["reader"]


def judge_name(guess: str, gold: Any) -> str:
    """Return right, wrong or empty for a person's name; with or without title and form of address is the same."""
    wanted = name_forms(gold)
    if not guess:
        return "empty" if wanted else "right"
    return "right" if {fold(guess), fold(person(guess))} & wanted - {""} else "wrong"


def row_of(name: str, figures: Figures) -> str:
    """Return the figures of one set as a line: right / wrong / empty."""
    cells = []
    for column in _COLUMNS:
        counts = figures.get(column)
        total = sum(counts.values()) if counts else 1
        shares = [(counts or Counter())[outcome] / total for outcome in ("right", "wrong", "empty")]
        cells.append(f"{column} {'/'.join(f'{share:.2f}'.removeprefix('0') for share in shares) if counts else '-'}")
    return f"{name:14} " + "  ".join(cells)


def measure(public: Path | None, groups: int, show: bool) -> None:
    """Print the table of the writers left out, and of the public sets read with a model of all writers."""
    found = samples()
    parts = folds(found, groups or len({sample.writer for sample in found}))
    models, pools = {}, []
    for part in parts:
        crf = train_crf(s for s in found if s.writer not in part)
        made = Models(Tagger(crf), costs(word_list(part)), cutter_of(part))
        models.update(dict.fromkeys(part, made))
        pools += [(s, pools_of(s.letter, made)) for s in found if s.writer in part]
    total: Figures = {}
    misses: list[str] | None = [] if show else None
    for writer in sorted(models):
        table = rank_table([entry for entry in pools if entry[0].writer != writer])
        made = replace(models[writer], table=table)
        own = [s for s in found if s.writer == writer and not s.variant and corpus.label(s.row) in READ]
        figures = count([(s.row, s.letter) for s in own], made, misses)
        for name, counts in figures.items():
            total.setdefault(name, Counter()).update(counts)
        print(row_of(writer, figures), flush=True)
    print(row_of("all left out", total))
    if public:
        made = Models(Tagger(train_crf(found)), costs(word_list()), cutter_of(), rank_table(pools))
        for path in sorted(public.glob("*.jsonl")):
            rows = [row for row in corpus.rows_of(path) if corpus.label(row) in READ]
            if rows:
                print(row_of(path.stem, count([(row, corpus.letter_of(row)) for row in rows], made)), flush=True)
    print("\n".join(misses or []), end="")


def main(arguments: Sequence[str] | None = None) -> None:
    """Train or measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("task", choices=["train", "measure"])
    parser.add_argument("--public", type=Path, help="a folder of labelled sets that are only measured")
    parser.add_argument("--groups", type=int, default=0, help="leave writers out in so many groups instead of singly")
    parser.add_argument("--misses", action="store_true", help="name every value that was read wrongly")
    options = parser.parse_args(arguments)
    start = time.process_time()
    if options.task == "train":
        train()
    else:
        measure(options.public, options.groups, options.misses)
    print(f"{time.process_time() - start:.0f} s of processor time")


if __name__ == "__main__":
    main()
