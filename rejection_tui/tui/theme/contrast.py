"""Keeps text readable in every theme: a contrast as defined by WCAG 2, of at least 4.5."""

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


def _luminance(colour: Color) -> float:
    parts = (value / 255 for value in (colour.r, colour.g, colour.b))
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(1024)
def readable(style: Style, ground: Style, least: float = MIN_CONTRAST) -> Style:
    """Return `style` on `ground`, its colour moved towards black or white until the contrast is at least `least`.

    The terminal's own sixteen colours are not changed, because their real values are unknown.
    """
    together = ground + style
    text, behind = together.color, together.bgcolor
    if text is None or behind is None or text.triplet is None or behind.triplet is None:
        return together
    colour, back = Color(*text.triplet), Color(*behind.triplet)
    end = WHITE if ratio(WHITE, back) >= ratio(BLACK, back) else BLACK
    steps = (colour.blend(end, step / 12) for step in range(13))
    best = next((one for one in steps if ratio(one, back) >= least), end)
    return together + Style(color=RichColor.from_rgb(*best.rgb))
