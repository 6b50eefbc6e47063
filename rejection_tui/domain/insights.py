"""Statistics of the user's rejections and answers: counts with their totals, and no conclusions from too few."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median
from typing import Final

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.agenda import today
from rejection_tui.domain.company import company_key
from rejection_tui.domain.contact import Touch
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.feedback import Feedback, Gap
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import CAME_BACK, Event, Outcome, Rejection, RejectionKind, Stage
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.silence import stayed_silent
from rejection_tui.domain.steps import STEP_TITLES, Action, ActionState, StepState, step_state
from rejection_tui.domain.text import fold


@dataclass(frozen=True, slots=True)
class Figure:
    """`count` of `n`, with the uids counted; `enough` False means there are too few to conclude anything."""

    label: str
    count: int
    n: int
    enough: bool
    uids: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The figure in words, such as "3 of 7"."""
        return f"{self.count} of {self.n}"


@dataclass(frozen=True, slots=True)
class Spread:
    """Numbers of days, sorted, with their median (None when there are none)."""

    label: str
    days: tuple[int, ...]
    median: float | None
    n: int
    enough: bool


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme in `count` of all `n` answers, from `employers` different companies; a pattern only if `enough`."""

    name: str
    count: int
    n: int
    employers: int
    enough: bool
    uids: tuple[str, ...]  # the answers, oldest first
    months: tuple[tuple[date, int], ...] = ()  # (first day of a month, number of answers in it)

    @property
    def words(self) -> str:
        """The theme in words, such as "3 of 7 answers"."""
        return f"{self.count} of {self.n} answer{'' if self.n == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Insights:
    """The figures of the insights screen. `stages` leaves out closed roles and withdrawn applications.

    An application without an answer is no rejection: those that stayed silent are counted in `no_answer` alone, those
    that still wait nowhere.
    """

    stages: tuple[Figure, ...]  # n: all rejections by the company
    role_closed: Figure  # n: everything that was answered
    withdrew: Figure
    no_answer: Figure  # n: everything that was answered, and these
    gaps: tuple[Figure, ...]  # n: all answers
    themes: tuple[Theme, ...]
    days_to_no: Spread
    days_to_feedback: Spread
    steps: tuple[Figure, ...]  # the four steps done; n: rejections not withdrawn
    replies: Figure  # answered of sent
    feedback: Figure  # received of asked
    contacts: Figure  # re-engaged of kept
    doors: Figure  # on hold or further


_BY_GAP: Final = {
    Gap.SKILL.label: "next, choose one small thing to learn, with a date",
    Gap.EXPERIENCE.label: "next, rewrite the lines of your CV that show it",
    Gap.TECHNIQUE.label: "next, rehearse a few questions out loud",
    Gap.NOT_YOU.label: "that is not about you; where it can be asked, such as a visa or a place, ask before you apply",
}
_BY_STAGE: Final = {
    Stage.APPLICATION.label: "start with your CV and cover letter: try rewriting two bullets",
    Stage.SCREENING.label: "start with the first conversation: rehearse your story in two minutes",
    Stage.INTERVIEW.label: "start with the interview: rehearse two questions out loud this week",
    Stage.FINAL.label: "you get far; ask what tipped the balance, and stay in touch with those people",
}


def suggest(records: Records, figures: Insights, now: datetime, rules: Rules) -> str:
    """Return a sentence on what to work on next: a theme, a gap, a stage that stands out, or the next thing due."""
    return _by_theme(figures) or _by_gap(figures) or _by_stage(figures, rules) or _next(records, now, rules, figures)


def _by_theme(figures: Insights) -> str:
    theme = next((t for t in figures.themes if t.enough), None)
    if theme is None:
        return ""
    return (
        f"Look at “{theme.name}” next: {theme.employers} different companies named it, in {theme.words}. "
        "Their words are one key away."
    )


def _majority(figures: tuple[Figure, ...]) -> Figure | None:
    """Return the figure with more than half of the total, if that total is large enough."""
    found = max(figures, key=lambda f: f.count, default=None)
    return found if found is not None and found.enough and found.count * 2 > found.n else None


def _by_gap(figures: Insights) -> str:
    gap = _majority(figures.gaps)
    if gap is None or gap.label not in _BY_GAP:
        return ""
    return f"{gap.words} answers point to the same kind of gap, {gap.label}: {_BY_GAP[gap.label]}."


def _by_stage(figures: Insights, rules: Rules) -> str:
    stage = _majority(figures.stages)
    if stage is None:
        return ""
    how = "Most rejections" if rules.calm else f"{stage.words} rejections"
    return f"{how} came at the {stage.label} stage, so {_BY_STAGE[stage.label]}."


def _next(records: Records, now: datetime, rules: Rules, figures: Insights) -> str:
    first = next(iter(today(records, now, rules)), None)
    few = any(f.n and not f.enough for f in figures.stages)
    why = "There is not enough yet to see a pattern." if few else "No pattern stands out."
    return f"{why} Next: {first.title}." if first else f"{why} Nothing is due; today is free."


__all__ = ["Figure", "Insights", "Spread", "Theme", "insights", "suggestion", "themes_of"]


def insights(records: Records, now: datetime, rules: Rules) -> Insights:
    """Return the figures of the insights screen. Archived rejections count: they are only hidden."""
    filed = sorted(records.rejections.values(), key=lambda r: (r.received, r.uid))
    rejections = [r for r in filed if r.kind is not RejectionKind.NO_ANSWER]
    silent = [r.uid for r in filed if r.kind is RejectionKind.NO_ANSWER and stayed_silent(records, r, now)]
    actions = {r.uid: records.actions_of(r.uid) for r in rejections}
    turned_down = [r for r in rejections if r.kind is RejectionKind.TURNED_DOWN]
    mine = [r for r in rejections if r.kind is not RejectionKind.WITHDREW]
    closed = [r.uid for r in rejections if r.kind is RejectionKind.ROLE_CLOSED]
    withdrew = [r.uid for r in rejections if r.kind is RejectionKind.WITHDREW]
    answers = sorted(records.feedback.values(), key=lambda f: (f.received, f.uid))
    return Insights(
        stages=tuple(
            _figure(s.label, [r.uid for r in turned_down if r.stage is s], len(turned_down), rules) for s in Stage
        ),
        role_closed=_figure(RejectionKind.ROLE_CLOSED.label, closed, len(rejections), rules),
        withdrew=_figure(RejectionKind.WITHDREW.label, withdrew, len(rejections), rules),
        no_answer=_figure(RejectionKind.NO_ANSWER.label, silent, len(rejections) + len(silent), rules),
        gaps=tuple(_figure(g.label, [f.uid for f in answers if f.names(g)], len(answers), rules) for g in Gap),
        themes=themes_of(records, now, rules),
        days_to_no=_spread("days from application to rejection", _days_to_no(mine, now), rules),
        days_to_feedback=_spread(
            "days from the question to the answer", _days_to_feedback(records, actions, now), rules
        ),
        steps=tuple(_step_figure(n, mine, actions, rules) for n in STEP_TITLES),
        replies=_replies(records, mine, actions, rules),
        feedback=_feedback(records, mine, actions, rules),
        contacts=_contacts(records, mine, rules),
        doors=_figure("kept open", [r.uid for r in mine if _is_kept_open(r)], len(mine), rules),
    )


def suggestion(records: Records, now: datetime, rules: Rules) -> str:
    """Return one or two sentences: what to work on next, and the figures that support it."""
    return suggest(records, insights(records, now, rules), now, rules)


def _figure(label: str, uids: list[str], n: int, rules: Rules) -> Figure:
    return Figure(label, len(uids), n, n >= rules.insights_min, tuple(uids))


def _spread(label: str, days: list[int], rules: Rules) -> Spread:
    ordered = tuple(sorted(days))
    middle = float(median(ordered)) if ordered else None
    return Spread(label, ordered, middle, len(ordered), len(ordered) >= rules.insights_min)


def _is_kept_open(r: Rejection) -> bool:
    return r.outcome not in (Outcome.OPEN, Outcome.CLOSED)


def usable(feedback: Feedback) -> bool:
    """True for an answer that may count towards a theme: not for boilerplate."""
    return not feedback.names(Gap.NOTHING_USABLE)


def own_themes(feedback: Feedback) -> tuple[str, ...]:
    """Return the themes of an answer that are about the applicant, each once."""
    return tuple(dict.fromkeys(t for one in feedback.named if one.gap is not Gap.NOT_YOU for t in one.themes))


def themes_of(records: Records, now: datetime, rules: Rules) -> tuple[Theme, ...]:
    """Return the themes, those from enough different companies first; `n` counts every answer, boilerplate too."""
    answers = sorted((f for f in records.feedback.values() if usable(f)), key=lambda f: (f.received, f.uid))
    names: dict[str, str] = {}
    groups: dict[str, list[Feedback]] = {}
    for answer in answers:
        for key, name in {fold(t): t for t in own_themes(answer) if fold(t)}.items():
            names.setdefault(key, name)
            groups.setdefault(key, []).append(answer)
    themes = (_theme(records, names[key], found, len(records.feedback), now, rules) for key, found in groups.items())
    return tuple(sorted(themes, key=lambda t: (not t.enough, -t.employers, -t.count, t.name)))


def _theme(records: Records, name: str, found: list[Feedback], n: int, now: datetime, rules: Rules) -> Theme:
    employers = {_employer(records, f) for f in found}
    months: dict[date, int] = {}
    for answer in found:
        month = local_day(answer.received, now).replace(day=1)
        months[month] = months.get(month, 0) + 1
    enough = len(employers) >= rules.theme_min_employers
    uids = tuple(f.uid for f in found)
    return Theme(name, len(found), n, len(employers), enough, uids, tuple(sorted(months.items())))


def _employer(records: Records, feedback: Feedback) -> str:
    rejection = records.rejections.get(feedback.rejection)
    return company_key(rejection.company) if rejection else feedback.rejection


def _days_to_no(rejections: list[Rejection], now: datetime) -> list[int]:
    days = ((local_day(r.received, now) - r.applied).days for r in rejections if r.applied)
    return [d for d in days if d >= 0]


def _done(actions: Iterable[Action], key: ActionKey) -> Action | None:
    return next((a for a in actions if a.key == key and a.state is ActionState.DONE and a.at is not None), None)


def _days_to_feedback(records: Records, actions: Mapping[str, tuple[Action, ...]], now: datetime) -> list[int]:
    result = []
    for uid, mine in actions.items():
        ask, answers = _done(mine, ActionKey.FEEDBACK_ASK), records.feedback_of(uid)
        if ask is not None and ask.at is not None and answers and answers[0].received >= ask.at:
            result.append((local_day(answers[0].received, now) - local_day(ask.at, now)).days)
    return result


def _step_figure(step: int, mine: list[Rejection], actions: Mapping[str, tuple[Action, ...]], rules: Rules) -> Figure:
    done = [r.uid for r in mine if step_state(actions.get(r.uid, ()), step) is StepState.DONE]
    return _figure(STEP_TITLES[step], done, len(mine), rules)


def _replies(
    records: Records, mine: list[Rejection], actions: Mapping[str, tuple[Action, ...]], rules: Rules
) -> Figure:
    """Return the figure of replies after which a touch was answered or the outcome improved, of all replies sent."""
    sent = {r.uid: a for r in mine if (a := _done(actions.get(r.uid, ()), ActionKey.REPLY_SEND)) is not None}
    touches = [t for t in records.touches.values() if t.answered]
    events = [e for e in records.events.values() if e.what == "outcome" and e.value in CAME_BACK]
    people = {r.uid: records.people_of(r) for r in mine if r.uid in sent}
    answered = [r.uid for r in mine if r.uid in sent and _answered(r, people[r.uid], sent[r.uid], touches, events)]
    return _figure("replies answered", answered, len(sent), rules)


def _answered(r: Rejection, people: tuple[str, ...], sent: Action, touches: list[Touch], events: list[Event]) -> bool:
    since = sent.at or r.received
    by_touch = any(t.concerns(r, people) and t.at >= since for t in touches)
    return by_touch or any(e.rejection == r.uid and e.at >= since for e in events)


def _feedback(
    records: Records, mine: list[Rejection], actions: Mapping[str, tuple[Action, ...]], rules: Rules
) -> Figure:
    asked = [r.uid for r in mine if _done(actions.get(r.uid, ()), ActionKey.FEEDBACK_ASK) is not None]
    answered = {f.rejection for f in records.feedback.values()}
    return _figure("requests for feedback answered", [uid for uid in asked if uid in answered], len(asked), rules)


def _contacts(records: Records, mine: list[Rejection], rules: Rules) -> Figure:
    """Return the figure of contacts with a rejection whose outcome improved, of all contacts with a touch."""
    touched = {t.contact for t in records.touches.values()}
    kept = sorted(c.uid for c in records.contacts.values() if c.uid in touched and not c.never_again)
    moved = {e.rejection for e in records.events.values() if e.what == "outcome" and e.value in CAME_BACK}
    opened = {uid for r in mine if r.outcome.came_back or r.uid in moved for uid in records.people_of(r)}
    return _figure("contacts who came back to you", [uid for uid in kept if uid in opened], len(kept), rules)
