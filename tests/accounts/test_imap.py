"""Reading an account: only what is new, nothing changed on the server, and a sentence for all that goes wrong."""

import re
import socket
import traceback
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from rejection_tui.domain.account import Account, Tls
from rejection_tui.domain.errors import LetterError
from rejection_tui.domain.secret import Secret
from rejection_tui.mail import RawMessage, Skipped
from rejection_tui.mail.imap import AccountReading, Position, Role, append_draft, look
from tests.accounts.conftest import Mailbox
from tests.accounts.dovecot import PASSWORD, Server
from tests.accounts.proxy import recording, silent
from tests.world.clock import NOW

MAIL = "From: Jane <jane@northwind.example>\nMessage-ID: <{0}@northwind.example>\nSubject: Mail {0}\n\nBody {0}\n"


def numbers(items: Any) -> list[str]:
    """Return the numbers of the mails that were read, and "skipped" for what was not."""
    found = []
    for item in items:
        match = re.search(rb"Subject: Mail (\w+)", item.data) if isinstance(item, RawMessage) else None
        found.append(match[1].decode() if match else "skipped")
    return found


def read(account: Account, secret: Secret, **more: Any) -> tuple[list[str], AccountReading]:
    reading = AccountReading(account, secret, **more)
    return numbers(reading), reading


def test_what_is_read_and_what_is_known_of_it(mailbox: Mailbox, secret: Secret) -> None:
    mailbox.add(MAIL.format(1), at=NOW - timedelta(days=3))
    mailbox.add(MAIL.format(2), "Sent")
    first, second = AccountReading(mailbox.account(), secret)
    assert isinstance(first, RawMessage) and isinstance(second, RawMessage)
    assert first.source == "imap:work/INBOX#1" and (first.offset_done, first.total_bytes) == (1, 2)
    assert first.arrived == NOW - timedelta(days=3) and first.form == "mail"
    assert (first.sent, second.sent) == (False, True) and second.source == "imap:work/Sent#1"
    assert first.data.replace(b"\r\n", b"\n").decode() == MAIL.format(1)


def test_drafts_junk_trash_and_deleted_are_left_out_and_counted(mailbox: Mailbox, secret: Secret) -> None:
    mailbox.add(MAIL.format(1))
    mailbox.add(MAIL.format(2), flags="\\Deleted")
    mailbox.add(MAIL.format(3), flags="\\Draft")
    for folder in ("Drafts", "Junk", "Trash", "Junk"):
        mailbox.add(MAIL.format("x"), folder)
    found, reading = read(mailbox.account(), secret)
    assert found == ["1"]
    assert reading.notes == ["Left out: 1 marked as a draft, 1 marked as deleted, 1 in Drafts, 2 in Junk, 1 in Trash."]
    assert read(mailbox.account(), secret, wanted=["Junk"])[0] == ["x", "x"]


def test_nothing_on_the_server_changes(mailbox: Mailbox, secret: Secret) -> None:
    for number in range(5):
        mailbox.add(MAIL.format(number), "INBOX" if number % 2 else "Sent")
    mailbox.add(MAIL.format(9), "Drafts", "\\Draft")
    mailbox.close()
    before = mailbox.server.mails(mailbox.user)
    with recording(mailbox.server.port) as proxy:
        assert len(read(mailbox.account(proxy.port), secret)[0]) == 5
    assert mailbox.server.mails(mailbox.user) == before and len(before) == 6
    said = proxy.words()
    assert "EXAMINE" in said and "BODY.PEEK[]" in said and "RFC822.SIZE" in said
    assert not re.search(r" (SELECT|STORE|APPEND|COPY|MOVE|EXPUNGE|CLOSE|DELETE|RENAME|CREATE|SUBSCRIBE)\b", said)
    assert "BODY[" not in said and said.index("RFC822.SIZE") < said.index("BODY.PEEK")
    status, flags = mailbox.client.select("INBOX", readonly=True)[0], mailbox.client.fetch("1:*", "(FLAGS)")[1]
    assert status == "OK" and b"\\Seen" not in b"".join(line for line in flags if isinstance(line, bytes))


def test_the_second_reading_reads_what_came_since(mailbox: Mailbox, secret: Secret) -> None:
    for number in (1, 2):
        mailbox.add(MAIL.format(number))
    found, reading = read(mailbox.account(), secret)
    assert found == ["1", "2"]
    positions = reading.positions()
    assert positions["INBOX"].last == 2 and positions["Sent"].last == 0
    assert read(mailbox.account(), secret, known=positions)[0] == []
    mailbox.add(MAIL.format(3))
    mailbox.add(MAIL.format(4), "Sent")
    mailbox.make("Jobs")
    mailbox.add(MAIL.format(5), "Jobs", at=NOW - timedelta(days=900))
    found, reading = read(mailbox.account(), secret, known=positions)
    assert sorted(found) == ["3", "4", "5"]
    assert reading.positions()["INBOX"].last == 3
    assert sorted(read(mailbox.account(), secret, known=positions, again=True)[0]) == ["1", "2", "3", "4", "5"]


def test_what_was_not_decided_is_read_again(mailbox: Mailbox, secret: Secret) -> None:
    for number in range(1, 5):
        mailbox.add(MAIL.format(number))
    _, reading = read(mailbox.account(), secret)
    positions = reading.positions(["imap:work/INBOX#2", "imap:work/INBOX#3", "elsewhere.eml"])
    assert positions["INBOX"].left == (2, 3)
    mailbox.add(MAIL.format(5))
    found, reading = read(mailbox.account(), secret, known=positions)
    assert found == ["2", "3", "5"] and reading.positions(["imap:work/INBOX#3"])["INBOX"].left == (3,)
    stopped = AccountReading(mailbox.account(), secret, known=positions)
    assert numbers([next(iter(stopped))]) == ["2"]
    assert stopped.positions()["INBOX"] == Position(positions["INBOX"].validity, 4, (3,))


def test_a_stopped_reading_goes_on_where_it_stopped(mailbox: Mailbox, secret: Secret) -> None:
    for number in range(1, 6):
        mailbox.add(MAIL.format(number))
    reading = AccountReading(mailbox.account(), secret)
    items = iter(reading)
    assert numbers([next(items), next(items)]) == ["1", "2"]
    items.close()  # type: ignore[attr-defined]
    assert reading.positions().keys() == {"INBOX"} and reading.positions()["INBOX"].last == 2
    assert read(mailbox.account(), secret, known=reading.positions())[0] == ["3", "4", "5"]


def test_a_folder_made_anew_is_read_from_the_start(mailbox: Mailbox, secret: Secret) -> None:
    mailbox.make("Jobs")
    mailbox.add(MAIL.format(1), "Jobs")
    _, reading = read(mailbox.account(), secret)
    positions = reading.positions()
    assert mailbox.client.delete("Jobs")[0] == "OK"
    mailbox.make("Jobs")
    mailbox.add(MAIL.format(2), "Jobs")
    found, again = read(mailbox.account(), secret, known=positions)
    assert found == ["2"] and again.positions()["Jobs"].validity != positions["Jobs"].validity


def test_the_first_reading_begins_at_a_day_and_says_so(mailbox: Mailbox, secret: Secret) -> None:
    mailbox.add(MAIL.format(1), at=NOW - timedelta(days=40))
    mailbox.add(MAIL.format(2), at=NOW - timedelta(days=2))
    since = (NOW - timedelta(days=10)).date()
    found, reading = read(mailbox.account(), secret, since=since)
    assert found == ["2"] and "Read for the first time, from 14 Nov 2026 on: INBOX" in reading.notes[0]
    _, later = read(mailbox.account(), secret, since=since, known=reading.positions())
    assert later.notes == []
    assert read(mailbox.account(), secret, since=date(2020, 1, 1), known=reading.positions(), again=True)[0] == [
        "1",
        "2",
    ]


def test_a_large_mail_is_skipped_without_being_fetched(mailbox: Mailbox, secret: Secret) -> None:
    mailbox.add(MAIL.format(1))
    mailbox.add(MAIL.format(2) + "x" * 70 + ("\n" + "x" * 70) * 3000)
    mailbox.add(MAIL.format(3))
    with recording(mailbox.server.port) as proxy:
        reading = AccountReading(mailbox.account(proxy.port), secret, most_bytes=100_000)
        one, large, three = reading
    assert isinstance(large, Skipped) and "larger than" in large.sentence and large.source == "imap:work/INBOX#2"
    assert numbers([one, three]) == ["1", "3"] and reading.positions()["INBOX"].last == 3
    assert "FETCH 1,3 (UID BODY.PEEK[])" in proxy.words()


def test_many_mails_are_fetched_together(mailbox: Mailbox, secret: Secret) -> None:
    for number in range(120):
        mailbox.add(MAIL.format(number))
    with recording(mailbox.server.port) as proxy:
        found, _ = read(mailbox.account(proxy.port), secret)
    assert found == [str(number) for number in range(120)] and proxy.words().count("BODY.PEEK") == 3


def test_folders_with_umlauts_and_odd_names(mailbox: Mailbox, secret: Secret) -> None:
    for number, folder in enumerate(("M&APw-nchen", "A&-B", 'So "genannt"', "Jobs.2026", "&ZeVnLIqe-")):
        assert mailbox.client.create('"' + folder.replace('"', '\\"') + '"')[0] == "OK"
        mailbox.client.append('"' + folder.replace('"', '\\"') + '"', "", "", MAIL.format(number).encode())
    found, reading = read(mailbox.account(), secret)
    assert sorted(found) == ["0", "1", "2", "3", "4"]
    names = set(reading.positions())
    assert {"München", "A&B", 'So "genannt"', "Jobs.2026", "日本語"} <= names
    assert read(mailbox.account(), secret, wanted=["münchen", "日本語"])[0] == ["0", "4"]


def test_another_separator_and_a_prefix(odd_server: Server, secret: Secret) -> None:
    box = Mailbox(odd_server)
    box.make("INBOX^Jobs^2026")
    box.add(MAIL.format(1), "INBOX^Jobs^2026")
    box.add(MAIL.format(2), "INBOX^Gesendet")
    found = list(AccountReading(box.account(), secret))
    assert [(item.source, isinstance(item, RawMessage) and item.sent) for item in found] == [
        ("imap:work/INBOX^Gesendet#1", True),
        ("imap:work/INBOX^Jobs^2026#1", False),
    ]
    roles = {one.folder.name: one.folder.role for one in look(box.account(), secret)}
    assert roles["INBOX^Entwürfe"] is Role.DRAFTS and roles["INBOX^Trash"] is Role.TRASH
    assert append_draft(box.account(), secret, b"Subject: x\r\n\r\ny\r\n", "<d@x>") == ("INBOX^Entwürfe", True)
    box.close()


def test_looking_counts_and_says_what_is_read(mailbox: Mailbox, secret: Secret) -> None:
    mailbox.add(MAIL.format(1))
    found = {one.folder.name: (one.folder.role, one.count, one.read) for one in look(mailbox.account(), secret)}
    assert found["INBOX"] == (Role.MAIL, 1, True) and found["Junk"] == (Role.JUNK, 0, False)
    assert found["Drafts"][0] is Role.DRAFTS and found["Sent"] == (Role.SENT, 0, True)


# Protection


def test_a_certificate_nobody_signed_is_refused(secure_server: Server, secret: Secret) -> None:
    box = Mailbox(secure_server)
    for tls, port in ((Tls.TLS, secure_server.secure_port), (Tls.STARTTLS, secure_server.port)):
        with recording(port) as proxy:
            with pytest.raises(LetterError) as caught:
                list(AccountReading(box.account(proxy.port, tls=tls), secret))
            assert "certificate of 127.0.0.1 is not to be trusted: self-signed certificate" in caught.value.sentence
            assert "Nothing was sent" in caught.value.sentence and PASSWORD not in proxy.words()


def test_a_certificate_the_user_names_is_accepted(secure_server: Server, secret: Secret) -> None:
    box = Mailbox(secure_server)
    for tls, port in ((Tls.TLS, secure_server.secure_port), (Tls.STARTTLS, secure_server.port)):
        account = box.account(port, tls=tls, ca_file=str(secure_server.certificate))
        assert read(account, secret)[0] == []
        with pytest.raises(LetterError, match=r"ca_file of work cannot be read.*Nothing was sent"):
            list(AccountReading(box.account(port, tls=tls, ca_file="/nowhere.pem"), secret))


def test_a_certificate_of_another_name_is_refused(secure_server: Server, secret: Secret) -> None:
    account = Mailbox(secure_server).account(
        secure_server.secure_port, tls=Tls.TLS, host="localhost", ca_file=str(secure_server.certificate)
    )
    with pytest.raises(LetterError, match="is not to be trusted: Hostname mismatch"):
        list(AccountReading(account, secret))


def test_without_starttls_nothing_is_sent(mailbox: Mailbox, secret: Secret) -> None:
    with recording(mailbox.server.port) as proxy, pytest.raises(LetterError, match="offers no STARTTLS"):
        list(AccountReading(mailbox.account(proxy.port, tls=Tls.STARTTLS), secret))
    assert PASSWORD not in proxy.words()
    with pytest.raises(LetterError, match="does not speak TLS there"):
        list(AccountReading(mailbox.account(tls=Tls.TLS), secret))


def test_no_protection_is_refused_to_other_machines(secret: Secret) -> None:
    account = Account("work", "jane", "mail.example.org", 143, Tls.NONE)
    with pytest.raises(LetterError, match="not on this machine"):
        list(AccountReading(account, secret))


# What goes wrong


def test_a_wrong_password_is_one_sentence_without_it(mailbox: Mailbox) -> None:
    with pytest.raises(LetterError) as caught:
        list(AccountReading(mailbox.account(), Secret(PASSWORD.upper())))
    assert caught.value.sentence == f"127.0.0.1 did not accept the password of {mailbox.user}."
    assert caught.value.exit_code == 1 and caught.value.__context__ is None
    shown = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    assert PASSWORD.upper() not in "".join(shown.format())


def test_a_password_with_other_letters_and_one_with_a_line_break(mailbox: Mailbox) -> None:
    with pytest.raises(LetterError, match="did not accept the password"):
        list(AccountReading(mailbox.account(), Secret("pässwörd")))
    with recording(mailbox.server.port) as proxy, pytest.raises(LetterError, match="line break in it"):
        list(AccountReading(mailbox.account(proxy.port), Secret(f"{PASSWORD}\r\nx LOGOUT")))
    assert "hunter2" not in proxy.words()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"host": "mail.nowhere.example", "tls": Tls.TLS}, "There is no server called mail.nowhere.example"),
        ({"port": 1}, r"127.0.0.1 \(port 1\) refused the connection"),
    ],
)
def test_a_server_that_is_not_there(secret: Secret, more: dict[str, Any], said: str) -> None:
    described: dict[str, Any] = {
        "name": "work",
        "user": "jane",
        "host": "127.0.0.1",
        "port": 993,
        "tls": Tls.NONE,
    } | more
    with pytest.raises(LetterError, match=said):
        list(AccountReading(Account(**described), secret))


def test_a_server_that_never_answers(secret: Secret) -> None:
    with silent() as port:
        for tls in (Tls.NONE, Tls.TLS):
            account = Account("work", "jane", "127.0.0.1", port, tls)
            with pytest.raises(LetterError, match=r"did not answer within 0 seconds"):
                list(AccountReading(account, secret, seconds=0.2))


def test_something_that_is_no_mail_server(secret: Secret) -> None:
    said = "does not answer as a mail server does"
    with talking(b"HTTP/1.1 400 Bad Request\r\n\r\n") as port, pytest.raises(LetterError, match=said):
        list(AccountReading(Account("work", "jane", "127.0.0.1", port, Tls.NONE), secret))


def test_a_server_that_sends_without_end(secret: Secret) -> None:
    """The greeting is followed by a literal that would fill the memory."""
    answer = b'* OK hello\r\n* CAPABILITY IMAP4rev1\r\n* LIST () "/" {99999999999}\r\nxxxx'
    with talking(answer) as port, pytest.raises(LetterError, match="does not answer as"):
        list(AccountReading(Account("work", "jane", "127.0.0.1", port, Tls.NONE), secret, seconds=1))


def talking(answer: bytes) -> Any:
    """Return a context with the port of a server that says one thing to all who connect."""
    import threading
    from contextlib import contextmanager

    @contextmanager
    def served() -> Iterator[int]:
        listener = socket.create_server(("127.0.0.1", 0))

        def serve() -> None:
            try:
                client, _ = listener.accept()
                with client:
                    client.sendall(answer)
                    while client.recv(1000):
                        pass
            except OSError:
                return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield int(listener.getsockname()[1])
        listener.close()

    return served()


def test_a_folder_that_is_not_there(mailbox: Mailbox, secret: Secret) -> None:
    with pytest.raises(LetterError, match=r"no folder “Jobs” in work; there are: INBOX, "):
        list(AccountReading(mailbox.account(), secret, wanted=["Jobs"]))


# Broken off


def test_one_break_is_mended_quietly(mailbox: Mailbox, secret: Secret) -> None:
    for number in range(120):
        mailbox.add(MAIL.format(number))
    seen = []

    def second_fetch(data: bytes) -> bool:
        seen.append(data) if b"BODY.PEEK" in data else None
        return len(seen) == 2 and b"BODY.PEEK" in data

    with recording(mailbox.server.port, second_fetch) as proxy:
        found, reading = read(mailbox.account(proxy.port), secret)
    assert found == [str(number) for number in range(120)] and proxy.connections == 2
    assert reading.positions()["INBOX"].last == 120


def test_after_the_second_break_what_was_read_is_kept(mailbox: Mailbox, secret: Secret) -> None:
    for number in range(120):
        mailbox.add(MAIL.format(number))
    fetches = []

    def from_the_second(data: bytes) -> bool:
        fetches.append(data) if b"BODY.PEEK" in data else None
        return len(fetches) > 1 and b"BODY.PEEK" in data

    with recording(mailbox.server.port, from_the_second) as proxy:
        reading = AccountReading(mailbox.account(proxy.port), secret)
        assert len(list(reading)) == 50 and proxy.connections == 2
    assert reading.broken == (
        "The connection to 127.0.0.1 broke off. 50 of 120 emails were read and are kept; "
        "the next reading goes on from there."
    )
    assert reading.positions()["INBOX"].last == 50
    rest, _ = read(mailbox.account(), secret, known=reading.positions())
    assert rest == [str(number) for number in range(50, 120)]


def test_a_break_before_anything_was_read_is_an_error(mailbox: Mailbox, secret: Secret) -> None:
    mailbox.add(MAIL.format(1))
    with (
        recording(mailbox.server.port, lambda data: b"EXAMINE" in data) as proxy,
        pytest.raises(LetterError, match=r"broke off. Nothing was read\."),
    ):
        list(AccountReading(mailbox.account(proxy.port), secret))


# Drafts


def test_a_draft_is_put_there_once_as_a_draft(mailbox: Mailbox, secret: Secret) -> None:
    mailbox.add(MAIL.format(1))
    data = b"Subject: Re: x\r\nMessage-ID: <d1@x.example>\r\nIn-Reply-To: <1@northwind.example>\r\n\r\nHello\r\n"
    with recording(mailbox.server.port) as proxy:
        for put in (True, False):
            assert append_draft(mailbox.account(proxy.port), secret, data, "<d1@x.example>") == ("Drafts", put)
    assert not re.search(r" (SELECT|STORE|COPY|MOVE|EXPUNGE|CREATE)\b", proxy.words())
    mailbox.client.select("Drafts", readonly=True)
    (_, body), *_ = mailbox.client.fetch("1:*", "(FLAGS BODY.PEEK[])")[1]
    flags = mailbox.client.fetch("1:*", "(FLAGS)")[1]
    assert body == data and len(flags) == 1 and "\\Draft" in str(flags[0]) and "\\Deleted" not in str(flags[0])
    assert len(mailbox.server.mails(mailbox.user)) == 2
    assert append_draft(mailbox.account(), secret, data.replace(b"d1@", b"d2@"), "<d2@x.example>") == ("Drafts", True)
