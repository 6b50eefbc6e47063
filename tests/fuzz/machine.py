"""A file worked on through the services, and the random changes of steps 3 and 4 to it."""

import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from rejection_tui.config import Config
from rejection_tui.domain.draft import DraftKind
from rejection_tui.domain.errors import RejtuiError
from rejection_tui.domain.feedback import Gap
from rejection_tui.domain.forms import FIELDS
from rejection_tui.domain.refine import Rating
from rejection_tui.domain.rejection import RejectionKind
from rejection_tui.services import contacts, cover_letters, practice, refine
from rejection_tui.services.context import AppContext
from rejection_tui.storage import Store
from tests.fuzz import checks
from tests.strategies import raw_texts
from tests.world.clock import NOW, Clock

LONG = os.environ.get("REJTUI_FUZZ") == "long"
index = st.integers(0, 30)
companies = st.sampled_from(["Acme", "Globex", "Initech", "Umbrella Ltd"])
drafted = st.sampled_from(list(DraftKind))
kinds = st.sampled_from(list(RejectionKind))
gaps = st.sampled_from(list(Gap))
LETTER = "Dear Alex,\n\nthank you for applying for the {} role at {}. We will not be taking your application further."


def one_of(*names: str) -> st.SearchStrategy[str]:
    """Return one of the changes of a rule."""
    return st.sampled_from(names)


def pick(table: Any, number: int) -> str:
    """Return some uid of a table, or one that is not there."""
    uids = sorted(table)
    return uids[number % len(uids)] if uids else "0" * 32


class FileMachine(RuleBasedStateMachine):
    """One file in a folder of its own, worked on through the services only."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="rejtui-fuzz-"))
        os.environ["REJTUI_STATE"] = str(self.folder / "state")
        self.clock = Clock(NOW)
        self.context = self._open(self.folder / "a" / "data.json")
        self.fork: Path | None = None
        self.refused = False

    def teardown(self) -> None:
        checks.everything_can_be_shown(self.context)
        checks.reloads_equal(self.context)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _open(self, path: Path) -> AppContext:
        return AppContext(Store(path), Config(), self.clock)

    def make_change(self, do: Callable[[], object]) -> None:
        """Make one change: it is one entry of the history, or refused with a sentence and nothing is changed."""
        before, past = self.context.records, checks.changes_in_effect(self.context)
        self.clock.moment += timedelta(seconds=1)
        try:
            do()
        except RejtuiError as error:
            assert len(error.sentence) > 10 and error.sentence.rstrip().endswith((".", "?", "!")), error.sentence
            assert self.context.records == before
            assert checks.changes_in_effect(self.context) == past
        else:
            assert checks.changes_in_effect(self.context) - past in ((0,) if self.context.records == before else (0, 1))

    @rule(n=index, name=raw_texts, email=st.sampled_from(["", "a@example.org", "b@example.org"]))
    def contact(self, n: int, name: str, email: str) -> None:
        uid = pick(self.context.records.rejections, n)
        self.make_change(lambda: contacts.add_for(self.context, uid, name, email=email, notes=name, tags=("x",)))

    @rule(
        n=index,
        m=index,
        do=one_of("touch", "answered", "never", "snooze", "attach", "edit", "delete", "archive"),
    )
    def change_contact(self, n: int, m: int, do: str) -> None:
        uid, other = pick(self.context.records.contacts, n), pick(self.context.records.rejections, m)
        day = (self.clock.moment + timedelta(days=m - 5)).date()
        choices: dict[str, Callable[[], object]] = {
            "touch": lambda: contacts.touch(self.context, uid, "email", "hello", None, None, other if m % 2 else ""),
            "answered": lambda: contacts.record_answered(
                self.context, pick(self.context.records.touches, m), m % 2 == 0
            ),
            "never": lambda: contacts.never_again(self.context, uid, m % 2 == 0),
            "snooze": lambda: contacts.snooze(self.context, uid, day),
            "attach": lambda: contacts.attach(self.context, other, uid),
            "edit": lambda: contacts.edit(self.context, uid, name="Renamed" if m % 2 else " "),
            "delete": lambda: contacts.delete(self.context, [uid]),
            "archive": lambda: contacts.archive(self.context, [uid], m % 2 == 0),
        }
        self.make_change(choices[do])

    @rule(n=index, title=raw_texts, do=one_of("add", "edit", "delete"))
    def win(self, n: int, title: str, do: str) -> None:
        uid = pick(self.context.records.wins, n)
        choices: dict[str, Callable[[], object]] = {
            "add": lambda: contacts.add_win(self.context, title),
            "edit": lambda: contacts.edit_win(self.context, uid, title=title),
            "delete": lambda: contacts.delete_win(self.context, uid),
        }
        self.make_change(choices[do])

    @rule(
        n=index,
        m=index,
        do=one_of("queue", "rewrite", "finish", "reopen", "link", "delete"),
        words=raw_texts,
    )
    def bullet(self, n: int, m: int, do: str, words: str) -> None:
        uid, answer = pick(self.context.records.bullets, n), pick(self.context.records.feedback, m)
        choices: dict[str, Callable[[], object]] = {
            "queue": lambda: refine.queue_bullets(self.context, [words, words + "x"], answer),
            "rewrite": lambda: refine.rewrite(self.context, uid, words),
            "finish": lambda: refine.finish(self.context, uid),
            "reopen": lambda: refine.reopen(self.context, uid),
            "link": lambda: refine.link_bullet(self.context, uid, answer if m % 2 else ""),
            "delete": lambda: refine.delete_bullets(self.context, [uid]),
        }
        self.make_change(choices[do])

    @rule(
        n=index,
        m=index,
        do=one_of("add", "save", "restore", "note", "edit", "finish", "reopen", "link", "delete"),
        words=raw_texts,
    )
    def cover_letter(self, n: int, m: int, do: str, words: str) -> None:
        uid, answer = pick(self.context.records.cover_letters, n), pick(self.context.records.feedback, m)
        version = pick(self.context.records.cover_versions, n)
        choices: dict[str, Callable[[], object]] = {
            "add": lambda: cover_letters.add(self.context, words, answer, company=words, person=words),
            "save": lambda: cover_letters.save(self.context, uid, words, words, answer, words),
            "restore": lambda: cover_letters.restore(self.context, uid, m),
            "note": lambda: cover_letters.note(self.context, version, words, answer, words),
            "edit": lambda: cover_letters.edit(self.context, uid, role=words, language=words),
            "finish": lambda: cover_letters.finish(self.context, uid),
            "reopen": lambda: cover_letters.reopen(self.context, uid),
            "link": lambda: cover_letters.link(self.context, uid, answer if m % 2 else ""),
            "delete": lambda: cover_letters.delete(self.context, [uid]),
        }
        self.make_change(choices[do])

    @rule(n=index, m=index, do=one_of("learn", "edit", "learned", "unlearned"), words=raw_texts)
    def learning(self, n: int, m: int, do: str, words: str) -> None:
        uid, answer = pick(self.context.records.learnings, n), pick(self.context.records.feedback, m)
        day = (self.clock.moment + timedelta(days=m)).date()
        choices: dict[str, Callable[[], object]] = {
            "learn": lambda: refine.learn(self.context, words, day, answer, pick(self.context.records.rejections, m)),
            "edit": lambda: refine.edit_learning(self.context, uid, words, day if m % 2 else None, words),
            "learned": lambda: refine.finish_learning(self.context, uid),
            "unlearned": lambda: refine.reopen_learning(self.context, uid),
        }
        self.make_change(choices[do])

    @rule(
        n=index,
        m=index,
        do=one_of("add", "bank", "unqueue", "rehearse", "rehearse", "star", "delete"),
        rating=st.sampled_from(list(Rating)),
        words=raw_texts,
    )
    def question(self, n: int, m: int, do: str, rating: Rating, words: str) -> None:
        uid, answer = pick(self.context.records.questions, n), pick(self.context.records.feedback, m)
        bank = [q.id for q in practice.bank()]
        choices: dict[str, Callable[[], object]] = {
            "add": lambda: practice.add_question(self.context, words, words, "", "asked", answer),
            "bank": lambda: practice.queue(self.context, [bank[m % len(bank)]], "", answer),
            "unqueue": lambda: practice.unqueue(self.context, [uid]),
            "rehearse": lambda: practice.rehearse(self.context, uid, rating, m, words),
            "note": lambda: practice.note(self.context, uid, dict.fromkeys(FIELDS, words)),
            "delete": lambda: practice.delete_questions(self.context, [uid]),
        }
        self.make_change(choices[do])
