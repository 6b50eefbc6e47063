"""The keys that work in all panes of the dashboard."""

from typing import Final

from rejection_tui.tui.commands.command import Command
from rejection_tui.tui.commands.moving import FILTER
from rejection_tui.tui.commands.route import Route
from rejection_tui.tui.panes.today import KEYS
from rejection_tui.tui.widgets.guide_line import HIDE_GUIDE

_GROUP: Final = "Dashboard"

DASHBOARD_KEYS: Final[tuple[Command, ...]] = (
    *(
        Command(f"pane.{n}", str(n), name, f"Go to the {name}.", f"pane({n})", False, _GROUP)
        for n, name in enumerate(("inbox", "checklist", "journal", "contacts"), 1)
    ),
    Command("pane.next", "tab", "next pane", "Go to the next pane.", "turn(1)", False, _GROUP),
    Command("pane.previous", "shift+tab", "pane before", "Go to the pane before.", "turn(-1)", False, _GROUP),
    *(
        Command(f"today.{n + 1}", key, "today", f"Open thing {n + 1} of today.", f"today({n})", False, _GROUP)
        for n, key in enumerate(KEYS)
    ),
    Command("preview.down", "J,shift+down", "read on", "Scroll the preview down.", "preview(3)", False, _GROUP),
    Command("preview.up", "K,shift+up", "read back", "Scroll the preview up.", "preview(-3)", False, _GROUP),
    Command("zoom", "z", "zoom", "Give the whole window to this pane, and back.", "zoom", False, _GROUP),
    FILTER,
    Command(
        "import",
        "m",
        "import",
        "Read letters from files, folders and mailboxes.",
        f"go('{Route.IMPORT}')",
        True,
        _GROUP,
    ),
    Command("agenda", "t", "agenda", "Show everything due, by day.", f"go('{Route.AGENDA}')", True, _GROUP),
    Command(
        "unanswered",
        "Q",
        "silence",
        "Show the applications that nobody has answered: ask once, or let go.",
        f"go('{Route.UNANSWERED}')",
        False,
        _GROUP,
    ),
    Command(
        "insights",
        "i",
        "insights",
        "Show what the answers say, with the numbers behind it.",
        f"go('{Route.INSIGHTS}')",
        True,
        _GROUP,
    ),
    Command(
        "practice",
        "p",
        "practice",
        "Rehearse interview questions until they go smoothly.",
        f"go('{Route.PRACTICE}')",
        True,
        _GROUP,
    ),
    Command("bullets", "c", "CV bullets", "Rewrite the lines of the CV.", f"go('{Route.BULLETS}')", False, _GROUP),
    Command(
        "covers",
        "f10",
        "cover letters",
        "Write cover letters in versions, and check them.",
        f"go('{Route.COVERS}')",
        False,
        _GROUP,
    ),
    Command(
        "letter",
        "l",
        "letter",
        "Read the letter of the selected rejection.",
        f"here('{Route.LETTER}')",
        False,
        _GROUP,
    ),
    Command(
        "win",
        "w",
        "win",
        "Note something worth telling: a certificate, project, figure.",
        f"go('{Route.WIN}')",
        True,
        _GROUP,
    ),
    Command(
        "progress",
        "f4",
        "progress",
        "Show for each theme their words, what was done about it, and whether it is still named.",
        f"go('{Route.PROGRESS}')",
        False,
        _GROUP,
    ),
    Command(
        "export",
        "ctrl+e",
        "export",
        "Export: calendar, address book, table, record of applications, report, JSON.",
        f"go('{Route.EXPORT}')",
        False,
        _GROUP,
    ),
    Command(
        "comments",
        "f5",
        "comments",
        "Read a report that came back with a mentor's comments.",
        f"go('{Route.COMMENTS}')",
        False,
        _GROUP,
    ),
    Command(
        "sheet",
        "f11",
        "practice sheet",
        "Read a practice sheet that a friend filled in.",
        f"go('{Route.SHEET}')",
        False,
        _GROUP,
    ),
    Command(
        "forget",
        "f8",
        "forget corrections",
        "Forget what was learned from your corrections of readings; undo brings it back.",
        "forget",
        False,
        _GROUP,
    ),
    Command("merge", "ctrl+o", "merge", "Bring in another copy of the file.", f"go('{Route.MERGE}')", False, _GROUP),
    Command(
        "settings",
        "comma,f9",
        "settings",
        "Change your name, the colours, drafts and reminders.",
        f"go('{Route.SETTINGS}')",
        False,
        _GROUP,
    ),
    HIDE_GUIDE,
    Command("leave", "q", "quit", "Leave rejtui. Everything is saved already.", "app.quit", True, _GROUP),
)
