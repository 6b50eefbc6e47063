"""What is shared names nobody: every format, over the demo file and over one made up to be hard."""

import dataclasses
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rejection_tui.domain.application_record import Period
from rejection_tui.domain.correspondence import Correspondence, MailSort
from rejection_tui.domain.facts import Fact, FactType
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Records
from rejection_tui.services import demo, exports
from rejection_tui.services.application_record import Layout, RecordRequest
from rejection_tui.services.context import AppContext
from rejection_tui.storage import Store
from tests.world.clock import NOW
from tests.world.full_records import LETTER, records

#: Who and what the letters of the demo name, those that no field holds too.
DEMO = """
Alex Morgan Bluefinch Jane Hart Northlight Ravi Rosa Lindqvist Crumb Kettle Miriam Okonjo Ashcombe Brannock Priya Nair
Fairlead Tidewater Freight Owen Castellan Kestrel Dana Sabine Krüger Krueger Lindenhof Laura Petersen Meridian Quantara
Tomas Birk Orchard Grace Amoah Halden Wendmoor Dilys Pryce Saltmarsh Élise Fournier Wen Tallis Henrik Sander Larkspur
Colin Reeve Stanmore 7946 0112 0733
"""
HARD = """
Olu Brandt Tamsin Okafor Quillfeather Marrowby Calloway Jon Tarrant Dana Nuñez Zorvix Ilse Baumgärtner Baumgaertner
Kowalczyk Kestrel 7946 0123 555 Hauptstraße Hauptstrasse 20095 Hamburg LS1 Paix 75002 Paris Musterfirma
"""
EXTRA = """

Jon Tarrant and DANA Nuñez, whom you met with Jon’s team, send their best. Our office: 12 High Street, Leeds LS1 4AP, or
Hauptstraße 5, 20095 Hamburg, or 12 rue de la Paix, 75002 Paris. Call (555) 123-4567, write to dana.n@zorvix.example,
see www.zorvix.example/team/dana or zorvix.example. Frau Baumgärtner of ZORVIX and Baumgaertner, Kowalczyk said so too.
"""


def _hard() -> Records:
    """Return records whose names stand in texts, in other spellings, and in facts that were misread."""
    full = records()
    misread = Fact(FactType.PERSON, "Thank you for your time with us", "Thank you for your time")
    no = replace(full.rejections["r1"], facts=(*full.rejections["r1"].facts, misread), ats="")
    other = replace(
        no, uid="r2", company="Zorvix Musterfirma GmbH", company_full="", contact="c2", recruiter_name="", agency=""
    )
    letter = replace(full.letters["l1"], body=LETTER + EXTRA)
    ilse = replace(
        full.contacts["c1"], uid="c2", name="Ilse Baumgärtner", company="Kestrel", email="ilse@zorvix.example",
        notes="Knows Kowalczyk; her desk: 0301 22 33", other_emails=("i.kowalczyk@zorvix.example",),
        name_parts=("Kowalczyk", "Ilse", "", "", ""), card="ilse-kowalczyk",
    )  # fmt: skip
    mail = Correspondence(
        "m1", "digest", MailSort.MESSAGE, NOW, "r2", "From Ilse", "Ilse Baumgärtner", "ilse@zorvix.example",
        f"Dear Olu,{EXTRA}",
    )  # fmt: skip
    return dataclasses.replace(
        full,
        rejections={"r1": no, "r2": other},
        letters={"l1": letter},
        contacts=dict(full.contacts) | {"c2": ilse},
        correspondence={"m1": mail},
        feedback={"f1": replace(full.feedback["f1"], verbatim=EXTRA, quote="Jon Tarrant", notes=EXTRA)},
    )


@pytest.fixture(params=["demo", "hard"])
def case(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[AppContext, list[str]]:
    """A file, and the words that may be in nothing that is shared of it."""
    if request.param == "demo":
        return demo.build(tmp_path / "demo", NOW, lambda: NOW), DEMO.split()
    context = AppContext(Store(tmp_path / "hard.json"), clock=lambda: NOW)
    with context.store.transaction("Hard", NOW) as transaction:
        transaction.put(*(record for table in vars(_hard()).values() for record in table.values()))
    return context, HARD.split()


def _shared(context: AppContext) -> Iterator[tuple[str, str]]:
    """Yield every output that can be shared, with its name."""
    period = Period(date(2000, 1, 1), NOW.date())
    for kind in exports.FORMATS:
        if kind == "record":
            for layout in Layout:
                asked = RecordRequest(period, "en", True, layout)
                yield f"{kind} {layout}", exports.render(context, kind, share_safe=True, record=asked).decode()
        elif kind != "ics":  # refused
            for excel in (False, True):
                yield kind, exports.render(context, kind, share_safe=True, excel=excel).decode()


def test_no_name_company_address_number_or_link_is_in_anything_shared(case: tuple[AppContext, list[str]]) -> None:
    context, secrets = case
    for kind, text in _shared(context):
        plain = re.sub(r"\r\n ", "", text)  # a vCard folds its lines
        for secret in secrets:
            found = re.search(rf"(?<![^\W_]){re.escape(secret)}(?![^\W_])", plain, re.IGNORECASE)
            assert found is None, (kind, plain[max(found.start() - 80, 0) : found.end() + 40])
        assert "linkedin.com" not in plain and not re.search(r"@(?!example\.com|rejtui)[\w-]+\.\w", plain)


def test_the_words_that_are_no_names_stay(case: tuple[AppContext, list[str]]) -> None:
    context, _ = case
    report = dict(_shared(context))["md"]
    assert not re.search(r"(Person \d+) \1", report)
    assert "hank you" in dict(_shared(context))["json"]
