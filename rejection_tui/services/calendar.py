"""The calendar export: what is due, with an alarm; and what an earlier export told and is due no more, as cancelled.

Which entries were exported is kept beside the state of the dashboard, for each data file apart: without it a finished
step would stay in the calendar for ever.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from rejection_tui.config import state_folder
from rejection_tui.domain.errors import RejtuiError
from rejection_tui.domain.text import clean_line
from rejection_tui.export import CalendarItem
from rejection_tui.services import agenda
from rejection_tui.services.context import AppContext
from rejection_tui.services.named_files import write_private

#: How far ahead the export reaches: longer than a whole contact window.
DAYS: Final = 366
#: For how long after its day an entry is still sent as cancelled.
_KEPT_DAYS: Final = 90
#: The alarm, in minutes after midnight of the day: at nine.
_ALARM: Final = 9 * 60


def events(context: AppContext) -> tuple[CalendarItem, ...]:
    """Return what is due within `DAYS`, each with its alarm, and as cancelled what was exported and is not any more."""
    today = context.now().date()
    found = {item.uid: item for item in _due(context, today)}
    gone = (item for item in _exported(context) if item.uid not in found)
    return (*found.values(), *(item for item in gone if item.due >= today - timedelta(days=_KEPT_DAYS)))


def note_exported(context: AppContext) -> None:
    """Remember the present `events` as exported; what cannot be written is not remembered."""
    entries = {item.uid: [item.due.isoformat(), item.title] for item in events(context)}
    path = _memory(context)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_private(context, path, json.dumps(entries, indent=1).encode("utf-8", "replace"), overwrite=True)
    except (OSError, RejtuiError):
        return


def _due(context: AppContext, today: date) -> Iterable[CalendarItem]:
    """Yield what is due under the uid of what it is about; a second entry about the same has its kind in its uid."""
    seen: set[str] = set()
    for item in agenda.agenda(context, DAYS):
        about = item.action or item.ref or item.contact or item.rejection or item.key
        uid = about if about not in seen else f"{about}-{item.kind}"
        seen.add(uid)
        yield CalendarItem(uid, item.title, max(item.due, today), item.why, _ALARM)


def _exported(context: AppContext) -> Iterable[CalendarItem]:
    """Yield the entries of earlier exports as cancelled ones; none when they cannot be read."""
    try:
        entries = json.loads(_memory(context).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return
    for uid, entry in entries.items() if isinstance(entries, dict) else ():
        match entry:
            case [str(day), str(title)]:
                try:
                    yield CalendarItem(uid, clean_line(title), date.fromisoformat(day), cancelled=True)
                except ValueError:
                    continue


def _memory(context: AppContext) -> Path:
    mark = hashlib.sha256(str(context.path.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return state_folder() / f"calendar-{mark}.json"
