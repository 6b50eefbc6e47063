"""Folders of sent mail, drafts, spam and deleted mail, by the names that programs give them in eight languages."""

import base64
import binascii
import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from typing import Final

from rejection_tui.domain.text import fold


class Role(StrEnum):
    """What a folder or a label says of the mail in it."""

    INBOX = "inbox"
    SENT = "sent"
    DRAFTS = "drafts"
    SPAM = "spam"
    TRASH = "trash"


#: Names as mail programs and providers write them, also as labels: en, de, fr, es, pt, it, nl, tr.
_NAMES: Final = {
    Role.INBOX: (
        "inbox, posteingang, boîte de réception, recibidos, bandeja de entrada, entrada, caixa de entrada, recebidas, "
        "posta in arrivo, in arrivo, postvak in, gelen kutusu"
    ),
    Role.SENT: (
        "sent, sent mail, sent items, sent messages, sent objects, sent box, "
        "gesendet, gesendete elemente, gesendete objekte, gesendete nachrichten, gesendete e-mails, "
        "envoyé, envoyés, envoyée, envoyées, messages envoyés, éléments envoyés, objets envoyés, courrier envoyé, "
        "courriers envoyés, enviado, enviados, elementos enviados, mensajes enviados, correo enviado, "
        "enviada, enviadas, itens enviados, mensagens enviadas, e-mails enviados, correio enviado, "
        "inviata, inviate, inviati, posta inviata, elementi inviati, messaggi inviati, "
        "verzonden, verzonden items, verzonden berichten, verzonden e-mail, verzonden objecten, verstuurd, "
        "gönderilmiş, gönderilmiş öğeler, gönderilmiş postalar, gönderilmiş iletiler, gönderilen, gönderilenler, "
        "gönderilen öğeler, gönderilen postalar, gönderildi, giden, gönderilmiş e-postalar"
    ),
    Role.DRAFTS: (
        "draft, drafts, unsent messages, outbox, templates, "
        "entwurf, entwürfe, postausgang, vorlagen, brouillon, brouillons, modèles, boîte d'envoi, "
        "borrador, borradores, plantillas, bandeja de salida, rascunho, rascunhos, modelos, caixa de saída, "
        "bozza, bozze, modelli, posta in uscita, concept, concepten, sjablonen, postvak uit, "
        "taslak, taslaklar, şablonlar, giden kutusu"
    ),
    Role.SPAM: (
        "spam, junk, junk mail, junk e-mail, junk email, bulk, bulk mail, "
        "unerwünscht, unerwünschte werbung, unerwünschte e-mails, spamverdacht, "
        "indésirable, indésirables, courrier indésirable, courriers indésirables, pourriel, pourriels, "
        "no deseado, no deseados, correo no deseado, correo basura, "
        "lixo eletrônico, lixo electrónico, lixo eletrónico, correio de lixo electrónico, e-mail de lixo, "
        "indesiderata, posta indesiderata, ongewenst, ongewenste e-mail, ongewenste mail, ongewenste reclame, "
        "istenmeyen, istenmeyen e-posta, gereksiz, gereksiz e-posta, önemsiz, önemsiz e-posta"
    ),
    Role.TRASH: (
        "trash, deleted, deleted items, deleted messages, deleted objects, bin, wastebasket, "
        "papierkorb, gelöscht, gelöschte elemente, gelöschte objekte, gelöschte nachrichten, gelöschte e-mails, "
        "corbeille, éléments supprimés, messages supprimés, objets supprimés, supprimés, "
        "papelera, papelera de reciclaje, eliminados, elementos eliminados, mensajes eliminados, correo eliminado, "
        "lixo, lixeira, itens excluídos, itens eliminados, mensagens excluídas, mensagens eliminadas, excluídos, "
        "cestino, posta eliminata, elementi eliminati, messaggi eliminati, eliminati, eliminata, "
        "prullenbak, prullenmand, verwijderd, verwijderde items, verwijderde berichten, verwijderde objecten, "
        "çöp, çöp kutusu, silinmiş, silinmiş öğeler, silinmiş iletiler, silinenler, silinmiş postalar"
    ),
}
#: How programs end the name of a folder or of a file that is one.
_ENDS: Final = re.compile(r"\.(?:sbd|mbox|mbx|mbs|mail|directory|gz|bz2|zip|tgz|tar)$", re.I)
_UTF_7: Final = re.compile(r"&([A-Za-z0-9+,]{1,200})-")


@cache
def _roles() -> dict[str, Role]:
    return {fold(name): role for role, names in _NAMES.items() for name in names.split(", ")}


def roles_of(names: Iterable[str]) -> frozenset[Role]:
    """Return the roles of these folders, each in the one before; `.Jobs.Trash` is a folder within another."""
    return frozenset(role for name in names for part in _parts(name) if (role := _roles().get(fold(part))))


def roles_of_labels(labels: str) -> frozenset[Role]:
    """Return the roles among labels that are separated by commas, as Takeout writes them, decoded."""
    return frozenset(role for label in labels[:5000].split(",") if (role := _roles().get(fold(label.strip(" \"'")))))


def _parts(name: str) -> list[str]:
    name = name[:300]
    while (match := _ENDS.search(name)) is not None:
        name = name[: match.start()]
    name = _UTF_7.sub(_decoded, name)
    return name[1:].split(".") if name.startswith(".") else [name]


def _decoded(match: re.Match[str]) -> str:
    """Return what stands in a piece of IMAP's UTF-7, in which Maildir writes the names of folders."""
    try:
        return base64.b64decode(match[1].replace(",", "/") + "=" * (-len(match[1]) % 4)).decode("utf-16-be")
    except (binascii.Error, UnicodeError, ValueError):
        return match[0]
