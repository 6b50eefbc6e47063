"""`rejtui import`: letters from files, folders and standard input."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rejection_tui.cli.context import command_context
from rejection_tui.cli.output import counted, say, say_json
from rejection_tui.domain import day_words
from rejection_tui.domain.correction import Memory
from rejection_tui.domain.errors import LetterError, UsageError
from rejection_tui.domain.letter import Reading
from rejection_tui.domain.rejection import Rejection
from rejection_tui.services import accounts as services
from rejection_tui.services import letters, named_files
from rejection_tui.services.context import AppContext
from rejection_tui.services.letters import Batch, Progress, SortedBatch

if TYPE_CHECKING:
    from rejection_tui.services.accounts import AccountReading


@click.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="PATH... | imap ACCOUNT")
@click.option("--folder", "folders", multiple=True, metavar="NAME", help="Of an account: read this folder alone.")
@click.option("--since", metavar="DAY", help="Of an account: read from this day on, whatever was read before.")
@click.option("--all", "everything", is_flag=True, help="Of an account: read everything anew.")
@click.option("--dry-run", is_flag=True, help="Read and show; file nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per message.")
@click.pass_obj
def import_letters(
    db: Path | None,
    paths: tuple[str, ...],
    folders: tuple[str, ...],
    since: str | None,
    everything: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Read rejection letters from .eml files, folders, mbox, Maildir, or - for standard input; or from a mail account.

    Files the sure ones in one act and says what it left. The same mail twice adds nothing. An account is only read:
    "imap work" reads what came to the account of that name in the settings since the last time.
    """
    context = command_context(db)
    account = _account_reading(context, paths, folders, since, everything)
    if account is None:
        batch = _read(paths, context.records.memory)
    else:
        batch = _with_bar(lambda progress: letters.read_items(account, progress, context.records.memory))
    found = letters.sort(context, batch)
    fresh = tuple(r for r in found.sure if r.letter.uid not in found.same_as)
    filed = () if dry_run else _file(context, found, fresh, account)
    if as_json:
        for reading in batch.readings:
            say_json(as_object(reading))
        _say_skipped(found, err=True)
    else:
        _report(context, found, fresh, len(filed), dry_run)
    for note in account.notes if account else ():
        say(note, err=as_json)
    if account and account.broken:
        raise LetterError(account.broken)
    if not account and not batch.readings and found.skipped:
        raise LetterError("no letter could be read; nothing was filed.")


def _account_reading(
    context: AppContext, paths: tuple[str, ...], folders: tuple[str, ...], since: str | None, everything: bool
) -> "AccountReading | None":
    """Return the account that is named instead of paths, ready to be read; None for paths."""
    from rejection_tui.cli import accounts

    if not (name := accounts.account_named(paths)):
        if folders or since or everything:
            raise UsageError("--folder, --since and --all belong to an account: rejtui import imap ACCOUNT.")
        return None
    if since and everything:
        raise UsageError("--since and --all exclude each other.")
    day = day_words.read_day(since, context.now().date()) if since else None
    found = services.find(context, name)
    return services.open_reading(context, found, accounts.password_of(found), folders, day, everything)


def _file(
    context: AppContext, found: SortedBatch, fresh: tuple[Reading, ...], account: "AccountReading | None"
) -> tuple[Rejection, ...]:
    entries = [letters.entry_of(r, context.now()) for r in fresh]
    if account is None:
        return letters.file(context, entries)
    undecided = [r.letter.source for r in found.doubtful if r.letter.uid not in found.same_as]
    return letters.file(context, entries, services.reached(context, account, undecided))


def _read(paths: tuple[str, ...], memory: Memory) -> Batch:
    if "-" in paths:
        piped = letters.read_bytes(named_files.read_pipe(sys.stdin.buffer), "stdin", memory)
        rest = tuple(p for p in paths if p != "-")
        batch = _read(rest, memory) if rest else letters.Batch(())
        return letters.Batch(piped.readings + batch.readings, piped.skipped + batch.skipped)
    places = [Path(p) for p in paths]
    return _with_bar(lambda progress: letters.read_paths(places, progress, memory))


def _with_bar(read: "Callable[[Callable[[Progress], bool] | None], Batch]") -> Batch:
    """Return what `read` returns, with a bar of its progress on a terminal."""
    if not sys.stderr.isatty():
        return read(None)
    with click.progressbar(length=1000, label="Reading letters", file=sys.stderr) as bar:

        def show(progress: Progress) -> bool:
            part = progress.done * 1000 // progress.total if progress.total else 0
            bar.update(max(part - bar.pos, 0))
            return True

        batch = read(show)
        bar.update(1000 - bar.pos)
    return batch


def as_object(reading: Reading) -> dict[str, object]:
    """Return the object `--json` prints for one message."""
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


def _report(context: AppContext, found: SortedBatch, fresh: tuple[Reading, ...], filed: int, dry_run: bool) -> None:
    verb = "Would file" if dry_run else "Filed"
    say(f"{verb} {counted(len(fresh) if dry_run else filed, 'rejection')}.")
    for reading in fresh:
        say(f"  {_line(reading)}")
    repeated = [r for r in (*found.sure, *found.doubtful) if r.letter.uid in found.same_as]
    if repeated:
        say(f"Left {len(repeated)} that seem to be filed already (same company and role):")
        for reading in repeated:
            say(f"  {_line(reading)}")
    doubtful = [r for r in found.doubtful if r.letter.uid not in found.same_as]
    if doubtful:
        say(f"Left {len(doubtful)} to your judgement; open the dashboard and press m to decide:")
        for reading in doubtful:
            say(f"  {_line(reading)}")
    if found.others:
        say(f"Passed over {len(found.others)} that are not rejections.")
    if found.known:
        say(f"Knew {len(found.known)} already.")
    _say_skipped(found)
    name = letters.suggest_name(context, found.sure)
    if name and not dry_run:
        say(f"The letters are addressed to {name}; the dashboard asks once whether that is you.")


def _line(reading: Reading) -> str:
    role = f", {reading.role.value}" if reading.role else ""
    words = f' — "{reading.evidence[0].text}"' if reading.evidence else ""
    return f"{reading.company.value or reading.letter.sender_email or '(company not stated)'}{role}{words}"


def _say_skipped(found: SortedBatch, err: bool = False) -> None:
    for item in found.skipped:
        say(f"Not read: {item.source}: {item.sentence}", err=err)
