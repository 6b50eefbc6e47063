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
@click.option("--json", "as_json", is_flag=True, help="One JSON object per finding.")
def check(file: Path, as_json: bool) -> None:
    """Check the bullets of a CV (.md, .txt, .docx, .pdf, JSON Resume). Exit code 1 when something is found."""
    everything = refine.read_cv(file)
    lines = [line for line in everything if not line.fact]
    found = 0
    for line in lines:
        for finding in refine.check_bullet(line.text):
            if finding.severity is Severity.GOOD:
                continue
            found += 1
            if as_json:
                say_json({"line": line.line_number, "text": line.text} | {"finding": finding})
            else:
                say(f"{file.name}:{line.line_number}: {finding.rule}: {finding.message} {finding.instead}".rstrip())
    if not as_json:
        facts = len(everything) - len(lines)
        left = f" {counted(facts, 'line')} of education, skills and the like left as they are." if facts else ""
        say(f"{counted(len(lines), 'bullet')}, {counted(found, 'finding')}.{left}", err=True)
    sys.exit(1 if found else 0)


for one in ACTS:
    cv.add_command(one)
