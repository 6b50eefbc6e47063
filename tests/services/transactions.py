"""One transaction is one write, one entry of the history and one undo; a refused one writes nothing."""

from collections.abc import Callable
from typing import TypeVar

import pytest

from rejection_tui.domain.errors import RejtuiError
from rejection_tui.services import history
from rejection_tui.services.context import AppContext

T = TypeVar("T")


def signature(context: AppContext) -> object:
    """Return the file's identity, which changes with every save."""
    if not context.path.exists():
        return None
    found = context.path.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


def one_transaction(context: AppContext, do: Callable[[], T]) -> T:
    """Do one transaction, count its writes, undo and redo it, and return what it returned."""
    writes: list[object] = []
    open_file = context.store._open_file
    save = open_file.save

    def counted(*args: object, **more: object) -> None:
        writes.append(args)
        save(*args, **more)  # type: ignore[arg-type]  # handed through as they came

    open_file.save = counted  # type: ignore[method-assign]  # the one place where a write is made
    before, past = context.records, len(history.entries(context))
    try:
        result = do()
    finally:
        open_file.save = save  # type: ignore[method-assign]
    assert len(writes) == 1
    assert len(history.entries(context)) == past + 1
    after = context.records
    assert after != before
    history.undo(context)
    assert context.records == before
    history.redo(context)
    assert context.records == after
    return result


def refused(context: AppContext, do: Callable[[], object], match: str = "") -> str:
    """Check that a transaction is refused with a full sentence and the file unchanged; return the sentence."""
    before, file = context.records, signature(context)
    with pytest.raises(RejtuiError, match=match or None) as caught:
        do()
    assert context.records == before and signature(context) == file
    assert caught.value.sentence.rstrip()[-1] in ".?!"
    return caught.value.sentence
