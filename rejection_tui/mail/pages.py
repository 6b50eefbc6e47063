"""Letters copied from a mail program's page: subject, sender, day and text, without the page around them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache

from rejection_tui.domain.text import clean_line
from rejection_tui.domain.written_moments import WrittenMoment, read_moment
from rejection_tui.mail.attributions import attribution_lines
from rejection_tui.mail.blocks import header_line, mailbox
from rejection_tui.mail.forwards import Original, assumed_year
from rejection_tui.mail.greetings import begins_a_letter
from rejection_tui.mail.headers import NO_ADDRESS, Address
from rejection_tui.mail.page_edges import without_edges
from rejection_tui.mail.paste_words import alternatives, is_above, is_attachments, is_below, words
from rejection_tui.mail.words import labels, plain

_SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)  # by it a day without a year is told from other words
_MAX_PAGE = 3000  # lines of a page
_MAX_HEAD = 40  # lines in which the head of a letter must stand
_ADDRESS_LINE = re.compile(r"[^<>@]{0,100}[<(\[][^<>\s@]{1,100}@[^<>\s@]{1,100}[>)\]](?P<after>.{0,100})")
_BARE_ADDRESS = re.compile(r"[^\s@<>]{1,100}@[^\s@<>]{1,100}\.[^\s@<>.]{2,20}")
_LETTERS = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"[^\W\d_a-zß-ÿ][^\d<>@:;!?/\\]{1,60}")
_PERSON = re.compile(r"(?:[^\W\d_a-z][\w.'’-]{1,30} ?){1,4}|\+[\d ()/-]{6,20}")
_RECIPIENT = re.compile(r"[^\W\d_][^\d<>@:!?/\\]{1,60}(?:<[^<>\s@]{1,100}@[^<>\s@]{1,100}>)?|\d{1,3} [^\W\d_]{4,12}")
_DEGREE = re.compile(
    r"\s?[·•|]\s?\d(?:\.|st|nd|rd|th|er|e|º|°|ª)?\+?(?: (?:Grades?|degree|niveau|grado|grau)\b.{0,20})?$", re.I
)
_FUNCTION = re.compile(r", | \| |@|\b(?:at|bei|chez|en|presso|bij|na|da)\b")
_DAY_END = re.compile(
    r"\s(?P<day>(?:\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,9}\.?|[^\W\d_]{3,9}\.?\s\d{1,2}|\d{1,2}\.\d{1,2}\.)(?:,?\s\d{4})?)$"
)
_CLOCK_END = re.compile(r"\s+\d{1,2}[:.]\d\d(?:\s?[AaPp]\.?[Mm]\.?)?$")


@dataclass(slots=True)
class _Head:
    """What the lines above a letter say, while they are read."""

    sender: Address = NO_ADDRESS
    to: Address = NO_ADDRESS
    subject: str = ""
    when: WrittenMoment | None = None
    wanted: str = ""  # the field whose value stands on the next line
    loose: list[str] = field(default_factory=list)  # lines of no known kind above the sender
    to_me: bool = False
    page: bool = False  # a line of the page was seen
    names_only: bool = False  # the page shows the sender's name without an address
    phone: bool = False  # a line of a phone's messages was seen


def without_page_below(lines: Sequence[str]) -> list[str]:
    """Return the lines of a pasted letter without those of the page around its head and below it.

    Below stand attachments, "Reply", "Forward".
    """
    lines = without_edges(lines)
    kept = _without_below(lines, len(lines))
    for at in range(max(1, len(kept) - 8), len(kept)):
        if is_attachments(kept[at]) and not kept[at - 1].strip():
            kept = _without_below(kept, at)
            break
    return kept or list(lines)


def _without_below(lines: Sequence[str], end: int) -> list[str]:
    while end > 0 and (not lines[end - 1].strip() or is_below(lines[end - 1])):
        end -= 1
    return list(lines[:end])


def page_letter(lines: Sequence[str], now: datetime | None) -> Original | None:
    """Return the letter copied from a mail program's page, None when the text is no such copy.

    Of a conversation of several mails it is the last one to the user.
    """
    first = _read(lines, now)
    at = _last_to_me(lines)
    if at > 0 and (last := _read(lines[at:], now)) and (first is None or last.body != first.body):
        subject = first.subject if first is not None else clean_line(lines[0])
        return replace(last, subject=subject, notes=(*last.notes, "Only the last mail to you is kept."))
    return first


def _last_to_me(lines: Sequence[str]) -> int:
    """Return the line of the sender of the last mail to the user on a page of several, -1 when there is none."""
    for at in range(min(len(lines), _MAX_PAGE) - 1, 1, -1):
        if _to_me().fullmatch(lines[at].strip()[:100]):
            for above in range(at - 1, max(-1, at - 5), -1):
                if _ADDRESS_LINE.fullmatch(lines[above].strip()[:250]):
                    return above if any(line.strip() for line in lines[:above]) else -1
    return -1


def _read(lines: Sequence[str], now: datetime | None) -> Original | None:
    head, index = _Head(), 0
    while index < min(len(lines), _MAX_HEAD):
        line = lines[index].strip(" \t\xa0\ufeff")
        if line and (attribution_lines(lines, index) or _contradicts(head, line)):
            return None  # an earlier mail is quoted below an answer
        taken = not line or _take(head, line, now) or _take_recipient(head, line, lines[index + 1 :], now)
        if not taken and not _is_loose(head, line, lines, index, now):
            break
        index += 1
    head.phone = head.phone or (head.when is not None and _signs(head.loose, lines[index:]))
    if not _is_letter(head):
        return None
    return _original(head, "\n".join(lines[index:]).strip())


def _is_letter(head: _Head) -> bool:
    if head.when is not None and not head.loose and not head.sender.email:
        return True  # a message of a phone, copied without its sender
    known = bool(head.sender.email) or head.names_only or _is_message(head)
    return known and (head.when is not None or head.to_me or head.page)


def _signs(loose: Sequence[str], lines: Sequence[str]) -> bool:
    """Return whether the only line above a text is a name that the text ends with, as a message of Teams does."""
    if len(loose) != 1 or not _PERSON.fullmatch(loose[0]):
        return False
    last = next((line for line in reversed(lines) if line.strip()), "")[-60:]
    return plain(loose[0].split()[0]) in re.findall(r"[\w'’-]+", plain(last))


def _is_message(head: _Head) -> bool:
    """Return whether a name, perhaps with the function below it, heads a message of a phone or a network."""
    if not head.loose or not _PERSON.fullmatch(head.loose[0]):
        return False
    return head.phone if len(head.loose) == 1 else _FUNCTION.search(head.loose[1]) is not None


def _original(head: _Head, body: str) -> Original:
    sender, subject = head.sender, head.subject
    loose = list(head.loose)
    if not sender.email and not head.names_only and _is_message(head):
        sender, function = Address(clean_line(loose[0], 100)), "\n".join(loose)
        body, loose = (f"{body}\n\n{function}" if len(loose) > 1 else body), []
    if not subject and loose:
        subject = loose.pop(0)
    if not sender.name and loose and _NAME.fullmatch(loose[-1]):
        sender = Address(clean_line(loose[-1], 100), sender.email)
    notes = (assumed_year(head.when.moment),) if head.when is not None and head.when.year_assumed else ()
    received = head.when.moment if head.when is not None else None
    return Original(body, clean_line(subject), sender, head.to, received, notes)


def _take(head: _Head, line: str, now: datetime | None) -> bool:
    """Take up a line of the head; return False when it is of no known kind."""
    if head.wanted:
        wanted, head.wanted = head.wanted, ""
        return _take_field(head, wanted, line, now)
    if begins_a_letter(line) or len(line) > 200:
        return False
    if (found := header_line(line)) or (found := _bare_label(line)):
        if not found[1]:
            head.wanted = found[0]
            return True
        return _take_field(head, found[0], found[1], now)
    if _to_me().fullmatch(line) or (head.sender.email and _to_somebody().fullmatch(line)):
        head.to_me = True
        return True
    if plain(line) in words("page", "phone"):
        head.phone = head.page = True
        return True
    if is_above(line) or is_below(line) or line.lower().startswith("gmail\t"):
        head.page = True
        return True
    return _take_sender(head, line, now) or _take_moment(head, line, now)


def _contradicts(head: _Head, line: str) -> bool:
    """Return whether a line names another subject than the one above: then what is above is a text, not a subject."""
    found = header_line(line)
    if found is None or found[0] != "subject" or not head.loose:
        return False
    above, named = plain(head.loose[0]), plain(found[1])
    return above not in named and named not in above


def _bare_label(line: str) -> tuple[str, str] | None:
    """Return the field that a line consisting of a label without a colon announces."""
    found = labels().get(plain(line)) if 2 <= len(line) <= 12 else None
    return (found, "") if found in {"from", "to"} else None


def _take_field(head: _Head, name: str, value: str, now: datetime | None) -> bool:
    if name == "from":
        found = mailbox(value)
        head.sender = Address(found.name or head.sender.name, found.email or head.sender.email)
        head.names_only = not head.sender.email and _NAME.fullmatch(head.sender.name) is not None
    elif name == "to":
        head.to_me = True
        if len(head.loose) == 1 and not head.sender.name and not head.sender.email and _PERSON.fullmatch(head.loose[0]):
            head.sender, head.names_only = Address(clean_line(head.loose.pop(), 100)), True
        head.to = head.to if plain(value) in words("page", "me") else mailbox(value)
    elif name == "sent":
        head.when = head.when or read_moment(value, now)
    elif name == "subject":
        head.subject = value
    return True


def _take_sender(head: _Head, line: str, now: datetime | None) -> bool:
    if head.sender.email:
        return False
    if match := _ADDRESS_LINE.fullmatch(line):
        head.sender = mailbox(line)
        head.when = head.when or read_moment(match["after"], now)
        return True
    if _BARE_ADDRESS.fullmatch(line):
        head.sender = Address(head.sender.name, line.lower())
        return True
    if head.loose and (match := _CLOCK_END.search(line)) and _NAME.fullmatch(line[: match.start()]):
        head.sender, head.names_only = Address(clean_line(line[: match.start()], 100)), True
        return True
    if head.loose and (match := _DAY_END.search(line)) and _PERSON.fullmatch(line[: match.start()]):
        if read_moment(match["day"], now or _SOME_DAY) is None:
            return False
        head.sender, head.names_only = Address(clean_line(line[: match.start()], 100)), True
        head.when = head.when or read_moment(match["day"], now)
        return True
    return False


def _take_recipient(head: _Head, line: str, below: Sequence[str], now: datetime | None) -> bool:
    """Take up the names of the recipients, which stand without a label between the sender and the day."""
    if not head.sender.email or head.when is not None or head.to_me or len(line) > 200 or begins_a_letter(line):
        return False
    names = [name.strip(" +\u200b\xa0") for name in line.split(";")]
    if not all(
        _RECIPIENT.fullmatch(name) or _BARE_ADDRESS.fullmatch(name) for name in names if name
    ) or not _is_day_next(below, now):
        return False
    head.to, head.to_me = mailbox(names[0]), True
    return True


def _is_day_next(below: Sequence[str], now: datetime | None) -> bool:
    """Return whether the next line with words is only a day."""
    line = next((other.strip() for other in below[:4] if other.strip()), "")
    return len(line) <= 70 and _is_moment(line) and read_moment(line, now or _SOME_DAY) is not None


def _take_moment(head: _Head, line: str, now: datetime | None) -> bool:
    """Take up a line that is only a day or an hour."""
    if len(line) > 70 or not _is_moment(line):
        return False
    found = read_moment(line, now)
    if read_moment(line, now or _SOME_DAY) is None and not re.fullmatch(
        r"\d{1,2}[:.]\d\d(?:\s?[AaPp]\.?[Mm]\.?)?", line
    ):
        return False
    head.when = head.when or found
    head.page = head.page or (found is None and _is_message(head))
    if len(head.loose) == 2 and not head.sender.email and _NAME.fullmatch(head.loose[-1]) and not _is_message(head):
        head.names_only = True
    return True


def _is_moment(line: str) -> bool:
    """Return whether a line has few words beside those of a day."""
    return any(c.isdigit() for c in line) and len(_LETTERS.findall(line)) <= 8 and line.strip()[-1:] not in "!?,:"


def _is_loose(head: _Head, line: str, lines: Sequence[str], index: int, now: datetime | None) -> bool:
    """Return whether a line of no known kind stands in the head still, as a subject or a name does."""
    if begins_a_letter(line) or len(line) > 200:
        return False
    line = _DEGREE.sub("", line) or line  # how far a contact of a network is away
    if not head.sender.email and not head.names_only and len(head.loose) < 2 and line[-1] not in ".,;:":
        head.loose.append(line)
        return True
    if head.subject or head.loose:
        return False
    below = [other.strip() for other in lines[index + 1 : index + 5] if other.strip()][:1]
    if below and (begins_a_letter(below[0]) or _to_me().fullmatch(below[0]) or _to_somebody().fullmatch(below[0])):
        head.subject = line
        return True
    if head.when is not None or not head.to_me:
        return False
    filled = [at for at in range(index + 1, min(index + 6, len(lines))) if lines[at].strip()][:1]
    if _is_day_next(lines[index + 1 :], now):
        head.subject = line
        return True
    return len(line) <= 30 and bool(filled) and _is_day_next(lines[filled[0] + 1 :], now)  # a button above the subject


@cache
def _to_me() -> re.Pattern[str]:
    to, me = alternatives("page", "to"), alternatives("page", "me")
    return re.compile(rf"(?:{to})\s?:?\s?(?:{me})(?:,? .{{0,60}})?", re.I)


@cache
def _to_somebody() -> re.Pattern[str]:
    to = "|".join(word.capitalize() + "|" + word for word in sorted(words("page", "to"), key=len, reverse=True))
    return re.compile(rf"(?:{to}):?\s[^\W\d_a-z][^.!?:]{{1,80}}")
