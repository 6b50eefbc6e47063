"""What is remembered of the user's corrections."""

from datetime import timedelta

import pytest

from rejection_tui.domain.correction import (
    Correction,
    CorrectionField,
    Memory,
    correction_uid,
    memory_of,
    passed_over,
    public_domains,
)
from tests.world.clock import NOW

JOBS = "jobs@northwind.example"


def of_company(read: str, right: str, sender: str = JOBS, minute: int = 0) -> Correction:
    """Return the correction of a company, so many minutes after `NOW`."""
    at = NOW + timedelta(minutes=minute)
    return Correction(f"c{minute}", at, CorrectionField.COMPANY, sender, f"<{minute}>", read, right)


def of_verdict(digest: str, right: str) -> Correction:
    """Return the correction of a verdict."""
    return Correction(digest, NOW, CorrectionField.VERDICT, JOBS, digest, "unsure", right, (3, 5))


ONE = memory_of([of_company("Talent Team", "Northwind")])


@pytest.mark.parametrize(
    ("sender", "read", "company"),
    [
        (JOBS, "Talent Team", "Northwind"),
        ("Jobs@Northwind.example", "TALENT team", "Northwind"),
        (JOBS, "", "Northwind"),
        (JOBS, "Something else", "Northwind"),  # the same address is the same employer
        ("anna@northwind.example", "Talent Team", "Northwind"),
        ("anna@northwind.example", "", "Northwind"),
        ("anna@northwind.example", "Umbra", ""),  # somebody else's name at the same domain was read, not guessed
        ("anna@umbra.example", "Talent Team", ""),
        ("", "Talent Team", ""),
    ],
)
def test_the_memory_of_a_sender(sender: str, read: str, company: str) -> None:
    assert ONE.company(sender, read) == company


@pytest.mark.parametrize(("read", "company"), [("Talent Team", "Northwind"), ("", ""), ("Umbra", "")])
def test_an_address_of_many_employers_is_remembered_for_the_same_misreading_alone(read: str, company: str) -> None:
    portal = "mail@portal.example"
    once, twice = (of_company("Talent Team", "Northwind", portal, n) for n in (1, 2))
    assert memory_of([once]).company(portal, read, shared=True) == ""
    assert memory_of([once, twice]).company(portal, read, shared=True) == company
    assert ONE.company(JOBS, read, shared=True) == company  # the address names the company


@pytest.mark.parametrize("name", ["", "3M", "De La Rue", "GmbH & Co"])
def test_a_short_name_is_not_seen_in_an_address(name: str) -> None:
    one = of_company("Portal", name, "mail@3m-rue-co-de.example")
    assert memory_of([one]).company("mail@3m-rue-co-de.example", "Portal", shared=True) == ""


def test_a_public_domain_says_nothing() -> None:
    assert "gmail.com" in public_domains()
    memory = memory_of([of_company("Talent Team", "Northwind", "jane@gmail.com")])
    assert memory.company("jane@gmail.com", "") == "Northwind"
    assert memory.company("anna@gmail.com", "Talent Team") == ""


def test_only_what_was_right_twice_in_a_row_is_remembered() -> None:
    first, other, again = (
        of_company("Portal", name, minute=n) for n, name in enumerate(("Northwind", "Umbra", "UMBRA"), 1)
    )
    assert memory_of([first]).company(JOBS, "Portal") == "Northwind"
    assert memory_of([first, other]).company(JOBS, "Portal") == ""
    assert memory_of([again, other, first]).company(JOBS, "Portal") == "UMBRA"


def test_verdicts_are_kept_with_their_features() -> None:
    found = memory_of([of_verdict("<a>", "rejection"), of_verdict("<b>", "other"), of_company("x", "Northwind")])
    assert [c.features for c in found.verdicts] == [(3, 5), (3, 5)]
    assert found and not Memory() and Memory().company(JOBS, "x") == ""
    assert passed_over(found.verdicts) == {"<b>"}


def test_a_field_of_a_letter_is_corrected_once() -> None:
    assert correction_uid("<a>", CorrectionField.ROLE) == correction_uid("<a>", CorrectionField.ROLE)
    assert len({correction_uid(d, f) for d in ("<a>", "<b>") for f in CorrectionField}) == 8
