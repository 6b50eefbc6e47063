"""`rejtui check draft`: the checks of messages for scripts and editors."""

import sys
from pathlib import Path

import click

from rejection_tui.cli import naming
from rejection_tui.cli.context import command_context
from rejection_tui.cli.output import counted, say, say_json
from rejection_tui.domain.draft import DraftKind, Finding, Severity
from rejection_tui.domain.language import Language
from rejection_tui.services import drafts, named_files, rejections


@click.group("check")
def check() -> None:
    """Check texts you have written yourself."""


@check.command("draft")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--kind", "-k", required=True, type=click.Choice([k.value for k in DraftKind]), help="What it is for.")
@click.option(
    "--to",
    "name",
    metavar="NAME",
    shell_complete=naming.rejections,
    help="The rejection it answers: names and facts are checked as well.",
)
@click.option("--language", type=click.Choice([x.value for x in Language]), help="The language it should be in.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per finding.")
@click.pass_obj
def check_draft(db: Path | None, file: Path, kind: str, name: str | None, language: str | None, as_json: bool) -> None:
    """Check a message in FILE ("-" reads standard input). Exit code 1 when something is found.

    Lines "To:" and "Subject:" at the top are taken as such, so that what `rejtui draft` prints can be checked.
    """
    piped = str(file) == "-"
    data = named_files.read_pipe(sys.stdin.buffer) if piped else named_files.read(file, "Nothing was checked.")
    context = command_context(db)
    rejection = rejections.find(context, name).uid if name else ""
    draft, first_line = drafts.typed(context, DraftKind(kind), data, rejection, language or "")
    found = [f for f in drafts.check(context, draft) if f.severity is not Severity.GOOD]
    for finding in found:
        _print(finding, "stdin" if piped else file.name, draft.body, first_line, as_json)
    if not as_json:
        say(f"{counted(len(draft.body.split()), 'word')}, {counted(len(found), 'finding')}.", err=True)
    sys.exit(1 if found else 0)


def _print(finding: Finding, name: str, body: str, first_line: int, as_json: bool) -> None:
    in_subject = finding.rule.startswith("subject.")
    line = 1 if in_subject else first_line + body.count("\n", 0, finding.start)
    if as_json:
        say_json({"line": line, "text": finding.words, "finding": finding})
        return
    words = f" “{finding.words}”" if finding.words else ""
    say(f"{name}:{line}: {finding.rule}:{words} {finding.message} {finding.instead}".rstrip())
