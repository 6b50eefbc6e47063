"""The figures in words: always with the number behind them, "not enough yet" below it, calm where that is wished."""

from collections.abc import Iterator, Sequence

from rejection_tui.domain.book import Book
from rejection_tui.domain.figures import Figure, Insights, Spread, Theme
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.text import clean_line
from rejection_tui.services.when import day
from rejection_tui.tui.dialogs.pick import Line


def told(figure: Figure, rules: Rules, what: str = "") -> str:
    """Return a figure in words, such as "replies sent, answered: 2 of 7"."""
    label = what or figure.label
    if not figure.n:
        return f"{label}: none yet"
    few = "" if figure.enough else f"  (not enough yet: from {rules.insights_min} on it may mean something)"
    return f"{label}: {figure.words}{few}"


def share(figure: Figure) -> str:
    """Return a share without a number, for calm mode."""
    if not figure.n or not figure.count:
        return "none"
    part = figure.count / figure.n
    return "all" if part == 1 else ("most" if part > 0.5 else ("some" if part > 0.2 else "few"))


def stage_lines(figures: Insights, rules: Rules) -> list[str]:
    """Return where the noes came, and what is counted apart."""
    noes = figures.stages[0].n if figures.stages else 0
    if rules.calm:
        few = ["Not enough yet to see a pattern."]
        return [f"{f.label}: {share(f)}" for f in figures.stages] if noes >= rules.insights_min else few
    lines = [enough_line(noes, rules, "noes")]
    lines += [told(figures.role_closed, rules), told(figures.withdrew, rules)] if figures.role_closed.n else []
    return lines


def enough_line(n: int, rules: Rules, what: str) -> str:
    """Return the number behind a chart, and whether it is enough to look at."""
    what = {"noes": "no", "answers": "answer", "rejections": "rejection"}.get(what, what) if n == 1 else what
    if n >= rules.insights_min:
        return f"From {n} {what}."
    return f"From {n} {what}: not enough yet to see a pattern (from {rules.insights_min} on)."


def spread_line(spread: Spread, rules: Rules) -> str:
    """Return the middle of a spread of days."""
    if spread.median is None:
        return f"{spread.label}: none known yet"
    if not spread.enough:
        return f"{spread.label}: not enough yet ({spread.n} known, from {rules.insights_min} on)"
    middle = f"{spread.median:g}".removesuffix(".0")
    return f"{spread.label}: half within {middle} days (from {spread.n})"


def theme_lines(themes: Sequence[Theme], rules: Rules) -> list[str]:
    """Return the themes that are patterns, and what is still missing for one."""
    shown = [f"“{clean_line(t.name, 30)}”: {t.words}, {t.employers} employers" for t in themes if t.enough]
    if shown:
        return shown
    best = themes[0] if themes else None
    if best is None:
        return ["No themes yet: they come from the answers in the journal."]
    return [
        f"Not enough yet: a theme needs {rules.theme_min_employers} different employers; "
        f"“{clean_line(best.name, 30)}” has {best.employers}."
    ]


def quotes(book: Book, figures: Insights) -> Iterator[Line]:
    """Return the words behind the themes, then those of answers without one."""
    told_already: set[str] = set()
    for theme in figures.themes:
        for uid in theme.uids:
            told_already.add(uid)
            yield from _quote(book, uid, f"{theme.name} ({theme.words})", f"{theme.name}|{uid}")
    for answer in sorted(book.feedback.values(), key=lambda f: f.received, reverse=True):
        if answer.uid not in told_already:
            yield from _quote(book, answer.uid, answer.gap.label, f"|{answer.uid}")


def _quote(book: Book, uid: str, head: str, key: str) -> Iterator[Line]:
    answer = book.feedback.get(uid)
    if answer is None:
        return
    one = book.rejections.get(answer.rejection)
    who = one.company if one else "an employer"
    words = clean_line(answer.quote or answer.verbatim, 160)
    yield Line(
        key,
        f"{head} · {who}: “{words}”",
        f"{who}, {day(answer.received, answer.received)}\n\n{answer.verbatim}",
        (answer.quote,),
    )
