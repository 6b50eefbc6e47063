"""The keys of the composer."""

from typing import Final

from rejection_tui.tui.commands.command import Command
from rejection_tui.tui.commands.history import REDO, UNDO

_GROUP: Final = "Composer"


def _key(name: str, keys: str, label: str, help: str, run: str, show: bool = False) -> Command:
    return Command(f"composer.{name}", keys, label, help, run, show, _GROUP)


KEY_COMMANDS: Final = (
    _key("copy", "y", "copy", "Put the text on the clipboard, and say honestly how.", "copy", True),
    _key("edit", "e,enter", "edit", "Change the text; the checks follow as you type.", "edit", True),
    _key(
        "letter",
        "l",
        "letter",
        "Go to their letter; in a narrow window it hides the message.",
        "letter",
        True,
    ),
    _key("sent", "S", "sent", "Record that you sent it; undo takes that back.", "sent", True),
    _key("mail", "M", "mail", "Open it in your mail program, addressed and filled.", "mailto", True),
    _key(
        "export", "ctrl+e", "to a file", "Write it to a file: mail as .eml, the sheet of a call as .txt.", "write", True
    ),
    _key("drafts", "D", "to drafts", "Put it among the drafts of your mail account; nothing is sent.", "drafts"),
    _key("reword", "R", "reword", "Show the next wording; kept versions stay.", "reword", True),
    _key("question", "Q", "question", "Reply alone, or reply and request for feedback as one email.", "question", True),
    _key("checks", "K", "checks", "Open or close the list of what the checks found.", "checks", True),
    _key("grounds", "v", "why", "Show for each sentence what it is based on.", "grounds", True),
    _key("facts", "f", "points", "See what the letter says, and say what it does or does not.", "points", True),
    _key("greeting", "F", "greeting", "Take the next form of greeting.", "greeting"),
    _key("people", "P", "people", "Choose which of the people of the rejection it is to.", "people"),
    _key("language", "T", "language", "Switch between the letter's language and your own.", "language"),
    _key("place", "I", "own words", "Add a sentence only you can complete, where the letter calls for one.", "place"),
    _key("answer", "O", "answer", "In an answer to their question: yes, no, or a time.", "answer"),
    _key("tool", "vertical_line", "your tool", "Pipe the text through your own command; again stops it.", "tool"),
    _key("view", "V", "view", "Show the bare text, to select with the mouse.", "plain"),
    _key("older", "left_square_bracket", "older", "Show the version before this one.", "older"),
    _key("newer", "right_square_bracket", "newer", "Show the version after this one.", "newer"),
    _key("editor", "E,f4", "editor", "Edit the text in $VISUAL or $EDITOR.", "editor"),
    _key("now", "exclamation_mark", "now", "Copy now although the cool-off says later.", "now"),
    _key("win", "w", "win", "Note something worth telling and write a value update of it.", "win"),
    _key("down", "j,down", "down", "Scroll the text down.", "scroll_text(1)"),
    _key("up", "k,up", "up", "Scroll the text up.", "scroll_text(-1)"),
    _key("page_down", "pagedown,space", "page down", "Scroll a page down.", "scroll_text(10)"),
    _key("page_up", "pageup", "page up", "Scroll a page up.", "scroll_text(-10)"),
    _key("top", "g,home", "top", "Go to the top of the text.", "scroll_text(-9999)"),
    _key("end", "G,end", "end", "Go to the end of the text.", "scroll_text(9999)"),
    _key("keep", "ctrl+s", "keep", "End editing and keep the text.", "keep", True),
    _key("leave", "escape", "back", "End editing and keep the text; or go back.", "leave", True),
    UNDO,
    REDO,
)
#: Actions that stay while text is typed; the keys of the others are text then.
TYPING_ACTIONS: Final = frozenset({"leave", "keep", "undo", "redo", "editor"})
#: The actions of this table that are disabled while text is typed.
READING_ACTIONS: Final = frozenset(command.run.partition("(")[0] for command in KEY_COMMANDS) - TYPING_ACTIONS
