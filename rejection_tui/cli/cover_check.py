"""Prints what the checks say of a cover letter, for `rejtui cv check` and `rejtui cover check`."""

import sys
from collections.abc import Iterable
from typing import NoReturn

from rejection_tui.cli.output import counted, say, say_json
from rejection_tui.domain.draft import Finding, Severity
from rejection_tui.services import cover_letters


def print_findings(found: Iterable[Finding], text: str, name: str, as_json: bool) -> NoReturn:
    """Print the findings on `text`, which is known as `name`, and leave with exit code 1 when there are any."""
    told = [finding for finding in found if finding.severity is not Severity.GOOD]
    for finding in told:
        line = text.count("\n", 0, finding.start) + 1
        if as_json:
            say_json({"line": line, "text": finding.words, "finding": finding})
            continue
        said = " ".join(finding.words.split())
        words = f" “{said if len(said) < 60 else said[:59].rstrip() + '…'}”" if said else ""
        say(f"{name}:{line}: {finding.rule}:{words} {finding.message} {finding.instead}".rstrip())
    limits = cover_letters.not_checked(text)
    if not as_json:
        count = f"Cover letter, {counted(len(text.split()), 'word')}, {counted(len(told), 'finding')}."
        say(f"{count} {limits}".rstrip(), err=True)
    elif limits:
        say(limits, err=True)
    sys.exit(1 if told else 0)
