"""The dashboard opened in a test: a few records of our own, keys pressed one by one, and what stands on the screen."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import cache
from pathlib import Path

from textual.pilot import Pilot

from rejection_tui.domain.draft import DraftKind
from rejection_tui.domain.feedback import Gap
from rejection_tui.domain.rejection import Outcome, Rejection, Stage
from rejection_tui.services import checklist, contacts, drafts, journal, letters, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.services.demo import build
from rejection_tui.storage import Store
from rejection_tui.tui.app import RejTUI
from rejection_tui.tui.screens.dashboard import Dashboard
from tests.conftest import NOW, Clock

LETTER = """From: Jane Hart <jane.hart@northwind.example>
To: Alex Morgan <alex.morgan@example.org>
Subject: Your application for Data Engineer
Date: Mon, 23 Nov 2026 15:00:00 +0000
Message-ID: <no-1@northwind.example>

Dear Alex,

thank you for coming in last week and for the thought you put into the exercise.

We have decided to go ahead with another applicant for the Data Engineer role. It was a close call.

All the best for your search,
Jane Hart
Head of Data, Northwind Ltd
"""
FORM = "Due to the high volume of applications we cannot give individual feedback."
ANSWER = "You knew your tools. On system design your answers stayed general; we missed figures."


def life(context: AppContext, clock: Clock) -> AppContext:
    """File four rejections, two answers, two contacts and a win in `context`, in different states."""
    letters.confirm_me(context, "Alex Morgan", "alex.morgan@example.org")
    globex = _no(context, clock, 110, "Globex", "Platform Engineer", Stage.FINAL, "Priya Nair", "priya@globex.example")
    _tick(context, globex, "reply.send", "feedback.ask")
    clock.moment = NOW - timedelta(days=104)
    quote = "your answers stayed general"
    journal.add(context, globex.uid, ANSWER, clock.moment, Gap.TECHNIQUE, ("system design",), quote)
    priya = contacts.add_for(context, globex.uid, "Priya Nair", company="Globex", email="priya@globex.example")
    contacts.touch(context, priya.uid, "email", "thanked her", True, rejection=globex.uid)
    initech = _no(context, clock, 40, "Initech", "BI Developer", Stage.SCREENING, "Ola Berg", "ola@initech.example")
    _tick(context, initech, "reply.send", "feedback.ask")
    clock.moment = NOW - timedelta(days=30)
    journal.add(context, initech.uid, FORM, clock.moment, Gap.NOTHING_USABLE)
    rejections.set_outcome(context, initech.uid, Outcome.RE_ENGAGED, "they wrote about a new opening")
    _no(context, clock, 5, "Acme", "Analyst", Stage.APPLICATION, "", "no-reply@acme.example")
    clock.moment = NOW
    contacts.add(
        context, "Jane Hart", company="Northwind Ltd", role="Head of Data", email="jane.hart@northwind.example"
    )
    contacts.add_win(context, "Passed the exam on streaming", "certificate")
    northwind = rejections.add(context, letters.entry_of(letters.read_text(LETTER), context.now()))
    drafts.save(context, drafts.compose(context, DraftKind.REPLY, northwind.uid))
    return context


def _no(
    context: AppContext, clock: Clock, days: float, company: str, role: str, stage: Stage, name: str, email: str
) -> Rejection:
    clock.moment = NOW - timedelta(days=days)
    entry = letters.Entry(company, role, clock.moment, stage, recruiter_name=name, recruiter_email=email)
    return rejections.add(context, entry)


def _tick(context: AppContext, one: Rejection, *keys: str) -> None:
    for key in keys:
        action = context.records.action(one.uid, key)
        assert action is not None
        checklist.tick(context, action.uid)


@cache
def _demo_file() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return build(Path(folder), NOW, Clock(NOW)).path.read_bytes()


def demo_in(folder: Path, clock: Clock) -> AppContext:
    """Return a context on a copy of the demo's year, which is built once."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "demo.json"
    path.write_bytes(_demo_file())
    path.chmod(0o600)
    return AppContext(Store(path), clock=clock)


def again(context: AppContext) -> AppContext:
    """Return what another process would have: the same file, read on its own."""
    return AppContext(Store(context.path), context.config, context.clock)


def named(context: AppContext, company: str) -> Rejection:
    """Return the rejection of that company."""
    return next(r for r in context.records.rejections.values() if r.company.startswith(company))


@asynccontextmanager
async def opened(context: AppContext, size: tuple[int, int] = (120, 36)) -> AsyncIterator[tuple[RejTUI, Pilot[None]]]:
    """Run the dashboard with toasts and tooltips on."""
    app = RejTUI(context)
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.pause()
        yield app, pilot


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one by one, each with all that follows from it."""
    for key in keys:
        await pilot.press(key)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.pause()


def board(app: RejTUI) -> Dashboard:
    """Return the dashboard, which must be the screen shown."""
    assert isinstance(app.screen, Dashboard), app.screen
    return app.screen


def seen(app: RejTUI) -> str:
    """Return what stands on the screen."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())
