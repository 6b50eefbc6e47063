"""The people of a rejection, one person on a screen, and the help to find one."""

import pytest
from textual.widgets import Input, OptionList, Static

from rejection_tui.domain.draft import DraftKind
from rejection_tui.domain.participant import Part
from rejection_tui.domain.record import replace
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.reminder import Reminder
from rejection_tui.domain.steps import FOUND_NOBODY
from rejection_tui.services import contacts, drafts, letters, people, profile, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.find_person import FindPersonDialog
from rejection_tui.tui.dialogs.participants import AddPersonDialog, ParticipantsDialog
from rejection_tui.tui.dialogs.touch import TouchDialog
from rejection_tui.tui.screens.composer import Composer
from rejection_tui.tui.screens.person import PersonScreen
from rejection_tui.tui.widgets.reader import Reader
from rejection_tui.tui.widgets.rows import Rows
from tests.world.app import SmallApp, opened, press, said, seen
from tests.world.clock import NOW


@pytest.fixture
def acme(context: AppContext) -> Rejection:
    entry = letters.Entry(
        "Acme", "Analyst", NOW, recruiter_name="Priya Nair", recruiter_email="priya.nair@acme.example"
    )
    return rejections.add(context, entry)


async def test_one_key_takes_a_proposal_in_and_undo_takes_it_back(context: AppContext, acme: Rejection) -> None:
    async with opened(context) as (app, pilot):
        await press(pilot, "P")
        assert isinstance(app.screen, ParticipantsDialog) and "Nobody is noted here yet" in seen(app)
        await press(pilot, "space")
        (priya,) = context.records.contacts.values()
        assert priya.email == "priya.nair@acme.example" and "drafts go to them" in seen(app)
        await press(pilot, "u")
        assert not context.records.contacts and "Nobody is noted here yet" in seen(app)
        await press(pilot, "U", "enter")
        assert isinstance(app.screen, PersonScreen)
        await press(pilot, "escape")
        assert context.records.participants


async def test_a_person_is_added_with_a_part_that_can_be_changed(context: AppContext, acme: Rejection) -> None:
    people.add(context, acme.uid, "Priya Nair")
    app = SmallApp(lambda: ParticipantsDialog(context, acme))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, "a")
        assert isinstance(app.screen, AddPersonDialog)
        await press(pilot, "ctrl+s")
        assert "A name is enough" in seen(app)
        await press(pilot, *"Tom Reed", "tab", "right", "right", "ctrl+s")
        tom = next(c for c in context.records.contacts.values() if c.name == "Tom Reed")
        assert context.records.part_of(acme.uid, tom.uid) is Part.PANEL
        app.screen.query_one(OptionList).action_last()
        await press(pilot, "e", "down", "enter", "asterisk")
        assert context.records.rejections[acme.uid].contact == tom.uid
        await press(pilot, "delete")
        assert len(context.records.people_of(context.records.rejections[acme.uid])) == 1


async def test_a_person_on_one_screen_in_every_size(context: AppContext, acme: Rejection) -> None:
    priya = people.add(context, acme.uid, "Priya Nair")
    contacts.edit(context, priya.uid, sector="Energy", tags=("agency",), how_we_met="Interview, May")
    win = contacts.add_win(context, "Grid project", sector="energy")
    contacts.add_win(context, "A talk")
    contacts.touch(context, priya.uid, "phone", "a chat", True, rejection=acme.uid)
    with context.store.transaction("Given", NOW) as transaction:
        transaction.put(Reminder("m1", NOW.date(), "Send the slides", NOW, contact=priya.uid))
    app = SmallApp(lambda: PersonScreen(context, priya.uid))
    async with app.run_test(size=(200, 60), notifications=True) as pilot:
        await pilot.pause()
        text = seen(app)
        for words in ("Send the slides", "Grid project · suits them", "Interview, May", "agency", "Acme · Analyst",
                      "recruiter", "phone · a chat · answered", "Every 3 to 6 months", "In touch"):  # fmt: skip
            assert words in text, words
        assert text.index("Grid project") < text.index("A talk")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        rows, reader = app.screen.query_one(Rows), app.screen.query_one(Reader)
        assert rows.size.height >= 5 and reader.region.y >= rows.region.bottom and "Send the slides" in seen(app)
        await press(pilot, "N")
        assert context.records.contacts[priya.uid].never_again and "Asked to be left alone" in seen(app)
        assert "To tell them" not in seen(app) and "Grid project" not in seen(app)
        await press(pilot, "N", "A")
        assert context.records.contacts[priya.uid].archived
        contacts.touch(context, priya.uid, "email", "the project", win=win.uid)
        contacts.delete(context, [priya.uid])
        app.records_changed.publish(None)
        await pilot.pause()
        assert "not in the file any more" in seen(app)


async def test_lines_to_search_with_are_copied_and_nobody_is_an_answer(context: AppContext) -> None:
    entry = letters.Entry("Acme", "Analyst", NOW, recruiter_name="Lea Sand")
    filed = rejections.add(context, entry)
    contacts.add(context, "Jane Hart", email="jane.hart@acme.example", company="Acme")
    app = SmallApp(lambda: FindPersonDialog(context, filed))
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.pause()
        assert "first.last@acme.example, seen at Jane Hart" in seen(app)
        assert "A guess for Lea Sand: lea.sand@acme.example" in seen(app)
        await press(pilot, "j", "y")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.osc52 == ['site:linkedin.com/in "Acme" (recruiter OR "talent acquisition")']
        await press(pilot, "n")
        action = context.records.action(filed.uid, "cultivate.contact")
        assert action is not None and action.reason == FOUND_NOBODY and "found nobody" in said(app)


async def test_a_machine_s_letter_opens_the_help_from_the_checklist(context: AppContext) -> None:
    filed = rejections.add(context, letters.Entry("Acme", "Analyst", NOW))
    with context.store.transaction("Given", NOW) as transaction:
        transaction.put(replace(filed, no_reply=True, recruiter_email="no-reply@acme.example"))
    async with opened(context) as (app, pilot):
        await press(pilot, "P")
        assert "“Save the recruiter” in the checklist" in str(
            app.screen.query_one("#participants-said", Static).content
        )
        await press(pilot, "escape", "2", "G", "k", "k", "enter")
        assert isinstance(app.screen, FindPersonDialog)
        await press(pilot, "a")
        assert type(app.screen).__name__ == "ContactDialog"


@pytest.mark.parametrize("name", ["", "Priya Nair"])
async def test_who_is_proposed_is_spoken_of_only_where_somebody_is(context: AppContext, name: str) -> None:
    filed = rejections.add(context, letters.Entry("Acme", "Analyst", NOW, recruiter_name=name))
    app = SmallApp(lambda: ParticipantsDialog(context, filed))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert "a adds a person" in seen(app) and ("proposed below" in seen(app)) is bool(name)


async def test_the_composer_chooses_whom_it_is_to(context: AppContext, acme: Rejection) -> None:
    profile.confirm_name(context, "Alex Morgan")
    people.add(context, acme.uid, "Priya Nair", email="priya.nair@acme.example")
    people.add(context, acme.uid, "Tom Reed", Part.HIRING_MANAGER, "tom@acme.example")
    quiet = people.add(context, acme.uid, "Sam Quiet", Part.PANEL, "sam@acme.example")
    contacts.never_again(context, quiet.uid)
    app = SmallApp(lambda: Composer(context, drafts.open(context, DraftKind.REPLY, acme.uid)))
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        order = [one.contact.name for one in people.people(context.records, context.records.rejections[acme.uid])]
        await press(pilot, "P", *["down"] * order.index("Tom Reed"), "enter")
        assert app.screen.query_one("#composer-to", Input).value == "tom@acme.example" and "Dear Tom" in seen(app)
        await press(pilot, "P", *["down"] * order.index("Sam Quiet"), "enter")
        assert "Sam Quiet asked to be left alone" in said(app) and "Dear Tom" in seen(app)
        await press(pilot, "u")
        assert "Dear Priya" in seen(app)
        contacts.never_again(context, context.records.rejections[acme.uid].contact)
        app.records_changed.publish(None)
        await press(pilot, "y")
        assert "Priya Nair asked to be left alone" in said(app) and not app.osc52


async def test_a_message_logged_says_which_win_it_told(context: AppContext) -> None:
    jane = contacts.add(context, "Jane Hart")
    win = contacts.add_win(context, "CKA")
    app = SmallApp(lambda: TouchDialog(context, jane.uid))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, *"told her", "tab", "right", "tab", "tab", "tab", "right", "ctrl+s")
        (logged,) = context.records.touches.values()
        assert logged.win == win.uid
