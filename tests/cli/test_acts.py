"""Everything the dashboard does the shell does too: each command that changes records has its verb."""

from typing import Final

from rejection_tui.tui.app import RejTUI
from rejection_tui.tui.commands.registry import all_commands
from tests.cli.test_every_verb import COMMANDS

ACTS: Final = frozenset(command.id for command in all_commands(RejTUI.KEY_COMMANDS))

#: Command -> the verb that does the same.
VERB_OF: Final = {
    "undo": "undo",
    "redo": "redo",
    "history.open": "undo",
    "checklist.tick": "tick",
    "checklist.later": "tick",
    "checklist.silent": "tick",
    "checklist.add": "answer",
    "checklist.draft": "draft",
    "checklist.outcome": "outcome",
    "checklist.people": "people",
    "checklist.remind": "remind",
    "checklist.interview": "debrief",
    "contacts.draft": "draft",
    "contacts.edit": "contacts edit",
    "contacts.add": "contacts add",
    "contacts.answered": "contacts answered",
    "contacts.archive": "contacts archive",
    "contacts.delete": "contacts delete",
    "contacts.later": "contacts snooze",
    "contacts.never": "contacts never-again",
    "contacts.silent": "contacts answered",
    "contacts.touch": "contacts touch",
    "contacts.import": "contacts import",
    "contacts.remind": "remind",
    "inbox.add": "add",
    "inbox.edit": "edit",
    "inbox.draft": "draft",
    "inbox.outcome": "outcome",
    "inbox.people": "people",
    "inbox.remind": "remind",
    "inbox.interview": "debrief",
    "inbox.archive": "archive",
    "inbox.delete": "delete",
    "journal.add": "answer",
    "journal.delete": "journal delete",
    "journal.learn": "journal learn",
    "journal.thank": "draft",
    "journal.remind": "remind",
    "agenda.done": "reminders done",
    "agenda.let_go": "let-go",
    "agenda.dismiss": "skip",
    "agenda.snooze": "later",
    "agenda.remind": "remind",
    "agenda.delete": "reminders delete",
    "company.reapply": "draft",
    "composer.copy": "draft",
    "composer.sent": "draft",
    "composer.export": "draft",
    "composer.drafts": "draft",
    "composer.reword": "draft",
    "composer.question": "draft",
    "composer.language": "draft",
    "composer.answer": "draft",
    "composer.people": "draft",
    "comments": "report read",
    "comments.take": "report read",
    "contact.nobody": "people",
    "contact.touch": "contacts touch",
    "contact.win": "win add",
    "composer.win": "win add",
    "win": "win add",
    "win.delete": "win delete",
    "points.toggle": "points",
    "points.yes": "points",
    "points.no": "points",
    "import.file": "import",
    "import.no": "import",
    "import.no_more": "import",
    "forget": "forget",
    "merge.go": "merge",
    "export.write": "export",
    "export.comments": "report read",
    "find.add": "people",
    "find.nobody": "people",
    "save.write": "export",
    "save.over": "export",
    "settings.edit": "settings",
    "import.addresses": "me",
    "letter.remind": "remind",
    "letter.no": "delete",
    "letter.draft": "draft",
    "add.save": "add",
    "add.no": "import",
    "edit.save": "edit",
    "feedback.thanks": "draft",
    "feedback.file": "answer",
    "feedback.gap": "journal gap",
    "progress": "progress",
    "feedback.given": "answer",
    "feedback.learn": "journal learn",
    "cv.queue": "cv queue",
    "bullets.add": "cv queue",
    "bullets.delete": "cv delete",
    "bullets.export": "cv export",
    "bullets.finish": "cv finish",
    "bullets.keep": "cv rewrite",
    "bullets.link": "cv link",
    "bullets.suggest": "cv suggest",
    "covers.add": "cover add",
    "covers.checks": "cover check",
    "covers.compare": "cover diff",
    "covers.delete": "cover delete",
    "covers.details": "cover edit",
    "covers.export": "cover export",
    "covers.finish": "cover finish",
    "covers.keep": "cover version",
    "covers.link": "cover link",
    "covers.note": "cover version",
    "covers.versions": "cover restore",
    "people.take": "contacts import",
    "participants.add": "people",
    "participants.delete": "people",
    "participants.edit": "people",
    "participants.reader": "people",
    "participants.take": "people",
    "person.archive": "contacts archive",
    "person.draft": "draft",
    "person.edit": "contacts edit",
    "person.later": "contacts snooze",
    "person.never": "contacts never-again",
    "person.touch": "contacts touch",
    "person.win": "win add",
    "practice.queue": "practice queue",
    "practice.add": "practice add",
    "practice.delete": "practice delete",
    "practice.edit": "practice edit",
    "practice.export": "practice sheet",
    "practice.read": "practice sheet",
    "sheet": "practice sheet",
    "sheet.take": "practice sheet",
    "question.save": "practice add",
    "rehearsal.smooth": "practice rate",
    "rehearsal.halting": "practice rate",
    "rehearsal.stuck": "practice rate",
    "rehearsal.keep": "practice note",
    "timeline.outcome": "outcome",
    "timeline.remind": "remind",
    "timeline.interview": "debrief",
    "timeline.practise": "debrief",
    "timeline.delete": "debrief",
    "unanswered": "silence list",
    "unanswered.add": "add",
    "unanswered.asked": "silence ask",
    "unanswered.draft": "silence ask",
    "unanswered.let_go": "silence let-go",
    "unanswered.open": "silence ask",
    "password.take": "account password",
}

#: Why a command needs no verb -> the commands; those of a group end in a dot.
WITHOUT: Final = {
    "it only moves the cursor, the focus or the text": (
        "text.", "list.", "pane.", "preview.", "palette.", "form.up", "form.down", "composer.down", "composer.up",
        "composer.page_down", "composer.page_up", "composer.top", "composer.end", "practice.type", "practice.type_back",
        "today.", "zoom", "jump", "jump.close", "journal.rejection", "progress.insights", "rehearsal.next",
        "rehearsal.on",
    ),
    "it only looks, or opens what acts": (
        "checklist.open", "checklist.letter", "checklist.timeline", "checklist.why", "checklist.company",
        "contacts.open", "inbox.open", "inbox.timeline", "inbox.company", "journal.open", "journal.bullets", "letter",
        "agenda", "agenda.open", "agenda.rule", "insights", "insights.open", "insights.quotes", "practice",
        "practice.rehearse", "practice.due", "practice.why", "bullets", "bullets.why", "bullets.covers",
        "checklist.covers", "covers", "covers.why", "company.timeline",
        "timeline.next", "timeline.letter", "timeline.company", "letter.facts", "letter.quoted", "letter.links",
        "letter.why", "letter.all", "import", "import.facts", "import.links", "import.path", "composer.letter",
        "composer.message", "composer.checks", "composer.grounds", "composer.facts", "composer.view", "composer.older",
        "composer.newer", "export", "merge", "settings", "history", "help", "help.search", "palette", "form.letter",
        "add.letter",
    ),
    "it narrows or marks what is shown": (
        "filter", "inbox.mark", "inbox.mark_all", "inbox.archived", "contacts.mark", "contacts.mark_all",
        "contacts.archived", "checklist.mark", "checklist.mark_all", "cv.mark", "cv.all", "import.mark", "import.all",
        "people.mark", "people.all", "comments.mark", "comments.all", "unanswered.mark", "unanswered.mark_all",
    ),
    "it takes or leaves a form, whose own act is named": (
        "back", "page.close", "line.take", "form.save", "form.clear", "ask.yes", "ask.no", "belongs.save",
        "correct.save", "import.correct", "compare.keep", "compare.drop", "points.close", "grounds.close",
        "plain.back", "help.close", "leave", "quit", "guide.hide",
    ),
    "it writes text in place, which the shell does with an editor and a pipe": (
        "composer.edit", "composer.editor", "composer.tool", "composer.keep", "composer.leave", "composer.greeting",
        "composer.place", "bullets.edit", "covers.edit", "rehearsal.notes",
    ),
    "it belongs to the terminal: colours, clipboard, mail program, clock": (
        "theme", "bullets.copy", "covers.copy", "find.copy", "composer.mail", "composer.now", "rehearsal.clock",
        "rehearsal.again",
    ),
}  # fmt: skip


def _without(act: str) -> bool:
    names = [name for group in WITHOUT.values() for name in group]
    return act in names or any(name.endswith(".") and act.startswith(name) for name in names)


def test_every_act_has_a_verb_or_a_reason() -> None:
    unnamed = {act for act in ACTS if act not in VERB_OF and not _without(act)}
    assert not unnamed, "name its verb in VERB_OF, or why it needs none in WITHOUT"


def test_no_act_is_named_twice() -> None:
    assert not {act for act in VERB_OF if _without(act)}


def test_the_lists_name_only_what_exists() -> None:
    names = [name for group in WITHOUT.values() for name in group]
    assert VERB_OF.keys() <= ACTS
    assert not [
        one for one in names if one not in ACTS and not any(act.startswith(one) for act in ACTS if one[-1] == ".")
    ]
    assert len(names) == len(set(names))


def test_every_verb_named_exists() -> None:
    known = {" ".join(path) for path in COMMANDS}
    assert set(VERB_OF.values()) <= known
