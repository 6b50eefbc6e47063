"""The preview: it shows what the cursor of the active pane is on, in plain text, and is scrolled by keys."""

import pytest
from textual.geometry import Size

from rejection_tui.domain.draft import Draft, DraftKind
from rejection_tui.domain.record import replace
from rejection_tui.services.context import AppContext
from rejection_tui.tui.panes.contacts import ContactsPane
from rejection_tui.tui.panes.inbox import InboxPane
from rejection_tui.tui.panes.preview import Preview
from rejection_tui.tui.screens.dashboard import Dashboard
from tests.world.app import dashboard, opened, press, seen
from tests.world.clock import NOW
from tests.world.sample import named


def shown_beside(here: Dashboard) -> str:
    return here.query_one(Preview).text


def _with_letter(context: AppContext, company: str, body: str, notes: str = "") -> None:
    """File a letter with this body with a rejection."""
    one = named(context, company)
    letter = replace(next(iter(context.records.letters.values())), uid="f" * 32, digest="x", body=body)
    with context.store.transaction("Test", context.now()) as transaction:
        transaction.put(letter, replace(one, letter=letter.uid, notes=notes))


async def test_it_follows_the_cursor_of_the_active_pane(demo: AppContext) -> None:
    async with opened(demo) as (app, pilot):
        here = dashboard(app)
        for _ in range(3):
            await press(pilot, "j")
            one = demo.records.rejections[here.selected]
            assert demo.records.letters[one.letter].subject.split()[0] in shown_beside(here)
        await press(pilot, "3")
        answer = demo.records.feedback[here.active_pane.key]
        text = " ".join(shown_beside(here).split())
        assert answer.gap.label in text and answer.quote in text and answer.verbatim.split()[-1] in text
        await press(pilot, "4")
        person = demo.records.contacts[here.active_pane.key]
        assert all(words in shown_beside(here) for words in (person.name, person.role, person.company, person.email))
        await press(pilot, "1")
        assert "They said no" in shown_beside(here)


async def test_the_letter_and_what_to_do_next_are_seen_without_a_key(demo: AppContext) -> None:
    """At 120 × 36, and in windows without room for a checklist."""
    for size in ((120, 36), (100, 24), (80, 40)):
        async with opened(demo, size) as (app, _):
            dashboard(app).select(named(demo, "Northlight").uid)
            await press(_, "f12")
            lines = seen(app)
            assert "Dear Alex," in lines and "Jane Hart, Head of Data" in lines
            assert "send it, by tonight" in lines or "! Send it" in lines


async def test_an_action_shows_what_it_is_good_for_and_your_draft(demo: AppContext) -> None:
    one = named(demo, "Northlight")
    send = demo.records.action(one.uid, "reply.send")
    assert send is not None
    draft = Draft("e" * 32, DraftKind.REPLY, "Re: our decision", "Dear Jane,\n\nyes.", NOW, rejection=one.uid)
    with demo.store.transaction("Test", demo.now()) as transaction:
        transaction.put(draft)
    async with opened(demo) as (app, pilot):
        here = dashboard(app)
        here.select(one.uid)
        await press(pilot, "2")
        here.active_pane.records.go_to(send.uid)
        text = shown_beside(here)
        assert "mail program" in text and "your draft, not sent yet" in text
        assert draft.subject in text and draft.body in text
        here.active_pane.records.go_to("step:2")
        assert "One question they can answer" in shown_beside(here)


async def test_keys_scroll_it_and_the_list_keeps_the_focus(demo: AppContext) -> None:
    async with opened(demo) as (app, pilot):
        here = dashboard(app)
        here.select(named(demo, "Northlight").uid)
        preview = here.query_one(Preview)
        await press(pilot, "J", "shift+down")
        assert preview.scroll_offset.y == 6
        await press(pilot, "K")
        assert preview.scroll_offset.y == 3
        assert here.query_one(InboxPane).records.has_focus and not preview.can_focus
        await press(pilot, "j")
        assert preview.scroll_offset.y == 0
        await pilot.click(preview, offset=(5, 5))
        assert here.query_one(InboxPane).records.has_focus


async def test_a_letter_reads_well_in_it_and_stays_plain_text(lived: AppContext) -> None:
    long = "https://track.example.com/" + "x" * 300
    _with_letter(lived, "Acme", f"[red]Dear[/] \x1b[31mAlex,\n\n\n\n\nsee {long}\n\nJane", notes="[b]mine[/b]")
    async with opened(lived) as (app, pilot):
        here = dashboard(app)
        here.select(named(lived, "Acme").uid)
        await press(pilot, "f12")
        text = shown_beside(here)
        assert "[red]Dear[/] Alex,\n\nsee track.example.com/…" in text
        assert "your notes" in text and "[b]mine[/b]" in text


@pytest.mark.parametrize("pane", ["1", "2", "3", "4"])
async def test_an_empty_file_says_what_will_be_here(context: AppContext, pane: str) -> None:
    async with opened(context) as (app, pilot):
        await press(pilot, pane)
        assert "1 Paste their letter here." in shown_beside(dashboard(app))
        assert seen(app).count("Sorry you're here. Paste the letter; we'll take it one step at a time.") == 1


async def test_what_is_deleted_is_not_shown_any_more(lived: AppContext) -> None:
    async with opened(lived) as (app, pilot):
        here = dashboard(app)
        await press(pilot, "4")
        gone = lived.records.contacts[here.active_pane.key].name
        assert gone in shown_beside(here)
        await press(pilot, "delete")
        assert gone not in shown_beside(here)


async def test_a_click_does_not_move_the_rows_but_a_key_gives_the_list_room(demo: AppContext) -> None:
    async with opened(demo) as (app, pilot):
        contacts = dashboard(app).query_one(ContactsPane)
        before = contacts.region
        await pilot.click(contacts.records, offset=(5, 1))
        await pilot.pause()
        assert dashboard(app).active_pane is contacts and contacts.region == before
        await press(pilot, "4")
        assert contacts.region.height > before.height


async def test_a_storm_of_sizes_leaves_it_readable(demo: AppContext) -> None:
    async with opened(demo) as (app, pilot):
        here = dashboard(app)
        for size in ((60, 15), (200, 60), (80, 40), (1, 1), (100, 24), (120, 36)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        preview = here.query_one(Preview)
        assert preview.virtual_size != Size(0, 0)
        assert all(strip.cell_length <= preview.size.width for strip in preview._strips)
        assert "They said no" in seen(app)
