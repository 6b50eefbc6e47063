"""Bytes become the text that was written, whatever charset they claim: labels that lie, none, mixed, encoded twice."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.charset_names import codec_name
from rejection_tui.domain.decoding import decode

TEXTS = {
    "de": "Sehr geehrte Frau Ahrens,\n\nvielen Dank für das Gespräch. Leider müssen wir absagen – „schade“.\nGrüße, Öz",
    "fr": "Madame,\nnous vous remercions de l'intérêt porté à l’atelier. Votre dossier n'a pas été retenu. Ça, Hélène",
    "es": "Estimada Sra. Núñez:\n¿Cómo está? Lamentamos informarle que no continuará. Un saludo, José",
    "pt": "Prezada Sra.,\nagradecemos a participação no processo de seleção. Infelizmente não avançaremos. São João",
    "tr": "Merhaba Ece Hanım,\ngösterdiğiniz ilgi için teşekkür ederiz. Maalesef başka bir adayla ilerliyoruz. Şükrü",
    "it": "Gentile Signora, purtroppo la società non può proseguire, perché è così. Cordialità",
    "nl": "Beste mevrouw, wij waarderen uw reünie; één kandidaat, coördinatie",
    "ru": "Уважаемая Мария! К сожалению, мы выбрали другого кандидата. С уважением, Иван",
    "pl": "Szanowna Pani, dziękujemy za rozmowę. Niestety wybraliśmy inną osobę. Łukasz Żółć",
}
CHARSETS = ("cp1252", "cp1254", "mac-roman", "cp850", "cp1250", "cp1251", "koi8-r", "iso8859-9")
ENCODED = [
    pytest.param(text, text.encode(charset), charset, id=f"{language} {charset}")
    for language, text in TEXTS.items()
    for charset in CHARSETS
    if text.encode(charset, "replace").decode(charset) == text
]


@pytest.mark.parametrize(("text", "data", "charset"), ENCODED)
def test_a_single_byte_charset_is_read_when_told_and_found_when_not(text: str, data: bytes, charset: str) -> None:
    assert decode(data, charset) == text
    for label in ("", "us-ascii", "utf-8", "x-user-defined", "no-such-charset"):
        assert decode(data, label) == text


@pytest.mark.parametrize("language", ["de", "fr", "es", "tr"])
@pytest.mark.parametrize("charset", ["cp1254", "mac-roman", "cp850"])
def test_a_western_label_that_cannot_be_is_not_believed(language: str, charset: str) -> None:
    text = TEXTS[language]
    if text.encode(charset, "replace").decode(charset) == text:
        assert decode(text.encode(charset), "iso-8859-1") == text


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_utf_8_is_read_under_any_label_and_other_encodings_under_theirs(text: str) -> None:
    assert all(decode(text.encode(), label) == text for label in ("", "iso-8859-1", "ansi", "windows-1254", "gb2312"))
    for charset in ("utf-16", "utf-16-le", "utf-16-be", "utf-32-le", "utf-7", "gb18030"):
        assert decode(text.encode(charset), charset) == text
    assert decode("Dear Sam, no.".encode("utf-16-le")) == "Dear Sam, no."
    assert decode(b"Dear Sam, no.", "utf-16") == "Dear Sam, no."


def test_far_eastern_charsets_are_read() -> None:
    assert decode("部品購入".encode("iso-2022-jp"), "iso-2022-jp") == "部品購入"
    assert decode("部品購入".encode("iso-2022-jp")) == "部品購入"
    assert decode("你好，世界".encode("gbk"), "gb2312") == "你好，世界"
    assert decode("안녕".encode("cp949"), "ks_c_5601-1987") == "안녕"
    assert decode("感謝".encode("shift_jis") + b"\xff", "x-sjis").startswith("感謝")


@pytest.mark.parametrize("language", ["de", "fr", "tr", "es"])
def test_a_strange_byte_spoils_no_more_than_itself(language: str) -> None:
    text = TEXTS[language]
    assert decode(text.encode() + b"\n\xfc\n", "utf-8") == f"{text}\nü\n"
    assert decode(text.encode() + b"\n--\nGesch\xe4ftsf\xfchrer\n", "utf-8") == f"{text}\n--\nGeschäftsführer\n"
    assert decode((text + "é").encode()[:-1], "utf-8") == text


@pytest.mark.parametrize("language", ["de", "fr", "es", "pt", "tr", "it"])
@pytest.mark.parametrize("charset", ["cp1252", "latin-1", "mac-roman", "cp850"])
def test_what_was_encoded_twice_is_undone(language: str, charset: str) -> None:
    text = TEXTS[language]
    try:
        twice = text.encode().decode(charset)
    except UnicodeDecodeError:
        pytest.skip("has bytes that the charset does not know")
    assert decode(twice.encode()) == text


@pytest.mark.parametrize("text", ["“Å”", "NÃO", "IRMÃ SILVA", "Ålesund – Å.", "Ä–Ö", "√2 ≠ 2", "Âge", "100 ‚Äpfel‘"])
def test_what_only_looks_encoded_twice_stays(text: str) -> None:
    assert decode(text.encode()) == text


def test_letters_of_the_same_hand_help() -> None:
    raw = b"K\xfdsa"
    assert decode(raw, "", "ışık ve kıyı") == "Kısa"
    assert decode(raw, "iso-8859-9") == "Kısa"


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("utf8", ""), ('"utf-8"', ""), ("cp-850", "cp850"), ("ansi", "cp1252"), ('"iso-8859-8-i"', "iso8859-8"),
        ("windows1254", "cp1254"), ("ISO_8859-9:1989", "cp1254"), ("latin5", "cp1254"), ("x-mac-roman", "mac-roman"),
        ("x-user-defined", ""), ("base64", ""), ("unicode_escape", ""), ("idna", ""), ("rot13", ""), ("a\x00b", ""),
        ("x" * 500, ""), ("utf-8*de", ""), ("WINDOWS-1252; x", "cp1252"), ("csisolatin1", "csisolatin1"),
    ],
)  # fmt: skip
def test_charset_names_as_programs_write_them(name: str, codec: str) -> None:
    assert codec_name(name) == codec


@given(st.binary(max_size=400), st.sampled_from(["", "utf-8", "utf-16", "utf-7", "iso-2022-jp", "gb2312", "x", "hz"]))
def test_any_bytes_give_text(data: bytes, charset: str) -> None:
    assert isinstance(decode(data, charset), str)


@pytest.mark.parametrize("unit", [b"\xc3", b"\xc3\xa9\xe9", b"\xe9 ", "Ã¼Ä".encode(), b"\x1b$B", b"\x00\xe9"])
def test_decoding_takes_linear_time(unit: bytes) -> None:
    data = unit * (1_000_000 // len(unit))
    start = time.process_time()
    decode(data, "utf-8")
    assert time.process_time() - start < 1.5
