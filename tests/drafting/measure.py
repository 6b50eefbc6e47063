"""How good the checks are on the labelled texts; run `python -m tests.drafting.measure` for the figures."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rejection_tui.domain.draft import DraftKind, Finding, Severity
from rejection_tui.domain.text import fold
from rejection_tui.drafting import CheckContext, check
from rejection_tui.drafting.bullets import check_bullet
from rejection_tui.drafting.cover_letter import CoverContext, check_cover_letter
from rejection_tui.reading.languages import languages

HERE = Path(__file__).parent
CONTEXT = CheckContext(
    company="Northwind",
    role="Data Engineer",
    recruiter_name="Jane Hart",
    my_name="Sam Reed",
    other_companies=("Globex Ltd", "Target", "Monday", "Indeed", "Apple"),
    other_people=("Tom Baker", "Priya Nair", "Will Stone"),
    other_roles=("Analyst", "Product Manager"),
)


@dataclass
class Score:
    """Two measures: whether a bad text gets a finding at all, and whether it is from the right rule."""

    name: str
    bad: int = 0
    good: int = 0
    caught: int = 0  # bad texts with any finding
    alarmed: int = 0  # good texts with any finding
    wanted: int = 0  # labelled rules
    spoke: int = 0  # labelled rules with a finding
    extra: int = 0  # rules with a finding that were not labelled
    notes: list[str] = field(default_factory=list)

    def add(self, item: str, good: bool, rules: Sequence[str], found: Sequence[str]) -> None:
        """Count one labelled text with the rules that had a finding."""
        self.good += good
        self.bad += not good
        self.alarmed += good and bool(found)
        self.caught += not good and bool(found)
        self.wanted += len(rules)
        self.spoke += len(set(rules) & set(found))
        self.extra += len(set(found) - set(rules))
        if set(rules) != set(found):
            self.notes.append(f"{item}: wanted {sorted(rules)}, found {sorted(set(found))}")

    @property
    def precision(self) -> float:
        """The share of bad texts among those with a finding."""
        return self.caught / max(self.caught + self.alarmed, 1)

    @property
    def recall(self) -> float:
        """The share of bad texts that get a finding."""
        return self.caught / max(self.bad, 1)

    @property
    def rule_precision(self) -> float:
        """The share of rules with a finding that were labelled."""
        return self.spoke / max(self.spoke + self.extra, 1)

    @property
    def rule_recall(self) -> float:
        """The share of labelled rules that had a finding."""
        return self.spoke / max(self.wanted, 1)

    def __str__(self) -> str:
        return (
            f"{self.name}: n={self.good + self.bad} ({self.good} good, {self.bad} bad)"
            f"  texts P {self.precision:.3f} R {self.recall:.3f}"
            f"  rules P {self.rule_precision:.3f} R {self.rule_recall:.3f}"
        )


def spoken(findings: Sequence[Finding]) -> list[str]:
    """Return the rules that block or warn."""
    return [f.rule for f in findings if f.speaks_against]


def labelled(file: str, table: str) -> list[dict[str, Any]]:
    """Return the labelled texts of a file beside this one."""
    items: list[dict[str, Any]] = tomllib.loads((HERE / file).read_text(encoding="utf-8"))[table]
    return items


def drafts(file: str = "drafts.toml") -> Score:
    """Return the score of the draft checks."""
    score = Score(file)
    for item in labelled(file, "draft"):
        context = replace(CONTEXT, **item.get("context", {}))
        found = check(DraftKind(item["kind"]), item.get("subject", "Thank you"), item["body"].strip("\n"), context)
        score.add(item["id"], item.get("good", False), item.get("rules", ()), spoken(found))
    return score


def bullets(file: str = "bullets.toml") -> Score:
    """Return the score of the checks on lines of a CV."""
    score = Score(file)
    for item in labelled(file, "bullet"):
        found = [rule.removeprefix("bullet.") for rule in spoken(check_bullet(item["text"]))]
        score.add(item["text"][:50], item.get("good", False), item.get("rules", ()), found)
    return score


def covers(file: str) -> Score:
    """Return the score of the checks on cover letters; the language of each is read from its words."""
    score = Score(file)
    known = tomllib.loads((HERE / file).read_text(encoding="utf-8"))["file"]
    for item in labelled(file, "cover"):
        context = CoverContext(
            company=item["company"],
            role=item["role"],
            person=item["person"],
            language=languages(fold(item["text"]))[0],
            expected=item["language"],
            cv=tuple(item["cv"]),
            other_companies=tuple(known["companies"]),
            other_people=tuple(known["people"]),
            other_roles=tuple(known["roles"]),
        )
        found = [rule.removeprefix("cover.") for rule in spoken(check_cover_letter(item["text"], context))]
        score.add(item["id"], not item["rules"], item["rules"], found)
    return score


def main_findings(file: str) -> tuple[int, int, int]:
    """Return the bad drafts with their main finding (the first labelled), the good ones warned of, and blocked."""
    hit = warned = blocked = 0
    for item in labelled(file, "draft"):
        context = replace(CONTEXT, **item.get("context", {}))
        found = check(DraftKind(item["kind"]), "Thank you", item["body"].strip("\n"), context)
        good = item.get("good", False)
        hit += not good and item["rules"][0] in spoken(found)
        warned += good and bool(spoken(found))
        blocked += good and any(f.severity is Severity.BLOCK for f in found)
    return hit, warned, blocked


DRAFTS = (
    "drafts.toml",
    "fresh_drafts.toml",
    "heldout.toml",
    "heldout2.toml",
    "heldout3.toml",
    "heldout4.toml",
    "heldout5.toml",
)
BULLETS = (
    "bullets.toml",
    "fresh_bullets.toml",
    "heldout.toml",
    "heldout3.toml",
    "heldout4.toml",
    "heldout5.toml",
    "bullets_trades.toml",
    "bullets_unseen.toml",
    "bullets_third.toml",
)
COVERS = ("covers_dev.toml", "covers_unseen.toml", "covers_good.toml")
#: Files with answers; `tests/reading/test_gaps.py` reads them.
ANSWERS = ("answers.toml", "fresh_answers.toml", "heldout.toml", "heldout2.toml", "heldout3.toml", "heldout4.toml")


def main() -> None:
    """Print the figures of every set, and each text where label and finding differ."""
    for score in (*map(drafts, DRAFTS), *map(bullets, BULLETS), *map(covers, COVERS)):
        print(score)
        print("".join(f"  {note}\n" for note in score.notes), end="")
    for file in DRAFTS:
        hit, warned, blocked = main_findings(file)
        print(f"{file}: main finding on {hit} bad drafts; of the good, {warned} warned, {blocked} blocked")


if __name__ == "__main__":
    main()
