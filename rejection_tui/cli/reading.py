"""`rejtui read` and `rejtui forget`: what is read in letters, nothing filed; and the corrections that help reading."""

import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from rejection_tui.cli import naming
from rejection_tui.cli.context import command_context
from rejection_tui.cli.output import counted, say, say_json
from rejection_tui.domain.answer import AnswerReading
from rejection_tui.domain.correction import Memory
from rejection_tui.domain.day_words import ago_and_day
from rejection_tui.domain.errors import LetterError, RejtuiError
from rejection_tui.domain.facts import FactType, sentence, told, value
from rejection_tui.domain.letter import Guess, Reading, Verdict
from rejection_tui.domain.letter_words import NOTHING_TOLD, kind_words, met, ranked_evidence, sent_by, source_of
from rejection_tui.domain.region import current
from rejection_tui.domain.text import clean_line
from rejection_tui.services import corrections, journal, letters, named_files
from rejection_tui.services.context import AppContext

WIDTH = 80
_LABEL = 13  # columns before a value
_SENTENCES = 3  # of the evidence, printed
_QUOTE = 300  # characters of a quote, printed


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...|-", shell_complete=naming.files)
@click.option(
    "--answer", is_flag=True, help="Read an answer to your request for feedback: what it names, word for word."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per message.")
@click.pass_obj
def read(db: Path | None, paths: tuple[str, ...], answer: bool, as_json: bool) -> None:
    """Read letters and print what they say; file nothing.

    From mail files, folders, mailboxes and archives, or - for standard input. Needs no data file; where there is one,
    what you corrected before is taken into account. With --answer, from saved emails or texts of one answer each.
    """
    context = command_context(db)
    if answer:
        _read_answers(context, paths, as_json)
        return
    data = named_files.read_pipe(sys.stdin.buffer) if "-" in paths else None
    places = [Path(p) for p in paths if p != "-"]
    count = skipped = 0
    for progress, found in letters.stream(places, data, _memory(context)):
        _show_progress(progress)
        if not isinstance(found, Reading):
            skipped += 1
            say(f"Not read: {found.source}: {found.sentence}", err=True)
        elif as_json:
            say_json(as_object(found))
        else:
            say("\n" * bool(count) + "\n".join(_lines(context, found)))
        count += isinstance(found, Reading)
    _end_progress()
    if not count:
        raise LetterError("no letter could be read." if skipped else "there is no letter in there.")


def _read_answers(context: AppContext, paths: Sequence[str], as_json: bool) -> None:
    """Print the kind of each answer and the gaps it names."""
    for at, path in enumerate(paths):
        mail = _answer_in(context, path)
        reading = journal.propose(mail.words, mail.quoted)
        if as_json:
            say_json(answer_object(reading))
        else:
            say("\n" * bool(at) + "\n".join(_answer_lines(reading)))


def _answer_in(context: AppContext, path: str) -> journal.Mail:
    if path == "-":
        return journal.read_mail(named_files.read_pipe(sys.stdin.buffer), "stdin")
    return journal.read_file(Path(path))


def answer_object(reading: AnswerReading) -> dict[str, object]:
    """Return the object `--answer --json` prints for one answer."""
    return {
        "kind": reading.kind,
        "confidence": round(reading.confidence, 3),
        "gaps": [{"gap": g.gap, "quote": g.quote, "theme": g.theme, "action": g.action} for g in reading.gaps],
    }


def _answer_lines(reading: AnswerReading) -> Iterator[str]:
    words = reading.kind.label
    yield f"{words[0].upper()}{words[1:]}, {current().share(round(reading.confidence * 100))} sure"
    if reading.words and not reading.gaps:
        yield from _wrapped(f"“{clean_line(reading.words, _QUOTE)}”", "  ")
    for gap in reading.gaps:
        yield ""
        yield from _wrapped(f"{gap.gap.label}: {gap.theme}", "")
        yield from _wrapped(f"“{clean_line(gap.quote, _QUOTE)}”", "  ")
        yield from _wrapped(gap.action, "  ")
    if not reading.gaps:
        yield "It names nothing to work on."


def _memory(context: AppContext) -> Memory:
    """Return what is remembered of the corrections; reading needs no file, so an unreadable one is only said."""
    try:
        return context.records.memory
    except RejtuiError as error:
        say(f"rejtui: {error.sentence} Read without your corrections.", err=True)
        return Memory()


def _progress_is_seen() -> bool:
    """Return whether there is a terminal for the progress, and the output goes elsewhere."""
    return sys.stderr is not None and sys.stderr.isatty() and sys.stdout is not None and not sys.stdout.isatty()


def _show_progress(progress: letters.Progress) -> None:
    if _progress_is_seen():
        part = f", {current().share(progress.done * 100 // progress.total)}" if progress.total else ""
        click.echo(f"\r{counted(progress.letters, 'letter')} read{part} ", nl=False, err=True)


def _end_progress() -> None:
    if _progress_is_seen():
        click.echo(err=True)


def as_object(reading: Reading) -> dict[str, object]:
    """Return the object `--json` prints for one message."""
    letter, company = reading.letter, reading.company.value
    return {
        "message_id": letter.message_id,
        "subject": letter.subject,
        "received": letter.received,
        "body": letter.body,
        "verdict": reading.verdict,
        "kind": reading.kind,
        "confidence": round(reading.confidence, 3),
        "evidence": [{"text": e.text, "rule": e.rule, "weight": round(e.weight, 3)} for e in reading.evidence],
        "company": {"name": company, "full": reading.company_full or company},
        "role": reading.role.value,
        "recruiter": {
            "name": reading.recruiter_name.value,
            "title": reading.recruiter_title,
            "email": reading.recruiter_email.value,
        },
        "reader": value(reading.facts, FactType.READER) or reading.my_name,
        "stage": reading.stage,
        "met": met(reading),
        "no_reply": reading.no_reply,
        "via": {"kind": reading.via, "agency": reading.agency},
        "facts": [{"type": f.type, "value": f.value, "quote": f.quote} for f in reading.facts],
        "salutation": reading.salutation,
        "language": reading.language,
        "links": letter.links,
    }


def _lines(context: AppContext, reading: Reading) -> Iterator[str]:
    yield from _head(context, reading)
    yield ""
    yield from _verdict(reading)
    if reading.verdict is Verdict.OTHER and not reading.facts:
        return
    yield "\nWho and what"
    for label, words, source in _fields(reading):
        yield from _labelled(label, f"{words} ({source})" if source else words)
    yield "\nWhat it says"
    for fact in told(reading.facts):
        yield from _wrapped(sentence(fact), "  ")
        if fact.quote.strip():
            yield from _wrapped(f"“{clean_line(fact.quote, _QUOTE)}”", "    ")
    if not told(reading.facts):
        yield f"  {NOTHING_TOLD}"


def _head(context: AppContext, reading: Reading) -> Iterator[str]:
    letter = reading.letter
    yield from _wrapped(letter.subject or "(no subject)", "")
    address = f"<{letter.sender_email}>" if letter.sender_email else ""
    sender = " ".join(part for part in (letter.sender_name, address) if part)
    when = ago_and_day(letter.received, context.now()) if letter.received else ""
    if line := ", ".join(part for part in (f"from {sender}" if sender else "", when) if part):
        yield from _wrapped(line, "")
    for note in letter.notes:
        yield from _wrapped(f"! {note}", "")


def _verdict(reading: Reading) -> Iterator[str]:
    words = kind_words(reading)
    yield f"{words[0].upper()}{words[1:]}, {current().share(round(reading.confidence * 100))} sure"
    for evidence in ranked_evidence(reading)[:_SENTENCES]:
        quote = f"“{clean_line(evidence.text, _QUOTE)}”"
        yield from _wrapped(quote, "         ", f"  {current().share(round(evidence.weight * 100)):>5}  ")


def _fields(reading: Reading) -> Iterator[tuple[str, str, str]]:
    """Yield (label, value, where it was read) of what is known."""
    full = f" (in full: {reading.company_full})" if reading.company_full else ""
    yield "Company", reading.company.value and reading.company.value + full, source_of(reading.company)
    yield "Role", reading.role.value, source_of(reading.role)
    yield "Stage", reading.stage.label, f"from “{clean_line(reading.stage_words, 40)}”" if reading.stage_words else ""
    if reading.recruiter_name or reading.recruiter_email:
        yield "Recruiter", _recruiter(reading), source_of(reading.recruiter_name or reading.recruiter_email)
    optional = {
        "Applied": reading.applied.isoformat() if reading.applied else "",
        "Sent": sent_by(reading.via, reading.agency, reading.ats),
        "To": reading.my_name,
        "Answer": "nobody reads what is sent back" if reading.no_reply else "",
        "Greeting": reading.salutation,
        "Language": reading.language,
    }
    yield from ((label, value, "") for label, value in optional.items() if value)


def _recruiter(reading: Reading) -> str:
    email: Guess = reading.recruiter_email
    name = ", ".join(part for part in (reading.recruiter_name.value, reading.recruiter_title) if part)
    return f"{name} <{email.value}>".strip() if email else name


def _labelled(label: str, value: str) -> Iterator[str]:
    yield from _wrapped(value or "not stated", " " * _LABEL, f"  {label:<{_LABEL - 2}}")


def _wrapped(text: str, indent: str, first: str | None = None) -> Iterator[str]:
    """Yield `text` as lines of the usual width; `first` stands before the first one instead of `indent`."""
    begin = indent if first is None else first
    lines = textwrap.wrap(clean_line(text, 2000), WIDTH, initial_indent=begin, subsequent_indent=indent)
    yield from lines or [begin.rstrip()]


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def forget(db: Path | None, as_json: bool) -> None:
    """Forget what was learned from your corrections; undo brings it back."""
    count = corrections.forget(command_context(db))
    if as_json:
        say_json({"forgotten": count})
    elif not count:
        say("Nothing is remembered of any correction.")
    else:
        say(f"Forgot {counted(count, 'correction')}; letters are read as by a new program. rejtui undo takes it back.")
