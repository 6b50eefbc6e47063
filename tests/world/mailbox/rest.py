"""The mail that is about no application: newsletters, alerts, receipts, friends, lists, spam, and what looks alike."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from random import Random

from tests.world.mailbox.post import ME, Mail, escaped, short
from tests.world.mailbox.quoting import below
from tests.world.mailbox.story import Kind, rest

FIRST = datetime(2025, 12, 1, 6, 0, tzinfo=UTC)
LAST = datetime(2026, 11, 26, 20, 0, tzinfo=UTC)
_SLOT = re.compile(r"\{(\w+)\}")
_HERS = 4  # every so manieth mail of a thread is Mara's answer
_TWICE = 30  # every so manieth mail of a list lies in two folders
_STYLE = (
    "td{border-collapse:collapse}a{color:#0b66c3}.pre{display:none;max-height:0}@media(max-width:480px){td{width:100%}}"
)
_CELL = (
    '<tr><td align="left" style="font-size:0px;padding:10px 25px;word-break:break-word;"><div style="font-family:'
    'Georgia,serif;font-size:16px;line-height:1.5;text-align:left;color:#333333;">{line} <a href="https://click.{domain}'
    '/f/a/{n}xYq/AAQRxRA/RgRnX2s3P0Q?utm_source=newsletter&amp;utm_campaign=c{n}">Read on</a></div></td></tr>\n'
)


def others() -> Iterator[Mail]:
    """Yield all other mail, kind by kind; each kind is spread evenly over the year."""
    for kind in rest().kind:
        yield from _of_kind(kind)
    yield from _alike()


def _of_kind(kind: Kind) -> Iterator[Mail]:
    random = Random(kind.name)
    earlier: Mail | None = None
    for number in range(kind.count):
        mail = _one(kind, number, random)
        if kind.thread and earlier and number % _HERS == _HERS - 1:
            mail = _her_answer(mail, earlier, number)
        yield mail
        earlier = mail


def _one(kind: Kind, number: int, random: Random) -> Mail:
    count = random.randint(*kind.blocks)
    chosen = random.sample(kind.lines, count) if count <= len(kind.lines) else random.choices(kind.lines, k=count)
    lines = [_filled(line, random) for line in chosen]
    sender, key = _filled(random.choice(kind.senders), random), f"{kind.name}/{number}"
    domain = parseaddr(sender)[1].rpartition("@")[2]
    text = "\n\n".join(lines) if kind.form == "page" or kind.automatic else _typed(lines, sender)
    spam = kind.name == "spam" and number % 2 == 0
    twice = kind.name == "mailing list" and number % _TWICE == 0
    return Mail(
        key=key,
        at=_moment(number, kind.count, random),
        sender=sender,
        to=ME,
        subject=_filled(random.choice(kind.subjects), random),
        text=text,
        message_id=f"<{short(key)}@{domain}>",
        folders=("Junk",) if spam else ("Inbox", "Lists") if twice else ("Inbox",),
        form=kind.form,
        page=_page(lines, domain) if kind.form == "page" else "",
        automatic="auto-generated" if kind.automatic else "",
        list_id=domain if kind.list else "",
    )


def _her_answer(mail: Mail, earlier: Mail, number: int) -> Mail:
    """Return Mara's answer to a mail, in its thread."""
    quoted, page_quoted = below(earlier, "gmail", "en")
    key = f"{mail.key}/re"
    return Mail(
        key=key,
        at=earlier.at + timedelta(minutes=40 + number),
        sender=ME,
        to=earlier.sender if not earlier.sent else earlier.to,
        subject=f"Re: {earlier.subject}" if not earlier.subject.startswith("Re: ") else earlier.subject,
        text=mail.text.rpartition("\n\n")[0] + "\n\nMara",
        message_id=f"<CAF{short(key)}@mail.gmail.example>",
        quoted=quoted,
        page_quoted=page_quoted,
        references=(*earlier.references, earlier.message_id),
        folders=("Sent",),
        form="both",
    )


def _alike() -> Iterator[Mail]:
    random = Random("alike")
    chosen = rest().alike
    for number, one in enumerate(chosen):
        key = f"alike/{number}"
        domain = parseaddr(one.sender)[1].rpartition("@")[2]
        yield Mail(
            key=key,
            at=_moment(number, len(chosen), random),
            sender=one.sender,
            to=ME,
            subject=one.subject,
            text=one.text,
            message_id=f"<{short(key)}@{domain}>",
            form="both",
        )


def _moment(number: int, count: int, random: Random) -> datetime:
    """Return a moment of the year for one of so many mails, the later the higher its number."""
    share = (number + random.random() * 0.8) / count
    return FIRST + timedelta(seconds=int((LAST - FIRST).total_seconds() * share))


def _filled(pattern: str, random: Random) -> str:
    lists = rest().lists

    def drawn(slot: re.Match[str]) -> str:
        return str(random.randrange(11, 99)) if slot[1] == "n" else random.choice(lists[slot[1]])

    return _SLOT.sub(drawn, pattern)


def _typed(lines: list[str], sender: str) -> str:
    """Return lines as a person types them: a greeting, paragraphs of two sentences, a name."""
    body = "\n\n".join(" ".join(lines[at : at + 2]) for at in range(0, len(lines), 2))
    return f"Hi Mara,\n\n{body}\n\n{parseaddr(sender)[0].split()[0]}"


def _page(lines: list[str], domain: str) -> str:
    cells = "".join(_CELL.format(line=escaped(line), n=at, domain=domain) for at, line in enumerate(lines))
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><style>{_STYLE}</style></head><body><div class="pre">'
        f'{escaped(lines[0])}</div><table role="presentation" width="600">\n{cells}</table><p style="font-size:11px">'
        f'You get this because you asked for it. <a href="https://{domain}/u">Unsubscribe</a></p></body></html>'
    )
