"""Which text that arrived in one burst is a paste, and which is keys typed ahead."""

import re
from typing import Final

#: A text of several lines is a paste from this many characters; below, it is lines typed ahead into forms.
SHORTEST: Final = 32
#: A text of one line is a paste from this many characters where no field takes it.
ONE_LINE: Final = 40
#: Any text is a paste from this many characters, also in a field; so much is not typed ahead, nor held down.
LONGEST_TYPED: Final = 300
#: A paste has at least this many different characters; keys held down in turns have fewer.
DIFFERENT: Final = 8
_NEXT_LINE: Final = re.compile(r"[\r\n]+[^\r\n]")


def looks_pasted(text: str, in_field: bool) -> bool:
    """Return whether `text`, which arrived at once, is a paste; `in_field`: a text field has the focus.

    Line ends and tabs at the end say nothing: they are keys typed ahead as well. One line is typed into a field key by
    key, unless it is very long, so that an enter or a tab after it keeps its meaning.
    """
    body = text.rstrip("\r\n\t ")
    if len(body) > LONGEST_TYPED:
        return True
    if len(set(body)) < DIFFERENT:
        return False
    if _NEXT_LINE.search(body):
        return len(body) >= SHORTEST
    return not in_field and len(body) >= ONE_LINE


def pasted_text(text: str) -> str:
    """Return the text of a paste without brackets, in which terminals send a return for each line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
