"""Number-like runs of the sentences, with what stands between them.

A sentence becomes an alternating row of gaps and tokens. Each token has the slot of the grammar that took it, and the
gaps before and after; whether a number is a quantity of the world is told from those alone.
"""

from typing import Final

import polars as pl

from transforms.language.searches import in_memory
from transforms.numbers import grammar
from transforms.numbers.masks import find_spans
from transforms.numbers.wholes import PROTECTED, add_joints, find_cut, protect
from transforms.sequences import first, running

#: How often a sentence is read again at most; each time protects one numeral more.
_MOST_READINGS: Final = 4
#: Slots of so many forms that the pattern of all slots has too many states to be kept, and is compiled over and over; a
#: sentence that has none of theirs is read without them, in a third of the time.
_MANIFOLD: Final = ("date", "name")


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


def _find(masked: pl.DataFrame) -> pl.DataFrame:
    # a pattern of this size is compiled as it meets new texts: those of one kind follow each other
    kinds = (pl.col("masked").str.contains(signs) for signs in ("[0-9]", "[一二三四五六七八九十]"))
    has = {slot: pl.col("masked").str.contains(grammar.slots()[slot]) for slot in _MANIFOLD}
    known = masked.sort(*kinds).with_columns(**has)
    found = [
        find_spans(alike, grammar.token(*(slot for slot in _MANIFOLD if not alike[slot].any()))).pipe(in_memory)
        for alike in known.partition_by(_MANIFOLD) or [known]
    ]
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
    tokens = _find(masked)
    asked = tokens
    for _ in range(_MOST_READINGS):
        cut = find_cut(asked)
        if cut.is_empty():
            break
        again = protect(asked, cut)
        rows = masked.drop("masked").join(again, on="row", how="inner", maintain_order="left")
        asked = _find(rows)
        tokens = pl.concat([tokens.filter(~pl.col("row").is_in(again["row"].implode())), asked])
    return _without_signs(tokens.sort("row", maintain_order=True))


def _without_signs(tokens: pl.DataFrame) -> pl.DataFrame:
    """The tokens without the signs of protection, with char_end and is_cut."""
    texts = ("before", "text", "after")
    is_signed = pl.any_horizontal(pl.col(name).str.contains(PROTECTED, literal=True) for name in texts)
    of_signed = pl.col("row").is_in(tokens.filter(is_signed)["row"].unique().implode())
    signed = tokens.filter(of_signed)
    if not signed.is_empty():
        opening, here, behind = (pl.col(name).str.count_matches(PROTECTED).cast(pl.Int32) for name in texts)
        passed = running(here + behind, "row") - here - behind + first(opening, "row")
        plain = signed.with_columns(
            pl.col(texts).str.replace_all(PROTECTED, "", literal=True), char_start=pl.col("char_start") - passed
        )
        joined = add_joints(plain.drop("at_begin", "at_end"))
        tokens = pl.concat([tokens.filter(~of_signed), joined]).sort("row", maintain_order=True)
    return tokens.with_columns(
        is_cut=pl.col("at_begin") | pl.col("at_end"),
        char_end=pl.col("char_start") + pl.col("text").str.len_chars().cast(pl.Int32),
    ).drop("at_begin", "at_end")
