"""The seeds of identity hold together: codes, levels, chains, years, and names that resolve."""

import polars as pl
import pytest

import seeds
from transforms.identity.gazetteer import OPEN, class_of, gazetteer
from transforms.identity.wording import normalise, number


def region(code: str, year: int) -> dict[str, str]:
    rows = seeds.read("regions").filter(
        (pl.col("code") == code)
        & ((pl.col("valid_from") == "") | (pl.col("valid_from").cast(pl.Int32, strict=False) <= year))
        & ((pl.col("valid_to") == "") | (pl.col("valid_to").cast(pl.Int32, strict=False) >= year))
    )
    return rows.row(0, named=True)


@pytest.mark.parametrize(
    ("code", "year", "expected"),
    [
        ("000000", 2020, ("中华人民共和国", "nation", "", "全国")),
        ("130000", 2020, ("河北省", "province", "000000", "河北")),
        ("130633", 2020, ("河北省保定市易县", "county", "130600", "易县")),
        ("132421", 1990, ("河北省保定地区易县", "county", "132400", "易县")),
        ("130625", 2014, ("河北省保定市徐水县", "county", "130600", "徐水")),
        ("130609", 2015, ("河北省保定市徐水区", "county", "130600", "徐水")),
        ("110108", 2020, ("北京市海淀区", "county", "110000", "海淀")),
        ("429006", 2020, ("湖北省天门市", "county", "420000", "天门")),
        ("469030", 2020, ("海南省琼中黎族苗族自治县", "county", "460000", "琼中")),
        ("659001", 2020, ("新疆维吾尔自治区石河子市", "county", "650000", "石河子")),
        ("441900", 2020, ("广东省东莞市", "prefecture", "440000", "东莞")),
        ("442000", 2020, ("广东省中山市", "prefecture", "440000", "中山")),
        ("420600", 2009, ("湖北省襄樊市", "prefecture", "420000", "襄樊")),
        ("420600", 2010, ("湖北省襄阳市", "prefecture", "420000", "襄阳")),
        ("420683", 2008, ("湖北省襄樊市枣阳市", "county", "420600", "枣阳")),
        ("522300", 2020, ("贵州省黔西南布依族苗族自治州", "prefecture", "520000", "黔西南")),
        ("152500", 2020, ("内蒙古自治区锡林郭勒盟", "prefecture", "150000", "锡林郭勒")),
        ("510200", 1996, ("四川省重庆市", "prefecture", "510000", "重庆")),
        ("500000", 1997, ("重庆市", "province", "000000", "重庆")),
    ],
)
def test_region_of_a_year(code: str, year: int, expected: tuple[str, str, str, str]) -> None:
    row = region(code, year)
    assert (row["full_name"], row["level"], row["parent_code"], row["short_name"]) == expected


def test_each_code_has_one_row_a_year() -> None:
    rows = seeds.read("regions").with_columns(
        first=pl.col("valid_from").replace("", "0").cast(pl.Int32),
        last=pl.col("valid_to").replace("", "9999").cast(pl.Int32),
    )
    assert rows.filter(pl.col("first") > pl.col("last"))["code"].to_list() == []
    ordered = rows.sort("code", "first").with_columns(earlier=pl.col("last").shift(1).over("code"))
    overlapping = ordered.filter(pl.col("earlier") >= pl.col("first"))["code"].unique().to_list()
    # one year of renumbering among three cities of Hunan, as the records have it
    assert [code for code in overlapping if not code.startswith("4303")] == []


def test_counts_of_units_in_force() -> None:
    in_force = seeds.read("regions").filter(pl.col("valid_to") == "", pl.col("code").str.slice(4, 1) != "7")
    counts = dict(in_force.group_by("level").len().iter_rows())
    assert counts == {"nation": 1, "province": 34, "prefecture": 333, "county": 2852}


def test_parents_exist_and_full_names_end_in_the_name() -> None:
    rows = seeds.read("regions")
    assert rows.filter(~pl.col("parent_code").is_in([*rows["code"], ""]))["code"].to_list() == []
    units = rows.filter(pl.col("code").str.slice(4, 1) != "7")
    assert units.filter(~pl.col("full_name").str.ends_with(pl.col("name")))["code"].to_list() == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("在广东省广州市海珠区", {"440105"}),
        ("福建省福州市鼓楼区", {"350102"}),
        ("吉林省吉林市", {"220200"}),
        ("黔西南州", {"522300"}),
        ("科右前旗", {"152221"}),
        ("合肥高新区", {"340171"}),
        ("创建示范县", set()),
        ("在和县", {"340523", "341424", "342626"}),
        ("", set()),
        ("县", set()),
    ],
)
def test_chain_of_names_at_the_end_of_a_text(text: str, codes: set[str]) -> None:
    places = gazetteer()
    assert {region.code for region in places.find(places.chain_before(text))} == codes


@pytest.mark.parametrize(
    ("code", "year", "expected"),
    [("130609", 2010, "130625"), ("130625", 2020, "130609"), ("130633", 1990, "132421"), ("130633", 2020, "130633")],
)
def test_the_same_place_in_another_year(code: str, year: int, expected: str) -> None:
    places = gazetteer()
    assert places.at_year(places.by_code[code][-1], year).code == expected


def test_in_force_means_open() -> None:
    assert gazetteer().by_code["130609"][0].last == OPEN
    assert class_of("巴里坤哈萨克自治县") == "county"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("政 府 工 作 报 告", "政府工作报告"),
        ("二〇一四年二月", "2014年二月"),
        ("二00二年", "2002年"),
        ("二O一一年", "2011年"),
        ("二○○七年", "2007年"),
        ("１９９３年３月", "1993年3月"),
        ("1 9 9 8 年3 月5 日", "1998年3月5日"),
        ("一九五四年", "1954年"),
        ("19九五年", "1995年"),
        ("2\n016年、20\n17年、201\n8年", "2016年、2017年、2018年"),
        ("完成320\n16年", "完成320\n16年"),
        ("甲<U+00A0>乙&nbsp;丙????丁\\r\\n戊", "甲乙丙丁\n戊"),
        ("去年", "去年"),
    ],
)
def test_wording(text: str, expected: str) -> None:
    assert normalise(text) == expected


@pytest.mark.parametrize(
    ("numeral", "value"), [("7", 7), ("十", 10), ("十四", 14), ("二十", 20), ("三十一", 31), ("元", 1)]
)
def test_numerals_of_days(numeral: str, value: int) -> None:
    assert number(numeral) == value
