"""How well colours can be read on one another (WCAG 2, at least 4.5) and told apart (CIE L*a*b*)."""

import math
from functools import lru_cache
from typing import Final

from rich.color import Color as RichColor
from rich.style import Style
from textual.color import BLACK, WHITE, Color

MIN_CONTRAST: Final = 4.5


def ratio(one: Color, other: Color) -> float:
    """Return the contrast ratio of two colours, 1 to 21, as WCAG 2 defines it."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def difference(one: Color, other: Color) -> float:
    """Return how different two colours look: their distance in CIE L*a*b* (1976), 0 to about 200."""
    return math.dist(_lab(one), _lab(other))


@lru_cache(1024)
def _luminance(colour: Color) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: Color) -> tuple[float, float, float]:
    red, green, blue = (value / 255 for value in (colour.r, colour.g, colour.b))
    return _linear_part(red), _linear_part(green), _linear_part(blue)


def _linear_part(part: float) -> float:
    return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4


def _lab(colour: Color) -> tuple[float, float, float]:
    red, green, blue = _linear(colour)
    x = _cube_root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047)
    y = _cube_root(_luminance(colour))
    z = _cube_root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _cube_root(part: float) -> float:
    return part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116


@lru_cache(1024)
def readable(style: Style, ground: Style) -> Style:
    """Return `style` on `ground`, its colour moved towards black or white until the contrast is enough.

    The terminal's own sixteen colours are not changed, because their real values are unknown.
    """
    together = ground + style
    text, behind = together.color, together.bgcolor
    if text is None or behind is None or text.triplet is None or behind.triplet is None:
        return together
    colour, back = Color(*text.triplet), Color(*behind.triplet)
    end = WHITE if ratio(WHITE, back) >= ratio(BLACK, back) else BLACK
    steps = (colour.blend(end, step / 12) for step in range(13))
    best = next((one for one in steps if ratio(one, back) >= MIN_CONTRAST), end)
    return together + Style(color=RichColor.from_rgb(*best.rgb))
