"""Undo in the composer takes back the text first, then what is filed; every assertion is on text, file and toast."""

from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from rejection_tui.domain.draft import Draft, DraftKind
from rejection_tui.domain.language import Language
from rejection_tui.domain.record import replace
from rejection_tui.services import contacts, drafts, history, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.tui.app import RejTUI
from rejection_tui.tui.screens.composer import Composer
from tests.tui.test_composer import ANSWERING, app_for, app_with_editor, clip, shown
from tests.world.app import SmallApp, opened, press, said
from tests.world.clock import Clock
from tests.world.records import minutes
from tests.world.sample import again, jane, named, northwind

__all__ = ["clip"]


def bodies(context: AppContext) -> list[str]:
    """Return the texts of the versions in the file, oldest first."""
    return [d.body for d in sorted(context.records.drafts.values(), key=lambda d: d.created)]


async def test_an_edit_is_undone_with_the_version_saved_for_it(context: AppContext) -> None:
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        before = shown(app).draft.body
        await pilot.press("e", *"Hello ", "escape", "u")
        await pilot.pause()
        assert shown(app).draft.body == before == shown(app).body.text and bodies(context) == []
        assert app.said == ["Undone: the edit."]
        await pilot.press("U")
        await pilot.pause()
        assert shown(app).draft.body == "Hello " + before and bodies(context) == ["Hello " + before]
        assert app.said == ["Done again: the edit."]
        assert shown(app).is_saved


async def test_edits_are_undone_one_after_the_other(context: AppContext, clock: Clock) -> None:
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        first = shown(app).draft.body
        await pilot.press("e", "1", "escape")
        clock.moment = minutes(1)
        await pilot.press("e", "2", "escape")
        assert bodies(context) == ["1" + first, "12" + first]
        await pilot.press("ctrl+z")
        assert shown(app).draft.body == "1" + first and bodies(context) == ["1" + first]
        await pilot.press("ctrl+z")
        assert shown(app).draft.body == first and bodies(context) == []
        await pilot.press("ctrl+y", "ctrl+y")
        assert shown(app).draft.body == "12" + first and bodies(context) == ["1" + first, "12" + first]


async def test_address_and_subject_are_undone_too(context: AppContext) -> None:
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        before = shown(app).draft
        await pilot.press("e", "shift+tab", "end", *" and", "escape", "u")
        await pilot.pause()
        assert app.screen.query_one("#composer-subject", Input).value == before.subject == shown(app).draft.subject


async def test_an_edit_that_changed_nothing_is_no_change(context: AppContext) -> None:
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("e", "x", "backspace", "escape", "R", "u")
        assert app.said[-1] == "Undone: the other wording."


@pytest.mark.parametrize(("key", "what"), [("R", "the other wording"), ("Q", "the question added")])
async def test_other_words_are_undone(context: AppContext, key: str, what: str) -> None:
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        before = shown(app).draft
        await pilot.press(key)
        after = shown(app).draft
        assert after.body != before.body
        await pilot.press("u")
        assert shown(app).draft == before and app.said == [f"Undone: {what}."]
        await pilot.press("U")
        assert shown(app).draft == after and app.said == [f"Done again: {what}."]


async def test_the_number_of_the_wording_comes_back_too(context: AppContext) -> None:
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("R", "u", "R")
        assert app.said[-1].startswith("Wording 2 of ")


async def test_language_greeting_and_answer_are_undone(context: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
    def german(context: AppContext, draft: Draft, language: Language) -> Draft:
        return replace(draft, body=f"Hallo Jane,\n{draft.body}", language=language.value)

    monkeypatch.setattr(drafts, "languages", lambda *_: (Language.DE_DE, Language.EN_GB))
    monkeypatch.setattr(drafts, "in_language", german)
    monkeypatch.setattr(drafts, "next_greeting", lambda _, d: replace(d, body=f"Dear Ms Hart,\n{d.body}"))
    monkeypatch.setattr(drafts, "next_answer", lambda _, d: replace(d, body=f"Yes.\n{d.body}"))
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        screen = shown(app)
        screen.draft = screen.fresh = replace(screen.draft, kind=DraftKind.ANSWER)
        first = screen.draft
        await pilot.press("T", "F", "O")
        assert shown(app).draft.body.startswith("Yes.\nDear Ms Hart,\nHallo Jane,\n")
        for what in ("the other answer", "the other greeting", "the other language"):
            await pilot.press("u")
            assert app.said == [f"Undone: {what}."]
        assert shown(app).draft == first and not context.records.drafts


async def test_what_the_editor_changed_is_undone(
    context: AppContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_with_editor(context, ANSWERING, tmp_path, monkeypatch)
    async with app.run_test(notifications=True) as pilot:
        before = shown(app).draft.body
        await pilot.press("E", "u")
        assert shown(app).draft.body == before and app.said == ["Undone: what your editor changed."]
        assert not context.records.drafts


async def test_while_typing_the_text_area_undoes(context: AppContext) -> None:
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        first = shown(app).draft.body
        await pilot.press("e", *"abc", "ctrl+z")
        assert shown(app).body.text == first and shown(app).editing
        await pilot.press("ctrl+z", "ctrl+y")
        assert shown(app).body.text == "abc" + first
        await pilot.press("shift+tab", "ctrl+z")
        assert shown(app).editing and app.said == ["ctrl+s ends the editing; then u takes it back."]
        await pilot.press("escape", "u")
        assert shown(app).draft.body == first and isinstance(app.screen.query_one("#composer-body"), TextArea)


async def test_typing_never_brings_back_an_earlier_text(context: AppContext) -> None:
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("e", "1", "escape", "R")
        reworded = shown(app).draft.body
        await pilot.press("e", "ctrl+z", "ctrl+z", "escape")
        assert shown(app).draft.body == reworded


async def test_what_was_sent_is_taken_back_in_its_turn(context: AppContext) -> None:
    app = app_for(context)
    rejection = next(iter(context.records.rejections))
    async with app.run_test(notifications=True) as pilot:
        first = shown(app).draft.body
        await pilot.press("e", "1", "escape", "S")
        await pilot.pause()
        assert shown(app).draft.sent is not None
        await pilot.press("u")
        action = context.records.action(rejection, "reply.send")
        assert action is not None and action.open and shown(app).draft.sent is None
        assert shown(app).draft.body == "1" + first and app.said == ["Undone: that you sent it."]
        assert str(app.screen.query_one("#composer-state").render()) == "not copied · not sent"
        await pilot.press("u")
        assert shown(app).draft.body == first and not context.records.drafts


async def test_a_version_copied_since_stays(context: AppContext, clip: Path, clock: Clock) -> None:
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        first = shown(app).draft.body
        await pilot.press("e", "1", "escape", "y")
        await app.workers.wait_for_complete()
        await pilot.press("u")
        await pilot.pause()
        assert shown(app).draft.body == first == shown(app).body.text
        assert app.said == ["Undone: the edit. What was filed with it stays, because something came after it."]
        assert bodies(context) == ["1" + first] and not shown(app).is_saved
        assert "new wording" in str(app.screen.query_one("#composer-title").render())
        app.records_changed.publish(None)
        await pilot.pause()
        assert shown(app).draft.body == first, "a change elsewhere does not bring the other text back"
        clock.moment = minutes(1)
        await pilot.press("e", "home", "2", "escape")
        assert bodies(context) == ["1" + first, "2" + first]


async def test_another_programs_act_in_between_is_not_undone(context: AppContext) -> None:
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        first = shown(app).draft.body
        await pilot.press("e", "1", "escape")
        other = again(context)
        contacts.add(other, "Ola Berg")
        await pilot.press("u")
        assert shown(app).draft.body == first and "What was filed with it stays" in app.said[-1]
        assert [c.name for c in context.records.contacts.values()] == ["Ola Berg"]


async def test_a_sent_that_cannot_be_taken_back_says_why(context: AppContext) -> None:
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("S")
        rejections.edit(again(context), next(iter(context.records.rejections)), notes="a word")
        await pilot.press("u")
        assert shown(app).draft.sent is not None and "came after" in app.said[-1]


async def test_a_win_is_taken_back_with_its_text(context: AppContext) -> None:
    contact = jane(context, northwind(context))
    app = SmallApp(lambda: Composer(context, drafts.open(context, DraftKind.VALUE, contact=contact.uid)))
    async with app.run_test(notifications=True) as pilot:
        before = shown(app).draft.body
        await pilot.press("w", *"Passed the CKA exam", "enter")
        await pilot.pause()
        assert "Passed the CKA exam" in shown(app).draft.body
        await pilot.press("u")
        assert shown(app).draft.body == before and not context.records.wins and app.said == ["Undone: the win."]


def composer(app: RejTUI) -> Composer:
    assert isinstance(app.screen, Composer)
    return app.screen


async def test_with_nothing_left_here_the_last_act_of_the_file_is_undone(lived: AppContext) -> None:
    uid = named(lived, "Northwind").uid
    rejections.edit(lived, uid, notes="a word")
    async with opened(lived) as (app, pilot):
        await press(pilot, "d", "R", "u")
        assert said(app) == "Undone: the other wording." and lived.records.rejections[uid].notes == "a word"
        await press(pilot, "u")
        assert said(app).startswith("Undone: ") and lived.records.rejections[uid].notes == ""
        await press(pilot, "U")
        assert "Done again: the other wording." in said(app)


async def test_an_undone_version_of_before_leaves_the_screen(context: AppContext, clock: Clock) -> None:
    northwind(context)
    async with opened(context) as (app, pilot):
        await press(pilot, "d", "e", "1", "escape")
        clock.moment = minutes(1)
        await press(pilot, "e", "2", "escape", "escape", "d")
        assert composer(app).draft.body.startswith("12")
        await press(pilot, "u")
        assert composer(app).draft.body.startswith("1Dear") and len(lived_versions(context)) == 1
        await press(pilot, "u")
        assert composer(app).draft.body.startswith("Dear") and not lived_versions(context)
        assert len(history.entries(context)) > 0


def lived_versions(context: AppContext) -> list[Draft]:
    return list(context.records.drafts.values())


async def test_the_rejection_that_a_draft_is_about_is_never_taken_back_in_the_draft(context: AppContext) -> None:
    northwind(context)
    async with opened(context) as (app, pilot):
        await press(pilot, "d", "e", "1", "escape", "u", "u", "u")
        assert isinstance(app.screen, Composer) and len(context.records.rejections) == 1
        assert "on the dashboard u takes back the rejection" in said(app)
        assert not app.screen.query_one(TextArea).text.startswith("1")
