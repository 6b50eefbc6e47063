"""Letters: read from files or text, sorted by how certain the reading is, and filed in one transaction."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as changed
from datetime import date, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rejection_tui.domain.company import company_key, same_company
from rejection_tui.domain.correction import Memory, passed_over
from rejection_tui.domain.dates import add_days, in_zone_of, local_day
from rejection_tui.domain.errors import LetterError, Refused
from rejection_tui.domain.ids import derived_uid, new_uid
from rejection_tui.domain.language import language_of
from rejection_tui.domain.letter import Letter, LetterKind, Reading, Verdict
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Profile, Records
from rejection_tui.domain.rejection import Event, Outcome, Rejection, RejectionKind, Stage
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.text import clean, clean_line, fold
from rejection_tui.services import corrections
from rejection_tui.services.context import AppContext, present
from rejection_tui.services.plans import plan
from rejection_tui.storage import Transaction

if TYPE_CHECKING:
    from rejection_tui.mail import RawMessage, Skipped

#: A second letter about the same company and role within this time is assumed to be about the same rejection.
SAME_WITHIN = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Progress:
    """Progress of reading files: bytes done of the total, and the number of letters found so far."""

    source: str
    done: int
    total: int
    letters: int


@dataclass(frozen=True, slots=True)
class Batch:
    """The result of reading: the readings in order, and what could not be read, each with a sentence why."""

    readings: tuple[Reading, ...]
    skipped: tuple["Skipped", ...] = ()
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class SortedBatch:
    """A batch by what to do: file `sure`, review `doubtful`, ignore `others`; `known` are filed already.

    `same_as` holds the rejections that seem to be the same, by the uid of the letter.
    """

    sure: tuple[Reading, ...]
    doubtful: tuple[Reading, ...]
    others: tuple[Reading, ...]
    known: tuple[Reading, ...]
    skipped: tuple["Skipped", ...]
    same_as: Mapping[str, tuple[Rejection, ...]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A rejection to be filed, as the user can correct it; `reading` is None for one entered by hand."""

    company: str
    role: str
    received: datetime
    stage: Stage = Stage.APPLICATION
    kind: RejectionKind = RejectionKind.TURNED_DOWN
    reading: Reading | None = None
    recruiter_name: str = ""
    recruiter_email: str = ""
    applied: date | None = None
    link: str = ""
    notes: str = ""
    on_hold: bool = False


_NOTHING_REMEMBERED: Final = Memory()


def read_paths(
    paths: Sequence[Path],
    progress: Callable[[Progress], bool] | None = None,
    memory: Memory = _NOTHING_REMEMBERED,
    now: datetime | None = None,
) -> Batch:
    """Read letters from files and folders; may run in a thread. `progress` returns False to stop early.

    `memory`, here and below, is `records.memory`: what the user corrected in earlier letters. `now` is this moment in
    the user's own zone, by default that of the clock: written days without a year or a zone are read by it.
    """
    from rejection_tui import mail  # its phrases take a moment to load

    return _gather(mail.read_paths(list(paths)), progress, memory, now=now)


def read_bytes(
    data: bytes,
    source: str = "stdin",
    memory: Memory = _NOTHING_REMEMBERED,
    whole: bool = False,
    now: datetime | None = None,
) -> Batch:
    """Read letters from one stream: a mail, an mbox or plain text.

    With `whole`, fields and facts are read even of what is no answer to an application.
    """
    from rejection_tui import mail

    return _gather(mail.read_bytes(data, source), None, memory, whole, now)


def stream(
    paths: Sequence[Path],
    data: bytes | None = None,
    memory: Memory = _NOTHING_REMEMBERED,
    now: datetime | None = None,
) -> "Iterator[tuple[Progress, Reading | Skipped]]":
    """Yield what is read in each message, one by one: of `data` (standard input) first, then of files and folders."""
    from rejection_tui import mail

    piped = mail.read_bytes(data, "stdin") if data is not None else ()
    yield from _readings(chain(piped, mail.read_paths(list(paths)) if paths else ()), memory, now=now)


def read_again(letter: Letter, memory: Memory = _NOTHING_REMEMBERED) -> Reading:
    """Read a letter once more, with its fields and facts whatever it is taken for; may run in a thread."""
    from rejection_tui.reading import read_letter

    return read_letter(letter, memory, whole=True)


def read_text(text: str, memory: Memory = _NOTHING_REMEMBERED, now: datetime | None = None) -> Reading:
    """Read one pasted letter, with its fields whatever it is taken for; raise `LetterError` when there is none."""
    if not clean(text).strip():
        raise LetterError("There is no text in that paste; nothing was filed.")
    from rejection_tui import mail

    batch = _gather(mail.read_text(text), None, memory, whole=True, now=now)
    if not batch.readings:
        why = batch.skipped[0].sentence if batch.skipped else "It holds no letter."
        raise LetterError(why)
    return batch.readings[0]


def _gather(
    items: "Iterable[RawMessage | Skipped]",
    progress: Callable[[Progress], bool] | None,
    memory: Memory,
    whole: bool = False,
    now: datetime | None = None,
) -> Batch:
    readings: list[Reading] = []
    skipped: list[Skipped] = []
    for at, item in _readings(items, memory, whole, now):
        if isinstance(item, Reading):
            readings.append(item)
        else:
            skipped.append(item)
        if progress is not None and not progress(at):
            return Batch(tuple(readings), tuple(skipped), cancelled=True)
    return Batch(tuple(readings), tuple(skipped))


def _readings(
    items: "Iterable[RawMessage | Skipped]", memory: Memory, whole: bool = False, now: datetime | None = None
) -> "Iterator[tuple[Progress, Reading | Skipped]]":
    from rejection_tui import mail
    from rejection_tui.reading import read_letter

    count, moment = 0, now or present()
    for item in items:
        skipped = isinstance(item, mail.Skipped)
        found = item if isinstance(item, mail.Skipped) else read_letter(mail.parse(item, moment), memory, whole)
        count += not skipped
        yield Progress(item.source, item.offset_done, item.total_bytes, count), found


def distinct(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Return readings without those of a letter that came before among them."""
    first: dict[str, Reading] = {}
    for reading in readings:
        first.setdefault(reading.letter.digest, reading)
    return tuple(first.values())


def sort(context: AppContext, batch: Batch) -> SortedBatch:
    """Sort a batch into sure, doubtful, other and known letters; duplicates within the batch are dropped.

    A letter the user said is no rejection is among the others.
    """
    records = context.records
    filed, passed = set(records.digests), passed_over(records.corrections.values())
    groups: dict[str, list[Reading]] = {"sure": [], "doubtful": [], "others": [], "known": []}
    for reading in batch.readings:
        digest = reading.letter.digest
        group = group_of(reading, digest in filed)
        groups["others" if digest in passed and group != "known" else group].append(reading)
        filed.add(digest)
    same = {r.letter.uid: found for r in groups["sure"] + groups["doubtful"] if (found := same_as(records, r))}
    sure, doubtful, others, known = (tuple(groups[k]) for k in ("sure", "doubtful", "others", "known"))
    return SortedBatch(sure, doubtful, others, known, batch.skipped, same)


def group_of(reading: Reading, known: bool = False) -> str:
    """Return the group of a letter that is `known` (filed already) or not, before the user has judged it."""
    if known:
        return "known"
    if reading.verdict is Verdict.UNSURE:
        return "doubtful"
    if reading.verdict is Verdict.OTHER:
        return "others"
    return "sure" if reading.company else "doubtful"


def same_as(records: Records, reading: Reading) -> tuple[Rejection, ...]:
    """Return the rejections filed for the same company and role within half a year of this letter."""
    company, role = company_key(reading.company.value), fold(reading.role.value)
    at = reading.letter.received
    if not company:
        return ()
    return tuple(
        r
        for r in records.rejections.values()
        if company_key(r.company) == company
        and (not role or not r.role or fold(r.role) == role)
        and (at is None or abs(r.received - at) <= SAME_WITHIN)
    )


def entry_of(reading: Reading, now: datetime) -> Entry:
    """Return the entry to file for a reading; a letter without a date is dated `now`."""
    paused = reading.kind is LetterKind.ON_HOLD
    kind = RejectionKind.ROLE_CLOSED if reading.role_closed or paused else RejectionKind.TURNED_DOWN
    if reading.kind is LetterKind.WITHDRAWAL:
        kind = RejectionKind.WITHDREW
    received = reading.letter.received
    received = in_zone_of(min(received, now), now) if received else now
    return Entry(
        company=reading.company.value,
        role=reading.role.value,
        received=received,
        stage=reading.stage,
        kind=kind,
        reading=reading,
        recruiter_name=reading.recruiter_name.value,
        recruiter_email=reading.recruiter_email.value,
        applied=reading.applied if reading.applied and reading.applied <= received.date() else None,
        on_hold=paused,
    )


def opened(context: AppContext, entry: Entry) -> Entry:
    """Return an entry as it is shown to be corrected or filed.

    The letters of an import that are no answers to an application are read without their fields; those of this one are
    read now, and what was typed stays.
    """
    read = entry.reading
    if read is None or read.verdict is not Verdict.OTHER or read.facts:
        return entry  # whatever is read whole says at least how it came
    reading = read_again(read.letter, context.records.memory)
    proposed, empty = entry_of(reading, context.now()), entry_of(read, context.now())
    untouched = [name for name in _READ if getattr(entry, name) == getattr(empty, name)]
    return changed(entry, reading=reading, **{name: getattr(proposed, name) for name in untouched})


#: What of an entry is read in its letter.
_READ: Final = ("company", "role", "stage", "kind", "recruiter_name", "recruiter_email", "applied", "on_hold")


def file(context: AppContext, entries: Sequence[Entry]) -> tuple[Rejection, ...]:
    """File `entries` in one transaction: one write, one undo. Letters filed before are skipped."""
    now = context.now()
    entries = [opened(context, entry) for entry in entries]
    if not entries:
        return ()
    label = f"File {entries[0].company or 'a rejection'}" if len(entries) == 1 else f"File {len(entries)} rejections"
    with context.store.transaction(label, now) as transaction:
        known = set(transaction.records.digests)
        fresh = [e for e in entries if e.reading is None or _is_new(e.reading.letter.digest, known)]
        filed = tuple(_file_one(context, transaction, entry, now) for entry in fresh)
    return filed


def _is_new(digest: str, known: set[str]) -> bool:
    if digest in known:
        return False
    known.add(digest)
    return True


def _file_one(context: AppContext, transaction: Transaction, entry: Entry, now: datetime) -> Rejection:
    letter = entry.reading.letter if entry.reading else None
    rejection = _rejection(entry, now, context.rules)
    if letter is not None:
        letter = replace(letter, uid=derived_uid("letter", letter.digest))
        rejection = replace(rejection, uid=derived_uid("rejection", letter.digest), letter=letter.uid)
        transaction.put(letter)
    if entry.reading is not None:
        corrections.note_filed(transaction, entry.reading, rejection, entry.on_hold, now)
    transaction.put(rejection, *plan(rejection, now, context.rules))
    if rejection.outcome is not Outcome.OPEN:
        transaction.put(
            Event(derived_uid(rejection.uid, "filed"), rejection.uid, rejection.received, "outcome", rejection.outcome)
        )
    return rejection


def _rejection(entry: Entry, now: datetime, rules: Rules) -> Rejection:
    company = clean_line(entry.company)
    if not company:
        raise Refused("A rejection needs a company; type its name. Nothing was filed.")
    if entry.received > now + timedelta(days=1):
        raise Refused("The date of the no lies in the future; correct it. Nothing was filed.")
    if entry.applied and entry.applied > local_day(entry.received, now):
        raise Refused("The application cannot come after the no; correct one of the dates. Nothing was filed.")
    closed = entry.kind is RejectionKind.ROLE_CLOSED or entry.on_hold
    reading = entry.reading
    return Rejection(
        uid=new_uid(),
        company=company,
        role=clean_line(entry.role),
        received=entry.received,
        created=now,
        stage=entry.stage,
        kind=entry.kind,
        outcome=Outcome.ON_HOLD if entry.on_hold else Outcome.OPEN,
        applied=entry.applied,
        recruiter_name=clean_line(entry.recruiter_name),
        recruiter_email=clean_line(entry.recruiter_email),
        no_reply=bool(reading and reading.no_reply),
        ats=reading.ats if reading else "",
        link=clean_line(entry.link),
        notes=clean(entry.notes),
        revisit=revisit_day(entry.received, rules) if closed else None,
        **(_said(reading, company, clean_line(entry.recruiter_name), rules) if reading else {}),
    )


def _said(reading: Reading, company: str, recruiter: str, rules: Rules) -> dict[str, Any]:
    """Return what the letter says for a rejection; nothing about a company or person the user put right."""
    same_person = recruiter == clean_line(reading.recruiter_name.value)
    same_firm = company == clean_line(reading.company.value) or same_company(company, reading.company_full)
    return {
        "company_full": clean_line(reading.company_full) if same_firm else "",
        "recruiter_title": clean_line(reading.recruiter_title) if same_person else "",
        "via": reading.via,
        "agency": clean_line(reading.agency),
        "facts": tuple(replace(f, value=clean_line(f.value), quote=clean(f.quote)) for f in reading.facts),
        "said": tuple(replace(one, quote=clean(one.quote)) for one in reading.said),
        "salutation": clean_line(reading.salutation) if same_person else "",
        "language": reading.region or language_of(reading.language, language_of(rules.language or rules.english)).value,
    }


def not_a_rejection(context: AppContext, reading: Reading) -> None:
    """Keep that this letter is no rejection, for what is read next; raise `Refused` when it is filed already."""
    now, letter = context.now(), reading.letter
    name = clean_line(reading.company.value or letter.subject, 60)
    with context.store.transaction(f"Not a rejection: {name}" if name else "Not a rejection", now) as transaction:
        if letter.digest in transaction.records.digests:
            raise Refused("This letter is filed already; say it there.")
        corrections.note_no_rejection(transaction, letter, reading.verdict, now)


def revisit_day(received: datetime, rules: Rules) -> date:
    """Return the day to check again whether a closed, frozen or held role is open."""
    return add_days(received.date(), rules.reopen_days)


def confirm_name(context: AppContext, name: str, email: str = "") -> None:
    """Save the user's own name and address, for signatures."""
    if not clean_line(name):
        raise Refused("A signature needs a name; type yours.")
    with context.store.transaction("Confirm your name", context.now()) as transaction:
        me = transaction.records.me
        transaction.put(Profile("me", clean_line(name), clean_line(email) or me.email, confirmed=True))


def own_name(addressed: str) -> str:
    """Return the user's name to propose: as addressed in the letter, or the account's longer form of the same name."""
    known = account_name()
    if len(known.split()) < 2:
        return addressed
    same = not addressed or (len(addressed.split()) == 1 and fold(known.split()[0]) == fold(addressed))
    return known if same else addressed


def account_name() -> str:
    """Return the user's full name from the system account; empty when there is none."""
    try:
        import pwd

        return clean_line(pwd.getpwuid(os.getuid()).pw_gecos.split(",")[0], 80)
    except (ImportError, KeyError, AttributeError):
        return ""


def suggest_name(context: AppContext, readings: Iterable[Reading]) -> str:
    """Return the name most letters are addressed to; empty when confirmed already or not stated."""
    if context.records.me.confirmed:
        return ""
    counts: dict[str, int] = {}
    for reading in readings:
        if reading.my_name:
            counts[reading.my_name] = counts.get(reading.my_name, 0) + 1
    return max(counts, key=lambda n: (counts[n], len(n)), default="")
