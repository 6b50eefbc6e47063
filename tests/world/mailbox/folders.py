"""Writes the mailbox as programs keep it: a folder of Thunderbird, or what Google's Takeout packs."""

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from tests.world.mailbox.build import mails
from tests.world.mailbox.post import ME, Mail, short

_FROM = re.compile(rb"^(>*From )", re.M)
#: Where each folder lies in a profile.
_FILES = {
    "Inbox": "Inbox",
    "Sent": "Sent",
    "Junk": "Junk",
    "Drafts": "Drafts",
    "Jobs": "Inbox.sbd/Jobs",
    "Lists": "Inbox.sbd/Lists",
}


def write_thunderbird(folder: Path, go: int = 3) -> dict[str, int]:
    """Write the mailbox at the end of a go as mbox files and return how many mails each holds, by its name."""
    by_file: dict[str, list[Mail]] = {}
    for mail in (*mails(go), *_drafts(go)):
        for name in mail.folders:
            by_file.setdefault(_FILES[name], []).append(mail)
    for file, held in by_file.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"".join(_entry(mail, "-", b"X-Mozilla-Status: 0001\n") for mail in held))
    return {file: len(held) for file, held in by_file.items()}


def write_takeout(folder: Path, go: int = 3) -> Path:
    """Write the mailbox at the end of a go as one mbox with the labels of Gmail, each mail once; return its path."""
    path = folder / "Takeout" / "Mail" / "All mail Including Spam and Trash.mbox"
    path.parent.mkdir(parents=True, exist_ok=True)
    every = (*mails(go), *_drafts(go))
    path.write_bytes(
        b"".join(_entry(mail, f"{int(short(mail.key), 16) % 10**19}@xxx", _labels(mail)) for mail in every)
    )
    return path


def _drafts(go: int) -> Iterable[Mail]:
    """Yield what Mara began and never sent; it must tick nothing."""
    first = next(mail for mail in mails(1) if mail.key == "northlode/1")
    text = "Dear team,\n\nthank you for your message. May I ask what I could have"
    draft_id = "<CAFdraft1@mail.gmail.example>"
    yield Mail(
        "draft/0", first.at, ME, "talent@northlode.example", f"Re: {first.subject}", text, draft_id, folders=("Drafts",)
    )


def _labels(mail: Mail) -> bytes:
    names = {"Inbox": "Inbox", "Sent": "Sent", "Junk": "Spam", "Drafts": "Drafts", "Jobs": "Jobs", "Lists": "Lists"}
    labels = ",".join(["Opened", *(names[name] for name in mail.folders)])
    return f"X-GM-THRID: {int(short(mail.key), 16) % 10**18}\nX-Gmail-Labels: {labels}\n".encode()


def _entry(mail: Mail, sender: str, more: bytes) -> bytes:
    head = f"From {sender} {_asctime(mail.at)}\n".encode()
    return head + more + _FROM.sub(rb">\1", mail.data()).rstrip(b"\n") + b"\n\n"


def _asctime(at: datetime) -> str:
    return f"{at:%a %b %d %H:%M:%S %Y}"
