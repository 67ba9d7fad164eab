"""Files that hold many reports, or one in many pieces, and what is known of each."""

import csv
import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable

import polars as pl
import pytest

from transforms.identity import identify
from transforms.sources import Document, Provenance, Reading, Reason, SourceError, provenance, read

SENTENCES = (
    "全县生产总值完成{}亿元，增长6.3%。新增城镇就业5000人，建成学校12所，改造老旧小区8个，粮食总产量达到12万吨。"
    "一般公共预算收入增长5%，城乡居民人均可支配收入分别增长6%和7%，项目建设、乡村振兴和民生保障各项工作稳步推进。"
)


def report(place: str, year: int, times: int = 12) -> str:
    """A report long enough to be one."""
    body = "\n".join(SENTENCES.format(year + n) for n in range(times))
    return f"{year}年{place}政府工作报告\n各位代表：\n现在，我代表{place}人民政府，向大会报告工作，请予审议。\n{body}"


YI, BOYE = report("易县", 2023), report("博野县", 2024)
OTHER = "本县概况：位于太行山东麓，" + "山清水秀，人杰地灵，物产丰富，交通便利。" * 40


def table(*rows: tuple[str, ...], delimiter: str = ",") -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue().encode()


def as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def column(number: int) -> str:
    return "ABCDEFG"[number]


def workbook(sheets: dict[str, list[list[str]]]) -> bytes:
    """A workbook with its texts inside the cells."""
    stream = io.BytesIO()
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packed = "http://schemas.openxmlformats.org/package/2006"
    listed, related = "", ""
    with zipfile.ZipFile(stream, "w") as package:
        for number, (name, rows) in enumerate(sheets.items(), 1):
            listed += f'<sheet name="{name}" sheetId="{number}" r:id="r{number}"/>'
            related += f'<Relationship Id="r{number}" Type="{relations}/worksheet" Target="worksheets/s{number}.xml"/>'
            lines = "".join(
                f'<row r="{r}">'
                + "".join(
                    f'<c r="{column(c)}{r}" t="inlineStr"><is><t>{cell}</t></is></c>' for c, cell in enumerate(row)
                )
                + "</row>"
                for r, row in enumerate(rows, 1)
            )
            sheet = f'<worksheet xmlns="{main}"><sheetData>{lines}</sheetData></worksheet>'
            package.writestr(f"xl/worksheets/s{number}.xml", sheet)
        package.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>{listed}</sheets></workbook>'
        )
        package.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{packed}/relationships">{related}</Relationships>'
        )
        package.writestr("[Content_Types].xml", f'<Types xmlns="{packed}/content-types"/>')
        package.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{packed}/relationships"><Relationship Id="r1" Type="{relations}/officeDocument" '
            f'Target="xl/workbook.xml"/></Relationships>',
        )
    return stream.getvalue()


def told(documents: list[Document]) -> list[tuple[str, str]]:
    return [(document.part, document.text) for document in documents]


BOTH = [("#1", YI), ("#2", BOYE)]
TABLES: dict[str, tuple[bytes, list[tuple[str, str]]]] = {
    "a header and semicolons": (table(("年份", "正文"), ("2023", YI), ("2024", BOYE), delimiter=";"), BOTH),
    "no header": (table(("2023", "易县", YI), ("2024", "博野县", BOYE)), BOTH),
    "no header, tabs": (table(("易县", YI), ("博野县", BOYE), delimiter="\t"), BOTH),
    "by year": (as_json({"2023": YI, "2024": BOYE}), BOTH),
    "by place and year": (as_json({"河北省": {"易县": {"2023": YI}, "博野县": {"2024": BOYE}}}), BOTH),
    "a list deep inside": (as_json({"code": 0, "data": {"list": [{"y": 1, "t": YI}, {"y": 2, "t": BOYE}]}}), BOTH),
    "two columns of one text": (
        table(("年份", "正文1", "正文2"), ("2023", YI, OTHER), ("2024", BOYE, OTHER)),
        [("#1", f"{YI}\n{OTHER}"), ("#2", f"{BOYE}\n{OTHER}")],
    ),
    "review and plan apart": (
        table(("年份", "上年回顾", "今年安排"), ("2023", YI, OTHER), ("2024", BOYE, OTHER)),
        [("#1", f"{YI}\n{OTHER}"), ("#2", f"{BOYE}\n{OTHER}")],
    ),
    "the words again, apart": (
        table(("年份", "正文", "分词"), ("2023", YI, " ".join(YI)), ("2024", BOYE, " ".join(BOYE))),
        BOTH,
    ),
    "a summary beside it": (table(("年份", "正文", "摘要"), ("2023", YI, OTHER), ("2024", BOYE, OTHER)), BOTH),
    "a workbook with a title above its header": (
        workbook({"表": [["各县报告", ""], ["年份", "正文"], ["2023", YI], ["2024", BOYE]]}),
        BOTH,
    ),
    "a workbook of two sheets": (
        workbook({"易县": [["年份", "正文"], ["2023", YI]], "博野县": [["年份", "正文"], ["2024", BOYE]]}),
        [("/易县#1", YI), ("/博野县#1", BOYE)],
    ),
    "a paragraph a row, with the file it is from": (
        table(
            ("file", "no", "text"),
            *(("yi.txt", str(n), line) for n, line in enumerate(YI.split("\n"))),
            *(("boye.txt", str(n), line) for n, line in enumerate(BOYE.split("\n"))),
        ),
        [("#1", YI), ("#16", BOYE)],
    ),
    "a paragraph a row, and nothing else": (as_json([{"p": line} for line in YI.split("\n")]), [("", YI)]),
    "an array of paragraphs": (as_json(YI.split("\n")), [("", YI)]),
}


@pytest.mark.parametrize("case", TABLES.values(), ids=TABLES)
def test_a_table_gives_its_reports(case: tuple[bytes, list[tuple[str, str]]]) -> None:
    data, expected = case
    assert told(read(data, "table").documents) == expected


def test_a_cell_that_a_workbook_cut_off_is_marked() -> None:
    whole = report("易县", 2023, times=400)[:32_767]
    (document,) = read(workbook({"表": [["年份", "正文"], ["2023", whole]]}), "table").documents
    assert (document.is_cut, document.notes[1][:7]) == (True, "cut off")


@pytest.mark.parametrize(
    ("data", "reason", "evidence"),
    [
        pytest.param(
            table(("年份", "政府工作报告", "统计公报"), ("2023", YI, OTHER * 3), ("2024", BOYE, OTHER * 3)),
            "ambiguous",
            "texts in column '政府工作报告' and in '统计公报'",
            id="two texts a row",
        ),
        pytest.param(
            table(("no", "text"), *((str(n), SENTENCES.format(n)) for n in range(30))),
            "ambiguous",
            "joined they begin like no report",
            id="sentences of nobody knows what",
        ),
        pytest.param(
            table(("指标", *map(str, range(2010, 2024))), *(("粮食产量", *["12.5"] * 14) for _ in range(9))),
            "not_a_report",
            "a series of figures",
            id="a yearbook series",
        ),
    ],
)
def test_what_is_ambiguous_or_no_report_is_refused(data: bytes, reason: str, evidence: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(data, "table")
    assert caught.value.reason.value == reason
    assert evidence in caught.value.evidence


# --- several reports in a text --------------------------------------------------------------------------------------

BODY = "　".join(YI.split("\n")[3:])
LONG_YI, LONG_BOYE = report("易县", 2023, 40), report("博野县", 2024, 40)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param(f"{LONG_YI}\n\n{LONG_BOYE}\n", [("#1", LONG_YI), ("#2", LONG_BOYE)], id="under their titles"),
        pytest.param(
            "\n".join("　".join(text.split("\n")) for text in (LONG_YI, LONG_BOYE)),
            [("#1", LONG_YI.replace("\n", "　")), ("#2", LONG_BOYE.replace("\n", "　"))],
            id="one a line",
        ),
        pytest.param(
            "\n".join(f"{year}\t{text}" for year, text in ((2023, BODY), (2024, BODY))),
            [("#1", BODY), ("#2", BODY)],
            id="one a line after its year",
        ),
    ],
)
def test_several_reports_in_a_text_are_several(text: str, parts: list[tuple[str, str]]) -> None:
    assert told(read(text.encode(), "text").documents) == parts


def test_bulletins_below_their_issuers_are_several_and_each_is_of_its_year() -> None:
    body = "一、综合\n" + "全年生产总值增长5.1%，社会消费品零售总额36.2亿元，居民收入稳步提高。\n" * 120
    bulletins = [f"易县统计局  国家统计局易县调查队\n\n{year}年3月\n\n{body.strip()}" for year in (2024, 2023)]
    documents = read("\n\n".join(bulletins).encode(), "2022-2023_统计公报.txt").documents
    assert [document.text.strip() for document in documents] == bulletins
    frame = pl.DataFrame({"report_id": ["a", "b"], "text": bulletins, "source_path": ["2021-2023_统计公报.docx"] * 2})
    assert identify(frame)["review_end"].to_list() == [2023, 2022]


def test_a_report_with_links_to_others_is_one() -> None:
    page = f"{LONG_YI}\n相关链接\n2022年易县政府工作报告\n2021年易县政府工作报告\n"
    assert told(read(page.encode(), "text").documents) == [("", page)]


# --- archives -------------------------------------------------------------------------------------------------------


def test_an_archive_gives_its_members_under_readable_names() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, text in (("2024/易县.txt", YI), ("说明.txt", "见附件")):
            package.writestr(zipfile.ZipInfo(name), text)
    # as programs of Windows write it: names in GBK, and no flag that says so
    packed = stream.getvalue()
    for name in ("2024/易县.txt", "说明.txt"):
        packed = packed.replace(name.encode(), name.encode("gbk").ljust(len(name.encode()), b"_"))
    data = bytearray(packed)
    for start in (at for at in range(len(data) - 4) if data[at : at + 4] in (b"PK\x03\x04", b"PK\x01\x02")):
        data[start + (7 if data[start + 2] == 3 else 9)] = 0
    reading = read(bytes(data), "a.zip")
    assert [document.part.rstrip("_") for document in reading.documents] == ["/2024/易县.txt", "/说明.txt"]


def test_tables_inside_an_archive_keep_their_rows() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("all.csv", table(("年份", "正文"), ("2023", YI), ("2024", ""), ("2022", BOYE)))
        package.writestr("empty.txt", "")
    reading: Reading = read(stream.getvalue(), "a.zip")
    assert told(reading.documents) == [("/all.csv#1", YI), ("/all.csv#3", BOYE)]
    refused = [(refusal.part, refusal.reason) for refusal in reading.refusals]
    assert refused == [("/all.csv", Reason.NO_TEXT), ("/empty.txt", Reason.EMPTY_FILE)]


# --- what users know about a file -----------------------------------------------------------------------------------

KNOWN: dict[str, tuple[Callable[[], Document], Provenance]] = {
    "columns of a table": (
        lambda: Document(
            YI,
            "csv",
            "utf-8",
            hints={
                "发文单位": "易县人民政府",
                "发文时间": "2023-02-06 09:00",
                "来源URL": "https://example.org/a",
                "报告标题": "2023年易县政府工作报告",
                "文号": "易政发〔2023〕2号",
                "字数": "1200",
            },
        ),
        Provenance(
            "https://example.org/a",
            dt.date(2023, 2, 6),
            "易县人民政府",
            "易政发〔2023〕2号",
            "2023年易县政府工作报告",
        ),
    ),
    "a header block": (
        lambda: Document(
            "标题： 2023年易县政府工作报告\n发文单位：易县人民政府\n来源URL： https://example.org/b\n\n各位代表：\n",
            "txt",
            "utf-8",
        ),
        Provenance("https://example.org/b", None, "易县人民政府", None, "2023年易县政府工作报告"),
    ),
    "a header of a law library": (
        lambda: Document(
            "【发布部门】 易县人民政府\n【发文字号】易政发〔2023〕2号\n【发布日期】2023.02.06\n正文", "txt", ""
        ),
        Provenance(None, dt.date(2023, 2, 6), "易县人民政府", "易政发〔2023〕2号", None),
    ),
    "front matter": (
        lambda: read(
            f"---\ntitle: 报告\ndate: 2023-02-06\nurl: https://example.org/c\n---\n{YI}".encode(), "a.md"
        ).documents[0],
        Provenance("https://example.org/c", dt.date(2023, 2, 6), None, None, "报告"),
    ),
    "a page's head": (
        lambda: read(
            b"<!DOCTYPE html>\n<!-- saved from url=(0021)https://example.org/d -->\n<html><head>"
            + f'<meta name="PubDate" content="2023-02-06"></head><body><p>{YI}</p></body></html>'.encode(),
            "a.html",
        ).documents[0],
        Provenance("https://example.org/d", dt.date(2023, 2, 6), None, None, None),
    ),
    "nothing, and a day that no calendar has": (
        lambda: Document("2023年：增长5%。", "txt", "utf-8", hints={"date": "2023-02-31", "url": "无"}),
        Provenance(),
    ),
}


@pytest.mark.parametrize("case", KNOWN.values(), ids=KNOWN)
def test_the_origin_of_a_report_is_kept(case: tuple[Callable[[], Document], Provenance]) -> None:
    make, expected = case
    assert provenance(make()) == expected
