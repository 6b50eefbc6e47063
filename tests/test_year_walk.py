"""A year day by day over letters of all kinds: no open action is ever nowhere, and all who tell of it agree."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace as changed
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from rejection_tui.config import Config
from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.agenda import AgendaItem, AgendaKind
from rejection_tui.domain.agenda.item import PRACTICE_START
from rejection_tui.domain.agenda.place import Place, PlaceKind, place_meaning, place_words
from rejection_tui.domain.agenda.places import places_of
from rejection_tui.domain.errors import Refused
from rejection_tui.domain.facts import FactType
from rejection_tui.domain.feedback import Gap, NamedGap
from rejection_tui.domain.letter import Reading
from rejection_tui.domain.meanings import Meaning
from rejection_tui.domain.progress import next_to_do
from rejection_tui.domain.record import replace
from rejection_tui.domain.rejection import Outcome, RejectionKind, Stage
from rejection_tui.domain.steps import Action
from rejection_tui.mail import RawMessage
from rejection_tui.services import (
    agenda,
    checklist,
    contacts,
    journal,
    letters,
    outcomes,
    people,
    practice,
    refine,
    rejections,
)
from rejection_tui.services.context import AppContext
from rejection_tui.storage import Store
from tests.world.clock import Clock
from tests.world.letters import LETTER, compose, readings, rows
from tests.world.records import fact

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAYS = 365
LETTERS = 40
#: After how many days each letter of the corpus is filed, in turn: most at once, some late, some of long ago.
FILED_AFTER = (0, 0, 0, 1, 5, 0, 13, 40, 0, 200)
#: Where an action may be on the next day when nobody did anything in between.
NEXT: Mapping[PlaceKind, frozenset[PlaceKind]] = {
    PlaceKind.DUE: frozenset({PlaceKind.DUE, PlaceKind.STILL_WORTH}),
    PlaceKind.COMING: frozenset({PlaceKind.COMING, PlaceKind.DUE}),
    PlaceKind.WAITING: frozenset({PlaceKind.WAITING, PlaceKind.COMING, PlaceKind.DUE, PlaceKind.STILL_WORTH}),
    PlaceKind.SNOOZED: frozenset({PlaceKind.SNOOZED, PlaceKind.DUE, PlaceKind.WAITING}),
    PlaceKind.STILL_WORTH: frozenset({PlaceKind.STILL_WORTH}),
    PlaceKind.SETTLED: frozenset({PlaceKind.SETTLED}),
}


def by_hand() -> Iterator[letters.Entry]:
    """Yield rejections of kinds that a corpus of letters has few of."""
    yield letters.Entry("Withdrawn", "Analyst", START, kind=RejectionKind.WITHDREW)
    yield letters.Entry("Frozen", "Analyst", START, kind=RejectionKind.ROLE_CLOSED)
    yield letters.Entry("Held", "Analyst", START, on_hold=True)
    machine = _read("machine", no_reply=True)
    yield letters.Entry("Instant", "Analyst", START, applied=START.date(), reading=machine)
    yield letters.Entry("Nobody", "Analyst", START, Stage.INTERVIEW, reading=_read("no reply", no_reply=True))
    for kind, value, about in (
        (FactType.ASKS, "", "come_back"),
        (FactType.ASKS, "survey", "survey"),
        (FactType.FEEDBACK_OFFERED, "call", ""),
        (FactType.FEEDBACK_OFFERED, "given", ""),
        (FactType.FEEDBACK_REFUSED, "", ""),
        (FactType.REAPPLY, "2026-09", ""),
    ):
        told = _read(f"{kind} {value}", facts=(fact(kind, value, "Some words of theirs.", about),))
        yield letters.Entry(f"{kind} {value}", "Analyst", START, Stage.INTERVIEW, recruiter_name="Jo", reading=told)
    for name in ("Quiet", "Quieter", "Quietest"):
        yield letters.Entry(name, "Analyst", START, kind=RejectionKind.NO_ANSWER)


def _read(digest: str, **changes: Any) -> Reading:
    """Return a reading of its own letter that says something else."""
    reading = letters.read_text(LETTER)
    return changed(reading, letter=replace(reading.letter, digest=digest), **changes)


def of_the_corpus(count: int) -> Iterator[letters.Entry]:
    """Yield as many rejections of the labelled letters, as the program reads them."""
    raw = (RawMessage(compose(row), row["id"]) for row in rows() if row["label"] == "rejection")
    read = (one for one in readings(raw) if isinstance(one, Reading))
    for reading in islice(read, count):
        entry = letters.entry_of(reading, START)
        yield changed(entry, company=entry.company or "Acme", applied=None)


class Walk:
    """The applicant's file, how the days pass, and what is looked at on each."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock(START)
        self.context = AppContext(Store(folder / "walk.json"), Config(), self.clock)
        mine = list(by_hand())
        entries = [*mine, *of_the_corpus(LETTERS - len(mine))]
        for number, entry in enumerate(entries):
            self.clock.moment = START + timedelta(days=number)
            received = self.clock.moment - timedelta(days=FILED_AFTER[number % len(FILED_AFTER)])
            letters.file(self.context, [changed(entry, received=received)])
        assert len(self.context.records.rejections) == LETTERS
        self.looked_at = 0
        self.lost: list[str] = []

    def places(self) -> dict[str, Place]:
        """Return where every open action is."""
        context, found = self.context, dict[str, Place]()
        for rejection in context.records.rejections.values():
            found |= places_of(context.records, rejection, context.now(), context.rules)
        return found

    def look(self) -> dict[str, Place]:
        """Return where every open action is, after comparing what all who tell of it say."""
        records, today = self.context.records, self.context.now().date()
        found, items = self.places(), agenda.agenda(self.context, 400)
        for action in records.actions.values():
            if action.open:
                self.looked_at += 1
                self._check(action, found.get(action.uid), items)
        for item in items:
            self._check_line(item, found)
        if today.day % 5 == 0:  # these are slow, and hold on all days where they hold on one in five
            self._compare(found, items)
        return found

    def _compare(self, found: Mapping[str, Place], items: tuple[AgendaItem, ...]) -> None:
        """Compare what is due, left over and next with the places."""
        context = self.context
        left = {item.rejection for item in agenda.still_worth(context)}
        behind = {a.uid for uid in left for a in agenda.left_over(context, uid)}
        self.note(behind == {u for u, place in found.items() if place.kind is PlaceKind.STILL_WORTH}, "still worth")
        self.note(agenda.due(context) == tuple(i for i in items if i.due <= context.now().date()), "due")
        self.note(len(agenda.today(context, items)) <= 3, "today")
        due = {context.records.actions[u].rejection for u, place in found.items() if place.kind is PlaceKind.DUE}
        for uid in context.records.rejections:
            following = next_to_do(context.records, uid, context.now(), context.rules)
            self.note(following is None or following[0].open, f"what is next for {uid[:6]}")
            self.note(following is not None or uid not in due, f"{uid[:6]} is due and nothing is next")

    def note(self, holds: bool, what: str) -> None:
        """Note what does not hold."""
        if not holds:
            self.lost.append(f"{self.context.now():%d %b}: {what}")

    def _check(self, action: Action, place: Place | None, items: tuple[AgendaItem, ...]) -> None:
        name, today = f"{action.key} of {action.rejection[:6]}", self.context.now().date()
        if place is None:
            self.note(False, f"{name} is nowhere")
            return
        named = {
            PlaceKind.WAITING: place.awaited is not None,
            PlaceKind.SETTLED: bool(place.why),
            PlaceKind.STILL_WORTH: True,
        }
        self.note(named.get(place.kind, place.day is not None), f"{name} is {place.kind} without saying more")
        self.note(bool(place_words(place, action.key, today)), f"{name} has no words")
        is_due = place_meaning(place, today) is Meaning.DUE
        self.note(is_due is (place.kind is PlaceKind.DUE), f"{name}: the checklist")
        if place.kind not in (PlaceKind.DUE, PlaceKind.COMING):
            return
        line = next((item for item in items if item.action == action.uid), None)
        line = line or next((item for item in items if self._covers(item, action)), None)
        if place.kind is PlaceKind.COMING and line is not None and line.action != action.uid:
            return  # a line of several tells of the earliest
        self.note(line is not None and (line.due <= today) is is_due, f"{name} is {place.kind}, the agenda says {line}")

    def _covers(self, item: AgendaItem, action: Action) -> bool:
        """True for the line of the agenda that an action is part of."""
        rejection = self.context.records.rejections[action.rejection]
        match action.key:
            case ActionKey.REPLY_DRAFT:
                return item.kind is AgendaKind.REPLY and item.rejection == rejection.uid
            case ActionKey.SILENCE_ASK:
                return item.kind is AgendaKind.UNANSWERED
            case ActionKey.REFINE_BULLET:
                return item.kind is AgendaKind.BULLETS and item.rejection == rejection.uid
            case ActionKey.REFINE_PRACTICE:
                mine = item.key == PRACTICE_START or item.rejection == rejection.uid  # one line for several answers
                return item.kind is AgendaKind.PRACTICE and mine
            case ActionKey.CULTIVATE_TOUCH:
                return item.kind is AgendaKind.CONTACT and item.contact in self.context.records.people_of(rejection)
        return False

    def _check_line(self, item: AgendaItem, found: Mapping[str, Place]) -> None:
        if item.action and item.kind not in (AgendaKind.PRACTICE, AgendaKind.BULLETS):
            place = found.get(item.action)
            self.note(place is not None and place.day == item.due, f"{item.title} on {item.due}: {place}")

    def pass_a_day(self, before: Mapping[str, Place]) -> dict[str, Place]:
        """Go on to the next day, on which nothing that was due may be gone; return where everything is then."""
        self.clock.moment += timedelta(days=1)
        after = self.look()
        for uid, place in before.items():
            is_kept = uid in after and after[uid].kind in NEXT[place.kind]
            self.note(is_kept, f"{uid[:6]} was {place.kind} and is {after.get(uid)}")
        return after

    def do(self, item: AgendaItem) -> None:
        """Do what a line of the agenda asks for; a question that was asked is answered for every second rejection."""
        context = self.context
        match item.kind:
            case AgendaKind.SAVE | AgendaKind.FIND:
                contacts.add_for(context, item.rejection, f"Jane {item.rejection[:6]}")
            case AgendaKind.SILENCE:
                journal.no_answer(context, item.rejection)
            case AgendaKind.CONTACT:
                contacts.touch(context, item.contact, "email", "a win")
            case AgendaKind.NUDGE if int(item.rejection[:2], 16) % 2:
                self.answer(item.rejection)
            case AgendaKind.PRACTICE if item.key == PRACTICE_START:
                agenda.dismiss(context, item, "done enough")
            case AgendaKind.REVISIT | AgendaKind.LEARNING:
                agenda.dismiss(context, item, "looked")
            case _ if item.action:
                checklist.tick(context, item.action)
            case _:
                agenda.dismiss(context, item, "done")

    def answer(self, rejection: str) -> None:
        """Record an answer whose gap brings work of step 3; some name a second one, of the same kind or another."""
        number = int(rejection[:2], 16)
        gap = (Gap.SKILL, Gap.EXPERIENCE, Gap.TECHNIQUE)[number % 3]
        further = [NamedGap((gap, Gap.NOT_YOU, Gap.SKILL)[number // 3 % 3], ("x",))] if number % 2 else []
        gaps = [NamedGap(gap, (), "lacked Airflow"), *further]
        made = journal.add(self.context, rejection, "You lacked Airflow.", None, gaps)
        journal.accept(self.context, made.uid)
        if gap is Gap.TECHNIQUE:
            practice.queue(self.context, [practice.bank()[0].id], rejection, made.uid)
        elif gap is Gap.EXPERIENCE:
            refine.queue_bullets(self.context, ["Handled accounts"], made.uid, rejection)


def nothing(walk: Walk, dice: random.Random) -> None:
    """Look, and do nothing."""


def everything(walk: Walk, dice: random.Random) -> None:
    """Do all that is due on its day."""
    for item in agenda.due(walk.context):
        walk.do(item)


def snoozes(walk: Walk, dice: random.Random) -> None:
    """Put off what is due, for up to two months; then do some of it."""
    for item in agenda.due(walk.context):
        if dice.random() < 0.8:
            agenda.snooze(walk.context, item, walk.context.now().date() + timedelta(days=dice.randrange(1, 60)))
        else:
            walk.do(item)


def skips(walk: Walk, dice: random.Random) -> None:
    """Skip half of what is due, and let go of what is left once a month."""
    for item in agenda.due(walk.context):
        if dice.random() < 0.5:
            agenda.dismiss(walk.context, item, "not now")
        elif dice.random() < 0.3:
            walk.do(item)
    if walk.context.now().day == 1 and (left := agenda.still_worth(walk.context)):
        agenda.let_go(walk.context, [item.rejection for item in left])
        assert not agenda.still_worth(walk.context)


def odd(walk: Walk, dice: random.Random) -> None:
    """Tick, open, skip and snooze anything in any order; change outcomes, archive, and rest people."""
    context, today = walk.context, walk.context.now().date()
    acts: list[Callable[[Action], object]] = [
        lambda a: checklist.toggle(context, a.uid),
        lambda a: checklist.skip(context, a.uid, "in no order"),
        lambda a: checklist.snooze(context, a.uid, today + timedelta(days=dice.randrange(1, 90))),
        lambda a: checklist.toggle_step(context, a.rejection, dice.randrange(1, 5)),
        lambda a: outcomes.set_outcome(context, [a.rejection], dice.choice(list(Outcome))),
        lambda a: rejections.archive(context, [a.rejection], dice.random() < 0.5),
        lambda a: contacts.add_for(context, a.rejection, f"Sam {a.uid[:6]}"),
        lambda a: walk.answer(a.rejection),
        lambda a: people.found_nobody(context, a.rejection),
        lambda a: agenda.let_go(context, [a.rejection]),
        lambda a: _rest(walk, dice),
    ]
    for _ in range(2):
        action = dice.choice(list(context.records.actions.values()))
        try:
            dice.choice(acts)(action)
        except Refused:
            continue  # such as no change of an outcome


def _rest(walk: Walk, dice: random.Random) -> None:
    people = list(walk.context.records.contacts.values())
    if people:
        person = dice.choice(people)
        with walk.context.store.transaction("Rest", walk.context.now()) as transaction:
            transaction.put(replace(person, never_again=dice.random() < 0.3, archived=dice.random() < 0.2))


@pytest.mark.parametrize("lives", [nothing, everything, snoozes, skips, odd])
def test_no_action_is_lost_in_a_year(
    tmp_path: Path, lives: Callable[[Walk, random.Random], None], capsys: pytest.CaptureFixture[str]
) -> None:
    walk, dice = Walk(tmp_path), random.Random(7)
    places = walk.look()
    for _ in range(DAYS):
        places = walk.pass_a_day(places)
        lives(walk, dice)
        places = walk.places()
    with capsys.disabled():
        print(f"\n{lives.__name__}: {LETTERS} letters, {walk.looked_at} looks at open actions, {len(walk.lost)} lost")
    assert not walk.lost, "\n".join(walk.lost[:20])
    assert walk.looked_at > 20_000, "most of the letters have something open for months"
