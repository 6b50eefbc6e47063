"""What became of each theme that answers name: their words, what was done about it, and whether it is still named."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rejection_tui.domain.company import company_key
from rejection_tui.domain.feedback import REAL_GAPS, Feedback, Gap, Learning, NamedGap
from rejection_tui.domain.gaps import title_of, work_of
from rejection_tui.domain.records import Records
from rejection_tui.domain.refine import Bullet, BulletState, Question
from rejection_tui.domain.steps import Action, ActionState
from rejection_tui.domain.text import fold


class ThemeState(StrEnum):
    """How far the work on a theme has come; the values appear in JSON output."""

    TO_DO = "to_do"  # nothing was done about it yet
    UNDER_WAY = "under_way"
    DONE = "done"  # all that was planned because of it
    QUIET = "quiet"  # done, and no later answer names it
    AGAIN = "again"  # a later answer names it after something was done
    NOT_YOU = "not_you"  # it was never about the applicant

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {
            "to_do": "nothing done yet",
            "under_way": "under way",
            "done": "done",
            "quiet": "done, and not named since",
            "again": "named again after it",
            "not_you": "not about you",
        }[self]


@dataclass(frozen=True, slots=True)
class ThemeWords:
    """One time a theme was named: by which company, when, with which words of the answer."""

    feedback: str
    gap: str
    kind: Gap
    company: str
    at: datetime
    quote: str


@dataclass(frozen=True, slots=True)
class ThemeWork:
    """One thing planned or done because of a theme; `done` is None while it is open."""

    uid: str
    what: str
    done: datetime | None
    begun: bool = False  # a line that is drafted, a question that was rehearsed


@dataclass(frozen=True, slots=True)
class ThemeProgress:
    """A theme: its words oldest first, the work because of it, and the answers that came after the first work."""

    name: str
    state: ThemeState
    employers: int
    words: tuple[ThemeWords, ...]
    work: tuple[ThemeWork, ...]
    later: int = 0  # usable answers after the first work was done
    still: int = 0  # of these, the ones that name the theme again


#: A gap for which the user gave no theme stands under the kind of the gap.
_Key = tuple[bool, str]


def progress_of(records: Records, now: datetime) -> tuple[ThemeProgress, ...]:
    """Return every theme of the answers: those to work on first, most companies first, then those not about the user.

    A gap without a theme counts under the name of its kind. `now` is the end of what is looked at.
    """
    named: dict[_Key, list[tuple[Feedback, NamedGap]]] = {}
    names: dict[_Key, str] = {}
    for entry in sorted(records.feedback.values(), key=lambda f: (f.received, f.uid)):
        for gap in (one for one in entry.named if one.gap in REAL_GAPS):
            for folded, theme in {fold(theme): theme for theme in gap.themes or (gap.gap.label,)}.items():
                key = (gap.gap is Gap.NOT_YOU, folded)
                names.setdefault(key, theme)
                named.setdefault(key, []).append((entry, gap))
    found = (_progress(records, names[key], key[0], mine, now) for key, mine in named.items())
    return tuple(sorted(found, key=lambda one: (_ORDER[one.state], -one.employers, -len(one.words), one.name)))


_ORDER = {
    ThemeState.AGAIN: 0,
    ThemeState.TO_DO: 1,
    ThemeState.UNDER_WAY: 2,
    ThemeState.DONE: 3,
    ThemeState.QUIET: 4,
    ThemeState.NOT_YOU: 5,
}


def _progress(
    records: Records, name: str, is_theirs: bool, mine: list[tuple[Feedback, NamedGap]], now: datetime
) -> ThemeProgress:
    words = tuple(
        ThemeWords(entry.uid, gap.uid, gap.gap, _company(records, entry), entry.received, gap.quote)
        for entry, gap in mine
    )
    work = _work(records, mine)
    first = min((one.done for one in work if one.done is not None), default=None)
    after = [] if first is None else [f for f in records.feedback.values() if first < f.received <= now and f.gaps]
    naming = {entry.uid for entry, _ in mine}
    still = sum(entry.uid in naming for entry in after)
    state = ThemeState.NOT_YOU if is_theirs else _state(work, len(after), still)
    employers = len({company_key(one.company) or one.feedback for one in words})
    return ThemeProgress(name, state, employers, words, work, len(after), still)


def _state(work: tuple[ThemeWork, ...], later: int, still: int) -> ThemeState:
    done = [one for one in work if one.done is not None]
    if not done:
        return ThemeState.UNDER_WAY if any(one.begun for one in work) else ThemeState.TO_DO
    if still:
        return ThemeState.AGAIN
    if len(done) < len(work):
        return ThemeState.UNDER_WAY
    return ThemeState.QUIET if later else ThemeState.DONE


def _company(records: Records, entry: Feedback) -> str:
    rejection = records.rejections.get(entry.rejection)
    return rejection.company if rejection else ""


def _work(records: Records, mine: Iterable[tuple[Feedback, NamedGap]]) -> tuple[ThemeWork, ...]:
    """Return the work for some gaps, each once; an action stands only where no line, question or item does."""
    found: dict[str, ThemeWork] = {}
    for entry, gap in mine:
        work = work_of(records, entry, gap)
        own = [one for one in work if not isinstance(one, Action)]
        letters = _letters(records, entry, gap)
        for one in own or ([] if letters else work):
            found[one.uid] = ThemeWork(one.uid, _what(one, gap), _done_at(one), _is_begun(records, one))
        found |= {one.uid: one for one in letters}
    return tuple(sorted(found.values(), key=lambda one: (one.done is None, one.done.timestamp() if one.done else 0.0)))


def _letters(records: Records, entry: Feedback, gap: NamedGap) -> list[ThemeWork]:
    """Return the cover letters with a version that responds to a gap, on the day of the first such version."""
    found: dict[str, ThemeWork] = {}
    versions = sorted(records.cover_versions.values(), key=lambda one: (one.created, one.uid))
    for version in versions:
        letter = records.cover_letters.get(version.cover)
        if letter is not None and version.feedback == entry.uid and entry.named_by(version.gap) == gap:
            what = f"Cover letter{f', {letter.company}' if letter.company else ''}"
            words = f"{what}: {version.note}" if version.note else what
            found.setdefault(letter.uid, ThemeWork(letter.uid, words, version.created))
    return list(found.values())


def _what(work: Action | Learning | Bullet | Question, gap: NamedGap) -> str:
    match work:
        case Bullet():
            return f"CV line: {work.after or work.before}"
        case Question():
            return f"Question: {work.text}"
        case Learning():
            return work.title
        case _:
            return work.title or title_of(gap)


def _is_begun(records: Records, work: Action | Learning | Bullet | Question) -> bool:
    if isinstance(work, Bullet):
        return work.state is not BulletState.QUEUED
    return isinstance(work, Question) and bool(records.rehearsals_of(work.uid))


def _done_at(work: Action | Learning | Bullet | Question) -> datetime | None:
    match work:
        case Action():
            return work.at if work.state is ActionState.DONE else None
        case Bullet():
            return (work.done or work.created) if work.state is BulletState.DONE else None
        case _:
            return work.done


def sentence(one: ThemeProgress) -> str:
    """Return what became of a theme, in a sentence or two."""
    employers = "one company" if one.employers == 1 else f"{one.employers} companies"
    start = f"Named by {employers}."
    if one.state is ThemeState.NOT_YOU:
        return f"{start} It was not about you."
    done = sum(work.done is not None for work in one.work)
    if not done:
        planned = len(one.work)
        begun = sum(work.begun for work in one.work)
        rest = f"{_count(planned, 'thing')} planned, {f'{begun} begun' if begun else 'none done yet'}."
        rest = rest if planned else "Nothing is planned yet."
        return f"{start} {rest}"
    start = f"{start} {done} of {_count(len(one.work), 'thing')} done."
    if not one.later:
        return f"{start} No answer came since."
    return f"{start} Of {_count(one.later, 'answer')} since, {one.still or 'none'} {_names(one.still)} it."


def _names(count: int) -> str:
    return "name" if count > 1 else "names"


def _count(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
