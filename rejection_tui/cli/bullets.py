"""`rejtui cv`: the lines of a CV; here the checks for scripts."""

import sys
from pathlib import Path

import click

from rejection_tui.cli.bullet_acts import ACTS
from rejection_tui.cli.output import counted, say, say_json
from rejection_tui.domain.draft import Severity
from rejection_tui.services import refine


@click.group()
def cv() -> None:
    """The lines of a CV: check a file, keep a list of what to rewrite, and export what is finished.

    LINE is the start of its id, or a few of its words.
    """


@cv.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object per finding, and per part that was not read.")
def check(file: Path, as_json: bool) -> None:
    """Check the bullets of a CV: PDF, Word, OpenDocument, RTF, text, HTML, LaTeX, Typst, JSON Resume, Europass.

    The checks know English and German; of lines in other languages they say so. Exit code 1 when something is found, or
    a part of the file was not read; 2 for a kind that cannot be read.
    """
    read = refine.read_cv(file)
    findings = refine.check_cv(read.lines)
    for line, said in zip(read.lines, findings, strict=True):
        for finding in said:
            if as_json and finding.severity is not Severity.GOOD:
                say_json({"line": line.line_number, "text": line.text} | {"finding": finding})
            elif finding.severity is not Severity.GOOD:
                say(f"{file.name}:{line.line_number}: {finding.rule}: {finding.message} {finding.instead}".rstrip())
    for part in read.unread if as_json else ():
        say_json(part)
    found = sum(finding.speaks_against for said in findings for finding in said)
    if not as_json:
        say(_summary(read, found, sum(f.severity is Severity.NOTE for said in findings for f in said)), err=True)
    sys.exit(1 if found or read.unread else 0)


def _summary(read: refine.CvRead, found: int, unknown: int) -> str:
    """Return what was read, found and left unread; that all is well is said of a file that was read whole."""
    facts = sum(line.fact for line in read.lines)
    checked = len(read.lines) - facts
    left = f" {counted(facts, 'line')} of education, skills and the like left as they are." if facts else ""
    other = f" {counted(unknown, 'line')} not checked, in a language the checks do not know." if unknown else ""
    is_clear = checked and not (found or read.unread or unknown)
    what = "No problems found." if is_clear else f"{counted(found, 'finding')}."
    return f"{counted(checked, 'bullet')} read. {what}{left}{other} {refine.not_read(read.unread)}".rstrip()


for one in ACTS:
    cv.add_command(one)
