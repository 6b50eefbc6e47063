"""The form of an answer by the type of its question: STAR for behavioural ones, its own parts for each other type."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rejection_tui.domain.refine import Question
from rejection_tui.domain.text import fold


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an answer: the field of the question that keeps the notes for it, its name, and what belongs there."""

    field: str
    label: str
    hint: str


def _parts(*rows: tuple[str, str, str]) -> tuple[Part, ...]:
    return tuple(Part(*row) for row in rows)


BEHAVIOURAL: Final = "behavioural"
#: What is left for every type without a form of its own, such as the user's.
OTHER: Final = _parts(
    ("point", "Point", "what you want them to remember"),
    ("grounds", "Example", "the case that shows it"),
    ("ending", "Ending", "your last sentence"),
)
#: The parts of an answer by type, in the order in which they are said.
FORMS: Final[Mapping[str, tuple[Part, ...]]] = {
    BEHAVIOURAL: _parts(
        ("situation", "Situation", "where and when, in one breath"),
        ("task", "Task", "what was yours to do"),
        ("action", "Action", "what you did: I, not we"),
        ("result", "Result", "what came of it, with a figure"),
    ),
    "case study": _parts(
        ("structure", "Structure", "the branches, before any idea"),
        ("numbers", "Numbers", "rough figures, said aloud and checked"),
        ("recommendation", "Recommendation", "one sentence, its reason, its risk"),
    ),
    "technical": _parts(
        ("assumptions", "Assumptions", "what you ask or take as given"),
        ("approach", "Approach", "the steps in order, and why so"),
        ("check", "Check", "how you know that it is right"),
    ),
    "motivation": _parts(
        ("them", "Them", "something only true of them"),
        ("me", "Me", "what you bring, with a case"),
        ("fit", "Fit", "why the two belong together now"),
    ),
    "salary": _parts(
        ("point", "Range", "two figures you could both accept"),
        ("grounds", "Grounds", "what they rest on: the job, the going rate, your results"),
        ("ending", "Flexibility", "what else counts: hours, training, start"),
    ),
    "strengths and weaknesses": _parts(
        ("point", "What it is", "one true thing in plain words"),
        ("grounds", "What I do", "a habit, a course, a person who checks"),
        ("ending", "How it shows", "a sign that others could see"),
    ),
    "career break": _parts(
        ("point", "What happened", "the fact in one calm sentence"),
        ("grounds", "What I did", "what you did or learned in that time"),
        ("ending", "Why now", "what is ready, and why this job"),
    ),
    "values": _parts(
        ("point", "What matters", "the value in your own words"),
        ("grounds", "A case", "when it cost you something"),
        ("ending", "Here", "what it would mean in this job"),
    ),
    "safeguarding": _parts(
        ("point", "Safe now", "what you notice, and what you do at once"),
        ("grounds", "Whom I tell", "the named person, and who is next"),
        ("ending", "What I record", "what was seen and said, in their words"),
    ),
    "presentation": _parts(
        ("point", "Message", "the one thing they should take away"),
        ("grounds", "Outline", "three points and the time for each"),
        ("ending", "Questions", "what they will ask, and what you say"),
    ),
    "group exercise": _parts(
        ("point", "The aim", "what the group has to reach, and by when"),
        ("grounds", "My part", "what you bring in, and when you speak"),
        ("ending", "The others", "whom you draw in, and how you agree"),
    ),
    "one-way video": _parts(
        ("point", "Opening", "your first sentence, into the lens"),
        ("grounds", "Three points", "a word each, on paper beside the camera"),
        ("ending", "Last sentence", "ready before you start"),
    ),
    "research statement": _parts(
        ("point", "The question", "in plain words, and who cares"),
        ("grounds", "Evidence", "what you found and how sure it is"),
        ("ending", "Plan", "the next steps, with whom and with whose money"),
    ),
    "portfolio": _parts(
        ("point", "The piece", "the need, the limits, your part"),
        ("grounds", "Choices", "what you decided and what you threw away"),
        ("ending", "Its effect", "for whom, and how you know"),
    ),
}
#: Every field that keeps notes for an answer, STAR first.
FIELDS: Final = tuple(dict.fromkeys(part.field for form in (*FORMS.values(), OTHER) for part in form))


def form_of(type: str) -> tuple[Part, ...]:
    """Return the parts of an answer to a question of that type; case and spaces of a type do not matter."""
    return _BY_NAME.get(fold(type), OTHER)


def notes_of(question: Question, type: str = "") -> Iterator[tuple[str, str]]:
    """Yield (name of the part, note) for what is noted: the parts of its form, then what was noted in another form."""
    form = form_of(type or question.type)
    yield from ((part.label, text) for part in form if (text := getattr(question, part.field)))
    known = {part.field for part in form}
    yield from ((name.capitalize(), text) for name in FIELDS if name not in known and (text := getattr(question, name)))


_BY_NAME: Final = {fold(name): form for name, form in FORMS.items()}
