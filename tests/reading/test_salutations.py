"""How a reply begins: the form and register of the letter, in eight languages, and the traps seen in use."""

import pytest

from data import corpus
from data.salutations_measure import compare
from rejection_tui.domain.letter import Letter
from rejection_tui.reading.first_names import gender
from rejection_tui.reading.salutations import salutation


def begins(language: str, body: str, name: str, title: str = "", sender: str = "") -> str:
    """Return the salutation of a reply to a letter with this body, signed with this name."""
    return salutation(Letter("u", body, "", sender), name, title, language)


@pytest.mark.parametrize(
    ("language", "body", "name", "title", "expected"),
    [
        ("en", "Dear Ms Reed,\n\nThank you.\n\nYours sincerely\nAnna Roth", "Anna Roth", "", "Dear Ms Roth"),
        ("en", "Dear Ms. Reed,\n\nThank you.\n\nSincerely,\nJohn Roth", "John Roth", "", "Dear Mr. Roth"),
        ("en", "Dear Mr Reed,\n\nThank you.", "Anna Roth", "Dr.", "Dear Dr Roth"),
        ("en", "Dear Mr Reed,\n\nThank you.", "Alex Reed", "", "Dear Alex Reed"),
        ("en", "Hi Sam,\n\nThanks.", "Jo Carter", "", "Hi Jo"),
        ("en", "Dear Applicant,\n\nThank you.", "", "", "Dear Hiring Team"),
        ("de", "Sehr geehrter Herr Reed,\n\nwir danken Ihnen.", "Anna Roth", "Dr.", "Sehr geehrte Frau Dr. Roth"),
        ("de", "Liebe Frau Reed,\n\nwir danken Ihnen.", "Jan Roth", "", "Lieber Herr Roth"),
        ("de", "Hallo Sam,\n\ndanke, dass du da warst.", "Mira Roth", "", "Hallo Mira"),
        ("de", "Liebe Sam,\n\ndanke, dass du da warst.", "Jan", "", "Lieber Jan"),
        ("de", "Sehr geehrter Herr Reed,\n\nwir danken Ihnen.", "", "", "Sehr geehrte Damen und Herren"),
        ("de", "Sehr geehrter Herr Reed,\n\nwir danken Ihnen.", "Carstens", "", "Sehr geehrte Damen und Herren"),
        ("de", "Guten Tag Frau Reed,\n\nwir danken Ihnen.", "Alex Roth", "", "Guten Tag Alex Roth"),
        ("de", "Guten tag Frau Reed,\n\nwir danken Ihnen.", "Anna Roth", "", "Guten Tag Frau Roth"),
        ("fr", "Bonjour Monsieur Reed,\n\nNous vous remercions.", "Claire Petit", "", "Bonjour Madame Petit"),
        ("fr", "Salut Sam,\n\ntu nous as plu.", "Ludo", "", "Salut Ludo"),
        ("fr", "Madame,\n\nNous vous remercions.", "Guy Petit", "", "Monsieur"),
        ("es", "Estimado Sr. Reed:\n\nAgradecemos su interés.", "Marta Ruiz Vega", "", "Estimada Sra. Ruiz Vega"),
        ("es", "Hola, Sam:\n\nGracias por venir, te escribo.", "Marta Ruiz", "", "Hola Marta"),
        ("it", "Ciao Sam,\n\nti ringrazio.", "Giulia Conti", "", "Ciao Giulia"),
        ("it", "Gentile Sig. Reed,\n\nLa ringraziamo.", "Giulia Conti", "Dott.ssa", "Gentile Dott.ssa Conti"),
        ("pt", "Oi Sam,\n\nvocê foi bem.", "Neide", "", "Oi Neide"),
        ("pt-BR", "Prezado Sam,\n\nAgradecemos a sua participação.", "Márcia Tonelli", "", "Prezada Márcia"),
        ("pt-BR", "Exmo. Senhor Reed,\n\nInformamos ao senhor.", "Ana Lopes", "", "Prezada Sra. Ana Lopes"),
        ("pt-BR", "Prezada candidata,\n\nA senhora foi classificada.", "", "", "Prezados"),
        ("pt-BR", "Oi, Sam!\n\nVocê não segue com a gente.", "", "", "Olá, equipe"),
        ("pt-PT", "Exmo. Senhor Sam Reed,\n\nVimos comunicar.", "Ana Lopes", "", "Exma. Senhora Ana Lopes"),
        ("pt-PT", "Exma. Senhora,\n\nFica V. Exa. notificada.", "Rui Sá", "Dr.", "Exmo. Senhor Dr. Rui Sá"),
        ("pt-PT", "Caro Sam,\n\nAgradecemos a sua deslocação.", "Sofia Cordeiro", "", "Cara Sofia"),
        ("nl", "Geachte heer Reed,\n\nWij danken u.", "Sanne de Wit", "", "Geachte mevrouw De Wit"),
        ("nl", "Beste Sam,\n\nBedankt voor je komst.", "Sanne de Wit", "", "Beste Sanne"),
        ("tr", "Sayın Sam Reed,\n\nBaşvurunuz için teşekkürler.", "Elif Kaya", "", "Sayın Elif Kaya"),
        ("tr", "Merhaba Deniz Bey,\n\nBaşvurunuz için teşekkürler.", "Elif Kaya", "", "Merhaba Elif Hanım"),
    ],
)
def test_salutations_mirror_the_letter(language: str, body: str, name: str, title: str, expected: str) -> None:
    assert begins(language, body, name, title) == expected


def test_two_who_signed_are_both_greeted() -> None:
    body = "Hi Sam,\n\nThanks for coming.\n\nBest wishes,\nEd & Lucinda Marsh"
    assert begins("en", body, "Lucinda Marsh") == "Hi Ed and Lucinda"
    assert begins("en", body, "Ed & Lucinda Marsh") == "Hi Ed and Lucinda"


def test_degrees_functions_and_ranks_are_no_names() -> None:
    body = "Dear Mr Reed,\n\nThank you.\n\nYours sincerely\nA. M. Lindqvist, MBBS MRCGP"
    assert begins("en", body, "A. M. Lindqvist, MBBS MRCGP") == "Dear A. Lindqvist"
    assert begins("en", "Dear Sam,\n\nThanks.", "Siobhan O'Neill") == "Dear Siobhan"
    assert begins("en", body.replace("A. M.", "Dr A. M."), "A. M. Lindqvist Mbbs Mrcgp") == "Dear Dr Lindqvist"
    assert begins("en", "Dear Sam,\n\nNo.\n\nSgt P. Doyle", "Sgt P. Doyle") == "Dear Sgt Doyle"
    assert begins("en", "Dear Sam,\n\nNo.\n\nHeadteacher", "Headteacher") == "Dear Hiring Team"
    assert begins("en", "Dear Sam,\n\nNo.\n\nMrs P. Marsh", "P. Marsh") == "Dear Mrs Marsh"
    assert begins("en", "Dear Sam,\n\nNo.\n\nNguyen Thi Lan", "Nguyen Thi Lan") == "Dear Lan"
    assert begins("en", "Hi Sam,\n\nNo.\n\nAbendroth & Quill", "Ruth Abendroth") == "Hi Ruth"


def test_given_names_that_go_together_are_both_said() -> None:
    assert begins("pt-BR", "Oi Sam,\n\nvocê foi bem.", "João Pedro Alves") == "Oi João Pedro"
    assert begins("en", "Hello Sam,\n\nNo.\n\nAna Lucia F.", "Ana Lucia F.") == "Hello Ana Lucia"
    assert begins("es", "Hola Sam:\n\nte escribo.", "Ana García López") == "Hola Ana"


def test_titles_decide_how_one_is_addressed() -> None:
    formal = "Gentile dott. Caruso,\n\nabbiamo scelto un'altra persona dopo sei mesi.\n\nAvv. Ludovica Frattini"
    assert begins("it", formal, "Ludovica Frattini", "Avv.") == "Gentile Avv. Frattini"
    german = "Sehr geehrter Herr Reed,\n\nwir danken Ihnen.\n\nSebastian Graf Tassilo"
    assert begins("de", german, "Sebastian Graf Tassilo") == "Sehr geehrter Herr Graf Tassilo"
    assert begins("fr", "Chère Consœur,\n\nNous vous remercions.", "Hélène Vasseur", "Maître") == "Maître"


def test_american_titles_have_their_stop() -> None:
    body = "Dear Ms. Reed,\n\nThank you for your resume.\n\nSincerely,\nJohn Roth"
    assert begins("en-US", body, "John Roth", "Dr") == "Dear Dr. Roth"
    assert begins("en-GB", body.replace("Ms.", "Ms"), "John Roth", "Dr") == "Dear Dr Roth"


def test_who_signs_with_a_title_is_not_called_by_first_name() -> None:
    body = "Bonjour Sam,\n\nNous avons choisi quelqu'un d'autre.\n\nCordialement,\nM. Lescure"
    assert begins("fr", body, "M. Lescure") == "Bonjour Monsieur Lescure"


def test_the_reader_is_never_greeted() -> None:
    assert begins("en", "Dear Sam Reed,\n\nThank you.", "") == "Dear Hiring Team"


@pytest.mark.parametrize("name", ["", "  ", "&", "de", "x" * 500, "Dr.", "\n\n", ", ,", "A & B & C", "Herr"])
@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "pt", "nl", "tr", "xx"])
def test_odd_names_give_a_short_greeting(name: str, language: str) -> None:
    found = begins(language, "Dear Sam,\n\nno.\n" * 50, name)
    assert found and len(found) < 120 and "\n" not in found


@pytest.mark.parametrize(
    ("name", "language", "sex"),
    [("Andrea", "it", "m"), ("Andrea", "de", "f"), ("Jean", "fr", "m"), ("Alex", "en", ""), ("J.", "en", "")],
)
def test_gender_by_language(name: str, language: str, sex: str) -> None:
    assert gender(name, language) == sex


def test_salutations_of_labelled_signers_keep_their_floor() -> None:
    """Only a broken reading fails: what counts is `data.salutations_measure`."""
    found = [
        compare(
            salutation(corpus.letter_of(row), str(row["recruiter_name"] or "").split("||")[0], "", row["lang"]),
            fact["value"],
        )
        for row in corpus.letters()["varied-b"]
        for fact in corpus.facts().get(row["id"], ())
        if fact["type"] == "signoff"
    ]
    assert sum(one != "wrong" for one in found) / len(found) > 0.85
