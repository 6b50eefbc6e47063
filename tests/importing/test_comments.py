"""Comments on a report, after what mentors and their editors do to it."""

import dataclasses
import re
import textwrap
import time
from collections.abc import Callable

import pytest
from hypothesis import given

from rejection_tui.domain.errors import LetterError
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import RejectionKind
from rejection_tui.domain.report_marks import ReportPlace, digests, without_digests, without_reply_marks
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.steps import plan
from rejection_tui.domain.text import clean
from rejection_tui.export import report, share_safe, titles
from rejection_tui.importing import OwnReport, ReportComment, ReportComments, read_comments
from rejection_tui.importing.comments import MAX_COMMENTS, MAX_LINES
from tests.strategies import HOSTILE, any_records, raw_texts, some
from tests.world.clock import NOW
from tests.world.full_records import records

STEP_2 = "#### 2 Ask for feedback (r1-2)\n"
WORDS = "Ask her for ten minutes on the phone."


def sent(these: Records | None = None) -> str:
    return report(these or records(), NOW, Rules())


def read(text: str, these: Records | None = None) -> ReportComments:
    """Read as the service does."""
    these = these or records()
    plain, lines = without_digests(without_reply_marks(clean(text)))
    lines = lines or digests(report(these, NOW, Rules()).splitlines())
    names = [(title, uid) for one in (these, share_safe(these)) for uid, title in titles(one).items()]
    return read_comments(plain, OwnReport(these.rejections, lines, lambda: names))


def below(heading: str, words: str, text: str = "") -> str:
    text = text or sent()
    assert heading in text
    return text.replace(heading, f"{heading}\n{words}\n", 1)


def test_a_report_as_it_was_sent_has_no_comment() -> None:
    assert read(sent()).comments == () and read(without_digests(sent())[0]).comments == ()


@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize(("step", "title"), [(0, "1 Ask once, then let go"), (4, "2 Cultivate")])
def test_the_short_steps_of_an_application_without_an_answer_are_commented_too(
    step: int, title: str, marked: bool
) -> None:
    silent = replace(records().rejections["r1"], kind=RejectionKind.NO_ANSWER)
    planned = {action.uid: action for action in plan(silent, NOW, Rules())}
    these = dataclasses.replace(records(), rejections={"r1": silent}, actions=planned)
    text = sent(these)
    (heading,) = [line for line in text.splitlines() if line.startswith(f"#### {title}")]
    commented = below(heading, WORDS, text)
    if not marked:  # an editor took the mark away
        commented = commented.replace(heading, f"#### {title}")
    assert read(commented, these).comments == (ReportComment(ReportPlace("r1", step), WORDS),)


@some(40)
@given(any_records())
def test_no_report_comments_on_itself(these: Records) -> None:
    if these.inbox():
        assert read(sent(these), these).comments == ()


@pytest.mark.parametrize("words", [WORDS, f"> {WORDS}", f"<!-- {WORDS} -->", f">{WORDS}\\"])
def test_a_paragraph_and_a_quote_are_comments_on_their_step(words: str) -> None:
    assert read(below(STEP_2, words)).comments == (ReportComment(ReportPlace("r1", 2), WORDS),)


def test_a_comment_on_the_whole_stands_below_the_rejection() -> None:
    heading = "### Data Engineer · Quillfeather Analytics Ltd. (r1)\n"
    assert read(below(heading, WORDS)).comments == (ReportComment(ReportPlace("r1"), WORDS),)


@pytest.mark.parametrize(
    "line",
    ["- Ask one question: once the reply is sent", "> which skill should I build?", "- Now: open", "> Tamsin"],
)
def test_words_between_the_lines_of_a_list_or_a_quote_are_a_comment(line: str) -> None:
    (found,) = read(sent().replace(f"{line}\n", f"{line}\n{WORDS}\n", 1)).comments
    assert found.text == WORDS


@pytest.mark.parametrize("join", [" ", " — ", " <- ", ": ", " **"])
def test_a_remark_behind_a_line_is_a_comment_without_the_line(join: str) -> None:
    line = "- Ask one question: once the reply is sent"
    (found,) = read(sent().replace(line, f"{line}{join}{WORDS}", 1)).comments
    assert found == ReportComment(ReportPlace("r1", 2), WORDS)


def test_a_remark_behind_a_heading_is_a_comment_on_it() -> None:
    (found,) = read(sent().replace("(r1-3)", "(r1-3) — what gap?")).comments
    assert found == ReportComment(ReportPlace("r1", 3), "what gap?")


def test_a_comment_may_begin_with_words_of_the_report() -> None:
    (found,) = read(below(STEP_2, "Tamsin is the one to ask.")).comments
    assert found.text == "Tamsin is the one to ask."


@pytest.mark.parametrize("words", ["👍", "???", "¿Por qué?", "なぜ？"])
def test_a_comment_needs_no_letters(words: str) -> None:
    assert [one.text for one in read(below(STEP_2, words)).comments] == [words]


def _wrapped(text: str) -> str:
    return "\n\n".join(textwrap.fill(part, 60) for part in text.split("\n\n"))


def _one_line(text: str) -> str:
    return re.sub(r"(?<!\n)\n(?!\n|#|-|>|[|]|<)", " ", text)


EDITS: dict[str, Callable[[str], str]] = {
    "windows": lambda text: text.replace("\n", "\r\n"),
    "old mac": lambda text: text.replace("\n", "\r"),
    "a word processor": lambda text: text.replace("<!--", "\\<\\!--").replace("-->", "--\\>").replace("--", "—"),
    "a converter": lambda text: re.sub(r"\((r1-?\d?)\)$", r"(\1) {#a-\1 .unnumbered}", text, flags=re.MULTILINE),
    "answered by email": lambda text: re.sub(f"^(?!{WORDS})", "> ", _wrapped(text), flags=re.MULTILINE),
    "wrapped": _wrapped,
    "unwrapped": _one_line,
    "smart quotes": lambda text: text.replace("'", "’").replace('"', "”").replace("-2)", "–2)").replace("...", "…"),
    "no escapes": lambda text: text.replace("\\", ""),
    "bullets": lambda text: text.replace("\n- ", "\n* "),
    "entities": lambda text: text.replace("\\&", "&amp;").replace("“", "&ldquo;"),
    "capitals": lambda text: text.replace("### D", "### d"),
    "bold headings": lambda text: re.sub(r"^#{3,4} (.*)$", r"**\1**", text, flags=re.MULTILINE),
    "underlined headings": lambda text: re.sub(r"^#{3} (.*)$", r"\1\n---", text, flags=re.MULTILINE),
    "no blank lines": lambda text: re.sub(r"\n\n+(?!>|Ask)", "\n", text),
    "more blank lines": lambda text: text.replace("\n\n", "\n\n\n \n"),
    "indented": lambda text: text.replace("\n", "\n  "),
    "the digests gone": lambda text: without_digests(text)[0],
    "the letter gone": lambda text: re.sub(r"What the letter says:.*?(?=####)", "", text, flags=re.DOTALL),
    "the rejection's heading gone": lambda text: re.sub(r"^### .*\n", "", text, flags=re.MULTILINE),
    "another title": lambda text: text.replace("### Data Engineer · Quill", "### The Quill job, Quill"),
    "the places gone": lambda text: re.sub(r" \(r1(-\d)?\)", "", text),
    "half of it gone": lambda text: text[text.index("#### 2") :],
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_edited_report_still_has_the_comment_alone(edit: Callable[[str], str]) -> None:
    text = edit(below(STEP_2, WORDS))
    found = [(one.place, " ".join(one.text.split())) for one in read(text).comments]
    assert found == [(ReportPlace("r1", 2), WORDS)]


def test_a_share_safe_report_comes_back() -> None:
    safe = sent(share_safe(records()))
    assert "Quillfeather" not in safe
    assert read(below(STEP_2, WORDS, safe)).comments == (ReportComment(ReportPlace("r1", 2), WORDS),)
    bare = re.sub(r" \(r1(-\d)?\)", "", below(STEP_2, WORDS, safe))
    assert read(bare).comments == (ReportComment(ReportPlace("r1", 2), WORDS),)


def test_what_changed_since_it_was_sent_is_no_comment() -> None:
    text = below(STEP_2, WORDS)
    one = records()
    later = dataclasses.replace(one, actions={}, rejections={"r1": replace(one.rejections["r1"], company="Quill")})
    assert read(text, later).comments == (ReportComment(ReportPlace("r1", 2), WORDS),)


def test_comments_on_nothing_are_not_lost() -> None:
    text = sent().replace("## Practice\n", "## Practice\n\nMore of this.\n")
    assert read(text).comments == (ReportComment(None, "More of this."),)
    strange = sent() + "\n### Cook · Elsewhere (0123abc)\n\nNot yours.\n"
    assert read(strange).comments == (ReportComment(None, "Not yours."),)


@pytest.mark.parametrize(
    "line", ["Comments by: Anna Roth", "**Comments by:** *Anna Roth*", "Comments by:\n\nAnna Roth"]
)
def test_the_mentor_is_named_by_the_report(line: str) -> None:
    found = read(sent().replace("Comments by:", line))
    assert found.by == "Anna Roth" and found.comments == ()


def test_nobody_is_named_when_the_line_is_empty() -> None:
    assert read(sent()).by == ""
    assert read(sent().replace("## What happened\n\n1 application", "1 application")).by == ""


def test_another_text_is_no_report() -> None:
    with pytest.raises(LetterError, match="No heading"):
        read("# Notes\n\nHello (r1).\n")


def test_a_place_inside_a_letter_or_a_comment_moves_nothing() -> None:
    one = records()
    answer = replace(one.feedback["f1"], verbatim="see (r1-4)\n# x (r1-4)")
    these = dataclasses.replace(one, feedback={"f1": answer})
    (found,) = read(below("#### 3 Refine (r1-3)\n", f"As said in (r1-1). {WORDS}", sent(these)), these).comments
    assert found.place == ReportPlace("r1", 3)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_comments_are_plain_text(text: str) -> None:
    for one in read(below(STEP_2, text)).comments:
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", one.text)


@some(60)
@given(raw_texts)
def test_any_text_is_read_or_refused(text: str) -> None:
    read(f"{sent()}\n{text}")


def test_a_huge_file_is_refused_and_takes_no_long() -> None:
    began = time.monotonic()
    with pytest.raises(LetterError, match="longer than any report"):
        read("a\n" * MAX_LINES + sent())
    with pytest.raises(LetterError, match=f"more than {MAX_COMMENTS} comments"):
        read(sent() + "\n" + "so\n\n" * (MAX_COMMENTS + 1))
    read(sent().replace(STEP_2, STEP_2 + "a b c d e f\n" * 9_000))
    read(sent().replace(STEP_2, STEP_2 + "(" * 400_000 + "x (r1-2" * 20_000))
    read(sent() + "\n((" * 50_000)
    read("<!-- rejtui report " * 100_000 + sent())
    assert time.monotonic() - began < 60
