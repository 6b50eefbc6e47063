"""What opens what: every wish of a pane or screen leads here, and the screens are loaded when first asked for."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from rejection_tui.domain.agenda import AgendaItem
from rejection_tui.domain.draft import DraftKind
from rejection_tui.domain.errors import RejtuiError
from rejection_tui.domain.feedback import Gap
from rejection_tui.services import journal, rejections
from rejection_tui.tui.wanted import Wanted
from rejection_tui.tui.widgets.page import perform

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
        from rejection_tui.services import drafts

        _compose(board, drafts.kind_for(board.context.records, uid, board.context.now()), rejection=uid)
    elif act in DRAFTS:
        _compose(board, DRAFTS[act], rejection=uid)
    elif act == "draft_value":
        _compose(board, DraftKind.VALUE, contact=uid)
    elif act == "rejection":
        board.select(uid)
        board.action_pane(1)
    elif act == "silence":
        perform(board, lambda: journal.no_answer(board.context, uid), journal.SILENCE)
    else:
        _push(board, act, uid)


def _compose(board: "Dashboard", kind: DraftKind, rejection: str = "", contact: str = "") -> None:
    from rejection_tui.services import drafts
    from rejection_tui.tui.screens.composer import Composer

    board.app.push_screen(Composer(board.context, drafts.open(board.context, kind, rejection, contact)))


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

    return AddDialog(board.context, text)


def _edit(board: "Dashboard", uid: str) -> Screen[Any]:
    from rejection_tui.tui.dialogs.edit import EditDialog

    return EditDialog(board.context, uid)


def _letter(board: "Dashboard", uid: str) -> Screen[Any]:
    from rejection_tui.tui.screens.letter import LetterScreen

    return LetterScreen(board.context, uid)


def _timeline(board: "Dashboard", uid: str) -> Screen[Any]:
    from rejection_tui.tui.screens.timeline import TimelineScreen

    action = board.context.records.actions.get(uid)
    return TimelineScreen(board.context, action.rejection if action else uid)


def _company(board: "Dashboard", uid: str) -> Screen[Any]:
    from rejection_tui.tui.screens.company import CompanyScreen

    return CompanyScreen(board.context, rejections.get(board.context.records, uid).company)


def _outcome(board: "Dashboard", uid: str) -> Screen[Any]:
    from rejection_tui.tui.dialogs.outcome import OutcomeDialog

    return OutcomeDialog(board.context, uid)


def _answer(board: "Dashboard", uid: str) -> Screen[Any] | None:
    from rejection_tui.tui.dialogs.feedback import FeedbackDialog

    uid = uid or board.selected
    if not uid:
        board.notify("Add a rejection first; an answer belongs to one.", markup=False)
        return None
    return FeedbackDialog(board.context, uid)


def _feedback(board: "Dashboard", uid: str) -> Screen[Any] | None:
    from rejection_tui.tui.dialogs.feedback import FeedbackDialog

    entry = board.context.records.feedback.get(uid)
    return FeedbackDialog(board.context, entry.rejection, entry) if entry else None


def _gap(board: "Dashboard", uid: str) -> Screen[Any] | None:
    action = board.context.records.actions.get(uid)
    rejection = action.rejection if action else uid
    answers = {f.uid: f for f in board.context.records.feedback_of(rejection)}
    item = board.context.records.learnings.get(action.ref) if action else None
    cause = item.feedback if item else action.ref if action else ""
    if not answers:
        return _answer(board, rejection)
    return _feedback(board, cause if cause in answers else next(reversed(answers)))


def _learning(board: "Dashboard", uid: str) -> Screen[Any] | None:
    from rejection_tui.tui.dialogs.learning import LearningDialog

    action = board.context.records.actions.get(uid)
    item = board.context.records.learnings.get(action.ref if action else uid)
    return LearningDialog(board.context, item.feedback if item else uid)


def _contact(board: "Dashboard", uid: str) -> Screen[Any]:
    from rejection_tui.tui.dialogs.contact import ContactDialog

    rejection = board.context.records.rejections.get(uid)
    known = board.context.records.contacts.get(rejection.contact) if rejection else None
    return ContactDialog(board.context, known, "" if known else uid)


def _person(board: "Dashboard", uid: str) -> Screen[Any]:
    from rejection_tui.tui.dialogs.contact import ContactDialog

    return ContactDialog(board.context, board.context.records.contacts.get(uid))


def _touch(board: "Dashboard", uid: str) -> Screen[Any] | None:
    from rejection_tui.tui.dialogs.touch import TouchDialog

    rejection = board.context.records.rejections.get(uid)
    contact = rejection.contact if rejection else uid
    if contact not in board.context.records.contacts:
        return _contact(board, uid)
    return TouchDialog(board.context, contact, uid if rejection else "")


def _win(board: "Dashboard", uid: str) -> Screen[Any]:
    from rejection_tui.tui.dialogs.win import WinDialog

    return WinDialog(board.context)


def _import(board: "Dashboard", uid: str) -> Screen[Any]:
    from rejection_tui.tui.screens.importing import ImportScreen

    return ImportScreen(board.context)


def _agenda(board: "Dashboard", uid: str) -> Screen[Any]:
    from rejection_tui.tui.screens.agenda import AgendaScreen

    return AgendaScreen(board.context)


def _insights(board: "Dashboard", uid: str) -> Screen[Any]:
    from rejection_tui.tui.screens.insights import InsightsScreen

    return InsightsScreen(board.context)


def _practice(board: "Dashboard", uid: str) -> Screen[Any]:
    from rejection_tui.tui.screens.practice import PracticeScreen

    records = board.context.records
    cause = journal.behind(records, uid, Gap.TECHNIQUE)
    return PracticeScreen(board.context, uid if uid in records.questions else "", cause.uid if cause else "")


def _bullets(board: "Dashboard", uid: str) -> Screen[Any]:
    from rejection_tui.tui.screens.bullets import BulletsScreen

    records = board.context.records
    cause = journal.behind(records, uid, Gap.EXPERIENCE)
    return BulletsScreen(board.context, cause.uid if cause else "", uid if uid in records.bullets else "")


def _export(board: "Dashboard", uid: str) -> Screen[Any]:
    from rejection_tui.tui.dialogs.export import ExportDialog

    return ExportDialog(board.context)


def _merge(board: "Dashboard", uid: str) -> Screen[Any]:
    from rejection_tui.tui.dialogs.merge import MergeDialog

    return MergeDialog(board.context)


def _import_contacts(board: "Dashboard", uid: str) -> Screen[Any]:
    from rejection_tui.tui.dialogs.people import PeopleDialog

    return PeopleDialog(board.context)


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
