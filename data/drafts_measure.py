"""Measures the checks of drafts: `python -m data.drafts_measure` leaves each writer out and prints the table.

With files, the shipped model is measured on them: `python -m data.drafts_measure more.jsonl`.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from data.drafts_corpus import LabelledDraft, load, writers
from data.drafts_model import bad_ones, judge_of, learned_alone, left_out
from rejection_tui.domain.draft import Finding, Severity
from rejection_tui.drafting import check
from rejection_tui.drafting.sentence_scores import DraftModel

#: The rules that answer each label.
RULES_OF = {
    "arguing": {"tone.arguing"},
    "reconsider": {"tone.reconsider"},
    "begging": {"tone.begging"},
    "self_pity": {"tone.self_pity"},
    "why": {"tone.why"},
    "guilt": {"tone.guilt"},
    "sarcasm": {"tone.sarcasm"},
    "demand": {"tone.demand"},
    "cliche": {"tone.cliche"},
    "apology": {"tone.apology"},
    "about_hired": {"feedback.about_hired"},
    "broad": {"feedback.broad"},
    "checking_in": {"value.checking_in"},
    "many_questions": {"feedback.many_questions"},
    "asks_refused": {"feedback.refused"},
    "wrong_form": {"form.other", "form.language"},
    "foreign": {"foreign.company", "foreign.name", "foreign.role", "foreign.greeting", "foreign.unknown"},
    "untrue": {"fact.untrue"},
    "placeholder": {"field.placeholder"},
    "no_thanks": {"reply.thanks"},
    "no_accept": {"reply.acknowledges"},
    "no_door": {"reply.door_ajar"},
}


@contextmanager
def _using(model: DraftModel) -> Any:
    with patch("rejection_tui.drafting.tone.draft_model", lambda: model):
        yield


def findings(draft: LabelledDraft) -> tuple[Finding, ...]:
    """Return what the checks warn of or block in a draft."""
    found = check(draft.kind, "Thank you", draft.body, draft.context)
    return tuple(f for f in found if f.severity is not Severity.GOOD)


def share(part: int, whole: int) -> float:
    """Return a share, 0 of nothing."""
    return part / whole if whole else 0.0


def print_table(drafts: Sequence[LabelledDraft], found: Sequence[Sequence[Finding]]) -> None:
    """Print texts P and R by writer, language and over all, then P and R by label."""
    groups: dict[str, list[int]] = defaultdict(list)
    for place, draft in enumerate(drafts):
        for name in (draft.writer, f"{draft.language} (all)", "all"):
            groups[name].append(place)
    print(f"{'':14}{'good':>5}{'bad':>5}{'P':>7}{'R':>7}   false alarms by rule")
    for name in sorted(groups, key=lambda name: (name == "all", "(all)" in name, name)):
        places = groups[name]
        bad = [place for place in places if drafts[place].faults]
        caught = sum(bool(found[place]) for place in bad)
        alarms = [place for place in places if not drafts[place].faults and found[place]]
        rules = Counter(rule for place in alarms for rule in {f.rule for f in found[place]})
        print(
            f"{name:14}{len(places) - len(bad):5}{len(bad):5}{share(caught, caught + len(alarms)):7.3f}"
            f"{share(caught, len(bad)):7.3f}   {dict(rules.most_common(4))}"
        )
    _print_labels(drafts, found)


def _print_labels(drafts: Sequence[LabelledDraft], found: Sequence[Sequence[Finding]]) -> None:
    print(f"\n{'label':16}{'n':>4}{'P':>7}{'R':>7}")
    for label, rules in RULES_OF.items():
        has = [label in draft.faults for draft in drafts]
        says = [any(f.rule in rules for f in findings) for findings in found]
        both = sum(a and b for a, b in zip(has, says, strict=True))
        print(f"{label:16}{sum(has):4}{share(both, sum(says)):7.2f}{share(both, sum(has)):7.2f}")


def measure_left_out() -> None:
    """Leave each writer out, of sentences and of texts, and print the table."""
    drafts, alone = load(writers()), learned_alone()
    known, models = left_out(drafts, alone)
    bad = bad_ones(drafts)
    found: list[tuple[Finding, ...]] = [()] * len(drafts)
    for writer, model in models.items():
        mine = np.array([draft.writer == writer for draft in drafts])
        judged = replace(model, judge=tuple(judge_of(known[~mine], bad[~mine])))
        with _using(judged):
            for place in np.flatnonzero(mine):
                found[place] = findings(drafts[place])
    print_table(drafts, found)
    if "-v" in sys.argv:
        print_misses(drafts, found)


def print_misses(drafts: Sequence[LabelledDraft], found: Sequence[Sequence[Finding]]) -> None:
    """Print the bad drafts without a finding and the good ones with one."""
    for draft, mine in zip(drafts, found, strict=True):
        if draft.faults and not mine:
            print("MISSED", draft.id, sorted(draft.faults))
        elif not draft.faults and mine:
            print("ALARM ", draft.id, [(f.rule, f.words[:90]) for f in mine])


def main() -> None:
    """Print the table of the files named, or of every writer left out."""
    files = [Path(name) for name in sys.argv[1:] if not name.startswith("-")]
    if not files:
        measure_left_out()
        return
    drafts = load(files)
    found = [findings(draft) for draft in drafts]
    print_table(drafts, found)
    if "-v" in sys.argv:
        print_misses(drafts, found)


if __name__ == "__main__":
    main()
