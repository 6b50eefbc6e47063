"""The list of mails an import found: rejections, doubtful ones and what came back; others and known ones are folded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from rich.cells import cell_len
from rich.text import Text
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from rejection_tui.domain.correspondence import MailGroup
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.day_words import day_word
from rejection_tui.domain.letter import Reading
from rejection_tui.domain.letter_words import kind_words
from rejection_tui.services.correspondence import Proposal, effect_words
from rejection_tui.services.letters import Entry, SortedBatch, applied_from, entry_of, group_of
from rejection_tui.tui.widgets.display import cell
from rejection_tui.tui.widgets.moving import MovingList

#: Rows shown when a folded group is opened; more would make the screen slow.
MAX_UNFOLDED = 500
FOLDED_GROUPS = ("others", "known", "skipped")
#: The group of the confirmations of applications that nobody has answered.
WAITING: Final = "waiting"
_SHOWN_GROUPS: Final = (
    ("sure", "New rejections"),
    *((group.value, group.label) for group in MailGroup),
    (WAITING, "Applications waiting for an answer: space takes one"),
    ("doubtful", "Not sure: have a look"),
)
_DATE: Final = 12  # columns of a day, which may have its year
_WIDE: Final = 80  # columns from which a line has room for what a yes does
SAID_NO = "you said no"


@dataclass(slots=True)
class ReadingRow:
    """One mail in the list: its reading, the entry as corrected, and whether it is to be filed.

    `proposal` is what a mail that came back is taken for, and what a yes to it does; None for a letter.
    """

    reading: Reading
    entry: Entry
    group: str
    marked: bool = False
    note: str = ""
    marked_before: bool = False  # whether it was, before the user said that it is no rejection
    proposal: Proposal | None = None


class ReadingList(MovingList):
    """A list with `rows` by letter uid; posts `Looked` when the cursor moves."""

    DEFAULT_CSS = "ReadingList > .option-list--option-disabled { color: $text-muted; text-style: bold; }"

    class Looked(Message):
        """The cursor moved to a letter, or to a line without one (`row` None)."""

        def __init__(self, row: ReadingRow | None, sentence: str = "") -> None:
            super().__init__()
            self.row = row
            self.sentence = sentence

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self.rows: dict[str, ReadingRow] = {}
        self._taken_out: dict[str, ReadingRow] = {}
        self._skipped: tuple[str, ...] = ()
        self._open: set[str] = set()
        self._now: datetime | None = None
        self._width = 0  # at the last resize
        self._name_width, self._day_width = 10, _DATE  # columns of a name, and of a day

    def fill(self, sort: SortedBatch, entries: Mapping[str, Entry], now: datetime) -> None:
        """Show a sorted batch; certain rejections that are not filed yet, and what came back to them, are marked."""
        self._now = now
        self._skipped = tuple(s.sentence for s in sort.skipped)
        self.rows, self._taken_out = {}, {}
        for group in ("sure", "doubtful", "others", "known"):
            for reading in getattr(sort, group):
                uid = reading.letter.uid
                twin = sort.is_repeated(reading.letter)
                note = "known" if group == "known" else ("like another one" if twin else "")
                self.rows[uid] = ReadingRow(reading, entries[uid], group, group == "sure" and not twin, note)
        for reading in sort.waiting:
            self.rows[reading.letter.uid] = ReadingRow(reading, entries[reading.letter.uid], WAITING, note="no answer")
        for one in sort.returned.proposals:
            uid = one.letter.uid
            self.rows[uid] = ReadingRow(one.reading, entries[uid], one.group, one.sure, proposal=one)
        self._open = set() if self.rows else {"skipped"}
        self.draw()
        self.highlighted = next((i for i, o in enumerate(self.options) if not o.disabled), None)
        self.call_after_refresh(self.draw)  # a list that was hidden learns its width only now

    def renew(self, sort: SortedBatch, now: datetime) -> None:
        """Show what came back as it is found now; what the user marked or put right stays."""
        known = {uid: row for uid, row in self.rows.items() if row.proposal is not None}
        found = {one.letter.uid: one for one in sort.returned.proposals}
        for uid in known.keys() - found.keys():
            self.rows.pop(uid)
        for uid, one in found.items():
            if uid not in known:
                self.rows[uid] = ReadingRow(one.reading, entry_of(one.reading, now), one.group, one.sure, proposal=one)
        early = sort.returned.early
        for uid, row in self.rows.items():
            told = early.get(uid, ())
            if row.proposal is None and told != row.entry.early:
                row.entry = replace(row.entry, early=told, applied=row.entry.applied or applied_from(told))
        self.draw()

    def draw(self) -> None:
        """Redraw all rows, keeping the cursor on its letter."""
        here = self._current_id()
        self._measure()
        self.clear_options()
        self.add_options(self._options_of_groups())
        if here is not None:
            self.highlighted = next((i for i, o in enumerate(self.options) if o.id == here), self.highlighted)

    def _measure(self) -> None:
        """Give names and days the columns that the longest of them need, so that nothing is cut without need."""
        shown = [row for row in self.rows.values() if row.group not in FOLDED_GROUPS or row.group in self._open]
        names = (row.proposal.case.words if row.proposal else _who(row) for row in shown[:MAX_UNFOLDED])
        longest = max((cell_len(name) for name in names), default=0) + 2
        self._name_width = max(10, min(longest, self._room * 45 // 100))
        days = (self._when(row.entry.received) for row in shown[:MAX_UNFOLDED])
        self._day_width = min(_DATE, max((len(day) for day in days), default=0) + 2)

    @property
    def _room(self) -> int:
        """The columns of a line."""
        return max(self.size.width - 4, 40)

    def _options_of_groups(self) -> Iterable[Option]:
        for group, title in _SHOWN_GROUPS:
            rows = [(uid, row) for uid, row in self.rows.items() if row.group == group]
            if rows:
                yield Option(self._heading(f"{title} · {len(rows)}"), disabled=True)
                yield from (Option(self._letter_line(row), id=uid) for uid, row in rows)
        yield from self._options_of_folded("others", "other emails, not rejections")
        yield from self._options_of_folded("known", "known already")
        if self._skipped:
            yield Option(self._fold_line("skipped", len(self._skipped), "left out or not read"), id="fold:skipped")
            if "skipped" in self._open:
                for index, sentence in enumerate(self._skipped[:MAX_UNFOLDED]):
                    yield Option(self._text(f"    {sentence}"), id=f"skip:{index}")

    def _options_of_folded(self, group: str, title: str) -> Iterable[Option]:
        rows = [(uid, row) for uid, row in self.rows.items() if row.group == group]
        if not rows:
            return
        yield Option(self._fold_line(group, len(rows), title), id=f"fold:{group}")
        if group in self._open:
            yield from (Option(self._letter_line(row), id=uid) for uid, row in rows[:MAX_UNFOLDED])
            if len(rows) > MAX_UNFOLDED:
                yield Option(self._heading(f"    … and {len(rows) - MAX_UNFOLDED} more"), disabled=True)

    @staticmethod
    def _heading(words: str) -> Content:
        return Content.styled(words, "bold")

    def _fold_line(self, group: str, count: int, title: str) -> Content:
        return Content(f"{'▾' if group in self._open else '▸'} {count} {title}")

    def _text(self, words: str) -> Content:
        return Content.from_rich_text(cell(words, width=max(self.size.width - 4, 20)))

    def _letter_line(self, row: ReadingRow) -> Content:
        width = self._room
        if row.proposal is not None:
            return self._returned_line(row, row.proposal, width)
        company = self._name_width
        role = max(width - company - 4 - 13 - self._day_width, 8)
        when = self._when(row.entry.received)
        last = row.note or (kind_words(row.reading) if row.group == "others" else row.entry.stage.label)
        line = Text("[x] " if row.marked else "[ ] ", no_wrap=True)
        what = row.entry.role or ("" if row.entry.company else row.reading.letter.subject) or "—"
        for words, size in ((_who(row), company), (what, role)):
            line.append_text(_padded(words, size))
        line.append_text(_padded(last, 13)).append_text(_at_right(when, self._day_width))
        return Content.from_rich_text(line)

    def _returned_line(self, row: ReadingRow, proposal: Proposal, width: int) -> Content:
        """Return a line with employer, what the mail is, what a yes does (where there is room) and its day."""
        company = self._name_width
        rest = max(width - company - 4 - _DATE, 12)
        label = rest if width < _WIDE else min(rest // 2, 34)
        line = Text("[x] " if row.marked else "[ ] ", no_wrap=True)
        line.append_text(_padded(proposal.case.words, company)).append_text(_padded(proposal.label, label))
        if label < rest and self._now is not None:
            line.append_text(_padded("→ " + "; ".join(effect_words(proposal, self._now)), rest - label))
        return Content.from_rich_text(line.append_text(_at_right(self._when(proposal.at), _DATE)))

    def _when(self, moment: datetime) -> str:
        return day_word(local_day(moment, self._now), self._now.date()) if self._now else ""

    def _current_id(self) -> str | None:
        return None if self.highlighted is None else self.get_option_at_index(self.highlighted).id

    @property
    def current(self) -> ReadingRow | None:
        """The letter under the cursor."""
        return self.rows.get(self._current_id() or "")

    @property
    def marked(self) -> tuple[ReadingRow, ...]:
        """The letters that are to be filed, in the order shown."""
        return tuple(row for row in self.rows.values() if row.marked)

    def toggle(self) -> None:
        """Mark or unmark the letter under the cursor; on a folded line, open or fold it."""
        name = self._current_id() or ""
        if name.startswith("fold:"):
            self._open ^= {name.removeprefix("fold:")}
            self.draw()
        elif (row := self.current) is not None and row.group != "known":
            row.marked = not row.marked
            self.replace_option_prompt(name, self._letter_line(row))

    def mark_all(self) -> None:
        """Mark every certain letter that names a company, and all that surely came back; or none if all are."""
        rows = [
            r
            for r in self.rows.values()
            if (r.proposal.sure if r.proposal is not None else r.group == "sure" and r.entry.company and not r.note)
        ]
        to = not all(r.marked for r in rows)
        for row in rows:
            row.marked = to
        self.draw()

    def pass_over(self, digests: frozenset[str]) -> None:
        """Put the letters the user said are no rejections among the others, and bring back what is none of them."""
        moved = False
        for row in self.rows.values():
            said_no = row.reading.letter.digest in digests
            if row.proposal is not None or row.group in ("known", WAITING) or said_no == (row.note == SAID_NO):
                continue
            row.group = "others" if said_no else group_of(row.reading)
            row.note, moved = SAID_NO if said_no else "", True
            row.marked, row.marked_before = not said_no and row.marked_before, row.marked
        if moved:
            place = self.highlighted
            self.draw()
            if self.highlighted is None and place is not None:
                near = range(place, -1, -1)
                self.highlighted = next(
                    (i for i in near if i < self.option_count and not self.options[i].disabled), None
                )

    def propose(self, row: ReadingRow, proposal: Proposal) -> None:
        """Store what the user says a mail is and belongs to, and mark it."""
        row.proposal, row.group, row.marked = proposal, proposal.group, True
        self.draw()

    def take_out(self, row: ReadingRow) -> None:
        """Take a mail out of the list: the user said that it belongs to no rejection."""
        place, uid = self.highlighted or 0, row.reading.letter.uid
        self._taken_out[uid] = self.rows.pop(uid, row)
        self.draw()
        near = [*range(place, self.option_count), *range(min(place, self.option_count) - 1, -1, -1)]
        self.highlighted = next((i for i in near if not self.options[i].disabled), None)

    def bring_back(self, kept: frozenset[str]) -> None:
        """Show the mails again that were taken out and whose digests are no longer among those `kept`."""
        back = {uid: row for uid, row in self._taken_out.items() if row.reading.letter.digest not in kept}
        if back:
            self._taken_out = {uid: row for uid, row in self._taken_out.items() if uid not in back}
            self.rows |= back
            self.draw()

    def go_to(self, row: ReadingRow) -> None:
        """Put the cursor on a letter."""
        self.highlighted = self.get_option_index(row.reading.letter.uid)

    def correct(self, row: ReadingRow, entry: Entry) -> None:
        """Store a corrected entry and mark its letter, because whoever corrects it means to file it."""
        row.marked = True
        self.put(row, entry)

    def put(self, row: ReadingRow, entry: Entry) -> None:
        """Store an entry, and the reading it was made of."""
        row.entry = entry
        row.reading = entry.reading or row.reading
        self.replace_option_prompt(row.reading.letter.uid, self._letter_line(row))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Post which letter the cursor is on."""
        event.stop()
        name = event.option.id or ""
        sentence = ""
        if name.startswith("skip:"):
            sentence = self._skipped[int(name.removeprefix("skip:"))]
        self.post_message(self.Looked(self.rows.get(name), sentence))

    def on_resize(self, event: Resize) -> None:
        """Lay the columns out for the new width."""
        if (self.rows or self._skipped) and event.size.width != self._width:
            self.draw()
        self._width = event.size.width


def _who(row: ReadingRow) -> str:
    letter = row.reading.letter
    return row.entry.company or letter.sender_name or letter.sender_email or "company?"


def _padded(words: str, width: int) -> Text:
    text = cell(words, width=width - 1)
    text.pad_right(width - text.cell_len)
    return text


def _at_right(words: str, width: int) -> Text:
    text = cell(words, width=width - 1)
    text.pad_left(width - text.cell_len)
    return text
