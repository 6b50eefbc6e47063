"""What a mail brings along: mails, documents that may hold the letter, and what is locked or in a form of its own."""

import io
import re
from collections.abc import Callable, Mapping
from typing import Final

from rejection_tui.documents import docx_text, open_document_text, pdf_pages
from rejection_tui.documents.rich_text import rich_text
from rejection_tui.domain.decoding import decode
from rejection_tui.domain.errors import LetterError
from rejection_tui.domain.text import clean
from rejection_tui.mail.html import to_text
from rejection_tui.mail.outlook import mail_of_outlook

#: Returns the text of a document by its bytes and name, empty when it has none that can be read; it never raises.
Reader = Callable[[bytes, str], str]
#: Returns a mail as Internet mail programs write it, by the bytes of a file; empty when it holds none.
Converter = Callable[[bytes], bytes]

ENCRYPTED: Final = "This email is encrypted; open it in your mail program, copy its text and paste it here."
SIGNED: Final = "This email is signed in a form that is not read; open it in your mail program and paste its text here."
_MAIL_SUFFIXES: Final = (".eml", ".email")
_BINARY: Final = frozenset({"application/octet-stream", "application/x-octet-stream", "application/binary", ""})
_MAIL_LINES = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,50}){3}")
_MAIL_NAMES = re.compile(rb"^(?:from|received|mime-version|message-id|return-path):", re.I | re.M)
_DOCUMENTS: Final = (".pdf", ".docx", ".doc", ".odt", ".rtf", ".txt", ".html", ".htm", ".pages")
_LETTER_NAME = re.compile(
    r"absage|bewerbung|schreiben|brief|letter|application|rejection|decision|refus|candidature|courrier|carta|"
    r"candidatura|solicitud|resposta|respuesta|rifiuto|lettera|afwijzing|sollicitatie|başvuru|yanıt|mektup",
    re.I,
)
_POINTS_TO = re.compile(
    r"\battach(?:ed|ment|ments)\b|\benclosed\b|\bim anhang\b|\banbei\b|\bangehängt|\bbeigefügt|\banliegend|\banlage\b|"
    r"\bci-joint|\bpièces? jointe|\badjunt[oa]|\barchivo adjunto|\bem anexo\b|\banexad[oa]|\bin allegato\b|"
    r"\ballegat[oa]|\bbijlage|\bbijgevoegd|\bekte\b|\bekteki\b|\bekli\b",
    re.I,
)
_NEXT_TO_NOTHING: Final = 10  # characters
_SHORT_NOTE: Final = 600  # characters; a longer text is the letter itself

_MOST_PAGES: Final = 6
_MOST_SECONDS: Final = 0.7


def _quietly(read: Reader) -> Reader:
    """Return a reader that finds no text in a document that cannot be read."""

    def text_of(data: bytes, name: str) -> str:
        try:
            return read(data, name)
        except LetterError:
            return ""

    return text_of


#: How the text of a document is read, by the end of its name.
READERS: Mapping[str, Reader] = {
    ".txt": lambda data, _name: clean(decode(data)),
    ".html": lambda data, _name: to_text(decode(data)),
    ".htm": lambda data, _name: to_text(decode(data)),
    ".rtf": lambda data, _name: rich_text(data),
    ".pdf": _quietly(lambda data, name: "\n\n".join(pdf_pages(io.BytesIO(data), name, _MOST_PAGES, _MOST_SECONDS))),
    ".docx": _quietly(docx_text),
    ".odt": _quietly(open_document_text),
}
#: How files that hold a mail in another program's form are turned into mails, by the end of their names.
CONVERTERS: Mapping[str, Converter] = {".msg": lambda data: mail_of_outlook(data) or b""}


def attached_mail(kind: str, name: str, data: bytes) -> bytes:
    """Return the mail that an attachment holds, whatever type it claims to be; empty when it is none."""
    lower = name.lower()
    for suffix, convert in CONVERTERS.items():
        if lower.endswith(suffix):
            return convert(data)
    if lower.endswith(_MAIL_SUFFIXES) or kind in ("message/rfc822", "message/global", "message/news"):
        return data
    start = data[:4000].replace(b"\r\n", b"\n")
    if kind in _BINARY and _MAIL_LINES.match(start) and _MAIL_NAMES.search(start):
        return data
    return b""


def is_attached_mail(kind: str, name: str) -> bool:
    """Return whether it is worth decoding an attachment to see whether it is a mail."""
    lower = name.lower()
    return kind in _BINARY or lower.endswith(_MAIL_SUFFIXES) or lower.endswith(tuple(CONVERTERS))


def is_document(name: str) -> bool:
    """Return whether an attachment is a document that may be the letter."""
    return name.lower().endswith(_DOCUMENTS)


def letter_in(body: str, documents: list[tuple[str, bytes]]) -> tuple[str, str]:
    """Return the text of the attached letter and a sentence for the user, where a mail only points to one; else "", "".

    `documents` are names and bytes. A document that no reader reads is named in the sentence, and the text is empty.
    """
    if len(body) > _SHORT_NOTE:
        return "", ""
    pointed = _POINTS_TO.search(body) is not None or len(body) < _NEXT_TO_NOTHING
    for name, data in documents:
        if not (pointed or _LETTER_NAME.search(name)):
            continue
        reader = READERS.get(f".{name.lower().rpartition('.')[2]}")
        if reader is not None and (text := reader(data, name).strip()):
            return text, f"The letter came as the attachment {name}; its text is shown below the email's own words."
        return "", f"The letter seems to be the attachment {name}, which was not read; open it and paste its text here."
    return "", ""
