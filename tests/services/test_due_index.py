"""The cached count for shell prompts equals the count of the agenda, or is absent."""

import os
import random
import shutil
import stat
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from rejection_tui import config
from rejection_tui.config import Config
from rejection_tui.domain.feedback import Gap, NamedGap
from rejection_tui.domain.record import replace
from rejection_tui.domain.refine import Rating
from rejection_tui.domain.rejection import Outcome
from rejection_tui.services import agenda, checklist, contacts, due_index, journal, letters, outcomes, practice, refine
from rejection_tui.services import rejections as noes
from rejection_tui.services.context import AppContext
from rejection_tui.storage import Store

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
ZONES: tuple[timezone, ...] = (
    UTC,
    timezone(timedelta(hours=5, minutes=45)),
    timezone(timedelta(hours=-9, minutes=-30)),
)


class Prompt:
    """One data file and the two ways to its number: counted in full, and as a prompt would have it."""

    def __init__(self, path: Path, patch: pytest.MonkeyPatch) -> None:
        self.patch, self.now, self.path = patch, START, path
        self.context = AppContext(Store(path), Config(), lambda: self.now)

    def at(self, moment: datetime) -> None:
        self.now = moment
        self.patch.setenv("REJTUI_NOW", moment.isoformat())

    def counted(self) -> int:
        return len(agenda.due(self.context))

    def count_cached(self) -> int | None:
        return due_index.cached_count(str(self.path))

    def count_in_full(self) -> int:
        """Count in full and cache the count, as `due --count` does."""
        before, count = due_index.fingerprint(str(self.path)), self.counted()
        due_index.save_count(str(self.path), before, count, self.context.records, self.now)
        return count

    def index(self) -> Path:
        (found,) = config.state_folder().glob("due-*")
        return found


@pytest.fixture
def prompt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Prompt:
    monkeypatch.setattr(due_index, "SETTLED_FINE", 0)  # the file of the test is as new as it looks
    made = Prompt(tmp_path / "data.json", monkeypatch)
    made.at(START - timedelta(days=3))
    noes.add(made.context, letters.Entry("Acme", "Analyst", made.now))
    made.at(START)
    return made


def lived(prompt: Prompt, dice: random.Random) -> None:
    """Fill the file with a little of everything that can be due."""
    context = prompt.context
    for n in range(6):
        prompt.at(START - timedelta(days=dice.randrange(40), hours=dice.randrange(24)))
        noes.add(context, letters.Entry(f"Company {n}", "Analyst", prompt.now))
    for uid in list(context.records.rejections):
        _one(prompt, dice, uid)
    contacts.add_win(context, "Airflow in production", "project")
    prompt.at(START)
    for item in agenda.agenda(context, 400):
        if dice.random() < 0.4:
            agenda.snooze(context, item, START.date() + timedelta(days=dice.randrange(1, 60)))
    for action in list(context.records.actions.values()):
        if action.open and dice.random() < 0.2:  # at any hour, as another program may write it
            until = START + timedelta(minutes=dice.randrange(1, 90_000))
            with context.store.transaction("Snooze", START) as transaction:
                transaction.put(replace(action, snoozed_until=until))


def _one(prompt: Prompt, dice: random.Random, uid: str) -> None:
    context = prompt.context
    prompt.at(START - timedelta(days=dice.randrange(30)))
    for action in context.records.actions_of(uid)[: dice.randrange(6)]:
        checklist.tick(context, action.uid)
    if dice.random() < 0.5:
        answer = journal.add(
            context, uid, "You lacked Airflow.", None, [NamedGap(dice.choice(list(Gap)), (), "lacked Airflow")]
        )
        if answer.gap is not Gap.UNSORTED:
            journal.accept(context, answer.uid)
        (question,) = practice.queue(context, [practice.bank()[dice.randrange(5)].id], uid, answer.uid)
        if dice.random() < 0.5:
            practice.rehearse(context, question.uid, dice.choice(list(Rating)), 60)
        refine.queue_bullets(context, ["Handled data pipelines"], "", uid)
    if dice.random() < 0.5:
        contacts.add_for(context, uid, "Jane Hart")
    if dice.random() < 0.3:
        outcomes.set_outcome(context, [uid], Outcome.CLOSED, "said so")
    if dice.random() < 0.4:
        with context.store.transaction("Look again", prompt.now) as transaction:
            day = START.date() + timedelta(days=dice.randrange(90))
            transaction.put(replace(transaction.records.rejections[uid], revisit=day))


def moments(dice: random.Random, zone: timezone) -> Iterator[datetime]:
    """Every day of a year at several moments; now and then back to an earlier one."""
    for day in range(366):
        morning = datetime.combine(START.date() + timedelta(days=day), datetime.min.time(), zone)
        for minute in sorted(dice.sample(range(1440), 3)):
            yield morning + timedelta(minutes=minute)
        if dice.random() < 0.1:
            yield morning - timedelta(minutes=dice.randrange(5000))


@pytest.mark.parametrize("seed", range(4))
def test_it_agrees_with_the_agenda_on_every_day_of_a_year(prompt: Prompt, seed: int) -> None:
    dice = random.Random(seed)
    lived(prompt, dice)
    kept = 0
    for moment in moments(dice, dice.choice(ZONES)):
        prompt.at(moment)
        known = prompt.count_cached()
        if known is None:
            prompt.count_in_full()
        else:
            kept += 1
            assert known == prompt.counted(), moment
        assert prompt.count_cached() == prompt.counted(), moment
    assert kept > 300


def test_a_snooze_ends_at_its_minute(prompt: Prompt) -> None:
    end = START + timedelta(hours=4)
    prompt.count_in_full()
    (reply,) = agenda.due(prompt.context)
    with prompt.context.store.transaction("Snooze", START) as transaction:
        transaction.put(*(replace(a, snoozed_until=end) for a in transaction.records.actions_of(reply.rejection)))
    assert prompt.count_cached() is None
    assert prompt.count_in_full() == 0 and prompt.count_cached() == 0
    prompt.at(end - timedelta(microseconds=1))
    assert prompt.count_cached() == 0
    prompt.at(end)
    assert prompt.count_cached() is None and prompt.count_in_full() == 1 == prompt.count_cached()
    prompt.at(end - timedelta(hours=1))  # the clock was set back
    assert prompt.count_cached() is None and prompt.count_in_full() == 0


def test_another_day_zone_file_setting_or_program_is_counted_anew(
    prompt: Prompt, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kept() -> bool:
        prompt.at(START)
        prompt.count_in_full()
        return prompt.count_cached() is not None

    assert kept()
    for moment in (START + timedelta(days=1), START - timedelta(days=1), START.astimezone(ZONES[1])):
        prompt.at(moment)
        assert prompt.count_cached() is None, moment
    monkeypatch.setenv("REJTUI_NOW", "2026-03-02T09:00")
    assert prompt.count_cached() is None
    assert kept()
    settings = Path(os.environ["REJTUI_CONFIG"])
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text("[reply]\nby_hours = 600\nfrom_hours = 300\n", encoding="utf-8")
    assert prompt.count_cached() is None
    assert kept()
    settings.unlink()
    assert prompt.count_cached() is None
    assert kept()
    copy = prompt.path.with_name("copy.json")
    shutil.copy2(prompt.path, copy)
    copy.replace(prompt.path)  # a sync program: the same size and day
    assert prompt.count_cached() is None
    assert kept()
    monkeypatch.setattr(due_index, "__version__", "9.9.9")
    assert prompt.count_cached() is None
    assert kept()
    prompt.path.unlink()
    assert prompt.count_cached() is None and due_index.fingerprint(str(prompt.path)) == b""


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process cannot be changed here")
def test_the_zone_of_the_machine_counts(prompt: Prompt, monkeypatch: pytest.MonkeyPatch) -> None:
    from rejection_tui.services.context import wall_clock

    monkeypatch.delenv("REJTUI_NOW")
    try:
        for zone in ("Europe/Berlin", "Pacific/Kiritimati", "America/St_Johns", "Europe/Berlin"):
            monkeypatch.setenv("TZ", zone)
            time.tzset()
            assert prompt.count_cached() is None
            prompt.now = wall_clock()
            assert prompt.count_in_full() == prompt.count_cached()
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("Europe/Berlin", datetime(2025, 10, 26, 1, tzinfo=UTC)),
        ("America/Havana", datetime(2025, 11, 2, 5, tzinfo=UTC)),  # midnight comes twice
        ("Africa/Cairo", datetime(2025, 10, 30, 21, tzinfo=UTC)),  # at midnight, back to 23:00
        ("America/St_Johns", datetime(2010, 11, 7, 2, 31, tzinfo=UTC)),  # a minute past midnight, back to 23:01
        ("Asia/Beirut", datetime(2025, 3, 29, 22, tzinfo=UTC)),  # there is no midnight
    ],
)
def test_the_stretch_of_a_count_lies_within_its_day(name: str, change: datetime) -> None:
    """Also where the clocks change about midnight."""
    zone, records, uncached = ZoneInfo(name), Store(Path("none.json")).records, 0
    for minute in range(-1500, 1500, 7):
        now = (change + timedelta(minutes=minute)).astimezone(zone)
        try:
            since, until = due_index._valid_from_until(records, now)
        except due_index._Unknown:
            uncached += 1
            continue
        assert since <= now.timestamp() * 1e6 < until
        for instant in range(since, until, 1800 * 10**6):
            assert datetime.fromtimestamp(instant / 1e6, zone).date() == now.date(), now
        assert datetime.fromtimestamp((until - 1) / 1e6, zone).date() == now.date(), now
    assert uncached <= 60 // 7 + 1  # the hour that comes twice


def test_what_is_no_index_of_ours_is_counted_anew(prompt: Prompt) -> None:
    """A damaged, cut, overlong or foreign cache is no error, is ignored, and is written again."""
    count = prompt.count_in_full()
    place, sound = prompt.index(), prompt.index().read_bytes()
    bad = [b"", b"\n", b"\0" * 300, b"9" * 5000, sound[:-1], sound[1:], sound + sound, sound.replace(b" 1\n", b" 7\n")]
    bad += [sound[:n] + bytes([sound[n] ^ 1]) + sound[n + 1 :] for n in range(0, len(sound), 3)]
    for content in bad:
        place.write_bytes(content)
        assert prompt.count_cached() is None, content
    assert prompt.count_in_full() == count == prompt.count_cached()
    place.chmod(0o644)  # others may have written it
    assert prompt.count_cached() is None
    place.unlink()
    os.mkfifo(place)  # must not wait for a writer
    assert prompt.count_cached() is None
    place.unlink()
    elsewhere = place.with_name("elsewhere")
    elsewhere.write_bytes(sound)
    elsewhere.chmod(0o600)
    place.symlink_to(elsewhere)
    assert prompt.count_cached() is None
    assert prompt.count_in_full() == count == prompt.count_cached() and not place.is_symlink()


def test_it_is_private_and_no_trouble_to_anyone(prompt: Prompt) -> None:
    prompt.count_in_full()
    assert stat.S_IMODE(prompt.index().stat().st_mode) == 0o600
    assert stat.S_IMODE(config.state_folder().stat().st_mode) == 0o700
    assert {p.name for p in prompt.path.parent.iterdir()} <= {"data.json", "data.json.lock", "home"}
    assert [p.name for p in config.state_folder().iterdir()] == [prompt.index().name]
    shutil.rmtree(config.state_folder())
    config.state_folder().write_text("a file where the folder should be")
    assert prompt.count_in_full() == 1 and prompt.count_cached() is None


def test_a_file_changed_a_moment_ago_is_not_trusted_yet(prompt: Prompt, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(due_index, "SETTLED_FINE", 3600 * 10**9)
    prompt.count_in_full()
    assert prompt.count_cached() is None and not list(config.state_folder().glob("*"))


def test_whole_seconds_are_trusted_later(prompt: Prompt, monkeypatch: pytest.MonkeyPatch) -> None:
    second = time.time_ns() // 10**9 * 10**9
    os.utime(prompt.path, ns=(second, second))
    monkeypatch.setattr(due_index, "SETTLED_COARSE", 3600 * 10**9)
    prompt.count_in_full()
    assert prompt.count_cached() is None
    monkeypatch.setattr(due_index, "SETTLED_COARSE", 0)
    prompt.count_in_full()
    assert prompt.count_cached() == prompt.counted()


def test_a_file_changed_while_it_was_counted_is_not_remembered(prompt: Prompt) -> None:
    before = due_index.fingerprint(str(prompt.path))
    count = prompt.counted()
    noes.add(prompt.context, letters.Entry("Umbra", "Analyst", START))
    due_index.save_count(str(prompt.path), before, count, prompt.context.records, prompt.now)
    assert prompt.count_cached() is None
