"""The agenda by keyboard: open, tick, snooze, dismiss."""

from textual.widgets import Input, Static

from rejection_tui.domain.agenda import AgendaItem
from rejection_tui.domain.steps import ActionState
from rejection_tui.services import agenda
from rejection_tui.services.context import AppContext
from rejection_tui.tui.screens.agenda import AgendaScreen
from rejection_tui.tui.widgets.rows import Rows
from tests.world.app import SmallApp
from tests.world.sample import some_rejections

SIZE = (80, 24)


async def test_everything_due_is_listed_with_what_is_late_first(context: AppContext) -> None:
    some_rejections(context)
    app = SmallApp(lambda: AgendaScreen(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        rows = app.screen.query_one(Rows)
        items = rows.records
        assert items == agenda.agenda(context) and items
        late = [bool(i.overdue_days) for i in items if isinstance(i, AgendaItem)]
        assert late == sorted(late, reverse=True) and late[0]
        assert str(rows.get_option_at_index(0).prompt).startswith("Still open from before ─")


async def test_enter_leaves_with_the_item(context: AppContext) -> None:
    some_rejections(context)
    app = SmallApp(lambda: AgendaScreen(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("j", "enter")
        await pilot.pause()
        assert app.result == agenda.agenda(context)[1]


async def _on_an_action(context: AppContext, app: SmallApp) -> AgendaItem:
    rows = app.screen.query_one(Rows)
    for index, option in enumerate(rows.options):
        rows.highlighted = None if option.disabled else index
        item = rows.current
        if isinstance(item, AgendaItem) and item.action:
            return item
    raise AssertionError("no item with an action")


async def test_space_ticks_and_the_row_goes(context: AppContext) -> None:
    some_rejections(context)
    app = SmallApp(lambda: AgendaScreen(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        item = await _on_an_action(context, app)
        await pilot.press("space")
        await pilot.pause()
        assert context.records.actions[item.action].state is ActionState.DONE
        assert item not in app.screen.query_one(Rows).records and app.changes == 1


async def test_s_snoozes_until_a_day_in_words(context: AppContext) -> None:
    some_rejections(context)
    app = SmallApp(lambda: AgendaScreen(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        item = await _on_an_action(context, app)
        await pilot.press("s")
        await pilot.pause()
        line = app.screen.query_one("#line", Input)
        assert line.value == "tomorrow"
        line.value = "someday"
        await pilot.press("enter")
        await pilot.pause()
        assert "not a day I can read" in str(app.screen.query_one(".warning", Static).content)
        line.value = "in 2 weeks"
        await pilot.press("enter")
        await pilot.pause()
        until = context.records.actions[item.action].snoozed_until
        assert until is not None and until.date().isoformat() == "2026-12-08"


async def test_x_dismisses_with_a_reason_only(context: AppContext) -> None:
    some_rejections(context)
    app = SmallApp(lambda: AgendaScreen(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        item = await _on_an_action(context, app)
        await pilot.press("N")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert context.records.actions[item.action].state is ActionState.TODO
        await pilot.press(*"nobody there", "enter")
        await pilot.pause()
        action = context.records.actions[item.action]
        assert (action.state, action.reason) == (ActionState.SKIPPED, "nobody there")


async def test_an_unfinished_reason_comes_back(context: AppContext) -> None:
    some_rejections(context)
    app = SmallApp(lambda: AgendaScreen(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await _on_an_action(context, app)
        await pilot.press("N")
        await pilot.pause()
        await pilot.press(*"because", "escape")
        await pilot.pause()
        await pilot.press("N")
        await pilot.pause()
        assert app.screen.query_one("#line", Input).value == "because"


async def test_r_explains_the_rule_and_nothing_due_says_what_to_do(context: AppContext) -> None:
    app = SmallApp(lambda: AgendaScreen(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        assert app.screen.has_class("-empty")
        await pilot.press("r")
        await pilot.pause()
        assert app.screen.query_one("#agenda-rule").display
        await pilot.press("escape")
        await pilot.pause()
        assert app.result is None
