"""Thunderbird, Maildir, MH and Apple Mail: their folders are read as they lie, and what they have put aside is not."""

import os
import plistlib
import socket
from pathlib import Path

import pytest

from rejection_tui.mail import RawMessage, parse, read_paths
from tests.mail.mailboxes import kinds, mail, mbox, numbers, put, read
from tests.mail.test_sources import snapshot

BARE = b"From \r\n"


def test_a_thunderbird_profile(tmp_path: Path) -> None:
    local, account = "Mail/Local Folders", "ImapMail/imap.home.example"
    profile = put(
        tmp_path / "abc.default",
        {
            "prefs.js": b"user_pref();",
            "extensions/readme.txt": b"Dear user, unfortunately this is no letter at all, but a note on software.",
            f"{local}/Jobs.2026": mbox(mail(1), line=BARE),
            f"{local}/Jobs.2026.msf": b"// <!-- <mdb:mork:z",
            f"{local}/Jobs.2026.sbd/Nos": mbox(mail(2), mail(3, b"X-Mozilla-Status: 0009\r\n"), line=BARE),
            f"{local}/Trash": mbox(mail(4)),
            f"{local}/Unsent Messages": b"",
            f"{local}/msgFilterRules.dat": b"version",
            f"{account}/INBOX": mbox(mail(5), mail(6, b"X-Mozilla-Status2: 00200000\n")),
            f"{account}/INBOX.sbd/Sent": mbox(mail(7)),
            f"{account}/Entw&APw-rfe": mbox(mail(8)),
            f"{account}/filterlog.html": b"<p>Applied filter</p>",
        },
    )
    before = snapshot(profile)
    messages, skipped = read(profile)
    assert numbers(messages) == [1, 2, 5, 7]
    assert [one.sent for one in messages] == [False, True, False, False]
    assert kinds(skipped) == {"deleted": 2, "trash-folder": 1, "drafts-folder": 1}
    assert snapshot(profile) == before


def test_mail_in_single_files_of_thunderbird(tmp_path: Path) -> None:
    put(tmp_path, {"INBOX/cur/1795.eml": mail(1), "INBOX/tmp/x.eml": mail(2), "INBOX.msf": b"x"})
    assert numbers(read(tmp_path)[0]) == [1]


MAILDIR = {
    "cur/1795684320.M1P1.host,S=12:2,S": mail(1),
    "cur/1795684321.M2P1.host:2,ST": mail(2),
    "cur/1795684322.M3P1.host:2,DS": mail(3),
    "new/1795684323.M4P1.host": mail(4, date=b""),
    "tmp/1795684324.M5P1.host": mail(5),
    ".Jobs.Nos/cur/1795684325_0.12.host,U=4,FMD5=ab:2,": mail(6),
    ".Gesendet/cur/1795684326.M7P1.host:2,S": mail(7),
    ".Jobs.Papierkorb/cur/1795684327.M8P1.host:2,S": mail(8),
    "dovecot-uidlist": b"3 V1",
    "dovecot.index.log": b"\1\2",
    ".Jobs.Nos/maildirfolder": b"",
}


def test_a_maildir_with_its_folders(tmp_path: Path) -> None:
    put(tmp_path, MAILDIR)
    messages, skipped = read(tmp_path)
    assert numbers(messages) == [1, 4, 6, 7]
    assert [parse(one).subject for one in messages if one.sent] == ["Letter 7"]
    assert kinds(skipped) == {"deleted": 1, "draft": 1, "trash-folder": 1}
    undated = next(one for one in messages if "new/" in one.source)
    assert undated.arrived and undated.arrived.year == 2026


@pytest.mark.parametrize(
    ("named", "wanted", "sent"),
    [
        ("cur", [1], False),
        (".Jobs.Nos", [6], False),
        (".Jobs.Nos/cur", [6], False),
        (".Gesendet/cur", [7], True),
        (".Jobs.Papierkorb", [8], False),
        (".Jobs.Papierkorb/cur", [8], False),
    ],
)
def test_a_folder_of_a_maildir_by_its_name(tmp_path: Path, named: str, wanted: list[int], sent: bool) -> None:
    messages, _ = read(put(tmp_path, MAILDIR) / named)
    assert numbers(messages) == wanted and all(one.sent is sent for one in messages)


def test_maildir_files_copied_out(tmp_path: Path) -> None:
    names = ["1795684320.R1234.host.example:2,S", "1795684321.host!2,RS", "1795684322.host;2,T", "1795684323_2.host"]
    put(tmp_path, {name: mail(number) for number, name in enumerate(names)})
    messages, skipped = read(tmp_path)
    assert numbers(messages) == [0, 1, 3] and kinds(skipped) == {"deleted": 1}


def test_mh_folders(tmp_path: Path) -> None:
    put(tmp_path, {"inbox/1": mail(1), "inbox/12": mail(12), "inbox/,3": mail(3), "inbox/.mh_sequences": b"cur: 1"})
    put(tmp_path, {"jobs/2": mail(2), "jobs/.claws_cache": b"\0", "trash/4": mail(4)})
    messages, skipped = read(tmp_path)
    assert numbers(messages) == [1, 2, 12] and kinds(skipped) == {"deleted": 1, "trash-folder": 1}


def emlx(message: bytes, flags: int = 1, form: plistlib.PlistFormat = plistlib.FMT_XML) -> bytes:
    """Return a message as Apple Mail keeps it."""
    properties = plistlib.dumps({"date-received": 1795684320, "flags": flags, "subject": "x"}, fmt=form)
    return b"%-10d\n" % len(message) + message + properties


def test_apple_mail(tmp_path: Path) -> None:
    messages = "V10/0A1B/INBOX.mbox/9F8E/Data/4/2/Messages"
    put(
        tmp_path,
        {
            f"{messages}/1.emlx": emlx(mail(1, date=b"")),
            f"{messages}/2.partial.emlx": emlx(mail(2), form=plistlib.FMT_BINARY),
            f"{messages}/3.emlx": emlx(mail(3), 1 | 1 << 1),
            f"{messages}/4.emlx": emlx(mail(4), 1 << 6),
            f"{messages}/5.emlx": emlx(mail(5), 1 << 24),
            f"{messages}/6.emlx": b"%d\n" % 10_000_000 + emlx(mail(6)).split(b"\n", 1)[1],
            f"{messages}/6.2.emlxpart": b"x",
            "V10/0A1B/INBOX.mbox/9F8E/Data/4/2/Attachments/1/2/letter.pdf": b"%PDF",
            "V10/0A1B/INBOX.mbox/Info.plist": b"<plist/>",
            "V10/0A1B/Deleted Messages.mbox/9F8E/Data/Messages/7.emlx": emlx(mail(7)),
            "V10/0A1B/Sent Messages.mbox/9F8E/Data/Messages/8.emlx": emlx(mail(8)),
            "Jobs.mbox/mbox": mbox(mail(9)),
            "Jobs.mbox/table_of_contents": b"\0\1",
        },
    )
    found, skipped = read(tmp_path)
    assert numbers(found) == [1, 2, 6, 8, 9]
    assert kinds(skipped) == {"deleted": 1, "draft": 1, "spam": 1, "trash-folder": 1}
    first = next(one for one in found if one.source.endswith("/1.emlx"))
    received = parse(first).received
    assert received and received.isoformat() == "2026-11-26T09:12:00+00:00"
    assert b"plist" not in b"".join(one.data for one in found)
    assert [parse(one).subject for one in found if one.sent] == ["Letter 8"]


@pytest.mark.parametrize(
    "properties",
    [b"<?xml version='1.0'?><!DOCTYPE p [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><plist><string>&b;</string></plist>",
     b"bplist00" + b"\xaf\x13\xff\xff\xff\xff\xff\xff\xff\xff" * 20, b"bplist00", b"<?xml", b"<plist>" * 9000,
     b"<?xml version='1.0'?><plist version='1.0'>" + b"<array>" * 5000, b"\xff" * 100, b""],
)  # fmt: skip
def test_a_damaged_property_list_costs_only_what_it_says(tmp_path: Path, properties: bytes) -> None:
    put(tmp_path, {"1.emlx": b"%d\n" % len(mail(1)) + mail(1) + properties})
    messages, _ = read(tmp_path)
    assert numbers(messages) == [1] and messages[0].arrived is None


LABELS = {
    b"Inbox,Opened,Jobs/Nos": (True, False, ""),
    b"Inbox,Sent": (True, False, ""),
    b"Sent,Opened": (True, True, ""),
    b"=?UTF-8?Q?Gesendet,Archiviert?=": (True, True, ""),
    b"=?UTF-8?Q?Messages_envoy=C3=A9s?=": (True, True, ""),
    "Gönderilmiş Postalar".encode(): (True, True, ""),
    b"Spam": (False, False, "spam"),
    b"=?UTF-8?Q?Entw=C3=BCrfe?=": (False, False, "draft"),
    b'"Papierkorb",Ungelesen': (False, False, "deleted"),
    b"Corbeille": (False, False, "deleted"),
    b"=?UTF-8?Q?=C3=87=C3=B6p_Kutusu?=": (False, False, "deleted"),
}


@pytest.mark.parametrize(("labels", "wanted"), LABELS.items())
def test_takeout_says_where_a_mail_lay(tmp_path: Path, labels: bytes, wanted: tuple[bool, bool, str]) -> None:
    is_read, sent, kind = wanted
    put(tmp_path, {"Mail.mbox": mbox(mail(1, b"X-GM-THRID: 1\r\nX-Gmail-Labels: " + labels + b"\r\n"))})
    messages, skipped = read(tmp_path / "Mail.mbox")
    assert len(messages) == is_read and all(one.sent is sent for one in messages)
    assert kinds(skipped) == ({kind: 1} if kind else {})


def test_what_is_named_is_read_though_it_is_the_trash(tmp_path: Path) -> None:
    labelled = mbox(mail(1, b"X-Gmail-Labels: Spam\n"), mail(2, b"X-Gmail-Labels: Trash\n"))
    put(tmp_path, {"Spam.mbox": labelled, "Junk/3.eml": mail(3), "Takeout/Trash.mbox": mbox(mail(4))})
    assert numbers(read(tmp_path / "Spam.mbox")[0]) == [1]
    assert numbers(read(tmp_path / "Junk")[0]) == [3]
    assert numbers(read(tmp_path / "Takeout/Trash.mbox")[0]) == [4]
    messages, skipped = read(tmp_path)
    assert not messages and kinds(skipped) == {"spam-folder": 2, "trash-folder": 1}


@pytest.mark.parametrize("mark", [b"X-Unsent: 1\n", b"X-Status: T\n", b"X-Unsent: 1\r\n"])
def test_a_draft_is_no_letter(tmp_path: Path, mark: bytes) -> None:
    put(tmp_path, {"reply.eml": mail(1, mark)})
    messages, (skipped,) = read(tmp_path / "reply.eml")
    assert not messages and skipped.kind == "draft" and "reply.eml is a draft" in skipped.sentence


def test_what_is_not_read_is_told_once_a_kind(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            **{f"a/{number}.png": b"\x89PNG" for number in range(3)},
            "b/photo.JPG": b"\xff\xd8\xff",
            "archive.pst": b"!BDN",
            "mac.olm": b"PK",
            "list.xlsx": b"PK",
            "program.bin": bytes(range(256)) * 9,
            "letter.eml": mail(1),
            "Thumbs.db": b"x",
            "me.json": b"{}",
        },
    )
    messages, skipped = read(tmp_path)
    assert numbers(messages) == [1]
    assert kinds(skipped) == {"picture": 4, "outlook": 1, "outlook-mac": 1, "table": 1, "other": 1}
    told = {one.kind: one.sentence for one in skipped}
    assert told["picture"].startswith("4 pictures (.png, .jpg) hold no text")
    assert "readpst" in told["outlook"] and "drag" in told["outlook"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("shot.png", b"\x89PNG\r\n", "a picture"),
        ("letter", b"\x89PNG\r\n\x1a\n", "a picture"),
        ("old.pst", b"!BDN", "readpst"),
        ("old.ost", b"!BDN", "an Outlook archive"),
        ("old.olm", b"PK\3\4", "Outlook for Mac"),
        ("old.nsf", b"\x1a\0", "Notes"),
        ("old.doc", b"\xd0\xcf\x11\xe0", "save it as .docx"),
        ("x.pages", b"PK\3\4", "Pages"),
        ("x.7z", b"7z", "unpack it"),
        ("voice.m4a", b"\0\0", "a recording"),
        ("me.json", b"{}", "rejtui merge"),
        ("smime.p7m", b"0\x82", "encrypted"),
        ("letter.pdf", b"hello", "damaged or not what its name says"),
        ("letter.docx", b"hello", "damaged or not what its name says"),
        ("junk.msg", b"\xd0\xcf\x11\xe0" + bytes(range(256)), "damaged"),
        ("x.bin", bytes(range(256)) * 4, "no text that can be read"),
        ("empty.eml", b"", "is empty"),
    ],
)
def test_what_is_named_has_its_own_sentence(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    messages, (skipped,) = read(put(tmp_path, {name: data}) / name)
    assert not messages and words in skipped.sentence and name in skipped.sentence


def test_what_is_no_file_is_left_alone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.eml")
    (tmp_path / "loop.eml").symlink_to("loop.eml")
    (tmp_path / "up").symlink_to("..")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket.eml"))
        put(tmp_path, {"letter.eml": mail(1)})
        messages, skipped = read(tmp_path)
    assert numbers(messages) == [1] and kinds(skipped) == {"special": 2, "unopened": 1}
    assert "ordinary" in read(tmp_path / "pipe.eml")[1][0].sentence


def test_a_folder_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, {"closed/1.eml": mail(1), "open/2.eml": mail(2)})
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    messages, (skipped,) = read(tmp_path)
    assert numbers(messages) == [2] and "closed could not be opened: Permission denied" in skipped.sentence


def test_folders_of_a_saved_page_and_of_macos_hold_no_mail(tmp_path: Path) -> None:
    put(
        tmp_path, {"Letter_files/x.html": b"<p>frame</p>", "Letter-Dateien/y.eml": mail(1), "__MACOSX/._z.eml": mail(2)}
    )
    assert read(tmp_path) == ([], [])


def test_progress_ends_at_the_whole(tmp_path: Path) -> None:
    put(tmp_path, {"a.mbox": mbox(mail(1), mail(2)), "b.eml": mail(3), "c.png": b"x"})
    found = list(read_paths([tmp_path]))
    assert [one.offset_done for one in found] == sorted(one.offset_done for one in found)
    assert found[-1].offset_done == found[-1].total_bytes
    assert len([one for one in found if isinstance(one, RawMessage)]) == 3
