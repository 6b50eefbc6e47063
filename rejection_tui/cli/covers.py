"""`rejtui cover`: cover letters, kept in versions."""

import sys
from pathlib import Path

import click

from rejection_tui.cli import naming
from rejection_tui.cli.context import command_context
from rejection_tui.cli.cover_check import print_findings
from rejection_tui.cli.json_records import ChangedWords, KeptCover
from rejection_tui.cli.output import counted, say, say_json
from rejection_tui.cli.tables import table
from rejection_tui.domain.cover_letter import CoverLetter, CoverVersion
from rejection_tui.domain.day_words import day
from rejection_tui.domain.draft import Severity
from rejection_tui.domain.errors import Refused, UsageError
from rejection_tui.domain.ids import short
from rejection_tui.services import cover_letters as services
from rejection_tui.services import journal, named_files, rejections
from rejection_tui.services.context import AppContext

_NAME = click.argument("name", metavar="LETTER", shell_complete=naming.covers)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
_FILE = click.argument("file", type=click.Path(path_type=Path, allow_dash=True), shell_complete=naming.files)
_ANSWER = click.option("--answer", metavar="ANSWER", shell_complete=naming.answers, help="The answer it responds to.")
_COMPANY = click.option("--company", metavar="NAME", help="Whom it is for.")
_ROLE = click.option("--role", metavar="NAME", help="The role it is for.")
_PERSON = click.option("--person", metavar="NAME", help="Who reads it.")
_TITLE = click.option("--title", metavar="WORDS", help="Your own name for it.")
_LANGUAGE = click.option("--language", metavar="CODE", help="The language it should be in, such as en or de.")


@click.group()
def cover() -> None:
    """Cover letters: keep them in versions, check them, and see which answer each has learned from.

    LETTER is the start of its id, or words of its company, role or title.
    """


@cover.command()
@_FILE
@_COMPANY
@_ROLE
@_PERSON
@_TITLE
@_LANGUAGE
@_ANSWER
@click.option(
    "--for",
    "rejection",
    metavar="REJECTION",
    shell_complete=naming.rejections,
    help="The rejection whose lesson it carries.",
)
@_JSON
@click.pass_obj
def add(
    db: Path | None,
    file: Path,
    company: str | None,
    role: str | None,
    person: str | None,
    title: str | None,
    language: str | None,
    answer: str | None,
    rejection: str | None,
    as_json: bool,
) -> None:
    """Keep a cover letter (.md, .txt, .docx, .odt, .pdf); - reads it from standard input."""
    context = command_context(db)
    entry = journal.find(context.records, answer) if answer else None
    about = rejections.find(context, rejection).uid if rejection else ""
    text = _read(file)
    source = "" if str(file) == "-" else file.name
    lines = {"company": company, "role": role, "person": person, "title": title, "source": source}
    known = {name: value for name, value in lines.items() if value}
    made = services.add(context, text, entry.uid if entry else "", about, language or "", **known)
    _say(context, made, "Kept", as_json)
    _warn(context, made, as_json)


@cover.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per letter.")
@click.pass_obj
def list_letters(db: Path | None, as_json: bool) -> None:
    """List the cover letters, those being written first."""
    context = command_context(db)
    found = services.every(context.records)
    if as_json:
        for one in found:
            say_json(_whole(context, one))
    elif not found:
        say("No cover letter is kept yet; rejtui cover add FILE keeps one.")
    else:
        table([_row(context, one) for one in found], ("id", "state", "versions", "letter", "after"), prose=("letter",))


def _row(context: AppContext, one: CoverLetter) -> tuple[str, ...]:
    about = context.records.rejections.get(one.rejection)
    count = len(context.records.versions_of(one.uid))
    return short(one.uid), "finished" if one.done else "open", str(count), one.name, about.company if about else ""


@cover.command()
@_NAME
@click.option("--version", "number", type=int, help="An older version, counted from 1.")
@_JSON
@click.pass_obj
def show(db: Path | None, name: str, number: int | None, as_json: bool) -> None:
    """Print the text of a cover letter."""
    context = command_context(db)
    one = services.find(context.records, name)
    if as_json and number is None:
        say_json(_whole(context, one))
        return
    version = services.version(context.records, one.uid, -1 if number is None else number)
    say_json(version) if as_json else say(version.text)


@cover.command()
@_NAME
@click.option("--json", "as_json", is_flag=True, help="One JSON object per finding.")
@click.pass_obj
def check(db: Path | None, name: str, as_json: bool) -> None:
    """Check a cover letter that is kept. Exit code 1 when something is found."""
    context = command_context(db)
    one = services.find(context.records, name)
    text = services.text_of(context.records, one.uid)
    print_findings(services.check(context, text, one), text, short(one.uid), as_json)


@cover.command()
@_NAME
@click.argument("file", required=False, type=click.Path(path_type=Path, allow_dash=True), shell_complete=naming.files)
@click.option("--note", metavar="WORDS", default="", help="What changed.")
@_ANSWER
@click.option("--gap", metavar="ID", default="", help="The gap of that answer.")
@_JSON
@click.pass_obj
def version(
    db: Path | None, name: str, file: Path | None, note: str, answer: str | None, gap: str, as_json: bool
) -> None:
    """Keep FILE as the new version of a letter; without FILE list its versions."""
    context = command_context(db)
    one = services.find(context.records, name)
    if file is None:
        _list_versions(context, one, as_json)
        return
    entry = journal.find(context.records, answer) if answer else None
    before = len(context.records.versions_of(one.uid))
    new = services.save(context, one.uid, _read(file), note, entry.uid if entry else None, gap)
    if len(context.records.versions_of(one.uid)) == before:
        say("It says the same already; nothing was changed.", err=True)
    _say_version(context, new, as_json)
    _warn(context, one, as_json)


def _list_versions(context: AppContext, one: CoverLetter, as_json: bool) -> None:
    found = context.records.versions_of(one.uid)
    for version in found if as_json else ():
        say_json(version)
    if not as_json:
        rows = [
            (str(n), day(v.created, context.now()), str(len(v.text.split())), _why(context, v))
            for n, v in enumerate(found, 1)
        ]
        table(rows, ("version", "day", "words", "what changed"), prose=("what changed",))


def _why(context: AppContext, version: CoverVersion) -> str:
    answer = context.records.feedback.get(version.feedback)
    return " · ".join(part for part in (version.note, f"“{answer.quote or answer.verbatim}”" if answer else "") if part)


@cover.command()
@_NAME
@click.argument("number", type=int, metavar="VERSION")
@_JSON
@click.pass_obj
def restore(db: Path | None, name: str, number: int, as_json: bool) -> None:
    """Make an older version the newest one; none is lost."""
    context = command_context(db)
    _say_version(context, services.restore(context, services.find(context.records, name).uid, number), as_json)


@cover.command()
@_NAME
@click.argument("old", type=int, required=False)
@click.argument("new", type=int, required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per piece.")
@click.pass_obj
def diff(db: Path | None, name: str, old: int | None, new: int | None, as_json: bool) -> None:
    """Show what changed between two versions, word by word: [-cut-] and {+new+}; otherwise of the last two."""
    context = command_context(db)
    one = services.find(context.records, name)
    if old is None and len(context.records.versions_of(one.uid)) < 2:
        raise Refused("It has one version, so there is nothing to compare.")
    pieces = services.compare(context.records, one.uid, -2 if old is None else old, -1 if new is None else new)
    for kind, words in pieces if as_json else ():
        say_json(ChangedWords(kind, words))
    if not as_json:
        marks = {"keep": "{}", "cut": "[-{}-]", "add": "{{+{}+}}"}
        say("".join(marks[kind].format(words) for kind, words in pieces))


@cover.command()
@_NAME
@_COMPANY
@_ROLE
@_PERSON
@_TITLE
@_LANGUAGE
@_JSON
@click.pass_obj
def edit(
    db: Path | None,
    name: str,
    company: str | None,
    role: str | None,
    person: str | None,
    title: str | None,
    language: str | None,
    as_json: bool,
) -> None:
    """Say whom a cover letter is for; what is not named stays."""
    context = command_context(db)
    changes = {"company": company, "role": role, "person": person, "title": title, "language": language}
    told = {field: value for field, value in changes.items() if value is not None}
    if not told:
        raise UsageError("Say what to change, such as --company NAME. Nothing was changed.")
    _say(context, services.edit(context, services.find(context.records, name).uid, **told), "Changed", as_json)


@cover.command()
@_NAME
@click.argument("answer", required=False, shell_complete=naming.answers)
@click.option("--to", "rejection", metavar="REJECTION", shell_complete=naming.rejections, help="A rejection instead.")
@click.option("--off", is_flag=True, help="It has learned from none.")
@_JSON
@click.pass_obj
def link(db: Path | None, name: str, answer: str | None, rejection: str | None, off: bool, as_json: bool) -> None:
    """Say which answer of the journal, or which rejection, a cover letter has learned from."""
    context = command_context(db)
    if sum((answer is not None, rejection is not None, off)) != 1:
        raise UsageError("Name an answer, or --to a rejection, or --off. Nothing was changed.")
    entry = journal.find(context.records, answer).uid if answer else ""
    about = rejections.find(context, rejection).uid if rejection else ""
    new = services.link(context, services.find(context.records, name).uid, entry, about)
    _say(context, new, "Linked to nothing" if off else "Linked", as_json)


@cover.command()
@_NAME
@click.option("--undo", "back", is_flag=True, help="Take it up again.")
@_JSON
@click.pass_obj
def finish(db: Path | None, name: str, back: bool, as_json: bool) -> None:
    """Call a cover letter finished; one with a place still to be filled in is not."""
    context = command_context(db)
    uid = services.find(context.records, name).uid
    new = services.reopen(context, uid) if back else services.finish(context, uid)
    _say(context, new, "Taken up again" if back else "Finished", as_json)


@cover.command()
@click.argument("names", metavar="LETTER...", nargs=-1, required=True, shell_complete=naming.covers)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per letter deleted.")
@click.pass_obj
def delete(db: Path | None, names: tuple[str, ...], as_json: bool) -> None:
    """Delete cover letters with all their versions; rejtui undo brings them back."""
    context = command_context(db)
    chosen = [services.find(context.records, name) for name in names]
    whole = [_whole(context, one) for one in chosen]
    services.delete(context, [one.uid for one in chosen])
    for one in whole:
        say_json(one) if as_json else say(f"Deleted: {one.called} ({short(one.uid)})")


@cover.command()
@_NAME
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file to write.")
@click.option("--force", is_flag=True, help="Replace the file when there is one.")
@_JSON
@click.pass_obj
def export(db: Path | None, name: str, output: Path | None, force: bool, as_json: bool) -> None:
    """Print the newest text of a cover letter, or write it to a file."""
    context = command_context(db)
    one = services.find(context.records, name)
    if as_json and output is not None:
        raise UsageError("--json prints; -o writes the text. Nothing was written.")
    if output is not None:
        say(f"Written to {services.write(context, one.uid, output, force)}.", err=True)
    else:
        say_json(_whole(context, one)) if as_json else say(services.text_of(context.records, one.uid))


def _read(file: Path) -> str:
    if str(file) != "-":
        return services.read_file(file)
    return services.read_piped(named_files.read_pipe(sys.stdin.buffer))


def _whole(context: AppContext, one: CoverLetter) -> KeptCover:
    fields = {name: getattr(one, name) for name in one.__struct_fields__}
    return KeptCover(**fields, called=one.name, versions=list(context.records.versions_of(one.uid)))


def _say(context: AppContext, one: CoverLetter, done: str, as_json: bool) -> None:
    say_json(_whole(context, one)) if as_json else say(f"{done}: {one.name} ({short(one.uid)})")


def _say_version(context: AppContext, version: CoverVersion, as_json: bool) -> None:
    found = context.records.versions_of(version.cover)
    name = services.get(context.records, version.cover).name
    say_json(version) if as_json else say(f"Version {found.index(version) + 1} of {name}")


def _warn(context: AppContext, one: CoverLetter, as_json: bool) -> None:
    """Say on the error stream how much the checks find."""
    found = services.check(context, services.text_of(context.records, one.uid), one)
    count = sum(finding.severity is not Severity.GOOD for finding in found)
    if count and not as_json:
        say(f"{counted(count, 'finding')}: rejtui cover check {short(one.uid)} shows them.", err=True)
