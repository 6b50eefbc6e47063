"""The import screen: where mail is read from, and the list of what was read."""

from rejection_tui.tui.screens.importing.screen import ImportScreen
from rejection_tui.tui.screens.importing.source import hint

__all__ = ["ImportScreen", "hint"]
