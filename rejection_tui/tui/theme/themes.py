"""The program's two themes: neutral colours, one accent, amber for what is due. All themes of Textual work too."""

from typing import Final

from textual.theme import Theme

DARK: Final = Theme(
    name="rejtui-dark",
    primary="#7fb3a6",
    secondary="#8aa4c0",
    accent="#d6b36a",
    foreground="#d9d7d0",
    background="#16181a",
    surface="#1b1e20",
    panel="#24282b",
    success="#8fb57c",
    warning="#d6b36a",
    error="#cf8a7b",
    dark=True,
    variables={
        "footer-key-foreground": "#7fb3a6",
        "border-blurred": "#43494d",
        "block-cursor-background": "#33463f",
        "block-cursor-foreground": "#e6e4de",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#2b2f31",
        "scrollbar": "#43494d",
        "scrollbar-hover": "#5a6266",
        "scrollbar-active": "#7fb3a6",
        "scrollbar-background": "#1b1e20",
        "scrollbar-corner-color": "#1b1e20",
        "scrollbar-background-hover": "#1b1e20",
        "scrollbar-background-active": "#1b1e20",
    },
)
LIGHT: Final = Theme(
    name="rejtui-light",
    primary="#2f6f62",
    secondary="#40618a",
    accent="#8a5a00",
    foreground="#2a2b2c",
    background="#faf8f4",
    surface="#f4f1ea",
    panel="#e8e4da",
    success="#3f6b2c",
    warning="#8a5a00",
    error="#9c3f2f",
    dark=False,
    variables={
        "footer-key-foreground": "#2f6f62",
        "border-blurred": "#bdb6a6",
        "block-cursor-background": "#c3d2ca",
        "block-cursor-foreground": "#1e1f20",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#e2ded4",
        "scrollbar": "#cdc6b6",
        "scrollbar-hover": "#b3ab99",
        "scrollbar-active": "#2f6f62",
        "scrollbar-background": "#f4f1ea",
        "scrollbar-corner-color": "#f4f1ea",
        "scrollbar-background-hover": "#f4f1ea",
        "scrollbar-background-active": "#f4f1ea",
    },
)
THEMES: Final = (DARK, LIGHT)
