"""What a transaction sees of a large table is what a copy of the table with its changes would hold."""

from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.contact import Contact
from rejection_tui.domain.records import Records
from rejection_tui.storage.snapshot import FEW, Found, Overlay, overlaid, patch
from tests.world.records import contact

COUNT = FEW * 4
UIDS = st.sampled_from([f"c{n}" for n in range(COUNT + 4)])
CHANGES = st.lists(st.dictionaries(UIDS, st.sampled_from([None, "one", "two"]), max_size=3), max_size=5)


@given(CHANGES)
def test_a_table_under_changes_holds_what_a_changed_copy_holds(steps: list[dict[str, str | None]]) -> None:
    start = Records(contacts={f"c{n}": contact(f"c{n}") for n in range(COUNT)})
    copied, over = start, start
    for step in steps:
        found: Found = {("contacts", uid): None if name is None else contact(uid, name) for uid, name in step.items()}
        copied, over = patch(copied, found), overlaid(over, found)
        assert_same(dict(copied.contacts), over)
    assert over == copied


def assert_same(table: dict[str, Contact], over: Records) -> None:
    assert dict(over.contacts.items()) == table
    assert len(over.contacts) == len(table) and set(over.contacts) == table.keys()
    assert [over.contacts.get(f"c{n}") for n in range(COUNT + 4)] == [table.get(f"c{n}") for n in range(COUNT + 4)]
    assert all((f"c{n}" in over.contacts) is (f"c{n}" in table) for n in range(COUNT + 4))


def test_few_changes_copy_no_large_table() -> None:
    start = Records(contacts={f"c{n}": contact(f"c{n}") for n in range(COUNT)})
    once = overlaid(start, {("contacts", "c1"): contact("c1", "Ada")})
    assert isinstance(once.contacts, Overlay) and once.contacts.table is start.contacts
    twice = overlaid(once, {("contacts", "c2"): None})
    assert isinstance(twice.contacts, Overlay) and twice.contacts.table is start.contacts
    assert once.contacts["c2"].name == "Jane Hart" and "c2" not in twice.contacts
