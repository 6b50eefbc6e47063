"""The card of a company, and when two names mean the same one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.company import LEGAL_FORMS, company_card, company_key, same_company
from rejection_tui.domain.contact import Contact, Touch, Win
from rejection_tui.domain.errors import NotFound
from rejection_tui.domain.facts import FactType
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Record, Records
from rejection_tui.domain.refine import Bullet, BulletState, Question
from rejection_tui.domain.rejection import RejectionKind
from tests.world.clock import NOW
from tests.world.records import RULES, ago, fact, records, rejection


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Northwind Ltd.", "northwind"),
        ("NORTHWIND LIMITED", "northwind"),
        ("Globex GmbH & Co. KG", "globex"),
        ("Société Lumière S.A.R.L.", "societe lumiere"),
        ("Rossi S.p.A.", "rossi"),
        ("Kowalski Sp. z o.o.", "kowalski"),
        ("Hansen A/S", "hansen"),
        ("Zoo", "zoo"),
        ("Wendmoor Zoo", "wendmoor zoo"),
        ("Tallis & Grove LLP", "tallis grove"),
        ("AG", "ag"),
        ("SAS Institute", "sas institute"),
        ("Ltd Ltd", "ltd"),
        ("", ""),
        ("…", ""),
    ],
)
def test_legal_forms_say_nothing(name: str, key: str) -> None:
    assert company_key(name) == key


@given(st.text(), st.sampled_from(sorted(LEGAL_FORMS)))
def test_a_key_is_its_own_key_and_a_form_more_is_no_difference(name: str, form: str) -> None:
    key = company_key(name)
    assert company_key(key) == key
    if key and key not in LEGAL_FORMS:
        assert company_key(f"{name} {form}") == key or key.endswith(" and")


def test_nameless_companies_are_not_the_same() -> None:
    assert same_company("Acme Inc.", "ACME")
    assert not same_company("", "") and not same_company("…", "!")


def test_a_card_tells_what_changed_since_the_last_no() -> None:
    first, last = rejection("r1", "Acme", 400), rejection("r2", "Acme Ltd", 100, contact="c2")
    other = rejection("r3", "Acme Labs", 1)
    people = [
        Contact("c1", "Wen Li", ago(400), company="ACME"),
        Contact("c2", "Ada Berg", ago(90), company="Berg Recruiting"),
        Contact("c3", "No One", ago(90), company="Globex"),
    ]
    given: list[Record] = [
        Win("w1", "old", ago(200), NOW),
        Win("w2", "new", ago(50), NOW),
        Bullet("b1", "x", ago(300), "y", BulletState.DONE, done=ago(20)),
        Bullet("b2", "x", ago(300), "y", BulletState.DONE, done=ago(200)),
        Bullet("b3", "x", ago(30)),
        Question("q1", "x", "own", ago(300), done=ago(10)),
        Question("q2", "x", "own", ago(300)),
        Touch("t1", "c2", ago(30)),
        Touch("t2", "c1", ago(200)),
        Touch("t3", "c3", ago(30)),
    ]
    card = company_card(records(first, last, other, *people, *given), "acme", NOW, RULES)
    assert [r.uid for r in card.rejections] == ["r2", "r1"]
    assert (card.name, card.last, card.number, card.changed) == ("Acme Ltd", last, 2, True)
    assert [c.uid for c in card.contacts] == ["c2", "c1"]
    shown = ([w.uid for w in card.wins], [b.uid for b in card.bullets], [q.uid for q in card.questions])
    assert shown == (["w2"], ["b1"], ["q1"])
    assert [t.uid for t in card.touches] == ["t1"]
    assert (card.reapply_from, card.may_reapply) == (date(2027, 2, 16), False)


def test_when_to_apply_again() -> None:
    old = rejection("r1", "Acme", 200)
    assert company_card(records(old), "Acme", NOW, RULES).may_reapply
    closed = rejection("r2", "Acme", 10, kind=RejectionKind.ROLE_CLOSED, revisit=date(2027, 1, 15))
    assert company_card(records(closed), "Acme", NOW, RULES).reapply_from == date(2027, 1, 15)
    undated = replace(closed, revisit=None)
    assert company_card(records(undated), "Acme", NOW, RULES).reapply_from == date(2027, 1, 13)
    assert company_card(records(old, closed), "Acme", NOW, RULES).reapply_from == date(2027, 1, 15)
    recent = rejection("r3", "Acme", 20)
    assert company_card(records(recent, closed), "Acme", NOW, RULES).reapply_from == date(2027, 5, 4)
    mine = rejection("r4", "Acme", 20, kind=RejectionKind.WITHDREW)
    card = company_card(records(mine), "Acme", NOW, RULES)
    assert (card.reapply_from, card.may_reapply, card.number) == (None, True, 0)


def test_the_day_that_a_letter_names_goes_before_the_rule_of_thumb() -> None:
    no = rejection(company="Acme", facts=(fact(FactType.REAPPLY, "2027-02"),))
    card = company_card(records(no), "Acme", NOW, RULES)
    assert (card.reapply_from, card.why) == (date(2027, 2, 1), "Their letter names this day.")
    doubtful = replace(no, facts=(fact(FactType.REAPPLY, "2027-02", sure=0.5),))
    assert company_card(records(doubtful), "Acme", NOW, RULES).reapply_from == date(2027, 5, 23)


def test_a_company_known_by_a_contact_alone() -> None:
    card = company_card(records(Contact("c", "Wen Li", NOW, company="Globex")), "globex", NOW, RULES)
    assert (card.name, card.last, card.number, card.changed) == ("Globex", None, 0, False)


@pytest.mark.parametrize("name", ["Globex", "", "…"])
def test_an_unknown_company_is_said(name: str) -> None:
    with pytest.raises(NotFound):
        company_card(Records(rejections={"r": rejection("r", "")}), name, NOW, RULES)
