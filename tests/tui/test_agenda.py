"""The agenda by keyboard: open, tick, snooze, dismiss."""

from datetime import timedelta

import pytest
from textual.content import Content
from textual.widgets import Input

from rejection_tui.domain.agenda import AgendaItem, AgendaKind
from rejection_tui.domain.rejection import Stage
from rejection_tui.domain.steps import LET_GO, ActionState
from rejection_tui.services import agenda, history, letters, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.later import LaterDialog
from rejection_tui.tui.screens.agenda import OPENS, AgendaScreen
from rejection_tui.tui.widgets.field import Field
from rejection_tui.tui.widgets.reader import Reader
from rejection_tui.tui.widgets.rows import Rows
from tests.world.app import SmallApp, dashboard, opened, press
from tests.world.clock import NOW, Clock
from tests.world.sample import some_rejections

SIZE = (80, 24)


async def test_everything_due_is_listed_with_what_is_late_first(context: AppContext, clock: Clock) -> None:
    some_rejections(context)
    clock.moment += timedelta(days=5)
    app = SmallApp(lambda: AgendaScreen(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        rows = app.screen.query_one(Rows)
        items = rows.records
        assert items == (*agenda.agenda(context), *agenda.still_worth(context)) and agenda.agenda(context)
        late = [bool(i.overdue_days) for i in agenda.agenda(context)]
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


async def test_what_is_opened_stands_over_the_agenda_and_escape_returns_to_the_same_row(demo: AppContext) -> None:
    async with opened(demo, (120, 36)) as (app, pilot):
        await press(pilot, "t")
        rows = app.screen.query_one(Rows)
        while not (isinstance(rows.current, AgendaItem) and rows.current.rejection):
            await press(pilot, "j")
        before = rows.current
        assert isinstance(before, AgendaItem)
        await press(pilot, "enter")
        assert not isinstance(app.screen, AgendaScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, AgendaScreen) and rows.current == before and rows.has_focus
        await press(pilot, "escape")
        assert dashboard(app).selected == before.rejection


async def test_the_letter_answer_or_person_stands_beside_the_row(demo: AppContext) -> None:
    async with opened(demo, (120, 36)) as (app, pilot):
        await press(pilot, "t")
        rows, reader = app.screen.query_one(Rows), app.screen.query_one(Reader)
        assert reader.region.x >= rows.region.right
        for index, option in enumerate(rows.options):
            if option.disabled:
                continue
            rows.highlighted = index
            await pilot.pause()
            item = rows.current
            assert isinstance(item, AgendaItem)
            about = demo.records.rejections.get(item.rejection)
            assert item.title in reader.text and OPENS[item.kind] in reader.text
            letter = demo.records.letters.get(about.letter) if about else None
            assert letter is None or f"← Their letter · {letter.sender_name or letter.sender_email}" in reader.text
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert reader.region.y >= rows.region.bottom and reader.region.height >= 5


async def test_each_row_has_the_mark_of_its_day(demo: AppContext) -> None:
    async with opened(demo, (80, 24)) as (app, pilot):
        await press(pilot, "t")
        rows, today = app.screen.query_one(Rows), demo.now().date()
        for option, item in zip((o for o in rows.options if not o.disabled), rows.records, strict=True):
            assert isinstance(item, AgendaItem)
            if item.kind is AgendaKind.STILL_WORTH:
                continue  # it has no day
            meaning = item.meaning(today)
            prompt = option.prompt
            assert isinstance(prompt, Content) and prompt.plain[2] == meaning.mark
            assert any(span.start == 2 and span.style == f"bold ${meaning.colour}" for span in prompt.spans)


@pytest.mark.parametrize("kind", AgendaKind)
def test_every_kind_says_what_enter_does(kind: AgendaKind) -> None:
    assert OPENS[kind]


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
        assert isinstance(app.screen, LaterDialog)
        line = app.screen.query_one("#until", Input)
        line.value = "someday"
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.query_one("#field-until", Field).has_class("-wrong")
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


async def test_v_explains_the_rule_and_nothing_due_says_what_to_do(context: AppContext) -> None:
    app = SmallApp(lambda: AgendaScreen(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        assert app.screen.has_class("-empty")
        assert app.screen.check_action("delete", ()) is None
        works = {name: app.screen.check_action(name, ()) for name in ("open", "done", "snooze", "drop", "rule", "back")}
        assert [name for name, answer in works.items() if answer] == ["rule", "back"], "the others are greyed out"
        await pilot.press("v")
        await pilot.pause()
        assert app.screen.query_one("#agenda-rule").display
        await pilot.press("escape")
        await pilot.pause()
        assert app.result is None


async def test_s_takes_a_reason_too_where_one_can_be_given(context: AppContext) -> None:
    some_rejections(context)
    app = SmallApp(lambda: AgendaScreen(context))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await pilot.pause()
        item = await _on_an_action(context, app)
        await pilot.press("s", "tab", *"nobody there", "enter")
        await pilot.pause()
        action = context.records.actions[item.action]
        assert (action.state, action.reason) == (ActionState.SKIPPED, "nobody there")


def _old_ones(context: AppContext) -> list[str]:
    """File two rejections of long ago; return their uids, the newest first."""
    filed = [
        rejections.add(context, letters.Entry(company, "Analyst", NOW - timedelta(days=days), Stage.INTERVIEW))
        for company, days in (("Acme", 200), ("Globex", 90))
    ]
    return [one.uid for one in reversed(filed)]


def _on(app: SmallApp, rejection: str) -> AgendaItem:
    rows = app.screen.query_one(Rows)
    for index, option in enumerate(rows.options):
        rows.highlighted = None if option.disabled else index
        item = rows.current
        if isinstance(item, AgendaItem) and item.kind is AgendaKind.STILL_WORTH and item.rejection == rejection:
            return item
    raise AssertionError("no such line")


async def test_what_may_still_be_worth_doing_stands_at_the_end_a_line_a_rejection(context: AppContext) -> None:
    newest, oldest = _old_ones(context)
    app = SmallApp(lambda: AgendaScreen(context))
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await pilot.pause()
        rows = app.screen.query_one(Rows)
        prompts = [str(option.prompt).strip() for option in rows.options]
        assert [p.startswith("Still worth doing? ─") for p in prompts] == [True, False, False]
        assert prompts[1].startswith("Globex, Analyst: reply, feedback, person to save – from August")
        assert [i.rejection for i in rows.records if isinstance(i, AgendaItem)] == [newest, oldest]
        assert not agenda.agenda(context)


async def test_n_lets_go_of_one_and_shift_y_of_all_after_a_question(context: AppContext) -> None:
    newest, oldest = _old_ones(context)
    app = SmallApp(lambda: AgendaScreen(context))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await pilot.pause()
        _on(app, newest)
        await press(pilot, "N")
        reply = context.records.action(newest, "reply.send")
        assert reply is not None and (reply.state, reply.reason) == (ActionState.SKIPPED, LET_GO)
        assert [item.rejection for item in agenda.still_worth(context)] == [oldest]
        await press(pilot, "Y", "n")
        assert [item.rejection for item in agenda.still_worth(context)] == [oldest]
        await press(pilot, "Y", "y")
        assert not agenda.still_worth(context) and app.screen.has_class("-empty")
        history.undo(context)
        assert [item.rejection for item in agenda.still_worth(context)] == [oldest]


async def test_space_asks_which_of_several_is_done(context: AppContext) -> None:
    newest, _ = _old_ones(context)
    opened_: list[AgendaItem] = []
    app = SmallApp(lambda: AgendaScreen(context, opened_.append))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await pilot.pause()
        _on(app, newest)
        await press(pilot, "space", "j", "enter")  # the reply itself is the second line
        reply = context.records.action(newest, "reply.send")
        assert reply is not None and reply.state is ActionState.DONE
        _on(app, newest)
        await press(pilot, "space", "G", "enter")  # to save somebody a person is asked for
        assert [item.kind for item in opened_] == [AgendaKind.SAVE]


async def test_s_brings_what_is_left_up_again_on_a_day(context: AppContext, clock: Clock) -> None:
    newest, _ = _old_ones(context)
    app = SmallApp(lambda: AgendaScreen(context))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await pilot.pause()
        _on(app, newest)
        await press(pilot, "s", *"in 2 weeks", "enter")
        assert newest not in [item.rejection for item in agenda.still_worth(context)]
        clock.moment += timedelta(days=14)
        assert {item.kind for item in agenda.due(context) if item.rejection == newest} == {"reply", "save"}
