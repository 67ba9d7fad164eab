"""What a search for news costs, beside what it finds (see test_intake.py)."""

import gc

import pytest

from flows.load.news import uncollected


@pytest.mark.parametrize("is_enabled", [True, False])
def test_cycles_are_looked_for_again_where_they_were(is_enabled: bool) -> None:
    (gc.enable if is_enabled else gc.disable)()
    try:
        with pytest.raises(ZeroDivisionError), uncollected():  # noqa: PT012
            assert not gc.isenabled()
            raise ZeroDivisionError
        assert gc.isenabled() == is_enabled
    finally:
        gc.enable()
