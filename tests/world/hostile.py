"""Hostile text: markup, click actions, terminal sequences, direction overrides; and records of nothing else.

The records reach the screens without the file, which would clean them, so that the display is tested alone.
"""

import dataclasses
import typing
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from msgspec import Struct
from msgspec.structs import fields
from textual.app import App

from rejection_tui.domain.checkpoint import Checkpoint
from rejection_tui.domain.contact import Contact, Touch, Win
from rejection_tui.domain.correction import Correction
from rejection_tui.domain.cover_letter import CoverLetter, CoverVersion
from rejection_tui.domain.draft import Draft, DraftKind
from rejection_tui.domain.facts import Fact, FactType
from rejection_tui.domain.feedback import Feedback, Gap, Learning
from rejection_tui.domain.interview import Interview
from rejection_tui.domain.letter import Letter
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import REFERENCES, Profile, Records
from rejection_tui.domain.refine import Bullet, Question, Rehearsal
from rejection_tui.domain.rejection import Event, Rejection
from rejection_tui.domain.reminder import Reminder
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.steps import plan
from rejection_tui.domain.text import clean
from rejection_tui.storage import Store
from tests.world.clock import NOW

#: Markup, an action, escape sequences and a bidi override in one line.
LINE = "[/] [b]x[/b] [@click=app.quit]here[/] \x1b[2J\x1b]52;c;cHduZWQ=\x07 \u202eabc"
MARKUP = (
    "[/]",
    "[b]x[/i]",
    "[on #zz]x[/]",
    "[@click=app.quit]press[/]",
    "[@click=app.simulate_key('q')]me[/]",
    "[link=https://evil.example]here[/link]",
    "[link=file:///etc/passwd]x",
    "[a@b.example] hello",
    '{"b": [true, false]}',
    "[[nested] [/nested]]",
    "\\[escaped\\]",
    "$primary [$error]x[/]",
    ":smile: [bold]x[/bold]",
)
HOSTILE = (
    *MARKUP,
    "\x1b[2Jwiped",
    "\x1b]0;title\x07after",
    "\x1b]52;c;cHduZWQ=\x07after",
    "\x1b]52;c;cHduZWQ=\x1b\\after",
    "\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\",
    "\x1bP1$r0m\x1b\\dcs",
    "\x1b[?1049l\x1b[?1003lmouse",
    "\x1b[6nwhere",
    "\x9b31mred \x9d0;title\x9cafter",
    "\x00nul\x07bell\x08back\x7fdel",
    "\u202edrawkcab\u202c \u2066isolate\u2069",
    "zero\u200bwidth\u2060\ufeffjoined\u00adsoft",
    "tag\U000e0041\U000e0042characters\U000e007f",
    "lone \ud800 surrogate \udce9",
    "tower" + "\u0301" * 500,
    "wide 漢字 👩‍👩‍👧 \U0001f1ec\U0001f1e7",
    "line\r\nbreak\rand\u2028others\u2029here\x85there",
    "x" * 4000,
    "tabs\tand   spaces   ",
    "\x1b[201~end of paste",
)
assert len(HOSTILE) == 33
#: Fields that are no free text: uids, links, and values set by the program.
FIXED = {"uid", "ref", "key", "card", "digest"} | {field for _, field in REFERENCES}
T = typing.TypeVar("T", bound=Struct)


def _made(cls: type[T], index: int, **known: object) -> T:
    """Return a record of `cls` with a hostile string in every text field, another one in each."""
    values: dict[str, object] = {}
    hints = typing.get_type_hints(cls)
    for place, field in enumerate(fields(cls)):
        kind, words = hints[field.name], HOSTILE[(index * 7 + place) % len(HOSTILE)]
        if field.name in FIXED or field.name in known:
            continue
        if kind is str:
            values[field.name] = words
        elif kind == tuple[str, ...]:
            values[field.name] = (words, HOSTILE[(index + place) % len(HOSTILE)])
        elif kind == tuple[Fact, ...]:
            more = HOSTILE[(index + place) % len(HOSTILE)]
            values[field.name] = (Fact(FactType.ASKS, words, more), Fact(FactType.TONE, more, words))
        elif field.required and kind is datetime:
            values[field.name] = NOW - timedelta(days=index)
        elif field.required and kind is date:
            values[field.name] = NOW.date()
        elif field.required and isinstance(kind, type) and issubclass(kind, StrEnum):
            values[field.name] = next(iter(kind))
    return cls(**(values | known))


def hostile_records() -> Records:
    """Return records with one rejection for each hostile string, each with all records that refer to it."""
    records = Records(profiles={"me": _made(Profile, 3, uid="me", confirmed=True)})
    tables: dict[str, dict[str, object]] = {}
    for n, words in enumerate(HOSTILE):
        for table, record in _life(n, words):
            tables.setdefault(table, {})[record.uid] = record
    return dataclasses.replace(records, **tables)  # type: ignore[arg-type]


def _life(n: int, words: str) -> typing.Iterator[tuple[str, typing.Any]]:
    r, c, f = f"r{n:02}", f"c{n:02}", f"f{n:02}"
    received = NOW - timedelta(days=n)
    yield (
        "letters",
        _made(Letter, n, uid=f"l{n:02}", digest=f"l{n:02}", body=f"{words}\n{HOSTILE[-n]}", received=received),
    )
    one = _made(Rejection, n, uid=r, company=words, letter=f"l{n:02}", contact=c if n % 2 else "", received=received)
    yield "rejections", one
    for action in plan(one, received, Rules()):
        yield "actions", replace(action, title=HOSTILE[(n + action.order // 10) % len(HOSTILE)], reason=words)
    yield "checkpoints", _made(Checkpoint, n, uid=f"i{n:02}")
    yield "corrections", _made(Correction, n, uid=f"k{n:02}")
    yield "events", _made(Event, n, uid=f"e{n:02}", rejection=r)
    yield "feedback", _made(Feedback, n, uid=f, rejection=r, verbatim=f"{words}\n{words}", gap=list(Gap)[n % 5])
    yield "learnings", _made(Learning, n, uid=f"n{n:02}", feedback=f, rejection=r, due=NOW.date())
    yield "contacts", _made(Contact, n, uid=c, name=words)
    yield "touches", _made(Touch, n, uid=f"t{n:02}", contact=c, rejection=r)
    yield "wins", _made(Win, n, uid=f"w{n:02}")
    yield "drafts", _made(Draft, n, uid=f"d{n:02}", kind=DraftKind.REPLY, rejection=r)
    yield "bullets", _made(Bullet, n, uid=f"b{n:02}", feedback=f, rejection=r)
    yield "questions", _made(Question, n, uid=f"q{n:02}", rejection=r, feedback=f, queued=True)
    yield "reminders", _made(Reminder, n, uid=f"m{n:02}", rejection=r, contact=c if n % 2 else "")
    yield "interviews", _made(Interview, n, uid=f"v{n:02}", rejection=r)
    yield "cover_letters", _made(CoverLetter, n, uid=f"o{n:02}", feedback=f, rejection=r)
    yield "cover_versions", _made(CoverVersion, n, uid=f"p{n:02}", cover=f"o{n:02}", feedback=f, gap="")
    yield "rehearsals", _made(Rehearsal, n, uid=f"h{n:02}", question=f"q{n:02}")


class RawStore(Store):
    """A store whose records were never cleaned, as a hand-edited file or an older version might hold them."""

    def __init__(self, path: Path, raw: Records) -> None:
        super().__init__(path)
        self._raw = raw

    @property
    def records(self) -> Records:
        """The records as they are."""
        return self._raw

    def refresh(self) -> bool:
        """Return False: nothing changes the file."""
        return False


def screen_text(app: App[typing.Any]) -> str:
    """Return the text on the screen."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def harm(app: App[typing.Any]) -> list[str]:
    """Return whatever on the screen would be acted on by a terminal or by a click, or could not be text at all."""
    found: list[str] = []
    for strip in app.screen._compositor.render_strips():
        for text, style, control in strip:
            if control or clean(text) != text or "\n" in text:
                found.append(f"raw characters: {text!r}")
            if style is not None and (style.link or "@click" in style.meta):
                found.append(f"a link or an action: {text!r} {style.link} {style.meta}")
    return found
