"""What the letter says, point by point, in the composer."""

from rejection_tui.domain.facts import Said
from rejection_tui.domain.record import replace
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.points import PointsDialog
from tests.tui.test_composer import app_for, shown
from tests.world.sample import northwind


def prepared(context: AppContext) -> str:
    """File a rejection whose letter perhaps offers help; return its uid."""
    rejection = northwind(context)
    said = (Said("praise", 0.97, "we liked the demo"), Said("help", 0.5, "I could introduce you to Dev"))
    with context.store.transaction("Set", context.now()) as transaction:
        transaction.put(replace(rejection, said=said))
    return rejection.uid


async def test_a_doubtful_point_is_taken_up_with_two_keys_and_undone_with_one(context: AppContext) -> None:
    uid = prepared(context)
    app = app_for(context)
    async with app.run_test(notifications=True, size=(120, 36)) as pilot:
        first = shown(app).draft.body
        assert "f: 1 to check" in str(shown(app).body.border_subtitle)
        await pilot.press("f")
        await pilot.pause()
        assert isinstance(app.screen, PointsDialog)
        await pilot.press("space", "escape")
        await pilot.pause()
        assert "they help, or offer to" in {g.what for s in shown(app).draft.sentences for g in s.grounds}
        assert shown(app).body.text == shown(app).draft.body != first
        assert Said("help", 1.0, "I could introduce you to Dev", by_user=True) in context.records.rejections[uid].said
        assert app.said == ["Composed again."] and "to check" not in str(shown(app).body.border_subtitle)
        await pilot.press("u")
        await pilot.pause()
        assert shown(app).draft.body == first
        assert Said("help", 0.5, "I could introduce you to Dev") in context.records.rejections[uid].said
        await pilot.press("U")
        await pilot.pause()
        assert Said("help", 1.0, "I could introduce you to Dev", by_user=True) in context.records.rejections[uid].said


async def test_what_is_wrong_is_left_out_and_nothing_said_changes_nothing(context: AppContext) -> None:
    uid = prepared(context)
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        first = shown(app).draft.body
        await pilot.press("f", "space", "space", "f")
        await pilot.pause()
        assert shown(app).draft.body == first and app.said == []
        await pilot.press("f", "g", "n", "q")
        await pilot.pause()
        assert context.records.rejections[uid].said[-1].share == 0.0
        assert not {g.what for s in shown(app).draft.sentences for g in s.grounds} & {
            "they say something good about you"
        }


async def test_an_edited_text_is_brought_back(context: AppContext) -> None:
    prepared(context)
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("e", *"My own ", "escape")
        edited = shown(app).draft.body
        await pilot.press("f", "space", "escape")
        await pilot.pause()
        assert app.said[-1] == "Composed again; u brings your text back." and "My own" not in shown(app).draft.body
        await pilot.press("u")
        await pilot.pause()
        assert shown(app).draft.body == edited
