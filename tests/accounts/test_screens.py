"""An account in the dashboard: read in the background, its password asked in dots, a draft put among its drafts."""

import dataclasses
import sys

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from rejection_tui.domain.draft import DraftKind
from rejection_tui.services import drafts, history, letters, profile
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.password import PasswordDialog
from rejection_tui.tui.dialogs.pick import PickDialog
from rejection_tui.tui.screens.composer import Composer
from rejection_tui.tui.screens.importing import ImportScreen
from rejection_tui.tui.widgets.path_input import PathInput, completed
from rejection_tui.tui.widgets.reading_list import ReadingList
from tests.accounts.conftest import Mailbox
from tests.accounts.dovecot import PASSWORD
from tests.accounts.proxy import recording, silent
from tests.world.app import SmallApp, said
from tests.world.letters import INVITATION, LETTER

SIZE = (100, 30)


@pytest.fixture
def ready(context: AppContext, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> AppContext:
    """A context with the account "work", whose password is in the environment."""
    context.config = dataclasses.replace(context.config, accounts={"work": mailbox.account()})
    monkeypatch.setenv("REJTUI_IMAP_PASSWORD", PASSWORD)
    monkeypatch.setitem(sys.modules, "keyring", None)
    profile.confirm_name(context, "Alex Doe")
    return context


async def until(pilot: Pilot[None], shown: str) -> None:
    """Wait until the screen is in this state, by its class or its type."""
    for _ in range(500):
        await pilot.pause(0.02)
        screen = pilot.app.screen
        if screen.has_class(shown) or type(screen).__name__ == shown:
            await pilot.pause()
            return
    raise AssertionError(f"it did not come to {shown}")


async def choose(pilot: Pilot[None], words: str) -> None:
    pilot.app.screen.query_one(PathInput).value = words
    await pilot.press("enter")


def hello(app: SmallApp) -> str:
    return str(app.screen.query_one("#import-hello", Static).content)


async def test_an_account_is_read_reviewed_and_filed(ready: AppContext, mailbox: Mailbox) -> None:
    mailbox.add(LETTER)
    mailbox.add(INVITATION)
    app = SmallApp(lambda: ImportScreen(ready))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        assert "imap:work" in hello(app)
        app.screen.query_one(PathInput).value = "im"
        await pilot.press("tab")
        assert app.screen.query_one(PathInput).value == "imap:work"
        await pilot.press("enter")
        await until(pilot, "-sorted")
        assert [r.entry.company for r in app.screen.query_one(ReadingList).marked] == ["Northwind"]
        assert "Read for the first time" in said(app) and not ready.records.checkpoints
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert len(ready.records.rejections) == 1
    assert {c.folder: c.last for c in ready.records.checkpoints.values()}["INBOX"] == 2
    history.undo(ready)
    assert not ready.records.rejections and not ready.records.checkpoints


async def test_what_nobody_decided_comes_again_and_nothing_new_is_said(ready: AppContext, mailbox: Mailbox) -> None:
    mailbox.add(LETTER)
    for marks in (("space",), ()):  # unmarked and left the first time
        app = SmallApp(lambda: ImportScreen(ready))
        async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            await pilot.pause()
            await choose(pilot, "imap:work")
            await until(pilot, "-sorted")
            await pilot.press(*marks, "ctrl+s" if not marks else "escape")
            await pilot.pause()
    assert len(ready.records.rejections) == 1
    mailbox.add("Subject: Newsletter\nMessage-ID: <n@x.example>\nFrom: a@x.example\n\nOffers of the week.\n")
    app = SmallApp(lambda: ImportScreen(ready))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await choose(pilot, "imap:WORK")
        await until(pilot, "-sorted")
        assert {c.folder: c.last for c in ready.records.checkpoints.values()}["INBOX"] == 2
        await pilot.press("escape")
    app = SmallApp(lambda: ImportScreen(ready))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await choose(pilot, "imap:work")
        await until(pilot, "-choose")
        assert "Nothing new in work." in hello(app)


async def test_the_password_is_asked_in_dots_and_not_kept(
    ready: AppContext, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REJTUI_IMAP_PASSWORD")
    mailbox.add(LETTER)
    app = SmallApp(lambda: ImportScreen(ready))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        for word, then in (("falsch", "-choose"), (PASSWORD, "-sorted")):
            await choose(pilot, "imap:work")
            await until(pilot, "PasswordDialog")
            assert isinstance(app.screen, PasswordDialog) and app.screen.query_one(Input).password
            await pilot.press(*word)
            await pilot.pause()
            seen = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
            assert word not in seen and "•" * len(word) in seen
            await pilot.press("enter")
            await until(pilot, then)
            if then == "-choose":
                assert "did not accept the password" in hello(app) and "falsch" not in hello(app)
        await pilot.press("m")
        await choose(pilot, "imap:work")
        await until(pilot, "PasswordDialog")
        assert app.screen.query_one(Input).value == ""
        await pilot.press("escape")
        await pilot.pause()
        assert hello(app) == "Nothing was read."


async def test_esc_keeps_what_was_read(ready: AppContext, mailbox: Mailbox) -> None:
    for number in range(60):
        mailbox.add(LETTER.replace("Northwind", f"Company{number}").replace("n1@", f"n{number}@"))
    fetches: list[bytes] = []

    def hangs(data: bytes) -> bool:
        fetches.extend([data] if b"BODY.PEEK" in data else [])
        if b"BODY.PEEK" in data and len(fetches) == 2 and isinstance(app.screen, ImportScreen):
            app.call_from_thread(app.screen.action_back)
        return False

    app = SmallApp(lambda: ImportScreen(ready))
    with recording(mailbox.server.port, hangs) as proxy:
        ready.config = dataclasses.replace(ready.config, accounts={"work": mailbox.account(proxy.port)})
        async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            await pilot.pause()
            await choose(pilot, "imap:work")
            await until(pilot, "-sorted")
            assert 50 <= len(app.screen.query_one(ReadingList).rows) < 60 and "Stopped" in said(app)


async def test_without_an_account_the_hint_says_where(context: AppContext) -> None:
    app = SmallApp(lambda: ImportScreen(context))
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        assert "config.toml" in hello(app).replace("\n", "")
        await choose(pilot, "imap:work")
        await pilot.pause()
        assert "No mail account is set up" in hello(app)


def test_accounts_are_proposed_beside_files() -> None:
    offers = ("imap:home", "imap:work")
    assert completed("imap:w", offers) == "imap:work" and completed("im", offers) == "imap:home"
    assert completed("imap:work", offers) is None and completed("", offers) is None
    assert completed("/et", offers) == "/etc/"


# The composer


def composer(context: AppContext, kind: DraftKind = DraftKind.REPLY) -> SmallApp:
    if not context.records.rejections:
        letters.file(context, [letters.entry_of(letters.read_text(LETTER), context.now())])
    one = next(iter(context.records.rejections))
    return SmallApp(lambda: Composer(context, drafts.open(context, kind, one)))


async def put(app: SmallApp, *keys: str) -> str:
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        for key in ("D", *keys):
            await pilot.press(key)
            await app.workers.wait_for_complete()
            await pilot.pause()
        return said(app)


async def test_a_draft_is_put_among_the_drafts(ready: AppContext, mailbox: Mailbox) -> None:
    words = await put(composer(ready))
    assert "Saved in Drafts of work; nothing was sent. S when you have sent it." in words
    (kept,) = ready.records.drafts.values()
    assert kept.sent is None and len(mailbox.server.mails(mailbox.user)) == 1
    assert "It is in Drafts of work already" in await put(composer(ready))


async def test_what_cannot_be_put_there_says_why(ready: AppContext, context: AppContext) -> None:
    assert "pasted, not mailed" in await put(composer(ready, DraftKind.LINKEDIN))
    with silent() as port:
        account = dataclasses.replace(ready.config.accounts["work"], port=port, host="mail.nowhere.example")
        ready.config = dataclasses.replace(ready.config, accounts={"work": account})
        assert "not on this machine" in await put(composer(ready))
    ready.config = dataclasses.replace(ready.config, accounts={})
    assert "No mail account is set up yet: write [accounts.work]" in await put(composer(ready))


async def test_of_several_accounts_one_is_chosen_unless_the_letter_tells(ready: AppContext, mailbox: Mailbox) -> None:
    work = ready.config.accounts["work"]
    other = dataclasses.replace(work, name="other", user="somebody")
    ready.config = dataclasses.replace(ready.config, accounts={"other": other, "work": work})
    app = composer(ready)
    async with app.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("D")
        await until(pilot, "PickDialog")
        assert isinstance(app.screen, PickDialog)
        await pilot.press("j", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "Saved in Drafts of work" in said(app)
    mine = dataclasses.replace(work, name="mine", user="alex.doe@example.com")
    ready.config = dataclasses.replace(ready.config, accounts={"other": other, "mine": mine})
    assert "Saved in Drafts of mine" in await put(composer(ready))


async def test_the_composer_asks_for_a_password_too(ready: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REJTUI_IMAP_PASSWORD")
    words = await put(composer(ready), *PASSWORD, "enter")
    assert "Saved in Drafts of work" in words and PASSWORD not in words
