"""Contacts from a file: nothing is overwritten, nobody is brought back. And another copy of the file."""

from pathlib import Path

from textual.widgets import Input, Static

from rejection_tui.services import contacts, history
from rejection_tui.services.context import AppContext
from rejection_tui.storage import Store
from rejection_tui.tui.dialogs.merge import MergeDialog
from rejection_tui.tui.dialogs.people import PeopleDialog
from tests.world.app import SmallApp, said
from tests.world.linkedin import connections
from tests.world.sample import some_rejections

SIZE = (80, 24)
CARDS = """BEGIN:VCARD
VERSION:3.0
FN:Priya Nair
N:Nair;Priya;;;
ORG:Globex
TITLE:Recruiter
EMAIL:priya@globex.example
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Tom Lindqvist
N:Lindqvist;Tom;;;
ORG:Initech
EMAIL:tom@initech.example
TEL:+44 20 7946 0000
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Sam Quiet
N:Quiet;Sam;;;
EMAIL:sam@umbra.example
END:VCARD
"""


def _file(tmp_path: Path) -> Path:
    path = tmp_path / "people.vcf"
    path.write_text(CARDS, encoding="utf-8")
    return path


async def test_new_known_and_left_alone_are_distinguished_and_imported_in_one_transaction(
    context: AppContext, tmp_path: Path
) -> None:
    tom = contacts.add(context, "Tom Lindqvist", company="Initech", email="tom@initech.example")
    quiet = contacts.add(context, "Sam Quiet", email="sam@umbra.example")
    contacts.never_again(context, quiet.uid)
    app = SmallApp(lambda: PeopleDialog(context, _file(tmp_path)))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        dialog = app.screen
        assert isinstance(dialog, PeopleDialog) and len(dialog.marked) == 2
        await pilot.press("enter")
        await pilot.pause()
        assert app.result == 2
        names = {c.name for c in context.records.contacts.values()}
        assert names == {"Tom Lindqvist", "Sam Quiet", "Priya Nair"}
        assert context.records.contacts[tom.uid].phone == "+44 20 7946 0000"
        assert context.records.contacts[quiet.uid].never_again
        history.undo(context)
        assert len(context.records.contacts) == 2


async def test_unmarked_people_are_left_out(context: AppContext, tmp_path: Path) -> None:
    app = SmallApp(lambda: PeopleDialog(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        app.screen.query_one("#people-path", Input).value = str(_file(tmp_path))
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("space", "ctrl+s")
        await pilot.pause()
        assert app.result == 2 and len(context.records.contacts) == 2


async def test_a_file_without_people_is_said_and_nothing_changes(context: AppContext, tmp_path: Path) -> None:
    path = tmp_path / "empty.vcf"
    path.write_text("hello")
    app = SmallApp(lambda: PeopleDialog(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        app.screen.query_one("#people-path", Input).value = str(path)
        await pilot.press("enter")
        await pilot.pause()
        assert "Nothing was imported" in said(app) and app.result == "still open"


async def test_another_copy_is_looked_at_before_it_is_brought_in(context: AppContext, tmp_path: Path) -> None:
    other = AppContext(Store(tmp_path / "other.json"), context.config, context.clock)
    some_rejections(other)
    app = SmallApp(lambda: MergeDialog(context, tmp_path / "other.json"))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "added" in str(app.screen.query_one("#merge-said", Static).content) and not context.records.rejections
        await pilot.press("enter")
        await pilot.pause()
        assert app.result is True and context.records.rejections.keys() == other.records.rejections.keys()


async def test_mark_all_marks_only_what_the_filter_shows(context: AppContext, tmp_path: Path) -> None:
    app = SmallApp(lambda: PeopleDialog(context, _file(tmp_path)))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await pilot.pause()
        dialog = app.screen
        assert isinstance(dialog, PeopleDialog) and len(dialog.marked) == 3
        await pilot.press("X")
        assert not dialog.marked
        await pilot.press("slash", *"priya", "enter", "X")
        assert len(dialog.marked) == 1
        await pilot.press("ctrl+s")
    assert [one.name for one in context.records.contacts.values()] == ["Priya Nair"]


async def test_of_many_connections_those_at_companies_of_the_file_are_marked_and_the_rest_searched(
    context: AppContext, tmp_path: Path
) -> None:
    some_rejections(context)
    before = set(context.records.contacts)
    app = SmallApp(lambda: PeopleDialog(context, connections(tmp_path / "Connections.csv")))
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await pilot.pause()
        dialog = app.screen
        assert isinstance(dialog, PeopleDialog) and dialog.marked == {5, 50, 119}
        await pilot.press("slash", *"elsewhere 77", "enter", "space", "ctrl+s")
    added = {one.company for uid, one in context.records.contacts.items() if uid not in before}
    assert added == {"Globex", "Initech Inc.", "ACME Ltd", "Elsewhere 77"}
