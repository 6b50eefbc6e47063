"""Reads the mails of an account that came since the last time; nothing on the server changes by it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Final, TypeVar

from rejection_tui.domain.account import Account
from rejection_tui.domain.day_words import date_word
from rejection_tui.domain.errors import LetterError
from rejection_tui.domain.region import current
from rejection_tui.domain.secret import Secret
from rejection_tui.domain.text import clean_line
from rejection_tui.mail.imap import fetching
from rejection_tui.mail.imap.connection import SECONDS, Broken, Connection
from rejection_tui.mail.imap.fetching import Mail, Opened
from rejection_tui.mail.imap.folders import Folder, Role, chosen, folders
from rejection_tui.mail.raw import MEGABYTE, RawMessage, Skipped

#: Larger mails are skipped: no letter is.
MOST_BYTES: Final = 25 * MEGABYTE
#: Mails are fetched together up to so many and so many bytes.
_TOGETHER: Final = 50
_TOGETHER_BYTES: Final = 2 * MEGABYTE
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Position:
    """How far a folder was read: its UIDVALIDITY, the last UID, and the UIDs before that are to be read again."""

    validity: int
    last: int
    left: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FolderCount:
    """A folder with the number of its mails, None when the server does not tell; `read` when a reading reads it."""

    folder: Folder
    count: int | None
    read: bool


@dataclass(slots=True)
class _Listing:
    """The mails of one folder that are to be read, and how far it will be read then."""

    folder: Folder
    opened: Opened
    before: Position | None  # of the same UIDVALIDITY
    mails: list[Mail]
    highest: int  # the UID up to which all mails are known


@dataclass(slots=True)
class AccountReading:
    """One reading of an account, an iterable of messages, to be gone through once.

    `known` says by the folder's name how far it was read before. A folder without, and with `again` every one, is read
    from `since` on, or whole. Afterwards, or when it was stopped, `notes` are sentences for the user and `positions`
    tells how far it came. The first step raises `LetterError` when the account cannot be opened.
    """

    account: Account
    secret: Secret
    known: Mapping[str, Position] = field(default_factory=dict)
    wanted: Sequence[str] = ()
    since: date | None = None
    again: bool = False
    seconds: float = SECONDS
    most_bytes: int = MOST_BYTES
    notes: list[str] = field(default_factory=list)
    broken: str = ""  # why not everything was read, for the user
    _reached: dict[str, Position] = field(default_factory=dict)
    _places: dict[str, tuple[str, int]] = field(default_factory=dict)  # source of a message -> its folder and UID
    _left_out: Counter[str] = field(default_factory=Counter)
    _connection: Connection | None = None
    _open: Folder | None = None
    _reconnected: bool = False

    def __iter__(self) -> Iterator[RawMessage | Skipped]:
        try:
            yield from self._read()
        finally:
            self.secret = Secret("")  # it is needed no more
            if self._connection is not None:
                self._connection.close()

    def positions(self, undecided: Iterable[str] = ()) -> dict[str, Position]:
        """Return how far each folder was read by now; mails of these sources are to be read again the next time."""
        left: dict[str, set[int]] = {name: set() for name in self._reached}
        for name, uid in (self._places[source] for source in undecided if source in self._places):
            left[name].add(uid)
        handed_out = set(self._places.values())
        for name, old in self.known.items():
            if name in left and old.validity == self._reached[name].validity:
                left[name].update(uid for uid in old.left if (name, uid) not in handed_out)
        return {name: Position(p.validity, p.last, tuple(sorted(left[name]))) for name, p in self._reached.items()}

    # Reading

    def _read(self) -> Iterator[RawMessage | Skipped]:
        listings, unopened = self._listings()
        total, done = sum(len(listing.mails) for listing in listings), 0
        for skipped in unopened:
            yield Skipped(skipped.source, skipped.sentence, 0, total)
        for listing in listings:
            for batch in _batches(listing.mails, self.most_bytes):
                try:
                    found = self._reliably(partial(self._bodies, listing, batch))
                except (Broken, LetterError) as error:
                    self.broken = _broken_off(str(error), done, total)
                    return
                for mail in batch:
                    done += 1
                    self._reach(listing, mail.uid)
                    if (item := self._item(listing.folder, mail, found, done, total)) is not None:
                        yield item
            self._reach(listing, listing.highest)

    def _listings(self) -> tuple[list[_Listing], list[Skipped]]:
        try:
            self._connection = Connection(self.account, self.secret, self.seconds)
            known = self._reliably(folders)
            found, unopened, first = [], [], []
            for folder in chosen(known, self.wanted, self.account.name):
                try:
                    listing, counts = self._reliably(partial(self._list, folder))
                except LetterError as error:
                    if self.wanted:
                        raise
                    unopened.append(Skipped(f"{self._name}/{folder.name}", str(error)))
                    continue
                found.append(listing)
                first += [folder.name] if listing.before is None else []
                self._left_out.update(counts)
            self._note(first, self._reliably(partial(self._folders_left_out, known)))
        except Broken as error:
            raise LetterError(f"{error} Nothing was read.") from None
        return found, unopened

    def _list(self, folder: Folder, connection: Connection) -> tuple[_Listing, Counter[str]]:
        opened = self._examine(connection, folder)
        old = self.known.get(folder.name)
        before = old if old is not None and old.validity == opened.validity else None
        if before is None or self.again:
            uids = fetching.search(connection, since=self.since)
            extra: set[int] = set()
        else:
            uids = fetching.search(connection, after=before.last)
            extra = {uid for uid in before.left if uid <= before.last}
        highest = max([opened.next_uid - 1, before.last if before else 0, *uids[-1:]])
        if extra:
            uids = sorted(extra | set(uids))
        found = list(fetching.mails(connection, folder, uids))
        counts = Counter(mail.left_out for mail in found if mail.left_out)
        return _Listing(folder, opened, before, [m for m in found if not m.left_out], highest), counts

    def _examine(self, connection: Connection, folder: Folder) -> Opened:
        self._open = None
        opened = fetching.examine(connection, folder)
        self._open = folder
        return opened

    def _bodies(self, listing: _Listing, batch: Sequence[Mail], connection: Connection) -> dict[int, bytes]:
        if self._open != listing.folder:
            opened = self._examine(connection, listing.folder)
            if opened.validity != listing.opened.validity:
                raise Broken(f"The folder {listing.folder.name} was created again on the server in the meantime.")
        small = [mail.uid for mail in batch if mail.size <= self.most_bytes]
        return fetching.bodies(connection, small) if small else {}

    def _item(
        self, folder: Folder, mail: Mail, found: Mapping[int, bytes], done: int, total: int
    ) -> RawMessage | Skipped | None:
        source = f"{self._name}/{folder.name}#{mail.uid}"
        if mail.size > self.most_bytes:
            day = f" of {date_word(mail.arrived.date())}" if mail.arrived else ""
            return Skipped(source, f"An email{day} is larger than {self.most_bytes // MEGABYTE} MB.", done, total)
        if mail.uid not in found:
            return None  # deleted meanwhile
        self._places[clean_line(source, 200)] = (folder.name, mail.uid)
        return RawMessage(found[mail.uid], source, done, total, sent=mail.sent, arrived=mail.arrived)

    def _reach(self, listing: _Listing, uid: int) -> None:
        """Note that the folder is read up to this UID."""
        old = self._reached.get(listing.folder.name) or listing.before
        last = max(uid, old.last if old else 0)
        known = listing.opened.validity  # without it UIDs mean nothing the next time
        if known and (last or not listing.opened.count):
            self._reached[listing.folder.name] = Position(listing.opened.validity, last)

    def _reliably(self, act: Callable[[Connection], T]) -> T:
        """Return what `act` does; when the connection breaks, connect and do it once more, once in a reading."""
        assert self._connection is not None
        try:
            return act(self._connection)
        except Broken:
            if self._reconnected:
                raise
        self._reconnected, self._open = True, None
        self._connection.close()
        self._connection = Connection(self.account, self.secret, self.seconds)
        return act(self._connection)

    # What is said about it

    @property
    def _name(self) -> str:
        return f"imap:{self.account.name}"

    def _folders_left_out(self, known: Sequence[Folder], connection: Connection) -> Counter[str]:
        """Return how many mails lie in the folders that are not read, by their names."""
        if self.wanted:
            return Counter()
        whole = any(folder.all for folder in known)  # its drafts are counted there
        roles = (Role.JUNK, Role.TRASH) if whole else (Role.JUNK, Role.TRASH, Role.DRAFTS)
        counts = {f.name: count(connection, f) or 0 for f in known if f.role in roles}
        return Counter({name: number for name, number in counts.items() if number})

    def _note(self, first: Sequence[str], elsewhere: Counter[str]) -> None:
        if first and self.since and not self.again:
            names = clean_line(", ".join(first), 200)
            self.notes.append(
                f"Read for the first time, from {date_word(self.since)} on: {names}. "
                "With --since an earlier day, with --all everything is read."
            )
        written = current().number
        parts = [f"{written(number)} {what}" for what, number in sorted(self._left_out.items())]
        parts += [f"{written(number)} in {clean_line(name, 60)}" for name, number in sorted(elsewhere.items())]
        if parts:
            self.notes.append(f"Left out: {', '.join(parts)}.")


def _batches(mails: Sequence[Mail], most_bytes: int) -> Iterator[list[Mail]]:
    """Yield mails to be fetched together; one too large to be fetched counts for nothing."""
    batch: list[Mail] = []
    size = 0
    for mail in mails:
        weight = mail.size if mail.size <= most_bytes else 0
        if batch and (len(batch) >= _TOGETHER or size + weight > _TOGETHER_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(mail)
        size += weight
    if batch:
        yield batch


def _broken_off(why: str, done: int, total: int) -> str:
    number = current().number
    return (
        f"{why} {number(done)} of {number(total)} emails were read and are kept; the next reading goes on from there."
    )


def count(connection: Connection, folder: Folder) -> int | None:
    """Return how many mails a folder holds, without opening it; None when the server does not tell."""
    try:
        found = connection.ask(lambda: connection.box.folder.status(folder.quoted, ["MESSAGES"]))
    except (LetterError, ValueError, IndexError):  # a folder that may be listed and not looked into
        return None
    return found.get("MESSAGES")


def look(account: Account, secret: Secret, seconds: float = SECONDS) -> tuple[FolderCount, ...]:
    """Return the folders of an account with their counts; raise `LetterError` when it cannot be opened."""
    connection = Connection(account, secret, seconds)
    try:
        known = folders(connection)
        read = set(chosen(known, account.folders, account.name))
        return tuple(FolderCount(f, None if f.role is Role.CLOSED else count(connection, f), f in read) for f in known)
    except Broken as error:
        raise LetterError(str(error)) from None
    finally:
        connection.close()
