"""Imports the mailbox of a year in three goes, as its owner would, and compares each state with the truth.

`python -m tests.world.mailbox.goes` prints the table and what is not as a person would expect it.
"""

import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from rejection_tui.config import Config
from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.company import company_key
from rejection_tui.domain.letter import Letter, Reading
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.steps import ActionState
from rejection_tui.services import letters
from rejection_tui.services.context import AppContext
from rejection_tui.services.correspondence import Proposal
from rejection_tui.storage import Store
from tests.world.mailbox import GO_ENDS, truth, write_thunderbird

_STEPS = (
    ActionKey.REPLY_SEND,
    ActionKey.FEEDBACK_ASK,
    ActionKey.FEEDBACK_NUDGE,
    ActionKey.FEEDBACK_ANSWER,
    ActionKey.FEEDBACK_THANK,
    ActionKey.CULTIVATE_TOUCH,
)
#: The sorts of answers that end the waiting; the truth dates feedback alone.
_ANSWERED = ("feedback", "boilerplate", "refusal")
_NEAR = timedelta(days=2)


@dataclass
class Go:
    """What one go brought: figures, and a sentence for each thing that is not as expected."""

    mails: int = 0
    new: int = 0
    asked: int = 0  # doubtful letters
    returned: int = 0  # mails that came back, proposed
    right: int = 0
    applications: int = 0
    false: list[str] = field(default_factory=list)  # filed, or proposed for the wrong application
    missed: list[str] = field(default_factory=list)  # came back, and was not proposed
    wrong: list[str] = field(default_factory=list)  # applications that do not stand where they should


def goes(folder: Path) -> Iterator[Go]:
    """Yield what each of the three goes brings; the mailbox is written to `folder` and read once."""
    write_thunderbird(folder / "mail", 3)
    moment = [GO_ENDS[3]]
    context = AppContext(Store(folder / "year.json"), Config(), lambda: moment[0])
    readings = letters.read_paths([folder / "mail"]).readings
    for number, end in GO_ENDS.items():
        moment[0] = end + timedelta(hours=1)
        known = tuple(r for r in readings if r.letter.received is not None and r.letter.received <= end)
        yield _go(context, known, truth(number))


def _go(context: AppContext, readings: tuple[Reading, ...], state: Mapping[str, Any]) -> Go:
    mails = {(mail["message_id"] or "", mail["subject"]): mail for mail in state["mails"]}
    found = letters.sort(context, letters.Batch(readings))
    go = Go(len(readings), len(found.sure), len(found.doubtful))
    wanted = [r for r in found.doubtful if (_true(mails, r.letter) or {}).get("what") in ("rejection", "on_hold")]
    found = letters.with_doubtful(context, found, [r.letter for r in wanted])
    go.returned = len(found.returned.proposals)
    firms = {uid: one["firm"] for uid, one in state["applications"].items()}
    go.false += _false(found.sure, found.returned.proposals, mails, state["applications"])
    seen = {r.letter.digest for r in (*found.returned.readings, *found.known)}
    by_mail = {(r.letter.message_id, r.letter.subject): r.letter.digest for r in readings}
    for mail in state["mails"]:
        digest = by_mail.get((mail["message_id"] or "", mail["subject"]))
        if mail["group"] in ("answers", "they write again", "you wrote") and digest and digest not in seen:
            go.missed.append(f"{mail['day']} {mail['group']}: {firms[mail['application']]}, {mail['subject']}")
    entries = [*letters.entries_of(context, found)]
    for reading in wanted:
        entry = letters.entry_of(reading, context.now(), found.returned.early.get(reading.letter.uid, ()))
        mail = _true(mails, reading.letter)
        entries.append(entry if entry.company or mail is None else replace(entry, company=firms[mail["application"]]))
    letters.file(context, entries, [one for one in found.returned.proposals if one.sure], found)
    for one in state["applications"].values():
        if one["refused"] is not None:
            go.applications += 1
            differences = tuple(_differences(context, one))
            go.right += not differences
            go.wrong += [f"{one['firm']}: {'; '.join(differences)}"] if differences else []
    return go


def _true(mails: Mapping[tuple[str, str], Any], letter: Letter) -> Any:
    return mails.get((letter.message_id, letter.subject))


def _false(
    sure: tuple[Reading, ...], proposals: tuple[Proposal, ...], mails: Mapping[tuple[str, str], Any], applications: Any
) -> Iterator[str]:
    for reading in sure:
        mail = _true(mails, reading.letter)
        if mail is None or mail["group"] not in ("new rejections", "same refusal", "duplicate"):
            yield f"new rejection: {reading.letter.subject}"
    for one in proposals:
        mail = _true(mails, one.letter)
        application = applications.get(mail["application"]) if mail else None
        if one.sure and (application is None or (one.case.company and not _names(application, one.case.company))):
            yield f"{one.label}, {one.case.words}: {one.letter.subject}"


def _names(application: Mapping[str, Any], company: str) -> bool:
    key = company_key(company)
    names = (company_key(name) for name in (application["firm"], application["agency"]) if name)
    return any(key in name or name in key for name in names if key)


def _differences(context: AppContext, one: Mapping[str, Any]) -> Iterator[str]:
    rejection = _filed(context, one)
    if rejection is None:
        yield "not filed"
        return
    if rejection.applied != one["applied"]:
        yield f"applied {rejection.applied}, not {one['applied']}"
    if rejection.stage != one["stage"]:
        yield f"stage {rejection.stage.value}, not {one['stage']}"
    if rejection.outcome != one["outcome"]:
        yield f"outcome {rejection.outcome.value}, not {one['outcome']}"
    actions = context.records.actions_of(rejection.uid)
    done = {str(a.key): a.at.date() for a in actions if a.state is ActionState.DONE and a.at and a.key in _STEPS}
    steps = dict(one["steps"])
    if any(answer["sort"] in _ANSWERED for answer in one["answers"]):
        for key in (ActionKey.FEEDBACK_ANSWER, ActionKey.FEEDBACK_ASK):  # whoever answers was asked, in the checklist
            steps.setdefault(key, done.get(key))
    for name in sorted(done.keys() | steps.keys()):
        if done.get(name) != steps.get(name):
            yield f"{name} {done.get(name) or 'open'}, not {steps.get(name) or 'open'}"
    answers = len(context.records.feedback_of(rejection.uid))
    wanted = sum(answer["sort"] in _ANSWERED for answer in one["answers"])
    if answers != wanted:
        yield f"{answers} answers, not {wanted}"


def _filed(context: AppContext, one: Mapping[str, Any]) -> Rejection | None:
    there = [r for r in context.records.rejections.values() if _names(one, r.company)]
    return min(
        (r for r in there if abs(r.received.date() - one["refused"]) <= _NEAR),
        key=lambda r: (abs(r.received.date() - one["refused"]), r.received),
        default=None,
    )


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        print("go   mails   new   doubtful   came back   false   missed   as expected")
        told: list[str] = []
        for number, go in enumerate(goes(Path(folder)), 1):
            print(
                f"{number}   {go.mails:6,} {go.new:5} {go.asked:10} {go.returned:11} {len(go.false):7} "
                f"{len(go.missed):8}   {go.right} of {go.applications}"
            )
            for what in ("false", "missed", "wrong"):
                told += [f"go {number}, {what}: {words}" for words in getattr(go, what)]
    sys.stdout.write("\n".join(["", *told, ""]))


if __name__ == "__main__":
    main()
