"""The list of findings of the checks, each with its sign, its words and what to write instead."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from rejection_tui.domain.draft import Finding, Severity
from rejection_tui.domain.text import clean_line
from rejection_tui.tui.widgets.marked_text import Mark

SIGNS: Final = {Severity.BLOCK: "✗", Severity.WARN: "!", Severity.NOTE: "–", Severity.GOOD: "✓"}
_STYLES: Final = {
    Severity.BLOCK: "bold $text-error",
    Severity.WARN: "$text-warning",
    Severity.NOTE: "$text-muted",
    Severity.GOOD: "$text-success",
}
_GROUP_TITLES: Final = {
    Severity.BLOCK: "To fix before copying",
    Severity.WARN: "Worth a look",
    Severity.NOTE: "Not checked",
    Severity.GOOD: "Good",
}
_ORDER: Final = tuple(SIGNS)


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings in the order shown: blocking, warning, good; each group in the order of the text."""
    return tuple(sorted(findings, key=lambda f: (_ORDER.index(f.severity), f.start)))


def tally(findings: Sequence[Finding]) -> str:
    """Return the counts in a few words, such as "1 to mend · 2 to look at"."""
    counts = {severity: sum(f.severity is severity for f in findings) for severity in SIGNS}
    parts = [
        f"{counts[Severity.BLOCK]} to fix" if counts[Severity.BLOCK] else "",
        f"{counts[Severity.WARN]} to look at" if counts[Severity.WARN] else "",
    ]
    return " · ".join(part for part in parts if part) or "no problems found"


class Findings(VerticalScroll):
    """Shows the findings in its attribute `findings`."""

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

    def watch_findings(self) -> None:
        """Show the new findings."""
        self.border_subtitle = Content(tally(self.findings))
        if self.is_mounted:
            width = self.scrollable_content_region.width or 40
            self.query_one("#findings-text", Static).update(written(self.findings, width))

    def on_mount(self) -> None:
        """Show the findings given before mounting."""
        self.watch_findings()

    def on_resize(self) -> None:
        """Wrap the text for the new width."""
        self.watch_findings()


def marks_of(findings: Iterable[Finding], body: str) -> Iterator[Mark]:
    """Yield a mark for each place in the body with a finding; good findings are not marked."""
    for finding in findings:
        if finding.severity is Severity.GOOD or finding.rule.startswith("subject."):
            continue
        start, end = finding.start, finding.end
        if not (finding.words and body[start:end] == finding.words):
            start = body.find(finding.words) if finding.words else -1
            end = start + len(finding.words)
        if start >= 0 and end > start:
            yield Mark(start, end, finding.severity.value)


def written(findings: Sequence[Finding], width: int = 40) -> Content:
    """Return the findings as text of that width, grouped, blocking ones first."""
    lines: list[Content] = []
    last: Severity | None = None
    for finding in ordered(findings):
        if finding.severity is not last:
            lines += [Content("")] if lines else []
            lines.append(Content.styled(_GROUP_TITLES[finding.severity], "bold"))
            last = finding.severity
        lines += _lines(finding, width)
    return Content("\n").join(lines) if lines else Content.styled("No problems found.", "dim")


def _lines(finding: Finding, width: int) -> list[Content]:
    style = _STYLES[finding.severity]
    result = _hanging((f"{SIGNS[finding.severity]} ", style), Content(clean_line(finding.message)), width)
    if finding.severity is Severity.GOOD:
        return result
    words = clean_line(finding.words, 60)
    if words and words not in finding.message:
        quoted = Content.assemble(("“", "dim"), (words, style), ("”", "dim"))
        result += _hanging(("  ", ""), quoted, width)
    if finding.instead:
        result += _hanging(("→ ", "dim"), Content.styled(clean_line(finding.instead), "italic"), width)
    return result


def _hanging(sign: tuple[str, str], text: Content, width: int) -> list[Content]:
    """Return `text` wrapped beside its sign, later lines under the first."""
    first, *rest = text.wrap(max(width - 2, 10))
    return [Content.assemble(sign, first), *(Content.assemble("  ", line) for line in rest)]
