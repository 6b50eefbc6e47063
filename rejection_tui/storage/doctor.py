"""Checks the file and everything beside it, and repairs what can be repaired, after a backup."""

import stat
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rejection_tui.domain.errors import Damaged, NotFound, StorageError
from rejection_tui.storage import file
from rejection_tui.storage.backups import backup_locked, damage_message, describe_backups, folder
from rejection_tui.storage.block_writer import dump
from rejection_tui.storage.conflicts import conflict_copies, is_surely_left
from rejection_tui.storage.file_format import BrokenFile, Tables, parse
from rejection_tui.storage.lock import holder, lock_path, locked
from rejection_tui.storage.merge import State, brings, read_other
from rejection_tui.storage.repair import Problem, repair
from rejection_tui.storage.salvage import salvage
from rejection_tui.storage.snapshot import build


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The findings about one file, the most severe first."""

    path: Path
    findings: tuple[Problem, ...] = ()

    @property
    def healthy(self) -> bool:
        """True when there are no errors and no warnings; notes do not count."""
        return all(finding.level == "note" for finding in self.findings)

    @property
    def fixable(self) -> bool:
        """True when `fix` would do something."""
        return any(finding.fixable for finding in self.findings)


def check(path: Path, now: datetime) -> Diagnosis:
    """Check the file, every record in it, and the files beside it; changes nothing."""
    path = file.real_path(path)
    try:
        data, _ = file.read(path)
    except FileNotFoundError:
        known = describe_backups(path)
        sentence = f"There is no file at {path}" + (f", but {known}." if known else " yet.")
        return Diagnosis(path, (Problem("warning" if known else "note", sentence), *_neighbours(path)))
    except OSError as error:
        reason = file.reason(error, path)
        return Diagnosis(path, (Problem("broken", f"{path} cannot be read: {reason}."),))
    rank = {"broken": 0, "warning": 1, "note": 2}
    found = [*_content(path, data, now), *_neighbours(path)]
    return Diagnosis(path, tuple(sorted(found, key=lambda finding: rank[finding.level])))


def fix(path: Path, now: datetime) -> tuple[str, ...]:
    """Repair what is fixable and return what was done, in sentences; the file as it was is among the backups."""
    path = file.real_path(path)
    with locked(path, now) as exclusive:
        try:
            data, found = file.read(path)
        except FileNotFoundError as error:
            raise NotFound(f"There is no file at {path}; nothing was changed.") from error
        except OSError as error:
            raise StorageError(f"{path} cannot be read: {file.reason(error, path)}.") from error
        done = [] if not exclusive else _tidy(path)
        try:
            salvaged = salvage(data, now)
        except BrokenFile as error:
            raise Damaged(damage_message(path, error)) from error
        repaired = repair(salvaged.tables, now)
        repairs = [*salvaged.done, *(finding.done for finding in repaired.findings if finding.fixable)]
        if not repairs:
            return tuple(done)
        copy = backup_locked(path, now, "doctor")
        build(repaired.tables)  # raises before anything is written when the result would not open
        file.replace(path, dump(repaired.tables), found)
        build(parse(file.read(path)[0]))
        return (f"Kept the file as it was: {copy}.", *done, *repairs)


def _content(path: Path, data: bytes, now: datetime) -> list[Problem]:
    findings = []
    try:
        salvaged = salvage(data, now)
    except BrokenFile as error:
        known = describe_backups(path)
        hint = (
            f"{known[0].upper()}{known[1:]}; type: rejtui backups, then rejtui restore NUMBER"
            if known
            else "There is no backup yet"
        )
        return [Problem("broken", f"The file {error}. {hint}.")]
    try:
        parse(data)
    except BrokenFile as error:
        findings.append(Problem("broken", f"The file {error}.", " ".join(salvaged.done)))
    else:
        findings += [Problem("broken", "The file is not quite in shape.", done) for done in salvaged.done]
    return findings + repair(salvaged.tables, now).findings + _corrections(salvaged.tables)


def _corrections(tables: Tables) -> list[Problem]:
    """Return a note on what is remembered of the user's corrections; none without any."""
    count = len(tables.get("corrections", {}))
    if not count:
        return []
    number = "1 correction of yours is" if count == 1 else f"{count} corrections of yours are"
    return [Problem("note", f"{number} kept, so that later letters are read better; rejtui forget forgets them.")]


def _neighbours(path: Path) -> list[Problem]:
    findings = [
        Problem("warning", f"{p} can be read by others.", f"Made {p.name} private.")
        for p in _accessible_to_others(path)
    ]
    who = holder(path)
    if who:
        findings.append(Problem("note", f"{who[0].upper()}{who[1:]} is writing at this moment."))
    elif stale := file.stale_files(path):
        noun = "file" if len(stale) == 1 else "files"
        sentence = f"{len(stale)} unfinished temporary {noun} of a killed program lie beside the file."
        findings.append(Problem("note", sentence, f"Removed {len(stale)} temporary {noun}."))
    return findings + _left_by_sync(path)


def _left_by_sync(path: Path) -> list[Problem]:
    """Return a warning for each copy that holds something new, or that a sync program left and nobody can read."""
    ours, findings = _state(path), []
    for copy in _copies(path):
        theirs = _state(copy)
        if theirs is None:
            findings.append(Problem("warning", f"A sync program left {copy.name}, and it cannot be read."))
        elif ours is None or brings(ours, theirs):
            findings.append(Problem("warning", f"A sync program left {copy.name}; type: rejtui merge {str(copy)!r}"))
    return findings


def _copies(path: Path) -> list[Path]:
    """Return the copies beside the file that are ours: by their names, or because records of ours are in them."""
    return [one for one in conflict_copies(path) if is_surely_left(path, one) or _state(one)]


def _state(path: Path) -> State | None:
    """Return what a merge would read in a file; None when that is nothing of ours, or cannot be read whole."""
    try:
        found = read_other(path)
    except (Damaged, NotFound, StorageError):
        return None
    return found if found.records or found.deleted else None


def _accessible_to_others(path: Path) -> list[Path]:
    """Return those of the file, its lock, backups and conflict copies that other accounts can access."""
    mine = [path, lock_path(path), folder(path), *sorted(folder(path).glob("*.json")), *_copies(path)]
    return [p for p in mine if _mode(p) & 0o077]


def _mode(path: Path) -> int:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return 0  # missing or not accessible


def _tidy(path: Path) -> list[str]:
    done = [f"Made {p.name} private." for p in _accessible_to_others(path) if file.make_private(p)]
    if removed := file.remove_stale(path):
        done.append(f"Removed {removed} temporary {'file' if removed == 1 else 'files'}.")
    return done
