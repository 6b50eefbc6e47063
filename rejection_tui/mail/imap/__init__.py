"""Reads mail accounts over IMAP without changing anything in them, and puts a draft into their drafts folder."""

from rejection_tui.mail.imap.appending import append_draft
from rejection_tui.mail.imap.connection import SECONDS, Connection
from rejection_tui.mail.imap.folders import Folder, Role
from rejection_tui.mail.imap.reading import AccountReading, Position, look

__all__ = ["SECONDS", "AccountReading", "Connection", "Folder", "Position", "Role", "append_draft", "look"]
