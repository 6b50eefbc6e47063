"""Cover letters: read, checked, kept in versions, and linked to the answer whose lesson they carry."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from rejection_tui import drafting, importing, reading
from rejection_tui.domain.cover_letter import CoverLetter, CoverVersion
from rejection_tui.domain.draft import Finding, Severity
from rejection_tui.domain.errors import NotFound, Refused, UsageError
from rejection_tui.domain.filter import find_by_words
from rejection_tui.domain.ids import new_uid
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.text import clean, clean_line, fold
from rejection_tui.services import named_files
from rejection_tui.services.context import AppContext
from rejection_tui.services.links import delete_with, existing, unlink

#: Characters of a letter that are kept.
_LONGEST: Final = 40_000
#: The fields that say whom a letter is for, and what it is called.
_LINES: Final = ("company", "role", "person", "title", "source")


def get(records: Records, uid: str) -> CoverLetter:
    """Return the cover letter of that uid; raise `NotFound` when it is gone."""
    found = records.cover_letters.get(uid)
    if found is None:
        raise NotFound("That cover letter is not in the file any more.")
    return found


def find(records: Records, name: str) -> CoverLetter:
    """Return the cover letter that `name` means: the start of its id, or words of its company, role or title.

    Raise `NotFound`, which lists the candidates, when none or several fit.
    """
    hint = "rejtui cover list shows them"
    return find_by_words(
        every(records), name, lambda one: (one.uid,), lambda one: f"{one.name} {one.company} {one.role}", hint
    )


def every(records: Records) -> tuple[CoverLetter, ...]:
    """Return the cover letters: those being written first, of each the newest first."""
    newest = sorted(records.cover_letters.values(), key=lambda c: (c.created, c.uid), reverse=True)
    return tuple(sorted(newest, key=lambda c: c.done is not None))


def text_of(records: Records, uid: str) -> str:
    """Return the newest text of a cover letter, "" for one without a version."""
    versions = records.versions_of(uid)
    return versions[-1].text if versions else ""


def version(records: Records, uid: str, number: int) -> CoverVersion:
    """Return version `number` of a cover letter, from 1, or from the end if negative; raise `NotFound` without one."""
    versions = records.versions_of(get(records, uid).uid)
    if not 1 <= abs(number) <= len(versions):
        raise NotFound(f"There is no version {number}; it has {len(versions)}. Nothing was changed.")
    return versions[number - 1 if number > 0 else number]


def read_file(path: Path) -> str:
    """Return the text of a cover letter in one of the kinds of files a CV comes in."""
    return importing.read_cover_letter(path)


def read_piped(data: bytes) -> str:
    """Return the text of a cover letter from a pipe; raise `UsageError` for bytes that are not UTF-8."""
    try:
        return clean(data.decode("utf-8-sig"))[:_LONGEST].strip()
    except UnicodeDecodeError:
        raise UsageError("That is not text in UTF-8; name the file instead. Nothing was added.") from None


def is_cover_letter(text: str) -> bool:
    """True for prose between a greeting and a closing formula, which no CV has."""
    return drafting.looks_like_letter(clean(text))


def add(
    context: AppContext, text: str, feedback: str = "", rejection: str = "", language: str = "", **lines: str
) -> CoverLetter:
    """Keep a cover letter with its first version; `lines` are company, role, person, title and source.

    Without a company it is for that of the rejection where the letter names it. Raise `Refused` for an empty text.
    """
    words = _words(text)
    now = context.now()
    with context.store.transaction("Add a cover letter", now) as transaction:
        records = transaction.records
        answer = records.feedback.get(feedback)
        about = existing(records, "rejections", rejection or (answer.rejection if answer else ""))
        new = CoverLetter(new_uid(), now, feedback=answer.uid if answer else "", rejection=about)
        new = replace(new, language=_base(language), **_tidy(lines))
        if not new.company and about and _names(words, records.rejections[about].company):
            new = replace(new, company=records.rejections[about].company)
            new = replace(new, role=new.role or records.rejections[about].role)
        transaction.put(new, CoverVersion(new_uid(), new.uid, words, now, feedback=new.feedback))
    return new


def described(context: AppContext, language: str = "", **lines: str) -> CoverLetter:
    """Return a cover letter that is not kept, of which this is known, for `check`."""
    return replace(CoverLetter("", context.now(), language=_base(language)), **_tidy(lines))


def edit(context: AppContext, uid: str, **changes: str) -> CoverLetter:
    """Change whom a cover letter is for: company, role, person, title or language."""
    tidy = _tidy(changes)
    if "language" in changes:
        tidy["language"] = _base(changes["language"])
    return _put(context, uid, "Edit a cover letter", **tidy)


def save(
    context: AppContext,
    uid: str,
    text: str,
    note: str = "",
    feedback: str | None = None,
    gap: str = "",
    label: str = "Rewrite the cover letter",
) -> CoverVersion:
    """Keep a new version; `feedback` and `gap` are the uids of what the change responds to (None: the letter's answer).

    The same text again changes nothing; a finished letter is taken up again. `label` is what undo calls it.
    """
    words = _words(text)
    old = get(context.records, uid)
    if (before := context.records.versions_of(uid)) and before[-1].text == words:
        return before[-1]
    now = context.now()
    with context.store.transaction(f"{label}{f' for {old.company}' if old.company else ''}", now) as transaction:
        old = get(transaction.records, uid)
        order = max((one.order for one in transaction.records.versions_of(uid)), default=-1) + 1
        answer = existing(transaction.records, "feedback", old.feedback if feedback is None else feedback)
        about = clean_line(gap, 64) if answer else ""
        new = CoverVersion(new_uid(), uid, words, now, clean_line(note, 300), answer, about, order)
        transaction.put(new)
        if old.done:
            transaction.put(replace(old, done=None))
    return new


def restore(context: AppContext, uid: str, number: int) -> CoverVersion:
    """Make the text of an older version the newest one; raise `Refused` when it is the newest already."""
    old = version(context.records, uid, number)
    if old.text == text_of(context.records, uid):
        raise Refused(f"Version {number} is what it says now; nothing was changed.")
    label = f"Go back to version {number} of the cover letter"
    return save(context, uid, old.text, f"Version {number} again", old.feedback, old.gap, label)


def note(context: AppContext, version_uid: str, words: str, feedback: str = "", gap: str = "") -> CoverVersion:
    """Say of a version what changed in it and which answer, or which gap of it, it responds to; its text stays."""
    with context.store.transaction("Note what changed in a cover letter", context.now()) as transaction:
        old = transaction.records.cover_versions.get(version_uid)
        if old is None:
            raise NotFound("That version is not in the file any more.")
        answer = existing(transaction.records, "feedback", feedback)
        new = replace(old, note=clean_line(words, 300), feedback=answer, gap=clean_line(gap, 64) if answer else "")
        transaction.put(new)
    return new


def compare(records: Records, uid: str, old: int, new: int = -1) -> tuple[tuple[str, str], ...]:
    """Return the difference of two versions as pairs ("keep", "cut" or "add"; words)."""
    return drafting.letter_diff(version(records, uid, old).text, version(records, uid, new).text)


def changes(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """Return the difference of two texts as `compare` does."""
    return drafting.letter_diff(before, after)


def link(context: AppContext, uid: str, feedback: str = "", rejection: str = "") -> CoverLetter:
    """Say which answer, or which rejection, the letter has learned from; without either the link is removed."""
    entry = context.records.feedback.get(feedback)
    if feedback and entry is None:
        raise NotFound("That answer is not in the journal any more.")
    if rejection and rejection not in context.records.rejections:
        raise NotFound("That rejection is not in the file any more.")
    about = rejection or (entry.rejection if entry else "")
    return _put(context, uid, "Link a cover letter", feedback=feedback, rejection=about)


def finish(context: AppContext, uid: str) -> CoverLetter:
    """Call a cover letter finished; raise `Refused` while something in it is still to be filled in."""
    letter = get(context.records, uid)
    blocking = [f for f in check(context, text_of(context.records, uid), letter) if f.severity is Severity.BLOCK]
    if blocking:
        raise Refused(f"Not finished: {blocking[0].message}")
    return _put(context, uid, "Finish a cover letter", done=letter.done or context.now())


def reopen(context: AppContext, uid: str) -> CoverLetter:
    """Take a finished cover letter up again."""
    return _put(context, uid, "Reopen a cover letter", done=None)


def delete(context: AppContext, uids: Iterable[str]) -> None:
    """Delete cover letters with all their versions; undo brings them back."""
    chosen = list(dict.fromkeys(uids))
    what = "a cover letter" if len(chosen) == 1 else f"{len(chosen)} cover letters"
    with context.store.transaction(f"Delete {what}", context.now()) as transaction:
        transaction.delete(*(get(transaction.records, uid) for uid in chosen))
        delete_with(transaction, "cover_letters", set(chosen))
        unlink(transaction, "cover_letters", set(chosen))


def write(context: AppContext, uid: str, path: Path, overwrite: bool = False) -> Path:
    """Write the newest text to a private file; raise `Refused` when it exists and `overwrite` is False."""
    text = text_of(context.records, get(context.records, uid).uid)
    return named_files.write_private(context, path, f"{text}\n".encode(), overwrite)


def check(
    context: AppContext, text: str, letter: CoverLetter | None = None, application: Rejection | None = None
) -> tuple[Finding, ...]:
    """Return the findings of the checks for a text; `letter` says whom it is for.

    What it leaves open is taken from `application`, or from the linked rejection where that is the same company.
    """
    return drafting.check_cover_letter(clean(text), _known(context, text, letter, application))


def language_of(text: str) -> str:
    """Return the language of a text, without region."""
    return reading.language_of_text(text)


def not_checked(text: str) -> str:
    """Return a sentence when what a text says cannot be checked because of its language, else ""."""
    return drafting.not_checked(language_of(text))


def _known(
    context: AppContext, text: str, letter: CoverLetter | None, application: Rejection | None
) -> drafting.CoverContext:
    """Gather what the file knows of whom the letter is for, and of everybody else."""
    records = context.records
    letter = letter or CoverLetter("", context.now())
    about = application or _same_company(records, letter)
    company = letter.company or (about.company if about else "")
    person = letter.person or (about.recruiter_name if about else "")
    theirs = [c for c in records.contacts.values() if _is_same(c.company, company)]
    others = [r for r in records.rejections.values() if not _is_same(r.company, company)]
    strangers = [c for c in records.contacts.values() if not _is_same(c.company, company)]
    kept = [c for c in records.cover_letters.values() if c.uid != letter.uid and not _is_same(c.company, company)]
    known = {person, records.me.name, *(c.name for c in theirs)}
    people = (*(r.recruiter_name for r in others), *(c.name for c in strangers), *(c.person for c in kept))
    companies = (*(r.company for r in others), *(c.company for c in strangers), *(c.company for c in kept))
    roles = (*(r.role for r in others), *(c.role for c in kept))
    worked = " | ".join(b.section for b in records.bullets.values())  # where one has worked may be named
    spoken = about.language.partition("-")[0] if about else ""
    return drafting.CoverContext(
        company=company,
        role=letter.role or (about.role if about else ""),
        person=person,
        my_name=records.me.name,
        language=language_of(text),
        expected=letter.language or spoken,
        cv=tuple(line for b in records.bullets.values() for line in (b.after, b.before) if line),
        other_companies=tuple(name for name in _apart(companies) if not _names(worked, name)),
        other_people=tuple(name for name in _apart(people) if name not in known),
        other_roles=_apart(roles),
    )


def _same_company(records: Records, letter: CoverLetter) -> Rejection | None:
    """Return the linked rejection when the letter is for the same company, or for none that is named."""
    about = records.rejections.get(letter.rejection)
    return about if about and (not letter.company or _is_same(about.company, letter.company)) else None


def _is_same(one: str, other: str) -> bool:
    return bool(one and other) and fold(drafting.core(one)) == fold(drafting.core(other))


def _names(text: str, company: str) -> bool:
    name = fold(drafting.core(company))
    return bool(name) and f" {name} " in f" {fold(text)} "


def _apart(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def _put(context: AppContext, uid: str, label: str, **changes: Any) -> CoverLetter:
    with context.store.transaction(label, context.now()) as transaction:
        new = replace(get(transaction.records, uid), **changes)
        transaction.put(new)
    return new


def _words(text: str) -> str:
    words = clean(text).strip()
    if not words:
        raise Refused("There is no text in it; nothing was saved.")
    if len(words) > _LONGEST:
        raise Refused(f"That is longer than {_LONGEST} characters, which is no letter; nothing was saved.")
    return words


def _tidy(lines: dict[str, str]) -> dict[str, str]:
    return {name: clean_line(value, 200) for name, value in lines.items() if name in _LINES}


def _base(language: str) -> str:
    return clean_line(language, 20).replace("_", "-").partition("-")[0].lower()
