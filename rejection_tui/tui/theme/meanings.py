"""The colours of the six meanings in any theme, and the background of dialogs.

The same hue has the same meaning in every theme. Where a theme has a colour of that hue it is taken, else one is made;
its lightness is moved until it can be read on every background of the theme. The marks and words of `domain.meanings`
say the same without colour.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from textual.color import Color

from rejection_tui.domain.meanings import Meaning
from rejection_tui.tui.theme.contrast import MIN_CONTRAST, difference, ratio

#: The hue of each meaning in degrees, and how far a colour of a theme may be from it to be taken.
_HUES: Final = {
    Meaning.DUE: (4, 22),
    Meaning.SOON: (40, 16),
    Meaning.DONE: (118, 34),
    Meaning.YOURS: (176, 16),
    Meaning.WAITING: (215, 18),
    Meaning.THEIRS: (296, 34),
}
#: Saturation and lightness of a colour that is made, before it is made readable.
_SATURATION, _LIGHTNESS = 0.58, 0.56
#: Colours of a theme that are paler than this are greys.
_LEAST_SATURATION: Final = 0.2
#: The least difference of two meanings, in CIE L*a*b*: below it two colours side by side look alike.
MIN_DIFFERENCE: Final = 20.0
#: The colours of a theme that may be taken.
_ROLES: Final = ("error", "warning", "success", "primary", "secondary", "accent")
_GROUNDS: Final = (
    "background",
    "surface",
)  # and that of dialogs; rows under the cursor are made readable as they are drawn
#: The least contrast of the text of a dialog, which has quieter words too, and the steps in which it is looked for.
_DIALOG_CONTRAST, _DIALOG_STEPS = 6.0, 10
#: The least contrast of a thin line on a page.
_LINE_CONTRAST: Final = 1.4
#: The terminal's own colours, whose values are unknown: used as they are by the themes made of them.
_ANSI: Final = {
    Meaning.DUE: "ansi_red",
    Meaning.SOON: "ansi_yellow",
    Meaning.DONE: "ansi_green",
    Meaning.YOURS: "ansi_cyan",
    Meaning.WAITING: "ansi_blue",
    Meaning.THEIRS: "ansi_magenta",
}


def meaning_colours(variables: Mapping[str, str]) -> dict[str, str]:
    """Return the colours of the six meanings by the name of their variable, for the variables of a theme."""
    grounds = {name: variables[name] for name in (*_ROLES, *_GROUNDS)} | {"dialog": dialog_ground(variables)}
    return dict(_colours(tuple(grounds.items())))


def own_colours(variables: Mapping[str, str]) -> dict[str, str]:
    """Return what is added to the colours of a theme: those of the meanings, `dialog`, and lines that can be seen."""
    lines = {"border-blurred": line_colour(variables)}
    return meaning_colours(variables) | {"dialog": dialog_ground(variables)} | lines


def line_colour(variables: Mapping[str, str]) -> str:
    """Return the colour of thin lines: that of the theme, or one that can be seen on a page."""
    given = variables["border-blurred"]
    if any(value.startswith("ansi") for value in (given, variables["surface"], variables["foreground"])):
        return given
    surface = Color.parse(variables["surface"])
    seen = ratio(Color.parse(given), surface) >= _LINE_CONTRAST
    return given if seen else surface.blend(Color.parse(variables["foreground"]), 0.25).hex6


def dialog_ground(variables: Mapping[str, str]) -> str:
    """Return the background of dialogs: the panel colour of the theme, or as near to it as text stays easy to read."""
    if any(variables[name].startswith("ansi") for name in ("surface", "panel", "foreground")):
        return variables["surface"]
    surface, panel, text = (Color.parse(variables[name]) for name in ("surface", "panel", "foreground"))
    for step in range(_DIALOG_STEPS, 0, -1):
        ground = surface.blend(panel, step / _DIALOG_STEPS)
        if ratio(text, ground) >= _DIALOG_CONTRAST:
            return ground.hex6
    return surface.hex6


@lru_cache(64)
def _colours(theme: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    given = dict(theme)
    grounded = (*_GROUNDS, "dialog")
    if any(given[name].startswith("ansi") for name in grounded):
        return tuple((meaning.colour, name) for meaning, name in _ANSI.items())
    grounds = [Color.parse(given[name]) for name in grounded]
    roles = [Color.parse(given[name]) for name in _ROLES]
    chosen: dict[Meaning, Color] = {}
    for meaning in _HUES:
        options = [_legible(one, grounds) for one in _of_hue(meaning, roles)]
        apart = [min((difference(one, other) for other in chosen.values()), default=100.0) for one in options]
        chosen[meaning] = options[next((n for n, least in enumerate(apart) if least >= MIN_DIFFERENCE), 0)]
    return tuple((meaning.colour, colour.hex6) for meaning, colour in chosen.items())


def _of_hue(meaning: Meaning, roles: list[Color]) -> list[Color]:
    """Return the colour of the theme that is nearest to the hue of a meaning, if there is one, and one that is made."""
    hue, reach = _HUES[meaning]
    near = [one for one in roles if one.hsl.s >= _LEAST_SATURATION and _distance(one, hue) < reach]
    made = Color.from_hsl(hue / 360, _SATURATION, _LIGHTNESS)
    return [*sorted(near, key=lambda one: _distance(one, hue))[:1], made]


def _distance(colour: Color, hue: float) -> float:
    apart = abs(colour.hsl.h * 360 - hue) % 360
    return min(apart, 360 - apart)


def _legible(colour: Color, grounds: list[Color]) -> Color:
    """Return the colour with the nearest lightness at which it can be read on all of the grounds."""
    return next(
        one for one in _lighter_and_darker(colour) if min(ratio(one, ground) for ground in grounds) >= MIN_CONTRAST
    )


def _lighter_and_darker(colour: Color) -> Iterator[Color]:
    hue, saturation, lightness = colour.hsl
    for step in range(101):
        for other in (lightness + step / 100, lightness - step / 100):
            if 0 <= other <= 1:
                yield Color.from_hsl(hue, saturation, other)
    yield colour  # no lightness is readable on grounds as different as these
