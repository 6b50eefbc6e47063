"""What is found and not read: its kinds, a sentence for each, and the count that is told when a reading ends."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath
from typing import Final

from rejection_tui.domain.text import clean_line
from rejection_tui.mail.raw import Skipped

_PASTE: Final = "copy the letter's words and paste them"
_UNPACK: Final = "unpack it and import what comes out"


class Kind(StrEnum):
    """Why something was left: a kind of file that is not read, or a state of a message."""

    PICTURE = "picture"
    RECORDING = "recording"
    OUTLOOK = "outlook"
    OUTLOOK_MAC = "outlook-mac"
    EXPRESS = "outlook-express"
    NOTES = "notes"
    WORD = "word"
    PAGES = "pages"
    TABLE = "table"
    CARD = "card"
    ARCHIVE = "archive"
    SEALED = "sealed"
    ENCRYPTED = "encrypted"
    OTHER = "other"
    RECORDS = "records"
    EMPTY = "empty"
    LARGE = "large"
    BROKEN = "broken"
    UNOPENED = "unopened"
    SPECIAL = "special"
    DEEP = "deep"
    DELETED = "deleted"
    DRAFT = "draft"
    SPAM = "spam"
    TRASH_FOLDER = "trash-folder"
    DRAFTS_FOLDER = "drafts-folder"
    SPAM_FOLDER = "spam-folder"


@dataclass(frozen=True, slots=True)
class _Words:
    """The sentence for one (`{name}` is where it lies) and for several (`{count}`, and the `{ends}` of their names)."""

    one: str
    several: str


#: .pst and .ost: dragging gives .msg files in classic Outlook, and readpst is in the package pst-utils.
_OUTLOOK_ADVICE: Final = (
    "in classic Outlook, select the letters and drag them into a folder of your computer (each becomes a .msg), or "
    "turn the archive into mbox with readpst -r (package pst-utils), and import that"
)
_FOLDER: Final = "name the folder itself to read it"
_WORDS: Final[dict[Kind, _Words]] = {
    Kind.PICTURE: _Words(
        f"{{name}} is a picture and holds no text that can be read; {_PASTE}.",
        f"{{count}} pictures{{ends}} hold no text that can be read; {_PASTE}.",
    ),
    Kind.RECORDING: _Words(
        "{name} is a recording and holds no text; write down what was said and paste it.",
        "{count} recordings{ends} hold no text; write down what was said and paste it.",
    ),
    Kind.OUTLOOK: _Words(
        f"{{name}} is an Outlook archive, which is not read; {_OUTLOOK_ADVICE}.",
        f"{{count}} Outlook archives{{ends}} are not read; {_OUTLOOK_ADVICE}.",
    ),
    Kind.OUTLOOK_MAC: _Words(
        "{name} is an archive of Outlook for Mac, which is not read; in Outlook, drag the letters or their folder onto "
        "the desktop (they become .eml or .mbox) and import those.",
        "{count} archives of Outlook for Mac{ends} are not read; in Outlook, drag the letters or their folders onto "
        "the desktop (they become .eml or .mbox) and import those.",
    ),
    Kind.EXPRESS: _Words(
        "{name} is a mail folder of an old Windows program, which is not read; open it there, select the letters and "
        "drag them into a folder of your computer (each becomes an .eml), and import that.",
        "{count} mail folders of old Windows programs{ends} are not read; open them there, select the letters and drag "
        "them into a folder of your computer (each becomes an .eml), and import that.",
    ),
    Kind.NOTES: _Words(
        "{name} is a Notes database, which is not read; in Notes, select the letters and drag them onto the desktop "
        "(each becomes an .eml), and import those.",
        "{count} Notes databases{ends} are not read; in Notes, select the letters and drag them onto the desktop (each "
        "becomes an .eml), and import those.",
    ),
    Kind.WORD: _Words(
        f"{{name}} is a document of a kind that is not read; save it as .docx or .pdf, or {_PASTE}.",
        f"{{count}} documents{{ends}} are of a kind that is not read; save them as .docx or .pdf, or {_PASTE}.",
    ),
    Kind.PAGES: _Words(
        f"{{name}} is a Pages document, which is not read; in Pages, export it as PDF or Word, or {_PASTE}.",
        f"{{count}} Pages documents are not read; in Pages, export them as PDF or Word, or {_PASTE}.",
    ),
    Kind.TABLE: _Words(
        f"{{name}} is a table or a set of slides, in which no letter is looked for; {_PASTE}.",
        f"{{count}} tables or sets of slides{{ends}} were not read; if one of them is a letter, {_PASTE}.",
    ),
    Kind.CARD: _Words(
        "{name} holds dates or contacts and no letter.",
        "{count} files{ends} hold dates or contacts and no letter.",
    ),
    Kind.ARCHIVE: _Words(
        f"{{name}} is an archive of a kind that is not read; {_UNPACK}.",
        "{count} archives{ends} are of a kind that is not read; unpack them and import what comes out.",
    ),
    Kind.SEALED: _Words(
        "{name} is locked with a password; unpack it, or save a copy without one, and import that.",
        "{count} files{ends} are locked with a password; unpack them, or save copies without one, and import those.",
    ),
    Kind.ENCRYPTED: _Words(
        "{name} is encrypted; open it in your mail program, which has the key, and paste its words.",
        "{count} letters are encrypted; open them in your mail program, which has the key, and paste their words.",
    ),
    Kind.OTHER: _Words(
        f"{{name}} holds no text that can be read as a letter; {_PASTE}.",
        "{count} other files{ends} hold no letter.",
    ),
    Kind.RECORDS: _Words(
        "{name} is no letter; an export or another copy of your file comes in with rejtui merge.",
        "{count} files{ends} are data and no letters.",
    ),
    Kind.EMPTY: _Words("{name} is empty.", "{count} files are empty."),
    Kind.LARGE: _Words("{name} is too large and was skipped.", "{count} files{ends} are too large and were skipped."),
    Kind.BROKEN: _Words(
        f"{{name}} is damaged or not what its name says, and could not be read; {_PASTE}.",
        f"{{count}} files{{ends}} are damaged or not what their names say, and could not be read; {_PASTE}.",
    ),
    Kind.UNOPENED: _Words("{name} could not be opened.", "{count} files and folders could not be opened."),
    Kind.SPECIAL: _Words(
        "{name} is not an ordinary file and was left alone.",
        "{count} are not ordinary files and were left alone.",
    ),
    Kind.DEEP: _Words(
        "The folder {name} lies too deep and was not read.", "{count} folders lie too deep and were not read."
    ),
    Kind.DELETED: _Words(
        "{name} is marked as deleted and was left out.",
        "{count} messages marked as deleted were left out.",
    ),
    Kind.DRAFT: _Words("{name} is a draft that was not sent, and was left out.", "{count} drafts were left out."),
    Kind.SPAM: _Words("{name} is marked as spam and was left out.", "{count} messages marked as spam were left out."),
    Kind.TRASH_FOLDER: _Words(
        f"{{name}} lies in the trash and was left out; {_FOLDER}.",
        f"{{count}} files in the trash were left out; {_FOLDER}.",
    ),
    Kind.DRAFTS_FOLDER: _Words(
        f"{{name}} lies among the drafts and was left out; {_FOLDER}.",
        f"{{count}} files among the drafts were left out; {_FOLDER}.",
    ),
    Kind.SPAM_FOLDER: _Words(
        f"{{name}} lies in the spam folder and was left out; {_FOLDER}.",
        f"{{count}} files in the spam folder were left out; {_FOLDER}.",
    ),
}


@dataclass(frozen=True, slots=True)
class Left:
    """One thing that was not read: `name` says where it lies, `sentence` why when its kind's words do not say all.

    `alone` is what is said at once: of a file named by hand, or of the rest of a damaged one.
    """

    kind: Kind
    name: str
    sentence: str = ""
    alone: bool = False

    @property
    def words(self) -> str:
        """The sentence about this one thing."""
        return self.sentence or _WORDS[self.kind].one.format(name=self.name)


@dataclass(slots=True)
class _Heap:
    """What was left of one kind: the first of it, the ends of the names, and how many."""

    first: Left
    ends: dict[str, None] = field(default_factory=dict)
    count: int = 0


_MOST_ENDS: Final = 6


@dataclass(slots=True)
class Tally:
    """Counts what is left of each kind, to be told once."""

    heaps: dict[Kind, _Heap] = field(default_factory=dict)

    def add(self, left: Left) -> None:
        """Count one more."""
        heap = self.heaps.setdefault(left.kind, _Heap(left))
        heap.count += 1
        end = PurePath(left.name).suffix.lower()
        if end and len(heap.ends) < _MOST_ENDS:
            heap.ends[clean_line(end, 12)] = None

    def skipped(self, total: int) -> Iterator[Skipped]:
        """Yield a `Skipped` for each kind, in the order of `Kind`; `total` is the size of all that was to be read."""
        for kind in Kind:
            if heap := self.heaps.get(kind):
                ends = f" ({', '.join(heap.ends)})" if heap.ends else ""
                several = _WORDS[kind].several.format(count=heap.count, ends=ends)
                sentence = heap.first.words if heap.count == 1 else several
                yield Skipped(heap.first.name, sentence, total, total, kind.value, heap.count)
