"""A process that works on a file until it is done or killed, and reports each transaction it was told is saved.

python -m tests.storage.worker generations PATH              marks two far-apart records with the same number, for ever
python -m tests.storage.worker transactions PATH NAME COUNT  adds a record of its own and counts up a shared one
python -m tests.storage.worker hold PATH                     takes the lock, says so, and waits to be ended
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from rejection_tui.domain.record import replace
from rejection_tui.storage import Store
from rejection_tui.storage.lock import locked
from tests.world.clock import NOW
from tests.world.records import contact, letter, rejection

BODY = "Thank you for the time you gave us, and for your interest in our work. " * 55


def prepare(path: Path, size: int) -> None:
    """Write a file with about `size` megabytes of letters and the two marked records around them."""
    with Store(path).transaction("Prepare", NOW) as transaction:
        transaction.put(contact("first", notes="0"))
        transaction.put(*(letter(f"l{i}", BODY) for i in range(size * 256)))
        transaction.put(rejection("last", notes="0"), letter("last", "0"))


def generations(path: Path) -> None:
    """Change the first and the last record together; every fifth time undo and redo it too."""
    store = Store(path)
    number = int(store.records.contacts["first"].notes)
    _say("ready", number)
    while True:
        number += 1
        now = datetime.now(UTC)
        with store.transaction(f"Generation {number}", now) as transaction:
            transaction.put(replace(transaction.records.contacts["first"], notes=str(number)))
            transaction.put(replace(transaction.records.letters["last"], body=str(number)))
            transaction.put(replace(transaction.records.rejections["last"], notes=str(number)))
        _say("saved", number)
        if number % 5 == 0:
            store.undo(now)
            _say("undone", number)
            store.redo(now)
            _say("saved", number)


def transactions(path: Path, name: str, count: int) -> None:
    """Add `count` contacts and count up the shared record with each."""
    store = Store(path)
    _say("ready", 0)
    for i in range(count):
        with store.transaction(f"{name} {i}", datetime.now(UTC)) as transaction:
            shared = transaction.records.rejections["shared"]
            transaction.put(replace(shared, notes=str(int(shared.notes) + 1)), contact(f"{name}-{i}"))
        _say("saved", i)


def hold(path: Path) -> None:
    """Hold the lock until standard input ends."""
    with locked(path, datetime.now(UTC)):
        _say("held", 0)
        sys.stdin.read()


def _say(word: str, number: int) -> None:
    sys.stdout.write(f"{word} {number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["generations", path]:
            generations(Path(path))
        case ["transactions", path, name, count]:
            transactions(Path(path), name, int(count))
        case ["hold", path]:
            hold(Path(path))
