"""The cadence of contacts, and how it is told."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.contact import Contact, Touch, Warmth, cadence, months
from rejection_tui.domain.contact_words import window_word, window_words
from rejection_tui.domain.dates import add_months, local_day
from rejection_tui.domain.marks import CONTACT_MARKS, CONTACT_MEANINGS
from rejection_tui.domain.record import replace
from rejection_tui.domain.rules import Rules, months_by_tag
from tests import strategies
from tests.world.clock import NOW
from tests.world.records import RULES, ago, contact


def met(days: float) -> Contact:
    return Contact("c", "Priya Nair", ago(days))


def touch(days: float, answered: bool | None = None, uid: str = "") -> Touch:
    return Touch(uid or f"t{days}", "c", ago(days), answered=answered)


@pytest.mark.parametrize(
    ("contact", "touches", "warmth"),
    [
        (met(1), [], Warmth.NEW),
        (met(91), [], Warmth.NEW),
        (met(92), [], Warmth.DUE),
        (met(190), [], Warmth.OVERDUE),
        (met(400), [touch(5)], Warmth.WARM),
        (met(400), [touch(100)], Warmth.DUE),
        (met(400), [touch(200), touch(100)], Warmth.DUE),
        (met(400), [touch(185)], Warmth.OVERDUE),
        (met(400), [touch(200, False), touch(100, False)], Warmth.DORMANT),
        (met(400), [touch(300, True), touch(200, False), touch(100, False)], Warmth.DORMANT),
        (met(400), [touch(200, False), touch(100, True)], Warmth.DUE),
        (met(400), [touch(200, False), touch(100, None)], Warmth.DUE),
        (met(400), [touch(100, False)], Warmth.DUE),
        (replace(met(400), never_again=True), [touch(200, False), touch(100, False)], Warmth.NEVER),
    ],
)
def test_where_a_contact_stands(contact: Contact, touches: list[Touch], warmth: Warmth) -> None:
    assert cadence(contact, touches, NOW, RULES).warmth is warmth


def test_only_the_own_touches_count() -> None:
    other = replace(touch(1), contact="someone else")
    assert cadence(met(200), [other], NOW, RULES).last is None


def test_dormancy_can_be_switched_off() -> None:
    silent = [touch(100, False), touch(50, False)]
    assert cadence(met(400), silent, NOW, Rules(dormant_after=0)).warmth is Warmth.WARM


touches = st.lists(
    st.builds(
        Touch,
        uid=strategies.uids,
        contact=st.sampled_from(["c", "d"]),
        at=strategies.moments,
        answered=st.sampled_from([True, False, None]),
    ),
    max_size=6,
)


@given(strategies.moments, strategies.moments, touches, st.booleans())
def test_the_window_counts_from_the_last_touch_and_warmth_only_cools(
    created: datetime, now: datetime, made: list[Touch], never: bool
) -> None:
    contact = replace(met(0), created=created, never_again=never)
    found = cadence(contact, made, now, RULES)
    mine = [t for t in made if t.contact == "c"]
    start = local_day(max((t.at for t in mine), default=created), now)
    assert found.due_from == add_months(start, 3)
    assert found.due_by == add_months(start, 6)
    assert found.due_from <= found.due_by
    assert (found.last is None) == (not mine)
    assert cadence(contact, reversed(made), now, RULES).warmth is found.warmth
    if never:
        assert found.warmth is Warmth.NEVER
    order = [Warmth.NEW, Warmth.WARM, Warmth.DUE, Warmth.OVERDUE]
    later = cadence(contact, made, now + timedelta(days=40), RULES).warmth
    if found.warmth in order:
        assert order.index(later) >= order.index(found.warmth)
    else:
        assert later is found.warmth


@pytest.mark.parametrize(
    ("person", "words", "found"),
    [
        (contact(), "", (3, 6)),
        (contact(every_months=1, tags=("agency",)), "agency 2", (1, 2)),
        (contact(tags=("Alumni", "AGENCY")), "agency 2, alumni 6", (2, 4)),
        (contact(tags=("met at meetup",)), "met at meetup: 12", (12, 24)),
        (contact(tags=("other",)), "agency 2", (3, 6)),
        (contact(every_months=10**9), "", (36, 72)),
        (contact(every_months=-1), "", (3, 6)),
        (None, "agency 2", (3, 6)),
    ],
)
def test_the_person_counts_before_the_tag_and_the_tag_before_everybody(
    person: Contact | None, words: str, found: tuple[int, int]
) -> None:
    assert months(person, Rules(months_by_tag=words)) == found


@pytest.mark.parametrize("words", ["agency", "agency 0", "agency 37", "2", "agency two", "- 3", ", x"])
def test_what_is_no_tag_with_months_is_named(words: str) -> None:
    with pytest.raises(ValueError, match=words.strip(", ")):
        months_by_tag(words)


def test_amber_and_red_follow_the_months_of_the_person() -> None:
    person = contact(created=ago(400), every_months=1)
    for days, warmth in ((20, Warmth.WARM), (35, Warmth.DUE), (70, Warmth.OVERDUE)):
        assert cadence(person, [Touch("t", "c1", ago(days))], NOW, RULES).warmth is warmth
    assert len({one.label for one in Warmth}) == len(Warmth)
    assert CONTACT_MEANINGS[Warmth.DUE] is not CONTACT_MEANINGS[Warmth.OVERDUE]
    assert CONTACT_MARKS[Warmth.DUE] != CONTACT_MARKS[Warmth.OVERDUE]


def test_the_last_day_is_named_with_one_word() -> None:
    state = cadence(contact(created=ago(100)), [], NOW, RULES)
    late = cadence(contact(created=ago(200)), [], NOW, RULES)
    today = NOW.date()
    assert window_word(state, today).startswith("write by ") and "write by" in window_words(state, today)
    assert window_word(late, today).startswith("overdue since ") and "Overdue since" in window_words(late, today)
