"""Help to find a person: lines to search with, and addresses made as those of the file are."""

import pytest

from rejection_tui.domain.correspondence import Correspondence, MailSort
from rejection_tui.domain.finding_people import PATTERNS, address_pattern, search_lines
from tests.world.clock import NOW
from tests.world.records import contact, records, rejection

FIRM = {"company": "Acme Ltd"}


@pytest.mark.parametrize(
    ("name", "email", "pattern"),
    [
        ("Jane Hart", "jane.hart@acme.example", "first.last"),
        ("Dr. Jane Hart", "J.Hart@acme.example", "f.last"),
        ("Jane Hart", "jhart@acme.example", "flast"),
        ("Jane Hart", "hart@acme.example", "last"),
        ("Jürgen Müller", "juergen.mueller@acme.example", "first.last"),
        ("Jürgen Müller", "jurgen_muller@acme.example", "first_last"),
        ("Anna van der Berg", "anna.vanderberg@acme.example", "first.last"),
    ],
)
def test_the_pattern_is_that_of_a_known_person(name: str, email: str, pattern: str) -> None:
    found = address_pattern(records(contact(name=name, email=email, **FIRM)), "Acme")
    assert found is not None and (found.name, found.domain) == (pattern, "acme.example")
    assert found.words == f"{pattern}@acme.example, seen at {name}"


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("Jane Hart", "jobs@acme.example"),
        ("Jane Hart", "jane.hart@gmail.com"),
        ("Jane", "jane@acme.example"),
        ("", "jane.hart@acme.example"),
        ("Jane Hart", ""),
        ("Jane Hart", "x@y@z"),
    ],
)
def test_nothing_is_made_of_what_tells_nothing(name: str, email: str) -> None:
    assert address_pattern(records(contact(name=name, email=email, **FIRM)), "Acme") is None


def test_the_most_frequent_pattern_counts_and_other_firms_do_not() -> None:
    people = [
        contact("c1", "Jane Hart", email="jhart@acme.example", **FIRM),
        contact("c2", "Tom Reed", email="tom.reed@acme.example", **FIRM),
        contact("c3", "Wen Li", email="wen@globex.example", company="Globex"),
        contact("c4", "Wu Fang", email="wu@globex.example", company="Globex"),
    ]
    mail = Correspondence("m1", "d", MailSort.MESSAGE, NOW, "r1", name="Lea Sand", email="lea.sand@acme.example")
    found = address_pattern(records(*people, mail, rejection(company="Acme", recruiter_name="")), "ACME LTD")
    assert found is not None and found.name == "first.last" and found.seen_at in ("Lea Sand", "Tom Reed")
    assert found.guess("Zoë Ångren-Öhl") == "zoe.angrenoehl@acme.example"
    assert found.guess("Cher") == found.guess("") == ""
    assert address_pattern(records(*people), "") is None


def test_every_pattern_gives_an_address() -> None:
    for made in PATTERNS.values():
        assert made("jane", "hart") and "@" not in made("jane", "hart")


def test_lines_to_search_with_quote_the_names() -> None:
    lines = search_lines(rejection(company='Ac"me\x1b[2J', role="", recruiter_name="Jane Hart"))
    assert [one.line for one in lines] == [
        '"Jane Hart" "Ac me"',
        'site:linkedin.com/in "Ac me" (recruiter OR "talent acquisition")',
        '"Ac me" recruiter',
    ]
    assert search_lines(rejection(company="…")) == ()
