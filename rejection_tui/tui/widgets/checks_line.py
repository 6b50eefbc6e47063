"""What the checks found, in one line, whose key opens the whole list below it."""

from collections.abc import Iterable, Sequence
from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from rejection_tui.domain.draft import Finding, Severity
from rejection_tui.domain.text import clean_line
from rejection_tui.tui.widgets.findings import tally

#: What a rule looks for, where the end of its name says it badly.
_NAMES: Final = {
    "reply.acknowledges": "acceptance",
    "feedback.accepted": "acceptance",
    "reply.door_ajar": "open door",
    "reply.long": "length",
    "linkedin.long": "length",
    "linkedin.interaction": "how you met",
    "feedback.specific": "a specific question",
}


def checks_words(findings: Sequence[Finding]) -> Content:
    """Return "Checks: 2 to look at · thanks, acceptance, open door: ok"; what is alone is said in full."""
    doubts = [f for f in findings if f.severity is not Severity.GOOD]
    words = clean_line(doubts[0].message) if len(doubts) == 1 else tally(findings)
    worst = min((f.severity for f in findings), key=list(Severity).index, default=Severity.GOOD)
    style = {Severity.BLOCK: "bold $text-error", Severity.WARN: "$text-warning"}.get(worst, "")
    good = ", ".join(_good_names(findings))
    rest = (" · ", f"{good}: ", ("ok", "$text-success")) if good else ()
    return Content.assemble("Checks: ", (words, style), *rest)


def _good_names(findings: Iterable[Finding]) -> tuple[str, ...]:
    rules = (f.rule for f in findings if f.severity is Severity.GOOD)
    names = (_NAMES.get(rule, rule.rpartition(".")[2].replace("_", " ")) for rule in rules)
    return tuple(dict.fromkeys(clean_line(name, 40) for name in names))


class ChecksLine(Horizontal):
    """One line about the findings; its screen has the class `-checks` while the list is open.

    The list opens by itself for a finding that blocks.
    """

    DEFAULT_CSS = """
    ChecksLine { height: 1; padding: 0 1; background: $panel; }
    ChecksLine > #checks-words { width: 1fr; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    ChecksLine > #checks-key { width: auto; height: 1; color: $text-muted; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._blocked = False  # when the findings were shown last
        self._by_itself = False  # opened because something blocks, and not by the user

    @property
    def is_opened_by_user(self) -> bool:
        """True while the list is open, unless it opened by itself."""
        return self.screen.has_class("-checks") and not self._by_itself

    def compose(self) -> ComposeResult:
        """Lay out the findings in a line, and the key that opens them."""
        yield Static("", id="checks-words", markup=False)
        yield Static(" K opens", id="checks-key", markup=False)

    @property
    def is_open(self) -> bool:
        """True while the whole list is shown."""
        return self.screen.has_class("-checks")

    def show(self, findings: Sequence[Finding]) -> None:
        """Show the findings; open the list for the first that blocks, and close it again when nothing does any more."""
        self.query_one("#checks-words", Static).update(checks_words(findings))
        blocked = any(finding.severity is Severity.BLOCK for finding in findings)
        if blocked and not self._blocked and not self.is_open:
            self._by_itself = True
            self._open(True)
        elif not blocked and self._by_itself:
            self._by_itself = False
            self._open(False)
        self._blocked = blocked

    def toggle(self) -> None:
        """Open or close the list."""
        self._by_itself = False
        self._open(not self.is_open)

    def _open(self, opened: bool) -> None:
        self.screen.set_class(opened, "-checks")
        self.query_one("#checks-key", Static).update(Content(" K closes" if opened else " K opens"))
