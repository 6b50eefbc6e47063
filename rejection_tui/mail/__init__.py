"""Bytes in, letters out: files, folders, mailboxes and pasted text become a `Letter`; what it says is for `reading`."""

from rejection_tui.mail.parse import parse
from rejection_tui.mail.raw import Limits, RawMessage, Skipped
from rejection_tui.mail.sources import read_bytes, read_paths, read_text

__all__ = ["Limits", "RawMessage", "Skipped", "parse", "read_bytes", "read_paths", "read_text"]
