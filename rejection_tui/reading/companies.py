"""Finds the employer of a letter: sender, signature, text and domain vote for names, and the best supported wins."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from rejection_tui.content import read
from rejection_tui.domain.letter import Guess, Letter
from rejection_tui.domain.text import fold
from rejection_tui.reading import senders
from rejection_tui.reading.context import work_words
from rejection_tui.reading.folded import fold_text
from rejection_tui.reading.people import person, signature

_MACRO_NAME = re.compile(r"@([A-Z]+)\b")


@dataclass(frozen=True, slots=True)
class CompanyRules:
    """The compiled tables about employers' names from `extract_companies.toml`."""

    forms: tuple[tuple[str, float, re.Pattern[str]], ...]
    legal: re.Pattern[str]
    agency: re.Pattern[str]
    client: re.Pattern[str]
    never: re.Pattern[str]
    kind: re.Pattern[str]


@dataclass(slots=True)
class Vote:
    """A candidate name: where it was found, the words around it, and its weight (0..1)."""

    surface: str
    source: str
    words: str
    weight: float


@cache
def company_rules() -> CompanyRules:
    """Return the tables of `extract_companies.toml`."""
    data: dict[str, Any] = tomllib.loads(read("phrases/extract_companies.toml"))
    words: dict[str, str] = data["words"]

    def expand(pattern: str) -> str:
        while "@" in pattern:
            pattern = _MACRO_NAME.sub(lambda m: words[m[1]], pattern)
        return pattern

    forms = tuple((f["name"], float(f["weight"]), re.compile(expand(f["pattern"]))) for f in data["form"])
    legal = data["legal"]
    return CompanyRules(
        forms,
        re.compile(rf"(?:,?\s+|^){legal['forms']}(?=$|[\s,.;])"),
        re.compile(legal["agency"]),
        re.compile(legal["client"]),
        re.compile(legal["never"]),
        re.compile(legal["kind"]),
    )


def plain_name(name: str) -> str:
    """Return a company's name without its legal form and an article in front."""
    return re.sub(
        r"^(?:the|die|das|der)\s+", "", company_rules().legal.sub(" ", name).strip(" ,.;"), flags=re.I
    ).strip()


def votes_of(letter: Letter) -> Iterator[Vote]:
    """Yield every name that may be the employer's, except those beside the role (see `votes_beside_role`)."""
    for source in (_from_sender, _from_signature, _from_text, _from_subject, _from_domain, _from_letterhead):
        yield from source(letter)


def _from_sender(letter: Letter) -> Iterator[Vote]:
    shown = letter.sender_name
    if not shown or ("@" in shown and "." in shown.partition("@")[2]):
        return
    match = re.match(
        r"(?P<who>.+?)\s+(?P<link>@|at|from|via|pour|für|für die|bei|on behalf of|powered by|by|de|chez|through)\s+"
        r"(?P<what>.+)$",
        shown,
    )
    if match and match["link"] in {"@", "at", "from", "pour", "für", "bei", "on behalf of", "chez"}:
        who, what = match["who"], match["what"]
        if senders.is_board(what) or what.lower() in {"icims", "workday"}:
            yield Vote(who, "sender's name", shown, 0.55)
            return
        yield Vote(senders.without_team(what) or what, "sender's name", shown, 0.55)
        return
    titled = re.match(r"(?P<who>[^\W\d_]+)\s+(?:von|de|van|di|da|do|du|of)\s+(?P<what>.+)$", shown)
    if titled and domain_agrees(fold(titled["what"]), titled["what"], letter) >= 0.28:
        yield Vote(titled["what"], "sender's name", shown, 0.55)
        return
    if match and match["link"] in {"via", "powered by", "by", "through"}:
        yield Vote(senders.without_team(match["who"]), "sender's name", shown, 0.5)
        return
    for part in re.split(r"\s*[,|•]\s*|\s+[-–—]\s+", shown):
        rest = senders.without_team(part)
        if not rest or senders.is_board(part):
            continue
        looks_personal = bool(person(part)) and rest == part and _is_personal_address(part, letter)
        if not looks_personal:
            worker = work_words(fold_text(rest)) and not domain_agrees(fold(rest), rest, letter)
            yield Vote(rest, "sender's name", shown, 0.1 if senders.board(letter) or worker else 0.52)


def _is_personal_address(name: str, letter: Letter) -> bool:
    local = fold(letter.sender_email.partition("@")[0].replace(".", " "))
    compact = fold(name).replace(" ", "")
    if any(compact == label.replace("-", "") for label in senders.domain_labels(letter.sender_email)):
        return False
    tokens = [t for t in fold(name).split() if len(t) > 2]
    if any(t in local for t in tokens) and not senders.ats(letter):
        return True
    lines = [fold(line) for line in signature(letter.body).lines if len(line) < 45]
    context = senders.function_address(letter.sender_email)
    return any(tokens[0] in line.split()[:2] and (line != fold(name) or not context) for line in lines if tokens)


def _from_signature(letter: Letter) -> Iterator[Vote]:
    block = signature(letter.body)
    for index, line in enumerate(block.lines[:7]):
        beside_team = 0.18 * any(not senders.without_team(near) for near in block.lines[max(0, index - 1) : index + 2])
        legal = bool(company_rules().legal.search(line))
        below_name = index == 1 and bool(person(block.lines[0]))
        if len(line) > 110 or re.search(r"https?:|www\.|@\w+\.\w|\+?\d[\d\s()-]{7,}", line):
            continue
        for chunk in re.split(r"\s*[,|•·]\s*|\s+[-–—/]\s+|\s+@\s+|\s+at\s+|\s*\(|\)", line):
            rest = senders.without_team(chunk)
            if not rest or (not rest[0].isupper() and not rest[0].isdigit()):
                continue
            is_person = bool(person(rest)) and (
                (index == 0 and line.startswith(rest))
                or (letter.sender_name and fold(rest) == fold(letter.sender_name))
            )
            if is_person or len(rest.split()) > 8 or (rest.endswith((".", "!", "?")) and not legal):
                continue
            titled = re.match(
                r"(?i)^(?:head|director|manager|owner|principal|chair|dean|chef|leiter\w*|directora?|responsable)\b",
                rest,
            )
            below = 0.12 * (index > 0 and (block.after_signoff or below_name))
            yield Vote(rest, "signature", line, 0.12 if titled else 0.34 + below + 0.25 * legal + beside_team)


def _from_text(letter: Letter) -> Iterator[Vote]:
    text = letter.body[:8000]
    for name, weight, pattern in company_rules().forms:
        seen: set[str] = set()
        for count, match in enumerate(pattern.finditer(text)):
            found = senders.without_team(match["company"])
            if count >= 8 or not found or fold(found) in seen:
                continue
            seen.add(fold(found))
            yield Vote(found, name, match.group().strip(), weight if len(found) > 2 else 0.15)


def _from_subject(letter: Letter) -> Iterator[Vote]:
    subject = letter.subject
    for match in re.finditer(
        r"\b(?:at|with|bei|chez|en|em|bij|presso|@|joining|to)\s+(?:the\s+)?([A-ZÀ-Þ0-9][^|:()\[\]–—]{1,60}?)(?=$|\s+[-–—|(:]|,\s)",
        subject,
    ):
        yield Vote(match[1], "subject", subject, 0.36)
    for piece in re.split(r"\s+[-–—|·/]\s+|\s*[|:]\s*|,\s+", subject):
        rest = senders.without_team(piece)
        if rest and rest[:1].isupper() and len(rest.split()) <= 7:
            yield Vote(
                rest,
                "subject",
                subject,
                0.12
                + (
                    0.2
                    if f" {fold(rest)} " in f" {fold(letter.body)} " and _is_sender_or_signature(rest, letter)
                    else 0
                ),
            )


def _is_sender_or_signature(name: str, letter: Letter) -> bool:
    return any(fold(name) in fold(line) for line in signature(letter.body).lines) or fold(name) in fold(
        letter.sender_name
    )


def _from_domain(letter: Letter) -> Iterator[Vote]:
    """Yield words of the letter that are the sender's domain when written together."""
    labels = {label.replace("-", "") for label in _labels(letter) if len(label) > 3}
    text = f"{letter.subject}\n{letter.sender_name}\n{letter.body[:6000]}"
    if not labels:
        return
    seen: set[str] = set()
    for line in text.split("\n"):
        words = re.findall(r"[^\s,;:!?()|<>\"]+", line)[:80]
        for start in range(len(words)):
            for stop in range(start + 1, min(start + 7, len(words) + 1)):
                chunk = " ".join(words[start:stop]).strip(".'’")
                compact = fold(chunk).replace(" ", "")
                if compact in labels and chunk not in seen and "@" not in chunk and "." not in chunk:
                    seen.add(chunk)
                    yield Vote(chunk, "sender's domain", line.strip(), 0.34)


def _from_letterhead(letter: Letter) -> Iterator[Vote]:
    """Yield lines above the greeting whose words begin with capitals."""
    weight = 0.5 if senders.ats(letter) or senders.board(letter) else 0.2
    for line in [line.strip() for line in letter.body.split("\n") if line.strip()][:2]:
        if len(line) > 60 or line.endswith((",", ":", ".", "!")) or ":" in line:
            return
        words = line.split()
        if (
            words[0][:1].isupper()
            and len(words) <= 7
            and not work_words(fold_text(line))
            and not re.search(r"\d{3}", line)
        ):
            yield Vote(senders.without_team(line), "letterhead", line, weight)
            return


def votes_beside_role(role: str, letter: Letter) -> Iterator[Vote]:
    """Yield the name a job board writes beside the role: on the line below it, or after a dash."""
    if not role:
        return
    weight = 0.56 if senders.board(letter) or senders.ats(letter) else 0.3
    lines = [line.strip() for line in f"{letter.subject}\n{letter.body[:5000]}".split("\n") if line.strip()]
    for index, line in enumerate(lines):
        if (not fold(line).startswith(fold(role)) and index > 0) or fold(role) not in fold(line):
            continue
        tail = line[line.lower().find(role.lower()) + len(role) :]
        pieces = re.split(r"\s+[-–—|·•@]\s+|\s*[|·•]\s*|\s+at\s+|,\s+", tail)
        found = next((piece for piece in pieces[1:] if piece.strip()), "")
        if index > 0 and len(line) <= len(role) + 3 and index + 1 < len(lines):
            found = re.split(r"\s*[|·•]\s*|\s+[-–—]\s+", lines[index + 1])[0]
        found = senders.without_team(found.split(". ")[0])
        if found and found[0].isupper() and len(found.split()) <= 6 and not found.endswith((".", "!", ":")):
            yield Vote(found, "beside the role", line, weight)


def _labels(letter: Letter) -> tuple[str, ...]:
    """Return what in the address may name the employer: the domain, or a tracking system's tenant."""
    if senders.ats(letter) or senders.board(letter):
        tenant = letter.sender_email.partition("@")[0].partition("+")[0]
        return (tenant, *letter.sender_email.partition("@")[2].split(".")[:-2])
    return senders.domain_labels(letter.sender_email)


def domain_agrees(key: str, surface: str, letter: Letter) -> float:
    """Return how well (0..1) the sender's domain, or the tenant of a tracking system, agrees with a name."""
    return max((_label_agrees(key, surface, fold(label).replace(" ", "")) for label in _labels(letter)), default=0.0)


def _label_agrees(key: str, surface: str, label: str) -> float:
    compact = fold_text(key).replace(" ", "")
    if len(label) < 3 or len(compact) < 3:
        return 0.0
    if label == compact:
        return 0.4
    if label.startswith(compact) or compact.startswith(label) or (len(label) > 4 and label in compact):
        return 0.3
    large = "".join(word[0] for word in surface.split() if word[0].isupper()).lower()
    if len(large) >= 3 and (label == large or label.startswith(large)):
        return 0.3
    words = [word for word in key.split() if len(word) > 3]
    hit = sum(word in label for word in words)
    return 0.28 if hit >= 2 or (hit and words[0] in label) else (0.15 if hit else 0.0)


MIN_SUPPORT = 0.5
#: Sources so reliable that the word of an occupation in a name does not count against it.
_RELIABLE_SOURCES = frozenset({"sender's name", "sender's domain", "beside the role"})


def company(letter: Letter, role: str) -> Guess:
    """Return the employer; empty when it is doubtful or an agency writes for a client it does not name.

    `role` is a first guess of the role: boards name the employer beside it.
    """
    votes: dict[str, Vote] = {}
    for vote in (*votes_of(letter), *votes_beside_role(role, letter)):
        _add_vote(votes, vote)
    body = f" {fold(letter.body)} "
    for key, vote in votes.items():
        vote.weight += _support(key, vote, votes, body, letter, fold(role))
    if not votes:
        return Guess()
    best = max(votes.values(), key=lambda vote: (vote.weight, len(vote.surface)))
    best = _fuller_form(best, votes, body)
    if best.weight < MIN_SUPPORT or _is_agency(best.surface, letter):
        return Guess()
    surface = _with_kind_word(best.surface, f"{letter.sender_name}\n{letter.subject}\n{letter.body[:8000]}")
    return Guess(surface, best.source, best.words[:200], round(min(0.98, best.weight), 2))


def _with_kind_word(name: str, text: str) -> str:
    """Return a name with the word for its kind that precedes it in the letter ("Hotel Marquise" for "Marquise")."""
    match = re.search(rf"\b{company_rules().kind.pattern}{re.escape(name)}(?!\w)", text)
    return match.group().replace("\n", " ") if match else name


def _support(key: str, vote: Vote, votes: dict[str, Vote], body: str, letter: Letter, role: str) -> float:
    """Return the support of a name: its vote, changed by domain, repetition, words of an occupation and role."""
    support = domain_agrees(key, vote.surface, letter)
    times = body.count(f" {key} ")
    if times:
        support += min(0.24, 0.12 * (times - 1)) + 0.12 * any(_is_part_of(other, key) for other in votes)
    if vote.source not in _RELIABLE_SOURCES and work_words(fold_text(vote.surface)):
        support -= 0.3
    if role and (key == role or _is_part_of(key, role)):
        support -= 0.5
    return support


def _add_vote(votes: dict[str, Vote], vote: Vote) -> None:
    surface = _trimmed(vote.surface)
    name = plain_name(surface)
    key = fold(name)
    if (
        len(key) < 2
        or company_rules().never.match(name)
        or senders.is_board(name)
        or not any(character.isalpha() for character in key)
    ):
        return
    known = votes.get(key)
    if known is None:
        votes[key] = Vote(name, vote.source, vote.words, vote.weight)
    else:
        known.weight += vote.weight * (0.9 if known.source != vote.source else 0.3)


def _trimmed(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip(" ,;:|-–—@/&•·\"'“”„")
    text = re.sub(r"['’]s$", "", text)
    return re.sub(r"\s+(?:of|and|the|de|la|del|und|et|y|e|di|van|in|for|for the|at)$", "", text)


def _is_part_of(shorter: str, longer: str) -> bool:
    return len(shorter) < len(longer) and f" {shorter} " in f" {longer} "


def _fuller_form(best: Vote, votes: dict[str, Vote], body: str) -> Vote:
    """Return the full form of the best name when it is well supported too ("Ardle Boat Works" for "Ardle")."""
    for vote in votes.values():
        longer = _is_part_of(fold(best.surface), fold(vote.surface))
        named = vote.source in {"signature", "sender's name"} or vote.weight >= MIN_SUPPORT
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
