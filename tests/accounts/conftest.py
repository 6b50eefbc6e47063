"""The servers of these tests, started once, and the network of this machine alone."""

import imaplib
import os
import shutil
import socket
import tempfile
import uuid
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from rejection_tui.domain.account import Account, Tls
from rejection_tui.domain.secret import Secret
from tests.accounts import dovecot
from tests.accounts.dovecot import PASSWORD, Server
from tests.world.clock import NOW

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail the test that looks up or connects to anything but this machine."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in LOOPBACK:
            raise AssertionError(f"a connection to {address!r} was tried")
        connect(self, address)

    def looked_up(host: Any, *args: Any, **more: Any) -> Any:
        if host not in LOOPBACK:
            raise socket.gaierror(socket.EAI_NONAME, "no such name in the tests")
        return look_up(host, *args, **more)

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    monkeypatch.setattr(socket.socket, "connect", guarded)
    yield


def _server(**how: Any) -> Iterator[Server]:
    if why := dovecot.missing():
        if os.environ.get("CI"):
            pytest.fail(f"No mail server for the tests: {why}")
        pytest.skip(why)
    home = Path(tempfile.mkdtemp(prefix="rejtui-imap-"))  # pytest's own folders are closed to the user of the mailboxes
    try:
        with dovecot.running(home, **how) as server:
            yield server
    finally:
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server that speaks plainly; its folders are below the inbox, with a dot."""
    yield from _server()


@pytest.fixture(scope="session")
def secure_server() -> Iterator[Server]:
    """A server with a certificate that nobody trusts."""
    yield from _server(secure=True)


@pytest.fixture(scope="session")
def odd_server() -> Iterator[Server]:
    """A server whose folders all begin with INBOX and are separated by a caret."""
    yield from _server(names="separator = ^\n  prefix = INBOX^", german=True)


class Mailbox:
    """A mailbox of its own on a server, filled as another mail program does it."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.user = f"u{uuid.uuid4().hex[:10]}"
        self._client: imaplib.IMAP4 | None = None

    @property
    def client(self) -> imaplib.IMAP4:
        """A connection of that other mail program."""
        if self._client is None:
            self._client = imaplib.IMAP4("127.0.0.1", self.server.port)
            self._client.login(self.user, PASSWORD)
        return self._client

    def add(self, data: str | bytes, folder: str = "INBOX", flags: str = "", at: datetime = NOW) -> None:
        """Put a mail into a folder."""
        raw = data.encode() if isinstance(data, str) else data
        assert self.client.append(f'"{folder}"', flags, imaplib.Time2Internaldate(at), raw)[0] == "OK"

    def make(self, folder: str) -> None:
        """Make a folder, named as the server names it."""
        assert self.client.create(f'"{folder}"')[0] == "OK"

    def account(self, port: int = 0, **more: Any) -> Account:
        """Return the account as the settings would describe it."""
        described: dict[str, Any] = {
            "name": "work",
            "user": self.user,
            "host": "127.0.0.1",
            "port": port or self.server.port,
        }
        return Account(**(described | {"tls": Tls.NONE} | more))

    def close(self) -> None:
        """End the other mail program."""
        if self._client is not None:
            self._client.logout()
            self._client = None


@pytest.fixture
def mailbox(server: Server) -> Iterator[Mailbox]:
    box = Mailbox(server)
    yield box
    box.close()


@pytest.fixture
def secret() -> Secret:
    return Secret(PASSWORD)
