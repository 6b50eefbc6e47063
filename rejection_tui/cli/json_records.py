"""The JSON objects that hold a record with what belongs to it: people, wins, reminders, questions, CV lines."""

from datetime import date

import msgspec

from rejection_tui.domain.answer import AnswerKind
from rejection_tui.domain.asked import Asked
from rejection_tui.domain.contact import Cadence, Contact, Touch, Win
from rejection_tui.domain.correspondence import Correspondence
from rejection_tui.domain.cover_letter import CoverLetter, CoverVersion
from rejection_tui.domain.finding_people import AddressPattern, SearchLine
from rejection_tui.domain.participant import Part
from rejection_tui.domain.record import Moment
from rejection_tui.domain.refine import Question, Rehearsal
from rejection_tui.domain.rejection import Outcome
from rejection_tui.domain.reminder import Reminder
from rejection_tui.domain.silence import SilenceState
from rejection_tui.services.people import ProposedPerson


class ListedContact(Contact, frozen=True, kw_only=True, gc=False):
    """A contact with when to write next."""

    cadence: Cadence


class PartInRejection(msgspec.Struct):
    """A rejection in which a contact had a part; `uid` is that of the rejection."""

    uid: str
    company: str
    role: str
    part: Part


class ShownContact(ListedContact, frozen=True, kw_only=True, gc=False):
    """A contact with all that belongs to it."""

    wins_to_tell: list[Win]
    rejections: list[PartInRejection]
    touches: list[Touch]
    correspondence: list[Correspondence]
    reminders: list[Reminder]


class DeletedContact(msgspec.Struct):
    """The contact that was deleted."""

    deleted: Contact


class DeletedWin(msgspec.Struct):
    """The win that was deleted."""

    deleted: Win


class PersonOfRejection(Contact, frozen=True, kw_only=True, gc=False):
    """A contact with their part in a rejection; `reader`: drafts go to them."""

    part: Part
    reader: bool


class PeopleOfRejection(msgspec.Struct):
    """The people of a rejection, given by its uid, and who is proposed."""

    rejection: str
    people: list[PersonOfRejection]
    proposed: list[ProposedPerson]


class SearchHelp(msgspec.Struct):
    """What helps to find a person: lines to search with, the address pattern of the firm, a guess by it or ""."""

    search: list[SearchLine]
    pattern: AddressPattern | None
    guess: str


class ListedReminder(Reminder, frozen=True, kw_only=True, gc=False):
    """A reminder; `on` is the company or person it is about, "" for neither."""

    on: str


class KeptMessage(msgspec.Struct):
    """A message that is no answer yet, kept with the emails of the rejection with that uid."""

    kept: AnswerKind
    rejection: str


class PractisedQuestion(Question, frozen=True, kw_only=True, gc=False):
    """A question with its rehearsals, oldest first, and the interviews it was asked in, the last first.

    `good` is what a good answer shows, "" until it was rehearsed once.
    """

    rehearsals: list[Rehearsal]
    asked: list[Asked]
    good: str


class SuggestedLine(msgspec.Struct):
    """What to ask oneself about the line of the CV with that uid; `suggestion` is the line itself, unchanged.

    `ideas` are verbs that the line holds in another form.
    """

    bullet: str
    suggestion: str
    asks: list[str]
    ideas: list[str]


class KeptCover(CoverLetter, frozen=True, kw_only=True, gc=False):
    """A cover letter with what it is called and its versions, oldest first."""

    called: str
    versions: list[CoverVersion]


class ChangedWords(msgspec.Struct):
    """A piece of the difference of two texts: kept, cut or added words."""

    kind: str
    words: str


class PrintedSheet(msgspec.Struct):
    """A sheet for a friend, as Markdown."""

    sheet: str


class ReadRehearsal(msgspec.Struct):
    """A rehearsal that a sheet tells of; `new` is false when nothing was kept."""

    new: bool
    question: str
    rehearsal: Rehearsal


class SilentApplication(msgspec.Struct):
    """An application without an answer; `days` have passed since `last_word`."""

    uid: str
    company: str
    role: str
    applied: date | None
    last_word: Moment
    days: int
    state: SilenceState
    outcome: Outcome
