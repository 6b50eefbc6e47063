"""Cover letters: added, rewritten in versions, restored, compared, linked, finished and deleted; each one undo."""

from pathlib import Path

import pytest

from rejection_tui import export
from rejection_tui.domain.cover_letter import CoverLetter
from rejection_tui.domain.feedback import Feedback, Gap, NamedGap
from rejection_tui.domain.rejection import Rejection, Stage
from rejection_tui.services import cover_letters, exports, journal, letters, refine, rejections
from rejection_tui.services.context import AppContext
from tests.fuzz.checks import text_is_clean
from tests.services.transactions import one_transaction, refused
from tests.strategies import HOSTILE
from tests.world.clock import NOW

LETTER = """Dear Ms Stone,

Your ovens at Millers are older than I am, and the bread tastes of it. I would like to be a baker there.

In three years at a bakery with four ovens I cut what was left over on Saturdays from 40 rolls to six.

May I come for a trial morning?

Kind regards,
Alex Morgan"""


@pytest.fixture
def answer(context: AppContext, acme: Rejection) -> Feedback:
    return journal.add(context, acme.uid, "Your letter did not show your results.", gaps=[NamedGap(Gap.EXPERIENCE)])


@pytest.fixture
def letter(context: AppContext, answer: Feedback) -> CoverLetter:
    return cover_letters.add(
        context, LETTER, feedback=answer.uid, company="Millers", role="Baker", person="Ada Stone", source="cover.md"
    )


def rules(context: AppContext, text: str, letter: CoverLetter | None = None) -> set[str]:
    return {f.rule for f in cover_letters.check(context, text, letter) if f.severity != "good"}


def test_a_letter_is_added_with_its_first_version_and_its_lesson(
    context: AppContext, acme: Rejection, answer: Feedback
) -> None:
    made = one_transaction(context, lambda: cover_letters.add(context, LETTER, answer.uid, company="Millers"))
    (version,) = context.records.versions_of(made.uid)
    assert (made.feedback, made.rejection, version.text, version.feedback) == (answer.uid, acme.uid, LETTER, answer.uid)
    refused(context, lambda: cover_letters.add(context, " \n"), "no text")


def test_it_is_for_the_company_of_the_rejection_only_where_it_names_it(context: AppContext, acme: Rejection) -> None:
    again = cover_letters.add(context, LETTER.replace("Millers", "Acme"), rejection=acme.uid)
    other = cover_letters.add(context, LETTER, rejection=acme.uid)
    assert (again.company, again.role, other.company) == ("Acme", "Analyst", "")


def test_versions_follow_one_another_and_an_old_one_comes_back_as_a_new_one(
    context: AppContext, letter: CoverLetter, answer: Feedback
) -> None:
    better = LETTER.replace("six", "four")
    new = one_transaction(context, lambda: cover_letters.save(context, letter.uid, better, "the right figure"))
    assert (new.note, new.feedback) == ("the right figure", answer.uid)
    before = context.records
    assert cover_letters.save(context, letter.uid, better) == new and context.records is before
    pieces = cover_letters.compare(context.records, letter.uid, 1, 2)
    assert ("cut", "six.") in pieces and ("add", "four.") in pieces
    one_transaction(context, lambda: cover_letters.restore(context, letter.uid, 1))
    texts = [one.text for one in context.records.versions_of(letter.uid)]
    assert texts == [LETTER, better, LETTER]
    refused(context, lambda: cover_letters.restore(context, letter.uid, 3), "says now")
    refused(context, lambda: cover_letters.restore(context, letter.uid, 9), "no version 9")


def test_a_version_says_which_answer_and_which_gap_it_responds_to(
    context: AppContext, letter: CoverLetter, answer: Feedback
) -> None:
    (version,) = context.records.versions_of(letter.uid)
    made = one_transaction(
        context, lambda: cover_letters.note(context, version.uid, "figures", answer.uid, "gap-of-that-answer")
    )
    assert (made.note, made.feedback, made.gap, made.text) == ("figures", answer.uid, "gap-of-that-answer", LETTER)
    assert cover_letters.save(context, letter.uid, LETTER + " x", "y", "", "z").gap == ""


def test_an_open_place_keeps_it_from_being_finished(context: AppContext, letter: CoverLetter) -> None:
    cover_letters.save(context, letter.uid, LETTER.replace("four", "[how many?]"))
    refused(context, lambda: cover_letters.finish(context, letter.uid), "how many")
    cover_letters.restore(context, letter.uid, 1)
    assert one_transaction(context, lambda: cover_letters.finish(context, letter.uid)).done == NOW
    one_transaction(context, lambda: cover_letters.reopen(context, letter.uid))
    cover_letters.finish(context, letter.uid)
    cover_letters.save(context, letter.uid, LETTER + "\nPS")
    assert context.records.cover_letters[letter.uid].done is None


def test_links_follow_what_is_deleted_and_versions_go_with_their_letter(
    context: AppContext, acme: Rejection, letter: CoverLetter, answer: Feedback
) -> None:
    one_transaction(context, lambda: cover_letters.link(context, letter.uid, rejection=acme.uid))
    assert context.records.cover_letters[letter.uid].feedback == ""
    cover_letters.link(context, letter.uid, answer.uid)
    journal.delete(context, answer.uid)
    rejections.delete(context, [acme.uid])
    kept = context.records.cover_letters[letter.uid]
    assert (kept.feedback, kept.rejection) == ("", "")
    assert {v.feedback for v in context.records.versions_of(letter.uid)} == {""}
    one_transaction(context, lambda: cover_letters.delete(context, [letter.uid, letter.uid]))
    assert not context.records.cover_letters and not context.records.cover_versions
    refused(context, lambda: cover_letters.get(context.records, letter.uid), "not in the file")
    refused(context, lambda: cover_letters.link(context, letter.uid, "gone"))


def test_the_file_knows_whose_names_do_not_belong_and_what_the_cv_says(
    context: AppContext, acme: Rejection, letter: CoverLetter
) -> None:
    assert not rules(context, LETTER, letter)
    assert rules(context, LETTER.replace("a bakery", "Acme"), letter) == {"cover.leftover"}
    assert rules(context, LETTER.replace("Ms Stone", "Ms Nair"), letter) == {"cover.greeting"}
    refine.queue_bullets(context, ["Cut what was left over on Saturdays from 40 rolls to six"])
    assert rules(context, LETTER, letter) == {"cover.cv"}
    with context.store.transaction("Worked there", NOW) as transaction:
        (line,) = transaction.records.bullets.values()
        transaction.put(type(line)(line.uid, "Sold much", NOW, section="Analyst, Acme"))
    assert not rules(context, LETTER.replace("a bakery", "Acme"), letter)


def test_an_application_fills_in_what_is_not_said(context: AppContext, acme: Rejection) -> None:
    found = cover_letters.check(context, LETTER, application=acme)
    told = {f.rule: f.message for f in found}
    assert "Acme is named nowhere." in [f.message for f in found]
    assert told["cover.greeting"] == "The greeting names Ms Stone; Priya Nair reads it."
    german = letters.Entry("Bäckerei Moll", "Bäcker", NOW, Stage.APPLICATION)
    other = rejections.edit(context, rejections.add(context, german).uid, language="de-AT")
    assert "cover.language" in {f.rule for f in cover_letters.check(context, LETTER, application=other)}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_kept_clean_and_checked(context: AppContext, tmp_path: Path, text: str) -> None:
    made = cover_letters.add(context, f"x {text}", company=text, role=text, person=text, title=text, source=text)
    cover_letters.save(context, made.uid, f"y {text}", text)
    text_is_clean(context.records)
    cover_letters.check(context, text, made)
    cover_letters.write(context, made.uid, tmp_path / "x.txt")


def test_report_and_share_safe_copy_have_it_without_names(context: AppContext, letter: CoverLetter) -> None:
    cover_letters.save(context, letter.uid, LETTER.replace("six", "four"), "Ada Stone said so")
    report = exports.render(context, "md").decode()
    assert "## Cover letters" in report and "Version 2" in report and "Your ovens at Millers" in report
    assert export.from_json(exports.render(context, "json")).cover_versions == context.records.cover_versions
    safe = str(export.share_safe(context.records).cover_versions) + str(
        export.share_safe(context.records).cover_letters
    )
    assert "Stone" not in safe and "Millers" not in safe and "40 rolls" in safe


@pytest.mark.parametrize("ending", [".txt", ".md"])
def test_a_file_is_read_with_its_broken_lines_joined(tmp_path: Path, ending: str) -> None:
    broken = "\n".join(
        ("Dear Ms Stone,", "", "Your ovens at Millers are older than I am, and the bread tastes of", "it, which is",
         "why I would like to be a baker with you, rather than anywhere else in", "this town.", "", "Regards", "Alex")
    )  # fmt: skip
    path = tmp_path / f"cover{ending}"
    path.write_text(broken, encoding="utf-8")
    text = cover_letters.read_file(path)
    assert cover_letters.is_cover_letter(text) and "tastes of it, which is" in text
