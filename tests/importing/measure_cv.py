"""How many bullets of the CVs in `cv/` are found whole: `python -m tests.importing.measure_cv [FOLDER]` prints it.

Beside `NAME.pdf` stands `NAME.pdf.gold`: its bullets, one a line, as they read on paper.
"""

import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from rejection_tui.importing import read_cv
from tests.importing import made_word

FOLDER = Path(__file__).parent / "cv"
_SHORT = 12  # characters: a bullet with fewer may stand in another by chance
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\u2009": " ", "‐": "-"})


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found of the bullets of one file; `more` are lines that are no bullet of the gold list."""

    name: str
    gold: int
    found: int
    doubled: int
    cut: int
    mixed: int
    more: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """True when every bullet was found once, and none cut or mixed with another."""
        return self.found == self.gold and not (self.doubled or self.cut or self.mixed)


def plain(text: str) -> str:
    """Return a line as it is compared: no curly quotes, single spaces."""
    return " ".join(text.translate(_PLAIN).split())


def measure(path: Path, gold: tuple[str, ...]) -> Measured:
    """Return how much of `gold` is found in the CV at `path`."""
    wanted = [plain(one) for one in gold]
    got = [plain(line.text) for line in read_cv(path).lines]
    times = Counter(got)
    missing = [one for one in wanted if one not in times]
    begun = [sum(_shares(one, line) for one in set(wanted)) for line in got]
    return Measured(
        path.name,
        len(wanted),
        len(wanted) - len(missing),
        sum(times[one] > Counter(wanted)[one] for one in set(wanted)),
        sum(any(_shares(one, line) for line in got) for one in missing),
        sum(count > 1 for line, count in zip(got, begun, strict=True)),
        tuple(one for one in got if one not in wanted),
        tuple(missing),
    )


def _shares(gold: str, line: str) -> bool:
    """True when a line holds the beginning or the end of a bullet."""
    if len(gold) < _SHORT:
        return gold == line
    size = min(24, len(gold))
    return gold[:size] in line or gold[-size:] in line


def gold_of(path: Path) -> tuple[str, ...]:
    """Return the bullets of the file `path`, from the list beside it."""
    lines = path.with_name(f"{path.name}.gold").read_text(encoding="utf-8").split("\n")
    return tuple(line for line in lines if line.strip())


def files(folder: Path = FOLDER) -> list[Path]:
    """Return the CVs that have a gold list."""
    return sorted(path.with_suffix("") for path in folder.glob("*.gold"))


def all_measured(folder: Path = FOLDER) -> list[Measured]:
    """Return the figures of all files, the Word file that is made included."""
    found = [measure(path, gold_of(path)) for path in files(folder)]
    if folder == FOLDER:
        with tempfile.TemporaryDirectory() as place:
            word = Path(place) / "word.docx"
            word.write_bytes(made_word.word_cv())
            found.append(measure(word, made_word.GOLD))
    return found


def main(folder: Path = FOLDER) -> None:
    """Print the table."""
    print(f"{'file':<28} {'gold':>5} {'found':>6} {'doubled':>8} {'cut':>4} {'mixed':>6} {'more':>5}")
    rows = all_measured(folder)
    for row in rows:
        wrong = f"{row.doubled:>8} {row.cut:>4} {row.mixed:>6} {len(row.more):>5}"
        print(f"{row.name:<28} {row.gold:>5} {row.found:>6} {wrong}")
        for text in row.missing:
            print(f"    missing: {text}")
        for text in row.more:
            print(f"    more: {text}")
    print(f"{'all':<28} {sum(r.gold for r in rows):>5} {sum(r.found for r in rows):>6}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
