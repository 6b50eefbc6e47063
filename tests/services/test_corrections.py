"""Corrections are kept with the act they belong to, undone with it, and help the letters read next."""

from dataclasses import replace as changed
from typing import Any

import pytest

from rejection_tui.domain.correction import CorrectionField
from rejection_tui.domain.facts import Fact, FactType, Via
from rejection_tui.domain.letter import Reading, Verdict
from rejection_tui.domain.rejection import Rejection, RejectionKind
from rejection_tui.reading.words import BUCKETS
from rejection_tui.services import corrections, history, letters, rejections
from rejection_tui.services.context import AppContext
from tests.services.transactions import one_transaction, refused
from tests.world.letters import INVITATION, LETTER

SECOND = LETTER.replace("<n1@", "<n2@").replace("last week", "on Monday")


def file(context: AppContext, text: str = LETTER, **typed: Any) -> Rejection:
    """File a letter with some fields typed over."""
    entry = letters.entry_of(letters.read_text(text, context.records.memory), context.now())
    return rejections.add(context, changed(entry, **typed))


def kept(context: AppContext) -> dict[CorrectionField, tuple[str, str]]:
    """Return what is kept of the letters: (read, right) by field."""
    return {c.field: (c.read, c.right) for c in context.records.corrections.values()}


def test_a_letter_filed_as_read_corrects_nothing(context: AppContext) -> None:
    file(context)
    assert kept(context) == {}


def test_what_is_typed_over_is_kept_and_undone_with_the_filing(context: AppContext) -> None:
    file(context, company="Northwind Europe", role="Analytics Engineer", recruiter_name="Jane M. Hart")
    assert kept(context) == {
        CorrectionField.COMPANY: ("Northwind", "Northwind Europe"),
        CorrectionField.ROLE: ("Data Engineer", "Analytics Engineer"),
        CorrectionField.RECRUITER: ("Jane Hart", "Jane M. Hart"),
    }
    one = next(iter(context.records.corrections.values()))
    assert (one.sender, one.digest, one.at) == ("jane.hart@northwind.example", "<n1@northwind.example>", context.now())
    history.undo(context)
    assert not context.records.corrections and not context.records.rejections
    history.redo(context)
    assert len(context.records.corrections) == 3


def test_a_letter_called_something_else_is_kept_with_its_words(context: AppContext) -> None:
    file(context, INVITATION, company="Globex")
    found = next(c for c in context.records.corrections.values() if c.field is CorrectionField.VERDICT)
    assert (found.read, found.right) == ("other", "rejection") and found.features
    assert list(found.features) == sorted(set(found.features)) and max(found.features) < BUCKETS


def test_a_withdrawal_filed_as_one_was_read_right(context: AppContext) -> None:
    text = LETTER.partition("\n\n")[0] + "\n\nDear Alex,\n\nthank you for letting us know that you have withdrawn.\n"
    reading = letters.read_text(text)
    entry = letters.entry_of(reading, context.now())
    rejections.add(context, changed(entry, company="Northwind", kind=RejectionKind.WITHDREW))
    assert (CorrectionField.VERDICT in kept(context)) is (reading.kind != "withdrawal")


def test_an_edit_of_a_filed_letter_is_a_correction_until_it_is_as_read(context: AppContext) -> None:
    one = file(context)
    rejections.edit(context, one.uid, company="Northwind Europe")
    rejections.edit(context, one.uid, company="Northwind Energy", notes="x")
    assert kept(context) == {CorrectionField.COMPANY: ("Northwind", "Northwind Energy")}
    rejections.edit(context, one.uid, company="Northwind")
    assert kept(context) == {}
    history.undo(context)
    assert kept(context) == {CorrectionField.COMPANY: ("Northwind", "Northwind Energy")}


def test_an_edit_of_one_written_down_by_hand_corrects_no_reading(context: AppContext) -> None:
    one = rejections.add(context, letters.Entry("Acme", "Analyst", context.now()))
    rejections.edit(context, one.uid, company="Acme Labs")
    assert kept(context) == {}


def test_the_next_letter_of_a_sender_is_read_with_the_memory(context: AppContext) -> None:
    file(context, company="Northwind Europe")
    reading = letters.read_text(SECOND, context.records.memory)
    assert (reading.company.value, reading.company.source) == ("Northwind Europe", "remembered")
    assert letters.read_text(SECOND).company.value == "Northwind"
    history.undo(context)
    assert letters.read_text(SECOND, context.records.memory).company.value == "Northwind"


def test_no_rejection_is_kept_passed_over_and_undone(context: AppContext) -> None:
    reading = letters.read_text(LETTER)
    batch = letters.Batch((reading,))
    assert letters.sort(context, batch).sure
    one_transaction(context, lambda: letters.not_a_rejection(context, reading))
    assert kept(context) == {CorrectionField.VERDICT: ("rejection", "other")}
    again = letters.sort(context, batch)
    assert again.others == (reading,) and not again.sure
    assert history.undo(context) == "Not a rejection: Northwind"
    assert letters.sort(context, batch).sure and not context.records.corrections


def test_who_files_it_after_all_takes_the_no_back(context: AppContext) -> None:
    letters.not_a_rejection(context, letters.read_text(LETTER))
    file(context)
    assert kept(context) == {}
    refused(context, lambda: letters.not_a_rejection(context, letters.read_text(LETTER)), "filed already")


def test_a_filed_one_that_is_none_goes_with_its_letter(context: AppContext) -> None:
    one = file(context)
    one_transaction(context, lambda: rejections.not_a_rejection(context, one.uid))
    assert not context.records.rejections and not context.records.letters and not context.records.actions
    assert kept(context) == {CorrectionField.VERDICT: ("rejection", "other")}
    history.undo(context)
    assert context.records.rejections[one.uid] == one and kept(context) == {}


def test_one_without_a_letter_cannot_have_been_misread(context: AppContext) -> None:
    one = rejections.add(context, letters.Entry("Acme", "Analyst", context.now()))
    refused(context, lambda: rejections.not_a_rejection(context, one.uid), "no letter")


def test_what_was_read_as_none_and_is_none_after_all_was_read_right(context: AppContext) -> None:
    one = file(context, INVITATION, company="Globex")
    rejections.not_a_rejection(context, one.uid)
    assert CorrectionField.VERDICT not in kept(context)


def test_all_are_forgotten_at_once_and_come_back(context: AppContext) -> None:
    assert corrections.forget(context) == 0 and not context.path.exists()
    file(context, company="Northwind Europe", role="Analyst")
    assert corrections.forget(context) == 2 and not context.records.corrections and not context.records.memory
    assert history.undo(context) == "Forget the corrections" and len(context.records.corrections) == 2


# What a letter says goes with the rejection


def said() -> Reading:
    """Return the reading of the usual letter, in which more was read."""
    return changed(
        letters.read_text(LETTER),
        company_full="Northwind Energy Ltd",
        recruiter_title="Talent Partner",
        via=Via.AGENCY,
        agency="Hart & Partners",
        facts=(Fact(FactType.FEEDBACK_OFFERED, "call", "call\x1b[31m me"), Fact(FactType.REAPPLY)),
        salutation="Dear Jane",
    )


def test_what_the_letter_says_is_filed_and_clean(context: AppContext) -> None:
    one = rejections.add(context, letters.entry_of(said(), context.now()))
    stored = context.records.rejections[one.uid]
    assert stored == one
    assert (one.company_full, one.recruiter_title, one.salutation) == (
        "Northwind Energy Ltd",
        "Talent Partner",
        "Dear Jane",
    )
    assert (one.via, one.agency) == (Via.AGENCY, "Hart & Partners")
    assert one.facts == (Fact(FactType.FEEDBACK_OFFERED, "call", "call me"), Fact(FactType.REAPPLY))


def test_nothing_is_kept_about_a_company_or_person_that_was_put_right(context: AppContext) -> None:
    entry = letters.entry_of(said(), context.now())
    one = rejections.add(context, changed(entry, company="Umbra", recruiter_name="Ola Berg"))
    assert (one.company_full, one.recruiter_title, one.salutation) == ("", "", "") and one.facts


@pytest.mark.parametrize(
    ("edit", "left"),
    [
        ({"company": "Umbra"}, ("", "Dear Jane")),
        ({"company": "Northwind Energy"}, ("Northwind Energy Ltd", "Dear Jane")),
        ({"recruiter_name": "Ola Berg"}, ("Northwind Energy Ltd", "")),
        ({"notes": "x"}, ("Northwind Energy Ltd", "Dear Jane")),
    ],
)
def test_an_edit_takes_away_what_was_read_about_another(
    context: AppContext, edit: dict[str, str], left: tuple[str, str]
) -> None:
    one = rejections.add(context, letters.entry_of(said(), context.now()))
    after = rejections.edit(context, one.uid, **edit)
    assert (after.company_full, after.salutation) == left


def test_a_doubtful_letter_that_is_filed_was_a_rejection(context: AppContext) -> None:
    doubted = changed(said(), verdict=Verdict.UNSURE)
    rejections.add(context, letters.entry_of(doubted, context.now()))
    assert kept(context) == {CorrectionField.VERDICT: ("unsure", "rejection")}
