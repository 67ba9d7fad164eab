"""Number-like runs of the sentences, with what stands between them.

A sentence becomes an alternating row of gaps and tokens. Each token has the slot of the grammar that took it, and the
gaps before and after; whether a number is a quantity of the world is told from those alone.
"""

from typing import Final

import polars as pl

from transforms.language.searches import in_memory
from transforms.numbers import forms, grammar
from transforms.numbers.masks import find_spans
from transforms.numbers.wholes import add_joints, find_cut, protect
from transforms.sequences import first, running

#: How often a sentence is read again at most; each time protects one numeral more.
_MOST_READINGS: Final = 4
#: What each token has but a time: 冠军, 上季度, 多年来, AAAA and http have no sign of number. One sentence of three, in
#: which only words had any (进一步), has none, and states nothing.
_SIGNS: Final = f"[{grammar.NUMBER_SIGNS}拾首番壹贰叁柒捌玖①-⑳㉑-㉟❶-❿⑴-⒇季军]|多年|AAAA|http"
#: Fewer sentences than these are read sooner than a second pattern is compiled.
_FEW: Final = 1000


def _read_slots(texts: pl.Series) -> pl.DataFrame:
    """The slot of each distinct token text: the first that takes all of it.

    To find without groups and to ask afterwards, slot by slot, is several times as fast as one pattern with groups.
    """
    *others, (last, _) = grammar.slots().items()
    # each text was taken by one of them
    slot = pl.lit(last)
    for name, taken in reversed(others):
        slot = pl.when(pl.col("span").str.contains(f"^(?:{taken})$")).then(pl.lit(name)).otherwise(slot)
    return pl.DataFrame({"span": texts.unique()}).with_columns(slot=slot)


def _readings(signed: pl.DataFrame) -> list[tuple[str, pl.DataFrame]]:
    """The sentences by the smallest pattern that takes all that they can have.

    The pattern of all slots has too many states to be kept, and they are built over and over. Where sentences have no
    letter, name and date it takes a fifth of the time without the forms of those.
    """
    if signed.height < _FEW:
        return [(grammar.token(), signed)]
    patterns = grammar.token(), grammar.token_without_letters("name"), grammar.token_without_letters("name", "date")
    text = pl.col("masked")
    has_name, has_date = (text.str.contains(grammar.slots()[slot]) for slot in ("name", "date"))
    has_letter = text.str.contains("[A-Za-z]")
    reading = pl.when(has_name | has_letter).then(0).when(has_date).then(1).otherwise(2)
    # states are built as new texts are met: those of one kind follow each other
    kinds = (text.str.contains(signs) for signs in ("[一二三四五六七八九十]", "[0-9]"))
    alike = signed.sort(*kinds).with_columns(reading=reading).partition_by("reading")
    return [(patterns[sentences.item(0, "reading")], sentences) for sentences in alike]


def _find(masked: pl.DataFrame) -> pl.DataFrame:
    # in furniture of the page the ledger has times, too
    readings = _readings(masked.filter(pl.col("masked").str.contains(_SIGNS) | pl.col("is_boilerplate")))
    found = [in_memory(find_spans(sentences, pattern)) for pattern, sentences in readings]
    spans = pl.concat(found).sort("row", maintain_order=True)
    tokens = spans.join(_read_slots(spans["span"]), on="span", how="left", maintain_order="left").select(
        "row",
        "report_id",
        "is_boilerplate",
        "token",
        "char_start",
        "before",
        "after",
        "slot",
        text="span",
    )
    return add_joints(tokens)


def tokenise(masked: pl.DataFrame) -> pl.DataFrame:
    """One row a token, in text order.

    Takes the frame of `masks.mask_sentences`. Returns row, report_id, is_boilerplate, token (Int32, in the sentence),
    char_start, char_end (Int32, in the report), slot (see grammar.slots), text, before and after (the gaps, masked),
    and is_cut: whether a numeral goes on beside it.
    A reading that cuts a numeral is withdrawn, and its sentence read again.
    """
    asked = tokens = _find(masked)
    read_again = tokens.clear()
    for _ in range(_MOST_READINGS):
        cut = find_cut(asked)
        if cut.is_empty():
            break
        again = protect(asked, cut)
        asked = _find(masked.drop("masked").join(again, on="row", how="inner", maintain_order="left"))
        tokens, read_again = _but(tokens, again), pl.concat([_but(read_again, again), asked])
    whole = pl.concat([tokens, _without_signs(read_again)]).sort("row", maintain_order=True)
    char_end = pl.col("char_start") + pl.col("text").str.len_chars().cast(pl.Int32)
    is_cut = pl.col("at_begin") | pl.col("at_end")
    return whole.with_columns(char_end=char_end, is_cut=is_cut).drop("at_begin", "at_end")


def _but(tokens: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """The tokens of all sentences but these."""
    return tokens.filter(~pl.col("row").is_in(sentences["row"].implode()))


def _without_signs(tokens: pl.DataFrame) -> pl.DataFrame:
    """The tokens without the signs of protection."""
    texts = ("before", "text", "after")
    opening, here, behind = (pl.col(name).str.count_matches(forms.PROTECTED).cast(pl.Int32) for name in texts)
    passed = running(here + behind, "row") - here - behind + first(opening, "row")
    plain = tokens.with_columns(
        pl.col(texts).str.replace_all(forms.PROTECTED, "", literal=True), char_start=pl.col("char_start") - passed
    )
    return add_joints(plain.drop("at_begin", "at_end"))
