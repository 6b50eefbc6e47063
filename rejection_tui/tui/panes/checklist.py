"""The checklist: the four steps of the selected rejection, with their actions and dates."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import ClassVar, Final

from rich.style import Style
from rich.text import Text
from textual.binding import BindingType

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.agenda.place import Place, PlaceKind, place_meaning, place_words
from rejection_tui.domain.agenda.places import places_of
from rejection_tui.domain.comments import comments
from rejection_tui.domain.day_words import day_word, on_words
from rejection_tui.domain.filter import folded
from rejection_tui.domain.marks import ACTION_MARKS, STEP_MARKS, STEP_MEANINGS
from rejection_tui.domain.meanings import Meaning, of_day
from rejection_tui.domain.progress import next_to_do, step_states
from rejection_tui.domain.rejection import Event
from rejection_tui.domain.reminder import Reminder
from rejection_tui.domain.reply_advice import Advice, ReplyAdvice
from rejection_tui.domain.silence import is_unanswered
from rejection_tui.domain.steps import Action, ActionState, StepState, step_name, titles_of
from rejection_tui.services import checklist, journal, rejections, silence
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.commands.route import ACTION_ROUTES, DRAFT_ROUTES, Route
from rejection_tui.tui.panes.pane import Pane
from rejection_tui.tui.panes.preview_letter import letter_page, nothing_page
from rejection_tui.tui.panes.preview_parts import PreviewPage
from rejection_tui.tui.panes.preview_work import action_page, step_page
from rejection_tui.tui.widgets.display import cell
from rejection_tui.tui.widgets.record_list import RecordRow, joined, spread

#: What is marked before an open action; what waits for its day is not.
_MARKED: Final = (Meaning.DUE, Meaning.SOON)


#: What may be done from its day on, which is no deadline.
_FROM_THEN: Final = frozenset({ActionKey.FEEDBACK_NUDGE, ActionKey.SILENCE_ASK, ActionKey.SILENCE_LET_GO})


class ChecklistPane(Pane):
    """The steps of one rejection.

    The column of the scrollbar is always there: another rejection may have more rows, and the screen stays as it is.
    """

    DEFAULT_CSS = """
    ChecklistPane RecordList { overflow-y: scroll; scrollbar-background: $surface; }
    """
    number, title = 2, "Checklist"
    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command(
            "checklist.tick", "space", "tick", "Tick the step or action, or open it again.", "tick", True, "Checklist"
        ),
        Command(
            "checklist.open",
            "enter",
            "open",
            "Open what the action needs: a draft, the answer, a person.",
            "open",
            True,
            "Checklist",
        ),
        Command(
            "checklist.draft",
            "d",
            "draft",
            "Draft the message of this row, else the next one.",
            "draft",
            True,
            "Checklist",
        ),
        Command(
            "checklist.later",
            "s",
            "snooze, skip",
            "Snooze it until a day, or skip it with a reason.",
            "later",
            True,
            "Checklist",
        ),
        Command("checklist.add", "a", "add answer", "Record what they answered.", "add", True, "Checklist"),
        Command(
            "checklist.silent",
            "n",
            "no answer",
            "Record that no answer came, which is normal.",
            "silent",
            False,
            "Checklist",
        ),
        Command(
            "checklist.mark",
            "x",
            "mark",
            "Mark several actions; space then ticks them all.",
            "mark",
            False,
            "Checklist",
        ),
        Command("checklist.mark_all", "X", "mark all", "Mark all shown, or none.", "mark_all", False, "Checklist"),
        Command("checklist.letter", "l", "letter", "Read the letter.", "letter", False, "Checklist"),
        Command(
            "checklist.timeline",
            "h",
            "timeline",
            "Show everything from the application to today.",
            "timeline",
            False,
            "Checklist",
        ),
        Command("checklist.why", "v", "why", "Show the words or the rule behind this.", "why", False, "Checklist"),
        Command(
            "checklist.people",
            "P",
            "people",
            "Show who had which part in this rejection.",
            "people",
            False,
            "Checklist",
        ),
        Command(
            "checklist.covers",
            "f10",
            "cover letters",
            "Write a cover letter that carries the lesson of this rejection.",
            "covers",
            False,
            "Checklist",
        ),
        Command("checklist.company", "C", "company", "Show the card of this company.", "company", False, "Checklist"),
        Command("checklist.outcome", "o", "outcome", "Say how things are now.", "outcome", False, "Checklist"),
        Command(
            "checklist.remind",
            "r",
            "remind",
            "Set a reminder on it, on a day of your own.",
            "remind",
            False,
            "Checklist",
        ),
        Command(
            "checklist.interview",
            "W",
            "interview",
            "Note an interview: what they asked, and how it went.",
            "interview",
            False,
            "Checklist",
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    NEEDS_NO_RECORD: ClassVar[frozenset[str]] = frozenset()
    rejection = ""

    def show(self, rejection: str) -> None:
        """Show the steps of another rejection."""
        other, self.rejection = rejection != self.rejection, rejection
        self._show(self.rows(), anew=other)

    def rows(self) -> Sequence[RecordRow]:
        """Return the advice, then each step with its actions."""
        if self.rejection not in self.context.records.rejections:
            return []
        return list(self._rows())

    def _rows(self) -> Iterator[RecordRow]:
        actions = self.context.records.actions_of(self.rejection)
        advice = rejections.advice(self.context, self.rejection)
        next_one = next_to_do(self.context.records, self.rejection, self.context.now(), self.context.rules)
        following = next_one[0].uid if next_one else ""
        places = self._places()
        found = {a.uid for a in self.filtered(actions, lambda a: folded(a.title, a.reason), lambda _: "")}
        if not self.query_text and any(a.step == 1 and a.open for a in actions):
            yield RecordRow("advice", partial(self._advice, advice), 2, stop=False)
        for one in self.context.records.reminders_of(self.rejection):
            if one.open and not self.query_text:
                yield RecordRow(f"reminder:{one.uid}", partial(self._reminder, one), stop=False)
        for number, state in step_states(self.context.records, self.rejection).items():
            mine = [a for a in actions if a.step == number]
            shown_here = [a for a in mine if a.uid in found]
            if shown_here:
                yield RecordRow(f"step:{number}", partial(self._step, number, state, mine))
                yield from (
                    RecordRow(a.uid, partial(self._action, a, places.get(a.uid), a.uid == following))
                    for a in shown_here
                )
                yield from self._comments(number)

    def _reminder(self, one: Reminder, width: int, styles: Mapping[str, Style]) -> list[Text]:
        today = self.context.now().date()
        meaning = of_day(one.day, today)
        mark = Text(f"{meaning.mark} ", styles[meaning.colour])
        return [
            spread(
                joined(mark, cell(f"Reminder: {one.what}", styles["muted"])),
                on_words(one.day, today),
                width,
                styles[meaning.colour],
            )
        ]

    def _advice(self, advice: ReplyAdvice, width: int, styles: Mapping[str, Style]) -> list[Text]:
        words = Text("Should I reply? ", styles["muted"], end="").append(advice.advice.capitalize(), styles["strong"])
        words.append(f". {advice.reason}", styles["muted"])
        lines = words.wrap(self.app.console, max(width, 8))
        if len(lines) > 2:
            lines[1].append(" …")
            lines[1].truncate(width, overflow="ellipsis")
        return list(lines[:2])

    def _step(
        self, number: int, state: StepState, mine: list[Action], width: int, styles: Mapping[str, Style]
    ) -> list[Text]:
        over = state in (StepState.DONE, StepState.SKIPPED)
        meaning = STEP_MEANINGS.get(state)
        colour = styles[meaning.colour if meaning else "muted"]
        rejection = self.context.records.rejections.get(self.rejection)
        name = step_name(rejection, number) if rejection else ""  # deleted since, in another window or by undo
        left = joined(Text(f"{STEP_MARKS[state]} ", colour), cell(name, styles["muted" if over else "strong"]))
        words = state.value if over or state is StepState.DRAFTED else ""
        done = sum(not a.open for a in mine)
        return [spread(left, words or (f"{done} of {len(mine)}" if done else ""), width, colour)]

    def _action(
        self, action: Action, place: Place | None, is_next: bool, width: int, styles: Mapping[str, Style]
    ) -> list[Text]:
        words, meaning = self._when(action, place)
        colour = styles[meaning.colour if meaning else "muted"]
        over = not action.open or (place is not None and place.kind is PlaceKind.SETTLED)
        state = ActionState.SKIPPED if over and action.open else action.state
        mark = meaning.mark if action.open and meaning in _MARKED else ACTION_MARKS[state]
        title = styles["strong"] if is_next else styles["muted"] if over else ""
        reason = f"({action.reason})" if action.reason else ""
        left = joined(Text(f"    {mark} ", colour), cell(action.title, title), Text(" "), cell(reason, styles["muted"]))
        return [spread(left, words, width, colour if action.open else styles["muted"])]

    def _comments(self, step: int) -> Iterator[RecordRow]:
        """Yield a quiet line that tells of the comments on a step, with the newest of them."""
        said = comments(self.context.records, self.rejection, step)
        if said and not self.query_text:
            yield RecordRow(f"comments:{step}", partial(self._comment, said[-1], len(said)), stop=False)

    def _comment(self, newest: Event, count: int, width: int, styles: Mapping[str, Style]) -> list[Text]:
        by = f"{newest.value}: " if newest.value else ""
        words = cell(f"      “{by}{newest.text}”", styles["muted"])
        return [spread(words, f"{count} comments" if count > 1 else "comment", width, styles["muted"])]

    def _places(self) -> Mapping[str, Place]:
        """Return where the open actions are."""
        rejection = self.context.records.rejections.get(self.rejection)
        if rejection is None:
            return {}
        return places_of(self.context.records, rejection, self.context.now(), self.context.rules)

    def _when(self, action: Action, place: Place | None) -> tuple[str, Meaning | None]:
        """Return when an action is due and what it waits for, or when it was done; and what that means."""
        now, today = self.context.now(), self.context.now().date()
        if place is not None:
            return place_words(place, action.key, today), place_meaning(place, today)
        if action.state is ActionState.NO_ANSWER:
            return "no answer", None
        meaning = Meaning.DONE if action.state is ActionState.DONE else None
        return (day_word(action.at.astimezone(now.tzinfo).date(), today) if action.at else ""), meaning

    def note(self) -> str:
        """Return which rejection this is about."""
        r = self.context.records.rejections.get(self.rejection)
        return "" if r is None else f"{r.role}, {r.company}" if r.role else r.company

    def page(self, width: int) -> PreviewPage:
        """Return what the action or step is good for, and what it works with."""
        action = self.context.records.actions.get(self.key)
        if self.rejection not in self.context.records.rejections or not self.key:
            return nothing_page(self.context)
        if action is None and not self.key.startswith("step:"):
            return letter_page(self.context, self.rejection, width)  # of a rejection without steps
        if action is None:
            return step_page(self.context, self.rejection, int(self.key.removeprefix("step:")), width)
        return action_page(self.context, action, *self._when(action, self._places().get(action.uid)), width)

    def empty_words(self) -> str:
        """Return what this pane will show once there are rejections."""
        if self.rejection:
            return "You withdrew from this one, so there is nothing to do here."
        return "The four steps of the selected rejection: reply, ask for feedback, refine, keep in touch."

    @property
    def action_uid(self) -> str:
        """The uid of the action under the cursor; empty on a step."""
        return self.key if self.key in self.context.records.actions else ""

    def action_tick(self) -> None:
        """Tick or untick the chosen actions, or all of a step."""
        marked = [k for k in self.records.marked if k in self.context.records.actions]
        step = int(self.key[5:]) if self.key.startswith("step:") else None
        mine = [a.uid for a in self.context.records.actions_of(self.rejection) if a.step == step]
        alone = checklist.needs_person(self.context.records, marked or mine or [self.action_uid])
        if alone is not None:
            self.request(Route.CONTACT, alone.uid)
        elif marked:
            self.perform(lambda: checklist.tick_many(self.context, marked))
            self.records.clear_marks()
        elif step is not None:
            self.perform(lambda: checklist.toggle_step(self.context, self.rejection, step))
        elif self.action_uid:
            self.perform(lambda: checklist.toggle(self.context, self.action_uid))

    def action_open(self) -> None:
        """Open the screen or dialog the action needs."""
        action = self._action_here
        if action is not None:
            route = ACTION_ROUTES.get(action.key, Route.TIMELINE)
            if route is Route.ANSWER and self.context.records.feedback_of(self.rejection):
                route = Route.GAP  # there is an answer to read; `a` records another one
            elif route in DRAFT_ROUTES and not action.open and self._was_sent(action):
                route = Route.TIMELINE  # it shows what was written; d drafts another one
            elif route is Route.CONTACT and action.open and self._finds_first():
                route = Route.FIND
            of_itself = action.step == 3 or (action.key == ActionKey.FEEDBACK_NOTE and action.open)
            self.request(route, action.uid if of_itself else self.rejection)

    def _finds_first(self) -> bool:
        """Return whether a person has to be found before one can be saved."""
        return rejections.advice(self.context, self.rejection).advice is Advice.FIND_PERSON

    def _was_sent(self, action: Action) -> bool:
        """Return whether the message of an action is kept."""
        kept = self.context.records.drafts_of(action.rejection)
        return any(d.sent is not None and d.kind.spec.shown_by == action.key for d in kept)

    @property
    def _action_here(self) -> Action | None:
        """The action under the cursor; on a step its first open one."""
        if not self.key.startswith("step:"):
            return self.context.records.actions.get(self.key)
        mine = [a for a in self.context.records.actions_of(self.rejection) if a.step == int(self.key[5:])]
        return next((a for a in mine if a.open), mine[0] if mine else None)

    def action_draft(self) -> None:
        """Draft the message this row is about; where that has none or is done, what the rejection needs next."""
        if not self.rejection:
            return
        action, rejection = self._action_here, rejections.get(self.context.records, self.rejection)
        if action is None or not action.open:
            self.request(Route.DRAFT, self.rejection)
        elif action.key == ActionKey.CULTIVATE_TOUCH and rejection.contact:
            self.request(Route.DRAFT_VALUE, rejection.contact)
        elif action.key == ActionKey.CULTIVATE_TOUCH:
            self.notify("Nobody is saved yet whom you could write to.", markup=False)
            self.request(Route.CONTACT, self.rejection)
        else:
            route = ACTION_ROUTES.get(action.key)
            is_reply = route is Route.DRAFT_REPLY  # a late one is another message
            self.request(route if route in DRAFT_ROUTES and route and not is_reply else Route.DRAFT, self.rejection)

    def action_add(self) -> None:
        """Record an answer."""
        if self.rejection:
            self.request(Route.ANSWER, self.rejection)

    def action_letter(self) -> None:
        """Read the letter."""
        if self.rejection:
            self.request(Route.LETTER, self.rejection)

    def action_timeline(self) -> None:
        """Show the timeline."""
        if self.rejection:
            self.request(Route.TIMELINE, self.rejection)

    def action_outcome(self) -> None:
        """Open the outcome dialog."""
        if self.rejection:
            self.request(Route.OUTCOME, self.rejection)

    def action_remind(self) -> None:
        """Set a reminder on the action under the cursor, else on the rejection."""
        if self.rejection:
            self.request(Route.REMIND, self.action_uid or self.rejection)

    def action_interview(self) -> None:
        """Note an interview."""
        if self.rejection:
            self.request(Route.INTERVIEW, self.rejection)

    def action_people(self) -> None:
        """Show the people of the rejection."""
        if self.rejection:
            self.request(Route.PEOPLE, self.rejection)

    def action_covers(self) -> None:
        """Show the cover letters; a new one is linked to this rejection."""
        if self.rejection:
            self.request(Route.COVERS, self.rejection)

    def action_company(self) -> None:
        """Show the card of the company."""
        if self.rejection:
            self.request(Route.COMPANY, self.rejection)

    def action_why(self) -> None:
        """Show the words of the letter or the answer, and the rule, that this row comes from."""
        from rejection_tui.domain import causes
        from rejection_tui.tui.dialogs.pick import Line, PickDialog

        records, now, rules = self.context.records, self.context.now(), self.context.rules
        action = records.actions.get(self.key)
        if action is not None and action.step == 3 and records.feedback_of(self.rejection):
            self.request(Route.GAP, action.uid)
            return
        if action is not None:
            found, name = causes.of_action(records, action, now, rules), action.title
        elif self.key.startswith("step:") and self.rejection in records.rejections:
            step = int(self.key[5:])
            found = causes.of_step(records, records.rejections[self.rejection], step, now, rules)
            name = titles_of(records.rejections[self.rejection])[step]
        else:
            return
        lines = [Line(str(n), f"{one.source}: {one.words}", one.words) for n, one in enumerate(found)]
        self.app.push_screen(PickDialog(f"Why: {name}", lines, how="esc back"))

    def action_silent(self) -> None:
        """Record that no answer came; of an application without one, let it go."""
        r = self.context.records.rejections.get(self.rejection)
        if r is not None and is_unanswered(r):
            self.perform(lambda: silence.let_go(self.context, [r.uid]), silence.LET_GO_WORDS)
        elif self.rejection:
            self.perform(lambda: journal.no_answer(self.context, self.rejection), journal.NO_ANSWER_WORDS)

    def action_later(self) -> None:
        """Ask for a day to snooze to, or a reason to skip."""
        step = int(self.key[5:]) if self.key.startswith("step:") else None
        action = self.context.records.actions.get(self.key)
        if step is None and (action is None or not action.open):
            return
        from rejection_tui.tui.dialogs.later import Later, LaterDialog

        name = action.title if action else titles_of(rejections.get(self.context.records, self.rejection))[step or 0]
        target, rejection = self.key, self.rejection

        def take(later: Later | None) -> None:
            if later is not None and later.until is not None:
                self._snooze(target, rejection, step, later.until)
            elif later is not None:
                self._skip(target, rejection, step, later.reason)

        self.app.push_screen(LaterDialog(self.context, name), take)

    def _snooze(self, target: str, rejection: str, step: int | None, until: date) -> None:
        mine = (a.uid for a in self.context.records.actions_of(rejection) if a.step == step and a.open)
        if uid := target if step is None else next(mine, ""):
            self.perform(lambda: checklist.snooze(self.context, uid, until))

    def _skip(self, target: str, rejection: str, step: int | None, reason: str) -> None:
        if step is not None:
            self.perform(lambda: checklist.skip_step(self.context, rejection, step, reason))
        else:
            self.perform(lambda: checklist.skip(self.context, target, reason))
