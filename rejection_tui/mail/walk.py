"""Finds the files of folders, mail profiles and Maildirs. What is no mail is named; nothing is opened or changed."""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from rejection_tui.mail.folders import Role
from rejection_tui.mail.forms import is_index, kind_by_name
from rejection_tui.mail.found import Found, on_disk, reason, shown
from rejection_tui.mail.left import Kind, Left
from rejection_tui.mail.raw import Limits

#: What lies beside a saved page, the copies that a search index keeps, and what macOS adds to a zip.
_NO_MAIL_FOLDERS: Final = re.compile(
    r".*[-_.](?:files|dateien|fichiers|archivos|ficheiros|arquivos|bestanden|dosyalar)|.*\.mozmsgs|__macosx", re.I
)
_FLAGS: Final = re.compile(r"[:;!_-]2,([A-Za-z]{0,20})$")
_LEFT_FOLDERS: Final = (
    (Role.TRASH, Kind.TRASH_FOLDER),
    (Role.SPAM, Kind.SPAM_FOLDER),
    (Role.DRAFTS, Kind.DRAFTS_FOLDER),
)


def find(path: Path, limits: Limits) -> Iterator[Found | Left]:
    """Yield what is at `path`: a file, or the files of a folder in the order of their names."""
    name = shown(str(path))
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        yield Left(Kind.UNOPENED, name, f"{name} could not be opened: {reason(error)}.", alone=True)
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _walk(path, path, (), limits)
    elif not stat.S_ISREG(status.st_mode):
        yield Left(Kind.SPECIAL, name, alone=True)
    elif kind := kind_by_name(path.name, by_hand=True):
        yield Left(kind, name, alone=True)
    else:
        yield on_disk(path, status.st_size, (), path, by_hand=True)


def _walk(folder: Path, root: Path, inside: tuple[str, ...], limits: Limits) -> Iterator[Found | Left]:
    name = shown(str(folder))
    if len(inside) > limits.nested:
        yield Left(Kind.DEEP, name)
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Left(Kind.UNOPENED, name, f"The folder {name} could not be opened: {reason(error)}.")
        return
    names = {entry.name for entry in entries}
    for entry in entries:
        try:
            is_folder = entry.is_dir(follow_symlinks=False)
            elsewhere = entry.is_symlink() and entry.is_dir()
        except OSError:
            is_folder = elsewhere = False  # said when it is opened
        if is_folder and not is_no_mail(entry.name, names):
            yield from _walk(Path(entry.path), root, (*inside, entry.name), limits)
        elif not is_folder and not elsewhere:
            yield from _file(Path(entry.path), root, inside)


def _file(path: Path, root: Path, inside: tuple[str, ...]) -> Iterator[Found | Left]:
    name = shown(str(path))
    if is_index(path.name):
        return
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        yield Left(Kind.UNOPENED, name, f"{name} could not be opened: {reason(error)}.")
        return
    if not stat.S_ISREG(status.st_mode):
        yield Left(Kind.SPECIAL, name)
        return
    found = on_disk(path, status.st_size, inside, root, by_hand=False)
    yield left_by_name(found) or found


def left_by_name(found: Found) -> Left | None:
    """Return why a file that was not named by hand is left: its kind, its folder, or the flags in its name."""
    for role, kind in _LEFT_FOLDERS:
        if role in found.roles():
            return Left(kind, found.name)
    if kind_ := kind_by_name(found.file_name, by_hand=False):
        return Left(kind_, found.name)
    match = _FLAGS.search(found.file_name)
    flags = match[1] if match else ""
    if ("T" in flags and Role.TRASH not in found.wanted) or _is_removed(found.file_name):
        return Left(Kind.DELETED, found.name)
    if "D" in flags and Role.DRAFTS not in found.wanted:
        return Left(Kind.DRAFT, found.name)
    return None


def left_as_folder(found: Found) -> Left | None:
    """Return why an mbox that was not named by hand is left: it is the trash, the spam folder or that of drafts."""
    roles = found.roles(is_folder=True)
    kind = next((kind for role, kind in _LEFT_FOLDERS if role in roles), None)
    return Left(kind, found.name) if kind and not found.by_hand else None


def is_no_mail(folder: str, beside: Iterable[str]) -> bool:
    """Return whether a folder holds no mail of its own, seen from its name and those of what lies `beside` it."""
    names = set(beside)
    if folder == "tmp":
        return bool(names & {"cur", "new"})
    if folder == "Attachments":
        return "Messages" in names  # what Apple Mail has taken out of the messages there
    if "prefs.js" in names and names & {"Mail", "ImapMail"}:
        return folder not in {"Mail", "ImapMail"}  # the profile of Thunderbird
    return _NO_MAIL_FOLDERS.fullmatch(folder) is not None


def _is_removed(file_name: str) -> bool:
    """Return whether a program for MH folders has renamed a message to be removed: `,12` or `#12`."""
    return file_name[:1] in {",", "#"} and file_name[1:].isdigit()
