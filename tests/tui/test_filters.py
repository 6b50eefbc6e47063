"""The filters of panes and lists: names and longer texts, what matched and how many, kept as it was left."""

from rich.style import Style
from textual.widgets import Input, Static

from rejection_tui.services import remembered
from rejection_tui.services.context import AppContext
from rejection_tui.tui.panes.checklist import ChecklistPane
from rejection_tui.tui.panes.inbox import InboxPane
from rejection_tui.tui.widgets.key_line import KeyLine
from rejection_tui.tui.widgets.rows import FilterLine, Rows
from tests.world.app import dashboard, opened, press, seen
from tests.world.sample import named


async def test_the_words_of_a_letter_and_of_an_answer_are_found(lived: AppContext) -> None:
    rejection = named(lived, "Northwind")
    word = next(w for w in lived.records.letters[rejection.letter].body.split() if len(w) > 6 and w.isalpha())
    answer = next(iter(lived.records.feedback.values()))
    async with opened(lived) as (app, pilot):
        inbox = dashboard(app).query_one(InboxPane)
        await press(pilot, "slash", *word.lower())
        assert rejection.uid in {row.key for row in inbox.records.rows}
        await press(pilot, "escape", "slash")
        inbox.query_one(Input).value = " ".join(answer.verbatim.split()[:4])
        await pilot.pause()
        assert answer.rejection in {row.key for row in inbox.records.rows}


async def test_letters_apart_find_a_name_and_are_counted_and_highlighted(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        inbox = dashboard(app).query_one(InboxPane)
        await press(pilot, "slash", *"nrthwd")
        assert [row.key for row in inbox.records.rows] == [named(lived, "Northwind").uid]
        assert "“nrthwd” 1 of 4" in seen(app)
        strip = inbox.records.render_line(0)
        underlined = [s.text for s in strip if isinstance(s.style, Style) and s.style.underline]
        assert "".join(underlined).startswith("Nrthw")


async def test_a_filter_is_there_again_after_a_restart_until_it_is_cleared(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        await press(pilot, "slash", *"glob", "enter", "4", "1")
        assert len(dashboard(app).query_one(InboxPane).records.rows) == 1
    async with opened(lived) as (app, pilot):
        inbox = dashboard(app).query_one(InboxPane)
        assert len(inbox.records.rows) == 1
        assert "“glob” 1 of 4" in seen(app)
        await press(pilot, "escape")
        assert len(inbox.records.rows) == 4
    async with opened(lived) as (app, pilot):
        assert len(dashboard(app).query_one(InboxPane).records.rows) == 4
    assert not any("glob" in value for value in remembered.load(lived).values())


async def test_the_checklist_shows_the_actions_that_match_below_their_steps(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        pane = dashboard(app).query_one(ChecklistPane)
        await press(pilot, "2", "slash", *"linkedin")
        keys = [row.key for row in pane.records.rows]
        assert len(keys) == 2
        assert keys[0].startswith("step:")
        assert "LinkedIn" in lived.records.actions[keys[1]].title


async def test_marks_are_counted_in_the_border(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        await press(pilot, "x", "x")
        assert "2 marked" in seen(app)
        await press(pilot, "X")
        assert "4 marked" in seen(app)
        await press(pilot, "X")
        assert "marked" not in seen(app)


async def test_half_pages_in_a_list(lived: AppContext) -> None:
    async with opened(lived, (80, 20)) as (app, pilot):
        await press(pilot, "2")
        records = dashboard(app).active_pane.records
        first = records.cursor
        await press(pilot, "ctrl+d")
        half = records.cursor
        assert half > first + 2
        await press(pilot, "ctrl+u")
        assert records.cursor == first


async def test_a_list_on_a_screen_is_narrowed_under_its_headings(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        await press(pilot, "p")
        rows = app.screen.query_one(Rows)
        every = len(rows.records)
        await press(pilot, "slash", *"manager")
        assert 0 < len(rows.records) < every
        assert all("manager" in str(record).casefold() for record in rows.records)
        count = app.screen.query_one(FilterLine).query_one(Static)
        assert str(count.content) == f"{len(rows.records)} of {every}"
        assert rows.get_option_at_index(0).disabled, "its heading"
        await press(pilot, "enter")
        assert rows.has_focus
        await press(pilot, "escape")
        assert len(rows.records) == every
        await press(pilot, "escape")
        assert app.screen is dashboard(app)


async def test_half_pages_in_a_list_of_a_screen(lived: AppContext) -> None:
    async with opened(lived, (80, 24)) as (app, pilot):
        await press(pilot, "p")
        rows = app.screen.query_one(Rows)
        first = rows.highlighted
        assert first is not None
        await press(pilot, "ctrl+d")
        assert rows.highlighted is not None and rows.highlighted > first + 3
        await press(pilot, "ctrl+u")
        assert rows.highlighted == first


async def test_marks_that_the_filter_hides_come_back_with_their_rows(demo: AppContext) -> None:
    async with opened(demo) as (app, pilot):
        await press(pilot, "x", "x", "slash", *"bluefinch", "enter")
        inbox = dashboard(app).query_one(InboxPane)
        assert "marked" not in str(inbox.border_title) and len(inbox.chosen) == 1
        await press(pilot, "escape")
        assert "2 marked" in str(inbox.border_title) and len(inbox.chosen) == 2


async def test_the_footer_names_the_two_keys_that_end_a_filter(demo: AppContext) -> None:
    async with opened(demo) as (app, pilot):
        await press(pilot, "slash", "d")
        line = dashboard(app).query_one(KeyLine).render().plain
        assert line.startswith("⏎ keep  esc clear") and "filter" not in line
        await press(pilot, "escape", "t", "slash", "d")
        line = app.screen.query_one(KeyLine).render().plain
        assert line.startswith("⏎ keep  esc clear") and "back" not in line
