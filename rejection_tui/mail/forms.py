"""What a file is: by its name where that says it, and by how it begins."""

import re
from enum import StrEnum
from pathlib import PurePath
from typing import Final

from rejection_tui.documents.page import is_page
from rejection_tui.domain.decoding import UTF_16_MARKS
from rejection_tui.mail.left import Kind
from rejection_tui.mail.mbox import looks_like_mbox

HEAD_BYTES: Final = 6000  # of a file, by which it is told


class Form(StrEnum):
    """A kind of file that is read."""

    MAIL = "mail"
    MBOX = "mbox"
    APPLE = "emlx"
    OUTLOOK = "msg"
    PAGE = "html"
    WEB_ARCHIVE = "webarchive"
    TEXT = "text"
    RICH_TEXT = "rtf"
    PDF = "pdf"
    WORD = "docx"
    OPEN_DOCUMENT = "odt"
    ZIP = "zip"
    TAR = "tar"
    GZIP = "gzip"
    BZIP2 = "bzip2"


_FORMS: Final = {
    **dict.fromkeys((".eml", ".mht", ".mhtml", ".mail"), Form.MAIL),
    **dict.fromkeys((".mbox", ".mbx", ".mbs"), Form.MBOX),
    ".emlx": Form.APPLE,
    **dict.fromkeys((".msg", ".oft"), Form.OUTLOOK),
    **dict.fromkeys((".html", ".htm", ".xhtml"), Form.PAGE),
    ".webarchive": Form.WEB_ARCHIVE,
    **dict.fromkeys((".txt", ".text"), Form.TEXT),
    ".rtf": Form.RICH_TEXT,
    ".pdf": Form.PDF,
    ".docx": Form.WORD,
    ".odt": Form.OPEN_DOCUMENT,
    ".zip": Form.ZIP,
    ".tar": Form.TAR,
    **dict.fromkeys((".gz", ".tgz"), Form.GZIP),
    **dict.fromkeys((".bz2", ".tbz2", ".tbz"), Form.BZIP2),
}
_ENDS: Final = {
    Kind.PICTURE: ".png .jpg .jpeg .jpe .gif .heic .heif .webp .bmp .tif .tiff .svg .ico .raw .avif .psd .eps",
    Kind.RECORDING: ".mp3 .m4a .wav .ogg .opus .aac .flac .amr .mp4 .mov .avi .mkv .webm .3gp .m4v",
    Kind.OUTLOOK: ".pst .ost",
    Kind.OUTLOOK_MAC: ".olm",
    Kind.EXPRESS: ".dbx .tbb .pmm .wab",
    Kind.NOTES: ".nsf",
    Kind.WORD: ".doc .dot .wps .wpd .docm .dotx .ott .sxw .xps .oxps .djvu .epub",
    Kind.PAGES: ".pages",
    Kind.TABLE: ".xls .xlsx .xlsm .ods .numbers .csv .tsv .ppt .pptx .pps .ppsx .odp .key",
    Kind.CARD: ".ics .vcs .vcf .ldif",
    Kind.ARCHIVE: ".7z .rar .xz .txz .zst .lz .lzma .z .cab .dmg .iso .ace .arj .sit .sitx",
    Kind.ENCRYPTED: ".p7m .pgp .gpg .asc .aes",
}
_KINDS: Final = {end: kind for kind, ends in _ENDS.items() for end in ends.split()}
#: What mail programs and systems keep beside the mail.
_INDEX_ENDS: Final = frozenset(
    (
        *(".msf", ".toc", ".index", ".ids", ".sorted", ".ibex", ".data", ".cmeta", ".wdseml", ".mozeml", ".emlxpart"),
        *(".emlxtmp", ".lock", ".summary", ".plist", ".sqlite", ".sqlite-shm", ".sqlite-wal", ".mab", ".fol", ".snm"),
        *(".meta", ".json", ".db", ".dat", ".ini", ".ev-summary"),
    )
)
_INDEX_NAMES: Final = re.compile(
    r"dovecot[.-].*|dovecot|cyrus\..*|courierimap\w*|courierpop3\w*|maildirfolder|maildirsize|subscriptions|"
    r"table_of_contents|thumbs\.db|prefs\.js|user\.js|filterlog\.html|archive_browser\.html|localization\.json|"
    r"\.ds_store|\.nomedia|\.mh_sequences|\.uidvalidity|\.mbsyncstate.*|\.isyncuidmap.*|\.(?:sylpheed|claws)_\w+|"
    r"\.xmhcache|\.overview|\.marks|\.nov|\.agentview|\.customized|\._.*|\.localized",
    re.I,
)
_RECORDS_ENDS: Final = frozenset((".json",))
_MAGIC: Final = (
    (b"\x1f\x8b\x08", Form.GZIP),
    (b"BZh", Form.BZIP2),
    (b"{\\rtf", Form.RICH_TEXT),
    (b"!BDN", Kind.OUTLOOK),
    (b"\x89PNG", Kind.PICTURE),
    (b"\xff\xd8\xff", Kind.PICTURE),
    (b"GIF8", Kind.PICTURE),
    (b"7z\xbc\xaf", Kind.ARCHIVE),
    (b"Rar!", Kind.ARCHIVE),
    (b"\xfd7zXZ", Kind.ARCHIVE),
    (b"\x28\xb5\x2f\xfd", Kind.ARCHIVE),
)
#: What stands above a message that was taken out of a mailbox, or saved with blank lines on top.
_ON_TOP: Final = re.compile(rb"\A(?:[ \t]{0,40}\r?\n){1,20}|\A>?From [^\n]{0,600}\n(?=[!-9;-~]{1,80}:|>?From )")
_CONTROLS: Final = bytes({*range(32), 127} - {9, 10, 12, 13, 26, 27})
_COMPOUND: Final = b"\xd0\xcf\x11\xe0"
_HEADER_LINES: Final = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]{0,60}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
_TRANSPORT_HEADER: Final = re.compile(
    rb"^(?:mime-version|content-type|message-id|received|return-path|dkim-signature|delivered-to|x-unsent):",
    re.I | re.M,
)
_USUAL_HEADERS: Final = re.compile(rb"^(from|to|subject|date):", re.I | re.M)


def end_of(file_name: str) -> str:
    """Return the last suffix of a file's name in lower case, also of a file called only `.eml`; empty without one."""
    return PurePath(file_name.rstrip(" ")).suffix.lower()


def is_index(file_name: str) -> bool:
    """Return whether a mail program or system keeps this file for itself; nothing need be said of it."""
    return end_of(file_name) in _INDEX_ENDS or _INDEX_NAMES.fullmatch(file_name) is not None


def kind_by_name(file_name: str, by_hand: bool) -> Kind | None:
    """Return the kind of a file that is not read whatever it holds, None when its beginning must be looked at."""
    end = end_of(file_name)
    if by_hand and end in _RECORDS_ENDS:
        return Kind.RECORDS
    kind = _KINDS.get(end)
    return None if kind is Kind.WORD and end == ".doc" else kind


def form_of(file_name: str, head: bytes, by_hand: bool) -> Form | Kind:
    """Return how a file is read whose bytes begin with `head`, or why it is not.

    What is not named by hand is read as text only when its name says that it is text.
    """
    end = end_of(file_name)
    named = _FORMS.get(end)
    for magic, found in _MAGIC:
        if head.startswith(magic):
            return found
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _zip_form(named, head)
    if head.startswith(_COMPOUND):
        return Kind.WORD if end == ".doc" else Form.OUTLOOK
    if head[257:262] == b"ustar":
        return Form.TAR
    if b"%PDF-" in head[:1024] and not looks_like_mail(head):
        return Form.PDF
    if named in {Form.APPLE, Form.WEB_ARCHIVE}:
        return named
    return _text_form(end, named, head, by_hand)


def _zip_form(named: Form | None, head: bytes) -> Form | Kind:
    if named in {Form.WORD, Form.OPEN_DOCUMENT}:
        return named
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in head[:200]:
        return Form.OPEN_DOCUMENT
    if b"[Content_Types].xml" in head[:200]:
        return Form.WORD
    return Form.ZIP


def _text_form(end: str, named: Form | None, head: bytes, by_hand: bool) -> Form | Kind:
    plain = as_utf_8(head)
    if named in {Form.PDF, Form.WORD, Form.OPEN_DOCUMENT, Form.ZIP, Form.TAR, Form.GZIP, Form.BZIP2, Form.RICH_TEXT}:
        return Kind.BROKEN  # it does not begin as its name says
    is_mail = looks_like_mail(plain, copied=named is Form.TEXT)
    if looks_like_mbox(plain) or (is_mail and named is Form.MBOX):
        return Form.MBOX
    if is_mail or named is Form.MAIL:
        return Form.MAIL
    if named is Form.OUTLOOK or _is_binary(plain):
        return Kind.BROKEN if named else Kind.OTHER
    if named is Form.PAGE or (by_hand and is_page(plain.decode("utf-8", "replace"))):
        return Form.PAGE
    return Form.TEXT if named or by_hand or end in {".eml", ".mbox"} else Kind.OTHER


def _is_binary(head: bytes) -> bool:
    return len(head) - len(head.translate(None, _CONTROLS)) > len(head) // 25


def looks_like_mail(head: bytes, copied: bool = False) -> bool:
    """Return whether `head` is the beginning of an Internet message: header lines that programs write.

    The four that a person copies with a text are enough unless it may be `copied`.
    """
    block = trimmed(head).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    block = block.split(b"\n\n", 1)[0] + b"\n"
    if not _HEADER_LINES.match(block):
        return False
    usual = {match.lower() for match in _USUAL_HEADERS.findall(block)}
    return _TRANSPORT_HEADER.search(block) is not None or (len(usual) == 4 and not copied)


def trimmed(data: bytes) -> bytes:
    """Return a message without blank lines and mbox lines on top of it, and with its doubled line ends mended."""
    if data[:1] in {b" ", b"\t", b"\r", b"\n", b">", b"F", b"\xef"}:
        data = data.removeprefix(b"\xef\xbb\xbf")
        while (match := _ON_TOP.match(data)) is not None:
            data = data[match.end() :]
    if b"\r\r\n" in data[:5000]:
        data = data.replace(b"\r\r\n", b"\r\n")
    return data


def is_utf_16(data: bytes) -> bool:
    """Return whether text is UTF-16, with or without its mark."""
    return data.startswith(UTF_16_MARKS) or _unmarked_utf_16(data) != ""


def as_utf_8(data: bytes) -> bytes:
    """Return text that is UTF-16, with or without its mark, as UTF-8, and any other without a mark."""
    name = "utf-16" if data.startswith(UTF_16_MARKS) else _unmarked_utf_16(data)
    return data.decode(name, "replace").encode("utf-8", "replace") if name else data.removeprefix(b"\xef\xbb\xbf")


def _unmarked_utf_16(data: bytes) -> str:
    start = data[:400]
    for at, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(start) > 20 and start[at::2].count(0) > len(start) * 0.45 and start[1 - at :: 2].count(0) == 0:
            return name
    return ""
