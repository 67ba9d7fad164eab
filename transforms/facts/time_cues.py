"""What the words around a number tell of its time: compared with, at the end of years, against the year before."""

import polars as pl

from transforms.language.patterns import TIMES, pattern
from transforms.language.rules import Condition, is_so, says
from transforms.language.searches import only
from transforms.sequences import behind


def is_baseline(stem: pl.Expr) -> pl.Expr:
    """Whether a number is what another is compared with: 由46.9% | 提高到50%, 比上年的42.1万吨 | 增加1.3万吨."""
    comes_from = stem.str.contains(r"(?:^|[^来])(?:由|从)[^，。；]*$")
    trail = only(comes_from, pl.col("trail"))
    goes_to = trail.str.contains(r"^[^，。]{0,14}?(?:到|至|为|成)") & trail.str.contains(
        rf"^(?:[（(][^)）]*[)）])?(?:、|和)?[^，。]{{0,6}}?{pattern('goal_of_move')}"
    )
    goes_on = goes_to | pl.col("linked").shift(-1).fill_null(value=False)
    # 比上年190天 | 增加19天
    compares = stem.str.contains(f"[比较]{TIMES}$") & (pl.col("unit") == behind(pl.col("unit"), "row"))
    moves = only(compares, pl.col("trail")).str.contains(f"^{pattern('compared_movement')}")
    return stem.str.contains(f"[比较](?:{TIMES}|现有|原有|原来)的$") | moves | (comes_from & goes_on)


def stands_at_end(stem: pl.Expr) -> pl.Expr:
    """Whether a number of several years is a stock at their end (达到12家), or what was done in them (新增12家)."""
    reaches = (
        stem.str.contains(f"{pattern('reaching')}{pattern('reaching_where')}*$")
        | (pl.col("unit") == "位")
        | pl.col("text").str.contains("^(?:超过|突破)")
    )
    flows = stem.str.contains(pattern("flow")) & ~stem.str.contains("[到至]$")
    # a stock that is only named (每万人高价值发明专利拥有量9.4件) stands at the end of the span; what is done fills it
    is_done = stem.str.contains(pattern("action"))
    is_named_stock = stem.str.contains(f"{pattern('stock_noun')}$") & ~is_done
    return (reaches | is_named_stock) & ~flows


def is_year_on_year(where: pl.Expr) -> Condition:
    """Whether a number is, or is followed by, a move against the year before: 投资1550亿元，同比增长16.7%."""
    last_year = is_so(pl.col("base_words").str.contains(f"^{pattern('last_year')}"))
    compares = says("stem", f"{pattern('compare')}{TIMES}", where)
    moves = says("stem", pattern("year_basis"), where) | (compares & last_year)
    moves_next = only(where, behind(pl.col("lead"), "row")).str.contains(f"^{pattern('year_basis')}")
    return moves | is_so(moves_next.fill_null(value=False))
