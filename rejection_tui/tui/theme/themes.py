"""The program's two themes: neutral greys, and one colour for each of the six meanings.

All themes of Textual work too; `meanings` finds the six colours in them.
"""

from typing import Final

from textual.theme import Theme

DARK: Final = Theme(
    name="rejtui-dark",
    primary="#74dfd5",
    secondary="#5a90d8",
    accent="#e59fd6",
    foreground="#d9d7d0",
    background="#16181a",
    surface="#1b1e20",
    panel="#24282b",
    success="#69cf7c",
    warning="#f0d27a",
    error="#ee7457",
    dark=True,
    variables={
        "footer-key-foreground": "#74dfd5",
        "border-blurred": "#43494d",
        "block-cursor-background": "#24443f",
        "block-cursor-foreground": "#e6e4de",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#2b2f31",
        "scrollbar": "#43494d",
        "scrollbar-hover": "#5a6266",
        "scrollbar-active": "#74dfd5",
        "scrollbar-background": "#1b1e20",
        "scrollbar-corner-color": "#1b1e20",
        "scrollbar-background-hover": "#1b1e20",
        "scrollbar-background-active": "#1b1e20",
    },
)
LIGHT: Final = Theme(
    name="rejtui-light",
    primary="#07616e",
    secondary="#2a5bc4",
    accent="#7a2f86",
    foreground="#2a2b2c",
    background="#faf8f4",
    surface="#f4f1ea",
    panel="#ece8df",
    success="#2a7a3a",
    warning="#8a6800",
    error="#8f140c",
    dark=False,
    variables={
        "footer-key-foreground": "#07616e",
        "border-blurred": "#bdb6a6",
        "block-cursor-background": "#c3d2ca",
        "block-cursor-foreground": "#1e1f20",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#e2ded4",
        "scrollbar": "#cdc6b6",
        "scrollbar-hover": "#b3ab99",
        "scrollbar-active": "#07616e",
        "scrollbar-background": "#f4f1ea",
        "scrollbar-corner-color": "#f4f1ea",
        "scrollbar-background-hover": "#f4f1ea",
        "scrollbar-background-active": "#f4f1ea",
    },
)
THEMES: Final = (DARK, LIGHT)
