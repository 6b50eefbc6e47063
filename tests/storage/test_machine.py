"""Random transactions, failures, restarts, undo, redo and merges on two stores of one file, against a plain model."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from rejection_tui.domain.errors import Refused, StorageError
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Records
from rejection_tui.storage import Store, check, file
from tests.strategies import raw_texts
from tests.world.records import contact, minutes, rejection, touch

uids = st.sampled_from(["a", "b", "c"])


class Files(RuleBasedStateMachine):
    """Two programs on one file; a third has a copy of its own and is merged in now and then."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "data" / "rejtui.json"
        self.stores = [Store(self.path), Store(self.path)]
        self.copy = Store(self.folder / "copy" / "rejtui.json")
        self.now = 0
        self.records = Records()
        self.past: list[tuple[str, Records, Records]] = []
        self.future: list[tuple[str, Records, Records]] = []

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def _done(self, label: str, records: Records) -> None:
        if records != self.records:
            self.past.append((label, self.records, records))
            self.records, self.future = records, []

    @rule(which=st.integers(0, 1), uid=uids, text=raw_texts, two=st.booleans(), apart=st.booleans())
    def put(self, which: int, uid: str, text: str, two: bool, apart: bool) -> None:
        self.now += 1
        store = self.copy if apart else self.stores[which]
        with store.transaction(f"Change {self.now}", minutes(self.now)) as transaction:
            old = transaction.records.rejections.get(uid, rejection(uid))
            transaction.put(
                replace(old, notes=text) if two else replace(old, company=text), *([contact(uid)] if two else [])
            )
            expected = transaction.records
        if not apart:
            self._done(f"Change {self.now}", expected)

    @rule(which=st.integers(0, 1), uid=uids, apart=st.booleans())
    def delete(self, which: int, uid: str, apart: bool) -> None:
        self.now += 1
        store = self.copy if apart else self.stores[which]
        with store.transaction(f"Change {self.now}", minutes(self.now)) as transaction:
            transaction.delete(rejection(uid), contact(uid))
            transaction.put(touch(f"t{self.now}"))
            expected = transaction.records
        if not apart:
            self._done(f"Change {self.now}", expected)

    @rule(which=st.integers(0, 1), uid=uids, text=raw_texts, fails=st.booleans())
    def act(self, which: int, uid: str, text: str, fails: bool) -> None:
        self.now += 1
        store, label, records = self.stores[which], "", self.records
        with store.act():
            for field in ("company", "notes"):
                with store.transaction(f"Change {field} {self.now}", minutes(self.now)) as transaction:
                    old = transaction.records.rejections.get(uid, rejection(uid))
                    transaction.put(replace(old, **{field: text}))
                    expected = transaction.records
                if expected != records:
                    label, records = f"Change {field} {self.now}", expected
                if fails:
                    with _broken("replace"), pytest.raises(StorageError), store.transaction("Never", minutes(0)) as one:
                        one.put(touch(f"t{self.now}"))
        self._done(label, records)

    @rule(which=st.integers(0, 1), uid=uids)
    def raising(self, which: int, uid: str) -> None:
        with pytest.raises(KeyError), self.stores[which].transaction("Never", minutes(self.now)) as transaction:
            transaction.put(rejection(uid, company="never"))
            raise KeyError

    @rule(which=st.integers(0, 1), step=st.sampled_from(["write", "fsync", "replace"]), uid=uids)
    def failing(self, which: int, step: str, uid: str) -> None:
        with (
            _broken(step),
            pytest.raises(StorageError),
            self.stores[which].transaction("Never", minutes(self.now)) as transaction,
        ):
            transaction.put(rejection(uid, company=f"never {self.now}"))

    @rule(which=st.integers(0, 1))
    def undo(self, which: int) -> None:
        self.now += 1
        if not self.past:
            with pytest.raises(Refused):
                self.stores[which].undo(minutes(self.now))
            return
        step = self.past.pop()
        assert self.stores[which].undo(minutes(self.now)) == step[0]
        self.future.append(step)
        self.records = step[1]

    @rule(which=st.integers(0, 1))
    def redo(self, which: int) -> None:
        self.now += 1
        if not self.future:
            with pytest.raises(Refused):
                self.stores[which].redo(minutes(self.now))
            return
        step = self.future.pop()
        assert self.stores[which].redo(minutes(self.now)) == step[0]
        self.past.append(step)
        self.records = step[2]

    @precondition(lambda self: self.copy.path.exists())
    @rule(which=st.integers(0, 1), back=st.booleans())
    def merge(self, which: int, back: bool) -> None:
        self.now += 1
        store = self.stores[which]
        said = store.merge(self.copy.path, minutes(self.now), dry_run=True)
        assert store.records == self.records
        assert store.merge(self.copy.path, minutes(self.now)) == said
        assert bool(said) == (store.records != self.records)
        assert set(self.records.touches) <= set(store.records.touches)
        self._done("Merge rejtui.json", store.records)
        if back and self.path.exists():
            self.copy.merge(self.path, minutes(self.now))
            assert self.copy.records == self.records

    @rule(which=st.integers(0, 1))
    def restart(self, which: int) -> None:
        self.stores[which] = Store(self.path)

    @invariant()
    def same_everywhere(self) -> None:
        if not hasattr(self, "stores"):
            return
        for store in (*self.stores, Store(self.path)):
            store.refresh()
            assert store.records == self.records
        assert file.stale_files(self.path) == ()
        assert not [f for f in check(self.path, minutes(self.now)).findings if f.level == "broken"]


@contextmanager
def _broken(step: str) -> Iterator[None]:
    with mock.patch.object(os, step, side_effect=OSError(errno.EIO, "no")):
        yield


TestFiles = Files.TestCase
TestFiles.settings = settings(
    max_examples=600 if os.environ.get("REJTUI_FUZZ") == "long" else 25, stateful_step_count=25, deadline=None
)
