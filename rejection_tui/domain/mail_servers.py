"""Mail servers by the domain of an address, and what each asks for instead of the usual password."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class MailServer:
    """A provider's IMAP server over TLS, port 993. `hint` says what to do when it refuses a password."""

    host: str
    hint: str
    domains: tuple[str, ...]


_SERVERS: Final = (
    MailServer(
        "imap.gmail.com",
        "Gmail takes an app password only: switch on 2-Step Verification, make one at "
        "myaccount.google.com/apppasswords, and give that.",
        ("gmail.com", "googlemail.com"),
    ),
    MailServer(
        "outlook.office365.com",
        "Microsoft takes no passwords from mail programs any more; the README says which ways are left.",
        ("outlook.com", "outlook.de", "outlook.fr", "outlook.es", "outlook.it", "outlook.com.br", "hotmail.com",
         "hotmail.co.uk", "hotmail.de", "hotmail.fr", "hotmail.es", "hotmail.it", "live.com", "live.co.uk", "live.de",
         "live.fr", "live.it", "live.nl", "msn.com"),
    ),
    MailServer(
        "imap.gmx.net",
        "IMAP has to be switched on in the settings of GMX's web mail (POP3/IMAP); with two-factor sign-in, give an "
        "application password made there.",
        ("gmx.de", "gmx.net", "gmx.at", "gmx.ch"),
    ),
    MailServer(
        "imap.gmx.com",
        "IMAP has to be switched on in the settings of GMX's web mail (POP3 & IMAP).",
        ("gmx.com", "gmx.us", "gmx.co.uk", "gmx.fr", "gmx.es", "gmx.it"),
    ),
    MailServer(
        "imap.web.de",
        "IMAP has to be switched on in the settings of WEB.DE's web mail (POP3/IMAP); with two-factor sign-in, give an "
        "application password made there.",
        ("web.de",),
    ),
    MailServer(
        "imap.mail.me.com",
        "iCloud takes an app-specific password only: make one at account.apple.com.",
        ("icloud.com", "me.com", "mac.com"),
    ),
    MailServer(
        "imap.mail.yahoo.com",
        "Yahoo takes an app password only: make one under Account security.",
        ("yahoo.com", "yahoo.co.uk", "yahoo.de", "yahoo.fr", "yahoo.es", "yahoo.it", "yahoo.com.br", "ymail.com",
         "rocketmail.com"),
    ),
    MailServer(
        "imap.fastmail.com",
        "Fastmail takes an app password only: make one under Privacy & Security.",
        ("fastmail.com", "fastmail.fm", "fastmail.co.uk"),
    ),
    MailServer(
        "secureimap.t-online.de",
        "T-Online has a password of its own for mail programs: set it in the customer centre.",
        ("t-online.de", "magenta.de"),
    ),
    MailServer("posteo.de", "Posteo takes the password of the account.", ("posteo.de", "posteo.net")),
    MailServer(
        "imap.mailbox.org",
        "With two-factor sign-in mailbox.org takes an application password made in its settings.",
        ("mailbox.org",),
    ),
)  # fmt: skip
#: Every known server by the domains of its addresses.
BY_DOMAIN: Final[Mapping[str, MailServer]] = MappingProxyType(
    {domain: server for server in _SERVERS for domain in server.domains}
)


def server_for(address: str) -> MailServer | None:
    """Return the server of an address's domain; None for one that is not known."""
    return BY_DOMAIN.get(address.rpartition("@")[2].strip().casefold())


def hint_for(host: str) -> str:
    """Return what to do when this server refuses a password; "" when nothing is known of it."""
    wanted = host.casefold()
    aliases = {"outlook.office.com": "outlook.office365.com", "imap-mail.outlook.com": "outlook.office365.com"}
    wanted = aliases.get(wanted, wanted)
    return next((server.hint for server in _SERVERS if server.host == wanted), "")
