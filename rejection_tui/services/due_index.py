"""A cache of the number of things due, so that a shell prompt need not read the whole file.

It is valid for the same program version, data file, settings and time zone, and until the next moment at which the
count changes by itself. Imports as little as possible, to start fast.
"""

from __future__ import annotations

import binascii
import os
import stat
import time

from rejection_tui import __version__, paths

TYPE_CHECKING = False  # importing `typing` would take longer than running this module
if TYPE_CHECKING:
    from datetime import datetime

    from rejection_tui.domain.records import Records

_MAX_BYTES = 16_384  # more than any cache file this program writes
#: A file changed less than this long ago (in nanoseconds) may change again without its signature telling: where the
#: file system keeps fine times, and where it keeps whole seconds or two of them.
SETTLED_FINE = 100_000_000
SETTLED_COARSE = 2_000_000_000


class _Unknown(Exception):
    """The cache cannot be used; a full count is needed."""


#: Errors of finding, reading or writing the cache; RuntimeError when the home folder is unknown.
_ERRORS = (OSError, ValueError, OverflowError, RuntimeError, _Unknown)


def cached_count(db: str = "") -> int | None:
    """Return how many things are due in the file of `db` ("" for the usual one); None when a full count is needed."""
    try:
        since, until, count = _parse(_read(_index_path(db)), _fingerprint(db))
        return count if since <= _now_and_zone()[0] < until else None
    except _ERRORS:
        return None


def fingerprint(db: str = "") -> bytes:
    """Return what a count depends on besides the time; empty when that is unknown, as without a file."""
    try:
        return _fingerprint(db)
    except _ERRORS:
        return b""


def save_count(db: str, before: bytes, count: int, records: Records, now: datetime) -> None:
    """Cache the full count of `records` at `now`; `before` is the `fingerprint` from before the file was read.

    Nothing is cached when the fingerprint has changed since, or a file changed within `SETTLE_NANOSECONDS`. A failing
    write is ignored: the next count is a full one again.
    """
    try:
        if before and before == _fingerprint(db) and _unchanged_recently(paths.data_file(db), paths.config_file()):
            text = before + b"%d %d %d\n" % (*_valid_from_until(records, now), count)
            _write(_index_path(db), text + b"%08x\n" % binascii.crc32(text))
    except _ERRORS:
        return


def _fingerprint(db: str) -> bytes:
    data, settings = os.path.realpath(paths.data_file(db)), os.path.realpath(paths.config_file())
    program = f"rejtui due 2 {__version__}"
    lines = (program, ascii(data), _version(data), ascii(settings), _version(settings, "none"), _now_and_zone()[1])
    return "".join(f"{line}\n" for line in lines).encode()


def _valid_from_until(records: Records, now: datetime) -> tuple[int, int]:
    """Return the interval (microseconds since 1970) in which the count at `now` is valid.

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
    # Of a midnight that occurs twice the second counts; for one that the clocks skip it is the hour after.
    since, instant_now = max(since, instant(morning), instant(morning.replace(fold=1))), instant(now)
    if not since <= instant_now < until:  # the clocks were set back over midnight
        raise _Unknown
    return since, until


def _now_and_zone() -> tuple[int, str]:
    """Return the present moment (microseconds since 1970, UTC) and a text that identifies the user's time zone."""
    text = os.environ.get("REJTUI_NOW", "")
    if text:
        from datetime import UTC, datetime, timedelta

        given = datetime.fromisoformat(text)
        if given.tzinfo is None:
            raise _Unknown
        return (given - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1), f"fixed {given.utcoffset()}"
    now = time.time_ns()
    zone = (time.tzname, time.timezone, time.altzone, time.localtime(now // 10**9).tm_gmtoff)
    return now // 1000, f"{(os.environ.get('TZ'), zone)!a} {_version('/etc/localtime', 'none')}"


def _version(path: str, absent: str = "") -> str:
    """Return a text that identifies the version of a file.

    For no file `absent`, or raise `_Unknown` when that is empty.
    """
    try:
        found = os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        if absent:
            return absent
        raise _Unknown from None
    if not stat.S_ISREG(found.st_mode):
        raise _Unknown
    return f"{found.st_dev} {found.st_ino} {found.st_mode} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}"


def _unchanged_recently(*files: str) -> bool:
    """True when none of the existing files was changed so lately that it may change again unseen."""
    return all(_left_alone(os.stat(path)) for path in files if os.path.exists(path))


def _left_alone(found: os.stat_result) -> bool:
    fine = bool(found.st_mtime_ns % 1_000_000_000 and found.st_ctime_ns % 1_000_000_000)
    needed = SETTLED_FINE if fine else SETTLED_COARSE
    return max(found.st_mtime_ns, found.st_ctime_ns) < time.time_ns() - needed


def _index_path(db: str) -> str:
    """Return the path of the cache of a data file: one file for each, in the state folder."""
    name = os.fsencode(os.path.realpath(paths.data_file(db)))
    return os.path.join(paths.state_folder(), f"due-{binascii.crc32(name):08x}")


def _read(path: str) -> bytes:
    fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        found = os.fstat(fd)
        if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o077:
            raise _Unknown
        return os.read(fd, _MAX_BYTES)
    finally:
        os.close(fd)


def _parse(text: bytes, known: bytes) -> tuple[int, int, int]:
    """Return (valid from, valid until, count); raise `_Unknown` for a damaged cache or another fingerprint."""
    body, _, check = text[:-1].rpartition(b"\n")
    body += b"\n"
    if not body.startswith(known) or text != body + b"%08x\n" % binascii.crc32(body) or len(check) != 8:
        raise _Unknown
    words = body[len(known) :].split()
    if len(words) != 3 or not all(word.isdigit() and len(word) < 20 for word in words):
        raise _Unknown
    since, until, count = map(int, words)
    return since, until, count


def _write(path: str, data: bytes) -> None:
    """Write a small file atomically, readable by its owner only."""
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
