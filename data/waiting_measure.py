"""Measures which mails are offered as applications waiting for an answer: `python -m data.waiting_measure [FILE...]`.

Each letter of `data/letters/`, or of labelled JSON lines files, is read as if it had come a month ago. Offered rightly
is a confirmation; the company counts as right when it is (one of) those of the label, which some lack.
Nothing is written.
"""

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from data import corpus
from rejection_tui.domain.company import same_company
from rejection_tui.domain.record import replace as changed
from rejection_tui.domain.records import Records
from rejection_tui.reading import read_letter
from rejection_tui.services.awaited import offers

_NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
_A_MONTH_AGO = _NOW - timedelta(days=30)


def offered(row: corpus.Row) -> str | None:
    """Return the company for which a letter is offered as an application that waits; None when it is not."""
    reading = read_letter(corpus.letter_of(row))
    dated = replace(reading, letter=changed(reading.letter, received=_A_MONTH_AGO))
    found = offers(Records(), [dated], _NOW)
    return found[0].company.value if found else None


def counts(rows: Iterable[corpus.Row]) -> Counter[str]:
    """Return how many letters there are, and how many of the confirmations and of the rest are offered."""
    found: Counter[str] = Counter()
    for row in rows:
        kind, company = corpus.label(row), offered(row)
        if kind == "confirmation":
            found["confirmations"] += 1
            found["offered"] += company is not None
            found["nameable"] += bool(row.get("company"))
            found["named"] += company is not None and bool(row.get("company"))
            names = str(row.get("company") or "").split("||")
            found["right company"] += any(same_company(company or "", name) for name in names)
        else:
            found["others"] += 1
            found["wrongly"] += company is not None
            found[f"wrongly {kind}"] += company is not None
    return found


def line(name: str, found: Counter[str]) -> str:
    """Return the figures of one collection in a line."""
    wrong = {kind: n for kind, n in found.items() if kind.startswith("wrongly ") and n}
    return (
        f"{name:<16} {found['offered']:>4} of {found['confirmations']:<4} confirmations offered, "
        f"{found['named']} of the {found['nameable']} labelled with a company, right in {found['right company']}; "
        f"{found['wrongly']} of {found['others']} other mails offered {wrong or ''}"
    )


def main(paths: list[str]) -> None:
    """Print the figures of each file, and of all."""
    given = {Path(path).stem: corpus.rows_of(Path(path)) for path in paths} or corpus.letters()
    whole: Counter[str] = Counter()
    for name, rows in given.items():
        found = counts(rows)
        whole += found
        print(line(name, found), flush=True)
    print(line("all", whole))


if __name__ == "__main__":
    main(sys.argv[1:])
