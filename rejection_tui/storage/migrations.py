"""Migrations of the file: one pure function from each version of the file to the next."""

import copy
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from rejection_tui.storage.file_format import META, BrokenFile, Document, Tables

CURRENT: Final = 9


def version(tables: Tables) -> int:
    """Return the schema version noted in the file; raise `BrokenFile` when there is none or it is from the future."""
    notes: list[Document] = list(tables.get(META, {}).values())
    found = notes[0].get("schema") if notes else None
    if not isinstance(found, int) or isinstance(found, bool) or found < 1:
        raise BrokenFile("is JSON, but carries no version of rejtui")
    if found > CURRENT:
        raise BrokenFile(
            f"was written by a newer rejtui (version {found} of the file, this program knows {CURRENT}); "
            "update rejtui to open it"
        )
    return found


def migrate(tables: Tables) -> Tables:
    """Return `tables` in the current version (the same object when they are in it); never changes its argument."""
    start = version(tables)
    if start == CURRENT:
        return tables
    result = copy.deepcopy(tables)
    for number in range(start, CURRENT):
        result = STEPS[number](result)
        next(iter(result[META].values()))["schema"] = number + 1
    return result


def stamps_and_tombstones(tables: Tables) -> Tables:
    """Version 1 to 2: add field times and tombstones. Existing fields get the time the file was created."""
    created = next(iter(tables[META].values())).get("created", "")
    kept = {META, "history", "deleted", "quarantine"}
    for name, table in tables.items():
        if name not in kept:
            for doc in table.values():
                doc.setdefault("_at", {"": created})
    tables.setdefault("deleted", {})
    tables.setdefault("history", {})
    return tables


def corrections_and_facts(tables: Tables) -> Tables:
    """Version 2 to 3: nothing changes but the number, so that a program of version 2 does not open the file.

    It would keep the corrections and what a letter says, but lose both in a merge, and the undo of what corrected.
    """
    return tables


def languages_and_grounds(tables: Tables) -> Tables:
    """Version 3 to 4: nothing changes but the number, so that a program of version 3 does not open the file.

    It would lose the language of letters and drafts, and what each sentence of a draft stands on, in a merge.
    """
    return tables


def points_of_letters(tables: Tables) -> Tables:
    """Version 4 to 5: nothing changes but the number, so that a program of version 4 does not open the file.

    It would take what the user says of a letter for something read in it.
    """
    return tables


def correspondence(tables: Tables) -> Tables:
    """Version 5 to 6: nothing changes but the number, so that a program of version 5 does not open the file.

    It would lose the mails kept with an application, the user's addresses and how far an account was read, in a merge.
    """
    return tables


def cards_of_contacts(tables: Tables) -> Tables:
    """Version 6 to 7: nothing changes but the number, so that a program of version 6 does not open the file.

    It would lose the further addresses of contacts, the parts of their names and their UID elsewhere, in a merge.
    """
    return tables


def people_and_reminders(tables: Tables) -> Tables:
    """Version 7 to 8: nothing changes but the number, so that a program of version 7 does not open the file.

    It would lose the parts of people, reminders, interviews and applications without an answer, in a merge.
    """
    return tables


def gaps_of_answers(tables: Tables) -> Tables:
    """Version 8 to 9: nothing changes but the number, so that a program of version 8 does not open the file.

    It would lose the further gaps of answers, cover letters, and notes of practice in forms but STAR, in a merge.
    """
    return tables


#: From which version each step starts.
STEPS: Final[Mapping[int, Callable[[Tables], Tables]]] = MappingProxyType(
    {
        1: stamps_and_tombstones,
        2: corrections_and_facts,
        3: languages_and_grounds,
        4: points_of_letters,
        5: correspondence,
        6: cards_of_contacts,
        7: people_and_reminders,
        8: gaps_of_answers,
    }
)
