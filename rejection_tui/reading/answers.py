"""Provisional."""

import re

from rejection_tui.domain.answer import AnswerKind, AnswerSort
from rejection_tui.domain.letter import Letter


def sort_of(letter: Letter) -> AnswerSort:
    text = (letter.subject + " " + letter.body).lower()
    if letter.automatic or re.search(r"out of office|automatic reply|abwesenheit|automatische antwort", text):
        return AnswerSort(AnswerKind.AUTOREPLY, 0.9)
    if re.search(r"ask the panel|come back to you|get back to you", text):
        return AnswerSort(AnswerKind.PROMISE, 0.9)
    if re.search(r"feedback|panel|answers?|technical|felt|stronger", text):
        return AnswerSort(AnswerKind.FEEDBACK, 0.9)
    return AnswerSort(AnswerKind.OTHER, 0.5)
