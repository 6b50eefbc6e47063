"""What Gmail and other servers do that a Dovecot does not, on a server that plays its part."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from rejection_tui.domain.account import Account, Tls
from rejection_tui.domain.secret import Secret
from rejection_tui.mail import RawMessage
from rejection_tui.mail.imap import AccountReading, Role, look

CAPABLE = "* CAPABILITY IMAP4rev1 NAMESPACE X-GM-EXT-1"
GMAIL = {
    "LIST": [
        '* LIST (\\HasNoChildren) "/" "INBOX"',
        '* LIST (\\HasChildren \\Noselect) "/" "[Gmail]"',
        '* LIST (\\All \\HasNoChildren) "/" "[Gmail]/Alle Nachrichten"',
        '* LIST (\\Drafts \\HasNoChildren) "/" "[Gmail]/Entw&APw-rfe"',
        '* LIST (\\HasNoChildren \\Sent) "/" "[Gmail]/Gesendet"',
        '* LIST (\\HasNoChildren \\Junk) "/" "[Gmail]/Spam"',
        '* LIST (\\HasNoChildren \\Trash) "/" "[Gmail]/Papierkorb"',
        '* LIST (\\HasNoChildren \\Flagged) "/" "[Gmail]/Markiert"',
        '* LIST (\\HasNoChildren) "/" {5}\r\nJo"bs',
    ],
    "NAMESPACE": ['* NAMESPACE (("" "/")) NIL NIL'],
    "EXAMINE": ["* 4 EXISTS", "* OK [UIDVALIDITY 11] .", "* OK [UIDNEXT 50] ."],
    "STATUS": ['* STATUS "x" (MESSAGES 3)'],
    "UID SEARCH": ["* SEARCH 7 9", "* SEARCH 12 40"],
    "UID FETCH meta": [
        '* 1 FETCH (X-GM-LABELS ("\\\\Inbox" "\\\\Important") UID 7 RFC822.SIZE 30 FLAGS () INTERNALDATE '
        '" 7-Nov-2026 10:12:00 +0100")',
        '* 2 FETCH (X-GM-LABELS ("\\\\Sent") UID 9 RFC822.SIZE 30 FLAGS (\\Seen))',
        '* 3 FETCH (X-GM-LABELS ("\\\\Draft") UID 12 RFC822.SIZE 30 FLAGS ())',
        "* 9 FETCH (FLAGS (\\Seen))",
        "* 4 FETCH (X-GM-LABELS (\\Trash {3}\r\na)b) UID 40 RFC822.SIZE 30 FLAGS ())",
    ],
    "UID FETCH body": [
        "* 2 FETCH (UID 9 BODY[] {12}\r\nSubject: two)",
        "* 1 FETCH (BODY[] {12}\r\nSubject: one UID 7)",
    ],
}
OTHERS = GMAIL | {
    "CAPABILITY": ["* CAPABILITY IMAP4rev1 NAMESPACE"],
    "LIST": [
        '* LIST () "." INBOX',
        '* LIST () "." INBOX.Brouillons',
        '* LIST () "." "INBOX.&AMk-l&AOk-ments envoy&AOk-s"',
        '* LIST () "." INBOX.Corbeille',
        '* LIST () "." "INBOX.Courrier ind&AOk-sirable"',
        '* LIST () "." user.boss.Jobs',
        '* LIST () "." "#news.jobs"',
        "* LIST () NIL flat",
        "* LIST broken",
    ],
    "NAMESPACE": ['* NAMESPACE (("INBOX." ".")) (("user." ".")) (("#news." ".")("" NIL))'],
}


def answer(script: dict[str, list[str]], line: str) -> str:
    """Return what the server says to one line of the client."""
    tag, _, rest = line.partition(" ")
    words = rest.upper().split()
    name = " ".join(words[:2]) if words[0] == "UID" else words[0]
    if name == "UID FETCH":
        name += " body" if "BODY.PEEK" in rest else " meta"
    said = script.get(name, [CAPABLE] if name == "CAPABILITY" else [])
    return "".join(f"{one}\r\n" for one in [*said, *(["* BYE"] if name == "LOGOUT" else []), f"{tag} OK done"])


@contextmanager
def playing(script: dict[str, list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Play a server; yield its port and what it is told."""
    told: list[str] = []

    def serve(listener: socket.socket) -> None:
        try:
            client, _ = listener.accept()
            with client, client.makefile("rb") as lines:
                client.sendall(b"* OK hello\r\n")
                for line in lines:
                    told.append(line.decode())
                    client.sendall(answer(script, line.decode().strip()).encode())
        except OSError:
            return

    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        threading.Thread(target=serve, args=(listener,), daemon=True).start()
        yield int(listener.getsockname()[1]), told


def account(port: int) -> Account:
    return Account("work", "jane", "127.0.0.1", port, Tls.NONE)


def test_of_gmail_all_mail_is_read_once_and_labels_tell(secret: Secret) -> None:
    with playing(GMAIL) as (port, told):
        reading = AccountReading(account(port), secret)
        one, two = reading
    assert isinstance(one, RawMessage) and isinstance(two, RawMessage)
    assert (one.data, one.sent, one.source) == (b"Subject: one", False, "imap:work/[Gmail]/Alle Nachrichten#7")
    assert (two.data, two.sent, two.arrived) == (b"Subject: two", True, None) and one.arrived is not None
    assert reading.notes == [
        "Left out: 1 marked as a draft, 1 marked as trash, 3 in [Gmail]/Papierkorb, 3 in [Gmail]/Spam."
    ]
    assert {name: p.last for name, p in reading.positions().items()} == {"[Gmail]/Alle Nachrichten": 49}
    assert [line.split('"')[1] for line in told if " EXAMINE " in line] == ["[Gmail]/Alle Nachrichten"]
    assert any("FETCH 7,9,12,40 (UID RFC822.SIZE FLAGS INTERNALDATE X-GM-LABELS)" in line for line in told)


def test_without_flags_the_names_tell_and_other_peoples_folders_are_left_alone(secret: Secret) -> None:
    with playing(OTHERS) as (port, told):
        found = {one.folder.name: (one.folder.role, one.read) for one in look(account(port), secret)}
    assert found == {
        "INBOX": (Role.MAIL, True),
        "INBOX.Brouillons": (Role.DRAFTS, False),
        "INBOX.Éléments envoyés": (Role.SENT, True),
        "INBOX.Corbeille": (Role.TRASH, False),
        "INBOX.Courrier indésirable": (Role.JUNK, False),
        "user.boss.Jobs": (Role.OTHERS, False),
        "#news.jobs": (Role.OTHERS, False),
        "flat": (Role.MAIL, True),
    }
    assert "RETURN" not in "".join(told)


@pytest.mark.parametrize("broken", ["LIST", "EXAMINE", "UID SEARCH", "UID FETCH meta", "UID FETCH body"])
def test_a_server_that_says_nothing_of_what_it_is_asked(secret: Secret, broken: str) -> None:
    with playing({**GMAIL, broken: []}) as (port, _):
        reading = AccountReading(account(port), secret)
        assert list(reading) == [] or broken == "EXAMINE"
        assert re.search("secret|hunter", repr(reading.notes)) is None
