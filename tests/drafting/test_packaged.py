"""The checks have nothing against what the program writes, also when it comes back as a text of nobody knows whose."""

import pytest

from rejection_tui.domain.draft import DraftKind, Severity
from rejection_tui.domain.language import Form, Language
from rejection_tui.drafting import CheckContext, check, compose
from rejection_tui.drafting.packaged import packaged
from tests.drafting.test_compose import ROLE, situation

CASES = {
    ("stage.application", "reason.told", "reason.skill"): frozenset[str](),
    ("stage.interview", "met.any", "met.interview", "praise"): frozenset({"interview"}),
    ("closed.any", "closed.frozen", "on_hold"): frozenset[str](),
}
MORE = {
    DraftKind.ANSWER: ("answer.yes", "asks.come_back"),
    DraftKind.THANKS: ("gap.skill", "plan"),
    DraftKind.VALUE: ("win.certificate",),
}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", list(DraftKind))
def test_nothing_is_said_against_a_packaged_draft(language: Language, kind: DraftKind) -> None:
    for conditions, met in CASES.items():
        for form in (Form.FORMAL, Form.FAMILIAR):
            draft = compose(situation(kind, *conditions, *MORE.get(kind, ()), language=language, form=form))
            context = CheckContext(
                company="Northwind", role=ROLE[language.base], recruiter_name="Jane Hart", my_name="Sam Reed", met=met,
                feedback_given=kind is DraftKind.THANKS, language=language.value, has_win=True,
            )  # fmt: skip
            found = check(kind, draft.subject, draft.body, context)
            assert not [f for f in found if f.severity is not Severity.GOOD], draft.body


def test_a_packaged_sentence_is_known_by_its_words_with_any_name_in_it() -> None:
    draft = compose(situation(company="Globex"))
    assert all(packaged(sentence.text, "en") for sentence in draft.sentences)
    assert packaged("You have clearly not read what I sent you.", "en") is None


def test_a_packaged_sentence_that_claims_a_meeting_nobody_had_is_untrue() -> None:
    draft = compose(situation(DraftKind.REPLY, "met.trial", "met.any"))
    context = CheckContext(company="Northwind", recruiter_name="Jane Hart", my_name="Sam Reed", met=frozenset())
    assert "fact.untrue" in [f.rule for f in check(DraftKind.REPLY, draft.subject, draft.body, context)]
