"""The verbs on an account: import, account and draft --drafts, as in a shell."""

import json
import sys
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from rejection_tui.cli.main import rejtui
from rejection_tui.services.context import open_context
from tests.accounts.conftest import Mailbox
from tests.accounts.dovecot import PASSWORD
from tests.accounts.proxy import recording
from tests.cli.conftest import lines
from tests.cli.test_schemas import fits
from tests.world.clock import NOW
from tests.world.letters import INVITATION, LETTER

Run = Callable[..., Result]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "data" / "rejtui.json"


@pytest.fixture
def describe(mailbox: Mailbox, home: Path) -> Callable[..., None]:
    """Write the settings of the account "work", with more lines if given."""

    def write(more: str = "", port: int = 0) -> None:
        path = home / "home" / "config.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        where = f'host = "127.0.0.1"\nport = {port or mailbox.server.port}\ntls = "none"'
        path.write_text(f'[accounts.work]\nuser = "{mailbox.user}"\n{where}\n{more}\n', "utf-8")

    return write


@pytest.fixture
def run(db: Path, describe: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a verb with the account "work" described and its password in the environment."""
    describe()
    monkeypatch.setenv("REJTUI_IMAP_PASSWORD", PASSWORD)
    monkeypatch.setenv("REJTUI_NOW", NOW.isoformat())

    def call(*words: str, input: str | None = None) -> Result:
        result = CliRunner().invoke(rejtui, ["--db", str(db), *words], input=input)
        assert PASSWORD not in result.output and "Traceback" not in result.output
        return result

    return call


def other(number: int, company: str) -> str:
    """Return a letter of another company."""
    return LETTER.replace("Northwind", company).replace("n1@", f"n{number}@")


def test_an_account_is_imported_and_then_what_came_since(run: Run, mailbox: Mailbox, db: Path) -> None:
    mailbox.add(LETTER)
    mailbox.add(INVITATION)
    mailbox.add(other(8, "Umbra"), "Junk")
    result = run("import", "imap", "work")
    assert result.exit_code == 0 and "Filed 1 rejection." in result.output
    assert "Left out 1" in result.output and "Left out: 1 in Junk." in result.output
    assert "Read for the first time, from 24 Nov 2025 on: INBOX" in result.output
    (kept,) = [c for c in open_context(db).records.checkpoints.values() if c.folder == "INBOX"]
    assert kept.last == 2 and kept.account == f"{mailbox.user} 127.0.0.1"
    mailbox.add(other(2, "Initech"))
    again = run("import", "imap:work", "--json")
    assert [json.loads(line)["company"] for line in again.stdout.splitlines()] == ["Initech"]
    third = run("import", "imap", "work")
    assert third.exit_code == 0 and "Filed 0 rejections." in third.output and "Knew" not in third.output
    assert "Knew 3 already" in run("import", "imap", "work", "--all").output
    assert "Knew 3 already" in run("import", "imap", "work", "--since", "3 days ago", "--folder", "inbox").output


def test_undo_takes_back_what_was_filed_and_how_far_it_was_read(run: Run, mailbox: Mailbox, db: Path) -> None:
    mailbox.add(LETTER)
    assert "1 new rejection:" in run("import", "imap", "work", "--dry-run").output
    assert not db.exists()
    assert "Filed 1" in run("import", "imap", "work").output
    assert run("undo").exit_code == 0
    records = open_context(db).records
    assert not records.rejections and not records.checkpoints
    assert "Filed 1" in run("import", "imap", "work").output


def test_what_is_left_to_judgement_comes_again(run: Run, mailbox: Mailbox) -> None:
    nobody = LETTER.replace("Northwind", "").replace("northwind.example", "gmail.com").replace("Jane Hart", "J")
    mailbox.add(nobody)
    first = run("import", "imap", "work")
    assert "Left 1 to your judgement" in first.output, first.output
    mailbox.add(other(2, "Globex"))
    second = run("import", "imap", "work")
    assert "Filed 1" in second.output and "Left 1 to your judgement" in second.output


def test_a_broken_connection_keeps_what_was_read(
    run: Run, mailbox: Mailbox, describe: Callable[..., None], db: Path
) -> None:
    for number in range(60):
        mailbox.add(
            other(number, f"Company{number}") if number in (3, 55) else INVITATION.replace("two@", f"t{number}@")
        )
    fetches: list[bytes] = []

    def later(data: bytes) -> bool:
        fetches.extend([data] if b"BODY.PEEK" in data else [])
        return len(fetches) > 1 and b"BODY.PEEK" in data

    with recording(mailbox.server.port, later) as proxy:
        describe(port=proxy.port)
        result = run("import", "imap", "work")
    assert result.exit_code == 1 and "Filed 1 rejection." in result.output
    assert "50 of 60 emails were read and are kept" in result.stderr
    describe()
    assert "Filed 1 rejection." in run("import", "imap", "work").output
    assert len(open_context(db).records.rejections) == 2


def test_without_a_password_the_ways_are_named(
    run: Run, describe: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REJTUI_IMAP_PASSWORD")
    monkeypatch.setitem(sys.modules, "keyring", None)
    result = run("import", "imap", "work")
    assert result.exit_code == 2 and "rejtui account password work" in result.output
    describe('password_command = "echo falsch; exit 7"')
    result = run("account", "test", "work")
    assert result.exit_code == 2 and "password_command of work ended with code 7" in result.output
    assert "falsch" not in result.output
    monkeypatch.setenv("REJTUI_IMAP_PASSWORD_WORK", "falsch")
    result = run("account", "test", "work")
    assert result.exit_code == 1 and "did not accept the password" in result.output and "falsch" not in result.output


def test_a_command_and_the_account_own_variable(
    run: Run, describe: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REJTUI_IMAP_PASSWORD", "falsch")
    monkeypatch.setenv("REJTUI_IMAP_PASSWORD_WORK", PASSWORD)
    assert run("account", "test", "work").exit_code == 0
    monkeypatch.delenv("REJTUI_IMAP_PASSWORD")
    monkeypatch.delenv("REJTUI_IMAP_PASSWORD_WORK")
    describe(f'password_command = ["echo", "{PASSWORD}"]')
    assert run("account", "test", "work").exit_code == 0


def test_accounts_are_listed_and_tried(run: Run, mailbox: Mailbox) -> None:
    mailbox.add(LETTER)
    listed = run("account")
    assert listed.exit_code == 0 and mailbox.user in listed.output and "environment" in listed.output
    (one,) = lines(run("account", "list", "--json"))
    assert one["tls"] == "none"
    fits("account list", [one])
    tried = run("account", "test", "work")
    assert tried.exit_code == 0 and f"Signed in to 127.0.0.1 as {mailbox.user}" in tried.output
    found = lines(run("account", "test", "work", "--json"))
    fits("account test", found)
    folders = {one["folder"]: one for one in found}
    assert folders["INBOX"] == {"folder": "INBOX", "what": "mail", "mails": 1, "read": True}
    assert folders["Drafts"]["what"] == "drafts" and folders["Sent"]["read"] and not folders["Trash"]["read"]


def test_a_folder_that_is_not_there_and_words_that_do_not_go_together(run: Run) -> None:
    result = run("import", "imap", "work", "--folder", "Jobs")
    assert result.exit_code == 1 and "no folder “Jobs” in work; there are: INBOX" in result.output
    for words in (("imap", "work", "x.mbox"), ("imap:work", "x"), ("imap", "work", "--all", "--since", "yesterday")):
        assert run("import", *words).exit_code == 2


def test_a_draft_goes_to_the_drafts_in_the_thread(run: Run, mailbox: Mailbox, db: Path) -> None:
    mailbox.add(LETTER)
    assert run("import", "imap", "work").exit_code == 0
    assert "look again" not in run("draft", "northw", "reply", "--me", "Alex Doe").stderr
    for words, said in (
        (("--drafts",), "Saved in Drafts of work; nothing was sent."),
        (("--drafts", "work"), "It is in Drafts of work already; nothing was sent."),
    ):
        result = run("draft", "northw", "reply", *words)
        assert result.exit_code == 0 and said in result.stderr, result.output
    mailbox.client.select("Drafts", readonly=True)
    answer: Any = mailbox.client.fetch("1", "(BODY.PEEK[])")[1]
    message = message_from_bytes(answer[0][1], policy=policy.default)
    assert message["In-Reply-To"] == message["References"] == "<n1@northwind.example>"
    assert message["Subject"].startswith("Re: Your application") and message["To"] == "jane.hart@northwind.example"
    assert "X-Unsent" not in message
    assert all(draft.sent is None for draft in open_context(db).records.drafts.values())
    linkedin = run("draft", "northw", "linkedin", "--drafts")
    assert linkedin.exit_code == 1 and "Only an email" in linkedin.output


def test_a_draft_that_is_not_ready_is_not_saved(run: Run, mailbox: Mailbox) -> None:
    mailbox.add(LETTER)
    assert run("import", "imap", "work").exit_code == 0
    result = run("draft", "northw", "reply", "--drafts")
    assert result.exit_code == 1 and "--me" in result.stderr
    assert not [path for path in mailbox.server.mails(mailbox.user) if "Drafts" in path]
