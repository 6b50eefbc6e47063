"""Takes the armour of PGP off plain text: what frames a signed text goes, an encrypted one goes whole."""

import re

_SIGNED = re.compile(
    r"^-----BEGIN PGP SIGNED MESSAGE-----[ \t\r]*\n(?:[A-Za-z-]{2,30}: ?[^\n]{0,200}\n){0,10}[ \t\r]*\n?", re.M
)
_BLOCK = re.compile(
    r"^-----BEGIN PGP (SIGNATURE|MESSAGE|PUBLIC KEY BLOCK|PRIVATE KEY BLOCK)(?:, PART \d+/?\d*)?-----[ \t\r]*$", re.M
)
_DASH = re.compile(r"^- (?=-)", re.M)


def without_armour(text: str) -> tuple[str, bool]:
    """Return text without the armour of PGP, and whether a part of it was encrypted."""
    signed = _SIGNED.search(text)
    if signed:
        text = text[: signed.start()] + _DASH.sub("", _SIGNED.sub("", text[signed.start() :]))
    kept: list[str] = []
    position, encrypted = 0, False
    while begin := _BLOCK.search(text, position):
        kept.append(text[position : begin.start()])
        end_line = f"-----END PGP {begin[1]}"
        end = text.find(end_line, begin.end())
        if end < 0:  # cut off: nothing legible follows
            position = len(text)
        else:
            line_end = text.find("\n", end)
            position = len(text) if line_end < 0 else line_end + 1
        encrypted = encrypted or begin[1] == "MESSAGE"
    return "".join([*kept, text[position:]]), encrypted
