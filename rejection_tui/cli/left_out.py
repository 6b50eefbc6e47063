"""What `rejtui import` leaves out because the user says so: letters that are no rejections, mails about none."""

from collections.abc import Sequence

from rejection_tui.cli.output import counted, say
from rejection_tui.domain.letter import Reading
from rejection_tui.domain.text import clean_line
from rejection_tui.services import awaited, correspondence, history, letters
from rejection_tui.services.context import AppContext
from rejection_tui.services.letters import SortedBatch


def leave_out(context: AppContext, found: SortedBatch, err: bool) -> None:
    """Keep that nothing of a batch is a rejection or about one, in one undo, and say of how many mails that was."""
    proposals = found.returned.proposals
    misread = _apart(found, (*found.sure, *found.doubtful))
    with history.one_undo(context):
        if misread:
            letters.not_rejections(context, misread)
        if found.waiting:
            awaited.pass_over(context, found.waiting)
        if proposals:
            correspondence.forget(context, proposals)
    _say([*misread, *found.waiting, *(one.reading for one in proposals)], err)


def leave_out_rest(context: AppContext, found: SortedBatch, err: bool) -> None:
    """Keep that the letters which are not sure to be rejections are none, and say how many they were."""
    rest = _apart(found, found.doubtful)
    if rest:
        letters.not_rejections(context, rest)
    _say(rest, err)


def _apart(found: SortedBatch, readings: Sequence[Reading]) -> list[Reading]:
    """Return those readings that are not proposed as mail about a rejection."""
    returned = {one.letter.uid for one in found.returned.proposals}
    return [one for one in readings if one.letter.uid not in returned]


def _say(left: Sequence[Reading], err: bool) -> None:
    if not left:
        say("There was nothing to leave out.", err=err)
        return
    say(f"Left out for good, {counted(len(left), 'email')}; rejtui undo takes it back:", err=err)
    for one in left:
        sender = one.letter.sender_name or one.letter.sender_email or "no sender"
        say(f"  {clean_line(sender, 60)}: {clean_line(one.letter.subject, 120) or '(no subject)'}", err=err)
