"""The user's own tool: a command of the settings that a draft is piped through, when the user asks for it."""

import json
import os
from typing import Any, Final

from rejection_tui.domain.draft import Draft
from rejection_tui.domain.errors import UsageError
from rejection_tui.services.context import AppContext
from rejection_tui.system.text_filter import TextFilter

#: The environment variable that holds what is known of the letter, and its largest size in bytes.
LETTER_VARIABLE: Final = "REJTUI_LETTER"
MAX_BYTES: Final = 60_000


def own_tool(context: AppContext, draft: Draft) -> TextFilter:
    """Return the user's command, ready to run on this draft; raise `UsageError` when the settings name none."""
    command = context.config.filter.strip()
    if not command:
        where = context.config.file or "config.toml"
        raise UsageError(f'No tool is set: write [compose] and, below it, filter = "your command" in {where}.')
    return TextFilter(command, {**os.environ, LETTER_VARIABLE: letter_json(context, draft)})


def letter_json(context: AppContext, draft: Draft) -> str:
    """Return what is known of the letter behind a draft, as JSON in ASCII of at most `MAX_BYTES`.

    An object of texts: `kind` (of the draft, such as "reply"), `language` (a BCP 47 code or ""), `company`, `role`,
    `stage` ("application", "screening", "interview", "final"); all but the first are "" without a rejection.
    `facts` is a list of objects {"type", "value", "quote"} in the letter's order, and "about" where a question of
    theirs says what it asks for; the last ones are left out when there are too many.
    """
    one = context.records.rejections.get(draft.rejection)
    facts: list[dict[str, str]] = []
    for fact in one.facts if one else ():
        about = {"about": fact.about} if fact.about else {}
        facts.append({"type": fact.type.value, "value": fact.value, "quote": fact.quote, **about})
    said: dict[str, Any] = {
        "kind": draft.kind.value,
        "language": (draft.language or (one.language if one else ""))[:20],
        "company": one.company[:2000] if one else "",
        "role": one.role[:2000] if one else "",
        "stage": one.stage.value if one else "",
        "facts": facts,
    }
    while len(text := json.dumps(said)) > MAX_BYTES:
        facts.pop()
    return text
