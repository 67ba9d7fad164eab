"""Every row of the lexicon and of the patterns matters: without it, some sentence of the tests reads otherwise."""

import os
from zlib import crc32

import pytest

import seeds
from tests.constructs import CONSTRUCTS, sentences, statement, words
from tests.phrases import Phrase, extract_phrases, said
from tests.rows import without

ROWS = int(os.environ.get("DUIXIAN_DELETIONS", "100"))
#: Compounds of two verbs, and rows that only whole reports show, are not told apart by a sentence yet.
TOLERATED = 0.05
PHRASES = [*(construct.phrase(word) for construct in CONSTRUCTS for word in words()[construct.of]), *sentences()]


def wrong(phrases: list[Phrase]) -> list[str]:
    """The phrases that do not say what they should."""
    extraction = extract_phrases(phrases)
    return [one.name for one in phrases if said(extraction, one, statement) != one.expected]


def is_missed(name: str, line: int, phrases: list[Phrase]) -> bool:
    with without(name, line):
        try:
            return bool(wrong(phrases))
        except seeds.SeedError:
            return True  # what refers to it says so


@pytest.mark.heavy
def test_a_row_that_goes_is_missed() -> None:
    rows = [
        (name, line, row)
        for name, column in (("lexicon", "word"), ("patterns", "pattern"))
        for line, row in seeds.read(name).select("_line", column).iter_rows()
    ]
    # the same rows every time, whichever others come and go
    chosen = sorted(rows, key=lambda one: crc32(one[2].encode()))[:ROWS]
    # a word changes only what it stands in
    idle = [
        (name, line, row)
        for name, line, row in chosen
        if not is_missed(name, line, [one for one in PHRASES if name == "patterns" or row in one.text])
    ]
    assert len(idle) <= TOLERATED * len(chosen), idle
