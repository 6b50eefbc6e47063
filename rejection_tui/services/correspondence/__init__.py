"""What comes back after a letter: each mail with the application it belongs to, proposed, and kept with a yes."""

from rejection_tui.services.correspondence.cases import Case, Cases, How
from rejection_tui.services.correspondence.keeping import again_as, cases_for, forget, keep, record_of, remember
from rejection_tui.services.correspondence.keeping import uid_of as mail_uid
from rejection_tui.services.correspondence.own import addresses, wrote
from rejection_tui.services.correspondence.pasted import keep_pasted
from rejection_tui.services.correspondence.proposal import Effects, Proposal, effect_words
from rejection_tui.services.correspondence.review import Returned, case_from, reading_of, review, uid_of
from rejection_tui.services.correspondence.sorting import sorts_for

__all__ = [
    "Case",
    "Cases",
    "Effects",
    "How",
    "Proposal",
    "Returned",
    "addresses",
    "again_as",
    "case_from",
    "cases_for",
    "effect_words",
    "forget",
    "keep",
    "keep_pasted",
    "mail_uid",
    "reading_of",
    "record_of",
    "remember",
    "review",
    "sorts_for",
    "uid_of",
    "wrote",
]
