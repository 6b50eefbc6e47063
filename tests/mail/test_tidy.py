"""What gateways and mail programs put around a letter goes; what the sender wrote stays."""

import time

import pytest

from rejection_tui.mail.armour import without_armour
from rejection_tui.mail.flowed import unflowed
from rejection_tui.mail.tidy import tidied

LETTER = (
    "Dear Sam,\n\nThank you for coming in. We chose somebody who lives outside the town.\n\nKind regards,\nAnn Bell"
)

ABOVE = [
    "[EXTERNAL]",
    "**EXTERNAL EMAIL**",
    "CAUTION: This email originated from outside of the organization. Do not click links or open\nattachments unless "
    "you recognize the sender and know the content is safe.",
    "CAUTION: External email. Do not click.",
    "This message was sent from outside the company. Please do not click links.",
    "ACHTUNG: Diese E-Mail stammt von einem externen Absender.",
    "ATTENTION : Cet e-mail provient de l’extérieur. Ne cliquez pas.",
    "ATENCIÓN: Este correo electrónico se originó fuera de la organización.",
    "ATENÇÃO: Este e-mail foi enviado de fora da organização.",
    "ATTENZIONE: Questa e-mail proviene dall'esterno.",
    "LET OP: Deze e-mail is afkomstig van buiten de organisatie.",
    "DİKKAT: Bu e-posta kurum dışından gönderilmiştir.",
    "You don't often get email from ann@bell.example. Learn why this is important",
    "Sie erhalten nicht häufig E-Mails von ann@bell.example. Erfahren Sie, warum dies wichtig ist",
    "View this email in your browser",
    "If you are having trouble viewing this email, click here",
    "Diese E-Mail im Browser ansehen",
    "Voir cet e-mail dans votre navigateur",
    "Ver este correo en su navegador",
    "Ver este e-mail no seu navegador",
    "Visualizza questa email nel browser",
    "Bekijk deze e-mail in uw browser",
    "Bu e-postayı tarayıcıda görüntüle",
    "Reply\nForward",
]
BELOW = [
    "Reply\nForward", "Reply Forward", "ReplyReply allForward", "Reply, Reply All or Forward", 
    "Antworten\nWeiterleiten",
    "Antworten Allen antworten Weiterleiten", "Répondre\nRépondre à tous\nTransférer", "Responder\nReenviar",
    "Responder Encaminhar", "Rispondi\nInoltra", "Beantwoorden\nDoorsturen", "Yanıtla\nİlet", "Show quoted text",
    "This email has been scanned by Mimecast.", "Virus-free. www.avast.com", "Virenfrei. www.avast.com",
    "Libre de virus. www.avast.com", "Sem vírus. www.avast.com", "Privo di virus. www.avast.com",
    "--\nThis message has been scanned for viruses\nand dangerous content by MailScanner and is\nbelieved to be clean.",
    "______________\nThis email has been scanned by the Symantec Email Security.cloud service.\n______________",
    "Diese E-Mail wurde von Avast-Antivirus-Software auf Viren geprüft.\nwww.avast.com",
    "L'absence de virus dans ce courrier électronique a été vérifiée par le logiciel antivirus Avast.",
    "No virus found in this message.\nChecked by AVG - www.avg.com",
    "_______________\njobs mailing list\njobs@lists.example\nhttps://lists.example/mailman/listinfo/jobs",
    "One attachment • Scanned by Gmail\nReply\nForward\nAdd reaction",
]  # fmt: skip


@pytest.mark.parametrize("banner", ABOVE)
def test_what_stands_above_goes(banner: str) -> None:
    assert tidied(f"{banner}\n\n{LETTER}") == LETTER
    assert tidied(f"{banner}\n{LETTER}") == LETTER


@pytest.mark.parametrize("footer", BELOW)
def test_what_stands_below_goes(footer: str) -> None:
    assert tidied(f"{LETTER}\n\n{footer}").removesuffix("\n\n--") == LETTER


def test_a_tag_before_the_first_word_goes_and_a_doubled_dot() -> None:
    assert tidied(f"[EXTERNAL] {LETTER}") == LETTER
    assert tidied("Dear Sam,\n..We chose\n... nobody\n..") == "Dear Sam,\n.We chose\n... nobody\n.."


@pytest.mark.parametrize(
    "text",
    [
        "Dear Sam,\n\nreply to me online if you wish.\n\nForward Industries\nAnn",
        "Reply",
        "Hi,\n\nYour online application was checked by our team.\n\nWeb Team\nBell",
        "Hello Sam,\n\nAttention to detail matters; external candidates were many.\n\nAnn",
        "Dear Sam,\n\nWe view your profile online often. Get well.\n\nAnn\nVirus Research Lead",
        "Hi Sam\n\nThis email has our decision: no.\n\nAnn",
        "",
    ],
)
def test_a_letter_that_only_sounds_like_it_stays(text: str) -> None:
    assert tidied(text) == text


def test_the_armour_of_a_signature_goes() -> None:
    signature = "-----BEGIN PGP SIGNATURE-----\nVersion: GnuPG v2\n\niQIzBAEB\n=Zk9d\n-----END PGP SIGNATURE-----\n"
    signed = f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nDear Sam,\n- -- \n- - one\n\nAnn\n{signature}"
    assert without_armour(signed) == ("Dear Sam,\n-- \n- one\n\nAnn\n", False)
    locked = "Hello\n-----BEGIN PGP MESSAGE-----\n\nhQIMA\n=abcd\n-----END PGP MESSAGE-----\nBye"
    assert without_armour(locked) == ("Hello\nBye", True)
    assert without_armour("-----BEGIN PGP MESSAGE-----\nhQIMA") == ("", True)


def test_flowed_lines_are_joined() -> None:
    text = "Dear Sam, \nwe chose \nanother.\n\n> you wrote \n> this\n>> and \n>> that\n-- \nAnn \nBell\n From here"
    assert unflowed(text) == "Dear Sam, we chose another.\n\n> you wrote this\n>> and that\n-- \nAnn Bell\nFrom here"
    assert unflowed("with another  \ncandidate for the Senior Engi \nneer", delsp=True) == (
        "with another candidate for the Senior Engineer"
    )


@pytest.mark.parametrize("line", ["CAUTION: external", "Reply", "-----BEGIN PGP SIGNED MESSAGE-----", "a \n>b \n"])
def test_tidying_takes_linear_time(line: str) -> None:
    text = f"{line}\n" * (1_000_000 // len(line))
    start = time.process_time()
    tidied(text)
    without_armour(text)
    unflowed(text)
    assert time.process_time() - start < 4
