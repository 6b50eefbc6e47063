"""Comments of a mentor: from a report that went out and came back, kept in one change and told everywhere."""

from pathlib import Path

import pytest

from rejection_tui import export
from rejection_tui.domain.comments import comments as comments_of
from rejection_tui.domain.errors import LetterError
from rejection_tui.domain.ids import short
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.timeline import timeline
from rejection_tui.services import comments, exports, history, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.storage import Store
from tests.services.transactions import one_transaction
from tests.world.clock import NOW


def commented(context: AppContext, folder: Path, acme: Rejection, words: str, safe: bool = False) -> Path:
    """Write the report, comment its second step, and return the file."""
    text = exports.render(context, "md", share_safe=safe).decode().replace("Comments by:", "Comments by: Anna Roth")
    heading = f"({short(acme.uid)}-2)\n"
    assert heading in text
    path = folder / "report.md"
    path.write_text(text.replace(heading, f"{heading}\n{words}\n"), encoding="utf-8")
    return path


@pytest.mark.parametrize("safe", [False, True])
def test_comments_come_back_in_one_change_and_once(
    context: AppContext, acme: Rejection, tmp_path: Path, safe: bool
) -> None:
    path = commented(context, tmp_path, acme, "Ask about the\ncase study.\n\n> And thank her.", safe)
    found = comments.in_file(context, path)
    assert found.by == "Anna Roth" and (found.known, found.without_place) == (0, ())
    assert not comments_of(context.records, acme.uid)
    assert one_transaction(context, lambda: comments.keep(context, found.new, found.by)) == 2
    assert history.entries(context)[0].label == "Keep 2 comments of Anna Roth"
    kept = comments_of(context.records, acme.uid, 2)
    assert {(e.text, e.value, e.at, e.step) for e in kept} == {
        ("Ask about the\ncase study.", "Anna Roth", NOW, 2),
        ("And thank her.", "Anna Roth", NOW, 2),
    }
    again = comments.in_file(context, path)
    assert again.new == () and again.known == 2
    assert Store(context.path).records.events == context.records.events


def test_they_come_back_after_an_undo(context: AppContext, acme: Rejection, tmp_path: Path) -> None:
    path = commented(context, tmp_path, acme, "Ask.")
    comments.keep(context, comments.in_file(context, path).new)
    history.undo(context)
    assert not comments_of(context.records, acme.uid)
    comments.keep(context, comments.in_file(context, path).new)
    assert len(comments_of(context.records, acme.uid)) == 1


def test_the_next_report_has_them_and_they_stay_known(context: AppContext, acme: Rejection, tmp_path: Path) -> None:
    comments.keep(context, comments.in_file(context, commented(context, tmp_path, acme, "Ask.\nTwice.")).new, "Anna")
    text = exports.render(context, "md").decode()
    assert "Comment, 24 November 2026, Anna Roth:\n\n> Ask.\\\n> Twice." in text
    path = commented(context, tmp_path, acme, "One more.")
    assert [e.text for e in comments.in_file(context, path).new] == ["One more."]
    assert "Roth" not in export.report(export.share_safe(context.records), NOW, context.rules)


def test_the_timeline_tells_them(context: AppContext, acme: Rejection, tmp_path: Path) -> None:
    comments.keep(context, comments.in_file(context, commented(context, tmp_path, acme, "Ask.")).new)
    told = {entry.what: entry.text for entry in timeline(context.records, acme.uid, NOW, context.rules)}
    assert told["Comment of Anna Roth on Ask for feedback"] == "Ask."


def test_the_name_may_be_given(context: AppContext, acme: Rejection, tmp_path: Path) -> None:
    found = comments.in_file(context, commented(context, tmp_path, acme, "Ask."), by="Ben\x1b[31m\nFox")
    assert found.by == found.new[0].value == "Ben Fox"


def test_a_rejection_deleted_meanwhile_is_said_and_nothing_is_kept(
    context: AppContext, acme: Rejection, tmp_path: Path
) -> None:
    path = commented(context, tmp_path, acme, "Ask.")
    found = comments.in_file(context, path)
    rejections.delete(context, [acme.uid])
    with pytest.raises(Exception, match="not in the file any more"):
        comments.keep(context, found.new)
    assert not context.records.events
    with pytest.raises(LetterError, match="No heading"):
        comments.in_file(context, path)


def test_other_encodings_are_read(context: AppContext, acme: Rejection, tmp_path: Path) -> None:
    path = commented(context, tmp_path, acme, "Très bien,\nnaïve Frage.")
    text = path.read_text(encoding="utf-8")
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        path.write_bytes(text.replace("\n", "\r\n").encode(encoding, "replace"))
        assert [e.text for e in comments.in_file(context, path).new] == ["Très bien,\nnaïve Frage."], encoding


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04\x00\x00" * 50, bytes(range(256)) * 20, b"hello", b"#" * 5_000_000])
def test_what_is_no_report_is_a_sentence(context: AppContext, acme: Rejection, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(data)
    with pytest.raises(LetterError):
        comments.in_file(context, path)
