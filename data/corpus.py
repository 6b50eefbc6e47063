"""Loads the labelled letters, facts and answers: the one way to them for training, measuring and tests."""

import json
from collections.abc import Mapping
from email.header import Header
from email.mime.text import MIMEText
from functools import cache
from pathlib import Path
from typing import Any, Final

from rejection_tui.domain.letter import Letter
from rejection_tui.mail import RawMessage, parse

HERE: Final = Path(__file__).parent
KINDS: Final = (
    "rejection", "on_hold", "confirmation", "interview", "assessment", "offer", "alert", "withdrawal", "other",
)  # fmt: skip
#: What other collections call the same kinds.
_SAME: Final[Mapping[str, str]] = {
    "job_alert": "alert",
    "newsletter": "alert",
    "recruiter": "alert",
    "withdrawn": "withdrawal",
    "offer_declined": "withdrawal",
    "offer_own_decline": "withdrawal",
    "status_update": "on_hold",
    "hard_negative": "other",
}

Row = dict[str, Any]


def rows_of(path: Path) -> list[Row]:
    """Return the objects of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


@cache
def letters() -> Mapping[str, list[Row]]:
    """Return the labelled letters by writer: a file of `data/letters/` is one writer, and is left out as a whole."""
    return {path.stem: rows_of(path) for path in sorted((HERE / "letters").glob("*.jsonl"))}


@cache
def facts() -> Mapping[str, list[Row]]:
    """Return the facts (type, value, quote) of each refusal that has been annotated, by the id of its letter."""
    found: dict[str, list[Row]] = {}
    for path in sorted((HERE / "facts").glob("*.jsonl")):
        for row in rows_of(path):
            if "facts" in row:
                found.setdefault(row["id"], []).extend(row["facts"])
    return found


@cache
def fact_sentences() -> list[Row]:
    """Return single sentences (`lang`, `text`, `facts`) with the facts they say, none for those that only seem to."""
    return [row for path in sorted((HERE / "facts" / "sentences").glob("*.jsonl")) for row in rows_of(path)]


@cache
def reviewed() -> list[Row]:
    """Return facts (`id`, `type`, `value`, `quote`) that nobody had labelled and a reader found to be right."""
    return rows_of(HERE / "facts" / "reviewed.jsonl")


@cache
def reviewed_said() -> Mapping[tuple[str, str], bool]:
    """Return, by letter and condition (`reading.said`), whether a reader held that the letter says it.

    These are letters of which a model was sure and which their labels did not bear out.
    """
    rows = rows_of(HERE / "facts" / "reviewed_said.jsonl")
    return {(row["id"], row["condition"]): bool(row["says"]) for row in rows}


@cache
def asks() -> list[Row]:
    """Return quotes of letters that ask something, or only look as if they did (`id`, `quote`, `about`)."""
    return rows_of(HERE / "facts" / "asks.jsonl")


@cache
def single_asks() -> list[Row]:
    """Return single questions and requests in eight languages (`lang`, `text`, `about`)."""
    return rows_of(HERE / "facts" / "asks_sentences.jsonl")


@cache
def answers() -> list[Row]:
    """Return the labelled answers of recruiters whose gaps are known."""
    return rows_of(HERE / "answers" / "answers.jsonl")


@cache
def answers_by_writer() -> dict[str, list[Row]]:
    """Return all labelled answers by file: each is a writer."""
    return {path.stem: rows_of(path) for path in sorted((HERE / "answers").glob("answers*.jsonl"))}


@cache
def gap_answers() -> dict[str, list[Row]]:
    """Return the answers whose gaps are known, by writer; he of "gaps" had seen what the others wrote."""
    said = {row["id"]: row["gaps"] for row in rows_of(HERE / "answers" / "gaps_said.jsonl")}
    found = {
        writer: [{**row, "gaps": row.get("gaps") or said.get(row["id"], [])} for row in rows]
        for writer, rows in answers_by_writer().items()
    }
    return {**found, "gaps": rows_of(HERE / "answers" / "gaps.jsonl")}


@cache
def said_gaps() -> list[tuple[str, str, str]]:
    """Return single sentences of answers: text, language, and the gap they name ("" for those that name none)."""
    found: list[tuple[str, str, str]] = []
    for path in sorted((HERE / "answers").glob("gaps*.txt")):
        language = gap = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# "):
                language, gap = line[2:].split()
            elif line.strip():
                found.append((line, language, "" if gap == "none" else gap))
    return found


@cache
def told_sentences() -> list[tuple[str, str, tuple[str, ...]]]:
    """Return single sentences of letters: text, language, and the facts they tell."""
    found: list[tuple[str, str, tuple[str, ...]]] = []
    for path in sorted((HERE / "sentences").glob("*.txt")):
        facts: tuple[str, ...] = ()
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# "):
                facts = tuple(line[2:].split())
            elif line.strip():
                found.append((line, path.stem, facts))
    return found + [(row["text"], row["lang"], tuple(row["facts"])) for row in fact_sentences()]


def label(row: Row) -> str:
    """Return the kind of a labelled letter, one of `KINDS`."""
    return _SAME.get(str(row["label"]), str(row["label"]))


def compose(row: Row) -> bytes:
    """Return a labelled letter as the bytes of a mail: headers encoded, HTML bodies as HTML."""
    body = str(row.get("body") or "")
    subtype = "html" if body.lstrip()[:1] == "<" and "</" in body[:3000] else "plain"
    mail = MIMEText(body.encode("utf-8", "replace").decode("utf-8"), subtype, "utf-8")
    subject, sender = str(row.get("subject") or ""), str(row.get("from") or "")
    if subject:
        mail["Subject"] = str(Header(" ".join(subject.split()), "utf-8", maxlinelen=70))
    lines = [f"From: {' '.join(sender.split())}"] if sender else []
    if row.get("date"):
        lines.append(f"Date: {row['date']}")
    return "\n".join([*lines, mail.as_string()]).encode("utf-8", "replace")


def letter_of(row: Row) -> Letter:
    """Return a labelled letter as the program sees it: composed as a mail and parsed."""
    return parse(RawMessage(compose(row), str(row.get("id", ""))))


@cache
def decisive() -> Mapping[str, list[str]]:
    """Return the sentences that decide of what kind a letter is, in the letter's order, by the id of the letter."""
    found: dict[str, list[str]] = {}
    for path in sorted((HERE / "decisive").glob("*.jsonl")):
        found.update((row["id"], row["quotes"]) for row in rows_of(path))
    return found


@cache
def sentences() -> list[Row]:
    """Return single sentences (`text`, `lang`, `kind`), written by language and kind without a letter around them.

    Beside the kinds of letters there are `rejection_near`, which only sounds like a refusal, and `filler`.
    """
    return [row for path in sorted((HERE / "sentences").glob("*.jsonl")) for row in rows_of(path)]
