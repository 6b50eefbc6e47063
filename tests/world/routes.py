"""Every route that opens something, by the table of the record it is about."""

from collections.abc import Iterable

from rejection_tui.tui.commands.route import DRAFT_ROUTES, Route


def _drafts(about_contact: bool) -> Iterable[Route]:
    return (route for route, kind in DRAFT_ROUTES.items() if kind.spec.about_contact is about_contact)


#: The routes by the table of the record they are about; "" for those about all records, or none. A new route that
#: composes a message is here by itself; `test_every_size` sees that every other new one is added.
OPENING: dict[str, tuple[Route, ...]] = {
    "rejections": (
        Route.LETTER, Route.TIMELINE, Route.COMPANY, Route.OUTCOME, Route.EDIT, Route.ANSWER, Route.GAP,
        Route.CONTACT, Route.TOUCH, Route.PEOPLE, Route.FIND, Route.DRAFT, Route.REMIND, Route.INTERVIEW,
        Route.COVERS,
        *_drafts(about_contact=False),
    ),
    "feedback": (Route.FEEDBACK, Route.BULLETS, Route.COVERS, Route.LEARNING, Route.REMIND),
    "contacts": (Route.PERSON, Route.CARD, Route.TOUCH, Route.REMIND, *_drafts(about_contact=True)),
    "reminders": (Route.REMINDER,),
    "cover_letters": (Route.COVERS,),
    "": (
        Route.ADD, Route.PASTE, Route.IMPORT, Route.AGENDA, Route.INSIGHTS, Route.PROGRESS, Route.PRACTICE,
        Route.BULLETS,
        Route.ADD_UNANSWERED, Route.UNANSWERED, Route.EXPORT, Route.COMMENTS, Route.WIN, Route.MERGE,
        Route.IMPORT_CONTACTS, Route.SETTINGS, Route.COVERS, Route.SHEET,
    ),
}  # fmt: skip
#: These open nothing: one moves in the dashboard, the others record something.
NOT_OPENING = frozenset({Route.REJECTION, Route.SILENCE, Route.LET_GO})
