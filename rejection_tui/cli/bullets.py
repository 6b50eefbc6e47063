"""`rejtui cv`: the lines of a CV; here the checks for scripts."""

import sys
from pathlib import Path

import click

from rejection_tui.cli import naming
from rejection_tui.cli.bullet_acts import ACTS
from rejection_tui.cli.context import command_context
from rejection_tui.cli.cover_check import print_findings
from rejection_tui.cli.output import counted, say, say_json
from rejection_tui.domain.draft import Severity
from rejection_tui.domain.errors import RejtuiError
from rejection_tui.services import cover_letters, refine, rejections


@click.group()
def cv() -> None:
    """The lines of a CV: check a file, keep a list of what to rewrite, and export what is finished.

    LINE is the start of its id, or a few of its words.
    """


@cv.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice(["cv", "letter"]), help="What it is; otherwise its form says so.")
@click.option("--company", metavar="NAME", default="", help="The company a letter is for.")
@click.option("--role", metavar="NAME", default="", help="The role a letter is for.")
@click.option("--person", metavar="NAME", default="", help="Who reads a letter.")
@click.option("--language", metavar="CODE", default="", help="The language a letter should be in, such as en or de.")
@click.option(
    "--for",
    "application",
    metavar="REJECTION",
    shell_complete=naming.rejections,
    help="Company, role and person of a letter are those of this rejection.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per finding, and per part that was not read.")
@click.pass_obj
def check(
    db: Path | None,
    file: Path,
    kind: str | None,
    company: str,
    role: str,
    person: str,
    language: str,
    application: str | None,
    as_json: bool,
) -> None:
    """Check the bullets of a CV: PDF, Word, OpenDocument, RTF, text, HTML, LaTeX, Typst, JSON Resume, Europass.

    Or a cover letter: a greeting, paragraphs and a closing formula make one; names of other applications are looked for
    in it as well. The checks know English and German; of other languages they say so. Exit code 1 when something is
    found, or a part of the file was not read; 2 for a kind that cannot be read.
    """
    asked = bool(company or role or person or language or application)
    text = _letter_in(file, kind or ("letter" if asked else None))
    if text is not None:
        context = command_context(db)
        about = rejections.find(context, application) if application else None
        known = cover_letters.described(context, company=company, role=role, person=person, language=language)
        print_findings(cover_letters.check(context, text, known, about), text, file.name, as_json)
    _check_lines(file, as_json)


def _check_lines(file: Path, as_json: bool) -> None:
    """Print the findings on the lines of a CV, and leave with their exit code."""
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


def _letter_in(file: Path, kind: str | None) -> str | None:
    """Return the text of a cover letter, None for a CV; without a kind only what is plainly a letter is one."""
    if kind == "cv" or (kind is None and file.suffix.lower() == ".json"):
        return None
    try:
        text = cover_letters.read_file(file)
    except RejtuiError:
        if kind is None:
            return None  # what is wrong with it is said by who reads it as a CV
        raise
    return text if kind or cover_letters.is_cover_letter(text) else None


for one in ACTS:
    cv.add_command(one)
