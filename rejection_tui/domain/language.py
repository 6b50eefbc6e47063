"""The languages drafts are written in, and the form of address they take."""

from enum import StrEnum
from typing import Final


class Language(StrEnum):
    """A language of a draft, with its region where that changes the words; stored by its BCP 47 code."""

    EN_GB = "en-GB"
    EN_US = "en-US"
    DE_DE = "de-DE"
    DE_AT = "de-AT"
    DE_CH = "de-CH"
    FR = "fr"
    ES_ES = "es-ES"
    ES_419 = "es-419"
    IT = "it"
    NL = "nl"
    PT_PT = "pt-PT"
    PT_BR = "pt-BR"
    TR = "tr"

    @property
    def base(self) -> str:
        """The language without its region: "en", "de"."""
        return self.value.partition("-")[0]

    @property
    def label(self) -> str:
        """The words shown to people."""
        return _LABELS[self]


_LABELS: Final = {
    Language.EN_GB: "English (British)",
    Language.EN_US: "English (American)",
    Language.DE_DE: "German",
    Language.DE_AT: "German (Austria)",
    Language.DE_CH: "German (Switzerland)",
    Language.FR: "French",
    Language.ES_ES: "Spanish",
    Language.ES_419: "Spanish (Latin America)",
    Language.IT: "Italian",
    Language.NL: "Dutch",
    Language.PT_PT: "Portuguese",
    Language.PT_BR: "Portuguese (Brazil)",
    Language.TR: "Turkish",
}


class Form(StrEnum):
    """How a draft speaks to its reader. English has no pronoun for it: there it is the greeting and the register."""

    FORMAL = "formal"  # Sie, vous, usted, Lei, u, siz; Mr and Ms
    FAMILIAR = "familiar"  # du, tu, tú, je, sen; first names
    VOS = "vos"  # Spanish of the Río de la Plata; wording without it takes the familiar one
    TEAM = "team"  # several people on familiar terms: ihr, vosotros, jullie; wording without it is formal
    VOCE = "voce"  # Portuguese "você": first names and the third person; wording without it takes the familiar one


#: What the fact `tone` of a letter says, as a form; what is not here is formal.
_FORMS: Final = {
    "first_name": Form.FAMILIAR,
    "du": Form.FAMILIAR,
    "tu": Form.FAMILIAR,
    "tú": Form.FAMILIAR,
    "vos": Form.VOS,
    "je/jij": Form.FAMILIAR,
    "je": Form.FAMILIAR,
    "você": Form.VOCE,
    "sen": Form.FAMILIAR,
}


def form_of(tone: str) -> Form:
    """Return the form in which a letter of this tone is answered."""
    return _FORMS.get(tone, Form.FORMAL)


def language_of(code: str, otherwise: Language = Language.EN_GB) -> Language:
    """Return the language of a code such as "de", "de-CH" or "pt_BR"; `otherwise` for an unknown one.

    A code without region takes the region of `otherwise` if that is the same language, else the first one.
    """
    wanted = code.replace("_", "-").casefold()
    for language in Language:
        if language.value.casefold() == wanted:
            return language
    base = wanted.partition("-")[0]
    if otherwise.base == base:
        return otherwise
    return next((language for language in Language if language.base == base), otherwise)
