"""A connection to a mail account: protected, with time limits, and with one sentence for whatever goes wrong."""

import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, TypeVar

from rejection_tui.domain.account import Account, Tls, is_loopback
from rejection_tui.domain.errors import LetterError
from rejection_tui.domain.mail_servers import hint_for
from rejection_tui.domain.secret import Secret
from rejection_tui.domain.text import clean_line

if TYPE_CHECKING:
    from rejection_tui.mail.imap.client import Box

#: How long a server may take to answer.
SECONDS: Final = 20.0
T = TypeVar("T")


class Broken(Exception):
    """The connection ended or the server stopped answering; what was read before is good. Its text is a sentence."""


class Connection:
    """A signed-in connection. `ask` is the only way anything is sent once it is open; close it when done."""

    def __init__(self, account: Account, secret: Secret, seconds: float = SECONDS) -> None:
        """Connect and sign in; raise `LetterError` with one sentence when that cannot be done."""
        self.account = account
        self._seconds = seconds
        self.box = self._opened()
        self._sign_in(secret)

    @property
    def client(self) -> Any:
        """The client of the standard library beneath."""
        return self.box.client

    def has(self, capability: str) -> bool:
        """Return whether the server says it can do this."""
        return capability.upper() in self.client.capabilities

    def ask(self, act: Callable[[], T]) -> T:
        """Return what `act` does with the server; raise `Broken` when the connection is gone.

        Refusals of the server are raised as `LetterError` with the words of the server, cleaned.
        """
        import imaplib

        from imap_tools.errors import UnexpectedCommandStatusError

        self.client.allow()
        try:
            return act()
        except (imaplib.IMAP4.abort, OSError, EOFError) as error:
            raise Broken(self._lost(error)) from None
        except (imaplib.IMAP4.error, UnexpectedCommandStatusError) as error:
            raise LetterError(self._refused(_said(error))) from None

    def uid(self, *words: str) -> list[object]:
        """Return the answer to a command about mails by their UIDs; raise as `ask` does, also when it is refused."""
        answer, data = self.ask(lambda: self.client.uid(*words))
        if answer != "OK":
            said = data[-1] if data else b""
            raise LetterError(self._refused(said.decode("utf-8", "replace") if isinstance(said, bytes) else ""))
        return list(data)

    def close(self) -> None:
        """Sign out, quietly: a server that is gone is not asked."""
        import imaplib

        with suppress(OSError, EOFError, imaplib.IMAP4.error):
            self.client.logout()
        with suppress(OSError):
            self.client.shutdown()

    # Opening

    def _opened(self) -> "Box":
        account = self.account
        if account.tls is Tls.NONE and not is_loopback(account.host):
            raise LetterError(
                f'{account.host} is not on this machine, so that tls = "none" would show your password to the network; '
                "nothing was sent."
            )
        import imaplib

        from rejection_tui.mail.imap.client import Box

        try:
            return Box(account, self._seconds)
        except (OSError, EOFError, ValueError, imaplib.IMAP4.error) as error:
            raise LetterError(self._not_opened(error)) from None

    def _not_opened(self, error: Exception) -> str:
        """Return the sentence for a connection that could not be made."""
        account = self.account
        server = f"{account.host} (port {account.port})"
        if isinstance(error, ssl.SSLCertVerificationError):
            why = clean_line(error.verify_message or "it cannot be checked", 120)
            return (
                f"The certificate of {account.host} is not to be trusted: {why}. Nothing was sent. If the server is "
                f"your own, name its certificate as ca_file in [accounts.{account.name}]."
            )
        if isinstance(error, ssl.SSLError):
            return f'{server} does not speak TLS there; perhaps tls = "starttls", or another port, is right.'
        if isinstance(error, socket.gaierror | UnicodeError):
            return f"There is no server called {account.host}: check its name, and whether you are online."
        if isinstance(error, ConnectionRefusedError):
            return f"{server} refused the connection; check host and port in [accounts.{account.name}]."
        if isinstance(error, TimeoutError):
            return f"{server} did not answer within {self._seconds:.0f} seconds."
        if isinstance(error, FileNotFoundError | PermissionError | IsADirectoryError) and account.ca_file:
            return f"The ca_file of {account.name} cannot be read: {error.strerror}. Nothing was sent."
        if isinstance(error, OSError) and error.strerror:
            return f"{server} could not be reached: {clean_line(error.strerror, 120)}."
        if account.tls is Tls.STARTTLS:
            return f'{server} offers no STARTTLS, so nothing was sent; perhaps tls = "tls" with port 993 is right.'
        return f"{server} does not answer as a mail server does."

    # Signing in

    def _sign_in(self, secret: Secret) -> None:
        """Sign in. The sentence is raised after the frames that knew the password are gone."""
        problem = self._signed_in(secret)
        if problem:
            self.close()
            raise LetterError(problem)

    def _signed_in(self, secret: Secret) -> str:
        import imaplib

        from imap_tools.errors import ImapToolsError

        account, client = self.account, self.client
        if any(ord(c) < 32 or ord(c) == 127 for c in secret.reveal()):
            return f"The password of {account.name} has a control character or a line break in it; nothing was sent."
        plain = secret.reveal().isascii() and account.user.isascii()
        try:
            if plain and "LOGINDISABLED" not in client.capabilities:
                self.box.login(account.user, secret.reveal(), initial_folder=None)
            else:
                self.box.login_utf8(account.user, secret.reveal(), initial_folder=None)
            self._after_sign_in()
        except (imaplib.IMAP4.abort, OSError, EOFError) as error:
            return self._lost(error)
        except (imaplib.IMAP4.error, ImapToolsError, UnicodeError):
            return self._no_entry()
        return ""

    def _after_sign_in(self) -> None:
        """Ask again what the server can do: many say more to those who are signed in."""
        client = self.client
        answer, found = client.capability()
        if answer == "OK" and found and isinstance(found[-1], bytes):
            client.capabilities = tuple(found[-1].decode("ascii", "replace").upper().split())

    def _no_entry(self) -> str:
        account = self.account
        hint = hint_for(account.host)
        return f"{account.host} did not accept the password of {account.user}. {hint}".rstrip()

    # What went wrong later

    def _lost(self, error: BaseException) -> str:
        if isinstance(error, TimeoutError) or "timed out" in str(error):
            return f"{self.account.host} did not answer within {self._seconds:.0f} seconds."
        return f"The connection to {self.account.host} broke off."

    def _refused(self, said: str) -> str:
        return f"{self.account.host} refused: {clean_line(said, 160) or 'without a reason'}."


def _said(error: Exception) -> str:
    """Return the words of the server in an error."""
    result = getattr(error, "command_result", None)
    said = result[1][-1] if result and result[1] else str(error)
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
