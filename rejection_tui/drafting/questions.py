"""The packaged bank of interview questions, and the choice of those that practise the themes of an answer."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import chain, zip_longest
from typing import Any, Final

from rejection_tui import content
from rejection_tui.domain.text import fold
from rejection_tui.drafting.question_leads import Lead, lead_of, trades_of

#: The types in the order in which they are listed, each with the files its questions are in.
_FILES: Final = {
    "motivation": ("motivation",),
    "behavioural": ("behavioural",),
    "technical": ("technical", "trades_people", "trades_hands", "trades_desk"),
    "case study": ("case_study",),
    "strengths and weaknesses": ("strengths_and_weaknesses",),
    "career break": ("career_break",),
    "salary": ("salary",),
    "values": ("values",),
    "safeguarding": ("safeguarding",),
    "presentation": ("presentation",),
    "group exercise": ("group_exercise",),
    "one-way video": ("one_way_video",),
    "research statement": ("research_statement",),
    "portfolio": ("portfolio",),
}
TYPES: Final = tuple(_FILES)


@dataclass(frozen=True, slots=True)
class BankQuestion:
    """One packaged question: `hint` says what a good answer shows, `themes` what it practises.

    `trade` is the one it is asked in most, `trades` are all of them; without a trade it is for everyone.
    """

    id: str
    type: str
    text: str
    hint: str
    themes: tuple[str, ...] = ()
    trade: str = ""
    trades: tuple[str, ...] = ()


@cache
def bank() -> tuple[BankQuestion, ...]:
    """Return every packaged question, by type and in the order of the files."""
    found = []
    for type_, names in _FILES.items():
        for name in names:
            rows = tomllib.loads(content.read(f"questions/{name}.toml"))["question"]
            found += [_question(type_, row) for row in rows]
    return tuple(found)


def _question(type_: str, row: dict[str, Any]) -> BankQuestion:
    trade = row.get("trade", ())
    trades = (trade,) if isinstance(trade, str) else tuple(trade)
    first = trades[0] if trades else ""
    return BankQuestion(row["id"], type_, row["text"], row["good"], tuple(row["trains"]), first, trades)


def for_themes(themes: Iterable[str], limit: int = 8, role: str = "") -> tuple[BankQuestion, ...]:
    """Return at most `limit` questions that practise `themes`, as many for one theme as for another.

    They are of the type a theme names. Those of the trade of `role` come first and those of another trade never; when
    the role names no trade, questions of a trade are only offered for a theme that tells it. Themes that lead to no
    type have none.
    """
    wanted = tuple(dict.fromkeys(themes))
    trades = frozenset(trades_of(role))
    folded = frozenset(fold(theme) for theme in wanted)
    by_theme = [_for_lead(lead_of(theme), trades, folded) for theme in wanted]
    turns = chain.from_iterable(zip_longest(*by_theme))
    return tuple(dict.fromkeys(q for q in turns if q is not None))[:limit]


def _for_lead(lead: Lead, trades: frozenset[str], wanted: frozenset[str]) -> list[BankQuestion]:
    """Return the questions a theme leads to, the most fitting first."""
    fitting = [q for q in bank() if q.type in lead.types and (not lead.theme or lead.theme in _trained(q))]
    mine = [q for q in fitting if not q.trades or trades & set(q.trades) or (lead.any_trade and not trades)]

    def order(q: BankQuestion) -> tuple[int, int, int]:
        away = 2 if not q.trades else 0 if q.trade in trades or not trades else 1
        return lead.types.index(q.type), away, -len(_trained(q) & wanted)

    return sorted(mine, key=order)


@cache
def _trained(question: BankQuestion) -> frozenset[str]:
    return frozenset(fold(theme) for theme in question.themes)


def types_for(themes: Iterable[str]) -> tuple[str, ...]:
    """Return the question types that `themes` name, in the order of the themes."""
    return tuple(dict.fromkeys(type_ for theme in themes for type_ in lead_of(theme).types))
