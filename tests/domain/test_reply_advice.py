"""The advice on whether to reply, and its reason."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given

from rejection_tui.domain.letter import Letter
from rejection_tui.domain.record import replace
from rejection_tui.domain.rejection import Rejection, RejectionKind, Stage
from rejection_tui.domain.reply_advice import Advice, should_reply
from tests import strategies
from tests.world.records import ago, rejection

MACHINE: dict[str, Any] = {"recruiter_name": "", "recruiter_email": "", "no_reply": True}
DAY = ago(1).date()


@pytest.mark.parametrize(
    ("record", "advice"),
    [
        (rejection(), Advice.REPLY),
        (rejection(stage=Stage.APPLICATION), Advice.REPLY),
        (rejection(**MACHINE), Advice.FIND_PERSON),
        (rejection(**MACHINE, contact="c"), Advice.REPLY),
        (rejection(recruiter_email="no-reply@x.example"), Advice.FIND_PERSON),
        (rejection(recruiter_email="DoNotReply@x.example"), Advice.FIND_PERSON),
        (rejection(recruiter_email="", ats="some system"), Advice.FIND_PERSON),
        (rejection(recruiter_email="", ats=""), Advice.REPLY),
        (rejection(recruiter_email="jane@x.example", ats="some system"), Advice.REPLY),
        (rejection(**MACHINE, stage=Stage.APPLICATION), Advice.FIND_PERSON),
        (rejection(**MACHINE, stage=Stage.APPLICATION, applied=DAY), Advice.LET_GO),
        (rejection(**MACHINE, stage=Stage.APPLICATION, applied=DAY - timedelta(days=3)), Advice.FIND_PERSON),
        (rejection(**MACHINE, stage=Stage.APPLICATION, applied=DAY + timedelta(days=3)), Advice.FIND_PERSON),
        (rejection(**MACHINE, stage=Stage.SCREENING, applied=DAY), Advice.FIND_PERSON),
        (rejection(stage=Stage.APPLICATION, applied=DAY), Advice.REPLY),
        (rejection(kind=RejectionKind.WITHDREW), Advice.LET_GO),
    ],
)
def test_advice(record: Rejection, advice: Advice) -> None:
    found = should_reply(record)
    assert found.advice is advice
    assert found.reason.endswith(".")


@pytest.mark.parametrize(("hours", "advice"), [(0.5, Advice.LET_GO), (24, Advice.LET_GO), (25, Advice.FIND_PERSON)])
def test_the_exact_moment_of_applying_is_better_than_its_day(hours: float, advice: Advice) -> None:
    record = rejection(**MACHINE, stage=Stage.APPLICATION)
    assert should_reply(record, applied_at=record.received - timedelta(hours=hours)).advice is advice


def test_an_address_in_the_signature_belongs_to_a_person() -> None:
    record = rejection(no_reply=True)
    sent_by = Letter("l", "body", sender_email="no-reply@northwind.example")
    assert should_reply(record, sent_by).advice is Advice.REPLY
    assert should_reply(record, replace(sent_by, sender_email=record.recruiter_email.upper())).advice is (
        Advice.FIND_PERSON
    )


def test_the_name_in_the_letter_is_whom_to_look_for() -> None:
    assert "Jane Hart" in should_reply(rejection(no_reply=True)).reason


@given(strategies.any_record(Rejection), strategies.any_record(Letter), strategies.moments)
def test_there_is_always_one_advice_with_a_reason(record: Rejection, letter: Letter, applied: datetime) -> None:
    found = should_reply(record, letter, applied)
    assert found.reason
    if record.kind is RejectionKind.WITHDREW:
        assert found.advice is Advice.LET_GO
    elif record.contact:
        assert found.advice is not Advice.FIND_PERSON
