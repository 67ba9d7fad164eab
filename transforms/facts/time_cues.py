"""What the words around a number tell of its time: compared with, at the end of years, against the year before."""

import polars as pl

from transforms.language.patterns import TIMES, pattern
from transforms.language.rules import Condition, is_so, says
from transforms.language.searches import only
from transforms.sequences import before, behind, carried

#: How a list is told: as stocks at the end of its years, as what fills them, or not at all.
_AT_END, _FILLS, _UNTOLD = 1, 0, 2


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
    # 建成区绿化覆盖率达46%: an area that has its name from what was done to it is not done
    done = stem.str.replace_all("建成区", "")
    flows = done.str.contains(pattern("flow")) & ~stem.str.contains("[到至]$")
    # a stock that is only named (每万人高价值发明专利拥有量9.4件) stands at the end of the span; what is done fills it
    is_done = done.str.contains(pattern("action"))
    reaches = stem.str.contains(f"{pattern('reaching')}{pattern('reaching_where')}*$") | pl.col("text").str.contains(
        "^(?:超过|突破)"
    )
    is_named_stock = stem.str.contains(f"{pattern('stock_noun')}$") & ~is_done
    # a place in an order is that of the end, whatever was done
    # 民生支出累计达到60亿元: a sum of years fills them, however it is told
    is_sum = (pl.col("dimension") == "money") & stem.str.contains("累计") & ~stem.str.contains("余额")
    own = ((reaches | is_named_stock) & ~flows & ~is_sum) | (pl.col("unit") == "位")
    # 累计培育创新型企业17家、专精特新企业8家, 养老机构达到9家、床位10张: an item without a verb is told as its list is
    goes_on = pl.col("listed") & (pl.col("dimension") == before(pl.col("dimension"), "row"))
    is_told = reaches | flows | is_done
    head = pl.when(own).then(_AT_END).when(is_told).then(_FILLS).otherwise(_UNTOLD)
    of_list = carried(pl.when(~goes_on).then(head), "row")
    of_list = pl.when(goes_on & ~is_told & (of_list != _UNTOLD)).then(of_list == _AT_END)
    return pl.coalesce(of_list, own)


def is_year_on_year(where: pl.Expr) -> Condition:
    """Whether a number is, or is followed by, a move against the year before: 投资1550亿元，同比增长16.7%."""
    last_year = is_so(pl.col("base_words").str.contains(f"^{pattern('last_year')}"))
    compares = says("stem", f"{pattern('compare')}{TIMES}", where)
    moves = says("stem", pattern("year_basis"), where) | (compares & last_year)
    moves_next = only(where, behind(pl.col("lead"), "row")).str.contains(f"^{pattern('year_basis')}")
    return moves | is_so(moves_next.fill_null(value=False))
