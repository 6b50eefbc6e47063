"""What the user corrected in readings, and what is remembered of it for the letters read next. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Final

from rejection_tui.domain.ids import derived_uid
from rejection_tui.domain.letter import Verdict
from rejection_tui.domain.record import Moment, Stored, Uid, Whole
from rejection_tui.domain.text import fold


class CorrectionField(StrEnum):
    """What of a reading was put right."""

    VERDICT = "verdict"
    COMPANY = "company"
    ROLE = "role"
    RECRUITER = "recruiter"


class Correction(Stored, frozen=True, gc=False):
    """One value of a reading that the user put right: `read` is what the program read, `right` what the user said.

    For a verdict both are a `Verdict`, and `features` are the numbers of the letter's words, see
    `reading.feature_numbers`.
    """

    uid: Uid
    at: Moment
    field: CorrectionField
    sender: str = ""  # the address the letter came from, in lower case
    digest: str = ""  # of the letter
    read: str = ""
    right: str = ""
    features: tuple[Whole, ...] = ()


def correction_uid(digest: str, what: CorrectionField) -> str:
    """Return the uid of the correction of one field of one letter: there is one at most, on every machine."""
    return derived_uid("correction", digest, what)


@cache
def public_domains() -> frozenset[str]:
    """Return the domains where anybody can have an address, so that an address there says nothing about a company."""
    import tomllib

    from rejection_tui.content import read

    return frozenset(tomllib.loads(read("phrases/public_mail.toml"))["domains"])


#: (what was read, folded; what was right), oldest first.
_Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of the corrections; immutable, so that a reading thread can hold it. Made by `memory_of`."""

    verdicts: tuple[Correction, ...] = ()  # the corrections of verdicts, oldest first
    senders: Mapping[str, _Rows] = field(default_factory=dict)  # address or "@domain" -> companies read and right

    def __bool__(self) -> bool:
        return bool(self.verdicts or self.senders)

    def company(self, sender: str, read: str, shared: bool = False) -> str:
        """Return the company of a letter from `sender` in which `read` was found; "" when nothing is remembered.

        The same misreading is put right for the address and its domain. Beyond that a company is remembered for the
        address, and for its domain where none was read. Nothing is remembered when the last two corrections do not
        agree. Where `shared`, many companies send from there: one misreading must have been put right twice, or once
        if the address names the company.
        """
        address, domain = _places(sender)
        for place in (address, domain):
            rows = self.senders.get(place, ())
            same = [row for row in rows if row[0] and row[0] == fold(read)]
            if same:
                found = _agreed(same)
                return found if not shared or len(same) > 1 or _names(address, found) else ""
            if rows and not shared and (place == address or not read):
                return _agreed(rows)
        return ""


def memory_of(corrections: Iterable[Correction]) -> Memory:
    """Return what is remembered of these corrections."""
    ordered = sorted(corrections, key=lambda c: (c.at, c.uid))
    senders: dict[str, _Rows] = {}
    for one in ordered:
        if one.field is CorrectionField.COMPANY and one.right:
            for place in filter(None, _places(one.sender)):
                senders[place] = (*senders.get(place, ()), (fold(one.read), one.right))
    return Memory(tuple(c for c in ordered if c.field is CorrectionField.VERDICT), senders)


def _places(sender: str) -> tuple[str, str]:
    """Return the address, and its domain as "@domain"; "" for a domain that is public."""
    address = sender.strip().casefold()
    domain = address.rpartition("@")[2] if "@" in address else ""
    return address, f"@{domain}" if domain and domain not in public_domains() else ""


def _names(address: str, company: str) -> bool:
    """Return whether an address names a company, by the first word of its name that says more than a few letters."""
    first = next((word for word in fold(company).split() if len(word) > 3), "")
    return bool(first) and first in fold(address).replace(" ", "")


def _agreed(rows: Sequence[tuple[str, str]]) -> str:
    """Return what was right last, if it was right the time before as well."""
    last = rows[-1][1]
    return last if len(rows) == 1 or fold(rows[-2][1]) == fold(last) else ""


#: What a letter is called that the user took for no answer to an application.
NO_REJECTION: Final = Verdict.OTHER


def passed_over(corrections: Iterable[Correction]) -> frozenset[str]:
    """Return the digests of the letters the user said are no rejections."""
    return frozenset(c.digest for c in corrections if c.field is CorrectionField.VERDICT and c.right == NO_REJECTION)
