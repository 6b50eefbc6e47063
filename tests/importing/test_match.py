"""Matching imported contacts: nothing filled is overwritten, nobody is added again, a second import adds nothing."""

import dataclasses
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.contact import Contact
from rejection_tui.domain.record import replace
from rejection_tui.export import to_vcf
from rejection_tui.importing import ContactFromFile, apply_match, apply_matches, match_contacts, read_vcf
from tests.strategies import some
from tests.world.clock import NOW
from tests.world.full_records import contact, records

TAMSIN = contact(company="Quillfeather Ltd", email="tamsin@quillfeather.example")


def _person(name: str = "Tamsin Okafor", **more: Any) -> ContactFromFile:
    return ContactFromFile(name=name, **more)


@pytest.mark.parametrize(
    ("person", "how", "sure"),
    [
        (_person("T. Okafor", email="Tamsin@Quillfeather.example"), "same email", True),
        (_person("T. Okafor", emails=("x@y.example", "tamsin@quillfeather.example")), "same email", True),
        (_person("Ravi Menon", email="tamsin@quillfeather.example"), "same email", False),  # a shared mailbox
        (_person(company="quillfeather ltd"), "same name and company", True),
        (_person("Okafor Tamsin", company="Quillfeather Ltd"), "same name and company", True),
        (_person(company="Quillfeather Ltd", email="t@else.example"), "same name and company", False),
        (_person("Tamsin Okafr", company="Quillfeather Analytics Ltd"), "similar name", False),
        (_person("Támsin Okafor"), "similar name", False),
        (_person(company="Fernlight"), "similar name", False),
        (_person("Tamsin Okafr", company="Fernlight"), "new", True),
        (_person("Ravi Menon", company="Quillfeather Ltd"), "new", True),
        (_person("???"), "new", True),
        (_person("Anyone", uid="C1"), "same card", True),
    ],
)
def test_how_a_person_is_recognised(person: ContactFromFile, how: str, sure: bool) -> None:
    (match,) = match_contacts([TAMSIN], [person])
    assert (match.how, match.sure, match.contact) == (how, sure, None if how == "new" else TAMSIN)


@pytest.mark.parametrize(
    "link", ["https://uk.linkedin.com/in/Tamsin-Okafor/?trk=x", "http://linkedin.com/in/tamsin-okafor"]
)
def test_the_same_linkedin_profile_however_it_is_written(link: str) -> None:
    known = contact(linkedin="https://www.linkedin.com/in/tamsin-okafor")
    (match,) = match_contacts([known], [_person("T O", linkedin=link)])
    assert (match.how, match.sure) == ("same LinkedIn", True)


def test_empty_fields_are_filled_and_filled_ones_stay() -> None:
    person = _person(email="tamsin@quillfeather.example", company="Fernlight", phone="+44 1", tags=("a", "b"))
    (match,) = match_contacts([TAMSIN], [person])
    assert [(c.field, c.before, c.after) for c in match.changes] == [("phone", "", "+44 1"), ("tags", "", "a, b")]
    assert [(c.field, c.before, c.after) for c in match.kept] == [("company", "Quillfeather Ltd", "Fernlight")]
    assert apply_match(match, TAMSIN, NOW) == replace(TAMSIN, phone="+44 1", tags=("a", "b"))


@pytest.mark.parametrize(
    "person",
    [_person(email="tamsin@quillfeather.example"), _person(company="Quillfeather Ltd"), _person("Tamsin Okafr")],
)
def test_who_asked_to_be_left_alone_is_not_brought_back(person: ContactFromFile) -> None:
    gone = replace(TAMSIN, never_again=True)
    (match,) = match_contacts([gone], [person])
    assert match.refused.startswith("They asked to be left alone")
    assert match.changes == () and apply_matches([gone], [match], NOW) == ()


def test_left_alone_wins_over_a_namesake() -> None:
    gone = replace(TAMSIN, uid="c9", name="Tamsin O.", never_again=True)
    namesake = contact(company="Quillfeather Ltd")
    person = _person(email="tamsin@quillfeather.example", company="Quillfeather Ltd")
    (match,) = match_contacts([namesake, gone], [person])
    assert match.contact == gone and match.refused


def test_one_person_twice_in_a_file_is_made_once() -> None:
    first = _person(email="tamsin@quillfeather.example")
    second = _person("T. Okafor", email="tamsin@quillfeather.example", phone="+44 1")
    made = apply_matches([], match_contacts([], [first, second]), NOW)
    assert [(c.name, c.phone, c.created) for c in made] == [("Tamsin Okafor", "+44 1", NOW)]


def test_a_proposal_can_be_taken_as_somebody_new() -> None:
    (match,) = match_contacts([TAMSIN], [_person(company="Fernlight")])
    (made,) = apply_matches([TAMSIN], [dataclasses.replace(match, contact=None)], NOW)
    assert made.uid != TAMSIN.uid and made.company == "Fernlight"
    (again,) = match_contacts([TAMSIN, made], [_person(company="Fernlight")])
    assert again.contact == made and not again.changes


def test_our_own_cards_come_back_to_the_same_contacts() -> None:
    ours = [replace(c, uid="0" * 31 + "a") for c in records().contacts.values()]
    people = read_vcf(to_vcf(ours)).contacts
    assert apply_matches(ours, match_contacts(ours, people), NOW) == ()
    (elsewhere,) = apply_matches([], match_contacts([], people), NOW)
    assert elsewhere.uid == ours[0].uid


def test_likeness_looks_at_what_the_same_file_has_just_filled_in() -> None:
    other = contact("c7", email="b@x.example")
    known = [contact("c6", company="Fernlight"), other]
    people = [_person(company="Fernlight", email="b@x.example"), _person("Tamsin Okafr", company="Quillfeather")]
    matches = match_contacts(known, people)
    assert [m.how for m in matches] == ["same email", "new"]
    after = {c.uid: c for c in [*known, *apply_matches(known, matches, NOW)]}
    assert after["c7"].company == "Fernlight"
    assert not [m for m in match_contacts(after.values(), people) if m.applies]


_names = st.sampled_from(["Tamsin Okafor", "Okafor, Tamsin", "Tamsin Okafr", "Ravi Menon", "Ravi", "漢 字", "???", "T"])
_companies = st.sampled_from(["", "Quillfeather", "Quillfeather Ltd", "Fernlight"])
_emails = st.sampled_from(["", "a@x.example", "b@x.example", "C@x.example", "not an address"])
_links = st.sampled_from(
    ["", "https://linkedin.com/in/a", "https://www.linkedin.com/in/A/", "https://linkedin.com/in/b"]
)
_shared = {"company": _companies, "email": _emails, "linkedin": _links, "phone": st.sampled_from(["", "1", "2"])}
_people = st.lists(
    st.builds(ContactFromFile, name=_names, uid=st.sampled_from(["", "", "u1", "0" * 32]), **_shared), max_size=6
)
_known = st.lists(
    st.builds(Contact, st.uuids().map(lambda u: u.hex), _names, st.just(NOW), never_again=st.booleans(), **_shared),
    max_size=5,
)


@some(100)
@given(_known, _people)
def test_importing_twice_changes_nothing_and_nothing_filled_is_lost(
    known: list[Contact], people: list[ContactFromFile]
) -> None:
    matches = match_contacts(known, people)
    assert {m.incoming for m in matches} == set(people)
    changed = apply_matches(known, [m for m in matches if m.applies], NOW)
    after = {c.uid: c for c in known} | {c.uid: c for c in changed}
    for old in known:
        assert not (old.never_again and after[old.uid] != old)
        for name in Contact.__struct_fields__:
            assert not getattr(old, name) or getattr(after[old.uid], name) == getattr(old, name)
    again = match_contacts(after.values(), people)
    assert not [m for m in again if m.applies]
    assert apply_matches(after.values(), [m for m in again if m.applies], NOW) == ()


def test_a_large_network_is_matched_quickly() -> None:
    people = [_person(f"Name{i} Family{i * 7}", company=f"Firm {i % 90}", email=f"n{i}@x.example") for i in range(3000)]
    known = [contact(f"k{i}", f"Other{i} Person{i * 3}", company=f"Firm {i % 90}") for i in range(300)]
    start = time.process_time()
    assert len(match_contacts(known, people)) == 3000
    assert time.process_time() - start < 10
