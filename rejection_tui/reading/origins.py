"""How a letter came: from the employer, from an agency for a client, from a job board, or from a tracking system."""

import re
from collections.abc import Mapping
from typing import Any

from rejection_tui.domain.letter import Via
from rejection_tui.reading import senders
from rejection_tui.reading.candidates import Features
from rejection_tui.reading.companies import Beside
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
_CLIENT = re.compile(
    r"\b(?:(?:the|our|my) clients?|client's|end client|hiring manager there|unser\w* (?:kunde\w*|mandant\w*|auftraggeber\w*)|"
    r"beim kunden|(?:notre|mon) client|(?:nuestro|mi|el) cliente|(?:o|do|nosso) cliente|(?:il|nostro|del) cliente|"
    r"(?:de|onze|mijn) opdrachtgever|musterimiz|firmasi adina|on your behalf|put you forward|submitted you)\b"
)


def features(view: View, names: Beside) -> Features:
    """Return what speaks for each way."""
    letter = view.letter
    host = letter.sender_email.rpartition("@")[2].lower()
    shown = view.folded_sender
    signed = " ".join(fold_text(line) for _depth, line in view.signature())
    folded = fold_text(view.body.text)
    agency = max(names.agency.values(), default=0.0)
    return {
        "": 1.0,
        "ats": float(bool(senders.ats(letter))),
        "board": float(senders.board(letter)),
        "sent by": float(bool(_SENT_BY.search(folded))),
        "unread": float(bool(senders.sender_rules().no_reply_local.search(letter.sender_email.partition("@")[0]))),
        "unread text": float(bool(senders.sender_rules().no_reply_text.search(folded))),
        "client": float(bool(_CLIENT.search(folded))),
        "agency host": float(has_mark(re.sub(r"[.-]", " ", host), "agency") or _holds(host)),
        "agency sender": float(has_mark(shown, "agency")),
        "agency signed": float(has_mark(re.sub(r"[^\w ]", " ", signed), "agency")),
        "crf agency": agency,
        "client, agency": float(bool(_CLIENT.search(folded)) and (agency > 0.2 or _holds(host))),
        "jobs host": float(bool(re.search(r"jobs|karriere|career|recrut|empleo|vagas|vacature|apply|talent|hire", host))),
        "no sender": float(not host),
        "deep host": float(host.count(".") > 1),
        "reply-to elsewhere": float(bool(letter.reply_to) and letter.reply_to.rpartition("@")[2].lower() != host),
    }


def _holds(host: str) -> bool:
    return bool(re.search(r"recruit|staffing|personal(?:berat|verm|dienst|partner)|search|interim|headhunt|talent|zeitarbeit|conseil", host))


def via(view: View, names: Beside, table: Mapping[str, Any]) -> Via:
    """Return how a letter came."""
    return Via(likeliest(features(view, names), table["via"])[0])
