"""What gateways and mail programs write around a letter, in eight languages, as patterns and as words to look for."""

import re
from typing import Final

_BUTTONS: Final = (
    "reply to all|reply all|reply|forward|add reaction|show quoted text|show trimmed content|hide quoted text|"
    "allen antworten|antworten|weiterleiten|reaktion hinzufügen|zitierten text anzeigen|zitierten text ausblenden|"
    "répondre à tous|répondre|transférer|ajouter une réaction|afficher le texte cité|"
    "responder a todos|responder|reenviar|encaminhar|reencaminhar|añadir reacción|adicionar reação|"
    "mostrar texto citado|mostrar o texto das mensagens anteriores|"
    "rispondi a tutti|rispondi|inoltra|aggiungi reazione|mostra testo citato|"
    "allen beantwoorden|iedereen beantwoorden|beantwoorden|doorsturen|reactie toevoegen|"
    "tekst uit oorspronkelijk bericht weergeven|"
    "tümünü yanıtla|yanıtla|i̇let|ilet|yönlendir|tepki ekle|alıntı metni göster"
)
_BETWEEN: Final = r"[\s,|•·/]{0,3}(?:(?:or|oder|ou|o|of|veya|and|und|et|y|e|en|ve)\s)?\s?"
#: A line that consists of the buttons of a mail program, also run together. In lower case.
BUTTON_LINE = re.compile(rf"(?:(?:{_BUTTONS}){_BETWEEN}){{1,5}}")
#: How such a line begins: its first four characters, in lower case.
BUTTON_BEGINNINGS: Final = frozenset(button[:4] for button in _BUTTONS.split("|"))

#: Where to see the letter as a page, which it is here already.
BROWSER = re.compile(
    r"[^.\n]{0,90}\b(?:view|open|read|see)\b[^.\n]{0,60}\b(?:browser|web ?(?:page|version)|webpage)\b|"
    r"[^.\n]{0,60}\b(?:view|open|read|see) (?:it|this (?:e-?mail|message|mail|newsletter)) online\b|view online\b|"
    r"[^.\n]{0,60}\bnot display(?:ing|ed)? (?:correctly|properly)\b|"
    r"[^.\n]{0,20}\b(?:trouble|problems|difficulty) (?:viewing|reading) this\b|"
    r"[^.\n]{0,90}\bim (?:web)?browser (?:an(?:sehen|zeigen)|öffnen|lesen)|"
    r"[^.\n]{0,60}\b(?:webversion|online-version)\b|"
    r"[^.\n]{0,60}\b(?:wird|werden) [^.\n]{0,40}nicht (?:richtig|korrekt) (?:dargestellt|angezeigt)\b|"
    r"[^.\n]{0,90}\b(?:dans (?:votre|un|le) navigateur|version (?:en ligne|web))\b|"
    r"[^.\n]{0,90}\b(?:en (?:su|tu|el|un) navegador|no (?:seu )?navegador)\b|"
    r"[^.\n]{0,90}\b(?:versión (?:web|en línea)|versão (?:web|online))\b|"
    r"[^.\n]{0,90}\b(?:nel (?:tuo )?browser|versione (?:web|online))\b|"
    r"[^.\n]{0,90}\b(?:in (?:je|uw|de) browser|webversie|online versie)\b|"
    r"[^.\n]{0,90}\b(?:tarayıcıda|tarayıcınızda|web sürümü)",
    re.I,
)

_WARNING: Final = (
    r"(?:(?:caution|warning|attention|important|alert|notice|achtung|vorsicht|warnung|hinweis|avertissement|prudence|"
    r"precaución|atención|advertencia|aviso|atenção|cuidado|attenzione|avviso|let op|waarschuwing|opgelet|dikkat|"
    r"uyarı)[\s:!*-]{1,6}|\[?external(?: (?:e-?mail|sender|message))?\]?[\s:!*-]{1,6}|"
    r"\[?extern(?:e e-?mail)?\]?[\s:!*-]{1,6})?"
)
_FROM_OUTSIDE: Final = (
    r"(?:this (?:e-?mail|message) (?:originated|originates|was sent|came|comes|is) (?:from|by) "
    r"(?:an? |someone )?(?:outside|external)|"
    r"this (?:is an )?external (?:e-?mail|message|sender)|external (?:e-?mail|sender)\b|"
    r"the sender of this (?:e-?mail|message) is external|"
    r"(?:diese|die) (?:e-?mail|nachricht) (?:stammt|kommt|kam|wurde) von (?:einem externen|außerhalb|extern)|"
    r"externe e-?mail\b|"
    r"cet? (?:e-?mail|courriel|message) (?:provient|vient|a été envoyé) "
    r"(?:de l['’]ext|d['’]un expéditeur ext|depuis l['’]ext)|courriel externe|"
    r"este (?:correo|mensaje|e-?mail|email)(?: electrónico)? "
    r"(?:se originó|proviene|procede|fue enviado|foi enviado|foi originado|tem origem|provém) "
    r"(?:fuera|de fuera|desde fuera|de un|de fora|fora|de um)|correo externo|e-?mail externo|"
    r"quest[ao] (?:e-?mail|messaggio) (?:proviene|arriva|è stat[ao] inviat[ao]) "
    r"(?:dall['’]estern|da un mittente estern|da fuori)|"
    r"(?:deze|dit) (?:e-?mail|bericht) (?:is afkomstig|komt|is verzonden) (?:van|door) (?:buiten|een extern)|"
    r"bu (?:e-?posta|ileti|mesaj) (?:kurum|kuruluş|şirket)[^\n]{0,12} dış)"
)
#: What a gateway or a mail program writes above a mail that comes from outside, from the beginning of its paragraph.
BANNER = re.compile(
    r"[\W_]{0,8}(?:\[?(?:external|ext|extern|externe|externo|esterno|externa|dış|haricî)\]?[\W_]{0,4}$|"
    rf"{_WARNING}{_FROM_OUTSIDE}|"
    r"you don['’]t often get e-?mail from|some people who received this message don['’]t often get|"
    r"sie erhalten nicht (?:oft|häufig) e-?mails? von|vous (?:n['’]obtenez|ne recevez) pas souvent|"
    r"no suele recibir correo|você não costuma receber|não recebe com frequência|"
    r"non si ricevono spesso|non ricevi spesso|u ontvangt niet vaak|je ontvangt niet vaak|"
    r"[^\n]{0,80} adresinden sık sık)",
    re.I,
)
#: What virus scanners and mailing lists write below a mail, from the beginning of its paragraph.
FOOTER = re.compile(
    r"[\W_]{0,8}(?:(?:this|the) (?:e-?mail|message)(?: and any attachments?)? (?:has been|was|is) "
    r"(?:\w{1,20} )?(?:scanned|checked|swept|filtered|protected)|"
    r"virus[- ]free\b|virenfrei\b|garanti sans virus|sans virus\b|libre de virus|livre de vírus|sem vírus\b|"
    r"senza virus\b|privo di virus|zonder virus|virusvrij\b|virüs(?:süz|ten arınmış)|"
    r"no virus found in this|checked by avg|scanned by (?:mailscanner|gmail)|one attachment\W{1,4}scanned by|"
    r"(?:diese|die) (?:e-?mail|nachricht) wurde (?:von|auf|mit)[^\n]{0,60}(?:vire|geprüft|gescannt|überprüft)|"
    r"l['’]absence de virus|cet? (?:e-?mail|courriel) a été (?:vérifié|analysé|contrôlé)|"
    r"el software de antivirus|este correo (?:electrónico )?ha sido (?:analizado|comprobado|escaneado)|"
    r"este (?:e-?mail|email) foi (?:escaneado|verificado|analisado)|"
    r"quest[ao] e-?mail è stat[ao] (?:controllat|analizzat)|"
    r"deze e-?mail is (?:gecontroleerd|gescand)|bu e-?posta[^\n]{0,60}virüs|"
    r"you received this message because you are subscribed to the google groups|"
    r"to unsubscribe from this group and stop receiving|[^\n]{0,80}\b(?:mailing list|mailman/listinfo)\b|"
    r"www\.(?:avast|avg|mimecast|symanteccloud|messagelabs|mcafee|eset|sophos|barracuda)\.com\W{0,3}$|"
    r"\[(?:avast|avg|mimecast|symanteccloud|messagelabs)\.com\]\W{0,3}$)",
    re.I,
)
#: Written by gateways before the first word of a mail or its subject, in lower case.
TAGS: Final = (
    "[external]", "[ext]", "[extern]", "[externe]", "[externo]", "[esterno]", "[external email]", "external:",
)  # fmt: skip
#: One of these stands in every banner, footer and link to a browser: most letters have none at their ends. In UTF-8.
WORDS: Final = frozenset(
    "external extern externe externen externo externa esterno esterna ext outside außerhalb extérieur fora fuera dış "
    "dışından dışındaki haricî buiten often oft häufig souvent recibir costuma frequência spesso vaak sık virus viren "
    "vírus virüs virüslere virüssüz virüsten virenfrei virusvrij avast avg scanned checked swept filtered "
    "mailscanner mimecast symanteccloud messagelabs mailing mailman group groups browser webbrowser navigateur "
    "navegador tarayıcıda tarayıcınızda webversion webversie web online ligne línea version webpage display displayed "
    "displaying viewing reading dargestellt angezeigt vérifié analysé contrôlé analizado comprobado escaneado "
    "verificado analisado controllata controllato analizzata gecontroleerd gescand geprüft gescannt überprüft "
    "l’extérieur dall’esterno".encode().split()
)
