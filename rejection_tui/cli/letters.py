"""`rejtui import`: letters from files, folders and standard input."""

import sys
from pathlib import Path

import click

from rejection_tui.cli.context import command_context
from rejection_tui.cli.output import counted, say, say_json
from rejection_tui.domain.correction import Memory
from rejection_tui.domain.errors import LetterError
from rejection_tui.domain.letter import Reading
from rejection_tui.services import letters, named_files
from rejection_tui.services.context import AppContext
from rejection_tui.services.letters import Batch, Progress, SortedBatch


@click.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--dry-run", is_flag=True, help="Read and show; file nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per message.")
@click.pass_obj
def import_letters(db: Path | None, paths: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Read rejection letters from .eml files, folders, mbox, Maildir, or - for standard input.

    Files the sure ones in one act and says what it left. The same mail twice adds nothing.
    """
    context = command_context(db)
    batch = _read(paths, context.records.memory)
    found = letters.sort(context, batch)
    fresh = tuple(r for r in found.sure if r.letter.uid not in found.same_as)
    filed = () if dry_run else letters.file(context, [letters.entry_of(r, context.now()) for r in fresh])
    if as_json:
        for reading in batch.readings:
            say_json(as_object(reading))
        _say_skipped(found, err=True)
    else:
        _report(context, found, fresh, len(filed), dry_run)
    if not batch.readings and found.skipped:
        raise LetterError("no letter could be read; nothing was filed.")


def _read(paths: tuple[str, ...], memory: Memory) -> Batch:
    if "-" in paths:
        piped = letters.read_bytes(named_files.read_pipe(sys.stdin.buffer), "stdin", memory)
        rest = tuple(p for p in paths if p != "-")
        batch = _read(rest, memory) if rest else letters.Batch(())
        return letters.Batch(piped.readings + batch.readings, piped.skipped + batch.skipped)
    places = [Path(p) for p in paths]
    if not sys.stderr.isatty():
        return letters.read_paths(places, memory=memory)
    with click.progressbar(length=1000, label="Reading letters", file=sys.stderr) as bar:

        def show(progress: Progress) -> bool:
            part = progress.done * 1000 // progress.total if progress.total else 0
            bar.update(max(part - bar.pos, 0))
            return True

        batch = letters.read_paths(places, show, memory)
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
