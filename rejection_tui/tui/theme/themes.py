"""The program's two themes: neutral greys, and one colour for each of the six meanings.

All themes of Textual work too; `meanings` finds the six colours in them.
"""

from typing import Final

from textual.theme import Theme

DARK: Final = Theme(
    name="rejtui-dark",
    primary="#5fc1b2",
    secondary="#84aee6",
    accent="#c79be6",
    foreground="#d9d7d0",
    background="#16181a",
    surface="#1b1e20",
    panel="#24282b",
    success="#8cc67a",
    warning="#e6b455",
    error="#f0866f",
    dark=True,
    variables={
        "footer-key-foreground": "#5fc1b2",
        "border-blurred": "#43494d",
        "block-cursor-background": "#24443f",
        "block-cursor-foreground": "#e6e4de",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#2b2f31",
        "scrollbar": "#43494d",
        "scrollbar-hover": "#5a6266",
        "scrollbar-active": "#5fc1b2",
        "scrollbar-background": "#1b1e20",
        "scrollbar-corner-color": "#1b1e20",
        "scrollbar-background-hover": "#1b1e20",
        "scrollbar-background-active": "#1b1e20",
    },
)
LIGHT: Final = Theme(
    name="rejtui-light",
    primary="#146e63",
    secondary="#255f9e",
    accent="#7d3c9c",
    foreground="#2a2b2c",
    background="#faf8f4",
    surface="#f4f1ea",
    panel="#e8e4da",
    success="#3a6f1e",
    warning="#8a5a00",
    error="#b03420",
    dark=False,
    variables={
        "footer-key-foreground": "#146e63",
        "border-blurred": "#bdb6a6",
        "block-cursor-background": "#c3d2ca",
        "block-cursor-foreground": "#1e1f20",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#e2ded4",
        "scrollbar": "#cdc6b6",
        "scrollbar-hover": "#b3ab99",
        "scrollbar-active": "#146e63",
        "scrollbar-background": "#f4f1ea",
        "scrollbar-corner-color": "#f4f1ea",
        "scrollbar-background-hover": "#f4f1ea",
        "scrollbar-background-active": "#f4f1ea",
    },
)
THEMES: Final = (DARK, LIGHT)
