"""Tells who sent a letter: a person, a mailbox nobody reads, an applicant tracking system or a job board."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from rejection_tui.content import read
from rejection_tui.domain.letter import Letter
from rejection_tui.domain.text import fold
from rejection_tui.reading.folded import fold_pattern, fold_text
from rejection_tui.reading.lexicon import has_mark

_LEADING_WORDS = re.compile(
    r"(?i)^\s*(?:kanzlei|direction|direktion|dirección|direccion|secretaría|secrétariat|familie|office of|"
    r"the office of)\s+(?=[A-ZÀ-Þ])"
)


@dataclass(frozen=True, slots=True)
class SenderRules:
    """The compiled tables about senders from `extract_senders.toml`."""

    ats: dict[str, str]
    board_names: frozenset[str]
    board_domains: tuple[str, ...]
    no_reply_local: re.Pattern[str]
    no_reply_text: re.Pattern[str]
    team: re.Pattern[str]
    function: re.Pattern[str]


@cache
def sender_rules() -> SenderRules:
    """Return the tables of `extract_senders.toml`."""
    data: dict[str, Any] = tomllib.loads(read("phrases/extract_senders.toml"))
    return SenderRules(
        ats=data["ats"],
        board_names=frozenset(data["boards"]["names"]),
        board_domains=tuple(data["boards"]["domains"]),
        no_reply_local=re.compile(data["no_reply"]["local"]),
        no_reply_text=re.compile(fold_pattern(data["no_reply"]["text"])),
        team=re.compile(rf"(?<![\w'])(?:{fold_pattern(data['teams']['words'])})(?![\w'])"),
        function=re.compile(data["function"]["local"]),
    )


def no_reply(letter: Letter, folded: str) -> bool:
    """Return whether nobody reads replies: by the address, the sending system or the words of the letter."""
    local = letter.sender_email.partition("@")[0]
    rules = sender_rules()
    if rules.no_reply_local.search(local) and not letter.reply_to.partition("@")[0].strip():
        return True
    if rules.no_reply_local.search(local) and rules.no_reply_local.search(letter.reply_to.partition("@")[0] or local):
        return True
    return bool(rules.no_reply_text.search(folded)) or (
        bool(ats(letter)) and not letter.reply_to and not re.search(r"\d{4}", local)
    )


def ats(letter: Letter) -> str:
    """Return the name of the applicant tracking system that sent the letter, "" when none did."""
    return _ats_of(letter.sender_email)


def board(letter: Letter) -> bool:
    """Return whether a job board sent the letter, so that the sender's name is not the employer's."""
    return _on_board(letter.sender_email.partition("@")[2]) or is_board(letter.sender_name)


@lru_cache(maxsize=4000)
def _on_board(host: str) -> bool:
    return any(host == name or host.endswith("." + name) for name in sender_rules().board_domains)


@lru_cache(maxsize=4000)
def is_board(name: str) -> bool:
    """Return whether a name is that of a job board or a tracking system."""
    return fold(name) in sender_rules().board_names


def is_shared(email: str) -> bool:
    """Return whether an address is that of a tracking system or a job board, through which many employers write."""
    return bool(_ats_of(email)) or _on_board(email.partition("@")[2])


@lru_cache(maxsize=4000)
def _ats_of(email: str) -> str:
    table = sender_rules().ats
    host = email.partition("@")[2].lower()
    while host:
        if host in table:
            return table[host]
        host = host.partition(".")[2]
    return ""


def function_address(email: str) -> bool:
    """Return whether an address belongs to a function (jobs@, info@) and not to a person."""
    local = email.partition("@")[0]
    return bool(sender_rules().function.match(local) or sender_rules().no_reply_local.search(local))


@lru_cache(maxsize=4000)
def without_team(text: str) -> str:
    """Return a name without the words for a team or function in it ("Acme Recruiting Team" gives "Acme")."""
    text = _LEADING_WORDS.sub("", text)
    kept = list(text)
    for match in sender_rules().team.finditer(fold_text(text)):
        kept[match.start() : match.end()] = "\0" * (match.end() - match.start())
    return " ".join("".join(kept).replace("\0", " ").split()).strip(" ,;:|-–—@/&•·")


_PUBLIC_SUFFIXES = {
    "co",
    "com",
    "org",
    "net",
    "ac",
    "gov",
    "edu",
    "sch",
    "nhs",
    "or",
    "ne",
    "gob",
    "gouv",
    "k12",
    "example",
    "info",
}
_SERVICE_LABEL = re.compile(
    r"(?:e?mail|careers|jobs|talent|recruiting|apply|www|hr|em|mg|e|gmail|outlook|hotmail|yahoo|gmx|web|icloud|proton)$"
)


def domain_labels(email: str) -> tuple[str, ...]:
    """Return the labels of an address's domain that may name its owner, the likeliest first."""
    parts = [part for part in email.partition("@")[2].lower().split(".") if part]
    while len(parts) > 1 and (
        len(parts[-1]) <= 2 or parts[-1] in _PUBLIC_SUFFIXES or (len(parts[-1]) == 3 and len(parts) == 2)
    ):
        parts.pop()
    if len(parts) > 1 and len(email.rpartition(".")[2]) > 3 and parts[-1] == email.lower().rpartition(".")[2]:
        parts.pop()
    return tuple(part for part in reversed(parts) if not _SERVICE_LABEL.match(part))


def owner_labels(letter: Letter) -> tuple[str, ...]:
    """Return what in the address may name the employer: labels of the domain, or a tracking system's tenant."""
    if ats(letter) or board(letter):
        tenant = letter.sender_email.partition("@")[0].partition("+")[0]
        silent = sender_rules().no_reply_local.search(tenant) or sender_rules().function.match(tenant)
        inside = letter.sender_email.partition("@")[2].split(".")[:-2]
        return tuple(name for name in (*(() if silent else (tenant,)), *inside) if not _SERVICE_LABEL.match(name))
    return domain_labels(letter.sender_email)


def kind_of_address(letter: Letter) -> str:
    """Return whose an address is: `ats`, `board`, `unread`, `function`, `named` (two words), `other` or `none`."""
    local = letter.sender_email.partition("@")[0]
    if not local:
        return "none"
    if sender_rules().no_reply_local.search(local):
        return "unread"
    if ats(letter):
        return "ats"
    if board(letter):
        return "board"
    if function_address(letter.sender_email):
        return "function"
    return "named" if re.search(r"\w[._-]\w", local) else "other"


_CLIENT = re.compile(
    r"\b(?:(?:the|our|my) clients?|client's|end client|unser\w* (?:kunde\w*|mandant\w*|auftraggeber\w*)|beim kunden|"
    r"(?:notre|mon) client|(?:nuestro|mi|el) cliente|(?:o|do|nosso) cliente|(?:il|nostro|del) cliente|"
    r"(?:de|onze|mijn) opdrachtgever|musterimiz|firmasi adina|put you forward|submitted you)\b"
)
_AGENCY_HOST = re.compile(
    r"recruit|staffing|personal(?:berat|verm|dienst|partner)|search|interim|headhunt|zeitarbeit|uitzend|conseilrh"
)


def names_a_client(folded: str) -> bool:
    """Return whether a folded text speaks of a client, as agencies do."""
    return bool(_CLIENT.search(folded))


def agency_words(letter: Letter) -> bool:
    """Return whether the sender's name or address has a word of agencies."""
    host = re.sub(r"[.-]", " ", letter.sender_email.rpartition("@")[2].lower())
    return has_mark(f"{fold(letter.sender_name[:200])} {host}", "agency") or bool(_AGENCY_HOST.search(host))
