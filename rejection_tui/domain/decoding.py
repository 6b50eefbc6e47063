"""Bytes to text: in the declared charset if it decodes, else UTF-8, else Windows-1252."""

import re

_ALIASES = {
    "utf8": "utf-8", "unicode": "utf-8", "x-unknown": "utf-8", "unknown-8bit": "utf-8", "default": "utf-8",
    "ansi": "cp1252", "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "iso8859-1": "cp1252",
    "windows-1252": "cp1252", "us-ascii": "utf-8", "ascii": "utf-8", "iso-8859-9": "cp1254", "gb2312": "gb18030",
    "gbk": "gb18030", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932", "iso-8859-8-i": "iso-8859-8",
    "utf-8-sig": "utf-8", "binary": "utf-8", "8bit": "utf-8",
}  # fmt: skip
#: Python codecs that are no character sets, or that interpret escapes.
_REFUSED = re.compile(
    r"base64|hex|rot|uu|zip|zlib|bz2|quopri|quoted|idna|punycode|escape|undefined|mbcs|oem|charmap|utf.?7"
)
#: How a UTF-16 text begins, in either order of its bytes.
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_NAME = re.compile(r"[a-z0-9][a-z0-9_.:-]{1,39}")


def decode(data: bytes, charset: str = "") -> str:
    """Return `data` as text; never raises. Valid UTF-8 is preferred to a declared single-byte charset."""
    name = charset.strip().strip("\"'").lower()
    name = _ALIASES.get(name, name)
    if not data.isascii() and not name.startswith(("utf-16", "utf-32")):
        plain = _strict(data, "utf-8")
        if plain is not None:
            return plain
    if name and name != "utf-8" and _NAME.fullmatch(name) and not _REFUSED.search(name):
        declared = _strict(data, name)
        if declared is not None:
            return declared
    return data.decode("utf-8") if data.isascii() else data.decode("cp1252", "replace")


def decode_file(data: bytes) -> str:
    """Return the text of a file without a declared charset: UTF-16 by its mark, UTF-8 (mark dropped), else cp1252."""
    if data.startswith(UTF_16_MARKS):
        return data.decode("utf-16", "replace")
    text = _strict(data, "utf-8-sig")
    return data.decode("cp1252", "replace") if text is None else text


def _strict(data: bytes, name: str) -> str | None:
    try:
        text = data.decode(name)
    except (LookupError, UnicodeError, ValueError, TypeError):
        return None
    return text if isinstance(text, str) else None
