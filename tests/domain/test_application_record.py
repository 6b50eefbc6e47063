"""The record of applications: which ones belong to a period, and that it tells only what the file says."""

import dataclasses
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from rejection_tui.domain.application_record import Application, Channel, Period, applications
from rejection_tui.domain.correspondence import Correspondence, MailSort
from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.facts import Via
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Event, Outcome, Rejection, RejectionKind, Stage
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.steps import plan
from tests.world.clock import NOW
from tests.world.full_records import records

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))


def _one(**changes: Any) -> Application:
    full = records()
    changed = replace(full.rejections["r1"], **changes)
    (one,) = applications(dataclasses.replace(full, rejections={"r1": changed}), OCTOBER, NOW)
    return one


def test_what_one_application_tells() -> None:
    assert _one() == Application(
        rejection="r1",
        company="Quillfeather Analytics Limited",
        role="Data Engineer",
        applied=date(2026, 10, 1),
        channel=Channel.AGENCY,
        by="Marrowby Search",
        contact="Tamsin Okafor",
        result="turned_down",
        stage=Stage.FINAL,
        result_day=date(2026, 11, 15),
    )


@pytest.mark.parametrize(
    ("applied", "found"),
    [(date(2026, 9, 30), 0), (date(2026, 10, 1), 1), (date(2026, 10, 31), 1), (date(2026, 11, 1), 0)],
)
def test_both_ends_of_the_period_belong_to_it(applied: date, found: int) -> None:
    no = replace(records().rejections["r1"], applied=applied, archived=True)
    assert len(applications(Records({"r1": no}), OCTOBER, NOW)) == found


def test_without_a_day_of_applying_the_day_of_the_letter_counts_and_is_not_told_as_the_other() -> None:
    no = replace(records().rejections["r1"], applied=None, received=NOW.replace(month=10, day=20))
    (one,) = applications(Records({"r1": no}), OCTOBER, NOW)
    assert one.applied is None and one.result_day == date(2026, 10, 20)


def test_the_own_email_with_the_application_tells_day_and_channel() -> None:
    sent = Correspondence("m1", "", MailSort.APPLIED, NOW.replace(month=10, day=3), "r1")
    no = replace(records().rejections["r1"], applied=None)
    (one,) = applications(Records({"r1": no}, correspondence={"m1": sent}), OCTOBER, NOW)
    assert (one.applied, one.channel) == (date(2026, 10, 3), Channel.EMAIL)


@pytest.mark.parametrize(
    ("changes", "channel", "by"),
    [
        ({"via": Via.PLATFORM, "agency": ""}, Channel.PLATFORM, ""),
        ({"via": Via.ATS, "agency": "", "ats": "Hirely"}, Channel.PORTAL, "Hirely"),
        ({"via": Via.DIRECT, "agency": "", "ats": "Hirely"}, Channel.PORTAL, "Hirely"),
        ({"via": Via.DIRECT, "agency": ""}, Channel.COMPANY, ""),
        ({"via": Via.DIRECT, "agency": "", "letter": ""}, Channel.UNKNOWN, ""),
    ],
)
def test_the_channel_is_what_the_letter_shows(changes: dict[str, Any], channel: Channel, by: str) -> None:
    one = _one(**changes)
    assert (one.channel, one.by) == (channel, by)


@pytest.mark.parametrize("kind", RejectionKind)
def test_the_result_is_who_ended_it(kind: RejectionKind) -> None:
    one = _one(kind=kind)
    dated = kind is not RejectionKind.NO_ANSWER
    assert one.result == (kind.value if dated else "waiting") and (one.result_day == date(2026, 11, 15)) is dated


def test_nothing_has_come_only_after_all_the_weeks_an_answer_takes() -> None:
    def result(now: datetime) -> str:
        rules = Rules(silence_weeks=5)
        silent = replace(records().rejections["r1"], kind=RejectionKind.NO_ANSWER, received=NOW)
        planned = {action.uid: action for action in plan(silent, NOW, rules)}
        return applications(Records({"r1": silent}, actions=planned), OCTOBER, now)[0].result

    assert result(NOW) == result(NOW + timedelta(days=34)) == "waiting"
    assert result(NOW + timedelta(days=35)) == "no_answer"


def test_an_offer_that_came_after_is_the_result_with_its_own_day() -> None:
    no = replace(records().rejections["r1"], outcome=Outcome.OFFER)
    event = Event("e1", "r1", NOW - timedelta(days=2), "outcome", "offer")
    (one,) = applications(Records({"r1": no}, events={"e1": event}), OCTOBER, NOW)
    assert (one.result, one.result_day) == ("offer", date(2026, 11, 22))
    assert _one(outcome=Outcome.ON_HOLD).result == "turned_down"
    assert _one(outcome=Outcome.INTERVIEW).result_day is None


def test_the_oldest_stands_first() -> None:
    def made(uid: str, company: str, day: int) -> Rejection:
        return Rejection(uid, company, "", NOW, NOW, applied=date(2026, 10, day))

    all_three = {r.uid: r for r in (made("a", "Zed", 5), made("b", "Alba", 5), made("c", "Mill", 2))}
    assert [one.company for one in applications(Records(all_three), OCTOBER, NOW)] == ["Mill", "Alba", "Zed"]


def test_a_period_the_wrong_way_round_is_refused() -> None:
    with pytest.raises(UsageError, match="before it begins"):
        Period(date(2026, 10, 2), date(2026, 10, 1))
