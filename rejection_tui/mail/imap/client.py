"""The IMAP client of the standard library, within limits: it takes as much from a server as the server announces."""

import imaplib
import ssl
import time
from typing import Final

from imap_tools.mailbox import BaseMailBox

from rejection_tui.domain.account import Account, Tls

#: How much a server may send in answer to one command, and for how long.
MOST_BYTES: Final = 80_000_000
MOST_SECONDS: Final = 600.0
_PIECE: Final = 1_000_000


class _Limited(imaplib.IMAP4):
    """Ends the connection when a server sends more than it may, or for too long."""

    _bytes_left = MOST_BYTES
    _until = float("inf")

    def allow(self) -> None:
        """Begin a new command: what was read before counts no more."""
        self._bytes_left, self._until = MOST_BYTES, time.monotonic() + MOST_SECONDS

    def _spend(self, size: int) -> None:
        self._bytes_left -= size
        if self._bytes_left < 0 or time.monotonic() > self._until:
            raise self.abort("more than was asked for")

    def read(self, size: int) -> bytes:
        """Return `size` bytes, fewer at the end of the connection."""
        self._spend(size)
        parts: list[bytes] = []
        while size > 0 and (part := super().read(min(size, _PIECE))):
            parts.append(part)
            size -= len(part)
            self._spend(0)
        return b"".join(parts)

    def readline(self) -> bytes:
        """Return one line."""
        line = super().readline()
        self._spend(len(line))
        return line


class _LimitedSecure(_Limited, imaplib.IMAP4_SSL):
    """The same over TLS."""


class Box(BaseMailBox):
    """A connection, protected as the account asks; nothing is signed in yet."""

    client: _Limited

    def __init__(self, account: Account, seconds: float) -> None:
        self._account = account
        self._seconds = seconds
        super().__init__()

    def _get_mailbox_client(self) -> _Limited:
        account = self._account
        if account.tls is Tls.TLS:
            return _LimitedSecure(account.host, account.port, ssl_context=self._trusted(), timeout=self._seconds)
        client = _Limited(account.host, account.port, timeout=self._seconds)
        if account.tls is Tls.STARTTLS:
            client.starttls(self._trusted())
        return client

    def _trusted(self) -> ssl.SSLContext:
        trusted = ssl.create_default_context()
        if self._account.ca_file:
            trusted.load_verify_locations(self._account.ca_file)
        return trusted
