"""Random changes by every service, crashes, undo and redo, forks and merges, checked against the invariants."""

import contextlib
import dataclasses
import os
import shutil
from collections.abc import Callable
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from rejection_tui.domain.draft import DraftKind
from rejection_tui.domain.errors import RejtuiError
from rejection_tui.domain.feedback import Gap, NamedGap
from rejection_tui.domain.record import replace
from rejection_tui.domain.rejection import Outcome, RejectionKind, Stage
from rejection_tui.services import (
    agenda,
    checklist,
    corrections,
    drafts,
    history,
    journal,
    letters,
    maintenance,
    outcomes,
    profile,
    rejections,
)
from tests.fuzz import checks
from tests.fuzz.machine import FileMachine, index, one_of, pick
from tests.strategies import raw_texts

LONG = os.environ.get("REJTUI_FUZZ") == "long"
LETTER = "Dear Alex,\n\nthank you for applying for the {} role at {}. We will not be taking your application further."
companies = st.sampled_from(["Acme", "Globex", "Initech", "Umbrella Ltd"])
drafted = st.sampled_from(list(DraftKind))
kinds = st.sampled_from(list(RejectionKind))
gaps = st.sampled_from(list(Gap))


class Services(FileMachine):
    """All random changes together, with crashes, forks and time."""

    @initialize(company=companies)
    def first(self, company: str) -> None:
        self.make_change(lambda: profile.confirm_name(self.context, "Alex Morgan"))
        self.make_change(lambda: rejections.add(self.context, letters.Entry(company, "Analyst", self.clock.moment)))

    @rule(
        company=companies, role=raw_texts, kind=st.sampled_from(list(RejectionKind)), stage=st.sampled_from(list(Stage))
    )
    def add(self, company: str, role: str, kind: RejectionKind, stage: Stage) -> None:
        entry = letters.Entry(
            company, role, self.clock.moment, stage, kind, recruiter_name=role, on_hold=len(role) > 20
        )
        self.make_change(lambda: rejections.add(self.context, entry))

    @rule(company=companies, words=raw_texts, typed=st.one_of(st.just(""), raw_texts), none=st.booleans())
    def paste(self, company: str, words: str, typed: str, none: bool) -> None:
        reading = letters.read_text(LETTER.format("Analyst", company) + words, self.context.records.memory)
        entry = letters.entry_of(reading, self.clock.moment)
        if none:
            self.make_change(lambda: letters.not_a_rejection(self.context, reading))
        corrected = dataclasses.replace(entry, company=typed, role=typed) if typed else entry
        self.make_change(lambda: letters.file(self.context, [corrected]))

    @rule(n=index, everything=st.booleans())
    def correct(self, n: int, everything: bool) -> None:
        if everything:
            self.make_change(lambda: corrections.forget(self.context))
        else:
            uid = pick(self.context.records.rejections, n)
            self.make_change(lambda: rejections.not_a_rejection(self.context, uid))

    @rule(n=index, company=raw_texts, days=st.integers(-40, 3), kind=kinds)
    def edit(self, n: int, company: str, days: int, kind: RejectionKind) -> None:
        uid = pick(self.context.records.rejections, n)
        moment = self.clock.moment + timedelta(days=days)
        self.make_change(
            lambda: rejections.edit(self.context, uid, company=company, received=moment, kind=kind, notes=company)
        )

    @rule(n=index, outcome=st.sampled_from(list(Outcome)), words=raw_texts)
    def outcome(self, n: int, outcome: Outcome, words: str) -> None:
        self.make_change(
            lambda: outcomes.set_outcome(self.context, [pick(self.context.records.rejections, n)], outcome, words)
        )

    @rule(n=index, away=st.booleans())
    def archive(self, n: int, away: bool) -> None:
        self.make_change(lambda: rejections.archive(self.context, [pick(self.context.records.rejections, n)], away))

    @rule(n=index, m=index)
    def delete(self, n: int, m: int) -> None:
        records = self.context.records.rejections
        self.make_change(lambda: rejections.delete(self.context, {pick(records, n), pick(records, m)}))

    @rule(n=index)
    def toggle(self, n: int) -> None:
        self.make_change(lambda: checklist.toggle(self.context, pick(self.context.records.actions, n)))

    @rule(n=index, step=st.integers(1, 4))
    def toggle_step(self, n: int, step: int) -> None:
        self.make_change(lambda: checklist.toggle_step(self.context, pick(self.context.records.rejections, n), step))

    @rule(n=index, step=st.integers(0, 4), reason=raw_texts)
    def skip(self, n: int, step: int, reason: str) -> None:
        if step:
            self.make_change(
                lambda: checklist.skip_step(self.context, pick(self.context.records.rejections, n), step, reason)
            )
        else:
            self.make_change(lambda: checklist.skip(self.context, pick(self.context.records.actions, n), reason))

    @rule(n=index, kind=drafted, how=one_of("save", "copied", "sent"), words=raw_texts)
    def draft(self, n: int, kind: DraftKind, how: str, words: str) -> None:
        def write() -> None:
            made = drafts.open(self.context, kind, pick(self.context.records.rejections, n))
            drafts.check(self.context, made)
            if len(words) % 3 == 0:
                made = replace(made, body=made.body + words, subject=words)
            match how:
                case "save":
                    drafts.save(self.context, made)
                case "copied":
                    drafts.record_copied(self.context, made, words)
                case _:
                    drafts.record_sent(self.context, made)

        self.make_change(write)

    @rule(n=index, words=raw_texts, gap=st.one_of(st.none(), gaps))
    def answer(self, n: int, words: str, gap: Gap | None) -> None:
        journal.propose(words), journal.arguing_words(words)
        uid = pick(self.context.records.rejections, n)
        read = [NamedGap(gap, (words,), words, words)] if gap else []
        self.make_change(lambda: journal.add(self.context, uid, words, None, read))

    @rule(n=index, gap=gaps, do=one_of("classify", "correct", "accept", "delete", "silence"), words=raw_texts)
    def change_journal(self, n: int, gap: Gap, do: str, words: str) -> None:
        uid = pick(self.context.records.feedback, n)
        choices: dict[str, Callable[[], object]] = {
            "classify": lambda: journal.classify(self.context, uid, NamedGap(gap, (words,), words, words)),
            "correct": lambda: journal.correct(
                self.context, uid, [NamedGap(gap, (words,), words, words), NamedGap(Gap.SKILL)], words, True
            ),
            "accept": lambda: journal.accept(self.context, uid),
            "delete": lambda: journal.delete(self.context, uid),
            "silence": lambda: journal.no_answer(self.context, pick(self.context.records.rejections, n)),
        }
        self.make_change(choices[do])

    @rule(n=index, days=st.integers(-1, 400), away=st.booleans(), reason=raw_texts)
    def agenda_line(self, n: int, days: int, away: bool, reason: str) -> None:
        items = agenda.agenda(self.context)
        if not items:
            return
        item = items[n % len(items)]
        until = (self.clock.moment + timedelta(days=days)).date()
        if away:
            self.make_change(lambda: agenda.dismiss(self.context, item, reason))
        else:
            self.make_change(lambda: agenda.snooze(self.context, item, until))

    @rule(days=st.integers(0, 40))
    def time_passes(self, days: int) -> None:
        self.clock.moment += timedelta(days=days, minutes=7)

    @rule()
    def crash(self) -> None:
        before = self.context.records
        self.context = self._open(self.context.path)
        assert self.context.records == before

    @rule(times=st.integers(1, 4))
    def undo_and_redo(self, times: int) -> None:
        before, done = self.context.records, 0
        if any(entry.undone for entry in history.entries(self.context)):
            return
        for _ in range(times):
            try:
                history.undo(self.context)
            except RejtuiError:
                break
            if not self.merged:  # see `it_holds`
                checks.links_resolve(self.context.records)
            done += 1
        for _ in range(done):
            history.redo(self.context)
        assert self.context.records == before

    @rule()
    def undo(self) -> None:
        try:
            history.undo(self.context)
        except RejtuiError as error:
            assert error.sentence

    @rule()
    def split(self) -> None:
        if self.context.path.exists():
            self.fork = self.folder / "b.json"
            shutil.copy(self.context.path, self.fork)

    @rule(n=index)
    def merge(self, n: int) -> None:
        if self.fork is None:
            return
        there = self._open(self.fork)
        self.clock.moment += timedelta(seconds=1)
        with_there = pick(there.records.actions, n)
        with contextlib.suppress(RejtuiError):
            checklist.toggle(there, with_there)
        maintenance.merge(self.context, self.fork)
        after = self.context.records
        maintenance.merge(self.context, self.fork)
        assert self.context.records == after
        self.merged = True

    merged = False

    @invariant()
    def it_holds(self) -> None:
        records = self.context.records
        if not self.merged:  # merging two valid files may leave inconsistencies, which doctor repairs
            checks.links_resolve(records)
            checks.steps_agree(records)
        checks.text_is_clean(records)

    @invariant()
    def it_can_be_shown(self) -> None:
        agenda.today(self.context)
        if len(self.context.records.events) % 5 == 0:
            checks.everything_can_be_shown(self.context)
            checks.reloads_equal(self.context)


TestServices = Services.TestCase
TestServices.settings = settings(
    settings.get_profile("long" if LONG else "short"),
    max_examples=2000 if LONG else 25,
    stateful_step_count=40 if LONG else 20,
)
