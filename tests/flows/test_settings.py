"""Settings that mean nothing are refused by name."""

from pathlib import Path

import pytest

from flows.errors import SettingsError
from flows.settings import load_settings


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("DUIXIAN_WHAREHOUSE", "the variable DUIXIAN_WHAREHOUSE means nothing; is DUIXIAN_WAREHOUSE meant?"),
        ("DUIXIAN_QQQ", "the variable DUIXIAN_QQQ means nothing"),
    ],
)
def test_a_variable_that_means_nothing_is_refused(
    place: Path, monkeypatch: pytest.MonkeyPatch, name: str, said: str
) -> None:
    monkeypatch.setenv(name, "x")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert str(caught.value).startswith(said)
