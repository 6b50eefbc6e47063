"""What the keys of the composer do."""

from typing import Final

from rejection_tui.tui.acts import Act

GROUP: Final = "Composer"

ACTS: Final = (
    Act("composer.copy", "y", "copy", "Put the text on the clipboard, and say honestly how.", "copy", True, GROUP),
    Act("composer.edit", "e,enter", "edit", "Change the text; the checks follow as you type.", "edit", True, GROUP),
    Act("composer.sent", "S", "sent", "Record that you sent it; undo takes that back.", "sent", True, GROUP),
    Act("composer.mail", "o", "mail", "Open it in your mail program, addressed and filled.", "mailto", True, GROUP),
    Act("composer.write", "w", "file", "Write it to an .eml file.", "write", True, GROUP),
    Act("composer.reword", "r", "reword", "Show the next wording; kept versions stay.", "reword", True, GROUP),
    Act(
        "composer.question",
        "f",
        "question",
        "Reply alone, or reply and request for feedback as one email.",
        "question",
        True,
        GROUP,
    ),
    Act("composer.view", "v", "view", "Show the bare text, to select with the mouse.", "plain", False, GROUP),
    Act("composer.older", "left_square_bracket", "older", "Show the version before this one.", "older", False, GROUP),
    Act("composer.newer", "right_square_bracket", "newer", "Show the version after this one.", "newer", False, GROUP),
    Act("composer.editor", "E,f4", "editor", "Edit the text in $VISUAL or $EDITOR.", "editor", False, GROUP),
    Act("composer.now", "exclamation_mark", "now", "Copy now although the cool-off says later.", "now", False, GROUP),
    Act(
        "composer.win", "n", "win", "Note something worth telling and write a value update of it.", "win", False, GROUP
    ),
    Act("composer.down", "j,down", "down", "Scroll the text down.", "scroll_text(1)", False, GROUP),
    Act("composer.up", "k,up", "up", "Scroll the text up.", "scroll_text(-1)", False, GROUP),
    Act("composer.page_down", "pagedown,space", "page", "Scroll a page down.", "scroll_text(10)", False, GROUP),
    Act("composer.page_up", "pageup", "page", "Scroll a page up.", "scroll_text(-10)", False, GROUP),
    Act("composer.top", "g,home", "top", "Go to the top of the text.", "scroll_text(-9999)", False, GROUP),
    Act("composer.end", "G,end", "end", "Go to the end of the text.", "scroll_text(9999)", False, GROUP),
    Act("composer.leave", "escape", "back", "End editing and keep the text; or go back.", "leave", True, GROUP),
)
#: Not while text is typed: a key is text then.
READING: Final = frozenset(
    {
        "copy",
        "edit",
        "sent",
        "mailto",
        "write",
        "reword",
        "question",
        "plain",
        "older",
        "newer",
        "now",
        "win",
        "scroll_text",
    }
)
