"""How a letter came: from the employer, from an agency for a client, from a job board, or from a tracking system."""

import re
from collections.abc import Mapping
from typing import Any

from rejection_tui.domain.letter import Via
from rejection_tui.reading import senders
from rejection_tui.reading.candidates import Features
from rejection_tui.reading.folded import fold_text
from rejection_tui.reading.lexicon import has_mark
from rejection_tui.reading.ranking import likeliest
from rejection_tui.reading.view import View

_SENT_BY = re.compile(
    r"\b(?:(?:sent|delivered|powered|provided|generated|managed) (?:via|by|through|with|on behalf of)|"
    r"(?:versandt|gesendet|verschickt|erstellt) (?:uber|durch|mit|von)|envoye\w* (?:via|par)|propulse par|"
    r"enviado (?:desde|por|a traves|atraves)|inviat\w+ (?:tramite|da)|verzonden (?:via|door)|"
    r"(?:aracilig\w+|uzerinden) (?:gonder\w+|ilet\w+))\b"
)


_JOBS_HOST = re.compile(r"jobs|karriere|career|recrut|empleo|vagas|vacature|apply|talent|hire")


def features(view: View) -> Features:
    """Return what speaks for each way."""
    letter = view.letter
    host = letter.sender_email.rpartition("@")[2].lower()
    shown = view.folded_sender
    signed = " ".join(fold_text(line) for _depth, line in view.signature())
    folded = view.folded_text
    client = view.names_a_client
    return {
        "": 1.0,
        "ats": float(bool(senders.ats(letter))),
        "board": float(senders.board(letter)),
        "sent by": float(bool(_SENT_BY.search(folded))),
        "unread": float(bool(senders.sender_rules().no_reply_local.search(letter.sender_email.partition("@")[0]))),
        "unread text": float(bool(senders.sender_rules().no_reply_text.search(folded))),
        "client": float(client),
        "agency words": float(view.of_agency),
        "agency sender": float(has_mark(shown, "agency")),
        "agency signed": float(has_mark(re.sub(r"[^\w ]", " ", signed), "agency")),
        "client, agency": float(client and view.of_agency),
        "jobs host": float(bool(_JOBS_HOST.search(host))),
        "no sender": float(not host),
        "deep host": float(host.count(".") > 1),
        "reply-to elsewhere": float(bool(letter.reply_to) and letter.reply_to.rpartition("@")[2].lower() != host),
    }


def via(view: View, table: Mapping[str, Any]) -> Via:
    """Return how a letter came."""
    return Via(likeliest(features(view), table["via"])[0])
