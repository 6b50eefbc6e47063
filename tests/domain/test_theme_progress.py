"""What became of each theme: whose words, what was done, and whether a later answer names it again."""

from datetime import timedelta

import pytest

from rejection_tui.domain.feedback import Feedback, Gap, NamedGap, with_gaps
from rejection_tui.domain.record import replace
from rejection_tui.domain.refine import Bullet, BulletState
from rejection_tui.domain.theme_progress import ThemeState, progress_of, sentence
from tests.world.clock import NOW
from tests.world.records import ago, answer, records, rejection

FIRST, SECOND = rejection("r1", days=60), rejection("r2", "Acme", days=40)


def named(entry: Feedback, *gaps: NamedGap) -> Feedback:
    return with_gaps(entry, gaps)


def two() -> tuple[Feedback, Feedback]:
    """Return an answer with two gaps and a later one, of another company, that names the first theme again."""
    early = replace(answer(FIRST, 50), uid="early")
    later = replace(answer(SECOND, 10), uid="later")
    return (
        named(early, NamedGap(Gap.EXPERIENCE, ("figures",), "no numbers"), NamedGap(Gap.SKILL, ("SQL",), "little SQL")),
        named(later, NamedGap(Gap.EXPERIENCE, ("Figures",), "still no numbers"), NamedGap(Gap.NOT_YOU, ("budget",))),
    )


def line(days: float, done: bool = True) -> Bullet:
    state, at = (BulletState.DONE, ago(days)) if done else (BulletState.QUEUED, None)
    return Bullet("b1", "Led it", ago(days + 1), feedback="early", rejection="r1", state=state, done=at)


def test_a_theme_has_the_words_of_all_its_companies_however_it_is_spelt() -> None:
    found = {one.name: one for one in progress_of(records(FIRST, SECOND, *two()), NOW)}
    assert list(found) == ["figures", "SQL", "budget"]
    assert found["figures"].employers == 2
    assert [(w.company, w.quote) for w in found["figures"].words] == [
        (FIRST.company, "no numbers"),
        ("Acme", "still no numbers"),
    ]
    assert found["budget"].state is ThemeState.NOT_YOU and "not about you" in sentence(found["budget"])
    assert found["SQL"].state is ThemeState.TO_DO and "Nothing is planned" in sentence(found["SQL"])


@pytest.mark.parametrize(
    ("given", "state", "words"),
    [
        ((line(5),), ThemeState.DONE, "No answer came since."),
        ((line(20),), ThemeState.AGAIN, "Of 1 answer since, 1 names it."),
        ((line(5, done=False),), ThemeState.TO_DO, "1 thing planned, none done yet."),
        ((line(5), replace(line(5, done=False), uid="b2")), ThemeState.UNDER_WAY, "1 of 2 things done."),
    ],
)
def test_what_was_done_and_whether_it_is_named_again(given: tuple[Bullet, ...], state: ThemeState, words: str) -> None:
    found = next(one for one in progress_of(records(FIRST, SECOND, *two(), *given), NOW) if one.name == "figures")
    assert found.state is state and words in sentence(found)


def test_a_later_answer_that_leaves_a_theme_out_makes_it_quiet() -> None:
    early, later = two()
    later = with_gaps(later, [NamedGap(Gap.TECHNIQUE, ("structure",))])
    found = next(
        one for one in progress_of(records(FIRST, SECOND, early, later, line(20)), NOW) if one.name == "figures"
    )
    assert found.state is ThemeState.QUIET and "none names it" in sentence(found)


def test_answers_that_name_nothing_have_no_themes() -> None:
    assert progress_of(records(FIRST, answer(FIRST, 3, Gap.NOTHING_USABLE), answer(SECOND, 2)), NOW) == ()
    only = named(replace(answer(FIRST, 3), uid="x"), NamedGap(Gap.SKILL))
    (found,) = progress_of(records(FIRST, only), NOW + timedelta(days=1))
    assert found.name == Gap.SKILL.label
