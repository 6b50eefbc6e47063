"""What the checks say of a draft, each with its sign, its words and what to write instead."""

from collections.abc import Iterable, Sequence
from typing import Final

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from rejection_tui.domain.draft import Finding, Severity
from rejection_tui.domain.text import clean_line

SIGNS: Final = {Severity.BLOCK: "✗", Severity.WARN: "!", Severity.GOOD: "✓"}
_STYLES: Final = {Severity.BLOCK: "bold $text-error", Severity.WARN: "$text-warning", Severity.GOOD: "$text-success"}
_HEADS: Final = {Severity.BLOCK: "Keeps it from being copied", Severity.WARN: "Worth a look", Severity.GOOD: "Good"}
_ORDER: Final = tuple(SIGNS)


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings as they are read: what blocks, what to look at, what is good; each in the order of the text."""
    return tuple(sorted(findings, key=lambda f: (_ORDER.index(f.severity), f.start)))


def tally(findings: Sequence[Finding]) -> str:
    """Return the counts in a few words, such as "1 blocks · 2 to look at"."""
    counts = {severity: sum(f.severity is severity for f in findings) for severity in SIGNS}
    parts = [
        f"{counts[Severity.BLOCK]} to fill or mend" if counts[Severity.BLOCK] else "",
        f"{counts[Severity.WARN]} to look at" if counts[Severity.WARN] else "",
    ]
    return " · ".join(part for part in parts if part) or "nothing to mend"


class Findings(VerticalScroll):
    """The list of findings; set `findings` and it shows them."""

    DEFAULT_CSS = """
    Findings {
        padding: 0 1;
        & > #findings-text { width: 1fr; height: auto; }
    }
    """

    findings: reactive[tuple[Finding, ...]] = reactive(())

    def compose(self) -> ComposeResult:
        """Yield the text."""
        yield Static("", id="findings-text", markup=False)

    def watch_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show the new findings."""
        self.border_subtitle = Content(tally(findings))
        if self.is_mounted:
            self.query_one("#findings-text", Static).update(written(findings))

    def on_mount(self) -> None:
        """Show the findings given before mounting."""
        self.watch_findings(self.findings)


def written(findings: Sequence[Finding]) -> Content:
    """Return the findings as text, grouped, blocking ones first."""
    lines: list[Content] = []
    last: Severity | None = None
    for finding in ordered(findings):
        if finding.severity is not last:
            lines += [Content("")] if lines else []
            lines.append(Content.styled(_HEADS[finding.severity], "bold"))
            last = finding.severity
        lines += _lines(finding)
    return Content("\n").join(lines) if lines else Content.styled("Nothing to say about this text yet.", "$text-muted")


def _lines(finding: Finding) -> list[Content]:
    style = _STYLES[finding.severity]
    result = [Content.assemble((f"{SIGNS[finding.severity]} ", style), clean_line(finding.message))]
    if finding.severity is Severity.GOOD:
        return result
    words = clean_line(finding.words, 60)
    if words and words not in finding.message:
        result.append(Content.assemble(("  “", "$text-muted"), (words, style), ("”", "$text-muted")))
    if finding.instead:
        result.append(Content.assemble(("  → ", "$text-muted"), (clean_line(finding.instead), "italic")))
    return result
