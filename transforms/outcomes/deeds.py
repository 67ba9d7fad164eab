"""Lists of deeds for the people (十件民生实事): each promise in one is answered by what is said of the whole list.

A plan announces the list and numbers its members, in one line or a line each; the review says 十件民生实事全部完成.
"""

from typing import Final

import polars as pl

from transforms.outcomes.cues import cue
from transforms.sequences import running

#: How members of a list are numbered, each with its first number.
STYLES: Final = {
    r"[0-9]{1,2}[.、．]": "1[.、．]",
    "[一二三四五六七八九十]+是": "一是",
    "第[一二三四五六七八九十]+[，、]?": "第一",
    # an old encoding has no ⑪
    "[①-⑳?]": "①",
    "[（(][0-9]{1,2}[)）]": "[（(]1[)）]",
    "[（(][一二三四五六七八九十]+[)）]": "[（(]一[)）]",
}
#: The first member of a list in one line stands so close behind what announces it.
_SOON: Final = "[^\n]{0,80}?"


def listed(targets: pl.DataFrame, sections: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """What the review says of the list that a target stands in (columns of `words.SCHEMA`): never that it is done.

    `targets` has row, report_id, char_start, sentence, region_code and year; `sections` and `sentences` are what
    `reviews` takes and gives.
    """
    done = sentences.filter(pl.col("plain").str.contains(cue("deeds_done"))).unique(
        ["region_code", "year"], keep="first", maintain_order=True
    )
    planned = targets.join(done.select("region_code", "year"), on=["region_code", "year"], how="semi")
    lists = _lists(sections.join(planned.select("report_id").unique(), on="report_id", how="semi"))
    return (
        planned.select("report_id", "char_start", "sentence", "region_code", "year", target_row="row")
        .join_where(
            lists.rename({"report_id": "list_report_id"}),
            pl.col("report_id") == pl.col("list_report_id"),
            pl.col("char_start") >= pl.col("begin"),
            pl.col("char_start") < pl.col("end"),
        )
        # …；十是…。加快文物维修: what follows in the line bears no number
        .filter(
            ~pl.col("is_one_line") | pl.col("sentence").str.contains(f"(?:^|[；;：:])[ \u3000]*(?:{'|'.join(STYLES)})")
        )
        .select("target_row", "region_code", "year")
        .unique("target_row")
        .join(done, on=["region_code", "year"])
        .select(
            "target_row",
            verdict=pl.lit("unclear"),
            reason=pl.lit("后来的报告只说所在的民生实事清单已经完成，没有说到这一件"),
            words_report_id="report_id",
            words_start="start",
            words="sentence",
        )
    )


def _lists(sections: pl.DataFrame) -> pl.DataFrame:
    """report_id, begin, end and is_one_line of the lines, and ends of lines, that hold members of a list."""
    lines = (
        sections.sort("report_id", "char_start")
        .select("report_id", "char_start", line=pl.col("text").str.split("\n"))
        .explode("line", empty_as_null=False, keep_nulls=False)
        .with_columns(length=pl.col("line").str.len_chars().cast(pl.Int32) + 1)
        .with_columns(
            begin=pl.col("char_start") + running(pl.col("length"), "report_id", "char_start") - pl.col("length")
        )
        .filter(pl.col("line").str.contains(r"\S"))
    )
    head = pl.col("line").str.strip_chars_start()
    style, is_first = pl.lit(None, pl.Int8), pl.lit(value=False)
    for number, (any_of, first) in enumerate(STYLES.items()):
        style = pl.when(head.str.contains(f"^{any_of}")).then(pl.lit(number, pl.Int8)).otherwise(style)
        is_first = is_first | head.str.contains(f"^{first}")
    firsts = "|".join(STYLES.values())
    announces, told = cue("deeds_announced"), pl.col("line").str.contains(cue("deeds_announced"))
    run = ["report_id", "run"]
    marked = lines.with_columns(
        style=style, opens=is_first & told.shift(1).over("report_id").fill_null(value=False)
    ).with_columns(run=pl.col("style").rle_id().over("report_id"))
    in_lines = marked.filter(pl.col("style").is_not_null() & pl.col("opens").first().over(run))
    before = pl.col("line").str.extract(f"^(.*?(?:{announces}){_SOON}(?:{firsts}))").str.len_chars().cast(pl.Int32)
    in_one = lines.with_columns(before=before).filter(pl.col("before").is_not_null())
    ends, begins = pl.col("begin") + pl.col("length"), pl.col("begin") + pl.col("before")
    return pl.concat(
        [
            in_lines.select("report_id", "begin", end=ends, is_one_line=False),
            in_one.select("report_id", begin=begins, end=ends, is_one_line=True),
        ]
    )
