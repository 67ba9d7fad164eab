"""A numeral is found whole: whatever stands beside it, nothing begins or ends inside of it, and its value is exact.

The numerals are made from numbers here, sign by sign; factors of units are read from the seed.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import seeds
from transforms.pipeline import extract

SIGNS = "零一二三四五六七八九"
BEFORE = (
    *(
        "",
        "产值",
        "入冬前",
        "目前",
        "前",
        "国省道",
        "省道",
        "第",
        "各",
        "达到",
        "完成",
        "新增",
        "约",
        "近",
        "超",
        "共",
        "有",
        "的",
    ),
    *(
        "为",
        "至",
        "由",
        "比",
        "GDP",
        "CPI",
        "A",
        "R",
        "线",
        "表",
        "代表",
        "图",
        "条件",
        "提高",
        "增长",
        "下降",
        "占",
        "是",
        "在",
        "累计",
    ),
    *(
        "全年",
        "等",
        "：",
        "（",
        "“",
        "、",
        "；",
        "2022年",
        "进一步",
        "每年",
        "总投资\n",
        "其中",
        "热线",
        "增大",
        "减负",
        "人数",
        "最高",
    ),
    *("以", "再", "上", "总量", "比重"),
)
AFTER = (
    "。",
    "，同比增长。",
    "以上。",
    "左右。",
    "的项目。",
    "、。",
    "\n",
    "）。",
    "企业。",
    "（含）以上。",
    "；",
    "”。",
)
#: Here a measured number in digits is a fact, and never lost.
PLAIN_BEFORE, PLAIN_AFTER = ("产值", "达到", "完成", "总投资\n", "国省道", "累计"), ("。", "；", "左右。")
CASES_IN_A_REPORT = 400


def group_in_chinese(number: int) -> str:
    """A number below ten thousand, every place named: 1020 is 一千零二十."""
    said, gap = "", False
    for scale, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // scale % 10
        said += ("零" if gap and said and digit else "") + (SIGNS[digit] + sign if digit else "")
        gap = not digit
    return said


def in_chinese(number: int) -> str:
    """A whole number below 10**12 as it is spoken."""
    said = ""
    for scale, sign in ((10**8, "亿"), (10**4, "万"), (1, "")):
        group = number // scale % 10**4
        if group:
            said += ("零" if said and group < 1000 else "") + group_in_chinese(group) + sign
    return said.removeprefix("一") if 10 <= number < 20 else said


def numerals() -> list[tuple[str, Decimal]]:
    """A hundred numerals with what they are worth."""
    whole = (2, 7, 15, 21, 58, 107, 231, 618, 1234, 1618, 9800, 12345, 30560, 123450, 2410935)
    digits = [(str(n), Decimal(n)) for n in whole]
    digits += [(f"{n:,}", Decimal(n)) for n in (1234, 24560, 2410935)]
    digits += [(f"{n:,}".replace(",", "，"), Decimal(n)) for n in (4590, 12600, 2410935)]
    digits += [
        (str(n).translate(str.maketrans("0123456789", "０１２３４５６７８９")), Decimal(n)) for n in (36, 508, 7200)
    ]
    digits += [(text, Decimal(text)) for text in ("0.5", "2.7", "3.14", "12.5", "99.99", "276.38", "1024.75", "5.125")]
    digits += [
        (f"{number}{sign}", Decimal(number) * 10**zeros)
        for number in ("3", "2.16", "45", "7.5", "618")
        for sign, zeros in (("万", 4), ("亿", 8), ("万亿", 12), ("千万", 7), ("万万", 8))
    ]
    digits += [
        ("3万4000", Decimal(34000)),
        ("2万5千", Decimal(25000)),
        ("5万4千6百", Decimal(54600)),
        ("3亿5千6百万", Decimal(356000000)),
        ("1.5亿3000万", Decimal(180000000)),
        ("14·1", Decimal("14.1")),
    ]
    spoken = (10, 11, 12, 20, 21, 31, 34, 72, 99, 100, 105, 110, 342, 681, 1000, 1208, 2005, 3020, 10000, 320000)
    spoken += (1480000, 19500000, 407000000, 523700000, 12300000000, 700000000000, 999900000000)
    hanzi = [(in_chinese(number), Decimal(number)) for number in spoken]
    hanzi += [
        (in_chinese(whole) + "点" + SIGNS[tenth], Decimal(whole) + Decimal(tenth) / 10)
        for whole, tenth in ((11, 8), (121, 3), (6, 5), (40, 2))
    ]
    hanzi += [
        ("四九万", Decimal(490000)),
        ("七〇〇亿", Decimal(70000000000)),
        ("廿五", Decimal(25)),
        ("二·五亿", Decimal(250000000)),
    ]
    hanzi += [("一百二十一点三亿", Decimal(12130000000)), ("壹佰贰拾万", Decimal(1200000))]
    return digits + hanzi


@dataclass(frozen=True)
class Case:
    before: str
    numeral: str
    value: Decimal
    unit: str
    factor: Fraction
    kind: str
    after: str

    @property
    def text(self) -> str:
        return f"{self.before}{self.numeral}{self.unit}{self.after}"

    @property
    def must_be_fact(self) -> bool:
        return (
            self.kind == "measure"
            and self.numeral[0].isdigit()
            and self.before in PLAIN_BEFORE
            and self.after in PLAIN_AFTER
        )

    def holds(self, value: Decimal) -> bool:
        wanted = Fraction(self.value) * self.factor
        return abs(abs(Fraction(value)) - wanted) <= Fraction(1, 10**6)


def units() -> list[tuple[str, Fraction, str]]:
    """Every unit of the seed with its factor; those that are times of the calendar are no measures here."""
    times = ("time", "age", "voltage", "score", "rank")
    return [
        (
            row["alias"],
            Fraction(int(row["numerator"]), int(row["denominator"])),
            "" if row["dimension"] in times else row["kind"],
        )
        for row in seeds.read("units").to_dicts()
        if row["alias"] not in ("度", "金", "银", "铜", "半", "角")
    ]


def cases(count: int, seed: int) -> list[Case]:
    """So many different cases of the matrix numeral × unit × before × after."""
    pick = random.Random(seed)  # noqa: S311 — cases, no secrets
    made = {}
    everything = numerals(), units(), BEFORE, AFTER
    while len(made) < count:
        (numeral, value), (unit, factor, kind), before, after = (pick.choice(one) for one in everything)
        case = Case(before, numeral, value, unit, factor, kind, after)
        # 占15，100%达标 are two numbers
        if not ("，" in numeral and unit in "%‰"):
            made.setdefault(case.text, case)
    return list(made.values())


def broken(asked: Iterable[Case]) -> tuple[int, list[str]]:
    """How many cases were asked, and those in which a numeral is cut, lost or has another value."""
    asked = list(asked)
    texts, places = [], []
    for report, some in enumerate(_batched(asked)):
        text = ""
        for case in some:
            begin = len(text) + len(case.before)
            places.append((str(report), begin, begin + len(case.numeral), case))
            text += case.text if case.text.endswith("\n") else case.text + "\n"
        texts.append(text)
    years = {"review_start": 2022, "review_end": 2022, "plan_year": 2023}
    ids = [str(number) for number in range(len(texts))]
    found = extract(
        pl.DataFrame({"report_id": ids, "text": texts, **{name: [year] * len(ids) for name, year in years.items()}})
    )
    rows = pl.DataFrame(
        {
            "report_id": [p[0] for p in places],
            "begin": [p[1] for p in places],
            "end": [p[2] for p in places],
            "case": range(len(places)),
        },
        schema_overrides={"begin": pl.Int32, "end": pl.Int32},
    )
    ledger = found.ledger.select("report_id", "char_start", "char_end", "disposition")
    values = found.facts.select("report_id", "char_start", "value", "bound")
    beside = (
        ledger.join(values, on=["report_id", "char_start"], how="left")
        .join_where(
            rows.rename({"report_id": "of"}),
            pl.col("report_id") == pl.col("of"),
            pl.col("char_start") < pl.col("end"),
            pl.col("char_end") > pl.col("begin"),
        )
        .to_dicts()
    )
    wrong = []
    by_case: dict[int, list[dict]] = {}
    for row in beside:
        by_case.setdefault(row["case"], []).append(row)
    for number, (_, begin, end, case) in enumerate(places):
        touching = by_case.get(number, [])
        if case.before == "“" and {row["disposition"] for row in touching} <= {"name", "idiom"}:
            continue  # a quoted name is a longer reading
        if any(begin < row["char_start"] or row["char_end"] < end for row in touching):
            spans = [(row["char_start"] - begin, row["char_end"] - begin, row["disposition"]) for row in touching]
            wrong.append(f"cut: {case.text!r} {spans}")
        elif any(
            row["disposition"] == "fact" and row["bound"] != "range" and not case.holds(row["value"])
            for row in touching
        ):
            wrong.append(f"value: {case.text!r} {[str(r['value']) for r in touching]}")
        elif case.must_be_fact and not any(row["disposition"] == "fact" for row in touching):
            wrong.append(f"lost: {case.text!r} {[r['disposition'] for r in touching]}")
    return len(places), wrong


def _batched(asked: list[Case]) -> Iterable[list[Case]]:
    return (asked[n : n + CASES_IN_A_REPORT] for n in range(0, len(asked), CASES_IN_A_REPORT))


def test_numerals_are_whole_and_exact_beside_anything() -> None:
    _, wrong = broken(cases(4_000, seed=1))
    assert wrong == []


@pytest.mark.heavy
def test_numerals_are_whole_and_exact_beside_anything_at_length(capsys: pytest.CaptureFixture[str]) -> None:
    count = 0
    for seed in range(2, 13):
        asked, wrong = broken(cases(20_000, seed))
        assert wrong == []
        count += asked
    with capsys.disabled():
        print(f"\n{count:,} numerals beside {len(units())} units and {len(BEFORE) * len(AFTER)} pairs of neighbours")  # noqa: T201 — the count is the result
    assert count >= 200_000


ALPHABET = (
    "0123456789０９.,，．·、:：-−+%‰〇零一二三十百千万亿两多余几半点分之"
    "元角人亩个年月日第前至到与翻成番×/()[]≥≤ \n。增长下降约超以上零下负"
)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(ALPHABET, max_size=60), min_size=1, max_size=30))
def test_no_text_is_too_strange(texts: list[str]) -> None:
    years = {"review_start": 2022, "review_end": 2022, "plan_year": 2023}
    ids = [str(number) for number in range(len(texts))]
    found = extract(
        pl.DataFrame({"report_id": ids, "text": texts, **{name: [year] * len(ids) for name, year in years.items()}})
    )
    assert found.facts["value"].null_count() == 0
    assert found.facts["unit"].null_count() == 0
