"""Files built to take long, to fill the memory or to read other files: each ends in a letter or a sentence."""

import io
import os
import random
import time
import zipfile
from pathlib import Path

import pytest

from rejection_tui.documents.rich_text import rich_text
from rejection_tui.mail.outlook import mail_of_outlook
from tests.mail.compound import compound, item, part
from tests.mail.mailboxes import put, read
from tests.mail.test_single import ANN, BODY, NAME, SUBJECT, WORDS, open_document, word


def test_damaged_outlook_items_end_in_a_sentence(tmp_path: Path) -> None:
    whole = compound(item({SUBJECT: "No", BODY: WORDS, **ANN}, attached=(part({NAME: "a.bin"}, b"x" * 9000),)))
    chance = random.Random(7)
    start = time.process_time()
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        mail_of_outlook(bytes(data))
        mail_of_outlook(whole[: chance.randrange(len(whole))])
    assert time.process_time() - start < 10
    put(tmp_path, {"junk.msg": whole[:8] + os.urandom(5000)})
    assert "damaged" in read(tmp_path / "junk.msg")[1][0].sentence


HOSTILE_RTF = {
    "deep": b"{" * 3_000_000,
    "links": b"{\\field{\\*\\fldinst{HYPERLINK " * 20_000,
    "open fonts": b"{\\fonttbl" + b"{\\f1\\fcharset1 xx" * 20_000,
    "fonts": b"{\\fonttbl" + b"\\f1" * 100_000 + b"}",
    "charsets": b"{\\fonttbl\\f1" + b"\\fcharset1 " * 20_000 + b"}",
    "pictures": b"{\\pict" * 500_000,
    "binary": b"{\\pict\\bin999999999 }" * 5000,
    "numbers": b"\\uc \\u99999999999 \\ansicpg \\'zz" * 1000,
    "slashes": b"\\" * 1_000_000,
    "bytes": bytes(range(256)) * 4000,
}


@pytest.mark.parametrize("text", HOSTILE_RTF.values(), ids=HOSTILE_RTF.keys())
def test_no_rich_text_takes_long(text: bytes) -> None:
    start = time.process_time()
    assert "\x1b" not in rich_text(b"{\\rtf1" + text)
    assert time.process_time() - start < 2


BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "aaaaaaaaaa"}">' for n in range(10))


@pytest.mark.parametrize(
    "entity", [f"<!DOCTYPE x [{BOMB}]>", '<!DOCTYPE x [<!ENTITY a9 SYSTEM "file:///etc/passwd">]>']
)
@pytest.mark.parametrize(
    ("name", "inside", "make"), [("a.odt", "content.xml", open_document), ("a.docx", "word/document.xml", word)]
)
def test_entities_of_a_document_are_not_followed(
    tmp_path: Path, name: str, inside: str, make: object, entity: str
) -> None:
    assert callable(make)
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(make("Dear Mara"))) as source, zipfile.ZipFile(target, "w") as archive:
        for entry in source.namelist():
            data = source.read(entry)
            if entry == inside:
                data = entity.encode() + data.partition(b"?>")[2 if data.startswith(b"<?") else 0].replace(
                    b"Mara", b"&a9;"
                )
            archive.writestr(entry, data)
    start = time.process_time()
    messages, skipped = read(put(tmp_path, {name: target.getvalue()}) / name)
    assert time.process_time() - start < 2
    assert (
        all(b"root:" not in raw.data and len(raw.data) < 1000 for raw in messages) and len(messages) + len(skipped) == 1
    )


def test_a_document_that_unpacks_without_end_is_not_read(tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", b"<a>" * 10_000_000)
    assert "unpacks to more than" in read(put(tmp_path, {"a.odt": target.getvalue()}) / "a.odt")[1][0].sentence


PARTS = [
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</XObject<</A 5 0 R>>>>/Contents 4 0 R>>",
    b"<</Length 5>>stream\n/A Do\nendstream",
]


def form(number: int, drawn: bytes) -> bytes:
    """Return a form that draws the form with this number."""
    names = b"/Resources<</XObject<</A %d 0 R>>>>" % number
    head = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]%s/Length %d>>stream\n" % (names, len(drawn))
    return head + drawn + b"\nendstream"


@pytest.mark.parametrize(
    "parts",
    [
        [*PARTS, form(5, b"/A Do /A Do")],
        [*PARTS, *(form(number, b"/A Do " * 10) for number in range(6, 40)), form(5, b"")],
        [PARTS[0], b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1>>"],
        [*PARTS[:3], b"<</Length 100000>>stream\n" + b"[" * 100_000 + b"\nendstream"],
        [b"<</A " * 50_000],
    ],
)
def test_a_pdf_without_end_ends(tmp_path: Path, parts: list[bytes]) -> None:
    data = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % pair for pair in enumerate(parts, 1))
    start = time.process_time()
    messages, skipped = read(put(tmp_path, {"a.pdf": data + b"trailer<</Root 1 0 R>>\n%%EOF"}) / "a.pdf")
    assert not messages and len(skipped) == 1 and time.process_time() - start < 4
