"""Turns files, folders, mailboxes and pasted text into `Letter` records. What a letter says is found in `reading`."""

from rejection_tui.mail.parse import parse
from rejection_tui.mail.quotes import own_words, without_quoted
from rejection_tui.mail.raw import Limits, RawMessage, Skipped
from rejection_tui.mail.sources import read_bytes, read_messages, read_paths, read_text

__all__ = [
    "Limits",
    "RawMessage",
    "Skipped",
    "own_words",
    "parse",
    "read_bytes",
    "read_messages",
    "read_paths",
    "read_text",
    "without_quoted",
]
