"""Who asked to be left alone is found by uid, by any address, and by name and company together."""

from rejection_tui.domain.contact import Contact
from rejection_tui.domain.left_alone import LeftAlone
from rejection_tui.domain.rejection import Rejection
from tests.world.clock import NOW

JANE = Contact(
    "jane", "Jané Hart", NOW, company="Acme", email="jane@acme.example", other_emails=("j@home.example",),
    never_again=True,
)  # fmt: skip
TOM = Contact("tom", "Tom Reed", NOW, company="Acme", email="tom@acme.example")
ALONE = LeftAlone.among([JANE, TOM])


def test_one_is_found_by_any_of_the_things_that_tell_who_is_meant() -> None:
    assert ALONE.find("jane") == ALONE.find(emails=["J@Home.example"]) == ALONE.find("", "jane hart", "ACME") == JANE
    assert ALONE.find("tom", "Tom Reed", "Acme", ["tom@acme.example"]) is None
    assert ALONE.find("", "Jane Hart", "Globex") is ALONE.find() is ALONE.find("", "", "", ["", "none"]) is None


def test_a_contact_goes_before_whoever_signed_the_letter() -> None:
    letter = Rejection(
        "r", "Acme", "", NOW, NOW, recruiter_name="Jane Hart", recruiter_email="jane@acme.example", contact=""
    )
    linked = Rejection("r", "Acme", "", NOW, NOW, recruiter_name="Jane Hart", contact="tom")
    assert ALONE.reader_of(letter) == JANE and ALONE.reader_of(linked) is None
    assert ALONE.reader_of(linked, "jane@acme.example") == JANE
