"""Patterns of the language: every row fits its phrase, and the groups that the code asks for exist."""

import re

import polars as pl
import pytest

import seeds
from transforms.language import patterns

#: What a date looks like before it becomes a sign.
WRITTEN_DATE = "(?:[0-9]{4}年|今年|去年)"
#: A lead ends at its number.
FROM_NUMBER = "[0-9].*$"


def test_every_pattern_fits_its_example() -> None:
    misfits = []
    for name, written, example in seeds.read("patterns").select("name", "pattern", "example").iter_rows():
        # a date is a sign only inside of the pipeline
        compiled = patterns.pattern(name).replace(patterns.TIMES, WRITTEN_DATE)
        lead = re.sub(FROM_NUMBER, "", example)
        if not pl.Series([example, lead]).str.contains(compiled).any():
            misfits.append((name, written, example))
    assert misfits == []


def test_no_pattern_stands_twice_in_its_group() -> None:
    rows = seeds.read("patterns")
    assert rows.filter(rows.select("name", "pattern").is_duplicated()).select("name", "pattern").rows() == []


def test_words_are_literal_and_the_longest_comes_first() -> None:
    either = patterns.alternatives(["a.b", "公里", "公里/h"])
    found = pl.Series(["a.b", "axb", "公里/h"]).str.extract(f"({either})")
    assert found.to_list() == ["a.b", None, "公里/h"]


def test_words_are_of_the_codes_that_are_asked_for() -> None:
    words = pl.Series(["不低于60%", "不超过3%"])
    at_most = patterns.words("bounds", side="before", bound="at_most")
    assert words.str.contains(at_most).to_list() == [False, True]


def test_date_stands_for_the_sign_of_any_time() -> None:
    leads = pl.Series([f"{patterns.DATE}完成", f"{patterns.TIME}完成", "完成"])
    assert leads.str.contains(f"^{patterns.pattern('leading')}").to_list() == [True, True, False]


def test_unknown_group_is_named() -> None:
    with pytest.raises(seeds.SeedError, match=r"seeds/patterns\.csv has no pattern and .* no class movers"):
        patterns.pattern("movers")
