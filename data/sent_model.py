"""Trains and measures the sorting of what the user sent: `python -m data.sent_model train | measure [--asks]`.

It learns from the labelled drafts and from `data/sent/`: applications, withdrawals and other mail.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from data.corpus import rows_of
from data.drafts_corpus import load, writers
from data.sentence_model import Matrix, design, vocabulary
from rejection_tui.domain.draft import DraftKind
from rejection_tui.domain.packed_table import pack
from rejection_tui.domain.sent import SentKind
from rejection_tui.drafting.sent import FILE, KINDS, act_scores, asked_numbers, kind_shares, mail_features
from rejection_tui.drafting.sentence_scores import unpack

OUT: Final = Path(__file__).parent.parent / "rejection_tui" / "content" / "model" / FILE
FOLDER: Final = Path(__file__).parent / "sent"
_C: Final = 20.0
_AT_LEAST: Final = 3  # mails a feature must stand in
_STEPS: Final = 127
_LEAST: Final = 5  # a feature without a weight of so many steps is left out
_GROUPS: Final = 4  # of writers that are left out together when acts are measured: those models take long
#: The weights of what tells that feedback is asked for (`asked_numbers`) and the intercept, before they are learned.
NO_ASKS: Final = (0.0, 0.0, 0.0)
#: Kinds of drafts that are another kind of sent mail, or (None) no mail.
_SAME: Final = {DraftKind.LATE: SentKind.REPLY, DraftKind.CALL: SentKind.ANSWER, DraftKind.LINKEDIN: None}


@dataclass(frozen=True)
class Mail:
    """A labelled mail; `writer` is the name of its file."""

    id: str
    writer: str
    language: str
    kind: SentKind
    subject: str
    body: str


@cache
def mails() -> tuple[Mail, ...]:
    """Return the drafts as sent, and the other mail."""
    found = []
    for draft in load(writers()):
        kind = _SAME.get(draft.kind, SentKind(draft.kind.value) if draft.kind.value in list(SentKind) else None)
        if kind is not None:
            found.append(Mail(draft.id, draft.writer, draft.language, kind, "", draft.body))
    for path in sorted(FOLDER.glob("*.jsonl")):
        for row in rows_of(path):
            kind = SentKind(row["kind"])
            found.append(Mail(row["id"], f"sent-{path.stem}", row["lang"], kind, row["subject"], row["text"]))
    return tuple(found)


@cache
def _features(mail: Mail) -> frozenset[int]:
    return mail_features(mail.body, mail.subject, mail.language)


def asked_alone(kind: SentKind) -> SentKind:
    """Return the kind that is learned: whether a question comes with a reply is said by the acts."""
    return SentKind.FEEDBACK if kind is SentKind.REPLY_AND_FEEDBACK else kind


def learn(known: Sequence[Mail], judge: Sequence[float] = NO_ASKS) -> bytes:
    """Return the file of a model learned from these mails."""
    rows = [frozenset(map(str, _features(mail))) for mail in known]
    names = vocabulary(rows, _AT_LEAST)
    model = LogisticRegression(C=_C, max_iter=200, tol=1e-3, class_weight="balanced")
    model.fit(design(rows, names, by_length=True), [KINDS.index(asked_alone(mail.kind)) for mail in known])
    labels = [KINDS[at] for at in model.classes_]
    weights: Matrix = model.coef_.T
    scale = float(np.abs(weights).max()) / _STEPS
    whole = np.rint(weights / scale).astype(int)
    kept = sorted((int(name), at) for name, at in names.items() if np.abs(whole[at]).max() >= _LEAST)
    head = {"labels": labels, "scale": scale, "intercepts": list(map(float, model.intercept_)), "judge": list(judge)}
    return pack(head, [name for name, _ in kept], [whole[at].tolist() for _, at in kept])


def _table(pairs: Iterable[tuple[SentKind, SentKind]]) -> None:
    counts = Counter(pairs)
    right = sum(count for (kind, taken), count in counts.items() if kind is taken)
    print(f"{right} of {counts.total()} right, {right / counts.total():.3f}; rows: what it is, columns: taken for")
    print(" " * 19 + "".join(f"{kind[:9]:>10}" for kind in KINDS))
    for kind in KINDS:
        print(f"{kind:>18} " + "".join(f"{counts[kind, taken] or '':>10}" for taken in KINDS))
    for kind in KINDS:
        taken = sum(counts[other, kind] for other in KINDS)
        there = sum(counts[kind, other] for other in KINDS)
        hit = counts[kind, kind]
        print(f"{kind:>18} precision {hit / max(1, taken):.2f} recall {hit / max(1, there):.2f} ({there})")


def measure() -> None:
    """Print how good the kinds are on a writer left out; with `--asks` also whether feedback is asked for."""
    every = mails()
    pairs, missed = [], []
    for writer in sorted({mail.writer for mail in every}):
        model = unpack(learn([mail for mail in every if mail.writer != writer]))
        for mail in every:
            if mail.writer == writer:
                shares = kind_shares(model, mail.body, mail.subject, mail.language)
                kind = max(shares, key=shares.__getitem__)
                pairs.append((asked_alone(mail.kind), kind))
                if kind is not asked_alone(mail.kind):
                    missed.append((mail, kind))
    _table(pairs)
    if "-v" in sys.argv:
        for mail, kind in missed:
            print(f"  {mail.id} {mail.kind} taken for {kind}: {' '.join(mail.body.split())[:160]}")
    if "--asks" in sys.argv:
        _measure_asks(every)


def asked(every: Sequence[Mail]) -> tuple[Matrix, Matrix]:
    """Return what tells of each mail whether it asks for feedback (models without its writer), and whether it does."""
    from data.drafts_model import NO_JUDGE, learned_alone
    from data.drafts_model import learn as learn_checks

    drafts, alone = load(writers()), learned_alone()
    names = sorted({mail.writer for mail in every})
    table: Matrix = np.zeros((len(every), 2))
    for start in range(_GROUPS):
        out = frozenset(names[start::_GROUPS])
        checks = learn_checks([draft for draft in drafts if draft.writer not in out], alone, NO_JUDGE)
        kinds = unpack(learn([mail for mail in every if mail.writer not in out]))
        for at, mail in enumerate(every):
            if mail.writer in out:
                shares = kind_shares(kinds, mail.body, mail.subject, mail.language)
                table[at] = asked_numbers(act_scores(mail.body, mail.language, checks), shares)
    return table, np.array([asked_alone(mail.kind) is SentKind.FEEDBACK for mail in every])


def _measure_asks(every: Sequence[Mail]) -> None:
    """Print precision and recall of "asks for feedback" by language, from models that had not seen the writer."""
    table, asks = asked(every)
    groups = [mail.writer for mail in every]
    taken = cross_val_predict(LogisticRegression(), table, asks, groups=groups, cv=GroupKFold(5))
    for language in [*sorted({mail.language for mail in every}), "all"]:
        here = np.array([language in (mail.language, "all") for mail in every])
        hit = int((asks & taken & here).sum())
        print(f"asks feedback, {language}: precision {hit / max(1, int((taken & here).sum())):.3f}", end=" ")
        print(f"recall {hit / max(1, int((asks & here).sum())):.3f} ({int((asks & here).sum())})")


def _judge(every: Sequence[Mail]) -> list[float]:
    model = LogisticRegression().fit(*asked(every))
    return [*map(float, model.coef_[0]), float(model.intercept_[0])]


def main() -> None:
    """Train or measure, as the first argument says."""
    if sys.argv[1:2] == ["measure"]:
        measure()
        return
    data = learn(mails(), _judge(mails()))
    OUT.write_bytes(data)
    print(f"sent mail: {len(mails())} mails, {len(unpack(data).places):,} features, {len(data):,} bytes")


if __name__ == "__main__":
    main()
