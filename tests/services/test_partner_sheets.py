"""A practice partner's sheet: what it says becomes rehearsals, once, in one change."""

from datetime import date, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from rejection_tui.domain.dates import local_day
from rejection_tui.domain.errors import LetterError
from rejection_tui.domain.refine import Rating
from rejection_tui.services import history, partner_sheets, practice
from rejection_tui.services.context import AppContext
from rejection_tui.services.pasted import PastedKind, what_is
from tests.services.transactions import one_transaction, refused
from tests.world.clock import NOW, Clock


def filled(context: AppContext, *names: str, rating: str = "smooth", by: str = "Ada", day: str = "") -> str:
    """Return a sheet with that rating under each question."""
    sheet = partner_sheets.write(context, names).replace(f"[ ] {rating}", f"[x] {rating}")
    sheet = sheet.replace("Who listened: ____", f"Who listened: {by}")
    return sheet.replace("Day of the practice: ____", f"Day of the practice: {day}").replace(
        "worked: ____", "worked: calm"
    )


def test_a_sheet_becomes_rehearsals_in_one_change(context: AppContext) -> None:
    one = practice.add_question(context, "Why us?", "motivation")
    found = partner_sheets.in_text(context, filled(context, one.uid, "c-launch", day="2026-11-22"))
    assert (found.by, found.known, found.problems, len(found.new)) == ("Ada", 0, (), 2)
    kept = one_transaction(context, lambda: partner_sheets.keep(context, found.new, found.by))
    assert {q.text for q in kept} == {"Why us?", "Should we enter the Danish market? You have ten minutes."}
    (mine,) = practice.history(context.records, one.uid)
    assert (mine.rating, mine.by, mine.notes, mine.seconds) == (Rating.SMOOTH, "Ada", "What worked: calm", 0)
    assert local_day(mine.at, NOW) == date(2026, 11, 22)
    launch = context.records.questions[practice.bank_uid("c-launch")]
    assert launch.queued and launch.source == "bank" and practice.good_answer(context.records, launch.uid)
    history.undo(context)
    assert not context.records.rehearsals and launch.uid not in context.records.questions


def test_a_sheet_read_twice_counts_once(context: AppContext, clock: Clock) -> None:
    one = practice.add_question(context, "Why us?", "motivation")
    sheet = filled(context, one.uid, by="____")
    partner_sheets.keep(context, partner_sheets.in_text(context, sheet).new)
    clock.moment += timedelta(days=3)
    for by in ("", "Ada"):
        again = partner_sheets.in_text(context, sheet, by)
        assert (again.new, again.known) == ((), 1)
    assert one_transaction_less(context, sheet) == 1


def one_transaction_less(context: AppContext, sheet: str) -> int:
    """Keep a sheet that was looked at before it was kept by another; return how many rehearsals there are then."""
    seen = partner_sheets.in_text(context, sheet.replace("sheet number 2026", "sheet number 2025"))
    before = len(context.records.rehearsals)
    partner_sheets.keep(context, seen.new)
    partner_sheets.keep(context, seen.new)
    return len(context.records.rehearsals) - before


def test_two_friends_with_one_sheet_both_count(context: AppContext) -> None:
    one = practice.add_question(context, "Why us?", "motivation")
    sheet = filled(context, one.uid, by="Ada")
    other = sheet.replace("Ada", "Ben").replace("[x] smooth", "[ ] smooth").replace("[ ] stuck", "[x] stuck")
    for text in (sheet, other):
        partner_sheets.keep(context, partner_sheets.in_text(context, text).new)
    assert {(r.by, r.rating) for r in context.records.rehearsals.values()} == {("Ada", "smooth"), ("Ben", "stuck")}


def test_a_sheet_filled_in_otherwise_later_is_said_and_changes_nothing(context: AppContext) -> None:
    one = practice.add_question(context, "Why us?", "motivation")
    sheet = filled(context, one.uid)
    partner_sheets.keep(context, partner_sheets.in_text(context, sheet).new)
    again = partner_sheets.in_text(context, sheet.replace("calm", "calm, and short"))
    assert (again.new, again.known) == ((), 1) and "filled in otherwise" in again.problems[0]


@pytest.mark.parametrize(
    ("day", "words"), [("the day the cat fell", "cannot be read"), ("2027-01-01", "still to come")]
)
def test_a_day_that_cannot_be_is_said(context: AppContext, day: str, words: str) -> None:
    found = partner_sheets.in_text(context, filled(context, "c-launch", day=day))
    assert words in found.problems[0] and found.new[0].rehearsal.at == NOW


def test_smooth_on_three_days_with_friends_is_done(context: AppContext, clock: Clock) -> None:
    one = practice.add_question(context, "Why us?", "motivation")
    sheets = [filled(context, one.uid, day=f"2026-11-{day}") for day in (18, 16, 17)]
    for number, sheet in enumerate(sheets):
        text = sheet.replace("sheet number 2026112410000", f"sheet number 2026112410010{number}"[:26])
        partner_sheets.keep(context, partner_sheets.in_text(context, text.replace("Ada", f"Friend {number}")).new)
    done = practice.get(context.records, one.uid).done
    assert done is not None and local_day(done, NOW) == date(2026, 11, 18)


def test_files_pipes_and_what_is_none(context: AppContext, tmp_path: Path) -> None:
    sheet = filled(context, "c-launch", by="Jürgen")
    place = tmp_path / "sheet.md"
    for data in (sheet.encode("utf-16"), sheet.encode("cp1252"), b"\xef\xbb\xbf" + sheet.encode()):
        place.write_bytes(data)
        assert partner_sheets.in_file(context, place).by == "Jürgen"
    place.write_bytes(b"PK\x03\x04\x00\x00")
    with pytest.raises(LetterError, match="not a text"):
        partner_sheets.in_file(context, place)
    with pytest.raises(LetterError, match="cannot be read"):
        partner_sheets.in_file(context, tmp_path / "gone.md")
    refused(context, lambda: partner_sheets.write(context, ["no such"]), "no question")


def test_a_pasted_sheet_is_known_as_one(context: AppContext) -> None:
    assert what_is(context, filled(context, "c-launch")).kind is PastedKind.SHEET
    assert what_is(context, "- Led a team of five\n- Cut costs by a third").kind is PastedKind.CV


@pytest.mark.parametrize("quoted", [False, True])
def test_a_saved_reply_is_read_with_the_name_of_its_sender(context: AppContext, quoted: bool) -> None:
    sheet = filled(context, "c-launch", by="____").replace("worked: calm", "worked: ruhig, schön und klar")
    body = "\n".join(f"> {line}".rstrip() for line in sheet.split("\n")) if quoted else sheet
    reply = EmailMessage()
    reply["From"], reply["To"] = "Jürgen Groß <juergen@example.org>", "sam@example.org"
    reply["Subject"], reply["Date"] = "Re: practice", "Mon, 23 Nov 2026 18:00:00 +0100"
    reply.set_content(f"Hi Sam, here it is.\n\nOn Sun, 22 Nov 2026 Sam Reed wrote:\n{body}", cte="quoted-printable")
    found = partner_sheets.in_bytes(context, reply.as_bytes())
    assert found.by == "Jürgen Groß"
    assert [one.rehearsal.notes for one in found.new] == ["What worked: ruhig, schön und klar"]
