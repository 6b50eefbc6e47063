"""Who asked to be left alone, looked up by what a message or a letter tells of a person."""

from collections.abc import Iterable
from dataclasses import dataclass

from rejection_tui.domain.addresses import email_key
from rejection_tui.domain.contact import Contact
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.text import fold


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """The contacts who asked to be left alone, by uid, by address, and by name and company together."""

    by_uid: dict[str, Contact]
    by_email: dict[str, Contact]
    by_name: dict[tuple[str, str], Contact]

    @classmethod
    def among(cls, contacts: Iterable[Contact]) -> "LeftAlone":
        """Return those of these contacts who asked for it."""
        theirs = [contact for contact in contacts if contact.never_again]
        return cls(
            {contact.uid: contact for contact in theirs},
            {key: contact for contact in theirs for key in map(email_key, contact.emails) if key},
            {(name, fold(contact.company)): contact for contact in theirs if (name := fold(contact.name))},
        )

    def find(self, uid: str = "", name: str = "", company: str = "", emails: Iterable[str] = ()) -> Contact | None:
        """Return the one who is meant by any of these, None when nobody is."""
        if not self.by_uid:
            return None
        by_email = next((self.by_email[key] for key in map(email_key, emails) if key in self.by_email), None)
        return self.by_uid.get(uid) or by_email or self.by_name.get((fold(name), fold(company)))

    def reader_of(self, rejection: Rejection, to: str = "") -> Contact | None:
        """Return the one whom the messages of a rejection would reach, or one of them that goes to the address `to`."""
        if rejection.contact:
            return self.find(rejection.contact, emails=(to,))
        return self.find("", rejection.recruiter_name, rejection.company, (to, rejection.recruiter_email))
