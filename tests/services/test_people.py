"""The people of a rejection, and “never again” on every path."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from rejection_tui.domain.agenda import agenda
from rejection_tui.domain.agenda.place import Place, PlaceKind
from rejection_tui.domain.agenda.places import places_of
from rejection_tui.domain.correspondence import Correspondence, MailSort
from rejection_tui.domain.draft import LEFT_ALONE, Draft, DraftKind, Severity
from rejection_tui.domain.facts import Fact, FactType
from rejection_tui.domain.participant import Part
from rejection_tui.domain.people import ASKED_TO_STOP
from rejection_tui.domain.progress import step_states
from rejection_tui.domain.record import replace
from rejection_tui.domain.rejection import Rejection, Stage
from rejection_tui.domain.reply_advice import Advice
from rejection_tui.domain.steps import FOUND_NOBODY, ActionState, StepState
from rejection_tui.domain.wins import wins_for
from rejection_tui.services import contacts, drafts, letters, people, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.route import AGENDA_ROUTES, DRAFT_ROUTES
from tests.services.transactions import one_transaction, refused
from tests.world.clock import NOW, Clock


def put(context: AppContext, *given: object) -> None:
    with context.store.transaction("Given", context.now()) as transaction:
        transaction.put(*given)  # type: ignore[arg-type]


def names(context: AppContext, rejection: str) -> list[tuple[str, Part, bool]]:
    found = people.people(context.records, context.records.rejections[rejection])
    return [(one.contact.name, one.part, one.reader) for one in found]


def test_several_people_each_with_a_part(context: AppContext, acme: Rejection) -> None:
    tom = one_transaction(context, lambda: people.add(context, acme.uid, "Tom Reed", Part.PANEL, "tom@acme.example"))
    priya = one_transaction(context, lambda: people.add(context, acme.uid, "Priya Nair"))
    assert names(context, acme.uid) == [("Priya Nair", Part.RECRUITER, True), ("Tom Reed", Part.PANEL, False)]
    assert context.records.action(acme.uid, "cultivate.contact").state is ActionState.DONE  # type: ignore[union-attr]
    one_transaction(context, lambda: people.change_part(context, acme.uid, tom.uid, Part.HIRING_MANAGER))
    one_transaction(context, lambda: people.write_to(context, acme.uid, tom.uid))
    assert names(context, acme.uid) == [("Tom Reed", Part.HIRING_MANAGER, True), ("Priya Nair", Part.RECRUITER, False)]
    one_transaction(context, lambda: people.take_off(context, acme.uid, tom.uid))
    assert names(context, acme.uid) == [("Priya Nair", Part.RECRUITER, False)] and tom.uid in context.records.contacts
    refused(context, lambda: people.add(context, acme.uid, "priya nair"), "already")
    refused(context, lambda: people.add(context, acme.uid, " "), "needs a name")
    refused(context, lambda: people.add(context, acme.uid, "X", email="nowhere"), "not an email")
    refused(context, lambda: people.take_off(context, acme.uid, tom.uid), "no part")
    refused(context, lambda: people.write_to(context, acme.uid, tom.uid), "no part")
    refused(context, lambda: people.change_part(context, acme.uid, tom.uid, Part.PEER), "no part")
    assert people.find(context, acme, "nai").uid == priya.uid


def test_a_known_name_or_address_is_the_same_contact(context: AppContext, acme: Rejection) -> None:
    tom = contacts.add(context, "Tom Reed", email="tom@agency.example", company="Agency")
    assert people.add(context, acme.uid, "T. Reed", Part.AGENCY, "TOM@agency.example").uid == tom.uid
    other = people.add(context, acme.uid, "Tom Reed", Part.PANEL, "tom.reed@acme.example")
    assert other.uid != tom.uid
    lea = [contacts.add(context, "Lea Sand"), contacts.add(context, "Lea Sand")]
    refused(context, lambda: people.add(context, acme.uid, lea[0].name), "2 contacts")


def test_proposals_come_from_letter_emails_and_contacts(context: AppContext, acme: Rejection) -> None:
    facts = (
        Fact(FactType.PERSON, "Graham Teo, interviewer", "Graham Teo", 0.9),
        Fact(FactType.PERSON, "Kayla, gets the job", "Kayla", 0.9),
        Fact(FactType.PERSON, "Unsure One", "x", 0.1),
        Fact(FactType.PERSON, "our 3 judges", "x", 0.9),
    )
    mails = [
        Correspondence("m1", "d1", MailSort.MESSAGE, NOW, acme.uid, name="Wen Li", email="wen.li@acme.example"),
        Correspondence("m2", "d2", MailSort.MESSAGE, NOW, acme.uid, name="Acme Jobs", email="jobs@acme.example"),
        Correspondence("m3", "d3", MailSort.REPLIED, NOW, acme.uid, name="Me Self", email="me@home.example"),
        Correspondence("m4", "d4", MailSort.MESSAGE, NOW, name="Ann Ode", email="ann@acme.example", company="ACME Ltd"),
    ]
    put(context, replace(acme, facts=facts), *mails)
    known = contacts.add(context, "Omar Haddad", company="Acme Ltd", role="Head of Data")
    found = {one.name: one for one in people.proposals(context, acme.uid)}
    assert list(found) == ["Priya Nair", "Graham Teo", "Wen Li", "Ann Ode", "Omar Haddad"]
    assert found["Graham Teo"].part is Part.PANEL and found["Omar Haddad"].part is Part.HIRING_MANAGER
    assert found["Omar Haddad"].contact == known.uid
    for one in found.values():
        one_transaction(context, lambda one=one: people.take_in(context, acme.uid, one))
    assert people.proposals(context, acme.uid) == () and len(names(context, acme.uid)) == 5
    contacts.never_again(context, known.uid)
    people.take_off(context, acme.uid, known.uid)
    assert people.proposals(context, acme.uid) == ()


def test_a_draft_goes_to_whom_one_chooses(context: AppContext, acme: Rejection) -> None:
    people.add(context, acme.uid, "Priya Nair", email="priya@acme.example")
    tom = people.add(context, acme.uid, "Tom Reed", Part.HIRING_MANAGER, "tom@acme.example")
    draft = drafts.save(context, drafts.open(context, DraftKind.REPLY, acme.uid))
    assert draft.to == "priya@acme.example" and draft.body.startswith("Dear Priya")
    theirs = drafts.to_person(context, draft, tom.uid)
    assert theirs.to == "tom@acme.example" and theirs.body.startswith("Dear Tom")
    assert not [f for f in drafts.check(context, theirs) if f.severity is Severity.BLOCK]
    drafts.record_sent(context, theirs)
    assert [t.contact for t in context.records.touches.values()] == [tom.uid]
    people.write_to(context, acme.uid, tom.uid)
    assert drafts.open(context, DraftKind.LINKEDIN, acme.uid).body.startswith("Dear Tom")
    lea = contacts.add(context, "Lea Sand")
    refused(context, lambda: drafts.to_person(context, draft, lea.uid), "no part")


def test_an_address_is_not_borrowed_from_another_person(context: AppContext, acme: Rejection) -> None:
    people.add(context, acme.uid, "Priya Nair", email="priya@acme.example")
    tom = people.add(context, acme.uid, "Tom Reed", Part.PANEL)
    draft = drafts.open(context, DraftKind.REPLY, acme.uid)
    assert drafts.to_person(context, draft, tom.uid).to == ""


def test_a_kept_draft_stays_with_whom_it_was_written_to(context: AppContext, acme: Rejection) -> None:
    priya = people.add(context, acme.uid, "Priya Nair")
    kept = drafts.save(context, drafts.open(context, DraftKind.REPLY, acme.uid))
    tom = people.add(context, acme.uid, "Tom Reed", Part.HIRING_MANAGER)
    people.write_to(context, acme.uid, tom.uid)
    assert drafts.open(context, DraftKind.REPLY, acme.uid).body.startswith("Dear Tom")
    people.write_to(context, acme.uid, priya.uid)
    assert drafts.open(context, DraftKind.REPLY, acme.uid).uid == kept.uid


def _reason(context: AppContext, rejection: Rejection, key: str) -> str:
    action = context.records.action(rejection.uid, key)
    assert action is not None
    return action.reason


def test_without_a_person_and_an_address_nothing_is_written(context: AppContext) -> None:
    entry = letters.Entry("Acme", "Analyst", NOW, Stage.INTERVIEW, recruiter_email="no-reply@acme.example")
    acme = rejections.add(context, entry)
    assert rejections.advice(context, acme.uid).advice is Advice.FIND_PERSON
    one_transaction(context, lambda: people.found_nobody(context, acme.uid))
    for key in ("cultivate.contact", "reply.send", "feedback.ask"):
        assert _reason(context, acme, key) == FOUND_NOBODY
    later = NOW + timedelta(days=3)
    assert not [i for i in agenda(context.records, later, context.rules) if i.rejection == acme.uid]
    refused(context, lambda: people.found_nobody(context, acme.uid), "Nothing is left")
    one_transaction(context, lambda: contacts.add_for(context, acme.uid, "Jane Hart"))  # somebody turned up after all
    reply, saved = (context.records.action(acme.uid, key) for key in ("reply.send", "cultivate.contact"))
    assert reply is not None and reply.open and saved is not None and saved.state is ActionState.DONE


def test_whoever_signed_is_still_replied_to_when_nobody_is_saved(context: AppContext, acme: Rejection) -> None:
    one_transaction(context, lambda: people.found_nobody(context, acme.uid))
    assert _reason(context, acme, "cultivate.contact") == FOUND_NOBODY and not _reason(context, acme, "reply.send")
    assert step_states(context.records, acme.uid)[4] is StepState.SKIPPED
    found = places_of(context.records, acme, context.now(), context.rules)
    for key in ("cultivate.linkedin", "cultivate.touch"):
        action = context.records.action(acme.uid, key)
        assert action is not None and found[action.uid] == Place(PlaceKind.SETTLED, why="nobody was saved")
    contacts.add_for(context, acme.uid, "Jane Hart")  # somebody turned up after all
    refused(context, lambda: people.found_nobody(context, acme.uid), "already")


def test_a_logged_touch_uses_up_the_win_it_told(context: AppContext, clock: Clock) -> None:
    jane = contacts.add(context, "Jane Hart", tags=("agency",))
    win = contacts.add_win(context, "CKA", tags=("agency",))
    clock.moment += timedelta(days=1)
    contacts.touch(context, jane.uid, "phone", "a chat")
    assert wins_for(context.records, jane.uid) == (win,)
    made = one_transaction(context, lambda: contacts.touch(context, jane.uid, "phone", "told them", win=win.uid))
    assert made.win == win.uid and wins_for(context.records, jane.uid) == ()
    assert contacts.touch(context, jane.uid, "phone", "x", win="gone").win == ""


def test_the_day_to_keep_in_touch_follows_the_person(context: AppContext, acme: Rejection) -> None:
    priya = people.add(context, acme.uid, "Priya Nair")

    def due() -> object:
        action = context.records.action(acme.uid, "cultivate.touch")
        return action.due.date() if action and action.due else None

    assert due() == contacts.cadence(context, priya.uid).due_from
    one_transaction(context, lambda: contacts.edit(context, priya.uid, every_months=1))
    assert due() == contacts.cadence(context, priya.uid).due_from
    refused(context, lambda: contacts.edit(context, priya.uid, every_months=37), "number of months")


# Never again


@pytest.fixture
def alone(context: AppContext, acme: Rejection) -> Rejection:
    """A rejection answered to a person who asked to be left alone."""
    priya = people.add(context, acme.uid, "Priya Nair", email="priya@acme.example")
    contacts.add_win(context, "CKA")
    contacts.never_again(context, priya.uid)
    return context.records.rejections[acme.uid]


def written(context: AppContext, rejection: Rejection) -> Draft:
    return Draft("d1", DraftKind.REPLY, "Re: x", "Thank you.", NOW, "priya@acme.example", rejection.uid)


WAYS_OUT: dict[str, Callable[[AppContext, Draft], object]] = {
    "copy": lambda context, draft: drafts.record_copied(context, draft, "xclip"),
    "sent": drafts.record_sent,
    "mail program": drafts.mailto,
    "file": drafts.eml,
}


@pytest.mark.parametrize("way", WAYS_OUT)
@pytest.mark.parametrize("known_by", ["contact", "address"])
def test_nothing_goes_out_to_who_said_stop(context: AppContext, alone: Rejection, way: str, known_by: str) -> None:
    draft = written(context, alone)
    if known_by == "address":
        other = rejections.add(context, letters.Entry("Globex", "Analyst", NOW))
        draft = replace(draft, rejection=other.uid, to="Priya@ACME.example")
    finding = drafts.check(context, draft)[0]
    assert finding.rule == LEFT_ALONE and finding.severity is Severity.BLOCK
    refused(context, lambda: WAYS_OUT[way](context, draft), "asked to be left alone")


@pytest.mark.parametrize("kind", DraftKind)
def test_nobody_is_drafted_to_by_the_name_in_the_letter(context: AppContext, alone: Rejection, kind: DraftKind) -> None:
    again = rejections.add(context, letters.Entry("Acme", "Engineer", NOW, recruiter_name="Priya Nair"))
    refused(context, lambda: drafts.compose(context, kind, again.uid), "asked to be left alone")


def test_the_steps_rest_and_go_on_with_somebody_else(context: AppContext, alone: Rejection) -> None:
    waits = [a for a in context.records.actions_of(alone.uid) if a.reason == ASKED_TO_STOP]
    assert {a.key for a in waits} >= {"reply.send", "feedback.ask", "cultivate.linkedin", "cultivate.touch"}
    tom = people.add(context, alone.uid, "Tom Reed", Part.HIRING_MANAGER, "tom@acme.example")
    one_transaction(context, lambda: people.write_to(context, alone.uid, tom.uid))
    assert all(context.records.actions[a.uid].open for a in waits)
    one_transaction(context, lambda: contacts.edit(context, tom.uid, never_again=True))
    assert not any(context.records.actions[a.uid].open for a in waits)
    one_transaction(context, lambda: contacts.never_again(context, tom.uid, False))
    assert all(context.records.actions[a.uid].open for a in waits)


def test_the_advice_is_to_let_it_go(context: AppContext, alone: Rejection) -> None:
    advice = rejections.advice(context, alone.uid)
    assert advice.advice is Advice.LET_GO and "Priya Nair asked to be left alone" in advice.reason


def test_nothing_on_the_agenda_is_for_who_said_stop(context: AppContext, alone: Rejection) -> None:
    again = rejections.add(context, letters.Entry("Acme", "Engineer", NOW, recruiter_name="Priya Nair"))
    reopened = [replace(a, state=ActionState.TODO, reason="") for a in context.records.actions.values()]
    put(context, *reopened)  # even where the user opens the steps again
    for days in range(0, 400, 5):
        for item in agenda(context.records, NOW + timedelta(days=days), context.rules):
            if item.rejection in (alone.uid, again.uid) or item.contact == alone.contact:
                assert AGENDA_ROUTES[item.kind] not in DRAFT_ROUTES, item


def test_every_line_that_opens_a_draft_writes_to_a_person() -> None:
    for kind, route in AGENDA_ROUTES.items():
        assert kind.spec.writes or route not in DRAFT_ROUTES, kind


def test_who_said_stop_is_neither_chosen_nor_added_again(context: AppContext, alone: Rejection) -> None:
    other = rejections.add(context, letters.Entry("Acme", "Engineer", NOW))
    refused(context, lambda: contacts.attach(context, other.uid, alone.contact), "left alone")
    refused(context, lambda: contacts.add(context, "Priya Nair", company="Acme"), "left alone")
    assert "Priya Nair" not in [one.name for one in people.proposals(context, other.uid)]
    people.add(context, other.uid, "Priya Nair", Part.PANEL)  # who was there may be noted
    refused(context, lambda: people.write_to(context, other.uid, alone.contact), "left alone")
    assert contacts.cadence(context, alone.contact).warmth.writes is False
