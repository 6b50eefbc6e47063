"""Says which Latin key stands where a letter of another keyboard layout was typed, such as q for the Russian й."""

from collections.abc import Mapping
from typing import Final

#: The keys of a US keyboard, row by row, first without and then with shift; the rows of the layouts stand below them.
_KEYS: Final = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./" + '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?'
_LAYOUTS: Final[tuple[tuple[str, str, str], ...]] = (
    (
        "Russian",
        "ёйцукенгшщзхъфывапролджэячсмитьбю.",
        "ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,",
    ),
    (
        "Ukrainian",
        "'йцукенгшщзхїфівапролджєячсмитьбю.",
        "ʼЙЦУКЕНГШЩЗХЇФІВАПРОЛДЖЄЯЧСМИТЬБЮ,",
    ),
    (
        "Belarusian",
        "ёйцукенгшўзх'фывапролджэячсмітьбю.",
        "ЁЙЦУКЕНГШЎЗХ'ФЫВАПРОЛДЖЭЯЧСМІТЬБЮ,",
    ),
    (
        "Greek",
        "`;ςερτυθιοπ[]ασδφγηξκλ΄'ζχψωβνμ,./",
        '~:΅ΕΡΤΥΘΙΟΠ{}ΑΣΔΦΓΗΞΚΛ¨"ΖΧΨΩΒΝΜ<>?',
    ),
    (
        "Hebrew",
        ";/'קראטוןםפ][שדגכעיחלךף,זסבהנמצתץ.",
        '~QWERTYUIOP}{ASDFGHJKL:"ZXCVBNM><?',
    ),
    (
        "Arabic",
        "ذضصثقفغعهخحجدشسيبلاتنمكطئءؤرﻻىةوزظ",
        "",
    ),
    (
        "Korean",
        "`ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ[]ㅁㄴㅇㄹㅎㅗㅓㅏㅣ;'ㅋㅌㅊㅍㅠㅜㅡ,./",
        '~ㅃㅉㄸㄲㅆㅛㅕㅑㅒㅖ{}ㅁㄴㅇㄹㅎㅗㅓㅏㅣ:"ㅋㅌㅊㅍㅠㅜㅡ<>?',
    ),
)


def _table() -> Mapping[str, str]:
    """Return letter -> Latin key; where layouts differ, the first one counts."""
    table: dict[str, str] = {}
    for _, plain, shifted in _LAYOUTS:
        for letter, key in zip(plain, _KEYS, strict=False):
            table.setdefault(letter, key)
        for letter, key in zip(shifted, _KEYS[len(_KEYS) // 2 :], strict=False):
            table.setdefault(letter, key)
    return {letter: key for letter, key in table.items() if not letter.isascii()}


def latin_key(character: str | None) -> str:
    """Return the Latin key at the place of a letter of another script, "" for any other character.

    Letters with accents, such as é, are Latin: their layouts have all the Latin keys too.
    """
    if character is None or len(character) != 1 or character < "\u0370":
        return ""
    return _TABLE.get(character, "")


def hint(character: str | None) -> str:
    """Return one sentence for who pressed a letter of another script where a key was expected, "" for any other."""
    if character is None or len(character) != 1 or character < "\u0370" or not character.isalpha():
        return ""
    key = latin_key(character)
    where = f": {character} is at the place of {key}" if key else ""
    return (
        f"Your keyboard writes another script{where}. The keys here are Latin letters; switch, or move them in [keys]."
    )


_TABLE: Final = _table()
