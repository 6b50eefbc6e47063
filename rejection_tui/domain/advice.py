"""The calm sentence of the insights: what to work on next and why, with its figures and without a promise."""

from datetime import datetime
from typing import Final

from rejection_tui.domain.agenda import today
from rejection_tui.domain.book import Book
from rejection_tui.domain.feedback import Gap
from rejection_tui.domain.figures import Figure, Insights
from rejection_tui.domain.rejection import Stage
from rejection_tui.domain.rules import Rules

_BY_GAP: Final = {
    Gap.SKILL.label: "one small thing to learn, with a date, is the next step",
    Gap.EXPERIENCE.label: "the lines of your CV that tell of it are the next step",
    Gap.TECHNIQUE.label: "a few questions rehearsed aloud are the next step",
}
_BY_STAGE: Final = {
    Stage.APPLICATION.label: "the CV and the cover letter are the place to look: try rewriting two bullets",
    Stage.SCREENING.label: "the first conversation is the place to look: rehearse your story in two minutes",
    Stage.INTERVIEW.label: "the interview is the place to look: rehearse two questions aloud this week",
    Stage.FINAL.label: "you come far; ask what tipped the balance, and keep those people warm",
}


def suggest(book: Book, figures: Insights, now: datetime, rules: Rules) -> str:
    """Return what to work on next: a theme, else a gap, else a stage that stands out, else the next thing due."""
    return _by_theme(figures) or _by_gap(figures) or _by_stage(figures, rules) or _next(book, now, rules, figures)


def _by_theme(figures: Insights) -> str:
    theme = next((t for t in figures.themes if t.enough), None)
    if theme is None:
        return ""
    return (
        f"Look at “{theme.name}” next: {theme.employers} different employers named it, in {theme.words}. "
        "Their words are one key away."
    )


def _most(figures: tuple[Figure, ...]) -> Figure | None:
    """Return the figure that holds more than half of at least the least number, if there is one."""
    found = max(figures, key=lambda f: f.count, default=None)
    return found if found is not None and found.enough and found.count * 2 > found.n else None


def _by_gap(figures: Insights) -> str:
    gap = _most(figures.gaps)
    if gap is None or gap.label not in _BY_GAP:
        return ""
    return f"{gap.words} answers point at the same kind of gap, {gap.label}: {_BY_GAP[gap.label]}."


def _by_stage(figures: Insights, rules: Rules) -> str:
    stage = _most(figures.stages)
    if stage is None:
        return ""
    how = "Most of the noes" if rules.calm else f"{stage.words} noes"
    return f"{how} came at the {stage.label} stage, so {_BY_STAGE[stage.label]}."


def _next(book: Book, now: datetime, rules: Rules, figures: Insights) -> str:
    first = next(iter(today(book, now, rules)), None)
    few = any(f.n and not f.enough for f in figures.stages)
    why = "There is not enough yet to see a pattern." if few else "No pattern stands out."
    return f"{why} Next: {first.title}." if first else f"{why} Nothing is due; today is free."
