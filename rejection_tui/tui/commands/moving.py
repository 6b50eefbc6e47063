"""Moving in lists and in texts that scroll: the same keys everywhere but inside a text being edited."""

from typing import Final

from rejection_tui.tui.commands.command import Command

#: A list has the actions `move`, `end`, `page` and `half`.
LIST_COMMANDS: Final = (
    Command("list.down", "down,j", "down", "Go one row down.", "move(1)"),
    Command("list.up", "up,k", "up", "Go one row up.", "move(-1)"),
    Command("list.first", "home,g", "first", "Go to the first row.", "end(-1)"),
    Command("list.last", "end,G", "last", "Go to the last row.", "end(1)"),
    Command("list.page_down", "pagedown", "page down", "Go a page down.", "page(1)"),
    Command("list.page_up", "pageup", "page up", "Go a page up.", "page(-1)"),
    Command("list.half_down", "ctrl+d", "half page down", "Go half a page down.", "half(1)"),
    Command("list.half_up", "ctrl+u", "half page up", "Go half a page up.", "half(-1)"),
)
#: A list has the action `filter`.
FILTER: Final = Command(
    "filter", "slash", "filter", "Narrow this list as you type; esc shows everything again.", "filter", True
)
#: They scroll what has the focus, else the first text of the screen that is longer than its window.
TEXT_COMMANDS: Final = (
    Command("text.down", "down,j", "line down", "Scroll a line down.", "app.scroll_text('line', 1)", False, "Always"),
    Command("text.up", "up,k", "line up", "Scroll a line up.", "app.scroll_text('line', -1)", False, "Always"),
    Command("text.first", "home,g", "top", "Go to the top of the text.", "app.scroll_text('end', -1)", False, "Always"),
    Command("text.last", "end,G", "end", "Go to the end of the text.", "app.scroll_text('end', 1)", False, "Always"),
    Command(
        "text.page_down",
        "pagedown,space",
        "page down",
        "Scroll a page down.",
        "app.scroll_text('page', 1)",
        False,
        "Always",
    ),
    Command("text.page_up", "pageup", "page up", "Scroll a page up.", "app.scroll_text('page', -1)", False, "Always"),
    Command(
        "text.half_down",
        "ctrl+d",
        "half page down",
        "Scroll half a page down.",
        "app.scroll_text('half', 1)",
        False,
        "Always",
    ),
    Command(
        "text.half_up",
        "ctrl+u",
        "half page up",
        "Scroll half a page up.",
        "app.scroll_text('half', -1)",
        False,
        "Always",
    ),
)
