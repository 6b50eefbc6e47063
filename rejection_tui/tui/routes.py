"""Opens the screen or dialog of every route; their modules are loaded at first use."""

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol, assert_never

from textual.app import App
from textual.screen import Screen
from textual.widget import Widget

from rejection_tui.domain.agenda import AgendaItem, AgendaKind
from rejection_tui.domain.draft import DraftKind
from rejection_tui.domain.errors import RejtuiError
from rejection_tui.domain.feedback import Gap
from rejection_tui.domain.messages import next_kind
from rejection_tui.services import journal, rejections, silence
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.route import AGENDA_ROUTES, DRAFT_ROUTES, Destination, Route
from rejection_tui.tui.widgets.page import perform


class Host(Protocol):
    """What is needed of the screen from which others are opened, such as the dashboard."""

    context: AppContext

    @property
    def app(self) -> App[Any]:
        """The application screens are pushed on."""

    @property
    def selected(self) -> str:
        """The uid of the selected rejection; empty when there is none."""

    def select(self, rejection: str) -> None:
        """Select a rejection."""

    def action_pane(self, number: int) -> None:
        """Go to a pane."""

    @property
    def widget(self) -> Widget:
        """The screen itself, for showing messages."""


def open_item(host: Host, item: AgendaItem) -> None:
    """Open the screen or dialog for an agenda item."""
    if item.rejection:
        host.select(item.rejection)
    open_route(host, Destination(AGENDA_ROUTES[item.kind], _about(item) or item.rejection or item.contact))


def _about(item: AgendaItem) -> str:
    """Return the uid of the record to open; empty for the rejection itself."""
    match item.kind:
        case AgendaKind.GAP | AgendaKind.NOT_YOU | AgendaKind.LEARNING | AgendaKind.REMINDER:
            return item.ref
        case AgendaKind.BULLETS | AgendaKind.PRACTICE:
            return item.ref or item.action
        case AgendaKind.CONTACT:
            return item.contact
        case AgendaKind.NOTE:
            return item.action
        case AgendaKind.REPLY | AgendaKind.FEEDBACK | AgendaKind.FIND | AgendaKind.THANKS | AgendaKind.NUDGE:
            return ""
        case AgendaKind.SILENCE | AgendaKind.LINKEDIN | AgendaKind.SAVE | AgendaKind.REVISIT:
            return ""
        case AgendaKind.ASK | AgendaKind.UNANSWERED | AgendaKind.LET_GO:
            return ""
        case AgendaKind.ANSWER | AgendaKind.REQUEST | AgendaKind.CALL | AgendaKind.REAPPLY:
            return ""
        case AgendaKind.OTHER | AgendaKind.STILL_WORTH:
            return ""
        case _:
            assert_never(item.kind)


def open_route(host: Host, destination: Destination) -> None:
    """Open the screen or dialog of a destination; a `RejtuiError` is shown as a message."""
    try:
        _open(host, destination)
    except RejtuiError as error:
        host.widget.notify(error.sentence, severity="warning", timeout=8, markup=False)


def _open(host: Host, destination: Destination) -> None:
    route, uid = destination.route, destination.uid
    if route is Route.DRAFT:
        _compose(host, next_kind(host.context.records, uid, host.context.now()), rejection=uid)
    elif route in DRAFT_ROUTES:
        kind = DRAFT_ROUTES[route]
        _compose(host, kind, **{"contact" if kind.spec.about_contact else "rejection": uid})
    elif route is Route.REJECTION:
        host.select(uid)
        host.action_pane(1)
    elif route is Route.SILENCE:
        perform(host.widget, lambda: journal.no_answer(host.context, uid), journal.NO_ANSWER_WORDS)
    elif route is Route.LET_GO:
        perform(host.widget, lambda: silence.let_go(host.context, [uid]), silence.LET_GO_WORDS)
    else:
        _push(host, route, uid)


def _compose(host: Host, kind: DraftKind, rejection: str = "", contact: str = "") -> None:
    from rejection_tui.services import drafts
    from rejection_tui.tui.screens.composer import Composer

    host.app.push_screen(Composer(host.context, drafts.open(host.context, kind, rejection, contact)))


def _push(host: Host, route: Route, uid: str) -> None:
    screen = SCREENS[route](host, uid)
    if screen is not None:
        host.app.push_screen(screen, lambda result: _closed(host, route, result))


def _closed(host: Host, route: Route, result: Any) -> None:
    """Handle the result of a closed screen: open the destination it returned, or select the record it made."""
    if isinstance(result, Destination):
        open_route(host, result)
    elif isinstance(result, AgendaItem):
        open_item(host, result)
    elif (
        route in (Route.ADD, Route.ADD_UNANSWERED, Route.PASTE)
        and isinstance(result, str)
        and result in host.context.records.rejections
    ):
        host.select(result)
        host.action_pane(1)


Opener = Callable[[Host, str], "Screen[Any] | None"]


def _add(host: Host, text: str) -> Screen[Any]:
    from rejection_tui.tui.dialogs.add import AddDialog

    return AddDialog(host.context, text)


def _add_unanswered(host: Host, uid: str) -> Screen[Any]:
    from rejection_tui.tui.dialogs.add import AddDialog

    return AddDialog(host.context, waits=True)


def _unanswered(host: Host, uid: str) -> Screen[Any]:
    from rejection_tui.tui.screens.unanswered import UnansweredScreen

    return UnansweredScreen(host.context, partial(open_route, host))


def _paste(host: Host, text: str) -> Screen[Any] | None:
    """Return what a pasted text is to be opened with."""
    from rejection_tui.services import pasted

    found = pasted.what_is(host.context, text)
    match found.kind:
        case pasted.PastedKind.NOTHING:
            return None
        case pasted.PastedKind.SHORT:
            words = "Paste a whole letter to add a rejection; that was too short to be one."
            host.widget.notify(words, markup=False)
            return None
        case pasted.PastedKind.LETTER:
            return _add(host, text)
        case pasted.PastedKind.ANSWER:
            from rejection_tui.tui.dialogs.feedback import FeedbackDialog

            words_of_it = journal.read_pasted(text, host.context.now())
            return FeedbackDialog(host.context, found.rejection, proposed=words_of_it)
        case pasted.PastedKind.SHEET:
            return _sheet(host, text)
        case pasted.PastedKind.PEOPLE:
            from rejection_tui.tui.dialogs.people import PeopleDialog

            return PeopleDialog(host.context, cards=text)
        case pasted.PastedKind.CV:
            from rejection_tui.tui.dialogs.cv import CvDialog

            return CvDialog(host.context, text=text)
        case _:
            assert_never(found.kind)


def _edit(host: Host, uid: str) -> Screen[Any]:
    from rejection_tui.tui.dialogs.edit import EditDialog

    return EditDialog(host.context, uid)


def _letter(host: Host, uid: str) -> Screen[Any]:
    from rejection_tui.tui.screens.letter import LetterScreen

    return LetterScreen(host.context, uid, partial(open_route, host))


def _timeline(host: Host, uid: str) -> Screen[Any]:
    from rejection_tui.tui.screens.timeline import TimelineScreen

    action = host.context.records.actions.get(uid)
    return TimelineScreen(host.context, action.rejection if action else uid, partial(open_route, host))


def _company(host: Host, uid: str) -> Screen[Any]:
    from rejection_tui.tui.screens.company import CompanyScreen

    return CompanyScreen(host.context, rejections.get(host.context.records, uid).company, partial(open_route, host))


def _outcome(host: Host, uid: str) -> Screen[Any]:
    from rejection_tui.tui.dialogs.outcome import OutcomeDialog

    return OutcomeDialog(host.context, [uid])


def _answer(host: Host, uid: str) -> Screen[Any] | None:
    from rejection_tui.tui.dialogs.feedback import FeedbackDialog

    action = host.context.records.actions.get(uid)
    uid = action.rejection if action else uid or host.selected
    if not uid:
        host.widget.notify("Add a rejection first; an answer belongs to one.", markup=False)
        return None
    words = journal.given_in_letter(host.context.records, uid) if action and action.open else None
    return FeedbackDialog(host.context, uid, proposed=words)


def _feedback(host: Host, uid: str) -> Screen[Any] | None:
    from rejection_tui.tui.dialogs.feedback import FeedbackDialog

    entry = host.context.records.feedback.get(uid)
    if entry is None:  # an answer that was ticked and not written down yet
        return _answer(host, uid) if uid in host.context.records.rejections else None
    return FeedbackDialog(host.context, entry.rejection, entry)


def _gap(host: Host, uid: str) -> Screen[Any] | None:
    action = host.context.records.actions.get(uid)
    rejection = action.rejection if action else uid
    answers = {f.uid: f for f in host.context.records.feedback_of(rejection)}
    item = host.context.records.learnings.get(action.ref) if action else None
    cause = item.feedback if item else action.ref if action else ""
    if not answers:
        return _answer(host, rejection)
    return _feedback(host, cause if cause in answers else next(reversed(answers)))


def _learning(host: Host, uid: str) -> Screen[Any] | None:
    from rejection_tui.tui.dialogs.learning import LearningDialog

    action = host.context.records.actions.get(uid)
    item = host.context.records.learnings.get(action.ref if action else uid)
    return LearningDialog(host.context, item.feedback if item else uid, item if item and item.done is None else None)


def _contact(host: Host, uid: str) -> Screen[Any]:
    from rejection_tui.tui.dialogs.contact import ContactDialog

    rejection = host.context.records.rejections.get(uid)
    known = host.context.records.contacts.get(rejection.contact) if rejection else None
    return ContactDialog(host.context, known, "" if known else uid)


def _card(host: Host, uid: str) -> Screen[Any]:
    from rejection_tui.tui.dialogs.contact import ContactDialog

    return ContactDialog(host.context, host.context.records.contacts.get(uid))


def _person(host: Host, uid: str) -> Screen[Any]:
    from rejection_tui.tui.screens.person import PersonScreen

    return PersonScreen(host.context, uid, partial(open_route, host))


def _people(host: Host, uid: str) -> Screen[Any]:
    from rejection_tui.tui.dialogs.participants import ParticipantsDialog

    return ParticipantsDialog(host.context, rejections.get(host.context.records, uid))


def _find(host: Host, uid: str) -> None:
    """Open the help to find a person, and then the form for whoever was found."""
    from rejection_tui.tui.dialogs.find_person import FOUND, FindPersonDialog

    def then(answer: str | None) -> None:
        if answer == FOUND:
            open_route(host, Destination(Route.CONTACT, uid))

    host.app.push_screen(FindPersonDialog(host.context, rejections.get(host.context.records, uid)), then)


def _touch(host: Host, uid: str) -> Screen[Any] | None:
    from rejection_tui.tui.dialogs.touch import TouchDialog

    rejection = host.context.records.rejections.get(uid)
    contact = rejection.contact if rejection else uid
    if contact not in host.context.records.contacts:
        return _contact(host, uid)
    return TouchDialog(host.context, contact, uid if rejection else "")


def _win(host: Host, uid: str) -> Screen[Any]:
    from rejection_tui.tui.dialogs.win import WinDialog

    return WinDialog(host.context)


def _import(host: Host, uid: str) -> Screen[Any]:
    from rejection_tui.tui.screens.importing import ImportScreen

    return ImportScreen(host.context)


def _agenda(host: Host, uid: str) -> Screen[Any]:
    from rejection_tui.tui.screens.agenda import AgendaScreen

    return AgendaScreen(host.context, partial(open_item, host))


def _insights(host: Host, uid: str) -> Screen[Any]:
    from rejection_tui.tui.screens.insights import InsightsScreen

    return InsightsScreen(host.context, partial(open_route, host))


def _progress(host: Host, uid: str) -> Screen[Any]:
    from rejection_tui.tui.screens.theme_progress import ThemeProgressScreen

    return ThemeProgressScreen(host.context, partial(open_route, host))


def _practice(host: Host, uid: str) -> Screen[Any]:
    from rejection_tui.tui.screens.practice import PracticeScreen

    records = host.context.records
    cause = journal.cause_of(records, uid, Gap.TECHNIQUE)
    question, gap = uid if uid in records.questions else "", journal.gap_of(records, uid)
    return PracticeScreen(host.context, question, cause.uid if cause else "", gap)


def _bullets(host: Host, uid: str) -> Screen[Any]:
    from rejection_tui.tui.screens.bullets import BulletsScreen

    records = host.context.records
    cause = journal.cause_of(records, uid, Gap.EXPERIENCE)
    bullet = uid if uid in records.bullets else ""
    return BulletsScreen(host.context, cause.uid if cause else "", bullet, journal.gap_of(records, uid))


def _covers(host: Host, uid: str) -> Screen[Any]:
    from rejection_tui.tui.screens.covers import CoversScreen

    records = host.context.records
    answer = records.feedback.get(uid) or journal.cause_of(records, uid, Gap.EXPERIENCE)
    rejection = uid if uid in records.rejections else answer.rejection if answer else ""
    cover = uid if uid in records.cover_letters else ""
    return CoversScreen(host.context, rejection, answer.uid if answer else "", cover)


def _export(host: Host, uid: str) -> Screen[Any]:
    from rejection_tui.tui.dialogs.export import ExportDialog

    return ExportDialog(host.context)


def _comments(host: Host, uid: str) -> Screen[Any]:
    from rejection_tui.tui.dialogs.comments import CommentsDialog

    return CommentsDialog(host.context)


def _sheet(host: Host, text: str) -> Screen[Any]:
    from rejection_tui.tui.dialogs.sheet import SheetDialog

    return SheetDialog(host.context, text)


def _merge(host: Host, uid: str) -> Screen[Any]:
    from rejection_tui.tui.dialogs.merge import MergeDialog

    return MergeDialog(host.context)


def _import_contacts(host: Host, uid: str) -> Screen[Any]:
    from rejection_tui.tui.dialogs.people import PeopleDialog

    return PeopleDialog(host.context)


def _settings(host: Host, uid: str) -> Screen[Any]:
    from rejection_tui.tui.screens.settings import SettingsScreen

    return SettingsScreen(host.context)


def _remind(host: Host, uid: str) -> Screen[Any]:
    from rejection_tui.tui.dialogs.reminder import ReminderDialog, subject_of

    return ReminderDialog(host.context, subject_of(host.context.records, uid))


def _reminder(host: Host, uid: str) -> Screen[Any]:
    from rejection_tui.services import reminders
    from rejection_tui.tui.dialogs.reminder import ReminderDialog, subject_of

    reminder = reminders.get(host.context.records, uid)
    place = subject_of(host.context.records, reminder.rejection or reminder.contact)
    return ReminderDialog(host.context, place, reminder)


def _interview(host: Host, uid: str) -> Screen[Any]:
    from rejection_tui.tui.dialogs.interview import InterviewDialog

    interview = host.context.records.interviews.get(uid)
    return InterviewDialog(host.context, interview.rejection if interview else uid, interview)


#: The screen or dialog of every other route.
SCREENS: dict[Route, Opener] = {
    Route.ADD: _add,
    Route.ADD_UNANSWERED: _add_unanswered,
    Route.UNANSWERED: _unanswered,
    Route.PASTE: _paste,
    Route.EDIT: _edit,
    Route.LETTER: _letter,
    Route.TIMELINE: _timeline,
    Route.COMPANY: _company,
    Route.OUTCOME: _outcome,
    Route.ANSWER: _answer,
    Route.FEEDBACK: _feedback,
    Route.GAP: _gap,
    Route.LEARNING: _learning,
    Route.CONTACT: _contact,
    Route.PERSON: _person,
    Route.CARD: _card,
    Route.PEOPLE: _people,
    Route.FIND: _find,
    Route.TOUCH: _touch,
    Route.WIN: _win,
    Route.IMPORT: _import,
    Route.AGENDA: _agenda,
    Route.INSIGHTS: _insights,
    Route.PROGRESS: _progress,
    Route.PRACTICE: _practice,
    Route.BULLETS: _bullets,
    Route.COVERS: _covers,
    Route.EXPORT: _export,
    Route.COMMENTS: _comments,
    Route.SHEET: _sheet,
    Route.MERGE: _merge,
    Route.IMPORT_CONTACTS: _import_contacts,
    Route.SETTINGS: _settings,
    Route.REMIND: _remind,
    Route.REMINDER: _reminder,
    Route.INTERVIEW: _interview,
}
