"""Colours: every theme can be read, the last one is remembered, and no meaning rests on a colour alone."""

from itertools import combinations

import pytest
from rich.cells import cell_len
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from rejection_tui.domain.meanings import Meaning
from rejection_tui.services import remembered
from rejection_tui.services.context import AppContext
from rejection_tui.tui.app import RejTUI
from rejection_tui.tui.panes.pane import Pane
from rejection_tui.tui.panes.preview import Preview
from rejection_tui.tui.theme.contrast import MIN_CONTRAST, difference, ratio
from rejection_tui.tui.theme.meanings import MIN_DIFFERENCE, dialog_ground, line_colour, meaning_colours
from rejection_tui.tui.theme.themes import DARK, LIGHT, THEMES
from rejection_tui.tui.widgets.readable_line import ReadableLine
from tests.world.app import dashboard, opened, press
from tests.world.hostile import screen_text
from tests.world.sample import named

FRAME = " ─│╭╮╰╯▁▂▃▄▅▆▇█▎"


def _contrasts(app: RejTUI, of: type | None = None) -> dict[str, float]:
    """Return the contrast of everything written on the screen, or in the lists of the panes alone."""
    if of is None:
        strips = app.screen._compositor.render_strips()
    else:
        lists = [pane.records for pane in app.screen.query(Pane) if pane.display]
        above = [*app.screen.query(ReadableLine), app.screen.query_one(Preview)]
        strips = [one.render_line(y) for one in (*lists, *above) for y in range(one.size.height)]
    found: dict[str, float] = {}
    for strip in strips:
        for text, style, _ in strip:
            colours = (style.color, style.bgcolor) if style else (None, None)
            if text.strip(FRAME) and all(c is not None and c.triplet is not None for c in colours):
                one, other = (Color(*c.triplet) for c in colours if c is not None and c.triplet is not None)
                found[text] = min(ratio(one, other), found.get(text, 21))
    return found


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
@pytest.mark.parametrize("keys", ["", "2", "3", "4"])
async def test_everything_in_our_own_colours_can_be_read(theme: str, keys: str, filled: AppContext) -> None:
    app = RejTUI(filled)
    app.theme = theme
    async with app.run_test(size=(200, 60), notifications=True, tooltips=True) as pilot:
        for key in keys.split():
            await pilot.press(key)
        await pilot.pause()
        found = _contrasts(app)
        assert len(found) > 20
        assert {text: value for text, value in found.items() if value < MIN_CONTRAST - 0.05} == {}


@pytest.mark.parametrize("keys", [("1",), ("2", "j"), ("3",), ("4",)])
async def test_rows_head_and_preview_can_be_read_in_every_theme(keys: tuple[str, ...], demo: AppContext) -> None:
    """With the cursor in each pane: the row under it too."""
    async with opened(demo, (160, 40)) as (app, pilot):
        assert set(BUILTIN_THEMES) <= set(app.available_themes)
        await press(pilot, *keys)
        for name in app.available_themes:
            app.theme = name
            await pilot.pause()
            dim = {text: value for text, value in _contrasts(app, Pane).items() if value < MIN_CONTRAST}
            assert dim == {}, name


async def test_each_meaning_has_its_colour_in_the_rows(demo: AppContext) -> None:
    """What is due is red in inbox, checklist and contacts, and its mark and word say so too."""
    async with opened(demo, (160, 40)) as (app, pilot):
        colours = {meaning: Color.parse(app.theme_variables[meaning.colour]) for meaning in Meaning}
        for number, words in ((1, "! due"), (2, "by tonight"), (4, "overdue since")):
            dashboard(app).select(named(demo, "Northlight").uid)
            await press(pilot, str(number), "j", "j", "j")  # the colours on the row under the cursor may be others
            records = dashboard(app).active_pane.records
            strips = [records.render_line(y) for y in range(records.size.height)]
            found = [style.color for strip in strips for text, style, _ in strip if words in text and style]
            wanted = colours[Meaning.DUE].rich_color.triplet
            assert any(colour is not None and colour.triplet == wanted for colour in found), words


async def test_the_last_theme_is_remembered(filled: AppContext) -> None:
    app = RejTUI(filled)
    async with app.run_test() as pilot:
        assert app.theme == DARK.name
        app.theme = "nord"
        await pilot.pause()
    assert remembered.load(filled)["theme"] == "nord"
    assert RejTUI(filled).theme == "nord"
    remembered.save(filled, theme="no such theme")
    assert RejTUI(filled).theme == DARK.name


async def test_no_colour_keeps_every_meaning(filled: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words and signs are the same; with NO_COLOR nothing but shades of grey is left."""
    async with opened(filled) as (app, pilot):
        await pilot.pause()
        coloured = screen_text(app)
    monkeypatch.setenv("NO_COLOR", "1")
    grey = RejTUI(filled)
    async with grey.run_test(size=(120, 36), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        assert screen_text(grey) == coloured
        assert grey.no_color
    for words in ("due tomorrow", "◐ Priya Nair", "write by", "drafted", "◔○○○"):
        assert words in coloured


def _themes() -> list[Theme]:
    return [theme for theme in (*BUILTIN_THEMES.values(), *THEMES) if not theme.name.startswith("ansi")]


@pytest.mark.parametrize("theme", _themes(), ids=lambda theme: theme.name)
def test_the_six_meanings_can_be_read_and_told_apart_in_every_theme(theme: Theme) -> None:
    variables = theme.to_color_system().generate() | theme.variables
    colours = {name: Color.parse(value) for name, value in meaning_colours(variables).items()}
    assert set(colours) == {meaning.colour for meaning in Meaning}
    dialog = Color.parse(dialog_ground(variables))
    for ground in (Color.parse(variables["background"]), Color.parse(variables["surface"]), dialog):
        assert min(ratio(one, ground) for one in colours.values()) >= MIN_CONTRAST
    assert min(difference(one, other) for one, other in combinations(colours.values(), 2)) >= MIN_DIFFERENCE


@pytest.mark.parametrize("theme", _themes(), ids=lambda theme: theme.name)
def test_text_in_a_dialog_can_be_read_and_lines_be_seen(theme: Theme) -> None:
    variables = theme.to_color_system().generate() | theme.variables
    text, page, dialog = (
        Color.parse(value) for value in (variables["foreground"], variables["surface"], dialog_ground(variables))
    )
    assert ratio(text, dialog) >= min(6.0, ratio(text, page)) - 0.05
    assert ratio(Color.parse(line_colour(variables)), page) >= 1.35, "the lines around panes can be seen"
    if theme.name.startswith("rejtui"):
        assert dialog.hex6 == Color.parse(variables["panel"]).hex6 != page.hex6, "a dialog stands out from the page"


def test_a_theme_of_the_terminals_own_colours_keeps_them() -> None:
    variables = BUILTIN_THEMES["ansi-dark"].to_color_system().generate()
    names = ("red", "yellow", "green", "cyan", "blue", "magenta")
    assert set(meaning_colours(variables).values()) == {f"ansi_{name}" for name in names}


def test_marks_and_words_of_the_meanings_are_six_different_ones() -> None:
    assert len({meaning.mark for meaning in Meaning}) == len({meaning.word for meaning in Meaning}) == len(Meaning) == 6
    assert all(cell_len(meaning.mark) == 1 for meaning in Meaning)


#: What is seen without one kind of cones (Machado, Oliveira and Fernandes, 2009), applied to linear red, green, blue.
_WITHOUT_CONES = {
    "red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def _seen(colour: Color, without: str) -> Color:
    def linear(value: int) -> float:
        return value / 255 / 12.92 if value <= 10 else ((value / 255 + 0.055) / 1.055) ** 2.4

    def gamma(part: float) -> int:
        part = min(max(part, 0.0), 1.0)
        return round(255 * (12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055))

    light = (linear(colour.r), linear(colour.g), linear(colour.b))
    rows = _WITHOUT_CONES[without]
    red, green, blue = (gamma(sum(a * b for a, b in zip(row, light, strict=True))) for row in rows)
    return Color(red, green, blue)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("without", list(_WITHOUT_CONES))
def test_our_own_themes_differ_also_for_people_who_see_fewer_colours(theme: Theme, without: str) -> None:
    variables = theme.to_color_system().generate() | theme.variables
    seen = [_seen(Color.parse(value), without) for value in meaning_colours(variables).values()]
    assert min(difference(one, other) for one, other in combinations(seen, 2)) >= 8
