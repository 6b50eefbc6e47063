"""The figures of the insights in words, each with the number of cases behind it and whether that is enough."""

from collections.abc import Sequence

from rejection_tui.domain.insights import Figure, Insights, Spread, Theme
from rejection_tui.domain.region import current
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.text import clean_line


def figure_words(figure: Figure, rules: Rules) -> str:
    """Return a figure in words, such as "replies sent, answered: 2 of 7"."""
    if not figure.n:
        return f"{figure.label}: none yet"
    few = "" if figure.enough else f"  (not enough yet: from {rules.insights_min} on it may mean something)"
    return f"{figure.label}: {figure.words}{few}"


def share(figure: Figure) -> str:
    """Return a share without a number, for calm mode."""
    if not figure.n or not figure.count:
        return "none"
    part = figure.count / figure.n
    return "all" if part == 1 else ("most" if part > 0.5 else ("some" if part > 0.2 else "few"))


def stage_lines(figures: Insights, rules: Rules) -> list[str]:
    """Return at which stages the rejections came, and those counted separately."""
    rejections = figures.stages[0].n if figures.stages else 0
    if rules.calm:
        few = ["Not enough yet to see a pattern."]
        return [] if rejections >= rules.insights_min else few
    beside = [f for f in (figures.role_closed, figures.withdrew, figures.no_answer) if f.count]
    return [enough_line(rejections, rules, "rejections"), *(f"And {f.words}: {f.label}." for f in beside)]


def enough_line(n: int, rules: Rules, what: str) -> str:
    """Return the number of cases behind a chart, and whether it is enough to see a pattern."""
    what = what.removesuffix("s") if n == 1 else what
    if n >= rules.insights_min:
        return f"From {n} {what}."
    return f"From {n} {what}: not enough yet to see a pattern (from {rules.insights_min} on)."


def spread_line(spread: Spread, rules: Rules, label: str) -> str:
    """Return the median of a spread of days as a short sentence."""
    if spread.median is None:
        return f"{label}: none known yet"
    if not spread.enough:
        return f"{label}: not enough yet ({spread.n} known, from {rules.insights_min} on)"
    middle = current().number(spread.median, 0 if spread.median == int(spread.median) else 1)
    return f"{label}: half in {middle} days (from {spread.n})"


def theme_lines(themes: Sequence[Theme], rules: Rules) -> list[str]:
    """Return the themes that form a pattern; without any, what is still missing for one."""
    shown = [f"“{clean_line(t.name, 30)}”: {t.words}, {t.employers} companies" for t in themes if t.enough]
    if shown:
        return shown
    best = themes[0] if themes else None
    if best is None:
        return ["No themes yet: they come from the answers in the journal."]
    return [
        f"Not enough yet: a theme needs {rules.theme_min_employers} different companies; "
        f"“{clean_line(best.name, 30)}” has {best.employers}."
    ]
