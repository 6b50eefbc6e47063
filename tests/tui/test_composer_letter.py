"""The letter beside the draft, what each sentence stands on, and the checks in one line that opens."""

from itertools import pairwise

import pytest
from textual.widgets import Static

from rejection_tui.domain.draft import Draft, DraftKind, Ground, Sentence, Source
from rejection_tui.domain.record import replace
from rejection_tui.services import drafts, journal, letters, profile, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.palette import everything
from rejection_tui.tui.dialogs.grounds import GroundsDialog, grounds_text
from rejection_tui.tui.screens.composer import Composer
from rejection_tui.tui.screens.composer.keys import KEY_COMMANDS
from rejection_tui.tui.screens.composer.letter_side import LetterSide
from rejection_tui.tui.screens.help import key_groups
from rejection_tui.tui.widgets.checks_line import ChecksLine
from rejection_tui.tui.widgets.findings import Findings
from rejection_tui.tui.widgets.key_line import KeyLine
from rejection_tui.tui.widgets.letter_text import LetterText
from tests.world.app import SmallApp, opened, press
from tests.world.hostile import LINE as HOSTILE
from tests.world.letters import LETTER
from tests.world.sample import northwind, written

WIDE, NARROW = (100, 30), (99, 30)
BODY = "Dear Jane,\n\nThank you for the time you took. I still like what you do. Please stay well.\n\nAlex Morgan"
SENTENCES = (
    Sentence("Thank you for the time you took.", (Ground(Source.LETTER, "", "the time you took for the interview"),)),
    Sentence("I still like what you do.", (Ground(Source.FILE, "role"),)),
    Sentence("Please stay well.", (Ground(Source.COURTESY),)),
)


def reply(context: AppContext, **changes: str) -> Draft:
    """File the letter, and return a reply to it that stands on words of the letter."""
    profile.confirm_name(context, "Alex Morgan")
    one = rejections.add(context, letters.entry_of(letters.read_text(LETTER), context.now()))
    return replace(drafts.compose(context, DraftKind.REPLY, one.uid), sentences=SENTENCES, **({"body": BODY} | changes))


def app_for(context: AppContext, **changes: str) -> SmallApp:
    draft = reply(context, **changes)
    return SmallApp(lambda: Composer(context, draft))


def side(app: SmallApp) -> LetterSide:
    return app.screen.query_one(LetterSide)


def visible(app: SmallApp) -> list[str]:
    """Return which of message and letter are on the screen."""
    return [name for name in ("body", "letter") if app.screen.query_one(f"#composer-{name}").region.area]


def labels(app: SmallApp) -> set[str]:
    return {key.label for key in app.screen.query_one(KeyLine).keys}


async def test_the_letter_stands_beside_the_message(context: AppContext) -> None:
    app = app_for(context)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert visible(app) == ["body", "letter"]
        assert "we have decided not to move forward" in side(app).text.text
        assert side(app).text.text.startswith("Your application for the Data Engineer position")
        assert str(side(app).query_one(".letter--head", Static).render()).startswith("Jane Hart · ")


@pytest.mark.parametrize("size", [(100, 24), (120, 36), (200, 60)])
async def test_both_are_wide_enough_to_be_read(context: AppContext, size: tuple[int, int]) -> None:
    app = app_for(context)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        body, letter = (app.screen.query_one(f"#composer-{name}").region for name in ("body", "letter"))
        assert min(body.width, letter.width) > 40 and abs(body.width - letter.width) <= 1
        assert body.right <= letter.x and letter.right <= size[0] and body.bottom == letter.bottom


async def test_in_a_narrow_window_one_key_switches_and_the_key_line_says_so(context: AppContext) -> None:
    app = app_for(context)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert visible(app) == ["body"] and "letter" in labels(app) and "message" not in labels(app)
        await pilot.press("l")
        await pilot.pause()
        assert visible(app) == ["letter"] and "message" in labels(app) and "letter" not in labels(app)
        await pilot.press("l")
        await pilot.pause()
        assert visible(app) == ["body"] and app.focused is None
        await pilot.press("l", "escape")
        await pilot.pause()
        assert visible(app) == ["body"] and app.screen.is_current and not app.results
        await pilot.press("l", "e", "x", "escape")
        await pilot.pause()
        assert visible(app) == ["body"] and app.screen.query_one("#composer-body").text.startswith("xDear")  # type: ignore[attr-defined]


async def test_the_keys_go_to_the_letter_and_back(context: AppContext) -> None:
    app = app_for(context)
    async with app.run_test(size=(100, 16), notifications=True) as pilot:
        await pilot.press("l", "j", "j")
        await pilot.pause()
        assert isinstance(app.focused, LetterText) and app.focused.scroll_offset.y == 2
        await pilot.press("l")
        assert app.focused is None
        await pilot.press("l", "R")
        assert app.said[-1].startswith("Wording 2 of "), "the other keys work from the letter too"


async def test_a_message_without_a_letter_says_so(context: AppContext) -> None:
    one = northwind(context)
    app = SmallApp(lambda: Composer(context, written(context, DraftKind.REPLY, one)))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("l")
        await pilot.pause()
        words = str(side(app).query_one(".letter--none", Static).render())
        assert words == "No letter is filed with this one: it was written down by hand."
        assert not side(app).text.display and side(app).has_focus
        await pilot.press("escape")
        assert app.focused is None and not app.results


async def test_the_words_the_draft_stands_on_are_marked(context: AppContext) -> None:
    app = app_for(context)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert side(app).text.marked == ("the time you took for the interview",)
        assert str(side(app).border_subtitle) == "1 place taken up"
        screen = app.screen
        assert isinstance(screen, Composer)
        screen.show(replace(screen.draft, body=BODY.replace("the time you took", "your time")))
        assert side(app).text.marked == () and not side(app).border_subtitle


async def test_thanks_show_the_answer_above_the_letter(context: AppContext) -> None:
    draft = reply(context)
    answer = journal.add(context, draft.rejection, "You were unsure about Airflow.")
    thanks = replace(draft, kind=DraftKind.THANKS, feedback=answer.uid)
    app = SmallApp(lambda: Composer(context, thanks))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        text = side(app).text.text
        assert text.startswith("You were unsure about Airflow.") and "── Jane Hart" in text
        assert text.index("Airflow") < text.index("Dear Alex")


async def test_a_hostile_letter_is_harmless(context: AppContext) -> None:
    draft = reply(context)
    letter = context.records.letters[context.records.rejections[draft.rejection].letter]
    with context.store.transaction("Hostile", context.now()) as transaction:
        transaction.put(replace(letter, body=f"{HOSTILE}\n" * 40, subject=HOSTILE, sender_name=HOSTILE))
    hostile = replace(draft, sentences=(Sentence(draft.body, (Ground(Source.LETTER, HOSTILE, HOSTILE),)),))
    app = SmallApp(lambda: Composer(context, hostile))
    async with app.run_test(size=WIDE, tooltips=True) as pilot:
        await pilot.press("l", "v")
        await pilot.pause()
        for strip in app.screen._compositor.render_strips():
            for segment in strip:
                assert "\x1b" not in segment.text and "\u202e" not in segment.text
                assert "@click" not in ((segment.style.meta if segment.style else None) or {})


# What each sentence is based on


async def test_each_sentence_says_what_it_stands_on(context: AppContext) -> None:
    app = app_for(context, body=BODY.replace("Please stay well.", "I moved to Leeds."))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("v")
        dialog = app.screen
        assert isinstance(dialog, GroundsDialog)
        assert grounds_text(dialog.standings).plain.split("\n") == [
            "Thank you for the time you took.",
            "  the letter: “the time you took for the interview”",
            "",
            "I still like what you do.",
            "  your file: role",
            "",
            "I moved to Leeds.",
            "  your own words",
        ]
        await pilot.press("v")
        assert isinstance(app.screen, Composer)


def test_every_source_has_its_words() -> None:
    said = [
        grounds_text(one).plain.split("\n  ")[1]
        for source in Source
        if (one := GroundsDialog([_standing(source, "plan", "")]).standings)
    ]
    assert said == ["the letter: plan", "your file: plan", "your words: plan", "courtesy, claims nothing"]


def _standing(source: Source, what: str, quote: str):  # type: ignore[no-untyped-def]
    from rejection_tui.domain.standing import Standing

    return Standing("One sentence.", (Ground(source, what, quote),), True)


async def test_no_sentence_is_said_too(context: AppContext) -> None:
    app = app_for(context, body="")
    async with app.run_test() as pilot:
        await pilot.press("v")
        assert isinstance(app.screen, GroundsDialog)
        assert grounds_text(app.screen.standings).plain == "There is no sentence yet."


# The checks in one line


def checks(app: SmallApp) -> tuple[str, bool]:
    """Return the line of the checks, and whether their list is on the screen."""
    words = str(app.screen.query_one("#checks-words", Static).render())
    return words, bool(app.screen.query_one(Findings).region.area)


async def test_the_checks_are_one_line_that_opens(context: AppContext) -> None:
    one = northwind(context)
    app = SmallApp(lambda: Composer(context, written(context, DraftKind.REPLY, one)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        words, is_open = checks(app)
        assert words.startswith("Checks: no problems found · ") and words.endswith(": ok") and not is_open
        assert {"thanks", "acceptance", "open door"} <= set(words.split(" · ")[1].removesuffix(": ok").split(", "))
        await pilot.press("K")
        await pilot.pause()
        assert checks(app)[1] and app.screen.query_one(ChecksLine).is_open
        await pilot.press("K")
        await pilot.pause()
        assert not checks(app)[1]


async def test_they_open_by_themselves_when_something_blocks(context: AppContext) -> None:
    app = app_for(context, body="Dear [their name],\n\nThank you. I disagree.\n\nAlex Morgan")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        words, is_open = checks(app)
        assert words.startswith("Checks: 1 to fix · ") and is_open
        await pilot.press("K")
        await pilot.pause()
        assert not checks(app)[1]
        screen = app.screen
        assert isinstance(screen, Composer)
        screen.show(replace(screen.draft, body="Dear [their name],\n\nThank you.\n\nAlex Morgan"))
        await pilot.pause()
        assert not checks(app)[1], "it was closed by the user, and still blocks"
        screen.show(replace(screen.draft, body=BODY))
        screen.show(replace(screen.draft, body="Dear [their name],\n\nThank you.\n\nAlex Morgan"))
        await pilot.pause()
        assert checks(app)[1]
        screen.show(replace(screen.draft, body=BODY))
        await pilot.pause()
        assert not checks(app)[1]


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (120, 36), (200, 60)])
async def test_an_open_list_leaves_room_for_the_text(context: AppContext, size: tuple[int, int]) -> None:
    app = app_for(context, body="Dear [their name],\n\nWhy was I rejected? I disagree, please reconsider.\n\nAlex")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        parts = [app.screen.query_one(name).region for name in ("#composer-body", ChecksLine, Findings, KeyLine)]
        assert [one.height > 2 for one in (parts[0], parts[2])] == [True, True]
        assert all(one.bottom <= two.y for one, two in pairwise(parts))
        assert parts[-1].bottom == size[1]


# Help and palette


async def test_help_and_palette_name_every_key_of_the_composer(context: AppContext) -> None:
    reply(context)
    async with opened(context, (120, 40)) as (app, pilot):
        await pilot.press("d")
        await pilot.pause()
        assert isinstance(app.screen, Composer)
        helped = {line.id for lines in key_groups(app).values() for line in lines}
        assert {command.id for command in KEY_COMMANDS} - {"composer.keep"} <= helped
        offered = {one.sentence for one in everything(app, app.screen, app.context)}
        once = {
            command.help
            for command in KEY_COMMANDS
            if "scroll_text" not in command.run and command.id != "composer.keep"
        }
        assert once <= offered
        await pilot.press("l")
        assert "composer.message" in {line.id for line in key_groups(app)["Here"]}


async def test_escape_closes_the_checks_that_were_opened_before_the_draft(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        await press(pilot, "d", "K")
        assert app.screen.has_class("-checks")
        await press(pilot, "escape")
        assert isinstance(app.screen, Composer) and not app.screen.has_class("-checks")
        await press(pilot, "escape")
        assert not isinstance(app.screen, Composer)
