"""The JSON object of every verb with `--json`: its fields and their types, from which `rejtui schema` is made.

What a verb prints of a record has the record's own type; here are the objects that are put together for printing. In
one version of a verb's object fields are only added; whoever takes one away or changes its meaning raises the version.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import msgspec

from rejection_tui.cli.json_records import (
    ChangedWords,
    DeletedContact,
    DeletedWin,
    KeptCover,
    KeptMessage,
    ListedContact,
    ListedReminder,
    PeopleOfRejection,
    PractisedQuestion,
    PrintedSheet,
    ReadRehearsal,
    SearchHelp,
    ShownContact,
    SilentApplication,
    SuggestedLine,
)
from rejection_tui.domain.account import Account, Tls
from rejection_tui.domain.agenda import AgendaItem
from rejection_tui.domain.agenda.place import Place
from rejection_tui.domain.answer import AnswerKind
from rejection_tui.domain.application_record import Application
from rejection_tui.domain.contact import Touch, Win
from rejection_tui.domain.correspondence import MailGroup, MailSort
from rejection_tui.domain.cover_letter import CoverVersion
from rejection_tui.domain.draft import Draft, Finding
from rejection_tui.domain.facts import FactType, Via
from rejection_tui.domain.feedback import Feedback, Gap, Learning
from rejection_tui.domain.interview import Interview
from rejection_tui.domain.letter import Letter, LetterKind, Verdict
from rejection_tui.domain.refine import Bullet
from rejection_tui.domain.rejection import Event, Rejection, Stage
from rejection_tui.domain.reply_advice import ReplyAdvice
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.steps import Action, StepState
from rejection_tui.domain.theme_progress import ThemeProgress
from rejection_tui.services.drafts.points import Point
from rejection_tui.services.named_days import NamedDay
from rejection_tui.services.practice import BankQuestion
from rejection_tui.services.refine import Unread
from rejection_tui.services.results import BackupInfo, HistoryEntry, Match, MergeReport, Problem


class Filed(Rejection, frozen=True, kw_only=True, gc=False):
    """A rejection with the state of its steps ("1" to "4") and where it stands, in words."""

    steps: dict[str, StepState]
    status: str


class Listed(Filed, frozen=True, kw_only=True, gc=False):
    """A rejection of the list; `due` is the day of what is due first."""

    due: date | None


class Shown(Filed, frozen=True, kw_only=True, gc=False):
    """A rejection with all that belongs to it; `places` are those of its open actions, by their uid."""

    advice: ReplyAdvice
    actions: list[Action]
    places: dict[str, Place]
    drafts: list[Draft]
    feedback: list[Feedback]
    comments: list[Event]
    letter_text: Letter | None


class Commented(msgspec.Struct):
    """A comment on a report that was not kept before; `about` is its rejection and step in words."""

    new: bool
    comment: Event
    about: str


class ListedAccount(msgspec.Struct):
    """A mail account of the settings; `password` says where it is kept and never what it is."""

    name: str
    user: str
    host: str
    port: int
    tls: Tls
    folders: list[str]
    since: date | None
    password: str


class AccountFolder(msgspec.Struct):
    """A folder of a mail account; `mails` is null where that is not told, `read` says if an import reads it."""

    folder: str
    what: str
    mails: int | None
    read: bool


class KeptPassword(msgspec.Struct):
    """The account whose password was kept in the keyring, or forgotten."""

    account: str
    kept: bool


class FilePath(msgspec.Struct):
    """The path of a file."""

    path: str


class FoundPlace(msgspec.Struct):
    """The path of a file or folder, and whether it is there."""

    path: str
    exists: bool


class Places(msgspec.Struct):
    """Where everything lives."""

    data: FoundPlace
    backups: FoundPlace
    settings: FoundPlace
    templates: FoundPlace
    state: FoundPlace


class EffectiveSettings(msgspec.Struct):
    """The settings in force."""

    file: str | None
    rules: Rules
    keys: dict[str, str]
    accounts: dict[str, Account]


class FoundSetting(msgspec.Struct):
    """One setting with its value and default."""

    name: str
    value: Any
    default: Any
    in_file: bool
    help: str


class WrittenSetting(msgspec.Struct):
    """The line that was written into the settings file."""

    name: str
    line: str
    file: str


class FoundInText(msgspec.Struct):
    """What a check found, on which line."""

    line: int
    text: str
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedContact(Match):
    """A person of a file and what an import does: new, fill, known, propose, refused or passed."""

    does: str


class CheckedDraft(msgspec.Struct):
    """A draft, what the checks say of it, and whether they let it be copied."""

    draft: Draft
    findings: list[Finding]
    can_copy: bool


class DueCount(msgspec.Struct):
    """How many things are due, for --count."""

    due: int


class Forgotten(msgspec.Struct):
    """How many corrections were forgotten."""

    forgotten: int


class ReadEvidence(msgspec.Struct):
    """Words of a letter that decided, and their share from 0 to 1."""

    text: str
    rule: str
    weight: float


class ReadSender(msgspec.Struct):
    """Who wrote a letter."""

    name: str
    email: str


class TitledSender(ReadSender):
    """Who wrote a letter, with a title or function."""

    title: str


class ImportedMail(msgspec.Struct, kw_only=True):
    """One message as an import read it; `group`: rejection, unsure, other or known."""

    message_id: str
    verdict: Verdict
    kind: LetterKind
    confidence: float
    evidence: list[ReadEvidence]
    company: str
    role: str
    recruiter: ReadSender
    no_reply: bool
    ats: str
    stage: Stage
    received: datetime | None
    subject: str
    source: str
    group: str


class MailAbout(msgspec.Struct):
    """The rejection that a later email is about, and by what it was known."""

    rejection: str
    company: str
    role: str
    how: str


class ReturnedMail(ImportedMail, kw_only=True):
    """A later email about a rejection; `effects` are what filing it does, in words."""

    group: MailGroup
    sort: MailSort
    answer: str | None
    about: MailAbout
    others: list[str]
    sure: bool
    effects: list[str]


class ReadCompany(msgspec.Struct):
    """A company by its usual and its full name."""

    name: str
    full: str


class ReadVia(msgspec.Struct):
    """Through whom a letter came."""

    kind: Via
    agency: str


class ReadFact(msgspec.Struct):
    """One thing a letter says, with its words."""

    type: FactType
    value: str
    quote: str


class ReadMail(msgspec.Struct):
    """One message as it is read when nothing is filed."""

    message_id: str
    subject: str
    received: datetime | None
    body: str
    verdict: Verdict
    kind: LetterKind
    confidence: float
    evidence: list[ReadEvidence]
    company: ReadCompany
    role: str
    recruiter: TitledSender
    reader: str
    stage: Stage
    met: list[str]
    no_reply: bool
    via: ReadVia
    facts: list[ReadFact]
    salutation: str
    language: str
    links: list[str]


class ReadGap(msgspec.Struct):
    """A gap that an answer names, in its own words, and what to do about it."""

    gap: Gap
    quote: str
    theme: str
    action: str


class ReadAnswer(msgspec.Struct):
    """An answer to a request for feedback as it is read when nothing is filed; what `read --answer` prints."""

    kind: AnswerKind
    confidence: float
    gaps: list[ReadGap]


class Me(msgspec.Struct):
    """The user's own name and addresses."""

    name: str
    email: str
    addresses: list[str]


class Restored(msgspec.Struct):
    """The backup that was put back, and how many rejections it holds."""

    restored: str
    rejections: int


class Undone(msgspec.Struct):
    """The change that was taken back."""

    undone: str


class Redone(msgspec.Struct):
    """The change that was done again."""

    redone: str


@dataclass(frozen=True, slots=True)
class JsonObject:
    """What a verb prints, one object a line; of several types each object is one of them."""

    types: tuple[type, ...]
    version: int = 1


def _one(*types: type, version: int = 1) -> JsonObject:
    return JsonObject(types, version)


#: Every verb with --json.
JSON_OBJECTS: Final[dict[str, JsonObject]] = {
    "account list": _one(ListedAccount),
    "account password": _one(KeptPassword),
    "account test": _one(AccountFolder),
    "add": _one(Filed),
    "answer": _one(Feedback, KeptMessage),
    "archive": _one(Filed),
    "backup": _one(FilePath),
    "backups": _one(BackupInfo),
    "check draft": _one(FoundInText),
    "config": _one(EffectiveSettings),
    "contacts add": _one(ListedContact),
    "contacts answered": _one(Touch),
    "contacts archive": _one(ListedContact),
    "contacts delete": _one(DeletedContact),
    "contacts edit": _one(ListedContact),
    "contacts import": _one(ImportedContact),
    "contacts list": _one(ListedContact),
    "contacts never-again": _one(ListedContact),
    "contacts show": _one(ShownContact),
    "contacts snooze": _one(ListedContact),
    "contacts touch": _one(Touch),
    "cover add": _one(KeptCover),
    "cover check": _one(FoundInText),
    "cover delete": _one(KeptCover),
    "cover diff": _one(ChangedWords),
    "cover edit": _one(KeptCover),
    "cover export": _one(KeptCover),
    "cover finish": _one(KeptCover),
    "cover link": _one(KeptCover),
    "cover list": _one(KeptCover),
    "cover restore": _one(CoverVersion),
    "cover show": _one(KeptCover, CoverVersion),
    "cover version": _one(CoverVersion),
    "cv check": _one(FoundInText, Unread),
    "cv delete": _one(Bullet),
    "cv export": _one(Bullet),
    "cv finish": _one(Bullet),
    "cv link": _one(Bullet),
    "cv list": _one(Bullet),
    "cv queue": _one(Bullet),
    "cv rewrite": _one(Bullet),
    "cv suggest": _one(SuggestedLine),
    "debrief": _one(Interview),
    "delete": _one(Rejection),
    "doctor": _one(Problem),
    "draft": _one(CheckedDraft),
    "due": _one(AgendaItem, DueCount),
    "edit": _one(Rejection),
    "export": _one(Application),
    "forget": _one(Forgotten),
    "history": _one(HistoryEntry),
    "import": _one(ImportedMail, ReturnedMail),
    "journal accept": _one(Feedback),
    "journal delete": _one(Feedback),
    "journal gap": _one(Feedback),
    "journal read": _one(Feedback),
    "journal learn": _one(Learning),
    "journal list": _one(Feedback),
    "later": _one(AgendaItem),
    "let-go": _one(AgendaItem),
    "list": _one(Listed),
    "locate": _one(Places),
    "me": _one(Me),
    "merge": _one(MergeReport),
    "outcome": _one(Rejection),
    "people": _one(PeopleOfRejection, SearchHelp),
    "points": _one(Point),
    "practice add": _one(PractisedQuestion),
    "practice delete": _one(PractisedQuestion),
    "practice due": _one(PractisedQuestion),
    "practice edit": _one(PractisedQuestion),
    "practice list": _one(PractisedQuestion, BankQuestion),
    "practice note": _one(PractisedQuestion),
    "practice queue": _one(PractisedQuestion),
    "practice rate": _one(PractisedQuestion),
    "practice sheet": _one(PrintedSheet, ReadRehearsal),
    "practice show": _one(PractisedQuestion),
    "practice star": _one(PractisedQuestion),
    "progress": _one(ThemeProgress),
    "read": _one(ReadMail, ReadAnswer),
    "redo": _one(Redone),
    "remind": _one(ListedReminder, NamedDay, Rejection),
    "reminders delete": _one(ListedReminder),
    "reminders done": _one(ListedReminder),
    "reminders drop": _one(ListedReminder),
    "reminders edit": _one(ListedReminder),
    "reminders list": _one(ListedReminder),
    "reminders move": _one(ListedReminder),
    "report read": _one(Commented),
    "restore": _one(Restored),
    "settings": _one(FoundSetting, WrittenSetting),
    "show": _one(Shown),
    "silence ask": _one(CheckedDraft, SilentApplication),
    "silence let-go": _one(SilentApplication),
    "silence list": _one(SilentApplication),
    "skip": _one(AgendaItem),
    "tick": _one(Action),
    "undo": _one(Undone),
    "win add": _one(Win),
    "win delete": _one(DeletedWin),
    "win edit": _one(Win),
    "win list": _one(Win),
}
