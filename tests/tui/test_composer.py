"""The composer: reading, copying, editing, versions; every assertion is on what is filed or on what is shown."""

import sys
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Input
from textual.widgets.text_area import Selection

from rejection_tui.domain.draft import Draft, DraftKind, Severity
from rejection_tui.domain.record import replace as changed
from rejection_tui.domain.steps import ActionState
from rejection_tui.services import drafts, history, profile
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.overwrite import SaveAs
from rejection_tui.tui.dialogs.plain import PlainView
from rejection_tui.tui.screens.composer import Composer
from rejection_tui.tui.screens.help import HelpScreen
from rejection_tui.tui.widgets.findings import Findings
from rejection_tui.tui.widgets.findings import written as findings_text
from rejection_tui.tui.widgets.long_text import LongText
from rejection_tui.tui.widgets.marked_text import MarkedText
from tests.world.app import SmallApp, opened, press
from tests.world.clock import NOW, Clock
from tests.world.hostile import LINE as HOSTILE
from tests.world.processes import shell_script
from tests.world.sample import jane, northwind, written

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the fake clipboard is a shell script")
#: An editor that writes this reply into the file it is given.
ANSWERING = 'printf "Dear Jane,\\n\\nthank you.\\n\\nAlex Morgan\\n" > "$1"'


@pytest.fixture
def clip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clipboard tool that works; what it was given is in this file."""
    got = tmp_path / "clipboard"
    (tmp_path / "bin").mkdir()
    shell_script(tmp_path / "bin/xclip", f'exec /bin/cat > "{got}"')
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("DISPLAY", ":0")
    return got


@pytest.fixture
def no_clip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which nothing can be copied."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))


def app_for(context: AppContext, kind: DraftKind = DraftKind.REPLY, **changes: str) -> SmallApp:
    rejection = next(iter(context.records.rejections.values()), None) or northwind(context)
    return SmallApp(lambda: Composer(context, written(context, kind, rejection, **changes)))


def app_with_editor(context: AppContext, script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallApp:
    """Return an app in a terminal that is handed to the user's editor, which is this script."""
    monkeypatch.setenv("VISUAL", str(shell_script(tmp_path / "windowed", script)))
    app = app_for(context)
    monkeypatch.setattr(app, "suspend", nullcontext)
    return app


def shown(app: SmallApp) -> Composer:
    screen = app.screen
    assert isinstance(screen, Composer)
    return screen


async def test_y_at_once_puts_the_reply_on_the_clipboard(context: AppContext, clip: Path) -> None:
    app = app_for(context)
    async with app.run_test(notifications=True, tooltips=True) as pilot:
        await pilot.press("y")
        await app.workers.wait_for_complete()
        await pilot.pause()
        screen = shown(app)
        assert clip.read_text() == screen.draft.body
        assert "Jane" in clip.read_text() and clip.read_text().rstrip().endswith("Alex Morgan")
        assert app.said[-1] == "Copied (xclip, checked). S when you have sent it."
        kept = context.records.drafts[screen.draft.uid]
        assert kept.copied == NOW and kept.copied_how == "xclip" and kept.sent is None
        assert str(screen.query_one("#composer-state").render()) == "copied 10:00 · not marked as sent"
        assert app.changes


async def test_what_was_sent_is_the_users_word(context: AppContext, clip: Path) -> None:
    app = app_for(context)
    rejection = next(iter(context.records.rejections))
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("S")
        await pilot.pause()
        draft = shown(app).draft
        assert context.records.drafts[draft.uid].sent == NOW and draft.copied is None
        action = context.records.action(rejection, "reply.send")
        assert action is not None and action.state is ActionState.DONE
        assert "sent 10:00, by your word" in str(app.screen.query_one("#composer-state").render())
    history.undo(context)
    action = context.records.action(rejection, "reply.send")
    assert action is not None and action.open


async def test_a_block_refuses_and_names_the_words(context: AppContext, clip: Path) -> None:
    app = app_for(context, body="Dear Jane,\n\nthank you. I liked [the role].\n\nAlex Morgan")
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("y", "M", "ctrl+e")
        await app.workers.wait_for_complete()
        assert not clip.exists() and not context.records.drafts
        assert all("“[the role]”" in words for words in app.said) and app.said
        assert isinstance(app.screen, Composer)
        body = app.screen.query_one(MarkedText)
        assert [body.text[m.start : m.end] for m in body.marks if m.kind == "block"] == ["[the role]"]
        assert "To fix before copying" in str(findings_text(app.screen.query_one(Findings).findings))


async def test_a_copy_that_fails_says_where_the_draft_is(
    context: AppContext, no_clip: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_for(context)

    def refuse(text: str) -> None:
        raise OSError(5, "the terminal is gone")

    async with app.run_test(notifications=True) as pilot:
        monkeypatch.setattr(app, "copy_to_clipboard", refuse)
        await pilot.press("y")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.said[-1].startswith("Not copied: ") and "The draft is saved in " in app.said[-1]
        saved = Path(app.said[-1].rsplit("saved in ", 1)[1].rstrip("."))
        assert saved.read_text() == shown(app).draft.body
        assert saved.stat().st_mode & 0o777 == 0o600
        assert not context.records.drafts


async def test_the_terminal_is_told_without_a_claim(context: AppContext, no_clip: None) -> None:
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("y")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.osc52 == [shown(app).draft.body]
        assert app.said[-1].startswith("Sent to your terminal; if paste shows nothing, press V to view")


async def test_editing_takes_keys_as_text_and_keeps_a_version(context: AppContext) -> None:
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        before = shown(app).draft
        await pilot.press("e", "y", "M", "S", "!", "escape")
        await pilot.pause()
        screen = shown(app)
        assert not screen.editing
        assert screen.draft.body == "yMS!" + before.body
        assert context.records.drafts[screen.draft.uid].body == screen.draft.body
        await pilot.press("escape")
        await pilot.pause()
        assert app.results == [None]


async def test_checks_follow_the_typing(context: AppContext) -> None:
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        screen = shown(app)
        assert drafts.can_copy(screen.findings)
        await pilot.press("enter", *"[x y] ")
        screen._read_fields_and_check()
        assert [f.words for f in screen.findings if f.severity is Severity.BLOCK] == ["[x y]"]
        await pilot.press(*["backspace"] * 6)
        screen._read_fields_and_check()
        assert drafts.can_copy(screen.findings)
        assert screen.query_one(MarkedText).border_subtitle == f"{len(screen.draft.body.split())} words"


async def test_address_and_subject_are_edited_by_tab(context: AppContext) -> None:
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("e", "shift+tab")
        assert app.focused is not None and app.focused.id == "composer-subject"
        await pilot.press("end", *" and", "shift+tab", "end", *"x", "escape")
        await pilot.pause()
        kept = context.records.drafts[shown(app).draft.uid]
        assert kept.subject.endswith(" and") and kept.to == "jane.hart@northwind.examplex"


async def test_while_reading_the_fields_take_no_keys(context: AppContext) -> None:
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        before = shown(app).draft
        await pilot.press("tab", "x", "tab", "x", "tab", "x")
        assert shown(app).draft == before
        assert not any(isinstance(app.focused, Input) for _ in [0])


async def test_versions_are_stepped_through(context: AppContext, clock: Clock) -> None:
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        first = shown(app).draft.body
        await pilot.press("e", "a", "escape")
        clock.moment = NOW + timedelta(minutes=5)
        await pilot.press("e", "b", "escape")
        await pilot.pause()
        assert len(context.records.drafts) == 2
        screen = shown(app)
        assert "version 2 of 2" in str(screen.query_one("#composer-title").render())
        newest = screen.draft.body
        await pilot.press("[")
        assert "version 1 of 2" in str(screen.query_one("#composer-title").render())
        assert screen.draft.body == "a" + first
        await pilot.press("]")
        assert screen.draft.body == newest


async def test_reword_shows_another_wording_and_keeps_what_was_saved(context: AppContext) -> None:
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("e", "Z", "escape")
        await pilot.pause()
        mine = shown(app).draft
        await pilot.press("R")
        await pilot.pause()
        assert shown(app).draft.body != mine.body and drafts.can_copy(shown(app).findings)
        await pilot.press("[")
        assert shown(app).draft.body == mine.body
        assert list(context.records.drafts) == [mine.uid]


async def test_reply_and_question_become_one_email(context: AppContext) -> None:
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("Q")
        assert shown(app).draft.kind is DraftKind.REPLY_AND_FEEDBACK
        assert "?" in shown(app).draft.body
        await pilot.press("Q")
        assert shown(app).draft.kind is DraftKind.REPLY


async def test_the_name_is_asked_once_and_signs(context: AppContext, clip: Path) -> None:
    rejection = northwind(context, name="")
    app = SmallApp(lambda: Composer(context, drafts.open(context, DraftKind.REPLY, rejection.uid)))
    async with app.run_test(notifications=True) as pilot:
        assert app.focused is not None and app.focused.id == "composer-name"
        await pilot.press(*"Sam Reed", "enter", "y")
        await app.workers.wait_for_complete()
        assert context.records.me.name == "Sam Reed"
        assert clip.read_text().rstrip().endswith("Sam Reed")
        assert not app.screen.has_class("-asking")


async def test_the_name_may_wait_but_blocks(context: AppContext, clip: Path) -> None:
    rejection = northwind(context, name="")
    app = SmallApp(lambda: Composer(context, drafts.open(context, DraftKind.REPLY, rejection.uid)))
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("escape", "y")
        await app.workers.wait_for_complete()
        assert not clip.exists()
        assert "“[your name]”" in app.said[-1]


async def test_the_cool_off_waits_until_overridden(context: AppContext, clip: Path, clock: Clock, home: Path) -> None:

    context.config = replace(context.config, rules=replace(context.rules, cool_off=True))
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        assert "tomorrow 09:00" in str(app.screen.query_one("#composer-state").render())
        await pilot.press("y")
        await app.workers.wait_for_complete()
        assert not clip.exists() and "Ready to copy from tomorrow 09:00" in app.said[-1]
        await pilot.press("!")
        await app.workers.wait_for_complete()
        assert clip.exists()


async def test_an_eml_is_written_and_never_over_another(context: AppContext, tmp_path: Path) -> None:
    app = app_for(context)
    target, taken = tmp_path / "mine.eml", tmp_path / "taken.eml"
    taken.write_text("old")
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("ctrl+e")
        dialog = app.screen
        assert isinstance(dialog, SaveAs)
        field = dialog.query_one("#save-path", Input)
        assert field.value.endswith("northwind-ltd-reply.eml")
        field.value = str(taken)
        await pilot.press("enter")
        assert taken.read_text() == "old" and app.screen is dialog
        assert "ctrl+r" in str(dialog.query_one("#save-trouble").render())
        field.value = str(target)
        await pilot.press("enter")
        await pilot.pause()
        assert b"jane.hart@northwind.example" in target.read_bytes()
        await pilot.press("ctrl+e")
        app.screen.query_one("#save-path", Input).value = str(taken)
        await pilot.press("enter", "ctrl+r")
        await pilot.pause()
        assert b"jane.hart@northwind.example" in taken.read_bytes()


async def test_the_mail_program_gets_the_draft(
    context: AppContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell_script(tmp_path / "xdg-open", f'echo "$1" > "{tmp_path}/url"')
    monkeypatch.setenv("PATH", str(tmp_path))
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("M")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert (tmp_path / "url").read_text().startswith("mailto:jane.hart@northwind.example?")
        assert app.said[-1] == "Handed to your mail program. S when you have sent it."
        assert shown(app).draft.copied is None and shown(app).draft.sent is None


async def test_the_bare_text_is_one_key_away(context: AppContext) -> None:
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("V")
        assert isinstance(app.screen, PlainView)
        await pilot.press("escape")
        assert isinstance(app.screen, Composer)


async def test_the_users_editor_hands_back_its_text(
    context: AppContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", str(shell_script(tmp_path / "ed", ANSWERING)))
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("E")
        assert "cannot be opened in this terminal" in app.said[-1]
        monkeypatch.setattr(app, "suspend", nullcontext)
        await pilot.press("E")
        await pilot.pause()
        draft = shown(app).draft
        assert draft.body == "Dear Jane,\n\nthank you.\n\nAlex Morgan"
        assert context.records.drafts[draft.uid].body == draft.body


async def test_an_editor_that_returns_at_once_loses_nothing(
    context: AppContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_with_editor(context, f'printf %s "$1" > "{tmp_path}/name"', tmp_path, monkeypatch)
    async with app.run_test(notifications=True) as pilot:
        before = shown(app).draft.body
        await pilot.press("E")
        assert "returned at once" in app.said[-1] and not context.records.drafts
        file = Path((tmp_path / "name").read_text())
        assert file.read_text() == before
        file.write_text("Dear Jane, thank you. Alex Morgan\n")
        await pilot.press("E")
        assert shown(app).draft.body == "Dear Jane, thank you. Alex Morgan"
        file.write_text("Dear Jane, thank you again. Alex Morgan\n")
        app.app_focus = False
        app.app_focus = True  # the user is back from the editor's window
        await pilot.pause()
        assert shown(app).draft.body == "Dear Jane, thank you again. Alex Morgan"
        await pilot.press("u")
        assert shown(app).draft.body == "Dear Jane, thank you. Alex Morgan"
        file.write_text("Dear Jane, a last word. Alex Morgan\n")
        await pilot.press("escape")
        await pilot.pause()
    assert [d.body for d in context.records.drafts.values()][-1] == "Dear Jane, a last word. Alex Morgan"
    assert not file.exists()


async def test_a_file_left_open_is_read_when_the_program_ends(
    context: AppContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_with_editor(context, f'printf %s "$1" > "{tmp_path}/name"', tmp_path, monkeypatch)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("E")
        Path((tmp_path / "name").read_text()).write_text("Dear Jane, thank you. Alex Morgan\n")
        await pilot.press("ctrl+q")
    assert [d.body for d in context.records.drafts.values()] == ["Dear Jane, thank you. Alex Morgan"]


async def test_a_linkedin_note_is_counted(context: AppContext, clip: Path) -> None:
    app = app_for(context, DraftKind.LINKEDIN)
    async with app.run_test(notifications=True) as pilot:
        screen = shown(app)
        units = len(screen.draft.body.encode("utf-16-le")) // 2
        subtitle = str(screen.query_one(MarkedText).border_subtitle)
        assert subtitle == f"{units}/200 · 0 of 5 notes this month"
        assert not screen.query("#composer-to")
        await pilot.press("e", "🌱", "escape")
        await pilot.pause()
        assert str(screen.query_one(MarkedText).border_subtitle).startswith(f"{units + 2}/200")
        await pilot.press("M", "ctrl+e")
        assert all("pasted, not mailed" in words for words in app.said[-2:])


async def test_hostile_text_is_shown_and_copied_harmless(context: AppContext, clip: Path) -> None:
    app = app_for(context, body=f"Dear Jane,\n{HOSTILE}\nthank you\nAlex Morgan", subject=HOSTILE, to=HOSTILE)
    async with app.run_test(size=(120, 36), notifications=True, tooltips=True) as pilot:
        await pilot.press("y", "V", "escape", "v", "escape", "l", "K", "l", "e", "x", "escape")
        await app.workers.wait_for_complete()
        await pilot.pause()
        screen = shown(app)
        assert (
            "\x1b" not in screen.query_one(MarkedText).text and "[@click=app.quit]" in screen.query_one(MarkedText).text
        )
        for strip in app.screen._compositor.render_strips():
            for segment in strip:
                assert "\x1b" not in segment.text and "\u202e" not in segment.text
                assert "@click" not in ((segment.style.meta if segment.style else None) or {})


async def test_a_paste_into_the_text_is_cleaned(context: AppContext) -> None:
    from textual import events

    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("e")
        app.screen.query_one(MarkedText).post_message(events.Paste("one\x1b[2J\r\ntwo\x00"))
        await pilot.pause()
        assert app.screen.query_one(MarkedText).text.startswith("one\ntwo")


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60), (60, 15), (20, 5)])
async def test_every_size_stands(context: AppContext, size: tuple[int, int]) -> None:
    app = app_for(context)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.press("e", "escape", "v", "escape", "V", "escape", "l", "K", "l", "ctrl+e", "escape")
        assert isinstance(app.screen, Composer)


async def test_the_name_is_not_asked_when_it_is_known(context: AppContext) -> None:
    profile.confirm_name(context, "Alex Morgan")
    app = app_for(context)
    async with app.run_test() as _:
        assert not app.screen.has_class("-asking")


async def test_closing_while_typing_keeps_the_text(context: AppContext) -> None:
    app = app_for(context)
    async with app.run_test() as pilot:
        await pilot.press("e", *"Hello")
        app.exit()
    (kept,) = context.records.drafts.values()
    assert kept.body.startswith("HelloDear Jane")


async def test_an_undo_is_seen_and_the_text_stays(context: AppContext) -> None:
    app = app_for(context)
    async with app.run_test() as pilot:
        await pilot.press("S")
        await pilot.pause()
        body = shown(app).draft.body
        history.undo(context)
        app.records_changed.publish(None)
        await pilot.pause()
        assert str(app.screen.query_one("#composer-state").render()) == "not copied · not sent"
        assert shown(app).draft.body == body


async def test_an_empty_text_is_not_copied(context: AppContext, clip: Path) -> None:
    app = app_for(context, body=" ")
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("y")
        await app.workers.wait_for_complete()
        assert not clip.exists() and app.said == ["There is no text yet. e edits it."]


async def test_marks_are_seen_without_colour(context: AppContext) -> None:
    app = app_for(context, body="Dear Jane,\nthank you, [the role]. I disagree.\nAlex Morgan")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        body = app.screen.query_one(MarkedText)
        marked = [segment for segment in body.render_line(1) if segment.style and segment.style.underline]
        assert [segment.text for segment in marked] == ["[the role]", "I disagree"]
        assert marked[0].style is not None and marked[0].style.bold


async def test_a_value_update_waits_for_a_win(context: AppContext, clip: Path) -> None:
    contact = jane(context, northwind(context))
    app = SmallApp(lambda: Composer(context, drafts.open(context, DraftKind.VALUE, contact=contact.uid)))
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("y")
        await app.workers.wait_for_complete()
        assert not clip.exists() and app.said[-1].endswith("n notes a win.")
        await pilot.press("w", *"Passed the CKA exam", "enter")
        await pilot.pause()
        assert "Passed the CKA exam" in shown(app).draft.body
        await pilot.press("y")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "Passed the CKA exam" in clip.read_text()
        await pilot.press("S")
    (touch,) = context.records.touches.values()
    assert (touch.contact, touch.draft) == (contact.uid, shown_draft(context).uid)


def shown_draft(context: AppContext) -> Draft:
    (draft,) = context.records.drafts.values()
    return draft


async def test_the_plain_view_has_help_and_half_pages(context: AppContext) -> None:
    async with opened(context) as (app, pilot):
        app.push_screen(PlainView("\n".join(f"line {n}" for n in range(200))))
        await pilot.pause()
        text = app.screen.query_one(LongText)
        await pilot.press("ctrl+d")
        await pilot.pause()
        assert isinstance(app.screen, PlainView) and text.scroll_offset.y == text.scrollable_content_region.height // 2
        assert text.region.width == app.size.width and text.region.x == 0
        await press(pilot, "question_mark")
        assert isinstance(app.screen, HelpScreen)


async def test_the_cursor_is_never_beyond_a_text_that_became_shorter(context: AppContext) -> None:
    app = app_for(context)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("e", "ctrl+end", *("enter",) * 5, "x", "escape")
        body = shown(app).body
        assert body.cursor_location[0] >= 5
        shown(app).show(changed(shown(app).draft, body="short"))
        assert body.selection == Selection.cursor((0, 0))
        await pilot.press("e", "left", "up", "ctrl+left", "backspace", "right", "y")
        await pilot.pause()
        assert body.text == "syhort"
