"""The lexicon: words of a class read alike in every construct, each row matters, and no class is idle."""

import re
from pathlib import Path

import pytest

import seeds
from tests.constructs import CONSTRUCTS, Construct, exceptions, sentences, statement, words
from tests.phrases import extract_phrases, said
from transforms.language import lexicon
from transforms.pipeline import Extraction

CODE = Path(__file__).parents[3] / "transforms"
WORDS = words()
PHRASES = [construct.phrase(word) for construct in CONSTRUCTS for word in WORDS[construct.of]]


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    return extract_phrases(PHRASES)


@pytest.mark.parametrize("construct", CONSTRUCTS, ids=[f"{one.of}: {one.sentence}" for one in CONSTRUCTS])
def test_words_of_a_class_read_alike(construct: Construct, extraction: Extraction) -> None:
    phrases = [construct.phrase(word) for word in WORDS[construct.of]]
    expected = {one.name: one.expected for one in phrases}
    assert {one.name: said(extraction, one, statement) for one in phrases} == expected


def test_sentences_of_the_patterns_say_what_stands_beside_them() -> None:
    phrases = sentences()
    extraction = extract_phrases(phrases)
    assert {one.name: said(extraction, one, statement) for one in phrases} == {
        one.name: one.expected for one in phrases
    }


def test_the_words_that_are_tried_are_those_of_the_lexicon() -> None:
    assert {name: sorted(found) for name, found in lexicon.classes().items()} == {
        name: sorted(found) for name, found in WORDS.items()
    }


def test_every_class_has_a_construct() -> None:
    assert set(lexicon.classes()) == {construct.of for construct in CONSTRUCTS}


def test_every_exception_is_of_a_construct() -> None:
    known = {(one.of, word, one.sentence) for one in CONSTRUCTS for word in WORDS[one.of]}
    assert set(exceptions()) - known == set()


def test_every_class_and_pattern_is_used() -> None:
    code = "\n".join(file.read_text("utf-8") for file in CODE.rglob("*.py"))
    asked = set(re.findall(r"pattern\([\"'](\w+)[\"']\)", code))
    for call in re.findall(r"members\(([^)]*)\)", code):
        asked |= set(re.findall(r"\w+", call))
    referred = set(re.findall(r"\{([a-z_]+)\}", "\n".join(seeds.read("patterns")["pattern"])))
    names = {*lexicon.classes(), *seeds.read("patterns")["name"]}
    assert names - asked - referred == set()


def test_no_class_has_the_name_of_a_pattern() -> None:
    assert set(lexicon.classes()) & set(seeds.read("patterns")["name"]) == set()
