"""A mail account as the settings describe it. Pure: it connects to nothing and holds no password."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from ipaddress import ip_address
from typing import Final

from rejection_tui.domain.errors import ConfigError
from rejection_tui.domain.mail_servers import server_for
from rejection_tui.domain.text import clean_line


class Tls(StrEnum):
    """How the connection is protected. `NONE` is allowed to this machine only."""

    TLS = "tls"  # from the first byte, port 993
    STARTTLS = "starttls"  # asked for before the password is sent, port 143
    NONE = "none"


#: key in the settings -> its help
KEYS: Final[Mapping[str, str]] = {
    "user": "The name you sign in with, usually your whole address. For well-known providers nothing else is needed.",
    "host": "The server; known for gmail.com, outlook.com, gmx, web.de, icloud.com, yahoo, fastmail.com, t-online.de.",
    "port": "Its port: 993, or 143 with starttls.",
    "tls": '"tls", "starttls", or "none", which is refused for a server that is not on this machine.',
    "ca_file": "A file of certificates to trust besides the usual ones, for a server of your own or a bridge.",
    "password_command": "A command that prints the password, as a list of words, or as one text for the shell.",
    "folders": "The folders to read; without it all but drafts, junk and trash.",
    "since": "The day from which the first reading reads, such as 2026-09-01; without it the last 12 months.",
}
_PORTS: Final = {Tls.TLS: 993, Tls.STARTTLS: 143, Tls.NONE: 143}
_NAME: Final = re.compile(r"[\w.@+-]{1,60}")
_HOST: Final = re.compile(r"[A-Za-z0-9:](?:[A-Za-z0-9.:-]{0,250}[A-Za-z0-9])?")


@dataclass(frozen=True, slots=True)
class Account:
    """One `[accounts.NAME]` of the settings, checked."""

    name: str
    user: str
    host: str
    port: int = 993
    tls: Tls = Tls.TLS
    ca_file: str = ""
    password_command: str | tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    since: date | None = None

    @property
    def key(self) -> str:
        """What identifies the mailbox, whatever the settings call it."""
        return f"{self.user.casefold()} {self.host.casefold()}"

    @property
    def address(self) -> str:
        """The mail address of its user; "" when the user's name is none."""
        return self.user if "@" in self.user else ""

    @property
    def variable(self) -> str:
        """The environment variable that may hold the password of this account alone."""
        return "REJTUI_IMAP_PASSWORD_" + re.sub("[^A-Z0-9]", "_", self.name.upper())


def account_of(name: str, entries: object, place: str) -> tuple[Account, tuple[str, ...]]:
    """Return an account and sentences on what was left out; raise `ConfigError` for what cannot be used.

    `place` names the file in messages. No value is ever repeated in one: it may be a password in the wrong place.
    """
    where = f"{place}: accounts.{clean_line(name, 60)}"
    if not _NAME.fullmatch(name):
        raise ConfigError(f"{where}: the name of an account is made of letters, digits and . _ @ + -.")
    if not isinstance(entries, dict):
        raise ConfigError(f'{where} is a section of lines such as user = "jane@example.org".')
    warnings = tuple(_left_out(str(key), where) for key in entries if key not in KEYS)
    user = _text(entries, "user", where)
    if not user:
        raise ConfigError(f"{where}.user is missing: the name you sign in with, usually your whole address.")
    known = server_for(user)
    host = _text(entries, "host", where) or (known.host if known else "")
    if not host:
        raise ConfigError(f"{where}.host is missing: the IMAP server of your provider, such as imap.example.org.")
    tls = _tls(entries, where)
    if not _HOST.fullmatch(host):
        raise ConfigError(f"{where}.host is the name of a server, such as imap.example.org.")
    if tls is Tls.NONE and not is_loopback(host):
        raise ConfigError(
            f'{where}.tls is "none", which would send your password over the network for anyone to read. It is allowed '
            'on this machine only (127.0.0.1); choose "tls" or "starttls".'
        )
    account = Account(
        name=name,
        user=user,
        host=host,
        port=_port(entries, tls, where),
        tls=tls,
        ca_file=_text(entries, "ca_file", where),
        password_command=_command(entries, where),
        folders=_folders(entries, where),
        since=_since(entries, where),
    )
    return account, warnings


def is_loopback(host: str) -> bool:
    """Return whether a server is on this machine, by its name or address alone."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.casefold() in ("localhost", "localhost.localdomain", "ip6-localhost")


def _left_out(key: str, where: str) -> str:
    if "pass" in key.casefold():
        return (
            f"{where}.{clean_line(key, 40)} was not read: a password does not belong in a file. Remove it, and see "
            f"password_command, or rejtui account password."
        )
    return f"{where}: there is no setting “{clean_line(key, 40)}”; it was left out."


def _text(entries: Mapping[str, object], key: str, where: str) -> str:
    value = entries.get(key, "")
    if isinstance(value, str) and value.isprintable() and len(value) <= 2000:
        return value.strip()
    raise ConfigError(f"{where}.{key} is a text in quotes, on one line.")


def _tls(entries: Mapping[str, object], where: str) -> Tls:
    value = entries.get("tls", Tls.TLS.value)
    if value is True:
        return Tls.TLS
    if isinstance(value, str) and value in [one.value for one in Tls]:
        return Tls(value)
    raise ConfigError(f'{where}.tls is one of "tls", "starttls", "none".')


def _port(entries: Mapping[str, object], tls: Tls, where: str) -> int:
    value = entries.get("port", _PORTS[tls])
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 65535:
        return value
    raise ConfigError(f"{where}.port is a whole number from 1 to 65535.")


def _command(entries: Mapping[str, object], where: str) -> str | tuple[str, ...]:
    value = entries.get("password_command", ())
    words = value if isinstance(value, list) else [value] if isinstance(value, str) else []
    if value and (not words or not all(isinstance(w, str) and w.isprintable() and len(w) <= 2000 for w in words)):
        raise ConfigError(f'{where}.password_command is a command: ["pass", "mail/jane"] or "pass mail/jane".')
    return value.strip() if isinstance(value, str) else tuple(words)


def _folders(entries: Mapping[str, object], where: str) -> tuple[str, ...]:
    value = entries.get("folders", [])
    if isinstance(value, list) and all(isinstance(one, str) and one.strip() and len(one) <= 500 for one in value):
        return tuple(value)
    raise ConfigError(f'{where}.folders is a list of names: ["INBOX", "Jobs"].')


def _since(entries: Mapping[str, object], where: str) -> date | None:
    value = entries.get("since")
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value.strip())
        except ValueError:
            value = False
    if isinstance(value, datetime):
        value = value.date()
    if value is None or isinstance(value, date):
        return value
    raise ConfigError(f"{where}.since is a day such as 2026-09-01.")
