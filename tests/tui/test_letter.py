"""One letter on the screen: plain, marked, folded, and quick at a megabyte."""

import dataclasses
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import ComposeResult
from textual.color import Color
from textual.events import Resize
from textual.pilot import Pilot
from textual.widgets import Static

from rejection_tui.domain.facts import Fact, FactType, Via
from rejection_tui.domain.record import replace
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.standing import place_of_quote
from rejection_tui.services import letters, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.system import clipboard
from rejection_tui.system.clipboard import Copied
from rejection_tui.tui.commands.route import Destination, Route
from rejection_tui.tui.screens.letter import LetterScreen
from rejection_tui.tui.widgets.facts_panel import FactList, FactsPanel
from rejection_tui.tui.widgets.letter_text import (
    MAX_FIRST_SHOWN,
    LetterText,
    places_of,
    without,
    wrapped,
)
from tests.world.app import ColouredApp, SmallApp, said
from tests.world.letters import LETTER

QUOTED = (
    "\n\nOn Fri, 20 Nov 2026 at 09:12, Alex Doe <alex.doe@example.com> wrote:\n> Dear Jane,\n> here is the exercise.\n"
)


@pytest.fixture
def filed(context: AppContext) -> Rejection:
    return rejections.add(context, letters.entry_of(letters.read_text(LETTER + QUOTED), context.now()))


def _with_body(context: AppContext, one: Rejection, body: str) -> None:
    with context.store.transaction("A long letter", context.now()) as transaction:
        transaction.put(replace(transaction.records.letters[one.letter], body=body))


async def test_the_letter_its_head_and_the_advice(context: AppContext, filed: Rejection) -> None:
    app = SmallApp(lambda: LetterScreen(context, filed.uid))
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "Reply: You reached the interview stage" in str(app.screen.query_one("#letter-advice", Static).content)
        assert "Jane Hart <jane.hart@northwind.example>" in str(app.screen.query_one("#letter-head", Static).content)
        text = app.screen.query_one(LetterText)
        assert not text.marked, "the refusal itself is not what stands out"
        await pilot.press("v")
        assert any("not" in words for words in text.marked)
        await pilot.press("v")
        assert not text.marked


async def test_the_quoted_tail_unfolds_and_folds(context: AppContext, filed: Rejection) -> None:
    app = SmallApp(lambda: LetterScreen(context, filed.uid))
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        text = app.screen.query_one(LetterText)
        assert "here is the exercise" not in text.text
        assert "earlier email" in str(app.screen.query_one("#letter-more", Static).content)
        await pilot.press("z")
        assert "here is the exercise" in text.text
        await pilot.press("z")
        assert "here is the exercise" not in text.text


FACTS = (
    Fact(FactType.MET, "interview", "the time you took for the\ninterview last week"),
    Fact(FactType.FEEDBACK_REFUSED),
    Fact(FactType.SIGNOFF, "Dear Jane", "Kind regards"),
)


@pytest.fixture
def telling(context: AppContext, filed: Rejection) -> Rejection:
    """The letter, in which facts were read when it was filed."""
    told = replace(
        filed,
        facts=FACTS,
        salutation="Dear Jane",
        via=Via.AGENCY,
        agency="Hart & Partners",
        recruiter_title="Talent Partner",
        company_full="Northwind Ltd",
    )
    with context.store.transaction("Facts", context.now()) as transaction:
        transaction.put(told)
    return told


async def test_the_kind_and_useful_words_are_marked(context: AppContext, filed: Rejection) -> None:
    kind = Fact(FactType.PRAISE, "", "the time you took for the\ninterview last week")
    with context.store.transaction("Facts", context.now()) as transaction:
        transaction.put(replace(filed, facts=(kind, Fact(FactType.REASON, "skill", "Kind regards"))))
    app = SmallApp(lambda: LetterScreen(context, filed.uid))
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await _settled(app, pilot)
        assert app.screen.query_one(LetterText).marked == ("the time you took for the interview last week",)


async def test_the_refusal_is_underlined_quietly_and_never_over_kind_words(
    context: AppContext, filed: Rejection
) -> None:
    app = SmallApp(lambda: LetterScreen(context, filed.uid))
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await _settled(app, pilot)
        text = app.screen.query_one(LetterText)
        assert text.refused and not text.marked
        text.mark(text.refused, refused=text.refused)
        assert text.marked and not text.refused


async def _settled(app: SmallApp, pilot: Pilot[None]) -> None:
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


async def test_the_facts_stand_beside_the_letter_and_the_chosen_one_is_marked(
    context: AppContext, telling: Rejection
) -> None:
    app = SmallApp(lambda: LetterScreen(context, telling.uid))
    async with app.run_test(size=(120, 36), notifications=True, tooltips=True) as pilot:
        await _settled(app, pilot)
        panel, text = app.screen.query_one(FactsPanel), app.screen.query_one(LetterText)
        rows = app.screen.query_one(FactList)
        assert panel.region.x >= text.region.right and [str(o.prompt).splitlines()[0] for o in rows.options] == [
            "You had an interview.",
            "They give no individual feedback.",
        ]
        words = (
            "A reply begins: Dear Jane · Sent through an agency, Hart & Partners · "
            "Signed by Jane Hart, Talent Partner · In full: Northwind Ltd"
        )
        assert str(panel.query_one(".facts-answer", Static).content) == words
        assert text.has_focus and text.pointed == ""
        await pilot.press("f")
        await pilot.pause()
        assert rows.has_focus and text.pointed == "the time you took for the interview last week"
        await pilot.press("down")
        await pilot.pause()
        assert text.pointed == ""  # it stands on no words
        await pilot.press("up", "f")
        await pilot.pause()
        assert text.has_focus and text.pointed == ""


async def test_on_a_narrow_screen_a_key_shows_the_facts_and_hides_them(context: AppContext, telling: Rejection) -> None:
    app = SmallApp(lambda: LetterScreen(context, telling.uid))
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await _settled(app, pilot)
        panel, text = app.screen.query_one(FactsPanel), app.screen.query_one(LetterText)
        assert not panel.display
        await pilot.press("f")
        await pilot.pause()
        assert panel.region.height > 5 and text.region.height > 5 and text.pointed
        await pilot.press("f")
        await pilot.pause()
        assert not panel.display and text.has_focus


async def test_a_letter_without_facts_says_so(context: AppContext, filed: Rejection) -> None:
    with context.store.transaction("No facts", context.now()) as transaction:
        transaction.put(replace(filed, facts=(Fact(FactType.TONE, "formal"),)))
    app = SmallApp(lambda: LetterScreen(context, filed.uid))
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await _settled(app, pilot)
        await pilot.press("f")
        await pilot.pause()
        none = app.screen.query_one(".facts-none", Static)
        assert none.region.height == 1 and str(none.content) == "Nothing beyond the rejection itself."
        await pilot.press("f")
        await pilot.pause()
        assert not app.screen.query_one(FactsPanel).display


async def test_a_letter_filed_before_facts_were_kept_shows_those_read_now(
    context: AppContext, filed: Rejection, monkeypatch: pytest.MonkeyPatch
) -> None:
    with context.store.transaction("Old", context.now()) as transaction:
        transaction.put(replace(filed, facts=()))
    read = letters.read_again
    monkeypatch.setattr(letters, "read_again", lambda *given: dataclasses.replace(read(*given), facts=FACTS))
    app = SmallApp(lambda: LetterScreen(context, filed.uid))
    async with app.run_test(size=(120, 36), notifications=True, tooltips=True) as pilot:
        await _settled(app, pilot)
        assert app.screen.query_one(FactsPanel).said.facts == FACTS


async def test_the_share_of_a_deciding_sentence_stands_beside_its_first_line() -> None:
    class Page(ColouredApp):
        def compose(self) -> ComposeResult:
            yield LetterText("Dear Alex,\n\n" + "we chose another person " * 4 + "today.\nBye", id="t")

    async with Page().run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        text = pilot.app.query_one(LetterText)
        words = text.text.splitlines()[2]
        text.mark([words], (), {words: 62, "Bye": 7, "not there": 9})
        await pilot.pause()
        rows = [text.render_line(y).text.rstrip() for y in range(text.line_count)]
        assert rows[0] == "      Dear Alex," and rows[2].startswith("  62% we chose")
        assert rows[3].startswith("      ") and rows[-1] == "   7% Bye"
        await pilot.resize_terminal(30, 20)
        await pilot.pause()
        assert text.render_line(0).text.rstrip() == "Dear Alex,"  # no room beside the text


async def test_a_misread_letter_is_deleted_and_remembered(context: AppContext, filed: Rejection) -> None:
    app = SmallApp(lambda: LetterScreen(context, filed.uid))
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await _settled(app, pilot)
        await pilot.press("n")
        await pilot.pause()
        assert app.result is None and not context.records.rejections
        (kept,) = context.records.corrections.values()
        assert (kept.read, kept.right) == ("rejection", "other")


@pytest.mark.parametrize(
    ("quote", "found"),
    [("two  three", "two\nthree"), ("one two", "one two"), ("", ""), ("  ", ""), ("three one", ""), ("(two", "")],
)
def test_a_quote_is_found_whatever_its_line_breaks(quote: str, found: str) -> None:
    text = "one two\nthree"
    place = place_of_quote(text, quote)
    assert (text[slice(*place)] if place else "") == found


@given(st.lists(st.integers(0, 30), min_size=2, max_size=8, unique=True), st.integers(0, 30), st.integers(0, 30))
def test_marks_make_room_for_the_quote(cuts: list[int], one: int, two: int) -> None:
    cuts = sorted(cuts)
    marks = [(a, b, "mark") for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    start, end = min(one, two), max(one, two) + 1
    left = {i for a, b, _ in without(marks, (start, end)) for i in range(a, b)}
    assert left == {i for a, b, _ in marks for i in range(a, b)} - set(range(start, end))


class _Deaf(LetterText):
    """Gets its size too late, as happens when a paste and the first layout coincide."""

    def on_resize(self, event: Resize) -> None:
        event.prevent_default()


async def test_a_letter_is_wrapped_at_its_width_even_when_no_resize_is_told() -> None:
    class Page(ColouredApp):
        def compose(self) -> ComposeResult:
            yield _Deaf("word " * 100)

    async with Page().run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        await pilot.pause()
        text = pilot.app.query_one(_Deaf)
        assert text.line_count == 500 // 60 + 1


async def test_d_asks_for_the_draft(context: AppContext, filed: Rejection) -> None:
    app = SmallApp(lambda: LetterScreen(context, filed.uid))
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        await pilot.press("d")
        await pilot.pause()
        assert app.result == Destination(Route.DRAFT, filed.uid)


async def test_a_megabyte_opens_and_scrolls_at_once(context: AppContext, filed: Rejection) -> None:
    _with_body(context, filed, "word " * 200_000)
    app = SmallApp(lambda: LetterScreen(context, filed.uid))
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        text = app.screen.query_one(LetterText)
        assert len(text.text) == MAX_FIRST_SHOWN
        assert "Z shows all" in str(app.screen.query_one("#letter-more", Static).content)
        started = time.process_time()
        await pilot.press("Z")
        await pilot.press("G")
        await pilot.pause()
        assert time.process_time() - started < 2.0  # of the processor, whatever else the machine does; 0.3 s usually
        assert len(text.text) > MAX_FIRST_SHOWN and text.scroll_offset.y > 10_000


async def test_without_a_letter_the_notes_are_shown(context: AppContext) -> None:
    one = rejections.add(context, letters.Entry("Acme", "Analyst", context.now(), notes="They rang me [/]."))
    app = SmallApp(lambda: LetterScreen(context, one.uid))
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        assert "They rang me [/]." in app.screen.query_one(LetterText).text


async def test_hostile_bodies_are_text(context: AppContext, filed: Rejection) -> None:
    _with_body(context, filed, "\x1b]52;c;eA==\x07[@click=app.bell]x[/] \u202eabc\x9b2J" + "e" + "\u0301" * 500)
    app = SmallApp(lambda: LetterScreen(context, filed.uid))
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        widget = app.screen.query_one(LetterText)
        shown = "".join(s.text for y in range(5) for s in widget.render_line(y))
        assert "[@click=app.bell]x[/]" in shown
        assert not set("\x1b\x9b\x07\u202e") & set(shown)
        assert not any(s.style and s.style.meta for y in range(5) for s in widget.render_line(y))


@given(st.text(alphabet=st.sampled_from("ab \n漢é\u0301🙂"), max_size=200), st.integers(2, 40))
def test_wrapping_loses_only_the_space_or_newline_at_a_break(text: str, width: int) -> None:
    lines = list(wrapped(text, width))
    at = 0
    for start, end in lines:
        assert text[at:start] in ("", " ", "\n")
        assert cell_len(text[start:end]) <= width or end - start == 1
        at = end
    assert at == len(text)


def test_marks_are_found_whatever_their_line_breaks() -> None:
    assert places_of("we will not\ngo on", ["will not go on"]) == ((3, 17),)


def test_marks_do_not_overlap() -> None:
    assert places_of("we will not go on with you", ["will not go on", "not go", "you", "gone"]) == ((3, 17), (23, 26))


async def test_the_links_of_a_letter_are_shown_in_full_and_copied(
    context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = LETTER.replace(
        "We wish you every", "Our survey: https://click.ats.example/f/a/Zx81kQ8831aa09ff71bb22?u=1\n\nWe wish you every"
    )
    (rejection,) = letters.file(context, [letters.entry_of(letters.read_text(text), context.now())])
    copied: list[str] = []

    def copy(words: str, terminal: object, keep: object) -> Copied:
        copied.append(words)
        return Copied("test", True, "Copied (test).")

    monkeypatch.setattr(clipboard, "copy", copy)
    app = SmallApp(lambda: LetterScreen(context, rejection.uid))
    async with app.run_test(size=(100, 30), notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        letter = context.records.letters[rejection.letter]
        assert "Zx81kQ8831aa09ff71bb22" not in letter.body and "[click.ats.example]" in letter.body
        await pilot.press("L")
        await pilot.pause()
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert copied == ["https://click.ats.example/f/a/Zx81kQ8831aa09ff71bb22?u=1"]
        assert isinstance(app.screen, LetterScreen) and "Copied (test)." in said(app)


async def test_what_decided_is_underlined_and_what_is_of_use_has_the_colour_of_what_is_theirs() -> None:
    """The sentence that hurts is not the brightest on its page."""

    class Page(ColouredApp):
        def compose(self) -> ComposeResult:
            yield LetterText()

    app = Page()
    async with app.run_test(size=(80, 24)) as pilot:
        text = app.screen.query_one(LetterText)
        text.show("We must say no. Your test was great.\n\nBye", ["We must say no.", "Your test was great."], (), {})
        text.mark(["We must say no.", "Your test was great."], (), {"We must say no.": 90})
        await pilot.pause()
        styles = {part.text: part.style for part in text.render_line(0) if part.style}
        decided, useful = styles["We must say no."], styles["Your test was great."]
        theirs = Color.parse(app.get_css_variables()["theirs"]).rich_color
        assert decided.underline and not decided.bold and decided.bgcolor == useful.bgcolor
        assert useful.color == theirs != decided.color
        assert text.marked == ("We must say no.", "Your test was great.")


async def test_a_letter_is_laid_out_for_reading_and_its_marks_are_found_in_it() -> None:
    class Page(ColouredApp):
        def compose(self) -> ComposeResult:
            yield LetterText()

    long = "https://track.example.com/" + "x" * 200
    body = f"Hello Alex,\n\u034f \u200c\n\n\n\nplease see {long} for more.\n"
    app = Page()
    async with app.run_test(size=(80, 24)) as pilot:
        text = app.screen.query_one(LetterText)
        text.show(body, [f"please see {long} for more."], (), {f"please see {long} for more.": 80})
        await pilot.pause()
        assert text.text == "Hello Alex,\n\nplease see track.example.com/… for more."
        assert text.source == body
        text.point(f"see {long}")
        assert text.pointed == "see track.example.com/…"
