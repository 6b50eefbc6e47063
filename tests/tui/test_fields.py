"""Fields of a form: room for what is in them, notes and complaints in full, and typing that replaces."""

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Input

from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.add import AddDialog
from rejection_tui.tui.widgets.choice import Choice
from rejection_tui.tui.widgets.field import Field, LineInput
from rejection_tui.tui.widgets.path_input import PathInput
from tests.world.app import SmallApp, paste

LONG = "Senior Data Platform Engineer, Payments and Risk"
COMPLAINT = "“31.02.2026” is not a day I can read. Try today, yesterday, 3 days ago, 24 Nov, 24.11.2026 or 2026-11-24."


class Form(Screen[None]):
    """A field with a value, a choice and a path."""

    def compose(self) -> ComposeResult:
        yield Field("Role", LineInput(LONG, id="role"), id="field-role")
        yield Field("Day", LineInput("today", id="day"), "Tue 24 Nov 2026", id="field-day")
        yield Field("What", Choice([("a", "one"), ("b", "two")], id="what"), id="field-what")
        yield Field("File", PathInput("~/letters/", id="path"), id="field-path")


def _field(app: SmallApp, name: str) -> Field:
    return app.screen.query_one(f"#field-{name}", Field)


async def test_a_value_has_the_whole_line_and_its_note_goes_below(context: AppContext) -> None:
    app = SmallApp(Form)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        role, day = _field(app, "role"), _field(app, "day")
        assert app.screen.query_one("#role").size.width == 65 and role.size.height == 1
        assert day.has_class("-beside") and day.size.height == 1
        role.say("from “your application for the role of Senior Data Platform Engineer”")
        await pilot.pause()
        assert not role.has_class("-beside") and app.screen.query_one("#role").size.width > len(LONG)
        assert role.size.height == 3  # the value, and the note in full on two lines


async def test_a_complaint_is_shown_in_full_and_goes_when_it_is_corrected(context: AppContext) -> None:
    app = SmallApp(Form)
    async with app.run_test(size=(60, 15)) as pilot:
        await pilot.pause()
        day = _field(app, "day")
        day.say(COMPLAINT, wrong=True)
        await pilot.pause()
        note = day.query_one(".field--note")
        assert day.has_class("-wrong") and day.note == f"! {COMPLAINT}"
        assert note.size.width * note.size.height >= len(COMPLAINT) + 2 and note.size.height == 3
        app.screen.query_one("#day").focus()
        await pilot.press("right")
        assert day.has_class("-wrong")  # nothing was corrected yet
        await pilot.press("x")
        await pilot.pause()
        assert not day.has_class("-wrong") and day.note == "" and day.size.height == 1


async def test_a_complaint_about_a_choice_goes_too(context: AppContext) -> None:
    app = SmallApp(Form)
    async with app.run_test(size=(80, 24)) as pilot:
        _field(app, "what").say("one of them", wrong=True)
        app.screen.query_one("#what").focus()
        await pilot.press("right")
        await pilot.pause()
        assert _field(app, "what").note == ""


async def test_typing_and_pasting_replace_what_was_filled_in(context: AppContext) -> None:
    app = SmallApp(Form)
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.query_one("#role").focus()
        await pilot.press("tab", *"fri")
        assert app.screen.query_one("#day", Input).value == "fri"
        app.screen.query_one("#path").focus()
        await pilot.pause()
        await paste(pilot, "/tmp/mail.mbox")
        assert app.screen.query_one("#path", Input).value == "/tmp/mail.mbox"
        app.screen.query_one("#role").focus()
        await pilot.pause()
        await paste(pilot, "Analyst")
        await pilot.press("end", "s")
        assert app.screen.query_one("#role", Input).value == "Analysts"


async def test_the_first_field_is_selected_once_a_letter_filled_it(context: AppContext) -> None:
    app = SmallApp(lambda: AddDialog(context, "Dear Alex,\n\nThank you for applying at Northwind.\nUnfortunately no."))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        field = app.screen.focused
        assert isinstance(field, Input)
        await pilot.press(*"Acme")
        assert field.value == "Acme"
