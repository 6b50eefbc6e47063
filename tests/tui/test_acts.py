"""Every act stands once: one id, one meaning, and something behind it that runs."""

from textual.screen import Screen

from rejection_tui.tui.acts import Act
from rejection_tui.tui.app import RejTUI
from rejection_tui.tui.every_act import every_act, owners


def _classes() -> list[type]:
    return [one for one in owners() if isinstance(one, type) and getattr(one, "ACTS", ())]


def test_one_id_means_one_act() -> None:
    by_id: dict[str, set[Act]] = {}
    for owner in _classes():
        for act in vars(owner).get("ACTS", ()):
            by_id.setdefault(act.id, set()).add(act)
    assert not {name: acts for name, acts in by_id.items() if len(acts) > 1}


def test_labels_fit_the_last_line() -> None:
    for act in every_act():
        assert 0 < len(act.label) <= 24, act
        assert act.help[0].isupper() and act.help.endswith((".", "?", ")")), act


def test_every_act_can_be_run_where_it_stands() -> None:
    missing = []
    for owner in _classes():
        for act in getattr(owner, "ACTS", ()):
            where, _, name = act.run.partition("(")[0].rpartition(".")
            target = {"app": RejTUI, "screen": Screen}.get(where, owner)
            if not any(hasattr(one, f"action_{name}") for one in (target, *target.__subclasses__())):
                missing.append(f"{owner.__name__}: {act.run}")
    assert not missing


def test_no_two_acts_of_a_place_share_a_key() -> None:
    for owner in _classes():
        keys = [key for act in getattr(owner, "ACTS", ()) for key in act.keys.split(",")]
        assert len(keys) == len(set(keys)), owner
