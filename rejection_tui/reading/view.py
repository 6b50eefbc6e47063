"""A letter as the fields are read from it: subject, sender's name and body cut into words, each with its place."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from rejection_tui.domain.letter import Letter
from rejection_tui.domain.text import fold
from rejection_tui.reading import senders
from rejection_tui.reading.folded import fold_text
from rejection_tui.reading.greeting import greeting_lines, is_signoff
from rejection_tui.reading.names import swapped

#: Characters of a body that are looked at: its top, and the tail of a longer one.
TOP, TAIL = 4500, 1800
_MAX_WORDS = 1400  # words of a body; a bound for letters without spaces or with thousands of one-letter words
_WORD = re.compile(
    r"[\w.+-]{1,60}@[\w.-]{1,60}\w|(?:https?://|www\.)[^\s<>]{1,200}|"  # an address is one word
    r"(?i:qu|[ldnjmtscv])['’](?=\w)|['’]s\b|"  # elisions in front and the English genitive stand alone
    r"(?P<gender>[(\[/|]\s?(?:[mwfdhxvi]\s?[/|,*]\s?){1,3}[mwfdhxvi*]\s?[)\]]?(?!\w)|\((?:all genders?|gn)\))|"
    r"[^\W_](?:[^\W_]|[.&-](?=[^\W_])|['’](?!s\b)(?=[^\W_])){0,60}"
    r"(?P<ending>[:*_/·]-?(?:in(?:nen)?|r|a|as|e|os|trice|rice|euse|ère|ne|se|ora|essa|n)\b|"
    r"\(-?(?:in|e|a|r|n|ne|s|euse|as|os)\)(?!\w))?|\S",
    re.IGNORECASE,
)


_UMLAUT = re.compile(r"(?<![aeq])([aou])e")  # "kaelte" is how an address writes "Kälte"


@lru_cache(maxsize=20_000)
def fold_word(word: str) -> str:
    """Return a word folded for comparing; a mark that folds to nothing stays as it is."""
    return fold(word) or word


def _fold_all(text: str) -> str:
    """Return a text folded, word by word: most words are known already."""
    return " ".join(filter(None, map(_folded, text.split())))


_folded = lru_cache(maxsize=20_000)(fold)


@dataclass(slots=True)
class Line:
    """One line that is not blank: its words from `first` to before `stop`, and its zone.

    Zones: `head` above the greeting, `greet`, `body`, `off` (the valediction), `sign` below it, `foot` below that.
    """

    first: int
    stop: int
    start: int
    end: int
    zone: str
    after_blank: bool
    depth: int = 0  # of the zone `sign`: how many lines below the valediction


@dataclass(slots=True)
class Part:
    """A part of a letter (`subject`, `sender` or `body`) as words with their places in `text`."""

    name: str
    text: str
    words: list[str] = field(default_factory=list)
    folded: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    line_of: list[int] = field(default_factory=list)

    def surface(self, first: int, stop: int) -> str:
        """Return the text from one word to before another, on one line."""
        return " ".join(self.text[self.starts[first] : self.ends[stop - 1]].split())

    def line_text(self, index: int) -> str:
        """Return the text of a line."""
        line = self.lines[index]
        return self.text[line.start : line.end].strip()


@dataclass
class View:
    """What the fields are read from; made once for a letter."""

    letter: Letter
    subject: Part
    sender: Part
    body: Part

    @property
    def parts(self) -> tuple[Part, Part, Part]:
        """The three parts in the order they are read."""
        return self.subject, self.sender, self.body

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """What in the sender's address may name the employer, written together: domain, or a system's tenant."""
        whole = [fold(label).replace(" ", "") for label in senders.owner_labels(self.letter)]
        return tuple(dict.fromkeys(form for label in whole for form in (label, _UMLAUT.sub(r"\1", label))))

    @cached_property
    def compact(self) -> dict[str, list[tuple[int, int]]]:
        """By part the places (first word, word after the last) that are a label when they are written together."""
        return {part.name: list(_written_together(part, self.labels)) for part in self.parts}

    @cached_property
    def system(self) -> str:
        """What kind of sender it is: a job `board`, a tracking system (`ats`) or plain `mail`."""
        return "board" if senders.board(self.letter) else "ats" if senders.ats(self.letter) else "mail"

    @cached_property
    def local(self) -> str:
        """The words of the address before the at sign, folded."""
        return fold(re.sub(r"[\d._+-]+", " ", self.letter.sender_email.partition("@")[0][:80]))

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each folded word stands in the body."""
        return Counter(self.body.folded)

    @cached_property
    def folded_body(self) -> str:
        """The body's words, folded, with single spaces, one at each end."""
        return f" {_fold_all(self.body.text)} "

    @cached_property
    def folded_subject(self) -> str:
        """The subject's words, folded, with single spaces, one at each end."""
        return f" {_fold_all(self.subject.text)} "

    @cached_property
    def folded_sender(self) -> str:
        """The sender's name, folded, with single spaces, one at each end."""
        return f" {_fold_all(self.sender.text)} "

    @cached_property
    def folded_text(self) -> str:
        """The body folded, of the same length."""
        return fold_text(self.body.text)

    @cached_property
    def names_a_client(self) -> bool:
        """Whether the letter speaks of a client, as agencies do."""
        return senders.names_a_client(self.folded_text)

    @cached_property
    def of_agency(self) -> bool:
        """Whether the sender's name or address has a word of agencies."""
        return senders.agency_words(self.letter)

    @cached_property
    def folded_signature(self) -> tuple[tuple[int, str], ...]:
        """The lines of `signature`, folded."""
        return tuple((depth, fold(line)) for depth, line in self.signature())

    @cached_property
    def folded_reader(self) -> str:
        """The name in the To line, folded."""
        return fold(self.letter.to_name)

    def signature(self) -> Iterator[tuple[int, str]]:
        """Yield the lines of the signature with how deep below the valediction they stand."""
        for index, line in enumerate(self.body.lines):
            if line.zone == "sign":
                yield line.depth, self.body.line_text(index)


def _written_together(part: Part, labels: Sequence[str]) -> Iterator[tuple[int, int]]:
    wanted = {label for label in labels if len(label) > 2}
    longest = max(map(len, wanted), default=0)
    for line in part.lines if wanted else ():
        for first in range(line.first, line.stop):
            begin = part.folded[first].replace(" ", "")
            if not any(label.startswith(begin) for label in wanted) or not part.words[first][0].isalnum():
                continue
            joined = ""
            for stop in range(first, min(first + 7, line.stop)):
                joined += part.folded[stop].replace(" ", "") if part.words[stop][0].isalnum() else ""
                if len(joined) > longest:
                    break
                if joined in wanted:
                    yield first, stop + 1


def bounded(body: str) -> str:
    """Return the part of a body that is looked at: all of it, or its top and its tail."""
    if len(body) <= TOP + TAIL:
        return body
    return f"{body[:TOP]}\n\n{body[-TAIL:]}"


@lru_cache(maxsize=1)
def view_of(letter: Letter) -> View:
    """Return a letter cut into words; the last one is kept, for whoever looks at it next."""
    shown = swapped(letter.sender_name[:200])
    return View(
        letter,
        cut("subject", letter.subject[:400]),
        cut("sender", "" if "@" in shown and " " not in shown else shown),
        cut("body", bounded(letter.body)),
    )


def cut(name: str, text: str) -> Part:
    """Return a text cut into words and lines."""
    part = Part(name, text)
    offset, blank = 0, True
    for raw in text.split("\n"):
        first = len(part.words)
        if first >= _MAX_WORDS:
            break
        for match in _WORD.finditer(text, offset, offset + min(len(raw), 4000)):
            if match["gender"]:  # "(m/w/d)" stands inside a role's name and says nothing
                continue
            word = match.group()
            part.words.append(word)
            part.folded.append(fold_word(word[: -len(match["ending"])] if match["ending"] else word))
            part.starts.append(match.start())
            part.ends.append(match.end())
            part.line_of.append(len(part.lines))
        if len(part.words) > first:
            part.lines.append(Line(first, len(part.words), offset, offset + len(raw), "body", blank))
        blank = len(part.words) == first
        offset += len(raw) + 1
    if name == "body":
        _zones(part)
    return part


def _zones(part: Part) -> None:
    """Tell the zones of a body's lines: the greeting from the top, the valediction from the tail."""
    texts = [part.line_text(index) for index in range(len(part.lines))]
    greets = greeting_lines(texts)
    for index in greets:
        part.lines[index].zone = "greet"
    if greets:
        for index in range(greets[0]):
            part.lines[index].zone = "head"
    off = next((i for i in range(len(texts) - 1, max(0, len(texts) - 40), -1) if is_signoff(texts[i])), None)
    below = off + 1 if off is not None else _short_tail(part, texts)
    if off is not None:
        part.lines[off].zone = "off"
    depth = 0
    for index in range(below, len(texts)):
        line = part.lines[index]
        if line.zone == "greet":
            continue
        depth += 1
        short = len(texts[index]) <= 90
        closed = index > below and part.lines[index - 1].zone == "foot"
        line.zone = "sign" if short and depth <= 8 and not closed else "foot"
        line.depth = depth


def _short_tail(part: Part, texts: list[str]) -> int:
    """Return the first of the short lines a letter without a valediction ends with."""
    below = len(texts)
    while below > 1 and len(texts[below - 1]) <= 60 and len(texts) - below < 5:
        below -= 1
        if part.lines[below].after_blank and len(texts) - below >= 1:
            break
    return below
