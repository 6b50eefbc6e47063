"""The address a reply to a letter reaches, and whether anybody reads it."""

import re
from collections.abc import Mapping
from typing import Any

from rejection_tui.domain.letter import Guess
from rejection_tui.domain.text import fold
from rejection_tui.reading import senders
from rejection_tui.reading.candidates import Candidate, Features
from rejection_tui.reading.folded import fold_text
from rejection_tui.reading.ranking import likelihood
from rejection_tui.reading.view import View

_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,60}@[\w-]{1,40}(?:\.[\w-]{1,40}){1,4}")
_INVITES = re.compile(
    r"\b(?:write|reply|email|e-mail|contact|reach|ask|schreib\w*|antwort\w*|mail\w*|wenden|ecri\w+|contact\w*|escrib\w*|"
    r"responde\w*|escrev\w*|scriv\w*|mailen|neem contact|yaz\w*|iletis\w*)\b"
)

_ASKS_A_REPLY = re.compile(
    r"\b(?:direkt (?:auf diese|darauf)|reply to this|just reply|hit reply|antworten sie einfach)\b"
)
_OTHER_MATTER = re.compile(r"privacy|datenschutz|dpo|rgpd|gdpr|support|unsubscribe|dsar|abuse")


def silence_features(view: View) -> Features:
    """Return what speaks for a mailbox that nobody reads."""
    letter, rules = view.letter, senders.sender_rules()
    local = letter.sender_email.partition("@")[0]
    folded = view.folded_text
    answered = bool(letter.reply_to) and not rules.no_reply_local.search(letter.reply_to.partition("@")[0])
    said = bool(rules.no_reply_text.search(folded))
    system = bool(senders.ats(letter))
    person = bool(re.search(r"[._-]", local)) and not senders.function_address(letter.sender_email)
    return {
        "": 1.0,
        "local": float(bool(rules.no_reply_local.search(local))),
        "said": float(said),
        "ats": float(system),
        "board": float(senders.board(letter)),
        "ats, said nothing": float(system and not said),
        "ats, digits": float(system and bool(re.search(r"\d{3}", local))),
        "ats, person": float(system and person),
        "answered": float(answered),
        "function": float(senders.function_address(letter.sender_email)),
        "reply word": float(bool(_ASKS_A_REPLY.search(folded))),
        "no sender": float(not letter.sender_email),
        "phone": float(bool(re.match(r"\+?\d+$", local))),
        "automatic": float(letter.automatic),
    }


def no_reply(view: View, table: Mapping[str, Any]) -> float:
    """Return the probability that nobody reads what is sent back."""
    seen = silence_features(view)
    if seen["answered"] and not seen["said"]:  # a Reply-To that is read is where replies go, whatever the sender is
        return 0.0
    return likelihood(seen, table["no_reply"]["weights"])


def reply_to(view: View, silent: float) -> Guess:
    """Return the address of the Reply-To header, where a reply goes; empty when nobody reads it."""
    address = view.letter.reply_to
    unread = senders.sender_rules().no_reply_local.search(address.partition("@")[0])
    return Guess() if not address or unread or silent > 0.5 else Guess(address, "reply-to", address, 0.9)


def pool_of(view: View) -> list[Candidate]:
    """Return the addresses a reply may reach, each with what is known of it before the signer is."""
    letter = view.letter
    found: dict[str, Candidate] = {}

    def add(address: str, source: str, words: str) -> None:
        address = address.strip(" .,;<>")
        if not address or "@" not in address:
            return
        candidate = found.setdefault(address.lower(), Candidate(address, fold(address), words))
        candidate.sources[source] = 1.0

    add(letter.sender_email, "sender", letter.sender_email)
    for match in list(_ADDRESS.finditer(view.body.text))[:6]:
        line = view.body.text[max(0, match.start() - 80) : match.end()]
        add(match.group(), "body", " ".join(line.split()))
    for candidate in found.values():
        candidate.features = _features(candidate, view)
    return list(found.values())


def _features(candidate: Candidate, view: View) -> Features:
    rules, local = senders.sender_rules(), candidate.value.partition("@")[0].lower()
    found: Features = {f"from {source}": 1.0 for source in candidate.sources}
    unread = bool(rules.no_reply_local.search(local))
    only_body = set(candidate.sources) == {"body"}
    found["unread"] = float(unread)
    found["function"] = float(senders.function_address(candidate.value) and not unread)
    found["function|body"] = float(senders.function_address(candidate.value) and only_body)
    found["phone"] = float(bool(re.match(r"\+?\d+$", local)))
    found["sms"] = float(bool(re.search(r"\b(?:sms|whatsapp|mms|voicemail|telegram)\b", candidate.value.lower())))
    if only_body:
        found["body only"] = 1.0
        found["invites"] = float(bool(_INVITES.search(fold_text(candidate.words))))
        host = candidate.value.rpartition("@")[2].lower()
        found["same host"] = float(bool(host) and host == view.letter.sender_email.rpartition("@")[2].lower())
        found["privacy"] = float(bool(_OTHER_MATTER.search(local)))
    found["ats"] = float(bool(senders.ats(view.letter)) and "sender" in candidate.sources)
    found["board"] = float(senders.board(view.letter) and "sender" in candidate.sources)
    return found


def beside(candidate: Candidate, silent: float, signer: str) -> Features:
    """Return what the signer's name and a silent mailbox say about an address."""
    local = fold(re.sub(r"[\d._+-]+", " ", candidate.value.partition("@")[0]))
    words = [word for word in fold(signer).split() if len(word) > 1]
    named = any(word in local or (len(word) > 4 and word[:4] in local) for word in words)
    sender = "sender" in candidate.sources
    return {
        "silent sender": silent if sender else 0.0,
        "silent, other": silent if not sender else 0.0,
        "signer's": float(named),
        "signed": float(bool(signer) and sender),
        "signed, function": float(bool(signer) and sender and senders.function_address(candidate.value)),
        "unsigned, function": float(not signer and sender and senders.function_address(candidate.value)),
        "unsigned": float(not signer and sender),
    }
