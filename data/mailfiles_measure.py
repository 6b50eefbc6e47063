"""Measures what is read of files as mail programs write them: `python -m data.mailfiles_measure FOLDER [--misses]`.

FOLDER holds `cases/` and `expected.jsonl`, a line a case: `file`, `how` ("import" or "paste") and the right values, two
of which may be joined by `||`. A case is right when every value is; one with `error` when it is read as a rejection or
refused with a sentence. Nothing is written.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rejection_tui.domain.letter import Reading, Verdict
from rejection_tui.domain.text import fold
from rejection_tui.services import letters

_FIELDS = ("company", "role", "recruiter", "recruiter_email", "stage", "date", "subject")


def wrong(folder: Path, case: dict[str, Any]) -> list[str]:
    """Return what is read wrongly in a case, a sentence each; empty when all of it is right."""
    batch = _batch(folder / "cases" / case["file"], case["how"])
    if "count" in case:
        found = letters.distinct(batch.readings)
        count = sum(reading.verdict in (Verdict.REJECTION, Verdict.ON_HOLD) for reading in found)
        return [] if count == case["count"] else [f"count {count}, not {case['count']}"]
    if "error" in case:
        read = any(reading.verdict is not Verdict.OTHER for reading in batch.readings)
        said = bool(batch.skipped) or any(reading.letter.notes for reading in batch.readings)
        return [] if read or said else ["neither read nor refused"]
    if len(batch.readings) != 1:
        return [f"{len(batch.readings)} letters, {[one.sentence for one in batch.skipped]}"]
    return list(_differences(batch.readings[0], case))


def _batch(path: Path, how: str) -> letters.Batch:
    if how == "paste":
        reading = letters.read_text(path.read_bytes().decode("utf-8", "replace"))
        return letters.Batch((reading,))
    return letters.read_paths([path])


def _differences(reading: Reading, case: dict[str, Any]) -> Iterator[str]:
    letter = reading.letter
    if case["verdict"] != reading.verdict.value:
        yield f"verdict {reading.verdict.value}"
    values = {
        "company": reading.company.value,
        "role": reading.role.value,
        "recruiter": reading.recruiter_name.value,
        "recruiter_email": reading.recruiter_email.value,
        "stage": reading.stage.value,
        "date": letter.received.date().isoformat() if letter.received else "",
        "subject": letter.subject,
    }
    for name in _FIELDS:
        if name in case and case[name] is not None:
            wanted = [fold(one) for one in case[name].split("||")]
            if fold(values[name]) not in wanted:
                yield f"{name} {values[name]!r}, not {case[name]!r}"
    if case.get("date", "") is None and letter.received is not None:
        yield f"date {letter.received}, though none is stated"
    body = letter.body
    if case.get("body_start") and not body.startswith(case["body_start"]):
        yield f"begins {body[:60]!r}"
    if case.get("body_end") and not body.rstrip().endswith(case["body_end"]):
        yield f"ends {body[-60:]!r}"
    yield from (f"holds {one!r}" for one in case.get("body_not", ()) if one in body)
    yield from (f"lacks {one!r}" for one in case.get("body_has", ()) if one not in body)


def main() -> int:
    """Print how many cases are wholly right, and which are not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", action="store_true", help="name what is wrong in each case")
    given = parser.parse_args()
    cases = [json.loads(line) for line in (given.folder / "expected.jsonl").read_text("utf-8").splitlines() if line]
    right = 0
    for case in cases:
        misses = wrong(given.folder, case)
        right += not misses
        if misses and given.misses:
            print(f"{case['file']}: {'; '.join(misses)}")
    print(f"{right} of {len(cases)} files wholly right")
    return 0


if __name__ == "__main__":
    sys.exit(main())
