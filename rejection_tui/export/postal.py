"""The pattern of postal addresses, as they are written in the languages of the program: a street with its number."""

from typing import Final

_BLANK: Final = "[ \u00a0]"
_CAPITAL: Final = r"[^\W\d_a-zß-öø-ÿ]"
_NAME: Final = rf"{_CAPITAL}[\w'’.-]{{0,30}}"
_NUMBER: Final = rf"\d{{1,3}}{_BLANK}?[a-zA-Z]?(?!\w)"
#: Behind a street: "Leeds LS1 4AP", "20095 Hamburg", "1012 AB Amsterdam", "Austin, TX 78701".
_UK_CODE: Final = rf"[A-Z]{{1,2}}\d[A-Z\d]?{_BLANK}\d[A-Z]{{2}}"
_TOWN: Final = (
    rf"(?:,?\s{{1,3}}(?:{_NAME}{_BLANK}){{0,2}}{_UK_CODE}"
    rf"|,?\s{{1,3}}(?:[A-Z]{{1,2}}-)?\d{{4,5}}{_BLANK}(?:[A-Z]{{2}}{_BLANK})?{_NAME}"
    rf"|,\s{{1,3}}{_NAME}(?:{_BLANK}{_NAME})?,{_BLANK}[A-Z]{{2}}{_BLANK}\d{{5}}(?!\d))?"
)
_ENGLISH: Final = "Street|Road|Avenue|Lane|Drive|Square|Court|Boulevard|Terrace|Crescent|Close|Quay|Row|Rd|Ave|Blvd|Way"
_COMPOUND: Final = "(?:straße|strasse|str\\.|weg|platz|allee|gasse|ring|damm|ufer|straat|laan|plein|gracht|kade)"
_FRENCH: Final = "rue|avenue|boulevard|place|quai|chemin|impasse"
_SOUTHERN: Final = "Via|Viale|Piazza|Corso|Calle|C/|Avenida|Plaza|Paseo|Rua|Praça"
_OF: Final = "(?:de|del|della|dei|di|da|do|dos|das|la|las|los|l'|d')"
_STREETS: Final = (
    rf"\d{{1,4}}[a-zA-Z]?,?{_BLANK}(?:{_NAME}{_BLANK}){{1,3}}(?:{_ENGLISH})(?!\w)",
    rf"{_CAPITAL}[\w'’-]{{0,30}}?{_COMPOUND}{_BLANK}{_NUMBER}",
    rf"\d{{1,4}},?{_BLANK}(?:bis{_BLANK}|ter{_BLANK})?(?:{_FRENCH}){_BLANK}(?:{_OF}{_BLANK}?){{0,2}}{_NAME}",
    rf"(?:{_SOUTHERN}){_BLANK}?(?:{_OF}{_BLANK}?){{0,2}}{_NAME}(?:{_BLANK}{_NAME}){{0,2}},?{_BLANK}{_NUMBER}",
    rf"(?:Postfach|P\.?{_BLANK}?O\.?{_BLANK}?Box){_BLANK}\d{{1,6}}",
)
#: A street with its number, and the town behind it where it has a postal code.
POSTAL_ADDRESS: Final = rf"(?<!\w)(?:{'|'.join(_STREETS)}){_TOWN}"
