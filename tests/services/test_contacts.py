"""Contacts: saved, touched, rested, left alone; wins; and an import that only fills what is empty."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from rejection_tui.domain.contact import Warmth
from rejection_tui.domain.dates import add_months
from rejection_tui.domain.draft import DraftKind
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.steps import ActionState
from rejection_tui.services import contacts, drafts
from rejection_tui.services.desk import Desk
from tests.conftest import NOW, Clock
from tests.fuzz.checks import links_resolve, text_is_clean
from tests.services.acting import one_act, refused
from tests.strategies import HOSTILE

CARD = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:{name}\r\nEMAIL:{mail}\r\nORG:Acme\r\nEND:VCARD\r\n"


def test_saving_the_recruiter_is_one_act(desk: Desk, acme: Rejection) -> None:
    fields = contacts.from_rejection(desk, acme.uid)
    made = one_act(desk, lambda: contacts.add_for(desk, acme.uid, fields.pop("name"), **fields))
    assert (made.name, made.email, made.how_we_met) == (
        "Priya Nair",
        "priya@acme.example",
        "Interview for Analyst, November 2026",
    )
    assert desk.book.rejections[acme.uid].contact == made.uid
    saved = desk.book.action(acme.uid, "cultivate.contact")
    assert saved is not None and saved.state is ActionState.DONE


def test_what_was_sent_before_saving_them_counts_as_touches(desk: Desk, acme: Rejection, clock: Clock) -> None:
    drafts.sent(desk, drafts.compose(desk, DraftKind.REPLY, acme.uid))
    at = clock.moment
    clock.moment += timedelta(days=4)
    made = contacts.add_for(desk, acme.uid, "Priya Nair")
    (touch,) = desk.book.touches_of(made.uid)
    assert (touch.at, touch.channel, touch.answered) == (at, "email", None)
    contacts.attach(desk, acme.uid, made.uid)
    assert desk.book.touches_of(made.uid) == (touch,)


def test_keeping_in_touch_is_due_when_the_window_of_the_person_opens(desk: Desk, acme: Rejection, clock: Clock) -> None:
    def due() -> date:
        action = desk.book.action(acme.uid, "cultivate.touch")
        assert action is not None and action.due is not None
        return action.due.date()

    assert due() == add_months(acme.received.date(), 3)
    made = contacts.add_for(desk, acme.uid, "Priya Nair")
    clock.moment += timedelta(days=20)
    drafts.sent(desk, drafts.compose(desk, DraftKind.LINKEDIN, acme.uid))
    assert due() == contacts.cadence(desk, made.uid).due_from == add_months(clock.moment.date(), 3)


def test_an_update_to_someone_never_written_to_claims_no_earlier_message(desk: Desk, clock: Clock) -> None:
    made = contacts.add(desk, "Ola Berg", company="Initech")
    for kind in ("certificate", "project", "article", "figure", "other"):
        clock.moment += timedelta(minutes=1)
        contacts.add_win(desk, "Passed the exam", kind)
        body = drafts.compose(desk, DraftKind.VALUE, contact=made.uid).body
        assert "in touch" not in body and "Passed the exam" in body
    contacts.touch(desk, made.uid, "phone", "a talk", at=clock.moment)
    contacts.add_win(desk, "Passed another", "project", at=clock.moment + timedelta(minutes=1))
    assert f"in touch in {clock.moment:%B}" in drafts.compose(desk, DraftKind.VALUE, contact=made.uid).body


def test_one_address_is_one_person(desk: Desk) -> None:
    made = contacts.add(desk, "Priya Nair", email="Priya@acme.example")
    refused(desk, lambda: contacts.add(desk, "P. Nair", email="priya@acme.example"), "already")
    contacts.never_again(desk, made.uid)
    refused(desk, lambda: contacts.add(desk, "P. Nair", email="priya@acme.example"), "left alone")
    refused(desk, lambda: contacts.add(desk, "Priya Nair"), "left alone")
    refused(desk, lambda: contacts.add(desk, " \x00 "), "needs a name")
    refused(desk, lambda: contacts.edit(desk, made.uid, name=" "), "old one was kept")
    refused(desk, lambda: contacts.attach(desk, "gone", made.uid), "not in the file")


def test_an_import_never_brings_back_who_asked_to_be_left_alone(desk: Desk, tmp_path: Path) -> None:
    made = contacts.add(desk, "Priya Nair", email="priya@acme.example", company="Acme")
    contacts.never_again(desk, made.uid)
    file = tmp_path / "cards.vcf"
    file.write_bytes(CARD.format(name="Priya Nair", mail="priya@acme.example").encode())
    (match,) = contacts.preview_import(desk, file)
    assert match.refused and contacts.take_import(desk, [match]) == 0
    assert desk.book.contacts == {made.uid: desk.book.contacts[made.uid]}


def test_an_import_is_one_act_and_fills_only_what_is_empty(desk: Desk, tmp_path: Path) -> None:
    contacts.add(desk, "Priya Nair", email="priya@acme.example", role="Lead")
    file = tmp_path / "cards.vcf"
    cards = [("Priya Nair", "priya@acme.example"), ("Omar Haddad", "omar@globex.example")]
    file.write_bytes("".join(CARD.format(name=n, mail=m) for n, m in cards).encode())
    assert one_act(desk, lambda: contacts.take_import(desk, contacts.preview_import(desk, file))) == 2
    found = {c.name: c for c in desk.book.contacts.values()}
    assert (found["Priya Nair"].company, found["Priya Nair"].role) == ("Acme", "Lead")
    assert not any(m.applies for m in contacts.preview_import(desk, file))
    refused(desk, lambda: contacts.preview_import(desk, tmp_path / "none.vcf"), "Nothing was imported")
    refused(desk, lambda: contacts.preview_import(desk, tmp_path), "Nothing was imported")
    (tmp_path / "junk.csv").write_bytes(bytes(range(256)))
    refused(desk, lambda: contacts.preview_import(desk, tmp_path / "junk.csv"), "Nothing was imported")


def test_the_window_counts_from_the_last_touch(desk: Desk, clock: Clock) -> None:
    made = contacts.add(desk, "Priya Nair")
    assert contacts.cadence(desk, made.uid).warmth is Warmth.NEW
    one_act(desk, lambda: contacts.touch(desk, made.uid, "phone", "a talk"))
    for days, warmth in ((80, Warmth.WARM), (93, Warmth.DUE), (182, Warmth.OVERDUE)):
        clock.moment = NOW + timedelta(days=days)
        assert contacts.cadence(desk, made.uid).warmth is warmth
    contacts.touch(desk, made.uid, "linkedin", "a note")
    assert contacts.cadence(desk, made.uid).warmth is Warmth.WARM
    refused(desk, lambda: contacts.touch(desk, made.uid, "email", "x", at=clock.moment + timedelta(1)), "past")
    refused(desk, lambda: contacts.touch(desk, "gone", "email", "x"), "not in the file")


def test_two_unanswered_touches_rest(desk: Desk) -> None:
    made = contacts.add(desk, "Priya Nair")
    touches = [contacts.touch(desk, made.uid, "email", "x", at=NOW - timedelta(days=n)) for n in (9, 4)]
    for one in touches:
        one_act(desk, lambda one=one: contacts.answered(desk, one.uid, False))
    assert contacts.cadence(desk, made.uid).warmth is Warmth.DORMANT
    contacts.answered(desk, touches[1].uid, True)
    assert contacts.cadence(desk, made.uid).warmth is Warmth.WARM


def test_a_value_update_needs_a_win_since_the_last_touch(desk: Desk, acme: Rejection, clock: Clock) -> None:
    made = contacts.add_for(desk, acme.uid, "Priya Nair", email="priya@acme.example", company="Acme")
    draft = drafts.compose(desk, DraftKind.VALUE, contact=made.uid)
    for act in (lambda: drafts.sent(desk, draft), lambda: drafts.copied(desk, draft, "x")):
        assert "certificate" in refused(desk, act, "needs a win")
    win = contacts.add_win(desk, "Passed the dbt certification", "certificate")
    told = drafts.compose(desk, DraftKind.VALUE, contact=made.uid)
    assert told.win == win.uid
    clock.moment += timedelta(hours=1)
    drafts.copied(desk, told, "xclip")
    one_act(desk, lambda: drafts.sent(desk, told))
    refused(desk, lambda: drafts.sent(desk, told), "sent already")
    assert drafts.compose(desk, DraftKind.VALUE, contact=made.uid, win=win.uid).win == ""


def test_nothing_is_written_to_who_said_stop(desk: Desk, acme: Rejection) -> None:
    made = contacts.add_for(desk, acme.uid, "Priya Nair", company="Acme")
    contacts.never_again(desk, made.uid)
    for kind in (DraftKind.LINKEDIN, DraftKind.FEEDBACK, DraftKind.NUDGE, DraftKind.VALUE):
        refused(desk, lambda kind=kind: drafts.compose(desk, kind, acme.uid), "left alone")
    contacts.never_again(desk, made.uid, False)
    assert drafts.compose(desk, DraftKind.LINKEDIN, acme.uid).body


def test_wins_are_kept_and_corrected(desk: Desk) -> None:
    win = one_act(desk, lambda: contacts.add_win(desk, "CKA", "certificate", "https://example.org/cka"))
    one_act(desk, lambda: contacts.edit_win(desk, win.uid, title="CKA exam"))
    refused(desk, lambda: contacts.edit_win(desk, win.uid, title=" "), "kept")
    refused(desk, lambda: contacts.add_win(desk, "\x1b[2J"), "needs a title")
    one_act(desk, lambda: contacts.delete_win(desk, win.uid))
    refused(desk, lambda: contacts.edit_win(desk, win.uid, title="x"), "not in the file")


def test_deleting_archiving_and_snoozing(desk: Desk, acme: Rejection) -> None:
    made = contacts.add_for(desk, acme.uid, "Priya Nair", email="priya@acme.example")
    drafts.save(desk, drafts.compose(desk, DraftKind.LINKEDIN, acme.uid, made.uid))
    contacts.touch(desk, made.uid, "email", "x", rejection=acme.uid)
    refused(desk, lambda: contacts.snooze(desk, made.uid, NOW.date()), "after today")
    one_act(desk, lambda: contacts.snooze(desk, made.uid, NOW.date() + timedelta(days=1)))
    one_act(desk, lambda: contacts.archive(desk, [made.uid]))
    one_act(desk, lambda: contacts.delete(desk, [made.uid, made.uid]))
    assert not desk.book.contacts and not desk.book.touches
    links_resolve(desk.book)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_fields_are_cleaned(desk: Desk, text: str) -> None:
    fields = dict.fromkeys(("role", "company", "email", "phone", "linkedin", "how_we_met", "notes"), text)
    made = contacts.add(desk, f"P {text}", tags=(text,), **fields)
    contacts.touch(desk, made.uid, text, text)
    contacts.add_win(desk, f"W {text}", text, text)
    text_is_clean(desk.book)
