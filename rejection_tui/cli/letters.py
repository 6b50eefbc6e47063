"""`rejtui import`: letters from files, folders and standard input, and what came back to the ones filed before."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from rejection_tui.cli import accounts, left_out, naming
from rejection_tui.cli.context import command_context
from rejection_tui.cli.output import counted, say, say_json
from rejection_tui.domain.correction import Memory
from rejection_tui.domain.correspondence import MailGroup
from rejection_tui.domain.day_words import day
from rejection_tui.domain.errors import LetterError, UsageError
from rejection_tui.domain.letter import Reading
from rejection_tui.domain.region import current
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.silence import is_unanswered
from rejection_tui.domain.text import clean_line
from rejection_tui.services import history, letters, named_files, profile
from rejection_tui.services.context import AppContext
from rejection_tui.services.correspondence import Proposal, effect_words
from rejection_tui.services.letters import Batch, Entry, Progress, SortedBatch


@click.command("import")
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    metavar="PATH... | imap ACCOUNT",
    shell_complete=naming.files_or_accounts,
)
@click.option("--folder", "folders", multiple=True, metavar="NAME", help="Of an account: read this folder alone.")
@click.option("--since", metavar="DAY", help="Of an account: read from this day on, whatever was read before.")
@click.option("--all", "everything", is_flag=True, help="Of an account: read everything again.")
@click.option("--dry-run", is_flag=True, help="Read and show; file nothing.")
@click.option("--yes", "-y", is_flag=True, help="File what came back as well, without asking.")
@click.option("--waiting", is_flag=True, help="File the applications that wait for an answer as well.")
@click.option(
    "--not-one", is_flag=True, help="None of it is a rejection or about one: file nothing, leave it out for good."
)
@click.option("--no-more", is_flag=True, help="Leave out for good what it is not sure of.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per message.")
@click.pass_obj
def import_letters(
    db: Path | None,
    paths: tuple[str, ...],
    folders: tuple[str, ...],
    since: str | None,
    everything: bool,
    dry_run: bool,
    yes: bool,
    waiting: bool,
    not_one: bool,
    no_more: bool,
    as_json: bool,
) -> None:
    """Read rejection letters from mail files, folders, mailboxes and archives, or - for standard input; or an account.

    Files the sure ones together and says what it left. Answers to what you wrote, further mail from these companies
    and what you sent them are shown, and filed when you say yes. The same mail twice adds nothing. Of an account,
    "imap work" for the one called work in the settings, it reads what came since the last time, and changes nothing.
    """
    context = command_context(db)
    if not_one and (accounts.account_named(paths) or dry_run or yes or waiting or no_more):
        raise UsageError("--not-one is for files, without another option. Nothing was read.")
    account = accounts.opened(context, paths, folders, since, everything)
    found = letters.sort(context, _batch(paths, account, context.records.memory))
    if as_json:
        _say_objects(context, found)
    if not_one:
        left_out.leave_out(context, found, err=as_json)
        _say_skipped(found, err=as_json)
        return
    entries = letters.entries_of(context, found)
    returned = _filable(found, entries)
    if not as_json:
        _say_found(context, found, entries)
        _say_returned(context, found)
        _say_waiting(context, found, waiting and not dry_run)
    if not dry_run:
        chosen = returned if yes or (not as_json and returned and _agreed(returned)) else ()
        reached = accounts.reached(context, account, _undecided(found, chosen))
        new = (*entries, *letters.waiting_entries(context, found)) if waiting else entries
        with history.one_undo(context):
            filed = letters.file(context, new, chosen, found, reached)
            _say_filed(filed, chosen, returned, err=as_json)
            if no_more:
                left_out.leave_out_rest(context, found, err=as_json)
    if not as_json:
        _say_end(context, found, dry_run)
    _say_skipped(found, err=as_json)
    if account is not None:
        accounts.say_end(account, err=as_json)


def _undecided(found: SortedBatch, chosen: Sequence[Proposal]) -> list[str]:
    """Return the sources of the mails that are left to the user's judgement."""
    taken = {one.letter.uid for one in chosen}
    left = [r.letter for r in found.doubtful if not found.is_repeated(r.letter)]
    left += [one.letter for one in found.returned.proposals]
    return [letter.source for letter in left if letter.uid not in taken]


def _batch(paths: tuple[str, ...], account: "accounts.AccountReading | None", memory: Memory) -> Batch:
    """Return what was read of the account or of the files; raise `LetterError` where no file holds a letter."""
    if account is not None:
        return _with_bar(lambda progress: letters.read_items(account, progress, memory))
    batch = _read(paths, memory)
    if not batch.readings:
        for item in batch.skipped:
            say(item.sentence, err=True)
        raise LetterError("no letter could be read." if batch.skipped else "there are no letters in there.")
    return batch


def _read(paths: tuple[str, ...], memory: Memory) -> Batch:
    if "-" in paths:
        piped = letters.read_bytes(named_files.read_pipe(sys.stdin.buffer), "stdin", memory)
        rest = tuple(p for p in paths if p != "-")
        batch = _read(rest, memory) if rest else letters.Batch(())
        return letters.Batch(piped.readings + batch.readings, piped.skipped + batch.skipped)
    places = [Path(p) for p in paths]
    return _with_bar(lambda progress: letters.read_paths(places, progress, memory))


def _with_bar(read: Callable[[Callable[[Progress], bool] | None], Batch]) -> Batch:
    """Return what `read` returns, with a bar of its progress on a terminal."""
    if not sys.stderr.isatty():
        return read(None)
    with click.progressbar(length=1000, label="Reading letters", file=sys.stderr) as bar:

        def show(progress: Progress) -> bool:
            part = progress.done * 1000 // progress.total if progress.total else 0
            bar.label = f"{current().number(progress.letters)} emails, {counted(progress.rejections, 'rejection')}"
            bar.update(max(part - bar.pos, 0))
            return True

        batch = read(show)
        bar.update(1000 - bar.pos)
    return batch


def _filable(found: SortedBatch, entries: Sequence[Entry]) -> tuple[Proposal, ...]:
    """Return the sure proposals whose rejection is filed, or is one of `entries`."""
    new = {letters.uid_of(entry.reading.letter) for entry in entries if entry.reading is not None}
    return tuple(one for one in found.returned.proposals if one.sure and (one.case.filed or one.case.uid in new))


def _agreed(returned: Sequence[Proposal]) -> bool:
    """Ask whether to file what came back; without a terminal to answer at, nobody has agreed."""
    if sys.stdin is None or not sys.stdin.isatty():
        return False
    return click.confirm(f"File {counted(len(returned), 'later email')} of these?", default=False, err=True)


def _say_objects(context: AppContext, found: SortedBatch) -> None:
    proposals = {one.letter.uid: one for one in found.returned.proposals}
    for group in _GROUPS:
        for reading in getattr(found, group):
            if reading.letter.uid not in proposals:
                say_json(as_object(reading) | {"group": _GROUPS[group]})
    for one in proposals.values():
        say_json(as_object(one.reading) | _returned_object(context, one))


_GROUPS = {"sure": "rejection", "doubtful": "unsure", "waiting": "waiting", "others": "other", "known": "known"}


def _returned_object(context: AppContext, one: Proposal) -> dict[str, object]:
    return {
        "group": one.group,
        "sort": one.sort,
        "answer": one.answer.kind if one.answer else None,
        "about": {"rejection": one.case.uid, "company": one.case.company, "role": one.case.role, "how": one.how.label},
        "others": [case.uid for case in one.others],
        "sure": one.sure,
        "effects": list(effect_words(one, context.now())),
    }


def as_object(reading: Reading) -> dict[str, object]:
    """Return the object `--json` prints for one message."""
    reading = letters.with_evidence(reading)
    letter = reading.letter
    return {
        "message_id": letter.message_id,
        "verdict": reading.verdict,
        "kind": reading.kind,
        "confidence": round(reading.confidence, 3),
        "evidence": [{"text": e.text, "rule": e.rule, "weight": e.weight} for e in reading.evidence],
        "company": reading.company.value,
        "role": reading.role.value,
        "recruiter": {"name": reading.recruiter_name.value, "email": reading.recruiter_email.value},
        "no_reply": reading.no_reply,
        "ats": reading.ats,
        "stage": reading.stage,
        "received": letter.received.isoformat() if letter.received else None,
        "subject": letter.subject,
        "source": letter.source,
    }


def _say_found(context: AppContext, found: SortedBatch, entries: Sequence[Entry]) -> None:
    say(f"{counted(len(entries), 'new rejection')}{':' if entries else '.'}")
    for entry in entries:
        told = ", ".join(
            words
            for words in (
                f"applied {day(entry.applied, context.now())}" if entry.applied else "",
                f"{entry.stage.label} stage",
                f"from {counted(len(entry.early), 'earlier email')}" if entry.early else "",
            )
            if words
        )
        say(f"  {_line(entry.reading) if entry.reading else entry.company} ({told})")
    repeated = [r for r in (*found.sure, *found.doubtful) if found.is_repeated(r.letter)]
    if repeated:
        say(f"Left {len(repeated)} that seem to be filed already (same company and role):")
        for reading in repeated:
            say(f"  {_line(reading)}")
    doubtful = [r for r in found.doubtful if not found.is_repeated(r.letter)]
    if doubtful:
        say(f"Left {len(doubtful)} to your judgement; open the dashboard and press m to decide:")
        for reading in doubtful:
            say(f"  {_doubtful_line(context, reading)}")


def _say_returned(context: AppContext, found: SortedBatch) -> None:
    now = context.now()
    for group in MailGroup:
        mine = [one for one in found.returned.proposals if one.group is group]
        if mine:
            say(f"{group.label}, {len(mine)}:")
        for one in mine:
            doubt = "" if one.sure else " [left to you]"
            say(f"  {day(one.at, now)}  {one.case.words}: {one.label}{doubt} → {'; '.join(effect_words(one, now))}")


def _say_waiting(context: AppContext, found: SortedBatch, taken: bool) -> None:
    if found.waiting:
        say(f"Waiting for an answer, {len(found.waiting)}{':' if taken else '; --waiting files them:'}")
    for reading in found.waiting:
        role = f", {reading.role.value}" if reading.role else ""
        when = day(reading.letter.received, context.now()) if reading.letter.received else "no day"
        say(f"  {when}  {clean_line(reading.company.value)}{clean_line(role)}")


def _say_filed(filed: Sequence[Rejection], chosen: Sequence[Proposal], returned: Sequence[Proposal], err: bool) -> None:
    waiting = sum(map(is_unanswered, filed))
    count = len(filed) - waiting
    without = f" and {counted(waiting, 'application')} without an answer" if waiting else ""
    later = f" and {counted(len(chosen), 'later email')}" if chosen else ""
    undo = " rejtui undo takes it back." if filed or chosen else ""
    say(f"Filed {counted(count, 'rejection')}{without}{later}.{undo}", err=err)
    if returned and not chosen:
        say("The later emails were not filed: --yes files them, and so does m in the dashboard.", err=err)


def _say_end(context: AppContext, found: SortedBatch, dry_run: bool) -> None:
    if dry_run:
        say("Only read: nothing was filed.")
    if found.others:
        say(f"Left out {len(found.others)} that are not rejections.")
    if found.known:
        say(f"Knew {len(found.known)} already.")
    name = profile.suggest_name(context, found.sure)
    if name and not dry_run:
        say(f"The letters are addressed to {name}; the dashboard asks once whether that is you.")


def _line(reading: Reading) -> str:
    role = f", {reading.role.value}" if reading.role else ""
    words = f' — "{clean_line(reading.evidence[0].text, 160)}"' if reading.evidence else ""
    return f"{reading.company.value or reading.letter.sender_email or '(company not stated)'}{role}{words}"


def _doubtful_line(context: AppContext, reading: Reading) -> str:
    letter = reading.letter
    when = day(letter.received, context.now()) if letter.received else "no day"
    who = reading.company.value or letter.sender_name or letter.sender_email or "no sender"
    return f"{when}  {who}: {letter.subject or '(no subject)'}"


def _say_skipped(found: SortedBatch, err: bool = False) -> None:
    for item in found.skipped:
        place = "" if item.source in item.sentence else f"{item.source}: "
        say(f"Not read: {place}{item.sentence}", err=err)
