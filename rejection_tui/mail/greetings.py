"""How a letter begins, in eight languages: its greeting, by which the head above it is told from its text."""

import re

_WORDS = (
    "dear|hi|hello|hey|good (?:morning|afternoon|evening|day)"
    "|sehr geehrte[rs]?|liebe[rs]?|hallo|guten tag|guten morgen|moin|servus|grüezi|grüß gott"
    "|bonjour|bonsoir|madame|monsieur|mesdames|cher|chère|hola|car[aeio]|oi|olá|bom dia|boa (?:tarde|noite)"
    "|gentile|gentilissim[aeo]|ciao|buongiorno|buonasera|salve"
    "|beste|geachte|goedemiddag|goedemorgen|goedendag|dag|sayın|merhaba|değerli|sevgili"
)
_STEMS = "estimad|querid|apreciad|buen[oa]s (?:d|t|n)|prezad|exm|ilm|egregi|spett"
_GREETING = re.compile(rf"\W{{0,3}}(?:(?:{_WORDS})(?![\w:/-])|(?:{_STEMS}))", re.I)


def begins_a_letter(line: str) -> bool:
    """Return whether a line is a greeting."""
    return _GREETING.match(line) is not None
