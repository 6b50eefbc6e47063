"""Contacts, touches, wins and learning items: what the small forms file, refuse and keep."""

from datetime import timedelta

import pytest
from textual.widgets import Input, Static

from rejection_tui.domain.steps import ActionState
from rejection_tui.services import contacts, journal, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.contact import ContactDialog
from rejection_tui.tui.dialogs.form import FormDialog
from rejection_tui.tui.dialogs.learning import LearningDialog
from rejection_tui.tui.dialogs.touch import TouchDialog
from rejection_tui.tui.dialogs.win import WinDialog
from rejection_tui.tui.widgets.choice import Choice
from rejection_tui.tui.widgets.field import Field
from rejection_tui.tui.widgets.rows import Rows
from tests.world.app import SmallApp, opened, press, said
from tests.world.clock import NOW
from tests.world.hostile import LINE as HOSTILE
from tests.world.sample import jane, northwind


def form(app: SmallApp) -> FormDialog[str]:
    screen = app.screen
    assert isinstance(screen, FormDialog)
    return screen


async def test_a_contact_from_a_rejection_is_filled_saved_and_attached(context: AppContext) -> None:
    rejection = northwind(context)
    app = SmallApp(lambda: ContactDialog(context, None, rejection.uid))
    async with app.run_test(notifications=True, tooltips=True) as pilot:
        assert form(app).line("name") == "Jane Hart" and form(app).line("email") == "jane.hart@northwind.example"
        form(app).put("tags", "data, recruiter, data")
        await pilot.press("enter")
        await pilot.pause()
    (contact,) = context.records.contacts.values()
    assert app.results == [contact.uid] and contact.tags == ("data", "recruiter")
    assert context.records.rejections[rejection.uid].contact == contact.uid
    action = context.records.action(rejection.uid, "cultivate.contact")
    assert action is not None and action.state is ActionState.DONE


async def test_nobody_found_is_an_answer_where_somebody_is_looked_for(context: AppContext) -> None:
    rejection = northwind(context)
    app = SmallApp(lambda: ContactDialog(context, None, rejection.uid))
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert app.results == [""] and not context.records.contacts
    action = context.records.action(rejection.uid, "cultivate.contact")
    assert action is not None and (action.state, action.reason) == (ActionState.SKIPPED, "found nobody")
    alone = SmallApp(lambda: ContactDialog(context))
    async with alone.run_test(notifications=True) as pilot:
        await pilot.press("ctrl+n")
        assert isinstance(alone.screen, ContactDialog), "of a contact by hand nobody is looked for"


async def test_a_contact_by_hand_needs_a_name_and_a_real_address(context: AppContext) -> None:
    app = SmallApp(lambda: ContactDialog(context))
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("enter")
        assert form(app).query_one("#field-name", Field).has_class("-wrong") and not context.records.contacts
        form(app).put("name", "Priya Nair")
        form(app).put("email", "priya at globex")
        await pilot.press("ctrl+s")
        assert app.focused is form(app).query_one("#email") and not context.records.contacts
        form(app).put("email", "priya@globex.example")
        await pilot.press("ctrl+s")
    assert [c.name for c in context.records.contacts.values()] == ["Priya Nair"]


async def test_a_refusal_keeps_the_form_open(context: AppContext) -> None:
    contacts.add(context, "Priya Nair", email="priya@globex.example")
    app = SmallApp(lambda: ContactDialog(context))
    async with app.run_test(notifications=True) as pilot:
        form(app).put("name", "Priya N.")
        form(app).put("email", "priya@globex.example")
        await pilot.press("enter")
        assert isinstance(app.screen, ContactDialog)
        assert app.said == ["Priya Nair has that address already; edit that contact instead. Nothing was saved."]
    assert len(context.records.contacts) == 1


async def test_the_card_shows_window_touches_and_wins(context: AppContext) -> None:
    contact = jane(context, northwind(context))
    contacts.touch(context, contact.uid, "email", "the article on streaming", False, NOW - timedelta(days=100))
    contacts.add_win(context, "Passed the CKA exam", "certificate")
    app = SmallApp(lambda: ContactDialog(context, contact))
    async with app.run_test(notifications=True, size=(120, 36)) as pilot:
        text = str(app.screen.query_one("#contact-card", Static).render())
        assert "Time to write: write by 16 Feb 2027." in text
        assert "16 Aug  email: the article on streaming  no answer" in text
        assert "Passed the CKA exam" in text
        await pilot.press("ctrl+t")
        form(app).put("what", "talked after the meet-up")
        form(app).query_one("#channel", Choice).value = "in person"
        await pilot.press("enter")
        await pilot.pause()
        text = str(app.screen.query_one("#contact-card", Static).render())
        assert (
            "talked after the meet-up" in text
            and "In touch: write again from 24 Feb 2027; write by 24 May 2027." in text
        )


async def test_asked_to_be_left_alone_is_kept(context: AppContext) -> None:
    contact = jane(context, northwind(context))
    app = SmallApp(lambda: ContactDialog(context, contact))
    async with app.run_test(notifications=True) as pilot:
        app.screen.query_one("#alone", Choice).value = "yes"
        form(app).put("role", "Head of Talent")
        await pilot.press("ctrl+s")
    kept = context.records.contacts[contact.uid]
    assert kept.never_again and kept.role == "Head of Talent"


async def test_a_touch_is_logged_with_its_day_and_the_one_before_answered(context: AppContext) -> None:
    contact = jane(context, northwind(context))
    first = contacts.touch(context, contact.uid, "email", "value update", None, NOW - timedelta(days=30))
    app = SmallApp(lambda: TouchDialog(context, contact.uid))
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("enter")
        assert form(app).query_one("#field-what", Field).has_class("-wrong")
        form(app).put("what", "coffee")
        await pilot.press("enter")
        assert app.focused is form(app).query_one("#channel") and not form(app).choice("channel")  # none is guessed
        form(app).query_one("#channel", Choice).value = "in person"
        form(app).query_one("#before", Choice).value = "yes"
        form(app).put("when", "yesterday")
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert context.records.touches[first.uid].answered is True
    touch = context.records.touches[app.results[0]]
    assert (touch.channel, touch.what, touch.at.date().isoformat(), touch.answered) == (
        "in person",
        "coffee",
        "2026-11-23",
        None,
    )


@pytest.mark.parametrize("day", ["next never", "tomorrow"])
async def test_a_touch_on_no_day_or_in_the_future_is_not_logged(context: AppContext, day: str) -> None:
    contact = jane(context, northwind(context))
    app = SmallApp(lambda: TouchDialog(context, contact.uid))
    async with app.run_test(notifications=True) as pilot:
        form(app).put("what", "coffee")
        form(app).query_one("#channel", Choice).value = "in person"
        form(app).put("when", day)
        await pilot.press("ctrl+s")
        assert isinstance(app.screen, TouchDialog)
    assert not context.records.touches


async def test_a_win_is_noted_and_edited(context: AppContext) -> None:
    app = SmallApp(lambda: WinDialog(context))
    async with app.run_test(notifications=True) as pilot:
        await pilot.press(*"CKA")
        assert form(app).choice("kind") == "other"  # a kind is said, not guessed: drafts speak of it
        form(app).query_one("#kind", Choice).value = "certificate"
        await pilot.press("enter")
    (win,) = context.records.wins.values()
    assert (win.title, win.kind, win.at) == ("CKA", "certificate", NOW)
    app = SmallApp(lambda: WinDialog(context, win))
    async with app.run_test(notifications=True) as pilot:
        form(app).put("title", "Passed the CKA exam")
        await pilot.press("enter")
    assert [(w.title, w.at) for w in context.records.wins.values()] == [("Passed the CKA exam", NOW)]


async def test_the_wins_so_far_are_listed_corrected_and_deleted(context: AppContext) -> None:
    contacts.add_win(context, "Wrote on streaming", "article", at=NOW - timedelta(days=9))
    exam = contacts.add_win(context, "Pased the CKA exam", "certificate", at=NOW - timedelta(days=1))
    async with opened(context) as (app, pilot):
        await press(pilot, "w", *["tab"] * 6)
        rows = app.screen.query_one(Rows)
        assert rows.has_focus and [win.title for win in rows.records] == ["Pased the CKA exam", "Wrote on streaming"]
        await press(pilot, "enter")
        await press(pilot, *"Passed", "enter")
        assert context.records.wins[exam.uid].title == "Passed" and context.records.wins[exam.uid].at == exam.at
        assert isinstance(app.screen, WinDialog) and rows.records[0].title == "Passed"
        await press(pilot, "delete")
        assert exam.uid not in context.records.wins and "u brings it back" in said(app)
        await press(pilot, "u")
        assert exam.uid in context.records.wins and len(rows.records) == 2
        await press(pilot, "delete", "delete")
        assert app.screen.query_one("#title").has_focus and not context.records.wins


async def test_a_win_to_come_is_refused(context: AppContext) -> None:
    app = SmallApp(lambda: WinDialog(context))
    async with app.run_test(notifications=True) as pilot:
        form(app).put("title", "CKA")
        form(app).put("when", "2026-12-01")
        await pilot.press("enter")
        assert isinstance(app.screen, WinDialog)
    assert not context.records.wins


async def test_learning_stands_beside_the_words_that_caused_it(context: AppContext) -> None:
    rejection = northwind(context)
    feedback = journal.add(context, rejection.uid, "You would need more Airflow.")
    app = SmallApp(lambda: LearningDialog(context, feedback.uid))
    async with app.run_test(notifications=True) as pilot:
        assert "You would need more Airflow." in str(app.screen.query_one(".quiet", Static).render())
        await pilot.press("enter")
        assert form(app).query_one("#field-title", Field).has_class("-wrong")
        form(app).put("title", "Airflow")
        form(app).put("due", "in 3 weeks")
        await pilot.press("enter")
    (item,) = context.records.learnings.values()
    assert (item.feedback, item.rejection, str(item.due)) == (feedback.uid, rejection.uid, "2026-12-15")


async def test_what_was_typed_comes_back_and_saving_forgets_it(context: AppContext) -> None:
    app = SmallApp(lambda: WinDialog(context))
    async with app.run_test(notifications=True) as pilot:
        await pilot.press(*"A talk", "escape")
        await pilot.pause()
        await app.push_screen(WinDialog(context))
        await pilot.pause()
        assert form(app).line("title") == "A talk"
        await pilot.press("enter")
        await pilot.pause()
        await app.push_screen(WinDialog(context))
        await pilot.pause()
        assert form(app).line("title") == ""


async def test_hostile_names_are_literal_everywhere(context: AppContext) -> None:
    rejection = northwind(context)
    contact = contacts.add_for(context, rejection.uid, HOSTILE, company=HOSTILE, notes=HOSTILE)
    contacts.touch(context, contact.uid, HOSTILE, HOSTILE)
    contacts.add_win(context, HOSTILE)
    rejections.edit(context, rejection.uid, company=HOSTILE)
    for make in (lambda: ContactDialog(context, contact), lambda: TouchDialog(context, contact.uid)):
        app = SmallApp(make)
        async with app.run_test(size=(120, 36), notifications=True, tooltips=True) as pilot:
            await pilot.pause()
            for strip in app.screen._compositor.render_strips():
                for segment in strip:
                    assert "\x1b" not in segment.text and "\u202e" not in segment.text
                    assert "@click" not in ((segment.style.meta if segment.style else None) or {})
            assert "[@click=app.quit]" in str(app.screen.query_one(".dialog").border_title)


async def test_a_long_paste_into_a_line_is_folded(context: AppContext) -> None:
    from textual import events

    app = SmallApp(lambda: ContactDialog(context))
    async with app.run_test(notifications=True) as pilot:
        app.screen.query_one("#name", Input).post_message(events.Paste("Priya\r\nNair\x1b[2J"))
        await pilot.pause()
        assert form(app).line("name") == "Priya Nair"


async def test_a_form_is_cleared_and_brought_back(context: AppContext) -> None:
    app = SmallApp(lambda: WinDialog(context))
    async with app.run_test(notifications=True) as pilot:
        await pilot.press(*"CKA", "ctrl+r")
        assert form(app).line("title") == "" and "ctrl+r brings it back" in app.said[-1]
        await pilot.press("ctrl+r")
        assert form(app).line("title") == "CKA"
