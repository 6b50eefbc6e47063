"""A password is never printed by mistake."""

import copy
import pickle
import traceback

import pytest

from rejection_tui.domain.secret import Secret


def test_nothing_prints_it() -> None:
    secret = Secret("hunter2")
    shown = [
        repr(secret),
        str(secret),
        f"{secret}",
        f"{secret:>40}",
        repr([secret]),
        repr({"a": secret}),
    ]
    assert not any("hunter2" in text for text in shown) and secret.reveal() == "hunter2" and bool(secret)
    assert secret != Secret("hunter2") and not Secret("")
    for way in (pickle.dumps, copy.copy):
        with pytest.raises(TypeError) as caught:
            way(secret)
        assert "hunter2" not in "".join(traceback.format_exception(caught.value))
    with pytest.raises(TypeError):
        hash(secret)
