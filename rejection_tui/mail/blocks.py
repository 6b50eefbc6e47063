"""Header blocks copied into text, as programs write them above an earlier mail: a line a field, or all on one line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from rejection_tui.domain.text import clean_line
from rejection_tui.domain.written_moments import WrittenMoment, read_moment
from rejection_tui.mail.headers import Address
from rejection_tui.mail.words import labels, plain

_MAX_LINES = 30  # of a block
_MAX_LINE = 4000  # characters of a line that are looked at
_MAX_LABEL = 30
_MAIL = re.compile(r"[^\s<>()\[\],;:\"'@]{1,100}@[^\s<>()\[\],;:\"'@]{1,200}")
_MAILTO = re.compile(r"[\[<(]\s?mailto:[^\s\])>]{1,300}[\])>]|mailto:", re.I)
_NOT_A_NAME = re.compile(r"[\d:.,;/()\s-]*")
_ENGLISH = frozenset({"from", "date", "sent", "to", "subject"})


@dataclass(frozen=True, slots=True)
class Block:
    """A header block copied into text: values by English lower-case name, and the index of the line after the block.

    `foreign` is true when the labels are not English, so that 03/04/2026 begins with the day; `attribution` when it was
    made of a line such as "On Monday Ann wrote:".
    """

    fields: dict[str, str]
    after: int
    foreign: bool = False
    attribution: bool = False

    @property
    def sender(self) -> Address:
        """The address in the From line; a line without an address gives only a name."""
        return mailbox(self.fields.get("from", ""))

    @property
    def recipient(self) -> Address:
        """The first address in the To line."""
        return mailbox(self.fields.get("to", ""))

    def sent(self, now: datetime | None) -> WrittenMoment | None:
        """Return when the mail was sent, as the block says it."""
        return read_moment(self.fields.get("sent", ""), now, True if self.foreign else None)


def mailbox(value: str) -> Address:
    """Return the first name and address of a copied From or To line, whatever brackets stand around them."""
    value = value[:_MAX_LINE]
    shown = _MAILTO.sub(" ", value) if _MAIL.search(_MAILTO.sub(" ", value)) else value.replace("mailto:", " ")
    match = _MAIL.search(shown)
    if match is None:
        return Address(clean_line(shown.strip("\"'<>[] ,;*«»„“”"), 200))
    name = clean_line(shown[: match.start()], 200).strip("\"'<>[]( ,;*«»„“”")
    email = clean_line(match[0], 254).lower().strip(".'*")
    if not name and (comment := re.match(r"[>\]\s]*\(([^()@]{1,100})\)", shown[match.end() :])):
        name = clean_line(comment[1], 200)
    return Address("" if "@" in name else name, email)


def header_line(line: str) -> tuple[str, str] | None:
    """Return the field and the value of a copied header line such as `> *Von:* Ann`; None when it is none."""
    text = line[:_MAX_LINE].lstrip(" \t>*_\xa0\ufeff")
    at = text.find(":", 0, _MAX_LABEL)
    if at < 1:
        return None
    field = labels().get(plain(text[:at].strip("*_ \t\xa0")))
    return (field, text[at + 1 :].lstrip("*_").strip(" \t\xa0").removesuffix("*")) if field else None


def header_block(lines: Sequence[str], start: int) -> Block | None:
    """Return the copied header block that begins at line `start`: a From line and a subject or date near it."""
    first = header_line(lines[start])
    if first is None:
        return None
    if first[0] == "from" and (block := one_line_block(lines[start], start + 1)):
        return block
    fields: dict[str, str] = {}
    index, last, end, foreign = start, "", start, False
    while index < min(len(lines), start + _MAX_LINES):
        line = lines[index][:_MAX_LINE]
        text = line.strip("> \t\xa0")
        if found := header_line(line):
            if found[0] in fields and found[0] != "cc":
                break
            last = found[0]
            fields[last] = found[1]
            foreign = foreign or plain(text.partition(":")[0].strip("*_ ")) not in _ENGLISH | {"cc", "bcc"}
        elif not text:
            if not _goes_on(lines, index, fields):
                break
        elif last and _continues(lines, index, last, fields[last]):
            fields[last] = f"{fields[last]} {text}".strip()
        else:
            break
        end = index + 1 if text else end
        index += 1
    return Block(fields, end, foreign) if _is_whole(fields) else None


def _is_whole(fields: dict[str, str]) -> bool:
    """Return whether fields are those of a mail, and not of an invitation that says from when to when."""
    sender = fields.get("from", "")
    if len(fields) < 2 or not sender or not ("subject" in fields or "sent" in fields):
        return False
    if "@" in sender:
        return True
    dated = "subject" in fields or read_moment(fields["sent"]) is not None
    return dated and _NOT_A_NAME.fullmatch(sender[:200]) is None


def _goes_on(lines: Sequence[str], index: int, fields: dict[str, str]) -> bool:
    """Return whether a block that is not complete goes on below the blank line `index`: some write one after each."""
    if not fields:
        return False
    whole = {"from", "subject", "sent"} <= fields.keys()
    for line in lines[index + 1 : index + 3]:
        if line.strip("> \t\xa0"):
            found = header_line(line)
            return found is not None and found[0] not in fields and (not whole or "@" in found[1])
    return False


def _continues(lines: Sequence[str], index: int, last: str, value: str) -> bool:
    """Return whether line `index`, which has no label, belongs to the field above it."""
    line = lines[index]
    text = line.strip("> \t\xa0")
    above_a_field = index + 1 < len(lines) and header_line(lines[index + 1]) is not None
    if not value and last != "subject":
        return last in {"from", "sent"} or "@" in text or above_a_field or (len(text) < 60 and text[-1] != ",")
    if last in {"from", "to", "cc"}:
        return text[0] == "<" or value[-1:] in ",;" or ("@" in text and line[:1] in " \t")
    return last == "subject" and above_a_field


@cache
def _inner_label(field: str) -> re.Pattern[str]:
    """Return the pattern of a field's label within a line, where it may be glued to the value before it."""
    names = sorted((name for name, of in labels().items() if of == field), key=len, reverse=True)
    shown = "|".join(re.escape(name[0].upper() + name[1:]) for name in names)
    before = r"(?:^|(?<=[>\s]))" if field in {"to", "cc"} else ""
    extra = r"|Assunto(?=\s)" if field == "subject" else "|CC\\s?:" if field == "cc" else ""
    return re.compile(rf"{before}\*?(?:(?:{shown})\*?\s?:\*?{extra})")


def one_line_block(line: str, after: int) -> Block | None:
    """Return the block of a line that holds From, Sent and Subject, as Yahoo's plain text does; else None.

    `line` begins with the From label; `after` is the index of the line below it.
    """
    text = line[:_MAX_LINE].strip(" \t>*\xa0")
    marks: list[tuple[int, int, str]] = []
    for field in ("from", "to", "cc", "sent", "subject"):
        begin = marks[0][1] if marks else 0
        if match := _inner_label(field).search(text, begin):
            if field == "from" and match.start() > 0:
                return None
            marks.append((match.start(), match.end(), field))
    if {"from", "sent", "subject"} - {field for _, _, field in marks}:
        return None
    marks.sort()
    ends = [start for start, _, _ in marks[1:]] + [len(text)]
    fields = {field: text[begin:end].strip(" \t,;") for (_, begin, field), end in zip(marks, ends, strict=True)}
    english = text[: marks[0][1]].strip("* :").lower() == "from"
    return Block(fields, after, not english) if _is_whole(fields) else None
