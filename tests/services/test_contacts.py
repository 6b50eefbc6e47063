"""Contacts: saved, touched, snoozed, never to be written to again; wins; and an import that only fills empty fields."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.contact import Warmth
from rejection_tui.domain.dates import add_months
from rejection_tui.domain.draft import DraftKind
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.steps import ActionState
from rejection_tui.services import contact_import, contacts, drafts
from rejection_tui.services.context import AppContext
from tests.fuzz.checks import links_resolve, text_is_clean
from tests.services.transactions import one_transaction, refused
from tests.strategies import HOSTILE
from tests.world.clock import NOW, Clock

CARD = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:{name}\r\nEMAIL:{mail}\r\nORG:Acme\r\nEND:VCARD\r\n"


def test_saving_the_recruiter_is_one_transaction(context: AppContext, acme: Rejection) -> None:
    fields = contacts.from_rejection(context, acme.uid)
    made = one_transaction(context, lambda: contacts.add_for(context, acme.uid, fields.pop("name"), **fields))
    assert (made.name, made.email, made.how_we_met) == (
        "Priya Nair",
        "priya@acme.example",
        "Interview for Analyst, November 2026",
    )
    assert context.records.rejections[acme.uid].contact == made.uid
    saved = context.records.action(acme.uid, "cultivate.contact")
    assert saved is not None and saved.state is ActionState.DONE


def test_what_was_sent_before_saving_them_counts_as_touches(context: AppContext, acme: Rejection, clock: Clock) -> None:
    drafts.record_sent(context, drafts.compose(context, DraftKind.REPLY, acme.uid))
    at = clock.moment
    clock.moment += timedelta(days=4)
    made = contacts.add_for(context, acme.uid, "Priya Nair")
    (touch,) = context.records.touches_of(made.uid)
    assert (touch.at, touch.channel, touch.answered) == (at, "email", None)
    contacts.attach(context, acme.uid, made.uid)
    assert context.records.touches_of(made.uid) == (touch,)


def test_keeping_in_touch_is_due_when_the_window_of_the_person_opens(
    context: AppContext, acme: Rejection, clock: Clock
) -> None:
    def due() -> date:
        action = context.records.action(acme.uid, "cultivate.touch")
        assert action is not None and action.due is not None
        return action.due.date()

    assert due() == add_months(acme.received.date(), 3)
    made = contacts.add_for(context, acme.uid, "Priya Nair")
    clock.moment += timedelta(days=20)
    drafts.record_sent(context, drafts.compose(context, DraftKind.LINKEDIN, acme.uid))
    assert due() == contacts.cadence(context, made.uid).due_from == add_months(clock.moment.date(), 3)


def test_an_update_to_someone_never_written_to_claims_no_earlier_message(context: AppContext, clock: Clock) -> None:
    made = contacts.add(context, "Ola Berg", company="Initech")
    for kind in ("certificate", "project", "article", "figure", "other"):
        clock.moment += timedelta(minutes=1)
        contacts.add_win(context, "Passed the exam", kind)
        body = drafts.compose(context, DraftKind.VALUE, contact=made.uid).body
        assert "in touch" not in body and "application" not in body and "Passed the exam" in body


def test_one_address_is_one_person(context: AppContext) -> None:
    made = contacts.add(context, "Priya Nair", email="Priya@acme.example")
    refused(context, lambda: contacts.add(context, "P. Nair", email="priya@acme.example"), "already")
    contacts.never_again(context, made.uid)
    refused(context, lambda: contacts.add(context, "P. Nair", email="priya@acme.example"), "left alone")
    refused(context, lambda: contacts.add(context, "Priya Nair"), "left alone")
    refused(context, lambda: contacts.add(context, " \x00 "), "needs a name")
    refused(context, lambda: contacts.edit(context, made.uid, name=" "), "old one was kept")
    refused(context, lambda: contacts.attach(context, "gone", made.uid), "not in the file")


def test_an_import_never_brings_back_who_asked_to_be_left_alone(context: AppContext, tmp_path: Path) -> None:
    made = contacts.add(context, "Priya Nair", email="priya@acme.example", company="Acme")
    contacts.never_again(context, made.uid)
    file = tmp_path / "cards.vcf"
    file.write_bytes(CARD.format(name="Priya Nair", mail="priya@acme.example").encode())
    (match,) = contact_import.in_file(context, file).matches
    assert match.refused and contact_import.apply(context, [match]) == 0
    assert context.records.contacts == {made.uid: context.records.contacts[made.uid]}


def test_an_import_is_one_transaction_and_fills_only_what_is_empty(context: AppContext, tmp_path: Path) -> None:
    contacts.add(context, "Priya Nair", email="priya@acme.example", role="Lead")
    file = tmp_path / "cards.vcf"
    cards = [("Priya Nair", "priya@acme.example"), ("Omar Haddad", "omar@globex.example")]
    file.write_bytes("".join(CARD.format(name=n, mail=m) for n, m in cards).encode())
    assert (
        one_transaction(context, lambda: contact_import.apply(context, contact_import.in_file(context, file).matches))
        == 2
    )
    known = {c.name: c for c in context.records.contacts.values()}
    assert (known["Priya Nair"].company, known["Priya Nair"].role) == ("Acme", "Lead")
    assert not any(m.applies for m in contact_import.in_file(context, file).matches)
    refused(context, lambda: contact_import.in_file(context, tmp_path / "none.vcf"), "Nothing was imported")
    refused(context, lambda: contact_import.in_file(context, tmp_path), "Nothing was imported")
    (tmp_path / "junk.csv").write_bytes(bytes(range(256)))
    refused(context, lambda: contact_import.in_file(context, tmp_path / "junk.csv"), "Nothing was imported")


def test_the_window_counts_from_the_last_touch(context: AppContext, clock: Clock) -> None:
    made = contacts.add(context, "Priya Nair")
    assert contacts.cadence(context, made.uid).warmth is Warmth.NEW
    one_transaction(context, lambda: contacts.touch(context, made.uid, "phone", "a talk"))
    for days, warmth in ((80, Warmth.WARM), (93, Warmth.DUE), (182, Warmth.OVERDUE)):
        clock.moment = NOW + timedelta(days=days)
        assert contacts.cadence(context, made.uid).warmth is warmth
    contacts.touch(context, made.uid, "linkedin", "a note")
    assert contacts.cadence(context, made.uid).warmth is Warmth.WARM
    refused(
        context,
        lambda: contacts.touch(context, made.uid, "email", "x", at=clock.moment + timedelta(1)),
        "still to come",
    )
    refused(context, lambda: contacts.touch(context, "gone", "email", "x"), "not in the file")


def test_two_unanswered_touches_rest(context: AppContext) -> None:
    made = contacts.add(context, "Priya Nair")
    touches = [contacts.touch(context, made.uid, "email", "x", at=NOW - timedelta(days=n)) for n in (9, 4)]
    for one in touches:
        one_transaction(context, lambda one=one: contacts.record_answered(context, one.uid, False))
    assert contacts.cadence(context, made.uid).warmth is Warmth.DORMANT
    contacts.record_answered(context, touches[1].uid, True)
    assert contacts.cadence(context, made.uid).warmth is Warmth.WARM


def test_a_value_update_needs_a_win_since_the_last_touch(context: AppContext, acme: Rejection, clock: Clock) -> None:
    made = contacts.add_for(context, acme.uid, "Priya Nair", email="priya@acme.example", company="Acme")
    draft = drafts.compose(context, DraftKind.VALUE, contact=made.uid)
    for transaction in (lambda: drafts.record_sent(context, draft), lambda: drafts.record_copied(context, draft, "x")):
        assert "certificate" in refused(context, transaction, "needs a win")
    win = contacts.add_win(context, "Passed the dbt certification", "certificate")
    told = drafts.compose(context, DraftKind.VALUE, contact=made.uid)
    assert told.win == win.uid
    clock.moment += timedelta(hours=1)
    drafts.record_copied(context, told, "xclip")
    one_transaction(context, lambda: drafts.record_sent(context, told))
    refused(context, lambda: drafts.record_sent(context, told), "sent already")
    assert drafts.compose(context, DraftKind.VALUE, contact=made.uid, win=win.uid).win == ""


@pytest.mark.parametrize("kind", DraftKind)
def test_nothing_is_written_to_who_said_stop(context: AppContext, acme: Rejection, kind: DraftKind) -> None:
    made = contacts.add_for(context, acme.uid, "Priya Nair", company="Acme")
    contacts.never_again(context, made.uid)
    refused(context, lambda: drafts.compose(context, kind, acme.uid), "left alone")
    contacts.never_again(context, made.uid, False)
    contacts.add_win(context, "CKA", "certificate")  # without one, a value update is refused for another reason
    assert drafts.compose(context, kind, acme.uid).body


def test_wins_are_kept_and_corrected(context: AppContext) -> None:
    win = one_transaction(context, lambda: contacts.add_win(context, "CKA", "certificate", "https://example.org/cka"))
    one_transaction(context, lambda: contacts.edit_win(context, win.uid, title="CKA exam"))
    refused(context, lambda: contacts.edit_win(context, win.uid, title=" "), "kept")
    refused(context, lambda: contacts.add_win(context, "\x1b[2J"), "needs a title")
    one_transaction(context, lambda: contacts.delete_win(context, win.uid))
    refused(context, lambda: contacts.edit_win(context, win.uid, title="x"), "not in the file")


def test_deleting_archiving_and_snoozing(context: AppContext, acme: Rejection) -> None:
    made = contacts.add_for(context, acme.uid, "Priya Nair", email="priya@acme.example")
    drafts.save(context, drafts.compose(context, DraftKind.LINKEDIN, acme.uid, made.uid))
    contacts.touch(context, made.uid, "email", "x", rejection=acme.uid)
    refused(context, lambda: contacts.snooze(context, made.uid, NOW.date()), "after today")
    one_transaction(context, lambda: contacts.snooze(context, made.uid, NOW.date() + timedelta(days=1)))
    one_transaction(context, lambda: contacts.archive(context, [made.uid]))
    one_transaction(context, lambda: contacts.delete(context, [made.uid, made.uid]))
    assert not context.records.contacts and not context.records.touches
    links_resolve(context.records)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_fields_are_cleaned(context: AppContext, text: str) -> None:
    fields = dict.fromkeys(("role", "company", "email", "phone", "linkedin", "how_we_met", "notes"), text)
    made = contacts.add(context, f"P {text}", tags=(text,), **fields)
    contacts.touch(context, made.uid, text, f"T {text}")
    contacts.add_win(context, f"W {text}", text, text)
    text_is_clean(context.records)


def test_a_further_address_is_the_same_person(context: AppContext, tmp_path: Path) -> None:
    book = tmp_path / "book.csv"
    book.write_text(
        "First Name,Last Name,E-mail Address,E-mail 2 Address\nJane,Hart,j@acme.example,jane@home.example\n"
    )
    contact_import.apply(context, contact_import.in_file(context, book).matches)
    (jane,) = context.records.contacts.values()
    assert jane.emails == ("j@acme.example", "jane@home.example") and jane.how_we_met == ""
    refused(context, lambda: contacts.add(context, "J. Hart", email="Jane@home.example"), "has that address already")
    contacts.never_again(context, jane.uid)
    refused(context, lambda: contacts.add(context, "J. Hart", email="jane@home.example"), "asked to be left alone")


def test_what_an_import_leaves_out_is_said(context: AppContext, tmp_path: Path) -> None:
    book = tmp_path / "Connections.csv"
    book.write_text("First Name,Last Name,URL,Connected On\nJane,Hart,,03/05/2024\n,,x,\n")
    found = contact_import.in_file(context, book)
    assert len(found.matches) == 1
    assert [note.split(" ", 2)[:2] for note in found.notes] == [
        ["1", "row"],
        ["1", "day"],
    ]


def test_a_touch_says_of_the_one_before_whether_it_was_answered(context: AppContext, clock: Clock) -> None:
    made = contacts.add(context, "Priya Nair")
    first = contacts.touch(context, made.uid, "email", "the article")
    clock.moment += timedelta(days=1)
    one_transaction(context, lambda: contacts.touch(context, made.uid, "phone", "a talk", earlier={first.uid: True}))
    assert context.records.touches[first.uid].answered is True
    refused(context, lambda: contacts.touch(context, made.uid, "phone", "a talk", earlier={"gone": True}))


def test_who_asked_to_be_left_alone_is_saved_so_in_one_act(context: AppContext) -> None:
    made = one_transaction(context, lambda: contacts.add(context, "Priya Nair", never_again=True))
    assert made.never_again
    one_transaction(context, lambda: contacts.edit(context, made.uid, role="Recruiter", never_again=False))


def test_without_the_contact_keeping_in_touch_counts_from_the_letter_again(
    context: AppContext, acme: Rejection
) -> None:
    before = _keep_in_touch_from(context, acme)
    priya = contacts.add_for(context, acme.uid, "Priya Nair", every_months=9)
    assert _keep_in_touch_from(context, acme) != before
    one_transaction(context, lambda: contacts.delete(context, [priya.uid]))
    assert _keep_in_touch_from(context, acme) == before


def _keep_in_touch_from(context: AppContext, rejection: Rejection) -> datetime | None:
    """Return when keeping in touch is due."""
    action = context.records.action(rejection.uid, ActionKey.CULTIVATE_TOUCH)
    return action.due if action else None


def test_a_win_is_found_by_any_word_of_its_title(context: AppContext) -> None:
    exam = contacts.add_win(context, "Passed the CKA exam")
    contacts.add_win(context, "Passed the driving test")
    for words in ("cka", "CKA ex", "passed the c", exam.uid[:8], "exam"):
        assert contacts.find_win(context, words) == exam
    refused(context, lambda: contacts.find_win(context, "passed"), "fits 2 wins")
    refused(context, lambda: contacts.find_win(context, "ka"), "no win called")


def test_being_in_touch_is_logged_with_a_few_words(context: AppContext) -> None:
    jane = contacts.add(context, "Jane Hart")
    for words in ("", " \t", "\x1b\x00"):
        refused(context, lambda words=words: contacts.touch(context, jane.uid, "email", words), "what it was about")
