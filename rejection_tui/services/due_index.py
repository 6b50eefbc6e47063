"""The number of things due, kept from the last full count, so that a shell prompt need not read the whole file.

It counts only for the same version of the program, of the data and of the settings, in the same time zone, and for
the stretch of one local day in which nothing becomes due by itself. This imports next to nothing.
"""

from __future__ import annotations

import binascii
import os
import stat
import time

from rejection_tui import __version__, paths

TYPE_CHECKING = False  # the module `typing` takes longer to load than all of this to run
if TYPE_CHECKING:
    from datetime import datetime

    from rejection_tui.domain.records import Records

_LIMIT = 16_384  # bytes: more than any index of ours
#: A file changed less than this long ago (in nanoseconds) may change again without its signature telling: where the
#: file system keeps fine times, and where it keeps whole seconds or two of them.
SETTLED_FINE = 100_000_000
SETTLED_COARSE = 2_000_000_000


class _Unsure(Exception):
    """What a count depends on cannot be told; only a full count will do."""


#: What can go wrong while looking for, reading or writing an index; a home folder may be unknown (RuntimeError).
_TROUBLE = (OSError, ValueError, OverflowError, RuntimeError, _Unsure)


def recall(db: str = "") -> int | None:
    """Return how many things are due in the file of `db` ("" for the usual one); None when only a full count tells."""
    try:
        since, until, count = _numbers(_read(_place(db)), _circumstances(db))
        return count if since <= _moment()[0] < until else None
    except _TROUBLE:
        return None


def circumstances(db: str = "") -> bytes:
    """Return what a count depends on besides the moment; empty when that cannot be told, as where there is no file."""
    try:
        return _circumstances(db)
    except _TROUBLE:
        return b""


def remember(db: str, before: bytes, count: int, records: Records, now: datetime) -> None:
    """Keep the full count of `book` at `now`; `before` are the `circumstances` from before the file was read.

    Nothing is kept when they have changed since, or may yet change unseen. A failing write is silent: the next
    count is a full one again.
    """
    try:
        if before and before == _circumstances(db) and _settled(paths.data_file(db), paths.config_file()):
            text = before + b"%d %d %d\n" % (*_window(records, now), count)
            _write(_place(db), text + b"%08x\n" % binascii.crc32(text))
    except _TROUBLE:
        return


def _circumstances(db: str) -> bytes:
    data, settings = os.path.realpath(paths.data_file(db)), os.path.realpath(paths.config_file())
    program = f"rejtui due 1 {__version__}"
    lines = (program, ascii(data), _version(data), ascii(settings), _version(settings, "none"), _moment()[1])
    return "".join(f"{line}\n" for line in lines).encode()


def _window(records: Records, now: datetime) -> tuple[int, int]:
    """Return from when until when (microseconds since 1970) the count at `now` holds.

    By itself a count changes only at local midnight and when the snooze of an action ends.
    """
    from datetime import UTC, datetime, time, timedelta

    def instant(moment: datetime) -> int:
        return (moment.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)

    morning = datetime.combine(now.date(), time(), now.tzinfo)
    evening = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
    snoozes = [a.snoozed_until for a in records.actions.values() if a.snoozed_until is not None]
    since = instant(max((s for s in snoozes if s <= now), default=morning))
    until = instant(min((s for s in snoozes if now < s < evening), default=evening))
    # A midnight that comes twice counts the second time, one that the clocks skip is the hour after.
    since, here = max(since, instant(morning), instant(morning.replace(fold=1))), instant(now)
    if not since <= here < until:  # the clocks were set back over midnight
        raise _Unsure
    return since, until


def _moment() -> tuple[int, str]:
    """Return this moment (microseconds since 1970, UTC) and what tells the user's time zone from another."""
    text = os.environ.get("REJTUI_NOW", "")
    if text:
        from datetime import UTC, datetime, timedelta

        given = datetime.fromisoformat(text)
        if given.tzinfo is None:
            raise _Unsure
        return (given - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1), f"fixed {given.utcoffset()}"
    now = time.time_ns()
    zone = (time.tzname, time.timezone, time.altzone, time.localtime(now // 10**9).tm_gmtoff)
    return now // 1000, f"{(os.environ.get('TZ'), zone)!a} {_version('/etc/localtime', 'none')}"


def _version(path: str, absent: str = "") -> str:
    """Return what tells one version of a file from the next; `absent` for no file, or `_Unsure` when that is empty."""
    try:
        found = os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        if absent:
            return absent
        raise _Unsure from None
    if not stat.S_ISREG(found.st_mode):
        raise _Unsure
    return f"{found.st_dev} {found.st_ino} {found.st_mode} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}"


def _settled(*files: str) -> bool:
    """True when none of the files there was changed a moment ago."""
    return all(_left_alone(os.stat(path)) for path in files if os.path.exists(path))


def _left_alone(found: os.stat_result) -> bool:
    fine = bool(found.st_mtime_ns % 1_000_000_000 and found.st_ctime_ns % 1_000_000_000)
    needed = SETTLED_FINE if fine else SETTLED_COARSE
    return max(found.st_mtime_ns, found.st_ctime_ns) < time.time_ns() - needed


def _place(db: str) -> str:
    """Return where the count of a data file is kept: among what stays on this machine, one small file for each."""
    name = os.fsencode(os.path.realpath(paths.data_file(db)))
    return os.path.join(paths.state_folder(), f"due-{binascii.crc32(name):08x}")


def _read(path: str) -> bytes:
    fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        found = os.fstat(fd)
        if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o077:
            raise _Unsure
        return os.read(fd, _LIMIT)
    finally:
        os.close(fd)


def _numbers(text: bytes, known: bytes) -> tuple[int, int, int]:
    """Return the numbers of an index; raise `_Unsure` for one damaged or of other circumstances."""
    body, _, check = text[:-1].rpartition(b"\n")
    body += b"\n"
    if not body.startswith(known) or text != body + b"%08x\n" % binascii.crc32(body) or len(check) != 8:
        raise _Unsure
    words = body[len(known) :].split()
    if len(words) != 3 or not all(word.isdigit() and len(word) < 20 for word in words):
        raise _Unsure
    since, until, count = map(int, words)
    return since, until, count


def _write(path: str, data: bytes) -> None:
    """Put a small file in its place in one step, for the owner alone."""
    os.makedirs(os.path.dirname(path), 0o700, exist_ok=True)
    temporary = f"{path}.{os.getpid()}.tmp"
    fd = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        try:
            os.write(fd, data)
        finally:
            os.close(fd)
        os.replace(temporary, path)
    except OSError:
        os.unlink(temporary)
        raise
