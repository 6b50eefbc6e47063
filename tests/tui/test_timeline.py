"""The timeline, the outcome and the company card."""

from datetime import timedelta

from textual.widgets import Input, Static
from textual.widgets.option_list import Option

from rejection_tui.domain.outcome import TimelineEntry
from rejection_tui.domain.rejection import Outcome
from rejection_tui.services import outcomes, reminders
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.route import Destination, Route
from rejection_tui.tui.dialogs.outcome import OutcomeDialog
from rejection_tui.tui.routes import open_route
from rejection_tui.tui.screens.company import CompanyScreen
from rejection_tui.tui.screens.composer import Composer
from rejection_tui.tui.screens.letter import LetterScreen
from rejection_tui.tui.screens.timeline import TimelineScreen
from rejection_tui.tui.widgets.choice import Choice
from rejection_tui.tui.widgets.field import Field
from rejection_tui.tui.widgets.reader import Reader
from rejection_tui.tui.widgets.rows import Rows
from tests.world.app import SmallApp, dashboard, opened, press, said
from tests.world.sample import some_answers, some_bullets, some_rejections

SIZE = (80, 24)


async def test_from_the_application_to_what_comes_next(context: AppContext) -> None:
    filed = some_rejections(context)
    some_answers(context, filed)
    reminders.add(context, context.now().date() + timedelta(days=300), "Call them", filed[2].uid)
    app = SmallApp(lambda: TimelineScreen(context, filed[2].uid))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        rows = app.screen.query_one(Rows)
        kinds = [e.kind for e in rows.records if isinstance(e, TimelineEntry)]
        assert kinds[0] == "applied" and "letter" in kinds and "feedback" in kinds
        assert kinds[-2:] == ["next", "reminder"]
        pauses = [str(o.prompt) for o in rows.options if o.disabled]
        assert any("weeks" in words for words in pauses)
        await pilot.press("enter")
        await pilot.pause()
        assert app.result == Destination(Route.DRAFT_REPLY, filed[2].uid)


async def test_the_answer_under_the_cursor_is_read_in_full(context: AppContext) -> None:
    filed = some_rejections(context)
    answers = some_answers(context, filed)
    app = SmallApp(lambda: TimelineScreen(context, filed[2].uid))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        rows = app.screen.query_one(Rows)
        entry = next(e for e in rows.records if isinstance(e, TimelineEntry) and e.kind == "feedback")
        rows.highlighted = rows.get_option_index(next(o.id or "" for o in rows.options if ":feedback" in (o.id or "")))
        await pilot.pause()
        assert "the other candidate gave figures" in app.screen.query_one(Reader).text
        await pilot.press("enter")
        await pilot.pause()
        assert entry.ref == answers[2].uid and app.result == Destination(Route.FEEDBACK, answers[2].uid)


async def test_the_outcome_is_recorded_with_a_word_and_shown(context: AppContext) -> None:
    filed = some_rejections(context)
    app = SmallApp(lambda: TimelineScreen(context, filed[0].uid))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("o")
        await pilot.pause()
        await pilot.press("right", "right", "tab", *"she wrote", "enter")
        await pilot.pause()
        assert context.records.rejections[filed[0].uid].outcome is Outcome.RE_ENGAGED
        assert any("re-engaged" in e.what for e in app.screen.query_one(Rows).records if isinstance(e, TimelineEntry))
        assert "re-engaged" in said(app)


async def test_letter_and_company_are_one_key_away_and_hand_on_what_is_wanted(context: AppContext) -> None:
    filed = some_rejections(context)
    app = SmallApp(lambda: TimelineScreen(context, filed[0].uid))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("l")
        await pilot.pause()
        assert isinstance(app.screen, LetterScreen)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("C")
        await pilot.pause()
        assert isinstance(app.screen, CompanyScreen)
        await pilot.press("d")
        await pilot.pause()
        assert app.result == Destination(Route.REAPPLY, filed[0].uid)


async def test_the_company_card_says_what_is_new_and_when_to_apply(context: AppContext) -> None:
    filed = some_rejections(context)
    some_bullets(context)
    app = SmallApp(lambda: CompanyScreen(context, "initech"))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        assert "Apply again from" in str(app.screen.query_one("#company-reapply", Static).content)
        rows = "\n".join(str(o.prompt) for o in app.screen.query_one(Rows).options)
        assert "Built 12 dashboards" in rows and filed[2].role in rows


async def test_an_unknown_company_is_said_calmly(context: AppContext) -> None:
    app = SmallApp(lambda: CompanyScreen(context, "[/]nowhere"))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        assert "Nothing is filed" in said(app)
        await pilot.press("escape")
        await pilot.pause()
        assert app.result is None


async def test_the_outcome_dialog_opens_on_what_is_and_records_no_change_that_is_none(context: AppContext) -> None:
    one = some_rejections(context)[0]
    before = len(context.records.events)
    app = SmallApp(lambda: OutcomeDialog(context, [one.uid]))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        assert app.screen.query_one(Choice).value == one.outcome.value
        await pilot.press("tab", *"she wrote", "enter")
        assert app.screen.query_one("#field-outcome", Field).has_class("-wrong") and app.result == "still open"
        app.screen.query_one("#how", Input).value = ""
        await pilot.press("enter")
        await pilot.pause()
        assert app.result is None and said(app) == f"Nothing was changed: still {one.outcome.label}."
    assert context.records.rejections[one.uid] == one and len(context.records.events) == before


async def test_the_outcome_dialog_marks_a_step_back_and_keeps_words(context: AppContext) -> None:
    one = some_rejections(context)[0]
    outcomes.set_outcome(context, [one.uid], Outcome.INTERVIEW)

    class Twice(SmallApp):
        def again(self) -> None:
            self.push_screen(OutcomeDialog(context, [one.uid]), self.results.append)

    app = Twice(lambda: OutcomeDialog(context, [one.uid]))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        app.screen.query_one(Choice).value = Outcome.ON_HOLD.value
        app.screen.query_one("#how", Input).value = "they froze it"
        await pilot.pause()
        assert "a correction" in str(app.screen.query_one(".field--note", Static).content)
        await pilot.press("escape")
        await pilot.pause()
        assert context.records.rejections[one.uid].outcome is Outcome.INTERVIEW
        app.again()
        await pilot.pause()
        assert app.screen.query_one("#how", Input).value == "they froze it"
        assert app.screen.query_one(Choice).value == Outcome.ON_HOLD
        assert "a correction" in str(app.screen.query_one(".field--note", Static).content)
        await pilot.press("ctrl+r")
        app.screen.query_one(Choice).value = Outcome.OFFER.value
        await pilot.press("escape")
        app.again()
        await pilot.pause()
        assert app.screen.query_one(Choice).value == Outcome.INTERVIEW  # nothing was typed: it opens on what is


async def test_letter_and_company_are_left_for_the_timeline_again(demo: AppContext) -> None:
    async with opened(demo, (120, 36)) as (app, pilot):
        one = next(r for r in demo.records.rejections.values() if r.letter)
        open_route(dashboard(app), Destination(Route.TIMELINE, one.uid))
        await press(pilot, "g", "j")
        rows = app.screen.query_one(Rows)
        before = rows.current
        for key, screen in (("l", LetterScreen), ("C", CompanyScreen)):
            await press(pilot, key)
            assert isinstance(app.screen, screen)
            await press(pilot, "d")
            assert isinstance(app.screen, Composer)
            await press(pilot, "escape")
            assert isinstance(app.screen, screen), "the composer stood over it"
            await press(pilot, "escape")
            assert isinstance(app.screen, TimelineScreen) and rows.current == before


async def test_a_rejection_deleted_above_the_timeline_closes_it(demo: AppContext) -> None:
    async with opened(demo, (120, 36)) as (app, pilot):
        one = next(r for r in demo.records.rejections.values() if r.letter)
        open_route(dashboard(app), Destination(Route.TIMELINE, one.uid))
        await press(pilot, "l", "n")
        assert one.uid not in demo.records.rejections
        assert app.screen is dashboard(app)


async def test_entries_say_whose_they_are_and_the_texts_stand_beside_them(context: AppContext) -> None:
    filed = some_rejections(context)
    some_answers(context, filed)
    app = SmallApp(lambda: TimelineScreen(context, filed[2].uid))
    async with app.run_test(size=(120, 36), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        rows, reader = app.screen.query_one(Rows), app.screen.query_one(Reader)
        assert reader.region.x >= rows.region.right
        marks = {e.kind: rows.get_option(o.id or "").prompt for o, e in _entries(rows)}
        assert "→ Applied" in str(marks["applied"]) and "← They said no" in str(marks["letter"])
        assert "← Answer received" in str(marks["feedback"])


def _entries(rows: Rows[TimelineEntry]) -> list[tuple[Option, TimelineEntry]]:
    return list(zip((o for o in rows.options if not o.disabled), rows.records, strict=True))


async def test_a_company_shows_the_whole_life_there_and_enter_opens(context: AppContext) -> None:
    filed = some_rejections(context)
    some_answers(context, filed)
    chosen: list[Destination] = []
    app = SmallApp(lambda: CompanyScreen(context, "initech", chosen.append))
    async with app.run_test(size=(120, 36), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        rows, reader = app.screen.query_one(Rows), app.screen.query_one(Reader)
        assert reader.region.x >= rows.region.right
        at = next(i for i, o in enumerate(rows.options) if "Answer received" in str(o.prompt))
        rows.highlighted = at
        await pilot.pause()
        assert "the other candidate gave figures" in reader.text
        await pilot.press("enter")
        await pilot.pause()
        assert [one.route for one in chosen] == [Route.FEEDBACK] and isinstance(app.screen, CompanyScreen)
