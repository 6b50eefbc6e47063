"""The demo data: letters read by the real import, then a year of use simulated day by day through the services."""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from pathlib import Path
from typing import Any

from rejection_tui import content
from rejection_tui.config import Config
from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.feedback import Gap, NamedGap
from rejection_tui.domain.letter import Reading
from rejection_tui.domain.participant import Part
from rejection_tui.domain.refine import Rating
from rejection_tui.domain.region import use
from rejection_tui.domain.rejection import Outcome, RejectionKind
from rejection_tui.domain.steps import ActionState
from rejection_tui.importing import CvLine
from rejection_tui.services import (
    checklist,
    contacts,
    cover_letters,
    interviews,
    journal,
    letters,
    outcomes,
    people,
    practice,
    profile,
    refine,
    rejections,
    reminders,
)
from rejection_tui.services.context import AppContext, wall_clock
from rejection_tui.services.local_region import local_region
from rejection_tui.storage import Store

_STAMP = re.compile(r"@-(\d+)d (\d\d):(\d\d)@")
DemoStep = tuple[int, int, Callable[[], object]]


def build(folder: Path, now: datetime, clock: Callable[[], datetime] | None = None) -> AppContext:
    """Return an application context on a file in `folder`.

    A new file is filled with the demo data, dated back from `now`.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    use(local_region())
    context = AppContext(Store(folder / "rejtui-demo.json"), Config(), clock or wall_clock)
    if context.path.exists():
        return context  # kept from an earlier run, with what the user changed in it
    life = DemoHistory(context, now)
    for days_ago, _, step in sorted(life.steps(), key=lambda s: (-s[0], s[1])):
        evening = (now - timedelta(days=days_ago)).replace(hour=21, minute=30)
        moment = min(evening, now - timedelta(minutes=30))
        context.clock = partial(_at, moment)
        step()
    context.clock = clock or wall_clock
    return context


def _at(moment: datetime) -> datetime:
    return moment


def letter_bytes(now: datetime) -> dict[str, bytes]:
    """Return the demo's letters by name, their dates filled in relative to `now`."""

    def fill(match: re.Match[str]) -> str:
        day = now - timedelta(days=int(match[1]))
        return format_datetime(day.replace(hour=int(match[2]), minute=int(match[3]), second=0, microsecond=0))

    found = sorted(content.folder("demo").iterdir(), key=lambda f: f.name)
    return {
        f.name.removesuffix(".eml"): _STAMP.sub(fill, f.read_bytes().decode("latin-1")).encode("latin-1")
        for f in found
        if f.name.endswith(".eml")
    }


class DemoHistory:
    """What the invented applicant did, as steps: (days ago, order within the day, function to call)."""

    def __init__(self, context: AppContext, now: datetime) -> None:
        self.context = context
        self.now = now
        self.data: dict[str, Any] = tomllib.loads(content.read("demo/answers.toml"))
        self.mine: dict[str, str] = {}  # name of the letter -> uid of its rejection
        self.people: dict[str, str] = {}  # name -> uid of the contact

    def steps(self) -> Iterator[DemoStep]:
        """Yield all steps, unordered."""
        me = self.data["me"]
        yield 9999, 0, lambda: profile.confirm_name(self.context, me["name"], me["email"])
        yield from self._letters()
        for person in self.data["contact"]:
            yield person["days_ago"], 1, partial(self._person, person)
        for entry in self.data["progress"]:
            yield from self._progress(entry)
        for answer in self.data["feedback"]:
            yield answer["days_ago"], 4, partial(self._answer, answer)
        for touch in self.data["touch"]:
            yield touch["days_ago"], 5, partial(self._touch, touch)
        yield from self._beside()
        for win in self.data["win"]:
            yield (
                win["days_ago"],
                6,
                partial(contacts.add_win, self.context, win["title"], win["kind"], win.get("link", "")),
            )
        for line in self.data["bullet"]:
            yield from self._bullet(line)
        for cover in self.data["cover"]:
            yield from self._cover(cover)
        for question in self.data["question"]:
            yield from self._question(question)

    def _beside(self) -> Iterator[DemoStep]:
        """Yield what goes on beside the letters: applications without an answer, people, an interview, a day."""
        for entry in self.data["silent"]:
            yield entry["applied_days_ago"], 0, partial(self._silent, entry)
        for entry in self.data["participant"]:
            yield entry["days_ago"], 7, partial(self._participant, entry)
        for entry in self.data["interview"]:
            yield 0, 7, partial(self._interview, entry)
        for entry in self.data["reminder"]:
            yield entry["set_days_ago"], 8, partial(self._reminder, entry)

    def _day(self, days_ago: int) -> date:
        return (self.now - timedelta(days=days_ago)).date()

    def _silent(self, entry: dict[str, Any]) -> None:
        sent, now = self._day(entry["applied_days_ago"]), self.context.now()
        kind = RejectionKind.NO_ANSWER
        rejections.add(self.context, letters.Entry(entry["company"], entry["role"], now, kind=kind, applied=sent))

    def _participant(self, entry: dict[str, Any]) -> None:
        part, role = Part(entry["part"]), entry["role"]
        people.add(self.context, self.mine[entry["letter"]], entry["name"], part, role=role)

    def _interview(self, entry: dict[str, Any]) -> None:
        told = {name: entry[name] for name in ("round", "people", "questions", "went")}
        interviews.add(self.context, self.mine[entry["letter"]], self._day(entry["days_ago"]), **told)

    def _reminder(self, entry: dict[str, Any]) -> None:
        reminders.add(self.context, self._day(-entry["in_days"]), entry["what"], self.mine[entry["letter"]])

    def _letters(self) -> Iterator[DemoStep]:
        raw = letter_bytes(self.now)
        readings = {name: letters.read_bytes(data, f"{name}.eml", whole=True).readings[0] for name, data in raw.items()}
        for entry in self.data["progress"]:
            reading = readings[entry["letter"]]
            received = (reading.letter.received or self.now).astimezone(self.now.tzinfo)
            days = max((self.now.date() - received.date()).days, 0)
            yield days, 0, partial(self._file, entry, reading)

    def _file(self, entry: dict[str, Any], reading: Reading) -> None:
        proposed = letters.entry_of(reading, self.now)
        applied = (self.now - timedelta(days=entry["applied_days_ago"])).date()
        kept = replace(proposed, company=entry["company"], applied=proposed.applied or applied)
        (filed,) = letters.file(self.context, [kept])
        self.mine[entry["letter"]] = filed.uid

    def _person(self, person: dict[str, Any]) -> None:
        names = ("role", "company", "email", "phone", "linkedin", "how_we_met")
        fields: dict[str, Any] = {name: person[name] for name in names if name in person}
        made = contacts.add(self.context, person["name"], tags=tuple(person.get("tags", ())), **fields)
        self.people[person["name"]] = made.uid
        if person.get("never_again"):
            contacts.never_again(self.context, made.uid)

    def _progress(self, entry: dict[str, Any]) -> Iterator[DemoStep]:
        name = entry["letter"]
        attached = entry.get("done", {}).get(ActionKey.CULTIVATE_CONTACT)
        if "contact" in entry and attached is not None:
            yield attached, 2, lambda: contacts.attach(self.context, self.mine[name], self.people[entry["contact"]])
        for key, days in entry.get("done", {}).items():
            if key not in (ActionKey.FEEDBACK_ANSWER, ActionKey.REFINE_GAP, ActionKey.CULTIVATE_CONTACT):
                yield days, 3, partial(self._tick, name, key)
        for key, (days, reason) in entry.get("skipped", {}).items():
            yield days, 3, partial(self._skip, name, key, reason)
        for change in entry.get("outcomes", ()):
            yield change["days_ago"], 7, partial(self._outcome, name, change)

    def _action(self, name: str, key: str) -> str:
        action = self.context.records.action(self.mine[name], key)
        assert action is not None, f"{name} has no {key}"
        return action.uid

    def _tick(self, name: str, key: str) -> None:
        uid = self._action(name, key)
        if self.context.records.actions[uid].state is not ActionState.DONE:
            checklist.tick(self.context, uid)

    def _skip(self, name: str, key: str, reason: str) -> None:
        checklist.skip(self.context, self._action(name, key), reason)

    def _rehearse(self, made: list[str], done: dict[str, Any]) -> None:
        practice.rehearse(self.context, made[0], Rating(done["rating"]), done["seconds"])

    def _outcome(self, name: str, change: dict[str, Any]) -> None:
        outcome = Outcome(change["outcome"])
        if self.context.records.rejections[self.mine[name]].outcome is not outcome:
            outcomes.set_outcome(self.context, [self.mine[name]], outcome, change.get("text", ""))

    def _answer(self, answer: dict[str, Any]) -> None:
        gaps = [
            NamedGap(Gap(one["gap"]), tuple(one.get("themes", ())), one.get("quote", ""), one.get("plan", ""))
            for one in (answer, *answer.get("further", ()))
        ]
        text = " ".join(answer["verbatim"].split())
        made = journal.add(self.context, self.mine[answer["letter"]], text, None, gaps)
        if answer.get("accepted"):
            journal.accept(self.context, made.uid)

    def _touch(self, touch: dict[str, Any]) -> None:
        rejection = self.mine.get(touch.get("letter", ""), "")
        person = self.people[touch["contact"]]
        contacts.touch(self.context, person, touch["channel"], touch["what"], touch.get("answered"), None, rejection)

    def _answer_of(self, letter: str) -> str:
        found = self.context.records.feedback_of(self.mine.get(letter, ""))
        return found[-1].uid if found else ""

    def _bullet(self, line: dict[str, Any]) -> Iterator[DemoStep]:
        made: list[str] = []

        def queue() -> None:
            answer, rejection = self._answer_of(line.get("letter", "")), self.mine.get(line.get("letter", ""), "")
            text = CvLine(line["before"], line["section"], 0)
            made.extend(b.uid for b in refine.queue_bullets(self.context, [text], answer, rejection))

        yield line["days_ago"], 8, queue
        if "after" in line:
            yield (
                line.get("done_days_ago", line["days_ago"]),
                9,
                lambda: refine.rewrite(self.context, made[0], line["after"]),
            )
        if line["state"] == "done":
            yield line["done_days_ago"], 10, lambda: refine.finish(self.context, made[0])

    def _cover(self, cover: dict[str, Any]) -> Iterator[DemoStep]:
        made: list[str] = []
        first, *later = cover["version"]

        def add() -> None:
            lines = {name: cover[name] for name in ("company", "role", "person")}
            answer = self._answer_of(cover["letter"])
            made.append(cover_letters.add(self.context, first["text"], answer, **lines).uid)

        yield first["days_ago"], 8, add
        for version in later:
            yield version["days_ago"], 9, partial(self._rewrite_cover, made, version)

    def _rewrite_cover(self, made: list[str], version: dict[str, Any]) -> None:
        cover_letters.save(self.context, made[0], version["text"], version["note"])

    def _question(self, question: dict[str, Any]) -> Iterator[DemoStep]:
        made: list[str] = []

        def add() -> None:
            rejection, answer = self.mine.get(question["letter"], ""), self._answer_of(question["letter"])
            text, type = question["text"], question["type"]
            made.append(practice.add_question(self.context, text, type, rejection, "asked", answer).uid)

        yield question["days_ago"], 8, add
        for done in question["rehearsals"]:
            yield done["days_ago"], 9, partial(self._rehearse, made, done)
