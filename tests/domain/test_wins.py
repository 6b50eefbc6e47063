"""Which wins a person is offered: used up for whom they were told, and those that suit first."""

import pytest

from rejection_tui.domain.agenda import agenda
from rejection_tui.domain.contact import Contact, Touch, Win
from rejection_tui.domain.draft import Draft, DraftKind
from rejection_tui.domain.messages import win_for
from rejection_tui.domain.wins import Fit, fit, told_to, wins_for
from tests.world.clock import NOW
from tests.world.records import RULES, ago, contact, records, touch

OLD = Win("old", "CKA", ago(50), ago(50))
NEW = Win("new", "A talk on streaming", ago(5), ago(5))
ENERGY = Win("energy", "Grid project", ago(60), ago(60), sector="Energy")
AGENCY = Win("agency", "Certified Scrum Master", ago(40), ago(40), tags=("Agency",))


def titles(*given: Contact | Touch | Win | Draft) -> list[str]:
    return [win.uid for win in wins_for(records(*given), "c1")]


@pytest.mark.parametrize(
    ("win", "person", "found"),
    [
        (OLD, contact(), Fit.ANYBODY),
        (ENERGY, contact(sector="energy "), Fit.MEETS),
        (ENERGY, contact(sector="finance"), Fit.OTHERS),
        (ENERGY, contact(), Fit.OTHERS),
        (AGENCY, contact(tags=("alumni", "AGENCY")), Fit.MEETS),
        (AGENCY, None, Fit.OTHERS),
        (Win("w", "x", NOW, NOW, tags=("", "-")), contact(tags=("",)), Fit.ANYBODY),
    ],
)
def test_a_win_suits_by_sector_or_tag(win: Win, person: Contact | None, found: Fit) -> None:
    assert fit(win, person) is found


def test_nothing_is_told_to_one_who_asked_to_be_left_alone() -> None:
    assert titles(contact(never_again=True, sector="energy"), OLD, ENERGY) == []


def test_what_suits_comes_first_then_the_newest() -> None:
    assert titles(contact(sector="energy", tags=("agency",)), OLD, NEW, ENERGY, AGENCY) == [
        "agency",
        "energy",
        "new",
        "old",
    ]


def test_a_touch_uses_up_only_what_it_told() -> None:
    phone, mail = touch("t1", at=ago(10)), touch("t2", at=ago(10), win="old")
    assert titles(contact(), OLD, NEW, phone) == ["new", "old"]
    assert titles(contact(), OLD, NEW, mail) == ["new"]
    other = contact("c2", "Omar Haddad")
    assert [w.uid for w in wins_for(records(contact(), other, OLD, mail), "c2")] == ["old"]


def test_an_old_win_of_other_people_is_not_offered_after_a_touch() -> None:
    assert titles(contact(), ENERGY, touch(at=ago(30))) == []
    assert titles(contact(), ENERGY) == ["energy"]


def test_the_draft_of_a_touch_says_what_was_told() -> None:
    draft = Draft("d1", DraftKind.VALUE, "", "x", ago(3), contact="c1", win="old", sent=ago(3))
    sent = Touch("t1", "c1", ago(3), draft="d1")
    found = records(contact(), OLD, NEW, draft, sent)
    assert told_to(found, "c1") == {"old"} and told_to(found, "c1", but="d1") == frozenset()
    assert win_for(found, draft) == OLD
    again = Draft("d2", DraftKind.VALUE, "", "x", NOW, contact="c1", win="old")
    assert win_for(found, again) is None


def test_the_agenda_names_the_win_that_suits() -> None:
    person = contact(created=ago(120), sector="energy")
    (item,) = agenda(records(person, NEW, ENERGY), NOW, RULES)
    assert item.why == "You have something to tell: Grid project"
