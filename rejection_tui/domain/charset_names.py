"""The names that mails give to character sets, as the Python codec that reads most of what is sent under them."""

import re
from functools import lru_cache
from typing import Final

#: What is sent under the names of a standard is often its larger successor, which Windows programs write.
_ALIASES: Final = {
    "iso8859-1": "cp1252", "latin1": "cp1252", "l1": "cp1252", "ansi": "cp1252", "western": "cp1252",
    "iso8859-9": "cp1254", "latin5": "cp1254", "iso8859-11": "cp874", "tis620": "cp874", "tis-620": "cp874",
    "iso8859-8-i": "iso8859-8", "iso8859-8-e": "iso8859-8", "iso8859-6-i": "iso8859-6", "iso8859-6-e": "iso8859-6",
    "latin2": "iso8859-2", "latin9": "iso8859-15", "latin0": "iso8859-15", "latin-9": "iso8859-15",
    "gb2312": "gb18030", "gbk": "gb18030", "gb-2312-80": "gb18030", "euc-cn": "gb18030", "gb-18030": "gb18030",
    "cp936": "gb18030", "hz-gb-2312": "hz", "big5": "cp950", "big5-hkscs": "big5hkscs",
    "ks-c-5601-1987": "cp949", "ks-c-5601": "cp949", "ksc5601": "cp949", "euc-kr": "cp949", "euckr": "cp949",
    "shift-jis": "cp932", "shiftjis": "cp932", "sjis": "cp932", "windows-31j": "cp932", "eucjp": "euc-jp",
    "iso-2022-jp": "iso2022-jp-ext", "iso-2022-jp-1": "iso2022-jp-ext", "iso-2022-jp-ms": "iso2022-jp-ext",
    "csiso2022jp": "iso2022-jp-ext",
    "macintosh": "mac-roman", "mac": "mac-roman", "macroman": "mac-roman", "mac-ce": "mac-latin2",
    "mac-centraleurroman": "mac-latin2", "macturkish": "mac-turkish",
    "utf7": "utf-7", "unicode-1-1-utf-7": "utf-7", "unicode-2-0-utf-7": "utf-7", "csunicode11utf7": "utf-7",
    "ucs-2": "utf-16", "iso-10646-ucs-2": "utf-16", "utf16": "utf-16", "unicodefffe": "utf-16", "utf32": "utf-32",
    "koi8r": "koi8-r", "koi8u": "koi8-u", "koi": "koi8-r", "ibm850": "cp850", "ibm437": "cp437", "oem": "cp850",
}  # fmt: skip
#: Names that say nothing, or that the text is ASCII or UTF-8, which is tried anyway.
_UNTOLD: Final = frozenset(
    {
        "utf8", "utf-8", "utf-8-sig", "utf8mb4", "utf-8n", "cp65001", "65001", "unicode", "unicode-1-1-utf-8",
        "us-ascii", "ascii", "ansi-x3.4-1968", "iso646-us", "cp20127", "unknown", "unknown-8bit", "user-defined",
        "default", "none", "null", "autodetect", "auto", "binary", "8bit", "7bit", "quoted-printable", "base64",
    }
)  # fmt: skip
#: Python codecs that are no character sets, or that interpret escapes.
_REFUSED = re.compile(r"base64|hex|rot|uu|zip|zlib|bz2|quopri|quoted|idna|punycode|escape|undefined|mbcs|oem|charmap")
_NAME = re.compile(r"[a-z0-9][a-z0-9_.:-]{1,39}")
_CODE_PAGE = re.compile(
    r"(?:windows|win|ibm|dos|cp|ms|msdos)?[-_ ]?(125[0-8]|437|850|852|857|858|862|866|874|93[26]|9[45][09]|65001|20127)"
)
_ISO = re.compile(r"(?:cs)?iso[-_ ]?(?:ir-)?8859[-_ ]?(\d{1,2})(-[ie])?(?:[:_-](?:19|20)\d\d)?")


@lru_cache(500)
def codec_name(charset: str) -> str:
    """Return the name of the codec for a charset as mails name it; "" where it says nothing or is none."""
    name = charset[:60].split(";")[0].strip(" \t\r\n\"'<>").lower().removeprefix("charset=").strip("\"' ")
    name = name.partition("*")[0]
    if match := _ISO.fullmatch(name):
        name = f"iso8859-{int(match[1])}{match[2] or ''}"
    elif match := _CODE_PAGE.fullmatch(name.removeprefix("x-")):
        name = f"cp{match[1]}"
    else:
        name = name.removeprefix("x-").replace("_", "-")
    name = _ALIASES.get(name, name)
    if name in _UNTOLD or not _NAME.fullmatch(name) or _REFUSED.search(name):
        return ""
    return name
