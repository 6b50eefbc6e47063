"""What the dialog of an answer says of it: the gap and the themes proposed, each with the words that suggest it."""

from collections.abc import Iterable

from rejection_tui.domain.feedback import Gap
from rejection_tui.domain.text import clean_line
from rejection_tui.services import journal
from rejection_tui.tui.widgets.path_input import as_path


def proposal_words(reading: journal.AnswerReading) -> str:
    """Return what the program reads in an answer, and which words suggest it."""
    words = _quoted(one.text for one in reading.words[:3])
    if reading.boilerplate:
        return f"Standard wording ({words}): nothing usable in it, and it never counts as a theme."
    if reading.gap is Gap.UNSORTED or not words:
        said = "No gap stands out in these words; choose one, or leave it."
    else:
        said = f"Points to {reading.gap.label}: {words}."
    themes = [f"{theme.name}: {_quoted(word.text for word in theme.words[:2])}" for theme in reading.themes]
    return f"{said} Themes: {'; '.join(themes)}." if themes else said


def _quoted(texts: Iterable[str]) -> str:
    return ", ".join(f"“{clean_line(text, 60)}”" for text in dict.fromkeys(texts))


def readable(words: str) -> None:
    """Raise the sentence that says why no answer can be read in the file these words name."""
    journal.read_file(as_path(words))


def stands_in(quote: str, text: str) -> bool:
    """True when the quote is word for word from the text; white space and a cut at its end do not count."""
    return " ".join(quote.rstrip("… ").split()) in " ".join(text.split())
