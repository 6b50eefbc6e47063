"""Correcting a rejection: the letter it was read from stands beside the form where there is room."""

import pytest
from textual.widgets import Input

from rejection_tui.domain.rejection import Rejection
from rejection_tui.services import letters, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.edit import EditDialog
from rejection_tui.tui.widgets.filed_letter import FiledLetter
from tests.world.app import SmallApp
from tests.world.letters import LETTER
from tests.world.sample import northwind


def filed(context: AppContext) -> Rejection:
    return rejections.add(context, letters.entry_of(letters.read_text(LETTER), context.now()))


@pytest.mark.parametrize(("width", "beside"), [(99, False), (100, True), (200, True)])
async def test_the_letter_stands_beside_the_form_from_100_columns(
    context: AppContext, width: int, beside: bool
) -> None:
    uid = filed(context).uid
    app = SmallApp(lambda: EditDialog(context, uid))
    async with app.run_test(size=(width, 30)) as pilot:
        await pilot.pause()
        letter, form = app.screen.query_one(FiledLetter), app.screen.query_one(".form-side")
        assert bool(letter.region.area) is beside and "decided not to move forward" in letter.text.text
        if beside:
            assert form.region.right <= letter.region.x and letter.region.right <= width
            assert min(form.region.width, letter.region.width) >= 40
        await pilot.press("end", "x", "enter")
        await pilot.pause()
        assert context.records.rejections[uid].company == "Northwindx"


async def test_values_are_seen_whole_beside_the_letter(context: AppContext) -> None:
    uid = filed(context).uid
    app = SmallApp(lambda: EditDialog(context, uid))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        for field in app.screen.query(Input):
            if field.display and field.region.area:
                assert len(field.value) < field.content_size.width, field.id


async def test_without_a_letter_the_form_stands_alone(context: AppContext) -> None:
    uid = northwind(context).uid
    app = SmallApp(lambda: EditDialog(context, uid))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert not app.screen.query_one(FiledLetter).region.area


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (100, 20)])
async def test_a_small_window_shows_every_field_by_tab(context: AppContext, size: tuple[int, int]) -> None:
    uid = filed(context).uid
    app = SmallApp(lambda: EditDialog(context, uid))
    async with app.run_test(size=size) as pilot:
        await pilot.press(*["tab"] * 9)
        await pilot.pause()
        assert app.focused is not None and app.focused.id == "notes"
        assert app.focused.region.bottom <= size[1] and app.screen.can_view_entire(app.focused)


async def test_in_a_narrow_window_a_key_swaps_fields_and_letter(context: AppContext) -> None:
    uid = filed(context).uid
    app = SmallApp(lambda: EditDialog(context, uid))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        letter, form = app.screen.query_one(FiledLetter), app.screen.query_one(".form-side")
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert letter.region.area and not form.region.area and letter.text.has_focus
        await pilot.press("escape")
        await pilot.pause()
        assert form.region.area and not letter.region.area and app.results == []
        await pilot.press("escape")
        await pilot.pause()
        assert app.results == [None]
