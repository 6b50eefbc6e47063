"""The employer a letter comes from, by vote: sender, signature, named forms in the text, the domain agreeing."""

import re

from rejection_tui.domain.letter import Guess, Letter
from rejection_tui.domain.text import fold
from rejection_tui.mail import senders
from rejection_tui.mail.company_votes import Vote, beside, company_rules, domain_agrees, plain_name, votes_of
from rejection_tui.mail.context import work_words
from rejection_tui.mail.folded import fold_text
from rejection_tui.mail.people import signature

THRESHOLD = 0.5
#: Places where an occupation's word in a name says nothing against it.
_SURE = frozenset({"sender's name", "sender's domain", "beside the role"})


def company(letter: Letter, role: str) -> Guess:
    """Return the employer; empty rather than doubtful, and empty when an agency writes for a client it does not name.

    `role` is a first guess of the role: boards name the employer beside it.
    """
    votes: dict[str, Vote] = {}
    for vote in (*votes_of(letter), *beside(role, letter)):
        _count(votes, vote)
    body = f" {fold(letter.body)} "
    for key, vote in votes.items():
        vote.weight += _support(key, vote, votes, body, letter, fold(role))
    if not votes:
        return Guess()
    best = max(votes.values(), key=lambda vote: (vote.weight, len(vote.surface)))
    best = _fuller(best, votes, body)
    if best.weight < THRESHOLD or _is_agency(best.surface, letter):
        return Guess()
    surface = _with_its_kind(best.surface, f"{letter.sender_name}\n{letter.subject}\n{letter.body[:8000]}")
    return Guess(surface, best.source, best.words[:200], round(min(0.98, best.weight), 2))


def _with_its_kind(name: str, text: str) -> str:
    """A name with the word for its kind that stands before it in the letter ("Marquise" to "Hotel Marquise")."""
    match = re.search(rf"\b{company_rules().kind.pattern}{re.escape(name)}(?!\w)", text)
    return match.group().replace("\n", " ") if match else name


def _support(key: str, vote: Vote, votes: dict[str, Vote], body: str, letter: Letter, role: str) -> float:
    """What speaks for and against a name beside its votes: the domain, repetition, words of an occupation, the role."""
    support = domain_agrees(key, vote.surface, letter)
    times = body.count(f" {key} ")
    if times:
        support += min(0.24, 0.12 * (times - 1)) + 0.12 * any(_within(other, key) for other in votes)
    if vote.source not in _SURE and work_words(fold_text(vote.surface)):
        support -= 0.3
    if role and (key == role or _within(key, role)):
        support -= 0.5
    return support


def _count(votes: dict[str, Vote], vote: Vote) -> None:
    surface = _trim(vote.surface)
    name = plain_name(surface)
    key = fold(name)
    if len(key) < 2 or company_rules().never.match(name) or senders.is_board(name) or not any(c.isalpha() for c in key):
        return
    known = votes.get(key)
    if known is None:
        votes[key] = Vote(name, vote.source, vote.words, vote.weight)
    else:
        known.weight += vote.weight * (0.9 if known.source != vote.source else 0.3)


def _trim(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip(" ,;:|-–—@/&•·\"'“”„")
    text = re.sub(r"['’]s$", "", text)
    return re.sub(r"\s+(?:of|and|the|de|la|del|und|et|y|e|di|van|in|for|for the|at)$", "", text)


def _within(shorter: str, longer: str) -> bool:
    return len(shorter) < len(longer) and f" {shorter} " in f" {longer} "


def _fuller(best: Vote, votes: dict[str, Vote], body: str) -> Vote:
    """The full form of the winner's name when it is also well supported ("Ardle" becomes "Ardle Boat Works")."""
    for vote in votes.values():
        longer = _within(fold(best.surface), fold(vote.surface))
        named = vote.source in {"signature", "sender's name"} or vote.weight >= THRESHOLD
        if (
            longer
            and named
            and vote.weight >= max(0.42, best.weight - 0.35)
            and (vote.source != "subject" or f" {fold(vote.surface)} " in body)
        ):
            best = vote
    return best


def _is_agency(name: str, letter: Letter) -> bool:
    signed = " ".join(line for line in signature(letter.body).lines if len(line) < 45)
    sender = f"{name} {letter.sender_name} {signed} {letter.sender_email.partition('@')[2]}"
    spoken_for = company_rules().agency.search(sender) or company_rules().agency.search(
        fold_text(sender).replace("recruit", " recruit ")
    )
    return bool(spoken_for) and bool(company_rules().client.search(letter.body)) and not senders.ats(letter)
