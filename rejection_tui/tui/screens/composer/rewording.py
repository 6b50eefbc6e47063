"""Other words for the same message: wording, language, greeting, answer, with or without the question; versions."""

from rejection_tui.domain.draft import DraftKind
from rejection_tui.domain.language import Language
from rejection_tui.domain.messages import versions_of
from rejection_tui.domain.record import replace
from rejection_tui.services import drafts, history, people
from rejection_tui.services.drafts.points import decide, points
from rejection_tui.services.people import PersonInCase
from rejection_tui.tui.dialogs.pick import Line, PickDialog
from rejection_tui.tui.dialogs.points import PointsDialog
from rejection_tui.tui.dialogs.win import WinDialog
from rejection_tui.tui.screens.composer.changes import Shown
from rejection_tui.tui.screens.composer.editing import EditingPage
from rejection_tui.tui.screens.composer.page import same_text
from rejection_tui.tui.screens.composer.words import language_label
from rejection_tui.tui.widgets.page import perform, read_or_notify


class RewordingPage(EditingPage):
    """A draft whose words are replaced by others that the program has."""

    def action_reword(self) -> None:
        """Show the next wording of the same message."""
        old = self.draft
        count = drafts.variants(self.context, old.kind, old.rejection, old.contact, old.language)
        if count < 2:
            self.say("There is one wording for this message; e edits it.")
            return
        before = self.shown_now
        self.variant = (self.variant + 1) % count
        self.show(self.composed(self.variant))
        self.note("the other wording", before)
        self.say(f"Wording {self.variant + 1} of {count}.")

    def action_question(self) -> None:
        """Add the request for feedback to a reply, or remove it."""
        twin = self.draft.kind.spec.twin
        if twin is None:
            self.say("Only a reply can carry the request for feedback with it.")
            return
        old, before = self.draft, self.shown_now
        new = read_or_notify(
            self, lambda: drafts.open(self.context, twin, old.rejection, old.contact, old.feedback, old.win)
        )
        if new is not None:
            self.fresh, self.variant = new, 0
            self.show(new)
            self.note("the question added" if twin.spec.asks else "the question left out", before)

    def action_language(self) -> None:
        """Write it in the next of its languages: the letter's, or the user's own."""
        languages = read_or_notify(self, lambda: drafts.languages(self.context, self.draft)) or ()
        language = next_language(languages, self.draft.language)
        if language is None:
            self.say("The letter's language and yours are the same; there is no other to switch to.")
            return
        same = f"There are no words for this message in {language.label}."
        if self.take("the other language", lambda: drafts.in_language(self.context, self.draft, language), same):
            self.say(f"In {language_label(self.draft.language) or language.label} now; T switches back.")

    def action_greeting(self) -> None:
        """Take the next form of greeting."""
        self.take(
            "the other greeting",
            lambda: drafts.next_greeting(self.context, self.draft),
            "There is no other form of greeting for this one; e changes it by hand.",
        )

    def action_people(self) -> None:
        """Choose whom it is to among the people of the rejection."""
        rejection = self.context.records.rejections.get(self.draft.rejection)
        found = people.people(self.context.records, rejection) if rejection else ()
        if self.draft.kind.spec.about_contact or not found:
            self.say("There is nobody to choose from here; P in the inbox adds the people of a rejection.")
            return
        lines = [Line(one.contact.uid, _person_words(one), one.contact.email or "no address known") for one in found]
        self.app.push_screen(PickDialog("To whom", lines, how="enter choose · esc back"), self._person_chosen)

    def _person_chosen(self, chosen: str | None) -> None:
        if chosen:
            said = "It is to this person already."
            self.take("whom it is to", lambda: drafts.to_person(self.context, self.draft, chosen), said)

    def action_answer(self) -> None:
        """Answer their question with the next of yes, no, or a time."""
        if self.draft.kind is not DraftKind.ANSWER:
            self.say("Only an answer to their question says yes, no, or a time.")
            return
        self.take(
            "the other answer",
            lambda: drafts.next_answer(self.context, self.draft),
            "There is no other answer to choose; e changes it by hand.",
        )

    def action_place(self) -> None:
        """Offer sentences with an open place for the user's own words."""
        offered = read_or_notify(self, lambda: drafts.places(self.context, self.draft)) or ()
        if not offered:
            self.say("This letter calls for nothing more; e edits the text.")
            return
        lines = [Line(one.id, one.text, one.text) for one in offered]
        self.app.push_screen(PickDialog("In your own words", lines, how="enter add · esc back"), self._place_chosen)

    def _place_chosen(self, chosen: str | None) -> None:
        if chosen and self.take(
            "your own words", lambda: drafts.with_place(self.context, self.draft, chosen), "It is in the text already."
        ):
            self.editing = True
            self.select_open_place()

    def action_points(self) -> None:
        """Show what the letter says, point by point, and compose anew what the user says otherwise."""
        if not self.draft.rejection:
            self.say("This message answers no letter; e edits the text.")
            return
        found = read_or_notify(self, lambda: points(self.context, self.draft.rejection))
        if found is not None:
            self.app.push_screen(PointsDialog(found), self._points_said)

    def _points_said(self, said: dict[str, bool] | None) -> None:
        if not said:
            return
        before, last, edited = self.shown_now, history.newest(self.context), not same_text(self.draft, self.fresh)
        if not perform(self, lambda: decide(self.context, self.draft.rejection, said)):
            return
        self.variant = 0
        self.show(self.composed())
        newest = history.newest(self.context)
        self.note("what the letter says", before, newest if newest != last else "")
        self.publish()
        self.say(f"Composed again{'; u brings your text back' if edited else ''}.")

    # Versions

    def action_older(self) -> None:
        """Show the saved version before this one."""
        self._show_version(1, "There is no older version.")

    def action_newer(self) -> None:
        """Show the version after this one."""
        self._show_version(-1, "This is the newest version.")

    def _show_version(self, by: int, end: str) -> None:
        kept = list(versions_of(self.context.records, self.draft))
        if all(one.uid != self.fresh.uid for one in kept):
            kept.insert(0, self.fresh)
        at = next((i for i, one in enumerate(kept) if one.uid == self.draft.uid), 0)
        if 0 <= at + by < len(kept):
            self.show(kept[at + by])
        else:
            self.say(end)

    # A win

    def action_win(self) -> None:
        """Note a win, and compose the value update about it."""
        if not self.draft.kind.spec.needs_win:
            self.say("A win goes into a value update to a contact; this is another message.")
            return
        before, last = self.shown_now, history.newest(self.context)
        self.app.push_screen(WinDialog(self.context), lambda win: self._win_noted(win, before, last))

    def _win_noted(self, win: str | None, before: Shown, last: str) -> None:
        if win:
            self.draft = replace(self.draft, win=win)
            self.show(self.composed(self.variant))
            newest = history.newest(self.context)
            self.note("the win", before, newest if newest != last else "")


def _person_words(one: PersonInCase) -> str:
    """Return a person and their part on one line."""
    rest = "asked to be left alone" if one.contact.never_again else one.part.label
    return f"{one.contact.name}, {rest}"


def next_language(languages: tuple[Language, ...], now: str) -> Language | None:
    """Return the language after the present one, in a circle; None when there is no other."""
    others = [one for one in languages if one.value != now]
    if not others:
        return None
    at = next((i for i, one in enumerate(languages) if one.value == now), -1)
    return languages[(at + 1) % len(languages)]
