"""What stands beside a cover letter: the lesson it carries, and its versions."""

from collections.abc import Iterator

from rejection_tui.domain.cover_letter import CoverLetter, CoverVersion
from rejection_tui.domain.day_words import day
from rejection_tui.domain.meanings import Meaning
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.pick import Line
from rejection_tui.tui.widgets import passages
from rejection_tui.tui.widgets.passages import Passage


def lesson(context: AppContext, letter: CoverLetter) -> Iterator[Passage]:
    """Yield whom the letter is for, its versions with what changed, and the answer and the letter behind it."""
    records, now = context.records, context.now()
    about = [part for part in (letter.role, letter.company, letter.person) if part]
    yield Passage("For", " · ".join(about) or "Nobody yet: F says whom it is for.", Meaning.YOURS)
    versions = records.versions_of(letter.uid)
    lines = [_version(context, number, one) for number, one in reversed(list(enumerate(versions, 1)))]
    yield Passage("Versions", "\n".join(lines), Meaning.YOURS)
    cause = tuple(passages.cause(records, letter.feedback, letter.rejection, now))
    yield from cause or (Passage("No answer is linked to it", "B says which answer this letter responds to."),)


def _version(context: AppContext, number: int, version: CoverVersion) -> str:
    answer = context.records.feedback.get(version.feedback)
    about = context.records.rejections.get(answer.rejection) if answer else None
    why = f"answers {about.company}" if about else ""
    return " · ".join(part for part in (f"{number}", day(version.created, context.now()), version.note, why) if part)


def version_lines(context: AppContext, letter: CoverLetter) -> list[Line]:
    """Return the older versions, newest first, to choose one from; the key is the number."""
    older = list(enumerate(context.records.versions_of(letter.uid), 1))[:-1]
    return [Line(str(number), f"Version {_version(context, number, one)}", one.text) for number, one in reversed(older)]
