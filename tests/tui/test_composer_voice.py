"""Language, greeting and answer by a key each, and the sheet of a call, which is no mail."""

from pathlib import Path

import pytest
from textual.widgets import Input, Static

from rejection_tui.domain.draft import Draft, DraftKind
from rejection_tui.domain.language import Language
from rejection_tui.domain.record import replace
from rejection_tui.drafting import Place, with_place
from rejection_tui.services import drafts
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.overwrite import SaveAs
from rejection_tui.tui.screens.composer import Composer
from rejection_tui.tui.screens.composer.rewording import next_language
from tests.tui.test_composer import app_for, clip, shown
from tests.world.app import SmallApp
from tests.world.clock import NOW
from tests.world.sample import northwind

__all__ = ["clip"]

DE, EN = Language.DE_DE, Language.EN_GB
PLACE = Place("experience", ("reason.skill",), "I have used it: [in a few words].")


def line(app: SmallApp, name: str) -> str:
    return str(app.screen.query_one(f"#composer-{name}", Static).render())


@pytest.fixture
def german(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every draft can be written in German and in English."""

    def written(context: AppContext, draft: Draft, language: Language) -> Draft:
        body = draft.body.replace("Dear", "Hallo") if language is DE else draft.body.replace("Hallo", "Dear")
        return replace(draft, body=body, language=language.value)

    monkeypatch.setattr(drafts, "languages", lambda *_: (DE, EN))
    monkeypatch.setattr(drafts, "in_language", written)


async def test_the_title_names_the_language_and_a_key_switches_it(context: AppContext, german: None) -> None:
    app = app_for(context, language="en-GB")
    async with app.run_test(notifications=True) as pilot:
        assert line(app, "title") == "Gracious reply · Northwind Ltd · interview · English (British)"
        await pilot.press("T")
        assert line(app, "title") == "Gracious reply · Northwind Ltd · interview · German"
        assert shown(app).draft.body.startswith("Hallo Jane,") and app.said == ["In German now; T switches back."]
        await pilot.press("T")
        assert shown(app).draft.language == "en-GB" and shown(app).draft.body.startswith("Dear Jane,")


async def test_another_language_of_a_saved_draft_is_a_new_wording(context: AppContext, german: None) -> None:
    app = app_for(context, language="en-GB")
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("e", "1", "escape")
        saved = shown(app).draft
        await pilot.press("T")
        assert context.records.drafts == {saved.uid: saved}
        assert shown(app).draft.uid != saved.uid and "new wording" in line(app, "title")


async def test_with_one_language_it_says_so(context: AppContext) -> None:
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        before = shown(app).draft
        await pilot.press("T")
        assert shown(app).draft == before and app.said[-1].startswith("The letter's language and yours are the same")


def test_the_languages_go_round() -> None:
    assert next_language((), "de-DE") is None and next_language((DE,), "de-DE") is None
    assert next_language((DE, EN), "de-DE") is EN and next_language((DE, EN), "en-GB") is DE
    assert next_language((DE, EN), "") is DE and next_language((DE,), "tr") is DE


async def test_the_greeting_stands_apart_and_a_key_takes_the_next(
    context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms = {"Dear Jane,": "Dear Ms Hart,", "Dear Ms Hart,": "Hello,", "Hello,": "Dear Jane,"}

    def following(context: AppContext, draft: Draft) -> Draft:
        first, _, rest = draft.body.partition("\n")
        return replace(draft, body=f"{forms[first]}\n{rest}")

    monkeypatch.setattr(drafts, "next_greeting", following)
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        assert line(app, "greeting") == "Dear Jane" and line(app, "greeting-key") == "F: next form"
        for form in ("Dear Ms Hart,", "Hello,", "Dear Jane,"):
            await pilot.press("F")
            assert line(app, "greeting") == form.rstrip(",") and shown(app).draft.body.startswith(form)


async def test_the_next_form_is_another_greeting_of_the_same_message(context: AppContext) -> None:
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        before, first = shown(app).draft.body, line(app, "greeting")
        await pilot.press("F")
        assert line(app, "greeting") not in ("none", first)
        assert shown(app).draft.body.split("\n")[1:] == before.split("\n")[1:]


async def test_without_another_greeting_it_says_so(context: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "next_greeting", lambda _, d: d)
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("F", "O")
        assert app.said == [
            "There is no other form of greeting for this one; e changes it by hand.",
            "Only an answer to their question says yes, no, or a time.",
        ]


async def test_an_answer_is_yes_no_or_a_time(context: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {"Yes.": "No.", "No.": "On Tuesday.", "On Tuesday.": "Yes."}
    monkeypatch.setattr(drafts, "next_answer", lambda _, d: replace(d, body=answers[d.body]))
    one = northwind(context)
    draft = Draft("a1", DraftKind.ANSWER, "Your question", "Yes.", NOW, "jane@northwind.example", one.uid)
    app = SmallApp(lambda: Composer(context, draft))
    async with app.run_test(notifications=True) as pilot:
        for answer in ("No.", "On Tuesday.", "Yes."):
            await pilot.press("O")
            assert shown(app).draft.body == answer == shown(app).body.text


# The sheet of a call


def sheet(context: AppContext) -> SmallApp:
    one = northwind(context)
    body = "Hello, this is Alex Morgan.\n\nOne question: which part was weaker?\n\nThank you."
    return SmallApp(lambda: Composer(context, Draft("p1", DraftKind.PHONE, "", body, NOW, "", one.uid)))


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_phone_sheet_has_no_address(context: AppContext, size: tuple[int, int]) -> None:
    app = sheet(context)
    async with app.run_test(size=size, notifications=True) as pilot:
        assert not app.screen.query("#composer-to, #composer-subject, #composer-greeting")
        assert line(app, "state") == "not copied · not called"
        await pilot.press("M")
        assert app.said[-1].startswith("A phone sheet is for a call, not for an email")
        await pilot.press("e", "x", "escape")
        assert shown(app).draft.body.startswith("xHello")


async def test_a_phone_sheet_is_written_as_text(context: AppContext, tmp_path: Path) -> None:
    app = sheet(context)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("ctrl+e")
        assert isinstance(app.screen, SaveAs)
        field = app.screen.query_one("#save-path", Input)
        assert field.value.endswith("northwind-ltd-phone.txt")
        field.value = str(tmp_path / "sheet.txt")
        await pilot.press("enter")
        await pilot.pause()
        written = (tmp_path / "sheet.txt").read_text("utf-8")
        assert written == f"{shown(app).draft.body}\n" and app.said[-1].endswith("S when you have called.")


async def test_a_call_is_recorded_by_the_users_word(context: AppContext) -> None:
    app = sheet(context)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("S")
        assert app.said == ["Recorded as called. u takes it back."]
        assert line(app, "state") == "called 10:00, by your word"
        await pilot.press("u")
        assert app.said == ["Undone: that you called."] and line(app, "state") == "not copied · not called"


async def test_a_sentence_of_their_own_words_is_offered_and_filled_by_typing(
    context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "places", lambda *_: (PLACE,))
    monkeypatch.setattr(drafts, "with_place", lambda _, draft, __: with_place(draft, PLACE, ()))
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        body = shown(app).draft.body
        assert "I: own words" in str(shown(app).body.border_subtitle)
        await pilot.press("I", "enter", *"python")
        assert shown(app).editing and "I have used it: python." in shown(app).body.text
        await pilot.press("escape", "u", "u")
        assert shown(app).draft.body == body


async def test_without_anything_to_add_it_says_so(context: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "places", lambda *_: ())
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("I")
        assert app.said == ["This letter calls for nothing more; e edits the text."]
