"""What opens what: every wish of a pane or screen leads here, and the screens are loaded when first asked for."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from rejection_tui.domain.agenda import AgendaItem
from rejection_tui.domain.draft import DraftKind
from rejection_tui.domain.errors import RejtuiError
from rejection_tui.domain.feedback import Gap
from rejection_tui.services import drafts, journal, rejections
from rejection_tui.tui.wanted import Wanted
from rejection_tui.tui.widgets.page import done

if TYPE_CHECKING:
    from rejection_tui.tui.screens.dashboard import Dashboard

#: The kind of draft each wish names.
DRAFTS = {
    "draft_reply": DraftKind.REPLY,
    "draft_feedback": DraftKind.FEEDBACK,
    "draft_nudge": DraftKind.NUDGE,
    "draft_thanks": DraftKind.THANKS,
    "draft_linkedin": DraftKind.LINKEDIN,
    "reapply": DraftKind.REAPPLY,
}
#: What opens for each kind of thing on the agenda.
ITEMS = {
    "reply": "draft_reply",
    "feedback": "draft_feedback",
    "nudge": "draft_nudge",
    "thanks": "draft_thanks",
    "linkedin": "draft_linkedin",
    "find": "contact",
    "save": "contact",
    "gap": "feedback",
    "contact": "draft_value",
    "learning": "learning",
    "bullets": "bullets",
    "practice": "practice",
    "revisit": "company",
    "silence": "silence",
}


def open_item(board: "Dashboard", item: AgendaItem) -> None:
    """Open what a thing on the agenda needs."""
    act = ITEMS.get(item.kind, "timeline")
    work = item.ref or item.action
    by_ref = {"gap": item.ref, "learning": item.ref, "bullets": work, "practice": work, "contact": item.contact}
    if item.rejection:
        board.select(item.rejection)
    open_wanted(board, Wanted(act, by_ref.get(item.kind) or item.rejection or item.contact))


def open_wanted(board: "Dashboard", wanted: Wanted) -> None:
    """Open the screen or dialog that was asked for; a refusal is said in its own sentence."""
    try:
        _open(board, wanted)
    except RejtuiError as error:
        board.notify(error.sentence, severity="warning", timeout=8, markup=False)


def _open(board: "Dashboard", wanted: Wanted) -> None:
    act, uid = wanted.act, wanted.uid
    if act == "draft":
        _compose(board, drafts.kind_for(board.desk.book, uid, board.desk.now()), rejection=uid)
    elif act in DRAFTS:
        _compose(board, DRAFTS[act], rejection=uid)
    elif act == "draft_value":
        _compose(board, DraftKind.VALUE, contact=uid)
    elif act == "rejection":
        board.select(uid)
        board.action_pane(1)
    elif act == "silence":
        done(board, lambda: journal.no_answer(board.desk, uid), journal.SILENCE)
    else:
        _push(board, act, uid)


def _compose(board: "Dashboard", kind: DraftKind, rejection: str = "", contact: str = "") -> None:
    from rejection_tui.tui.screens.composer import Composer

    board.app.push_screen(Composer(board.desk, drafts.open(board.desk, kind, rejection, contact)))


def _push(board: "Dashboard", act: str, uid: str) -> None:
    make = _SCREENS.get(act)
    screen = make(board, uid) if make else None
    if screen is not None:
        board.app.push_screen(screen, lambda result: _closed(board, act, result))


def _closed(board: "Dashboard", act: str, result: Any) -> None:
    """Go on from where a screen was left: to what it asks for, or to the record it made."""
    if isinstance(result, Wanted):
        open_wanted(board, result)
    elif isinstance(result, AgendaItem):
        open_item(board, result)
    elif act in ("add", "paste") and isinstance(result, str):
        board.select(result)
        board.action_pane(1)


Maker = Callable[["Dashboard", str], "Screen[Any] | None"]


def _add(board: "Dashboard", text: str) -> Screen[Any]:
    from rejection_tui.tui.dialogs.add import AddDialog

    return AddDialog(board.desk, text)


def _edit(board: "Dashboard", uid: str) -> Screen[Any]:
    from rejection_tui.tui.dialogs.edit import EditDialog

    return EditDialog(board.desk, uid)


def _letter(board: "Dashboard", uid: str) -> Screen[Any]:
    from rejection_tui.tui.screens.letter import LetterScreen

    return LetterScreen(board.desk, uid)


def _timeline(board: "Dashboard", uid: str) -> Screen[Any]:
    from rejection_tui.tui.screens.timeline import TimelineScreen

    action = board.desk.book.actions.get(uid)
    return TimelineScreen(board.desk, action.rejection if action else uid)


def _company(board: "Dashboard", uid: str) -> Screen[Any]:
    from rejection_tui.tui.screens.company import CompanyScreen

    return CompanyScreen(board.desk, rejections.get(board.desk.book, uid).company)


def _outcome(board: "Dashboard", uid: str) -> Screen[Any]:
    from rejection_tui.tui.dialogs.outcome import OutcomeDialog

    return OutcomeDialog(board.desk, uid)


def _answer(board: "Dashboard", uid: str) -> Screen[Any] | None:
    from rejection_tui.tui.dialogs.feedback import FeedbackDialog

    uid = uid or board.selected
    if not uid:
        board.notify("Add a rejection first; an answer belongs to one.", markup=False)
        return None
    return FeedbackDialog(board.desk, uid)


def _feedback(board: "Dashboard", uid: str) -> Screen[Any] | None:
    from rejection_tui.tui.dialogs.feedback import FeedbackDialog

    entry = board.desk.book.feedback.get(uid)
    return FeedbackDialog(board.desk, entry.rejection, entry) if entry else None


def _gap(board: "Dashboard", uid: str) -> Screen[Any] | None:
    action = board.desk.book.actions.get(uid)
    rejection = action.rejection if action else uid
    answers = {f.uid: f for f in board.desk.book.feedback_of(rejection)}
    item = board.desk.book.learnings.get(action.ref) if action else None
    cause = item.feedback if item else action.ref if action else ""
    if not answers:
        return _answer(board, rejection)
    return _feedback(board, cause if cause in answers else next(reversed(answers)))


def _learning(board: "Dashboard", uid: str) -> Screen[Any] | None:
    from rejection_tui.tui.dialogs.learning import LearningDialog

    action = board.desk.book.actions.get(uid)
    item = board.desk.book.learnings.get(action.ref if action else uid)
    return LearningDialog(board.desk, item.feedback if item else uid)


def _contact(board: "Dashboard", uid: str) -> Screen[Any]:
    from rejection_tui.tui.dialogs.contact import ContactDialog

    rejection = board.desk.book.rejections.get(uid)
    known = board.desk.book.contacts.get(rejection.contact) if rejection else None
    return ContactDialog(board.desk, known, "" if known else uid)


def _person(board: "Dashboard", uid: str) -> Screen[Any]:
    from rejection_tui.tui.dialogs.contact import ContactDialog

    return ContactDialog(board.desk, board.desk.book.contacts.get(uid))


def _touch(board: "Dashboard", uid: str) -> Screen[Any] | None:
    from rejection_tui.tui.dialogs.touch import TouchDialog

    rejection = board.desk.book.rejections.get(uid)
    contact = rejection.contact if rejection else uid
    if contact not in board.desk.book.contacts:
        return _contact(board, uid)
    return TouchDialog(board.desk, contact, uid if rejection else "")


def _win(board: "Dashboard", uid: str) -> Screen[Any]:
    from rejection_tui.tui.dialogs.win import WinDialog

    return WinDialog(board.desk)


def _import(board: "Dashboard", uid: str) -> Screen[Any]:
    from rejection_tui.tui.screens.importing import ImportScreen

    return ImportScreen(board.desk)


def _agenda(board: "Dashboard", uid: str) -> Screen[Any]:
    from rejection_tui.tui.screens.agenda import AgendaScreen

    return AgendaScreen(board.desk)


def _insights(board: "Dashboard", uid: str) -> Screen[Any]:
    from rejection_tui.tui.screens.insights import InsightsScreen

    return InsightsScreen(board.desk)


def _practice(board: "Dashboard", uid: str) -> Screen[Any]:
    from rejection_tui.tui.screens.practice import PracticeScreen

    book = board.desk.book
    cause = journal.behind(book, uid, Gap.TECHNIQUE)
    return PracticeScreen(board.desk, uid if uid in book.questions else "", cause.uid if cause else "")


def _bullets(board: "Dashboard", uid: str) -> Screen[Any]:
    from rejection_tui.tui.screens.bullets import BulletsScreen

    book = board.desk.book
    cause = journal.behind(book, uid, Gap.EXPERIENCE)
    return BulletsScreen(board.desk, cause.uid if cause else "", uid if uid in book.bullets else "")


def _export(board: "Dashboard", uid: str) -> Screen[Any]:
    from rejection_tui.tui.dialogs.export import ExportDialog

    return ExportDialog(board.desk)


def _merge(board: "Dashboard", uid: str) -> Screen[Any]:
    from rejection_tui.tui.dialogs.merge import MergeDialog

    return MergeDialog(board.desk)


def _import_contacts(board: "Dashboard", uid: str) -> Screen[Any]:
    from rejection_tui.tui.dialogs.people import PeopleDialog

    return PeopleDialog(board.desk)


_SCREENS: dict[str, Maker] = {
    "add": _add,
    "paste": _add,
    "edit": _edit,
    "letter": _letter,
    "timeline": _timeline,
    "company": _company,
    "outcome": _outcome,
    "answer": _answer,
    "feedback": _feedback,
    "gap": _gap,
    "learning": _learning,
    "contact": _contact,
    "person": _person,
    "touch": _touch,
    "log": _touch,
    "win": _win,
    "import": _import,
    "agenda": _agenda,
    "insights": _insights,
    "practice": _practice,
    "bullets": _bullets,
    "export": _export,
    "merge": _merge,
    "import_contacts": _import_contacts,
}
