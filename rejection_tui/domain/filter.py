"""Finding records by name: the filter of panes and lists, and the single record that a typed name means."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeVar

from rejection_tui.domain.company import company_key
from rejection_tui.domain.contact import Contact, Win
from rejection_tui.domain.errors import NotFound
from rejection_tui.domain.ids import short
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.reminder import Reminder
from rejection_tui.domain.text import clean_line, fold, without_accents

Item = TypeVar("Item")

#: From this length on a prefix of an id is matched before names.
_LONG_PREFIX: Final = 7
#: The most candidates an error message lists.
_LISTED: Final = 6
#: Letters typed from which on they are looked for apart from each other, and how far apart: so many times their number.
_LEAST_LETTERS: Final = 3
_SPREAD: Final = 3
_LONGEST_NAME: Final = 240


def matches(query: str, *fields: str) -> bool:
    """True when every word of `query` occurs in the fields, in any order, ignoring case and accents."""
    if not query:
        return True
    words = fold(query).split()
    if not words:  # empty, or only punctuation
        return query.strip().casefold() in " ".join(fields).casefold()
    text = fold(" ".join(fields))
    return all(word in text for word in words)


class Filter:
    """What is typed into a filter: first the phrase or its words are looked for, then its letters in their order.

    `texts` of a record are folded (`folded`): the short names first, in which letters are looked for, then the rest.
    """

    def __init__(self, query: str) -> None:
        self.query = query.strip()
        self.words = tuple(fold(query).split())
        self._letters = "".join(self.words)

    def __bool__(self) -> bool:
        return bool(self.query)

    def matches(self, names: str, rest: str = "") -> bool:
        """Return whether every word stands in the names or the rest."""
        if not self.words:  # nothing typed, or only punctuation
            return self.query.casefold() in f"{names} {rest}".casefold()
        return all(word in names or word in rest for word in self.words)

    def looseness(self, names: str) -> int | None:
        """Return how many letters of the names lie between those typed, the fewer the better; None without a match.

        The first letter typed begins a word, and the rest follow it not too far apart.
        """
        return min((place[-1] - place[0] for place in self._places(names)), default=None)

    def _places(self, names: str) -> Iterator[list[int]]:
        letters = self._letters
        if len(letters) < _LEAST_LETTERS:
            return
        text, start = names[:_LONGEST_NAME], -1
        while (start := text.find(letters[0], start + 1)) >= 0:
            if start and text[start - 1].isalnum():
                continue
            places = [start]
            for letter in letters[1:]:
                places.append(text.find(letter, places[-1] + 1))
                if places[-1] < 0:
                    return  # nor is there one behind it
            if places[-1] - start <= len(letters) * _SPREAD:
                yield places

    def of(self, items: Iterable[Item], names: Callable[[Item], str], rest: Callable[[Item], str]) -> list[Item]:
        """Return the items that match, in their order; when none does, those whose letters do, the closest first."""
        every = list(items)
        if not self:
            return every
        found = [one for one in every if self.matches(names(one), "")]
        if self.words and len(found) < len(every):
            known = set(map(id, found))
            found = [one for one in every if id(one) in known or self.matches(names(one), rest(one))]
        if found:
            return found
        loose = ((self.looseness(names(one)), place) for place, one in enumerate(every))
        ranked = sorted((gap, place) for gap, place in loose if gap is not None)
        return [every[place] for _, place in ranked]

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return the places of `text` to highlight: of the words, or of the letters where no word stands in it."""
        plain, places = _folded_with_places(text)
        found: list[tuple[int, int]] = []
        for word in self.words:
            at = plain.find(word)
            while at >= 0:
                found.append((places[at], places[at + len(word) - 1] + 1))
                at = plain.find(word, at + len(word))
        if not found:
            closest = min(self._places(plain), key=lambda place: place[-1] - place[0], default=[])
            found = [(places[at], places[at] + 1) for at in closest]
        return sorted(found)


def folded(*texts: str) -> str:
    """Return texts as `Filter` looks into them; of a long text case and accents are taken away and no more."""
    return without_accents(" ".join(text for text in texts if text))


def _folded_with_places(text: str) -> tuple[str, list[int]]:
    """Return the folded text, and for each of its characters the place in `text` it comes from."""
    plain, places = [], []
    for place, character in enumerate(text):
        for one in folded(character):
            plain.append(one)
            places.append(place)
    return "".join(plain), places


def find(records: Records, name: str) -> Rejection:
    """Return the rejection that `name` means: a prefix of its id, its company, or "company role".

    Raise `NotFound`, a sentence that lists the candidates, when none or several match.
    """
    if (exact := records.rejections.get(name)) is not None:
        return exact  # a whole id needs no list of candidates
    pool = sorted(records.rejections.values(), key=lambda r: (r.archived, -r.received.timestamp(), r.uid))
    typed, asked = fold(name), name.strip().casefold()
    if not asked:
        raise NotFound("Name a rejection: the start of its id or of its name is enough.")
    for found in _candidates(pool, typed, asked):
        live = [one for one in found if not one.archived] or found
        if len(live) == 1:
            return live[0]
        if live:
            raise NotFound(
                f"“{clean_line(name, 40)}” fits {len(live)} rejections: {_listed(live)}. Type more of one of them."
            )
    near = [one for one in pool if any(matches(part, *_names(one)) for part in name.split())]
    hint = f" Close to it: {_listed(near)}." if near else ""
    raise NotFound(f"No rejection is called “{clean_line(name, 40)}”.{hint}")


def shortest_names(records: Records) -> Iterator[tuple[Rejection, str]]:
    """Yield every rejection with the shortest name by which `find` knows it alone, newest first; "" for none."""
    pool = sorted(records.inbox(archived=True), key=lambda r: r.archived)
    names = {r.uid: _names(r) for r in pool}
    every = Counter(name for its in names.values() for name in set(its))
    live = Counter(name for r in pool if not r.archived for name in set(names[r.uid]))
    for r in pool:
        count = every if r.archived else live  # `find` prefers those that are not archived
        company, _, with_role, _ = names[r.uid]
        yield r, next((name for name in (company, with_role) if name and count[name] == 1), "")


Called = TypeVar("Called", Contact, Win, Reminder)


def find_one(pool: Iterable[Called], name: str, names: Callable[[Called], tuple[str, ...]], what: str) -> Called:
    """Return the one of `pool` that has `name` as its id, as one of its folded `names`, or as the start of one.

    `what` is what they are called. Raise `NotFound`, a sentence that lists the candidates, when none or several do.
    """
    typed, asked = fold(name), name.strip().casefold()
    called = [(one, names(one)) for one in pool]
    groups = (
        [one for one, _ in called if one.uid == asked],
        [one for one, its in called if typed and its and its[0] == typed],
        [one for one, its in called if typed and any(n.startswith(typed) for n in its)],
        [one for one, _ in called if len(asked) >= _LONG_PREFIX and one.uid.startswith(asked)],
    )
    found = next((group for group in groups if group), [])
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFound(f"There is no {what} called “{clean_line(name, 40)}”.")
    shown = "; ".join(f"{short(one.uid)} {clean_line(names(one)[0], 60)}" for one in found[:_LISTED])
    raise NotFound(f"“{clean_line(name, 40)}” fits {len(found)} {what}s: {shown}. Type more of one, or its id.")


def find_by_words(
    pool: Iterable[Item], name: str, ids: Callable[[Item], Sequence[str]], words: Callable[[Item], str], hint: str
) -> Item:
    """Return the one of `pool` that `name` means: the start of one of its `ids`, or words that stand in its `words`.

    `hint` says where all can be seen. Raise `NotFound`, a sentence that lists the candidates, when none or several fit.
    """
    typed, asked = fold(name), name.strip().casefold()
    texts = [(one, fold(words(one))) for one in pool]
    by_id = [one for one, _ in texts if asked and any(uid.startswith(asked) for uid in ids(one))]
    groups = (
        by_id if len(asked) >= _LONG_PREFIX else [],
        [one for one, text in texts if typed and text == typed],
        [one for one, text in texts if typed and typed in text],
        [one for one, text in texts if typed and all(word in text for word in typed.split())],
        by_id,
    )
    found = next((group for group in groups if group), [])
    if len(found) == 1:
        return found[0]
    shown = "; ".join(f"{short(ids(one)[0])} {clean_line(words(one), 60)}" for one in found[:_LISTED])
    which = f"fits {len(found)}: {shown}" if found else f"is none; {hint}"
    raise NotFound(f"“{clean_line(name, 40)}” {which}. Nothing was changed.")


def by_any_word(text: str) -> tuple[str, ...]:
    """Return the folded names that let `find_one` find something by any of its words: the whole, then its ends."""
    parts = fold(text).split()
    return tuple(" ".join(parts[at:]) for at in range(len(parts))) or ("",)


def _names(r: Rejection) -> tuple[str, str, str, str]:
    company, key, role = fold(r.company), company_key(r.company), fold(r.role)
    return (company, key, f"{company} {role}".strip(), f"{key} {role}".strip())


def _candidates(pool: Sequence[Rejection], typed: str, asked: str) -> Iterable[list[Rejection]]:
    """Yield candidates in groups, the most certain first: whole id, long prefix, whole name, start of name, prefix."""
    by_id = [one for one in pool if one.uid.casefold().startswith(asked)]
    yield [one for one in by_id if one.uid.casefold() == asked]
    if len(asked) >= _LONG_PREFIX:
        yield by_id
    if typed:
        named = [(one, _names(one)) for one in pool]
        yield [one for one, its in named if typed in its]
        yield [one for one, its in named if any(n.startswith(typed) for n in its)]
    yield by_id


def _listed(found: Sequence[Rejection]) -> str:
    shown = "; ".join(clean_line(_words(one), 80) for one in found[:_LISTED])
    return shown + (f"; and {len(found) - _LISTED} more" if len(found) > _LISTED else "")


def _words(r: Rejection) -> str:
    return f"{short(r.uid)} {r.company}, {r.role}" if r.role else f"{short(r.uid)} {r.company}"
