"""The dashboard by keyboard: places, zoom, filter, undo, paste, today, and what stays where it was."""

from dataclasses import replace

import pytest
from textual.widgets import Input

from rejection_tui.services import agenda, history, letters, profile, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.add import AddDialog
from rejection_tui.tui.panes.checklist import ChecklistPane
from rejection_tui.tui.panes.contacts import ContactsPane
from rejection_tui.tui.panes.inbox import InboxPane
from rejection_tui.tui.panes.journal import JournalPane
from rejection_tui.tui.panes.today import TodayLine
from rejection_tui.tui.screens.dashboard import Dashboard
from tests.world.app import dashboard, opened, paste, press, said, seen
from tests.world.clock import NOW
from tests.world.letters import LETTER
from tests.world.sample import again, named


async def test_numbers_and_tab_go_from_pane_to_pane(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        for key, number in (("3", 3), ("4", 4), ("2", 2), ("1", 1), ("tab", 2), ("shift+tab", 1), ("shift+tab", 4)):
            await press(pilot, key)
            assert dashboard(app).active_pane.number == number
            assert dashboard(app).active_pane.records.has_focus
        await press(pilot, "tab")
        assert dashboard(app).active_pane.number == 1


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_a_pane_has_the_keys_at_once(lived: AppContext, size: tuple[int, int]) -> None:
    """The key typed right after its number goes to it, not to the pane before."""
    async with opened(lived, size) as (app, _):
        for number in (4, 3, 2, 1):
            dashboard(app).action_pane(number)
            assert app.focused is dashboard(app).active_pane.records and dashboard(app).active_pane.number == number


async def test_place_and_zoom_are_remembered(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        await press(pilot, "3", "z")
        assert [p.number for p in dashboard(app).panes if p.display] == [3]
    async with opened(again(lived)) as (app, pilot):
        assert dashboard(app).active_pane.number == 3
        assert dashboard(app).active_pane.records.has_focus
        assert [p.number for p in dashboard(app).panes if p.display] == [3]
        await press(pilot, "z")
        assert [p.number for p in dashboard(app).panes if p.display] == [1, 2, 3, 4]
    async with opened(again(lived)) as (app, _):
        assert [p.number for p in dashboard(app).panes if p.display] == [1, 2, 3, 4]


async def test_a_zoomed_pane_gives_way_to_the_next(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        await press(pilot, "z", "4")
        assert [p.number for p in dashboard(app).panes if p.display] == [4]


async def test_moving(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        records = dashboard(app).active_pane.records
        keys = [row.key for row in records.rows]
        for down, up, first, last in (("j", "k", "g", "G"), ("down", "up", "home", "end")):
            await press(pilot, down)
            assert records.key == keys[1]
            await press(pilot, up)
            assert records.key == keys[0]
            await press(pilot, last)
            assert records.key == keys[-1]
            await press(pilot, down)
            assert records.key == keys[-1]
            await press(pilot, first)
            assert records.key == keys[0]


async def test_page_keys_go_further_than_arrows(context: AppContext) -> None:
    letters.file(context, [letters.Entry(f"Company {n:02}", "Analyst", NOW) for n in range(40)])
    async with opened(context, (80, 24)) as (app, pilot):
        records = dashboard(app).active_pane.records
        await press(pilot, "pagedown")
        assert 2 < records.cursor < 12
        await press(pilot, "pagedown", "pagedown", "pagedown", "pagedown", "pagedown", "pagedown", "pagedown")
        assert records.cursor == 39
        assert records.rows[-1].key in {records.rows[n].key for n, _ in records._lines[int(records.scroll_y) :]}
        await press(pilot, "pageup")
        assert records.cursor < 38


async def test_mouse(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        contacts_pane = dashboard(app).query_one(ContactsPane)
        await pilot.click(contacts_pane.records, offset=(5, 2))
        await pilot.pause()
        assert dashboard(app).active_pane is contacts_pane
        assert contacts_pane.records.cursor == 1
        await pilot.click(contacts_pane.records, offset=(5, 2), times=2)
        await pilot.pause()
        assert not isinstance(app.screen, Dashboard)


async def test_the_checklist_follows_the_inbox(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        steps = dashboard(app).query_one(ChecklistPane)
        assert steps.rejection == dashboard(app).selected
        await press(pilot, "j")
        assert steps.rejection == dashboard(app).selected
        assert lived.records.rejections[steps.rejection].role in seen(app)


# Filter


async def test_filter_narrows_as_typed_and_escape_restores(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        inbox = dashboard(app).query_one(InboxPane)
        await press(pilot, "j", "j")
        before = inbox.key
        await press(pilot, "slash", *"glob")
        assert [lived.records.rejections[row.key].company for row in inbox.records.rows] == ["Globex"]
        assert "“glob”" in seen(app)
        await press(pilot, "escape")
        assert len(inbox.records.rows) == 4
        assert inbox.key == before
        assert inbox.records.has_focus
        assert not inbox.query_one(Input).display


async def test_enter_keeps_the_filter_and_escape_clears_it_later(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        inbox = dashboard(app).query_one(InboxPane)
        await press(pilot, "slash", *"acme", "enter")
        assert len(inbox.records.rows) == 1
        assert inbox.records.has_focus
        chosen = inbox.key
        await press(pilot, "escape")
        assert len(inbox.records.rows) == 4
        assert inbox.key == chosen


async def test_a_filter_that_finds_nothing_says_so(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        await press(pilot, "slash", *"zzz")
        assert "Nothing matches “zzz”" in seen(app)
        assert dashboard(app).query_one(ChecklistPane).rejection == ""


async def test_keys_typed_into_the_filter_are_text(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        await press(pilot, "slash", *"q1zu", "question_mark", "U", "slash")
        assert dashboard(app).active_pane.query_one(Input).value == "q1zu?U/"
        assert not history.entries(lived)[0].undone


async def test_each_pane_has_its_own_filter(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        for pane, words, found in (("3", "design", 1), ("3", "initech", 1), ("4", "priya", 1)):
            await press(pilot, pane, "slash", *words)
            assert len(dashboard(app).active_pane.records.rows) == found
            assert len(dashboard(app).query_one(InboxPane).records.rows) == 4
            await press(pilot, "escape")


# Undo and redo


@pytest.mark.parametrize("undo, redo", [("u", "U"), ("ctrl+z", "ctrl+y")])
async def test_undo_and_redo_across_restarts(lived: AppContext, undo: str, redo: str) -> None:
    one = named(lived, "Acme")
    async with opened(lived) as (app, pilot):
        dashboard(app).select(one.uid)
        await press(pilot, "A")
        assert lived.records.rejections[one.uid].archived
    fresh = again(lived)
    async with opened(fresh) as (app, pilot):
        assert len(dashboard(app).query_one(InboxPane).records.rows) == 3
        await press(pilot, undo)
        assert not fresh.records.rejections[one.uid].archived
        assert len(dashboard(app).query_one(InboxPane).records.rows) == 4
        assert "Undone" in said(app)
    fresh = again(lived)
    async with opened(fresh) as (app, pilot):
        await press(pilot, redo)
        assert fresh.records.rejections[one.uid].archived
        assert "Done again" in said(app)


async def test_undo_of_nothing_is_a_sentence(context: AppContext) -> None:
    async with opened(context) as (app, pilot):
        await press(pilot, "u", "U")
        assert said(app).count("|") == 1
        assert not context.path.exists()


# Paste


async def test_a_pasted_letter_opens_the_add_dialog_with_it(context: AppContext) -> None:
    async with opened(context) as (app, pilot):
        await paste(pilot, LETTER)
        assert isinstance(app.screen, AddDialog)
        await press(pilot, "enter")
        assert isinstance(app.screen, Dashboard)
        (one,) = context.records.rejections.values()
        assert (one.company, one.role, one.recruiter_name) == ("Northwind", "Data Engineer", "Jane Hart")
        assert dashboard(app).selected == one.uid
        assert "two weeks" not in seen(app)


async def test_a_short_paste_says_what_was_expected(context: AppContext) -> None:
    async with opened(context) as (app, pilot):
        await paste(pilot, "hello")
        assert "too short" in said(app)
        assert isinstance(app.screen, Dashboard)


async def test_an_empty_paste_is_nothing(context: AppContext) -> None:
    async with opened(context) as (app, pilot):
        await paste(pilot, "\x1b[2J")
        assert said(app) == ""


# Today


async def test_the_things_of_today_are_one_key_away(lived: AppContext) -> None:
    items = agenda.today(lived)
    assert len(items) == 3
    async with opened(lived) as (app, pilot):
        for key in "567":
            assert app.screen.query_one(TodayLine).items == items
            await press(pilot, key)
            assert not isinstance(app.screen, Dashboard), key
            await press(pilot, "escape")


async def test_a_key_of_today_with_nothing_behind_it_does_nothing(context: AppContext) -> None:
    async with opened(context) as (app, pilot):
        await press(pilot, "5", "6", "7")
        assert isinstance(app.screen, Dashboard)
        assert "Sorry you're here. Paste the letter" in seen(app)


async def test_today_never_cuts_without_saying(lived: AppContext) -> None:
    rejections.edit(lived, named(lived, "Northwind").uid, recruiter_name="J" * 120)
    async with opened(lived, (80, 24)) as (app, _):
        lines = [line for line in seen(app).splitlines() if line.lstrip().startswith(("5 ", "6 ", "7 "))]
        assert len(lines) == 3
        assert any(line.rstrip().endswith("…") for line in lines)


# Leaving


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_leaving(lived: AppContext, key: str) -> None:
    async with opened(lived) as (app, pilot):
        await pilot.press(key)
        await pilot.pause()
        assert not app.is_running
        assert not app.return_code


async def test_escape_never_leaves(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        await press(pilot, "escape", "escape", "escape")
        assert app.is_running
        assert isinstance(app.screen, Dashboard)


async def test_escape_takes_marks_away(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        await press(pilot, "x", "x")
        assert len(dashboard(app).active_pane.records.marked) == 2
        await press(pilot, "escape")
        assert not dashboard(app).active_pane.records.marked


# What every key opens

OPENS = {
    "m": "ImportScreen",
    "t": "AgendaScreen",
    "i": "InsightsScreen",
    "p": "PracticeScreen",
    "c": "BulletsScreen",
    "w": "WinDialog",
    "l": "LetterScreen",
    "a": "AddDialog",
    "e": "EditDialog",
    "d": "Composer",
    "h": "TimelineScreen",
    "C": "CompanyScreen",
    "o": "OutcomeDialog",
    "r": "ReminderDialog",
    "W": "InterviewDialog",
    "enter": "LetterScreen",
    "ctrl+e": "ExportDialog",
    "ctrl+o": "MergeDialog",
    "question_mark": "HelpScreen",
    "f1": "HelpScreen",
    "ctrl+p": "Palette",
}


async def test_keys_open_their_screens_and_escape_comes_back(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        dashboard(app).select(named(lived, "Northwind").uid)
        before = dashboard(app).selected
        for key, screen in OPENS.items():
            await press(pilot, key)
            assert type(app.screen).__name__ == screen, key
            await press(pilot, "escape")
            assert dashboard(app).selected == before, key
            assert dashboard(app).active_pane.records.has_focus, key


async def test_screens_open_on_an_empty_file(context: AppContext) -> None:
    async with opened(context) as (app, pilot):
        for key in ("a", "m", "t", "i", "p", "c", "w", "ctrl+e", "ctrl+o", "question_mark", "ctrl+p"):
            await press(pilot, key)
            assert type(app.screen).__name__ == OPENS[key], key
            await press(pilot, "escape")
            assert isinstance(app.screen, Dashboard), key
    assert not context.path.exists()


@pytest.mark.parametrize("pane", ["1", "2", "3", "4"])
async def test_no_key_fails_on_an_empty_file(context: AppContext, pane: str) -> None:
    keys = (
        "enter",
        "space",
        "d",
        "e",
        "s",
        "x",
        "A",
        "H",
        "delete",
        "v",
        "C",
        "o",
        "n",
        "l",
        "T",
        "y",
        "N",
        "b",
        "L",
        "r",
    )
    async with opened(context) as (app, pilot):
        await press(pilot, pane)
        for key in keys:
            await press(pilot, key)
            assert isinstance(app.screen, Dashboard), key
    assert not context.path.exists()


EMPTY = {
    InboxPane: "paste it here, or press a",
    ChecklistPane: "The four steps of the selected rejection",
    JournalPane: "No answers yet",
    ContactsPane: "No one saved yet",
}


async def test_empty_panes_say_what_to_do(context: AppContext) -> None:
    async with opened(context) as (app, _):
        strips = app.screen._compositor.render_strips()
        for pane, words in EMPTY.items():
            one = dashboard(app).query_one(pane)
            lines = [strips[y].text[one.region.x : one.region.right] for y in range(*one.region.line_span)]
            assert words in " ".join(" ".join(line.strip("│ ") for line in lines).split())


async def test_from_an_empty_file_one_paste_and_six_keys_copy_a_reply(
    context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile.confirm_name(context, "Alex Morgan", "alex.morgan@example.org")
    copied: list[str] = []
    async with opened(context) as (app, pilot):
        monkeypatch.setattr(app, "copy_to_clipboard", copied.append)
        monkeypatch.setenv("PATH", "")
        await paste(pilot, LETTER)
        await press(pilot, "enter", "d", "y")
        await pilot.pause()
        (draft,) = context.records.drafts.values()
        assert copied == [draft.body] or draft.copied is not None


async def test_the_corrections_are_forgotten_and_come_back(context: AppContext) -> None:
    entry = letters.entry_of(letters.read_text(LETTER), context.now())
    rejections.add(context, replace(entry, company="Northwind Europe"))
    async with opened(context) as (app, pilot):
        await press(pilot, "f8")
        assert not context.records.corrections and "u brings them back" in said(app)
        await press(pilot, "u")
        assert len(context.records.corrections) == 1
        history.redo(context)
        await press(pilot, "f8")
        assert "Nothing is remembered" in said(app)
