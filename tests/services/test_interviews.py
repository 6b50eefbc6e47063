"""Interviews noted from memory: in the timeline, corrected, deleted, and what was asked taken into practice."""

from datetime import timedelta

from rejection_tui import export
from rejection_tui.domain.rejection import Outcome, Rejection
from rejection_tui.domain.timeline import timeline
from rejection_tui.services import contacts, exports, interviews, outcomes, people, practice, rejections, reminders
from rejection_tui.services.context import AppContext
from tests.services.transactions import one_transaction, refused
from tests.world.clock import NOW

TODAY = NOW.date()


def test_an_interview_is_noted_corrected_and_deleted(context: AppContext, acme: Rejection) -> None:
    made = one_transaction(
        context,
        lambda: interviews.add(
            context,
            acme.uid,
            TODAY,
            "second\x1b[31m round",
            "Ada",
            ["Why us? ", "", "Why us?", "Why\x00 you?"],
            "Fine.\n",
        ),
    )
    assert (made.round, made.questions, made.went) == ("second round", ("Why us?", "Why you?"), "Fine.")
    (entry,) = (one for one in timeline(context.records, acme.uid, NOW, context.rules) if one.kind == "interview")
    assert entry.what == "Interview: second round" and "– Why us?" in entry.text and entry.ref == made.uid
    changed = one_transaction(context, lambda: interviews.edit(context, made.uid, round="third", questions=["x"]))
    assert (changed.round, changed.people, changed.questions) == ("third", "Ada", ("x",))
    one_transaction(context, lambda: interviews.delete(context, [made.uid]))
    assert not context.records.interviews


def test_noting_an_interview_ends_its_reminder(context: AppContext, acme: Rejection) -> None:
    for day in (TODAY, TODAY + timedelta(days=7)):
        outcomes.set_outcome(context, [acme.uid], Outcome.INTERVIEW, ahead=day)
        one_transaction(context, lambda: interviews.add(context, acme.uid, TODAY, "first"))
        assert bool(reminders.listed(context.records)) is (day > TODAY)


def test_what_is_no_interview_is_a_sentence(context: AppContext, acme: Rejection) -> None:
    refused(context, lambda: interviews.add(context, acme.uid, TODAY, " ", questions=[" "]), "something of it")
    refused(context, lambda: interviews.add(context, acme.uid, TODAY + timedelta(days=1), "x"), "still to come")
    refused(context, lambda: interviews.add(context, "gone", TODAY, "x"), "not in the file")
    refused(context, lambda: interviews.delete(context, ["gone"]), "not in the file")


def test_what_was_asked_is_taken_into_practice_once(context: AppContext, acme: Rejection) -> None:
    made = interviews.add(context, acme.uid, TODAY, questions=["Why us?", "Why you?"])
    known = practice.add_question(context, "why us", "own")
    practice.unqueue(context, [known.uid])
    taken = one_transaction(context, lambda: interviews.practise(context, made.uid, made.questions))
    assert [(q.uid == known.uid, q.source, q.queued) for q in taken] == [(True, "own", True), (False, "asked", True)]
    assert taken[1].rejection == acme.uid and len(context.records.questions) == 2
    assert interviews.questions_to_practise(context.records, made.uid) == ()
    refused(context, lambda: interviews.practise(context, made.uid, ["Why us?"]), "already")


def test_it_goes_with_its_rejection(context: AppContext, acme: Rejection) -> None:
    interviews.add(context, acme.uid, TODAY, "x")
    rejections.delete(context, [acme.uid])
    assert not context.records.interviews


def test_exports_hold_interviews_and_reminders_and_share_safe_names_nobody(
    context: AppContext, acme: Rejection
) -> None:
    interviews.add(
        context,
        acme.uid,
        TODAY,
        "talk with Zdenka",
        "Zdenka Novotny, Otto Quist",
        ["How would Otto see it?"],
        "Ok, Acme.",
    )
    reminders.add(context, TODAY, "Ask Priya Nair about *Acme*", acme.uid)
    reminders.let_go(context, reminders.add(context, TODAY, "x", acme.uid).uid, "Zdenka left Acme")
    report = exports.render(context, "md").decode()
    assert "How would Otto see it?" in report and "Zdenka Novotny" in report
    assert "Ask Priya Nair about \\*Acme\\*" in report
    safe = exports.render(context, "md", share_safe=True).decode() + exports.render(context, "json", True).decode()
    for name in ("Zdenka", "Novotny", "Otto", "Quist", "Priya", "Nair", "Acme"):
        assert name not in safe, name
    assert export.from_json(exports.render(context, "json")).interviews == context.records.interviews


def test_the_people_of_the_rejection_who_were_there_were_met_that_day(context: AppContext, acme: Rejection) -> None:
    priya = contacts.add_for(context, acme.uid, "Priya Nair")
    others = [people.add(context, acme.uid, name) for name in ("Tom Berg", "Tom Hall", "Dr. Ada Love")]
    stranger = contacts.add(context, "Zoe Park")
    day = TODAY - timedelta(days=200)

    def met() -> list[str]:
        return sorted(one.name for one in context.records.contacts.values() if context.records.touches_of(one.uid))

    made = one_transaction(
        context,
        lambda: interviews.add(context, acme.uid, day, "second round", "priya, Tom and Ada Love (CTO); Zoe Park"),
    )
    assert met() == ["Dr. Ada Love", "Priya Nair"] and stranger.name not in met()
    (touch,) = context.records.touches_of(priya.uid)
    assert (touch.channel, touch.what, touch.at.date()) == ("in person", "Interview: second round", day)
    assert contacts.cadence(context, priya.uid).due_by < TODAY + timedelta(days=1)
    told = [one.what for one in timeline(context.records, acme.uid, NOW, context.rules)]
    assert told.count("Interview: second round") == 1 and not any("in person" in one for one in told)
    one_transaction(context, lambda: interviews.edit(context, made.uid, people="Tom Hall", day=TODAY))
    assert met() == [others[1].name]
    one_transaction(context, lambda: interviews.delete(context, [made.uid]))
    assert met() == []
