"""The learned tables: packed and unpacked alike, read once, and damaged ones are a sentence."""

import builtins
import io
import math
from pathlib import Path
from typing import Any

import pytest

from rejection_tui import content
from rejection_tui.domain.errors import LetterError
from rejection_tui.reading import weights
from rejection_tui.reading.weights import Trees, judge_of, model, pack, unpack

HEAD = {
    "kinds": ["rejection", "offer"],
    "rows": 3,
    "scales": [0.5, 2.0],
    "intercepts": [-1.0, 0.25],
    "square_scale": 0.1,
}
ROWS = [[127, -127, 255], [0, 3, 10], [-20, 0, 0]]
TABLE = pack(HEAD, [5, 70_000, 16_777_215], ROWS)


@pytest.mark.parametrize("features", [{5}, {5, 70_000}, {5, 70_000, 16_777_215}, {16_777_215}, {1, 2, 3}, set()])
def test_a_table_scores_as_it_was_packed(features: set[int]) -> None:
    table = unpack(TABLE)
    rows = [row for number, row in zip((5, 70_000, 16_777_215), ROWS, strict=True) if number in features]
    length = math.sqrt(0.1 * sum(row[2] for row in rows)) or 1.0
    wanted = [-1.0 + 0.5 * sum(row[0] for row in rows) / length, 0.25 + 2.0 * sum(row[1] for row in rows) / length]
    assert table.kinds == ("rejection", "offer")
    assert table.scores(features) == pytest.approx(wanted)
    assert table.scores(features) == table.scores(features | {4711})  # what is not known says nothing


def test_thousands_of_features_do_not_overflow() -> None:
    count = 20_000
    head = {**HEAD, "rows": count, "square_scale": 1.0}
    table = unpack(pack(head, range(count), [[127, -127, 1]] * count))
    assert table.scores(set(range(count))) == pytest.approx(
        [-1 + 0.5 * 127 * math.sqrt(count), 0.25 - 254 * math.sqrt(count)]
    )


@pytest.mark.parametrize("data", [TABLE[:-1], TABLE + b"x", TABLE[:40], b"", b"no table at all", TABLE[3:]])
def test_a_cut_or_foreign_table_is_an_error(data: bytes) -> None:
    with pytest.raises((ValueError, KeyError)):
        unpack(data)


def test_trees_add_up_their_leaves() -> None:
    first = ((0, 0.5, 1, 2), (-1, -2.0, 0, 0), (1, 3.0, 3, 4), (-1, 1.0, 0, 0), (-1, 4.0, 0, 0))
    trees = Trees(0.25, (first, ((-1, 0.5, 0, 0),)))
    assert trees.score([0.5, 9.0]) == -1.25
    assert trees.score([0.6, 3.0]) == 1.75
    assert trees.score([0.6, 3.1]) == 4.75


def test_the_shipped_model_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    model()

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a file was opened")

    monkeypatch.setattr(builtins, "open", refuse)
    monkeypatch.setattr(io, "open", refuse)
    assert model() is model()
    assert model().letters.kinds[0] == model().sentences.kinds[0] == "rejection"
    assert model().judge.ask <= model().judge.sure


@pytest.mark.parametrize("name", ["letters.bin", "sentences.bin", "judge.json"])
@pytest.mark.parametrize("damage", ["cut", "gone", "foreign"])
def test_a_damaged_model_is_a_sentence(name: str, damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model").mkdir()
    for file in ("letters.bin", "sentences.bin", "judge.json"):
        data = content.folder("model").joinpath(file).read_bytes()
        if file == name:
            data = {"cut": data[: len(data) // 2], "foreign": b"[]", "gone": b""}[damage]
        if file != name or damage != "gone":
            (tmp_path / "model" / file).write_bytes(data)
    monkeypatch.setattr(weights, "files", lambda _: tmp_path)
    with pytest.raises(LetterError, match="install rejtui again"):
        model.__wrapped__()


def test_a_judge_is_what_its_file_says() -> None:
    data = {"start": 1.5, "trees": [[[-1, 2.0, 0, 0]]], "kinds": {"offer": [0.1, 0.2]}, "sure": 1.0, "ask": -1.0}
    judge = judge_of(data)
    assert judge.trees.score([]) == 3.5 and judge.kinds == {"offer": (0.1, 0.2)} and (judge.sure, judge.ask) == (1, -1)


def test_the_model_files_are_small() -> None:
    folder = content.folder("model")
    assert sum(len(file.read_bytes()) for file in folder.iterdir()) < 3_900_000
