"""Finds the people in a letter: who signed it and whom it is addressed to."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from rejection_tui.content import read
from rejection_tui.domain.letter import Guess, Letter
from rejection_tui.domain.text import clean_line, fold
from rejection_tui.reading.senders import board, function_address, is_board, sender_rules, without_team

_TITLE = re.compile(
    r"^(?:(?:dr|mr|mrs|ms|miss|mx|prof|fr|sr|sor|rev|sir|dame|mag|dipl|ing|dott(?:\.?ssa)?|avv|geom|lic|licda|"
    r"ing|arq|d|dña|don|doña|sra|mme|m|mlle|me|"
    r"herr|frau|eng|engª|dra?|drs|mw|dhr|ir|av|bay|öğr|gör|uzm|ph\.?d|mba|msc)\b\.?(?:-ing\.?)?\s+)+",
    re.I,
)
_TITLE_AFTER = re.compile(
    r"\s*(?:\([^)]{0,40}\)|,?\s(?:ph\.?d|mba|msc|bsc|llm|phr|shrm\S*|rn|esq|cipd|he/him|she/her|they/them)\.?)*\s*$",
    re.I,
)
_POSSESSIVE = re.compile(
    r"^(?:ihre?|deine?|eure?|votre|ton|ta|your|yours|tu|su|seu|sua|je|jouw|uw)\s+(?=[^\W\d_])", re.I
)
_NAME_WORD = re.compile(r"(?:[^\W\d_][\w'’.-]*)$")
_PARTICLES = re.compile(
    r"(?:de|da|do|dos|das|di|del|della|van|von|der|den|la|le|el|al|bin|ben|ter|ten|zu|y|e|du|af)$", re.I
)
_NOT_NAMES = re.compile(
    r"(?i)\b(?:team|crew|recruit\w*|talent|hiring|human|resources|hr|careers?|department|office|manager|"
    r"director\w*|head|officer|committee|school|"
    r"university|college|hospital|hotel|ltd|llp|inc|gmbh|ag|group|council|trust|bank|company|partner|consultant|"
    r"specialist|coordinator|lead|"
    r"assistant|chair|dean|principal|founder|owner|engineer|developer|editor|support|services?|sent|regards|"
    r"thanks|best|cheers|warm|kind|the|and|"
    r"personal\w*|leiter\w*|leitung|geschäfts\w*|schule|kanzlei|familie|abteilung|equipe|équipe|service|"
    r"direction|directrice|directeur|responsable|"
    r"ressources|recursos|humanos|departamento|reclutamiento|selección|direcci[óo]n|ufficio|direzione|risorse|"
    r"umane|titolare|afdeling|werving|"
    r"health|regional|maison|haute|école|colegio|fundaci\w+|stiftung|klini\w+|spital|stadt|gemeinde|kanton|"
    r"landkreis|universit\w+|hochschule|verlag|"
    r"brands?|global|national|royal|united|city|county|town|borough|parish|farm|garden\w*|theatre|museum|"
    r"gallery|library|academy|nursery|clinic|dental|"
    r"medical|pharmacy|bakery|coffee|brewery|motors?|auto|travel|tours|airlines?|insurance|capital|ventures|"
    r"design|digital|data|tech|mission|primary|"
    r"labour|hire|desk|dotation|talento|equipo|equipe|gente|maître|consœur|respected|insan|kaynakları|uzmanı|müdürü|from|phone|iphone|"
    r"enjoy|your|our|we|you|not|all|automated|automatic|message|no-?reply|centre|center|society|"
    r"community|kitchen|church|studio|restaurant|café|cafe|bar|inn|club|agency|jobs|notification\w*|"
    r"applications?|collegium|selection|panel|board|"
    r"registrar|superintendent|nursing|district|public|state|federal|ministry|department|institute|association|"
    r"foundation|press|media|news|"
    r"analytics|systems|software|labs?|solutions|technologies|logistics|energy|foods?|partners|associates|"
    r"holdings?|industries|international|"
    r"good|luck|gute|liebe|bonne|buena|boa|saludos?|cordialement|cumprimentos|saluti|groet\w*|saygılar\w*|gruss|"
    r"gruß|grüsse|grüße|und|mit|et|"
    r"automatique|automática|reply|respond|please|hello|dear|hi|monday|friday|unfortunately|thank|apply|"
    r"candidate|applicant|bewerber\w*|candidato|"
    r"kandida\w*|aday|people|operations|operator|secretary|secretariat|secretaria|admin|administration|cell|hrd|"
    r"gm|ceo|cto|coo|vp|avp|agm|wsdot)\b"
)
_KISSES = re.compile(r"(?:^|[\s.!,])x{1,4}\s+([^\W\d_]{2,20})\s*$")
_GREETING = re.compile(
    r"^\W{0,3}(?:(?:dear|hi|hello|hey|hiya|good (?:morning|afternoon|evening)|greetings|morning|"
    r"sehr geehrte[rs]?|guten (?:tag|morgen)|liebe[rs]?|hallo|"
    r"hoi|sali|servus|grüezi|griaß di|moin|ha|bonjour|bonsoir|cher|chère|salut|estimad[oa]s?(?:/a)?|querid[oa]|"
    r"hola|kaixo|buen[oa]s (?:d[ií]as|tardes|noches)|buen d[ií]a|"
    r"prezad[oa]|car[oa]|olá|oi|fala|bom dia|boa tarde|exm[oaª]s?\.?|gentile|egregi[oa]|gentilissim[oa]|ciao|"
    r"buongiorno|beste|geachte|dag|hoi|goedemiddag|"
    r"sayın|merhaba|değerli|sevgili)\s+)(?P<name>[^\n,:!.;]{2,50}?)\s*(?:[,:!.;–-]|$)",
    re.I | re.M,
)
_HONORIFIC = re.compile(
    r"(?i)\b(?:mr|mrs|ms|miss|mx|dr|prof|sir|madam|herr|herrn|frau|dipl-ing|dipl|ing|monsieur|madame|mme|m|sr|"
    r"sra|srta|don|doña|lic|senhora?|exma|exmo|dott|dott\.?ssa|"
    r"signora?|sig|sig\.ra|mevrouw|meneer|heer|mw|dhr|bey|hanım)\b\.?"
)
_NOT_A_GREETED_NAME = re.compile(
    r"(?i)\b(?:applicant|candidate|sir|madam|colleague|all|team|everyone|there|you|again|sister|hiring|"
    r"bewerber\w*|kandidat\w*|damen|herren|"
    r"interessent\w*|candidat\w*|aday\w*|sollicitant|kollege|kollegin|postulant\w*|customer|dad|mum|friend|job|"
    r"seeker|name|insert|user|mate|love)\b"
)


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """The lines a letter is signed with; `after_signoff`: they follow a valediction such as "Kind regards"."""

    lines: tuple[str, ...]
    after_signoff: bool


@cache
def _signoff() -> re.Pattern[str]:
    return re.compile(tomllib.loads(read("phrases/extract_companies.toml"))["signoff"]["line"])


def signature(body: str) -> SignatureBlock:
    """Return the lines a letter is signed with: those after the valediction, else the short lines at the end."""
    lines = [line.strip() for line in body.split("\n")]
    last = next((i for i in range(len(lines) - 1, -1, -1) if _signoff().match(lines[i][:100]) and i >= 1), None)
    last = last if last is not None else _unlisted_signoff(lines)
    if last is not None and any(lines[last + 1 :]):
        below = [line for line in lines[last + 1 :] if line]
        return SignatureBlock(tuple(below[:8]), True)
    inline = re.search(
        r"(?i)\b(?:regards|cheers|saludos|gruss|gruß|best|thanks|abraços|"
        r"groet)[,!]\s+([^\W\d_]\w+(?:\s[^\W\d_]\w+)?)\s*$",
        body[-200:],
    )
    tail: list[str] = [inline[1]] if inline else []
    short: list[str] = []
    for line in reversed(lines):
        if line and len(line) > 60:
            break
        if not line and len(short) >= 3:
            break
        if line and not line.startswith("-"):
            short.append(line)
        if len(short) >= 6:
            break
    return SignatureBlock(tuple(tail + list(reversed(short))), bool(inline))


def _unlisted_signoff(lines: list[str]) -> int | None:
    """Return the index of the last short line ending in a comma above a name: a valediction not in the list."""
    for index in range(len(lines) - 2, max(0, len(lines) - 14), -1):
        if 4 < len(lines[index]) < 60 and lines[index].endswith(","):
            below = next((line for line in lines[index + 1 :] if line), "")
            if person(re.split(r"[,|]", below)[0]) and index > 2:
                return index
    return None


def person(text: str) -> str:
    """Return `text` as a person's name without titles and pronouns, "" when it does not look like one."""
    name = _POSSESSIVE.sub("", clean_line(text, 120).strip(" ,;:|-–—*_\"'"))
    for _ in range(2):
        name = _TITLE_AFTER.sub("", _TITLE.sub("", name)).strip(" ,")
    tokens = name.split()
    if not 1 <= len(tokens) <= 5 or _NOT_NAMES.search(name) or any(c in name for c in "@/:!?&+0123456789<>()[]"):
        return ""
    big = [t for t in tokens if not _PARTICLES.match(t)]
    if not big or not all(_NAME_WORD.match(t) and t[0].isupper() for t in big):
        return ""
    if (len(big[0]) == 1 and len(tokens) == 1) or (name.isupper() and len(name) <= 3):
        return ""
    return " ".join(t.capitalize() if t.isupper() and len(t) > 3 else t for t in tokens)


def recruiter(letter: Letter, company: str) -> Guess:
    """Return who signed: the name in the signature, completed by the From name if that is fuller; never a team."""
    shown = _sender_person(letter, company)
    found = _signed(letter, company, shown)
    if found:
        return found
    if shown:
        return Guess(shown, "sender's name", letter.sender_name, 0.8)
    return Guess()


def _sender_person(letter: Letter, company: str) -> str:
    """Return the From name if it is a person's: its words are in the address, or the address is not a function's."""
    raw = re.split(r"\s+(?:@|at|from|via|bei|chez|de chez|von|-|–|\|)\s+|\s*[,|]\s*", letter.sender_name)[0]
    if re.fullmatch(r"\s*[^\W\d_][\w'’-]+,\s*[^\W\d_][\w'’-]+\s*", letter.sender_name):
        last, _, first = letter.sender_name.partition(",")
        raw = f"{first.strip()} {last.strip()}"
    if company:
        raw = re.sub(rf"(?i)\s+(?:de|di|da|van|von|of)\s+{re.escape(company)}\s*$", "", raw)
    name = person(raw)
    if not name or is_board(name) or (company and _is_company(name, company)) or without_team(name) != name:
        return ""
    local = fold(letter.sender_email.partition("@")[0].replace(".", " "))
    tokens = [t for t in fold(name).split() if len(t) > 2]
    if any(t in local or (len(t) > 4 and t[:4] in local) for t in tokens) and not function_address(letter.sender_email):
        return name
    return name if len(name.split()) in (2, 3) and not board(letter) and _names_line(letter, name) else ""


def _names_line(letter: Letter, name: str) -> bool:
    """Return whether a signature line holds a first name of `name` and is not a team's line with the same words."""
    context = function_address(letter.sender_email)
    lines = [fold(line) for line in signature(letter.body).lines]
    names = {fold(part) for part in name.split()}
    return any(not names.isdisjoint(line.split()[:3]) and (line != fold(name) or not context) for line in lines)


def _signed(letter: Letter, company: str, shown: str) -> Guess:
    block = signature(letter.body)
    lines = list(block.lines)
    if match := _KISSES.search(letter.body.strip()[-60:]):
        lines.insert(0, match[1])
    for index, line in enumerate(lines[:6]):
        for chunk in _chunks(line):
            name = person(chunk)
            if not name or (company and _is_company(name, company)) or _is_user(name, letter):
                continue
            if shown and fold(shown.split()[0]) == fold(name.split()[0]) and len(shown.split()) > len(name.split()):
                return Guess(shown, "signature and sender's name", line, 0.95)
            initial = re.fullmatch(r"[^\W\d_]\.?", name.split()[0]) and shown
            if initial and fold(shown.split()[-1]) == fold(name.split()[-1]):
                return Guess(shown, "signature and sender's name", line, 0.9)
            if shown and fold(name) == fold(shown.split()[-1]) and len(shown.split()) > 1 and len(name.split()) == 1:
                ordered = " ".join([name, *shown.split()[:-1]])
                return Guess(ordered, "signature and sender's name", line, 0.9)
            confidence = block.after_signoff or bool(shown)
            if len(name.split()) >= 2 and index <= 3:
                return Guess(name, "signature", line, 0.9 if confidence else 0.7)
            if (
                len(name.split()) == 1
                and index <= 1
                and len(line.split()) <= 5
                and (confidence or index == 0)
                and len(name) > 2
            ):
                return Guess(name, "signature", line, 0.7 if confidence else 0.5)
    return Guess()


def _chunks(line: str) -> list[str]:
    line = re.sub(r"^(?:i\.\s?a\.|im auftrag|p\.\s?p\.|ppa\.?|asst\.|on behalf of)\s+", "", line.strip(), flags=re.I)
    parts = re.split(
        r"\s*[|•·,/]\s+|\s+[-–—]\s+|\s+(?:&|and|und|et|y|e|en|ve)\s+(?:the|das|l['’]|el|o|il|het)\s+|\s+@\s+|"
        r",\s*|\s+\(",
        line,
    )
    return [part for part in parts[:2] if part]


def _is_company(name: str, company: str) -> bool:
    left, right = fold(name), fold(company)
    return left == right or (len(left.split()) >= 2 and left in right) or (len(right.split()) >= 2 and right in left)


def _is_user(name: str, letter: Letter) -> bool:
    return bool(letter.to_name) and fold(name) == fold(letter.to_name)


def my_name(letter: Letter) -> str:
    """Return the user's own name: a full name in the To line, else the name greeted, else ""."""
    shown = person(letter.to_name)
    greeted = ""
    for match in list(_GREETING.finditer(letter.body[:1500]))[:2]:
        text = match["name"]
        if _NOT_A_GREETED_NAME.search(text) or sender_rules().team.fullmatch(text.lower()):
            continue
        name = person(_HONORIFIC.sub("", text).strip(" .,"))
        if name and not _HONORIFIC.search(text):
            greeted = name
            break
        if name and len(name.split()) >= 2:
            greeted = name
            break
    if shown and len(shown.split()) >= 2:
        return shown
    return greeted or shown
