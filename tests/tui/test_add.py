"""Adding a rejection: one paste, one key."""

import dataclasses

import pytest
from textual.widgets import Input, Static

from rejection_tui.domain.rejection import Outcome, RejectionKind, Stage
from rejection_tui.services import letters, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.add import AddDialog
from rejection_tui.tui.widgets.choice import Choice
from rejection_tui.tui.widgets.facts_panel import FactsPanel
from rejection_tui.tui.widgets.field import Field
from rejection_tui.tui.widgets.letter_text import LetterText
from tests.world.app import SmallApp, paste, said
from tests.world.clock import NOW
from tests.world.letters import INVITATION, LETTER

SIZE = (80, 24)


def _open(context: AppContext, text: str = "") -> SmallApp:
    return SmallApp(lambda: AddDialog(context, text))


async def test_one_paste_and_one_key_file_the_letter(context: AppContext) -> None:
    app = _open(context)
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await paste(pilot, LETTER)
        await pilot.press("enter")
        await pilot.pause()
        (filed,) = context.records.rejections.values()
        assert app.result == filed.uid
        assert (filed.company, filed.role, filed.stage) == ("Northwind", "Data Engineer", Stage.INTERVIEW)
        assert filed.recruiter_email == "jane.hart@northwind.example"
        assert filed.received.date().isoformat() == "2026-11-23"
        assert len(context.records.actions_of(filed.uid)) == 9
        assert context.records.letters[filed.letter].subject.startswith("Your application")
        assert app.changes == 1


async def test_the_own_name_is_confirmed_in_the_same_form(context: AppContext) -> None:
    app = _open(context)
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await paste(pilot, LETTER)
        assert app.screen.query_one("#my_name", Input).value == "Alex Doe"
        await pilot.press("enter")
        await pilot.pause()
        assert (context.records.me.name, context.records.me.confirmed) == ("Alex Doe", True)
    again = _open(context)
    async with again.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        assert not again.screen.query_one("#field-my_name").display


async def test_verdict_and_sources_are_shown(context: AppContext) -> None:
    app = _open(context, LETTER)
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        verdict = str(app.screen.query_one("#add-verdict", Static).content)
        assert verdict.startswith("Reads as a rejection: “")
        assert app.screen.query_one("#field-company", Field).note.startswith("from ")


async def test_by_hand_with_a_day_in_words(context: AppContext) -> None:
    app = _open(context)
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press(*"Acme", "tab", *"Analyst", "tab", "right", "tab", "right", "tab")
        app.screen.query_one("#received", Input).value = "3 days ago"
        await pilot.press("ctrl+s")
        await pilot.pause()
        (filed,) = context.records.rejections.values()
        assert (filed.company, filed.role, filed.stage) == ("Acme", "Analyst", Stage.SCREENING)
        assert filed.kind is RejectionKind.ROLE_CLOSED
        assert filed.received.date().isoformat() == "2026-11-21"


async def test_a_missing_company_takes_the_focus_and_says_so(context: AppContext) -> None:
    app = _open(context)
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        app.screen.query_one("#role", Input).focus()
        await pilot.press("enter")
        await pilot.pause()
        assert app.focused is app.screen.query_one("#company")
        assert "needs a company" in app.screen.query_one("#field-company", Field).note
        assert not context.records.rejections


@pytest.mark.parametrize(("text", "words"), [("soonish", "not a day I can read"), ("2027-01-01", "still to come")])
async def test_a_wrong_day_is_said_beside_its_field(context: AppContext, text: str, words: str) -> None:
    app = _open(context)
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        app.screen.query_one("#company", Input).value = "Acme"
        app.screen.query_one("#received", Input).value = text
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert words in app.screen.query_one("#field-received", Field).note
        assert app.focused is app.screen.query_one("#received")
        assert not context.records.rejections


async def test_an_invitation_is_not_filed_by_one_key(context: AppContext) -> None:
    app = _open(context)
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await paste(pilot, INVITATION)
        dialog = app.screen
        assert isinstance(dialog, AddDialog)
        assert "invitation to an interview" in dialog.warning
        await pilot.press("enter")
        await pilot.pause()
        assert not context.records.rejections
        await pilot.press("enter")
        await pilot.pause()
        assert len(context.records.rejections) == 1


async def test_the_same_letter_is_never_filed_twice(context: AppContext) -> None:
    rejections.add(context, letters.entry_of(letters.read_text(LETTER), NOW))
    app = _open(context, LETTER)
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        dialog = app.screen
        assert isinstance(dialog, AddDialog)
        assert "filed already" in dialog.warning
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert len(context.records.rejections) == 1
        assert "filed already" in said(app)


async def test_the_same_company_and_role_is_said_and_the_user_decides(context: AppContext) -> None:
    rejections.add(context, letters.Entry("Acme", "Analyst", NOW))
    app = _open(context)
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press(*"acme", "tab", *"analyst", "enter")
        await pilot.pause()
        dialog = app.screen
        assert isinstance(dialog, AddDialog)
        assert "filed already" in dialog.warning and len(context.records.rejections) == 1
        await pilot.press("enter")
        await pilot.pause()
        assert len(context.records.rejections) == 2


async def test_on_hold_is_filed_as_such(context: AppContext) -> None:
    app = _open(context)
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press(*"Acme")
        app.screen.query_one("#kind", Choice).value = "on_hold"
        await pilot.press("enter")
        await pilot.pause()
        (filed,) = context.records.rejections.values()
        assert filed.outcome is Outcome.ON_HOLD and filed.revisit is not None


async def test_escape_keeps_what_was_typed_and_pasted(context: AppContext) -> None:
    app = _open(context)
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await paste(pilot, LETTER)
        app.screen.query_one("#role", Input).value = "Senior Data Engineer"
        await pilot.press("escape")
        await pilot.pause()
        assert app.result is None and not context.records.rejections
        app.push_screen(AddDialog(context), app.results.append)
        await pilot.pause()
        await pilot.pause()
        assert app.screen.query_one("#role", Input).value == "Senior Data Engineer"
        await pilot.press("ctrl+s")
        await pilot.pause()
        (filed,) = context.records.rejections.values()
        assert filed.role == "Senior Data Engineer" and filed.letter


async def test_hostile_text_is_shown_as_text(context: AppContext) -> None:
    app = _open(context)
    hostile = LETTER.replace("Northwind", "[/]\x1b]52;c;cHduZWQ=\x07[@click=app.bell]Northwind")
    async with app.run_test(size=(120, 36), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await paste(pilot, hostile)
        app.screen.query_one("#company", Input).value = "[/] [b]x[/i]"
        await pilot.press("ctrl+s")
        await pilot.pause()
        (filed,) = context.records.rejections.values()
        assert filed.company == "[/] [b]x[/i]"
        assert "[/]" in said(app)


async def test_every_size_keeps_all_fields_reachable(context: AppContext) -> None:
    for size in ((60, 15), (80, 24), (200, 60)):
        app = _open(context, LETTER)
        async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
            await pilot.pause()
            app.screen.query_one("#my_name", Input).focus()
            await pilot.pause()
            assert app.screen.query_one("#my_name").region.overlaps(app.screen.region)


async def test_a_pasted_letter_that_is_none_is_remembered_and_not_filed(context: AppContext) -> None:
    app = _open(context, LETTER)
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert app.result is None and not context.records.rejections
        assert [c.right for c in context.records.corrections.values()] == ["other"]


async def test_without_a_letter_there_is_nothing_to_say_no_to(context: AppContext) -> None:
    app = _open(context)
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert isinstance(app.screen, AddDialog) and "no letter yet" in app.screen.warning


async def test_what_was_corrected_is_proposed_for_the_next_letter(context: AppContext) -> None:
    entry = letters.entry_of(letters.read_text(LETTER), context.now())
    rejections.add(context, dataclasses.replace(entry, company="Northwind Europe"))
    app = _open(context, LETTER.replace("<n1@", "<n2@"))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        assert app.screen.query_one("#company", Input).value == "Northwind Europe"
        note = str(app.screen.query_one("#field-company", Field).query(Static).last().content)
        assert "your correction of an earlier letter" in note


async def test_what_the_letter_says_stands_below_it(context: AppContext) -> None:
    app = _open(context, LETTER)
    async with app.run_test(size=(120, 36), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        panel, letter = app.screen.query_one(FactsPanel), app.screen.query_one(LetterText)
        assert panel.region.y == letter.region.bottom and letter.region.height > 8


async def test_a_restored_form_is_cleared_with_one_key_and_brought_back(context: AppContext) -> None:
    app = _open(context)
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await paste(pilot, LETTER)
        await pilot.press("escape")
        app.push_screen(AddDialog(context), app.results.append)
        await pilot.pause()
        company = app.screen.query_one("#company", Input)
        assert company.value == "Northwind"
        await pilot.press("ctrl+r")
        await pilot.pause()
        verdict = str(app.screen.query_one("#add-verdict", Static).content)
        assert company.value == "" and "ctrl+r brings it back" in verdict and not app.screen.has_class("-letter")
        assert app.screen.query_one("#received", Input).value == "today"
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert company.value == "Northwind" and app.screen.has_class("-letter")
        await pilot.press("ctrl+r", "escape")
        app.push_screen(AddDialog(context), app.results.append)
        await pilot.pause()
        assert app.screen.query_one("#company", Input).value == ""


async def test_the_arrows_go_from_field_to_field(context: AppContext) -> None:
    app = _open(context)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        first = app.focused
        await pilot.press("down", "down")
        assert app.focused is not None and app.focused.id == "stage"
        await pilot.press("up", "up")
        assert app.focused is first and first is not None and first.id == "company"
