"""Letters: read from files or text, sorted by how certain the reading is, and filed in one transaction."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as changed
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from rejection_tui.domain.checkpoint import Checkpoint
from rejection_tui.domain.company import company_key, same_company
from rejection_tui.domain.correction import passed_over
from rejection_tui.domain.dates import add_days, in_zone_of, local_day
from rejection_tui.domain.errors import Refused
from rejection_tui.domain.ids import derived_uid, new_uid
from rejection_tui.domain.language import language_of
from rejection_tui.domain.letter import Letter, LetterKind, Reading, Verdict
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Event, Outcome, Rejection, RejectionKind, Stage
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.silence import is_unanswered
from rejection_tui.domain.text import clean, clean_line, fold
from rejection_tui.services import awaited, checklist, corrections, correspondence, profile
from rejection_tui.services.context import AppContext
from rejection_tui.services.incoming import Batch as Batch
from rejection_tui.services.incoming import Progress as Progress
from rejection_tui.services.incoming import read_again as read_again
from rejection_tui.services.incoming import read_bytes as read_bytes
from rejection_tui.services.incoming import read_items as read_items
from rejection_tui.services.incoming import read_paths as read_paths
from rejection_tui.services.incoming import read_text as read_text
from rejection_tui.services.incoming import stream as stream
from rejection_tui.services.incoming import unpacked
from rejection_tui.services.incoming import with_evidence as with_evidence
from rejection_tui.services.plans import plan
from rejection_tui.storage import Transaction

if TYPE_CHECKING:
    from rejection_tui.mail import Skipped

#: A second letter about the same company and role within this time is assumed to be about the same rejection.
SAME_WITHIN = timedelta(days=180)


NOTHING_RETURNED: Final = correspondence.Returned()


@dataclass(frozen=True, slots=True)
class SortedBatch:
    """A batch by what to do: file `sure`, review `doubtful`, ignore `others`; `known` are filed or kept already.

    `same_as` holds the rejections that seem to be the same, by the uid of the letter; `twins` the letters of this batch
    that seem to be about the same application as one before them. `returned` is what came back to the rejections, `own`
    the user's addresses. `waiting` are confirmations, of now or earlier, of applications that seem to wait for an
    answer; they are filed only when the user says so.
    """

    sure: tuple[Reading, ...]
    doubtful: tuple[Reading, ...]
    others: tuple[Reading, ...]
    known: tuple[Reading, ...]
    skipped: tuple["Skipped", ...]
    same_as: Mapping[str, tuple[Rejection, ...]]
    twins: frozenset[str] = frozenset()
    returned: correspondence.Returned = NOTHING_RETURNED
    own: frozenset[str] = frozenset()
    waiting: tuple[Reading, ...] = ()

    def is_repeated(self, letter: Letter) -> bool:
        """Return whether a letter seems to be about an application that another letter has ended."""
        return letter.uid in self.same_as or letter.uid in self.twins


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
    early: tuple[correspondence.Proposal, ...] = ()  # the mails that came before the letter and tell of it


def distinct(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Return readings without those of a mail that came before among them, in another folder or forwarded.

    A second mail under a Message-ID that was used before gets a digest of its own.
    """
    first: dict[str, Reading] = {}
    by_words: dict[tuple[str, str], list[datetime | None]] = {}
    for reading in readings:
        letter = reading.letter
        words, digest = words_of(letter), letter.digest
        if digest in first and words_of(first[digest].letter) != words:
            reading = _with_digest(reading, _own_digest(letter))
            digest = reading.letter.digest
        seen = by_words.setdefault(words, [])
        if digest in first or (words[1] and any(_same_time(letter.received, one) for one in seen)):
            continue
        first[digest] = reading
        seen.append(letter.received)
    return tuple(first.values())


_COMPARED: Final = 600  # characters of a letter that tell it apart from others
_MARKS: Final = re.compile(r"[\W_]+")
_SAME_LETTER_WITHIN: Final = timedelta(days=3)


def uid_of(letter: Letter) -> str:
    """Return the uid that a rejection gets when this letter is filed."""
    return correspondence.uid_of(letter)


def words_of(letter: Letter) -> tuple[str, str]:
    """Return what a letter is known by when it comes again under another Message-ID: its sender, and its words."""
    body = _MARKS.sub("", letter.body[: 2 * _COMPARED])[:_COMPARED]
    return letter.sender_email, f"{fold(letter.subject)}|{body}" if body else ""


def _same_time(one: datetime | None, other: datetime | None) -> bool:
    return one is None or other is None or abs(one - other) <= _SAME_LETTER_WITHIN


def _own_digest(letter: Letter) -> str:
    return f"{letter.digest}#{derived_uid(*words_of(letter))[:12]}"


def _with_digest(reading: Reading, digest: str) -> Reading:
    letter = replace(reading.letter, digest=digest, uid=derived_uid("letter", digest))
    return changed(reading, letter=letter)


def sort(context: AppContext, batch: Batch) -> SortedBatch:
    """Sort a batch into sure, doubtful, other and known letters, and what came back; duplicates are dropped.

    What the user wrote, and a letter the user said is no rejection, are among the others.
    """
    records = context.records
    own = correspondence.addresses(context, (reading.letter for reading in batch.readings))
    passed = passed_over(records.corrections.values())
    groups: dict[str, list[Reading]] = {"sure": [], "doubtful": [], "others": [], "known": []}
    for reading in (_apart_from_filed(records, one) for one in distinct(batch.readings)):
        digest = reading.letter.digest
        group = group_of(reading, digest in records.digests or digest in records.digests_kept)
        passed_by = digest in passed or correspondence.wrote(reading.letter, own)
        groups["others" if passed_by and group != "known" else group].append(reading)
    unknown = (*groups["sure"], *groups["doubtful"], *groups["others"])
    returned = correspondence.review(context, unknown, groups["sure"], own)
    back = returned.digests
    groups = {name: [r for r in some if r.letter.digest not in back] for name, some in groups.items()}
    fresh = groups["sure"] + groups["doubtful"]
    same = {r.letter.uid: found for r in fresh if (found := same_as(records, r))}
    waiting = awaited.offers(records, returned.pending, context.now())
    offered = {r.letter.digest for r in waiting}
    for name in ("others", "known"):
        groups[name] = [r for r in groups[name] if r.letter.digest not in offered]
    sure, doubtful, others, known = (tuple(groups[k]) for k in ("sure", "doubtful", "others", "known"))
    twins = _twins(sure, doubtful)
    return SortedBatch(sure, doubtful, others, known, batch.skipped, same, twins, returned, own, waiting)


def with_doubtful(context: AppContext, found: SortedBatch, letters: Iterable[Letter]) -> SortedBatch:
    """Return a sorted batch with what came back to doubtful letters as well, which the user takes for rejections."""
    taken = {letter.uid for letter in letters}
    new = [*found.sure, *(reading for reading in found.doubtful if reading.letter.uid in taken)]
    fresh = (one for one in found.waiting if one.letter.digest not in context.records.digests_kept)
    unknown = (*found.sure, *found.doubtful, *found.others, *fresh, *found.returned.readings)
    returned = correspondence.review(context, unknown, new, found.own)
    return changed(found, returned=returned, waiting=awaited.offers(context.records, returned.pending, context.now()))


def _apart_from_filed(records: Records, reading: Reading) -> Reading:
    """Return a reading with a digest of its own when its Message-ID is that of another letter that is filed."""
    letter = reading.letter
    filed = records.letters.get(derived_uid("letter", letter.digest)) if letter.digest in records.digests else None
    if filed is None or words_of(filed) == words_of(letter) or not words_of(filed)[1]:
        return reading
    return _with_digest(reading, _own_digest(letter))


def _twins(sure: Iterable[Reading], doubtful: Iterable[Reading]) -> frozenset[str]:
    """Return the uids of the letters that name company and role of a sure one: of an earlier one, or of any if in
    doubt."""
    seen: dict[tuple[str, str], list[datetime]] = {}
    found: set[str] = set()
    for readings in (sure, doubtful):
        dated = ((r.letter.received, r) for r in readings if r.company and r.role)
        known = [(at, r) for at, r in dated if at is not None]
        for at, reading in sorted(known, key=lambda one: (one[0], one[1].letter.uid)):
            times = seen.setdefault((company_key(reading.company.value), fold(reading.role.value)), [])
            if any(abs(at - one) <= SAME_WITHIN for one in times):
                found.add(reading.letter.uid)
            elif readings is sure:
                times.append(at)
    return frozenset(found)


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
    at, asks = reading.letter.received, awaited.is_confirmation(reading)
    if not company:
        return ()
    return tuple(
        r
        for r in records.rejections.values()
        if company_key(r.company) == company
        and (asks or not is_unanswered(r))  # one that waits for an answer is ended by the letter: no second one
        and (not role or not r.role or fold(r.role) == role)
        and (at is None or abs(r.received - at) <= SAME_WITHIN)
    )


def entry_of(reading: Reading, now: datetime, early: Sequence[correspondence.Proposal] = ()) -> Entry:
    """Return the entry to file for a reading; a letter without a date is dated `now`.

    `early` mails tell the day of the application and how far it had come, where the letter itself does not.
    """
    paused = reading.kind is LetterKind.ON_HOLD
    kind = RejectionKind.ROLE_CLOSED if reading.role_closed or paused else RejectionKind.TURNED_DOWN
    if reading.kind is LetterKind.WITHDRAWAL:
        kind = RejectionKind.WITHDREW
    elif awaited.is_confirmation(reading):
        kind = RejectionKind.NO_ANSWER
    received = reading.letter.received
    received = in_zone_of(min(received, now), now) if received else now
    applied = reading.applied or applied_from(early)
    if kind is RejectionKind.NO_ANSWER:
        applied = applied or local_day(received, now)
    stage = max((reading.stage, *(one.effects.stage for one in early if one.effects.stage)), key=_STAGES.index)
    return Entry(
        company=reading.company.value,
        role=reading.role.value,
        received=received,
        stage=stage,
        kind=kind,
        reading=reading,
        recruiter_name=reading.recruiter_name.value,
        recruiter_email=reading.recruiter_email.value,
        applied=applied if applied and applied <= received.date() else None,
        on_hold=paused,
        early=tuple(early),
    )


def applied_from(early: Iterable[correspondence.Proposal]) -> date | None:
    """Return the day of the application that earlier mails tell."""
    return next((one.effects.applied for one in early if one.effects.applied), None)


_STAGES: Final = tuple(Stage)


def entries_of(context: AppContext, found: SortedBatch) -> tuple[Entry, ...]:
    """Return the entries of the sure rejections of a batch that are not about an application filed already."""
    early, now = found.returned.early, context.now()
    return tuple(entry_of(r, now, early.get(r.letter.uid, ())) for r in found.sure if not found.is_repeated(r.letter))


def waiting_entries(context: AppContext, found: SortedBatch) -> tuple[Entry, ...]:
    """Return the entries of the applications of a batch that seem to wait for an answer."""
    return tuple(entry_of(reading, context.now()) for reading in found.waiting)


def opened(context: AppContext, entry: Entry) -> Entry:
    """Return an entry as it is shown to be corrected or filed.

    The letters of an import that are no answers to an application are read without their fields; those of this one are
    read now, and what was typed stays.
    """
    read = entry.reading
    if read is None or read.verdict is not Verdict.OTHER or read.facts:
        return entry  # whatever is read whole says at least how it came
    reading = read_again(unpacked(read).letter, context.records.memory)
    reading = changed(reading, applied=reading.applied or read.applied)
    proposed, empty = (entry_of(one, context.now(), entry.early) for one in (reading, read))
    waits = entry.kind is RejectionKind.NO_ANSWER  # what it is was said already
    names = [name for name in _READ if not (waits and name in _READ_OF_ENDS)]
    untouched = [name for name in names if getattr(entry, name) == getattr(empty, name)]
    return changed(entry, reading=reading, **{name: getattr(proposed, name) for name in untouched})


#: What of an entry is read in its letter.
_READ: Final = ("company", "role", "stage", "kind", "recruiter_name", "recruiter_email", "applied", "on_hold")
_READ_OF_ENDS: Final = ("kind", "stage", "on_hold")


def file(
    context: AppContext,
    entries: Sequence[Entry],
    proposals: Sequence[correspondence.Proposal] = (),
    found: SortedBatch | None = None,
    reached: Sequence[Checkpoint] = (),
    my_name: str = "",
) -> tuple[Rejection, ...]:
    """File `entries` and keep `proposals` in one transaction: one write, one undo. Letters filed before are skipped.

    Of `found`, the batch they come from, the user's own addresses and the mails about applications that are still open
    are remembered. `reached` says how far an account was read: it is kept, and taken back, with what is filed from it.
    `my_name` is the user's own name, where it was asked for with them.
    """
    now = context.now()
    entries = [opened(context, entry) for entry in entries]
    if not entries and not proposals and not reached:
        return ()
    with context.store.transaction(_file_label(entries, proposals), now) as transaction:
        known = set(transaction.records.digests)
        transaction.put(*reached)
        # Applications first: the letter that ends one may be filed with it.
        ordered = sorted(entries, key=lambda entry: entry.kind is not RejectionKind.NO_ANSWER)
        fresh = [e for e in ordered if e.reading is None or _is_new(e.reading.letter.digest, known)]
        made = list(_file_all(context, transaction, fresh, now))
        filed = tuple(one for _, one in made if one is not None)
        uids = {uid_of(entry.reading.letter): one.uid for entry, one in made if entry.reading is not None and one}
        early = [one for entry in fresh for one in entry.early]
        correspondence.keep(context, transaction, awaited.with_uids([*early, *proposals], uids), now)
        if my_name and (filed or proposals):
            transaction.put(profile.with_name(transaction.records.me, my_name))
        if found is not None:
            correspondence.remember(transaction, found.returned.pending, now)
            _remember_addresses(transaction, found.own)
    return filed


def _file_label(entries: Sequence[Entry], proposals: Sequence[correspondence.Proposal]) -> str:
    if not entries and not proposals:
        return "Note how far the account was read"
    if not entries:
        return (
            f"{proposals[0].case.company}: {proposals[0].label}"
            if len(proposals) == 1
            else (f"Keep {len(proposals)} later emails")
        )
    waits = all(entry.kind is RejectionKind.NO_ANSWER for entry in entries)
    what = "applications" if waits else "rejections"
    filed = entries[0].company or "a rejection" if len(entries) == 1 else f"{len(entries)} {what}"
    return f"File {filed}" + (f" and keep {len(proposals)} later emails" if proposals else "")


def _remember_addresses(transaction: Transaction, own: frozenset[str]) -> None:
    """Remember the user's own addresses, for the mails that are read next."""
    me = transaction.records.me
    if fresh := own - set(me.addresses):
        transaction.put(replace(me, addresses=(*me.addresses, *sorted(fresh))))


def _is_new(digest: str, known: set[str]) -> bool:
    if digest in known:
        return False
    known.add(digest)
    return True


def _file_all(
    context: AppContext, transaction: Transaction, entries: Iterable[Entry], now: datetime
) -> Iterator[tuple[Entry, Rejection | None]]:
    """File entries, the applications before the letters, and yield what became of each.

    Whatever would be written to a person who asked to be left alone is skipped from the start.
    """
    waiting: awaited.Waiting | None = None
    for entry in entries:
        if entry.kind is RejectionKind.NO_ANSWER:
            application = _rejection(changed(entry, on_hold=False), now, context.rules)
            filed = awaited.file(context, transaction, application, entry.reading, now)
        else:
            waiting = waiting or awaited.Waiting(transaction.records)
            filed = _file_letter(context, transaction, entry, waiting, now)
        if filed is not None and transaction.records.left_alone.reader_of(filed) is not None:
            checklist.follow_reader(context, transaction, filed.uid, now)
        yield entry, filed


def _file_letter(
    context: AppContext, transaction: Transaction, entry: Entry, waiting: awaited.Waiting, now: datetime
) -> Rejection:
    letter = entry.reading.letter if entry.reading else None
    rejection = _rejection(entry, now, context.rules)
    ended = waiting.ended_by(rejection, entry.reading)
    if letter is not None:
        letter = replace(letter, uid=derived_uid("letter", letter.digest))
        rejection = replace(rejection, uid=uid_of(letter), letter=letter.uid)
        transaction.put(letter)
    if entry.reading is not None:
        corrections.note_filed(transaction, entry.reading, rejection, entry.on_hold, now)
    if ended is not None:
        waiting.drop(ended.uid)
        return awaited.become(context, transaction, ended, rejection, now)
    transaction.put(rejection, *plan(rejection, now, context.rules))
    if rejection.outcome is not Outcome.OPEN:
        transaction.put(
            Event(derived_uid(rejection.uid, "filed"), rejection.uid, rejection.received, "outcome", rejection.outcome)
        )
    return rejection


def answers(records: Records, entry: Entry, now: datetime) -> Rejection | None:
    """Return the application without an answer that becomes the rejection of this entry once it is filed."""
    if entry.kind is RejectionKind.NO_ANSWER or not clean_line(entry.company):
        return None
    rejection = _rejection(changed(entry, applied=None), now, Rules())
    return awaited.Waiting(records).ended_by(rejection, entry.reading)


def _rejection(entry: Entry, now: datetime, rules: Rules) -> Rejection:
    company, waits = clean_line(entry.company), entry.kind is RejectionKind.NO_ANSWER
    if not company:
        what = "An application" if waits else "A rejection"
        raise Refused(f"{what} needs a company; type its name. Nothing was filed.")
    if entry.received > now + timedelta(days=1):
        what = "That day" if waits else "The date of the letter"
        raise Refused(f"{what} is still to come; correct it. Nothing was filed.")
    if waits and entry.applied and entry.applied > now.date():
        raise Refused("The day you applied is still to come; correct it. Nothing was filed.")
    if entry.applied and entry.applied > local_day(entry.received, now):
        raise Refused("The application cannot come after the letter; correct one of the dates. Nothing was filed.")
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
    not_rejections(context, [reading])


def not_rejections(context: AppContext, readings: Sequence[Reading]) -> None:
    """Keep that these letters are no rejections, in one change; raise `Refused` when one is filed already."""
    now, letter = context.now(), readings[0].letter
    name = clean_line(readings[0].company.value or letter.subject, 60)
    label = "Not a rejection" if len(readings) == 1 else f"{len(readings)} letters: not rejections"
    with context.store.transaction(f"{label}: {name}" if name and len(readings) == 1 else label, now) as transaction:
        for reading in readings:
            if reading.letter.digest in transaction.records.digests:
                raise Refused("This letter is filed already; correct it there.")
            corrections.note_no_rejection(transaction, reading.letter, reading.verdict, now)


def revisit_day(received: datetime, rules: Rules) -> date:
    """Return the day to check again whether a closed, frozen or held role is open."""
    return add_days(received.date(), rules.reopen_days)
