"""The key table: an act has one key on every screen that has it, and that key means nothing else on any screen."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rejection_tui.tui.commands.command import Command


@dataclass(frozen=True, slots=True)
class KeyAct:
    """An act and its keys. `ids` are the commands that do it; in a form, where letters are typed, `forms` are its keys.

    `names` are the labels by which a command of this act is known, so that a new screen cannot give it another key.
    """

    keys: tuple[str, ...]
    word: str
    sentence: str
    ids: frozenset[str]
    forms: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def _act(keys: str, word: str, sentence: str, ids: str, forms: str = "", names: str = "") -> KeyAct:
    labels = tuple(names.split(",")) if names else (word,)
    return KeyAct(tuple(keys.split()), word, sentence, frozenset(ids.split()), tuple(forms.split()), labels)


#: The table, in the order of the footer, the help and CONTRIBUTING.md.
KEY_TABLE: Final[tuple[KeyAct, ...]] = (
    _act(
        "enter",
        "open",
        "Open what the cursor is on; in a form, save.",
        "inbox.open checklist.open journal.open contacts.open agenda.open practice.rehearse "
        "bullets.edit covers.edit composer.edit insights.open compare.keep points.close history.open unanswered.open",
    ),
    _act(
        "escape",
        "back",
        "Go back.",
        "back composer.leave plain.back compare.drop",
    ),
    _act(
        "space",
        "tick",
        "Tick the box of this row: done, taken, queued. In a text, a page down.",
        "checklist.tick agenda.done practice.queue bullets.finish covers.finish import.mark cv.mark people.mark "
        "comments.mark points.toggle participants.take composer.page_down text.page_down unanswered.asked",
        names="tick,done,take in",
    ),
    _act(
        "x",
        "mark",
        "Mark this row, to change several at once.",
        "inbox.mark checklist.mark contacts.mark import.mark cv.mark people.mark comments.mark unanswered.mark",
    ),
    _act(
        "X",
        "mark all",
        "Mark all, or none.",
        "inbox.mark_all checklist.mark_all contacts.mark_all import.all cv.all people.all comments.all "
        "unanswered.mark_all",
    ),
    _act(
        "a",
        "add",
        "Add.",
        "inbox.add checklist.add journal.add contacts.add practice.add bullets.add covers.add participants.add "
        "find.add unanswered.add",
        names="add,add answer",
    ),
    _act(
        "e",
        "edit",
        "Edit, correct.",
        "inbox.edit journal.open contacts.edit person.edit participants.edit import.correct bullets.edit covers.edit "
        "composer.edit rehearsal.notes settings.edit practice.edit",
        names="edit,correct,rewrite",
    ),
    _act(
        "d",
        "draft",
        "Draft the message.",
        "inbox.draft checklist.draft journal.thank contacts.draft letter.draft timeline.next company.reapply "
        "person.draft feedback.thanks unanswered.draft",
        names="draft,thank,thanks,draft the reply",
    ),
    _act(
        "delete",
        "delete",
        "Delete; undo brings it back.",
        "inbox.delete journal.delete contacts.delete practice.delete bullets.delete covers.delete win.delete "
        "participants.delete agenda.delete timeline.delete",
        names="delete,take off",
    ),
    _act("A", "archive", "Put out of sight, or bring back.", "inbox.archive contacts.archive person.archive"),
    _act("H", "archived", "Show or hide the archived ones.", "inbox.archived contacts.archived"),
    _act(
        "y",
        "copy",
        "Copy; yes: in a question, or that they answered.",
        "composer.copy bullets.copy covers.copy find.copy compare.keep points.yes ask.yes contacts.answered",
        names="copy,yes,answered",
    ),
    _act(
        "n",
        "no",
        "No: no answer came, no rejection, not answered, nobody found. In a question, no.",
        "checklist.silent contacts.silent find.nobody import.no letter.no add.no contact.nobody compare.drop "
        "points.no ask.no unanswered.let_go",
        "ctrl+n",
        "no,no answer,no rejection,not answered,found nobody,let go",
    ),
    _act(
        "N",
        "never again",
        "Never again, or pass over for good.",
        "contacts.never person.never agenda.dismiss import.no_more",
        names="never again,dismiss,pass over,pass over the rest",
    ),
    _act(
        "s",
        "later",
        "Later: snooze, or skip.",
        "checklist.later contacts.later person.later agenda.snooze rehearsal.next",
        names="later,snooze,skip,snooze/skip",
    ),
    _act(
        "r",
        "remind",
        "Set a reminder on this, on a day of your own.",
        "inbox.remind checklist.remind journal.remind contacts.remind letter.remind timeline.remind agenda.remind",
    ),
    _act(
        "W",
        "interview",
        "Note an interview: what they asked, and how it went.",
        "inbox.interview checklist.interview timeline.interview",
    ),
    _act("Y", "let go of all", "Let go of all that may still be worth doing.", "agenda.let_go"),
    _act("o", "outcome", "Say how things are now.", "inbox.outcome checklist.outcome timeline.outcome"),
    _act(
        "l",
        "letter",
        "Read the letter.",
        "letter checklist.letter timeline.letter add.letter composer.letter composer.message form.letter",
        "ctrl+l",
        "letter,message",
    ),
    _act("L", "links", "Show where the links lead.", "letter.links import.links"),
    _act(
        "f",
        "facts",
        "Show what the letter says, fact by fact.",
        "letter.facts import.facts composer.facts points.close",
        names="facts,points",
    ),
    _act(
        "v",
        "why",
        "Show the words or sentences behind it.",
        "checklist.why letter.why practice.why bullets.why covers.why composer.grounds grounds.close "
        "insights.quotes agenda.rule",
        names="why,quotes,today's rule",
    ),
    _act(
        "h",
        "timeline",
        "Show everything from the application to today.",
        "inbox.timeline checklist.timeline company.timeline",
    ),
    _act(
        "P",
        "people",
        "Show who had which part in the rejection; in a draft, choose whom it is to.",
        "inbox.people checklist.people composer.people",
    ),
    _act("C", "company", "Show the card of this company.", "inbox.company checklist.company timeline.company"),
    _act("c", "CV bullets", "Rewrite the lines of the CV.", "bullets journal.bullets", names="CV bullets,bullets"),
    _act("f10", "cover letters", "Write cover letters.", "covers checklist.covers bullets.covers"),
    _act("p", "practice", "Rehearse interview questions.", "practice timeline.practise", names="practice,practise"),
    _act("i", "insights", "Show what the answers say.", "insights progress.insights"),
    _act("t", "agenda", "Show everything due, by day.", "agenda"),
    _act(
        "Q",
        "question",
        "Show the applications that nobody has answered, to ask once; in a draft, put the question in or leave it out.",
        "unanswered composer.question",
        names="question,silence",
    ),
    _act("m", "import", "Read letters from files, folders and mailboxes.", "import import.path"),
    _act("w", "win", "Note something worth telling.", "win composer.win contact.win person.win", "f3"),
    _act(
        "z",
        "zoom",
        "More or less room; unfold what is folded.",
        "zoom letter.quoted",
        names="zoom,unfold,earlier emails",
    ),
    _act("slash", "filter", "Narrow the list as you type.", "filter help.search", names="filter,search"),
    _act("question_mark f1", "help", "Show the keys that work here.", "help help.close"),
    _act("ctrl+p", "palette", "Find any command, company, person or theme.", "palette", names="palette,find"),
    _act("f2", "theme", "Choose the colours.", "theme"),
    _act("f5", "comments", "Read the comments on a report that came back.", "comments export.comments"),
    _act("f6", "history", "Show what was done, and go back to before it.", "history"),
    _act("comma f9", "settings", "Name, folders, keys and the rest.", "settings"),
    _act("semicolon f7", "jump", "Put a letter on everything in reach, and go there.", "jump jump.close"),
    _act("ctrl+q", "quit", "Leave. Everything is saved already.", "quit"),
    _act(
        "q",
        "quit, close",
        "Quit on the dashboard, close other screens; esc closes drafts and dialogs.",
        "leave plain.back grounds.close points.close help.close page.close",
        names="quit",
    ),
    _act("u ctrl+z", "undo", "Take back the last change.", "undo"),
    _act("U ctrl+y", "redo", "Do again what was undone last.", "redo"),
    _act(
        "j down",
        "down",
        "Go down.",
        "list.down text.down palette.down composer.down",
        names="down,line down",
    ),
    _act("k up", "up", "Go up.", "list.up text.up palette.up composer.up", names="up,line up"),
    _act("g home", "first", "Go to the beginning.", "list.first text.first composer.top", names="first,top"),
    _act("G end", "last", "Go to the end.", "list.last text.last composer.end", names="last,end"),
    _act(
        "pagedown",
        "page down",
        "Go a page down.",
        "list.page_down text.page_down palette.page_down form.down composer.page_down",
        names="page down",
    ),
    _act(
        "pageup",
        "page up",
        "Go a page up.",
        "list.page_up text.page_up palette.page_up form.up composer.page_up",
        names="page up",
    ),
    _act("ctrl+d", "half a page down", "Go half a page down.", "list.half_down text.half_down", names="half page down"),
    _act("ctrl+u", "half a page up", "Go half a page up.", "list.half_up text.half_up", names="half page up"),
    _act(
        "ctrl+s",
        "save",
        "Save, take or file; in a line, enter does the same.",
        "form.save add.save edit.save question.save correct.save belongs.save line.take password.take "
        "save.write export.write merge.go import.file cv.queue people.take comments.take points.close compare.keep "
        "composer.keep bullets.keep covers.keep rehearsal.keep sheet.take",
        names="save,take,write,file marked",
    ),
    _act(
        "ctrl+e",
        "export",
        "Export to a file.",
        "export composer.export bullets.export covers.export practice.export",
        names="export,to a file,sheet",
    ),
    _act(
        "ctrl+o",
        "open a file",
        "Open a file to read from.",
        "merge feedback.file practice.read",
        names="open a file,from a file,merge,read a sheet",
    ),
    _act("1", "inbox", "Go to the inbox.", "pane.1"),
    _act("2", "checklist", "Go to the checklist.", "pane.2"),
    _act("3", "journal", "Go to the journal.", "pane.3"),
    _act("4", "contacts", "Go to the contacts.", "pane.4"),
    _act("5 6 7", "today", "Open one of the three things of today.", "today.1 today.2 today.3"),
)

#: Keys of the table that a screen without panes uses for itself: the ratings of a rehearsal, and going on after one.
LOCAL: Final[Mapping[str, frozenset[str]]] = {
    "1": frozenset({"rehearsal.smooth"}),
    "2": frozenset({"rehearsal.halting"}),
    "3": frozenset({"rehearsal.stuck"}),
    "enter": frozenset({"rehearsal.on"}),
}

#: Ids of earlier versions that `[keys]` may still name, and what they are called now.
OLD_IDS: Final[Mapping[str, str]] = {
    "composer.points": "composer.facts",
    "insights.down": "text.down",
    "insights.up": "text.up",
    "composer.write": "composer.export",
    "practice.sheet": "practice.export",
    "outcome.save": "form.save",
}


def acts_of(id: str) -> tuple[KeyAct, ...]:
    """Return the acts that a command does; most do one, and those of this screen alone none."""
    return tuple(act for act in KEY_TABLE if id in act.ids)


def act_on(key: str) -> KeyAct | None:
    """Return the act a key belongs to on every screen; None for a key each screen may use for itself."""
    return next((act for act in KEY_TABLE if key in act.keys), None)


def misused(commands: Iterable[Command]) -> Iterator[str]:
    """Yield a sentence for every command whose keys are not those of the table."""
    for command in commands:
        keys, acts = command.keys.split(","), acts_of(command.id)
        for key in keys:
            owner = act_on(key)
            if owner is not None and command.id not in owner.ids | LOCAL.get(key, frozenset()):
                yield f"{command.id}: {key} is “{owner.word}” on every screen"
        for act in acts:
            if not any(key in (*act.keys, *act.forms) for key in keys):
                yield f"{command.id}: “{act.word}” has the key {act.keys[0]} on every screen"
        named = [act for act in KEY_TABLE if command.label in act.names]
        if named and not any(command.id in act.ids for act in named):
            yield f"{command.id}: what is called “{command.label}” is the act “{named[0].word}” of the table"


def markdown() -> str:
    """Return the table as Markdown, as it stands in CONTRIBUTING.md."""
    lines = ["| key | name | what it does |", "| --- | --- | --- |"]
    for act in KEY_TABLE:
        keys = " ".join(f"`{_shown(key)}`" for key in act.keys)
        forms = "".join(f", in a form `{_shown(key)}`" for key in act.forms)
        lines.append(f"| {keys}{forms} | {act.word} | {act.sentence} |")
    return "\n".join(lines)


def _shown(key: str) -> str:
    names = {"slash": "/", "question_mark": "?", "comma": ",", "semicolon": ";", "escape": "esc"}
    return names.get(key, key)
