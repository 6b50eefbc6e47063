"""How well confirmations are offered as applications that wait for an answer, on letters of one writer."""

from data import corpus
from data.waiting_measure import counts, line


def test_most_confirmations_that_name_a_company_are_offered_and_hardly_anything_else() -> None:
    found = counts(corpus.letters()["hand-z"])
    print(line("hand-z", found))
    assert found["named"] >= 0.8 * found["nameable"]
    assert found["right company"] >= 0.8 * found["named"]
    assert found["wrongly"] <= 0.02 * found["others"]
