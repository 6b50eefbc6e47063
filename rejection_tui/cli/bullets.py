"""`rejtui cv`: the lines of a CV; here the checks for scripts."""

import sys
from collections.abc import Sequence
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
@click.option("--json", "as_json", is_flag=True, help="One JSON object per finding.")
def check(file: Path, as_json: bool) -> None:
    """Check the bullets of a CV (.md, .txt, .docx, .pdf, JSON Resume). Exit code 1 when something is found.

    The checks know English and German; of lines in other languages they say so.
    """
    lines = refine.read_cv(file)
    findings = refine.check_cv(lines)
    for line, said in zip(lines, findings, strict=True):
        for finding in said:
            if as_json and finding.severity is not Severity.GOOD:
                say_json({"line": line.line_number, "text": line.text} | {"finding": finding})
            elif finding.severity is not Severity.GOOD:
                say(f"{file.name}:{line.line_number}: {finding.rule}: {finding.message} {finding.instead}".rstrip())
    found = sum(finding.speaks_against for said in findings for finding in said)
    if not as_json:
        say(_summary(lines, found, sum(f.severity is Severity.NOTE for said in findings for f in said)), err=True)
    sys.exit(1 if found else 0)


def _summary(lines: Sequence[refine.CvLine], found: int, unread: int) -> str:
    facts = sum(line.fact for line in lines)
    left = f" {counted(facts, 'line')} of education, skills and the like left as they are." if facts else ""
    other = f" {counted(unread, 'line')} not checked, in a language the checks do not know." if unread else ""
    return f"{counted(len(lines) - facts, 'bullet')}, {counted(found, 'finding')}.{left}{other}"


for one in ACTS:
    cv.add_command(one)
