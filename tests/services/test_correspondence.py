"""What comes back: each mail is put to its rejection, and a yes does what a person would do by hand."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from email.utils import parseaddr
from pathlib import Path

import pytest

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.answer import AnswerKind
from rejection_tui.domain.correspondence import MailGroup, MailSort
from rejection_tui.domain.feedback import Gap
from rejection_tui.domain.letter import Letter
from rejection_tui.domain.rejection import Outcome, Rejection, Stage
from rejection_tui.domain.steps import ActionState
from rejection_tui.services import correspondence, journal, letters, profile
from rejection_tui.services.context import AppContext
from rejection_tui.services.correspondence import Case, Cases, Proposal, effect_words
from rejection_tui.services.letters import SortedBatch
from tests.services.transactions import one_transaction
from tests.world.clock import NOW

ME = "Mara Lindqvist <mara@home.example>"
JANE = "Jane Hart <jane.hart@northwind.example>"
ATS = "Northwind Recruiting <no-reply@us.greenhouse-mail.io>"

NO = """Dear Mara,

Thank you for coming in for the interview for the Data Engineer position at Northwind. We were impressed by your
preparation. Unfortunately, we have decided to move forward with another candidate, and we will not be offering you the
role this time.

Kind regards,
Jane Hart
Talent Partner
Northwind
"""
QUESTION = """Dear Jane,

Thank you for letting me know, and for your time. I accept the decision and I would be glad to hear of later roles.
Could you name one or two areas where another candidate's experience matched the role better?

Kind regards,
Mara
"""
FEEDBACK = """Hi Mara,

Happy to help. The panel felt that your answers on system design stayed at a high level, and another candidate gave more
detail on how they would test a pipeline.

Best,
Jane
"""


def mail(
    sender: str, to: str, day: datetime, subject: str, body: str, identifier: str, answers: str = "", extra: str = ""
) -> str:
    """Return one mail as a mailbox holds it."""
    head = [
        f"From: {sender}",
        f"To: {to}",
        f"Subject: {subject}",
        f"Date: {day:%a, %d %b %Y %H:%M:%S +0000}",
        f"Message-ID: <{identifier}@mail.example>",
        *([f"In-Reply-To: <{answers}@mail.example>", f"References: <{answers}@mail.example>"] if answers else []),
        *([extra] if extra else []),
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
    ]
    return "\n".join(head) + "\n\n" + body


def day(number: int) -> datetime:
    """Return a day of the story: `number` days before now."""
    return NOW - timedelta(days=number)


def the_no(identifier: str = "no", at: int = 20) -> str:
    """Return the letter that ends the application."""
    return mail(JANE, ME, day(at), "Your application as Data Engineer", NO, identifier)


@pytest.fixture
def found(context: AppContext, tmp_path: Path) -> Callable[..., SortedBatch]:
    """Return a function that imports mails and sorts them."""

    profile.confirm_name(context, "Mara Lindqvist", "mara@home.example")

    def read(*mails: str) -> SortedBatch:
        folder = tmp_path / f"mail{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        for number, text in enumerate(mails):
            (folder / f"{number}.eml").write_text(text, "utf-8")
        return letters.sort(context, letters.read_paths([folder]))

    return read


def file_all(context: AppContext, batch: SortedBatch) -> tuple[Rejection, ...]:
    """Say yes to everything that is proposed."""
    now = context.now()
    early = batch.returned.early
    entries = [letters.entry_of(r, now, early.get(r.letter.uid, ())) for r in batch.sure]
    chosen = [one for one in batch.returned.proposals if one.sure]
    return letters.file(context, entries, chosen, batch)


def one(batch: SortedBatch) -> Proposal:
    """Return the only proposal."""
    (found,) = batch.returned.proposals
    return found


GOT = """Dear Mara,

Thank you for applying for the Data Engineer position at Northwind. We have received your application.
"""
QUESTION_MAIL = mail(ME, JANE, day(18), "Re: Your application", QUESTION, "q", "no")
ANSWER_MAIL = mail(JANE, ME, day(12), "Re: Your application", FEEDBACK, "a", "q")


def state_of(context: AppContext, rejection: Rejection, key: ActionKey) -> ActionState:
    """Return how far one action is."""
    action = context.records.action(rejection.uid, key)
    assert action is not None
    return action.state


def test_my_question_ticks_its_steps_on_its_day(context: AppContext, found: Callable[..., SortedBatch]) -> None:
    rejection = file_all(context, found(the_no()))[0]
    proposal = one(found(QUESTION_MAIL))
    assert (proposal.sort, proposal.group) == (MailSort.REPLIED_AND_ASKED, MailGroup.YOURS)
    letters.file(context, [], [proposal])
    for key in (ActionKey.REPLY_SEND, ActionKey.REPLY_DRAFT, ActionKey.FEEDBACK_ASK):
        action = context.records.action(rejection.uid, key)
        assert action is not None and action.state is ActionState.DONE and action.at == proposal.at
    assert context.records.rejections[rejection.uid].outcome is Outcome.ON_HOLD
    context.store.undo(context.now())
    action = context.records.action(rejection.uid, ActionKey.FEEDBACK_ASK)
    assert action is not None and action.open and not context.records.correspondence


def test_their_answer_goes_into_the_journal_and_is_known_afterwards(
    context: AppContext, found: Callable[..., SortedBatch]
) -> None:
    (rejection,) = file_all(context, found(the_no(), QUESTION_MAIL))
    proposal = one(found(the_no(), QUESTION_MAIL, ANSWER_MAIL))
    assert proposal.group is MailGroup.ANSWERS and proposal.answer is not None
    assert proposal.answer.kind is AnswerKind.FEEDBACK
    letters.file(context, [], [proposal])
    (entry,) = context.records.feedback_of(rejection.uid)
    assert entry.verbatim.startswith("Hi Mara,") and entry.received == day(12) and entry.gap is Gap.UNSORTED
    assert state_of(context, rejection, ActionKey.FEEDBACK_ANSWER) is ActionState.DONE
    again = found(the_no(), QUESTION_MAIL, ANSWER_MAIL)
    assert not again.returned.proposals and len(again.known) == 3 and not again.sure


def test_an_answer_that_was_pasted_before_is_not_recorded_twice(
    context: AppContext, found: Callable[..., SortedBatch]
) -> None:
    (rejection,) = file_all(context, found(the_no(), QUESTION_MAIL))
    journal.add(context, rejection.uid, FEEDBACK.replace("\n", " "))
    proposal = one(found(ANSWER_MAIL))
    assert not proposal.effects.answer
    letters.file(context, [], [proposal])
    assert len(context.records.feedback_of(rejection.uid)) == 1


def test_a_first_import_of_a_whole_story_brings_it_to_where_it_stands(
    context: AppContext, found: Callable[..., SortedBatch]
) -> None:
    thanks = mail(
        ME, JANE, day(11), "Re: Your application", "Dear Jane,\n\nThank you for your candour.\n\nMara", "t", "a"
    )
    (rejection,) = file_all(context, found(thanks, ANSWER_MAIL, QUESTION_MAIL, the_no()))
    for key in (ActionKey.REPLY_SEND, ActionKey.FEEDBACK_ASK, ActionKey.FEEDBACK_ANSWER, ActionKey.FEEDBACK_THANK):
        assert state_of(context, rejection, key) is ActionState.DONE
    assert context.store.undo(context.now()) is not None and not context.records.rejections


def test_an_answer_that_reads_as_a_no_is_no_new_rejection(
    context: AppContext, found: Callable[..., SortedBatch]
) -> None:
    file_all(context, found(the_no(), QUESTION_MAIL))
    words = NO.replace("Thank you for coming in", "Thanks for your note, and for coming in")
    batch = found(mail(JANE, ME, day(10), "Re: Your application as Data Engineer", words, "a2", "q"))
    assert not batch.sure and not batch.doubtful and one(batch).sort in (MailSort.ANSWER, MailSort.MESSAGE)


def test_what_i_wrote_is_never_a_rejection(context: AppContext, found: Callable[..., SortedBatch]) -> None:
    mine = mail(ME, JANE, day(3), "Your decision", "I understand that I was not selected for the position. Mara", "m")
    batch = found(mine)
    assert not batch.sure and not batch.doubtful and not batch.returned.proposals


def test_earlier_mail_gives_the_day_of_the_application_and_the_stage(
    context: AppContext, found: Callable[..., SortedBatch]
) -> None:
    early = mail(ATS, ME, day(60), "We received your application to Northwind", GOT, "c", extra="Auto-Submitted: yes")
    come = (
        "Dear Mara,\n\nWe would like to invite you to an interview for the Data Engineer position at Northwind on "
        "Thursday at 10:00.\n\nKind regards,\nJane Hart\nNorthwind"
    )
    short = NO.replace("coming in for the interview for", "your interest in").replace(
        "We were impressed by your\npreparation. ", ""
    )
    no = mail(JANE, ME, day(20), "Your application as Data Engineer", short, "no")
    batch = found(early, mail(JANE, ME, day(40), "Interview: Data Engineer", come, "i"), no)
    assert not batch.returned.proposals and len(batch.returned.early[batch.sure[0].letter.uid]) == 2
    (rejection,) = file_all(context, batch)
    assert rejection.applied == day(60).date() and rejection.stage is Stage.INTERVIEW
    assert [m.sort for m in context.records.correspondence_of(rejection.uid)] == [
        MailSort.CONFIRMATION,
        MailSort.INVITATION,
    ]


def test_mail_of_an_open_application_is_remembered_until_its_letter_comes(
    context: AppContext, found: Callable[..., SortedBatch]
) -> None:
    early = mail(JANE, ME, day(60), "We received your application to Northwind", GOT, "c")
    other = the_no("other").replace("Northwind", "Globex").replace("northwind", "globex")
    file_all(context, found(early, other))
    assert [m.rejection for m in context.records.correspondence.values()] == [""]
    (rejection,) = file_all(context, found(the_no()))
    assert rejection.applied == day(60).date()
    assert [m.sort for m in context.records.correspondence_of(rejection.uid)] == [MailSort.CONFIRMATION]


@pytest.mark.parametrize(
    ("subject", "body", "outcome"),
    [
        (
            "Interview invitation: Analytics Engineer",
            "Dear Mara,\n\nA new position has opened up and we would like to invite you to an interview next week. "
            "Which of these times would suit you: Tuesday 10:00 or Thursday 14:00?\n\nJane Hart\nNorthwind",
            Outcome.INTERVIEW,
        ),
        (
            "Your offer from Northwind",
            "Dear Mara,\n\nWe are delighted to offer you the position of Analytics Engineer at Northwind. Please find "
            "the contract attached; your salary will be 60,000 a year.\n\nJane Hart\nNorthwind",
            Outcome.OFFER,
        ),
    ],
)
def test_when_they_write_again_the_outcome_is_proposed(
    context: AppContext, found: Callable[..., SortedBatch], subject: str, body: str, outcome: Outcome
) -> None:
    (rejection,) = file_all(context, found(the_no(at=100)))
    proposal = one(found(mail(JANE, ME, day(4), subject, body, "new")))
    assert proposal.group is MailGroup.AGAIN and proposal.effects.outcome is outcome
    letters.file(context, [], [proposal])
    assert context.records.rejections[rejection.uid].outcome is outcome
    assert context.records.events_of(rejection.uid)[-1].at == day(4)
    (contact,) = context.records.contacts.values()
    assert contact.email == "jane.hart@northwind.example" and context.records.touches_of(contact.uid)


def test_the_day_of_an_interview_they_name_becomes_a_reminder_with_the_same_yes(
    context: AppContext, found: Callable[..., SortedBatch]
) -> None:
    (rejection,) = file_all(context, found(the_no(at=100)))
    words = (
        "Dear Mara,\n\nA new position has opened up and we would like to invite you to an interview on 3 December 2026 "
        "at 10:00. We met on 3 August 2026.\n\nJane Hart\nNorthwind"
    )
    proposal = one(found(mail(JANE, ME, day(4), "Interview invitation: Analytics Engineer", words, "new")))
    assert proposal.effects.ahead == date(2026, 12, 3)
    assert "reminds you on 3 Dec 2026" in effect_words(proposal, context.now())
    one_transaction(context, lambda: letters.file(context, [], [proposal]))
    (made,) = context.records.reminders_of(rejection.uid)
    assert (made.what, made.day) == ("Interview at Northwind", date(2026, 12, 3))


def test_an_autoreply_and_a_promise_tick_nothing(context: AppContext, found: Callable[..., SortedBatch]) -> None:
    (rejection,) = file_all(context, found(the_no(), QUESTION_MAIL))
    away = mail(
        JANE, ME, day(18), "Automatic reply: Re: Your application", "I am out of office until Monday.", "o", "q",
        "Auto-Submitted: auto-replied",
    )  # fmt: skip
    words = "Hi Mara,\n\nThanks, I'll ask the panel and come back to you next week.\n\nJane"
    batch = found(away, mail(JANE, ME, day(16), "Re: Your application", words, "p", "q"))
    machine, promise = batch.returned.proposals
    assert machine.answer and machine.answer.kind is AnswerKind.AUTOREPLY and not machine.sure
    assert promise.answer and promise.answer.kind is AnswerKind.PROMISE
    letters.file(context, [], batch.returned.proposals)
    assert state_of(context, rejection, ActionKey.FEEDBACK_ANSWER) is ActionState.TODO
    assert not context.records.feedback and len(context.records.correspondence_of(rejection.uid)) == 3


def test_of_two_applications_at_one_employer_the_user_decides(
    context: AppContext, found: Callable[..., SortedBatch]
) -> None:
    other = the_no("no2", 25).replace("Data Engineer", "Office Manager")
    file_all(context, found(the_no(), other))
    assert len(context.records.rejections) == 2
    proposal = one(found(mail(ME, "jobs@northwind.example", day(10), "Thank you", QUESTION, "q9")))
    assert not proposal.sure and [case.role for case in proposal.others] == ["Office Manager"]
    changed = correspondence.again_as(context, proposal, proposal.others[0], MailSort.ASKED)
    letters.file(context, [], [changed])
    (rejection,) = (r for r in context.records.rejections.values() if r.role == "Office Manager")
    assert state_of(context, rejection, ActionKey.FEEDBACK_ASK) is ActionState.DONE


def test_what_is_something_else_is_not_proposed_again(context: AppContext, found: Callable[..., SortedBatch]) -> None:
    file_all(context, found(the_no()))
    correspondence.forget(context, found(QUESTION_MAIL).returned.proposals)
    assert not found(QUESTION_MAIL).returned.proposals
    context.store.undo(context.now())
    assert found(QUESTION_MAIL).returned.proposals


def test_the_same_letter_in_two_folders_or_forwarded_is_one(
    context: AppContext, found: Callable[..., SortedBatch]
) -> None:
    forward = mail(
        ME, ME, day(19), "Fwd: Your application as Data Engineer",
        "---------- Forwarded message ---------\nFrom: Jane Hart <jane.hart@northwind.example>\n"
        f"Date: {day(20):%a, %d %b %Y %H:%M:%S +0000}\nSubject: Your application as Data Engineer\n"
        f"To: Mara Lindqvist <mara@home.example>\n\n{NO}", "f",
    )  # fmt: skip
    batch = found(the_no(), the_no(), forward)
    assert len(batch.sure) == 1 and not batch.doubtful


def test_two_letters_under_one_message_id_are_two(context: AppContext, found: Callable[..., SortedBatch]) -> None:
    second = the_no(at=10).replace("Data Engineer", "Office Manager").replace("Northwind", "Globex")
    second = second.replace("northwind", "globex")
    assert len(found(the_no(), second).sure) == 2
    file_all(context, found(the_no()))
    batch = found(the_no(), second)
    assert [r.company.value for r in batch.sure] == ["Globex"] and len(batch.known) == 1
    file_all(context, batch)
    assert not found(the_no(), second).sure and len(context.records.rejections) == 2


def test_a_long_mail_of_no_account_from_the_firm_is_kept_whole(
    context: AppContext, found: Callable[..., SortedBatch]
) -> None:
    rejection = file_all(context, found(the_no()))[0]
    text = "Dear Mara,\n\n" + "The boat show on the pier was lovely, and the ice cream too. " * 80 + "\n\nJane"
    proposal = one(found(mail(JANE, ME, day(3), "The boat show", text, "boats", "no")))
    assert proposal.reading.packed
    letters.file(context, [], [proposal])
    (kept,) = context.records.correspondence_of(rejection.uid)
    assert kept.body.rstrip().endswith("Jane")


@pytest.mark.parametrize(
    ("sender", "subject", "belongs"),
    [
        ("Ed Hale <ed@northwind.example>", "Hello", True),  # the firm's domain
        ("Ed Hale <ed@northwindgroup.example>", "Hello", False),  # a longer name is another firm's
        ("Ed Hale <ed@north.example>", "Hello", True),  # the beginning of the name, as long as five letters
        ("Ed Hale <ed@nort.example>", "Hello", False),
        ("Ed Hale <ed@mailer.example>", "News from Northwind GmbH", True),  # the subject names it
        ("Ed at NORTHWIND <ed@mailer.example>", "Hello", True),
        ("Ed Hale <ed@mailer.example>", "The northwinds of spring", False),
    ],
)
def test_a_firm_is_found_by_its_domain_or_where_it_is_named(
    context: AppContext, sender: str, subject: str, belongs: bool
) -> None:
    case = Case("u", "Northwind Ltd.", "Data Engineer", day(20))
    letter = Letter("l", "Hello", subject, *parseaddr(sender))
    assert Cases([case], frozenset()).may_concern(letter) is belongs
