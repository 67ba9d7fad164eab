"""What a file holds decides how it is read: encodings, Word documents, web pages, tables, and what is refused."""

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from transforms.sources import Document, MissingPathError, Reason, Refusal, SourceError, discover, read

REPORT = "政府工作报告\n各位代表：\n2023年，全县生产总值完成128.5亿元，增长6.3%；新增城镇就业5000人。\n"
TRADITIONAL = "過去一年，全縣生產總值完成128.5億元，增長百分之六點三；農村居民純收入達到二萬元，各項建設穩步推進。\n"


def only(data: bytes) -> Document:
    (document,) = read(data, "report").documents
    return document


def refusal(data: bytes) -> SourceError:
    with pytest.raises(SourceError) as caught:
        read(data, "report")
    return caught.value


def read_or_refused(data: bytes) -> list[Document] | list[str]:
    """The documents, or the evidence why there is none; any other error than a SourceError ends the test."""
    try:
        reading = read(data, "report")
    except SourceError as error:
        return [error.evidence]
    return reading.documents or [refused.evidence for refused in reading.refusals]


# --- encodings ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        pytest.param(REPORT, "utf-8", "utf-8", id="utf-8"),
        pytest.param(REPORT, "utf-8-sig", "utf-8-sig", id="utf-8 with mark"),
        pytest.param(REPORT, "utf-16", "utf-16", id="utf-16 little endian"),
        pytest.param("\ufeff" + REPORT, "utf-16-be", "utf-16", id="utf-16 big endian"),
        pytest.param("\ufeff" + REPORT, "utf-32-le", "utf-32", id="utf-32"),
        pytest.param(REPORT, "gbk", "gb18030", id="gbk"),
        pytest.param(REPORT + "㐀𠮷", "gb18030", "gb18030", id="gb18030 with four-byte characters"),
        pytest.param(TRADITIONAL, "gb18030", "gb18030", id="traditional characters in gb18030"),
        pytest.param(TRADITIONAL, "big5", "big5", id="big5"),
        pytest.param("新增5所。", "gbk", "gb18030", id="a few characters in gbk"),
        pytest.param("增長5%。", "big5", "big5", id="a few characters in big5"),
        pytest.param("GDP 5.2%", "ascii", "utf-8", id="ascii"),
    ],
)
def test_encoding_is_told_by_the_bytes(text: str, codec: str, encoding: str) -> None:
    document = only(text.encode(codec))
    assert (document.text, document.encoding, document.source_format) == (text.removeprefix("\ufeff"), encoding, "txt")


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        pytest.param("增长5%\r\n建成3条\r\n", "增长5%\n建成3条\n", id="windows"),
        pytest.param("增长5%\r建成3条", "增长5%\n建成3条", id="old mac"),
        pytest.param("增长5%\r\r\n建成3条", "增长5%\n\n建成3条", id="a doubled carriage return is an empty line"),
        pytest.param("　　增长 5%\t\u00a0\u2028。 \n\n", "　　增长 5%\t\u00a0\u2028。 \n\n", id="nothing else changes"),
        pytest.param("增长<U+00A0>5%\\r\\n&nbsp;????", "增长<U+00A0>5%\\r\\n&nbsp;????", id="literal artefacts stay"),
        pytest.param("\n<!--\n-->\n增长5%", "\n<!--\n-->\n增长5%", id="a comment makes no web page"),
    ],
)
def test_only_newlines_of_plain_text_change(raw: str, text: str) -> None:
    assert only(raw.encode()).text == text


CHINESE = st.text(
    st.sampled_from("，。年增长发展亿元的了在人大建设经济和社会国民产业项目")
    | st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
    min_size=1,
).map(lambda rare: f"2023年，全市地区生产总值增长5%，新增就业3万人，建成项目12个，发展产业和民生。{rare}")


@given(CHINESE, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]))
def test_what_was_encoded_comes_back(text: str, codec: str) -> None:
    assert only(text.encode(codec)).text == text


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_reason(data: bytes) -> None:
    assert read_or_refused(data)


# --- what is refused ------------------------------------------------------------------------------------------------


def archive(*members: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for member in members:
            package.writestr(member, REPORT)
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("data", "reason", "evidence"),
    [
        pytest.param(b"", "empty_file", "0 bytes", id="no byte"),
        pytest.param(b" \r\n\t\n", "empty_file", "nothing but white space", id="white space"),
        pytest.param(b"\xef\xbb\xbf", "empty_file", "3 bytes", id="a mark alone"),
        pytest.param(bytes(range(256)) * 8, "binary_file", "bytes are zero", id="binary"),
        pytest.param(b"\x01\x02\x03\x04abcdefgh", "binary_file", "control characters", id="binary without zero"),
        pytest.param(
            REPORT.encode() + b"\xff\xfe" * 9, "undecodable", "not utf-8 (byte 0xff at", id="utf-8 with many bad bytes"
        ),
        pytest.param(b"\xff" * 300, "undecodable", "not big5", id="in no encoding"),
        pytest.param("各位代表增长".encode()[1:] * 10, "undecodable", "not utf-8", id="utf-8 cut at the front"),
        pytest.param(
            b"\xff\xfe" + "增长".encode("utf-16-le") + b"\x00", "undecodable", "mark of utf-16", id="odd utf-16"
        ),
        pytest.param(b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n", "unreadable_document", "PDF, 15 bytes", id="pdf cut off"),
        pytest.param(b"\n\n%PDF-1.4\n", "unreadable_document", "PDF, 11 bytes", id="pdf after blank lines"),
        pytest.param(OLE + "WordDocument".encode("utf-16-le"), "unreadable_document", "Word 97-2003", id="doc"),
        pytest.param(OLE + "Workbook".encode("utf-16-le"), "unreadable_document", "xls workbook", id="xls"),
        pytest.param(OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "needs a password", id="encrypted"),
        pytest.param(archive("xl/workbook.xml"), "unreadable_document", "xlsx workbook", id="xlsx"),
        pytest.param(archive("OFD.xml"), "unsupported_format", "OFD document", id="ofd"),
        pytest.param(archive("2024.txt")[:60], "unreadable_document", "not a zip file", id="zip cut off"),
        pytest.param(archive("word/document.xml"), "unreadable_document", "DOCX", id="docx without its parts"),
        pytest.param(gzip.compress(REPORT.encode())[:40], "unreadable_document", "packed file", id="gzip cut off"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "unreadable_document", "picture", id="png cut off"),
        pytest.param(b"GIF89a" + bytes(20), "unsupported_format", "GIF image", id="gif"),
        pytest.param(b"Rar!\x1a\x07" + bytes(20), "unsupported_format", "RAR archive", id="rar"),
        pytest.param(b"{\\rtf1\\ansi }", "empty_file", "RTF without any text", id="rtf without text"),
        pytest.param(b"<?xml version='1.0'?><rss><item>5</item></rss>", "unsupported_format", "root <rss>", id="feed"),
        pytest.param(b'[{"text": "2023', "unreadable_document", "JSON, Unterminated string", id="json cut off"),
        pytest.param(b'{"a": "1"}\n{"a": 2\n', "unreadable_document", "line 2", id="json lines with a bad line"),
        pytest.param(b"{}", "empty_file", "1 rows and 0 columns, nothing in it", id="an empty object"),
        pytest.param(b"[]", "not_a_report", "0 rows", id="an empty array"),
        pytest.param(
            b"<html><body><script>1</script></body></html>", "unreadable_document", "HTML", id="an empty page"
        ),
    ],
)
def test_bad_input_is_refused_with_its_true_reason(data: bytes, reason: str, evidence: str) -> None:
    error = refusal(data)
    assert error.reason == reason
    assert evidence in error.evidence


def test_an_error_says_reason_evidence_and_file() -> None:
    error = refusal(b"GIF89a...")
    assert str(error) == "unsupported_format: GIF image, 9 bytes"
    assert error.__notes__ == ["in report"]


# --- Word documents -------------------------------------------------------------------------------------------------


def word(write: Callable[[docx.document.Document], None]) -> bytes:
    document = docx.Document()
    write(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def paragraphs_and_table(document: docx.document.Document) -> None:
    document.core_properties.title = "易县政府工作报告"
    document.add_paragraph("　　一、2023年工作回顾")
    document.add_paragraph("")
    table = document.add_table(rows=0, cols=2)
    for left, right in (("指标", "增长（%）"), ("工业增加值", "10"), ("固定资产\n投资", "8.5")):
        left_cell, right_cell = table.add_row().cells
        left_cell.text, right_cell.text = left, right
    paragraph = document.add_paragraph("完成")
    paragraph.add_run("128.5").bold = True
    paragraph.add_run("亿元，\n增长\t6.3%。  ")


def test_docx_gives_paragraphs_and_tables_in_reading_order() -> None:
    document = only(word(paragraphs_and_table))
    assert document.text == (
        "一、2023年工作回顾\n\n指标\t增长（%）\n工业增加值\t10\n固定资产 投资\t8.5\n\n完成128.5亿元，\n增长\t6.3%。"
    )
    assert (document.source_format, document.hints, document.notes) == ("docx", {"title": "易县政府工作报告"}, ())


def merged_title(document: docx.document.Document) -> None:
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "主要指标"
    table.cell(1, 0).text, table.cell(1, 1).text = "粮食产量", "5万吨"


def heads_over_two_columns(document: docx.document.Document) -> None:
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "指标"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "出口"
    table.cell(1, 1).text, table.cell(1, 2).text = "额", "增长"
    for column, text in enumerate(("日本", "3", "-2")):
        table.cell(2, column).text = text


def layout(document: docx.document.Document) -> None:
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "新增就业5000人。" * 30
    table.cell(0, 1).text = "建成3条。"


def inside(xml: str) -> Callable[[docx.document.Document], None]:
    """A paragraph whose content python-docx itself would pass over."""

    def write(document: docx.document.Document) -> None:
        fragment = (
            f"<w:p {nsdecls('w')} xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'>{xml}</w:p>"
        )
        document.element.body.insert(0, parse_xml(fragment))

    return write


@pytest.mark.parametrize(
    ("write", "text"),
    [
        pytest.param(merged_title, "主要指标\n粮食产量\t5万吨", id="a merged cell is said once"),
        pytest.param(heads_over_two_columns, "指标\t出口\t\n\t额\t增长\n日本\t3\t-2", id="a head over two columns"),
        pytest.param(layout, "新增就业5000人。" * 30 + "\n\n建成3条。", id="a table for layout is no table"),
        pytest.param(inside("<w:ins><w:r><w:t>增5%</w:t></w:r></w:ins>"), "增5%", id="inserted under review"),
        pytest.param(
            inside(
                "<w:r><w:t>增</w:t></w:r><w:del><w:r><w:delText>8</w:delText><w:tab/></w:r></w:del><w:r><w:t>长</w:t></w:r>"
            ),
            "增长",
            id="deleted",
        ),
        pytest.param(
            inside("<w:sdt><w:sdtContent><w:r><w:t>建成3条</w:t></w:r></w:sdtContent></w:sdt>"),
            "建成3条",
            id="content control",
        ),
        pytest.param(inside("<w:hyperlink><w:r><w:t>2022年报告</w:t></w:r></w:hyperlink>"), "2022年报告", id="link"),
        pytest.param(inside("<m:oMath><m:r><m:t>5%</m:t></m:r></m:oMath>"), "5%", id="formula"),
        pytest.param(
            inside(
                "<w:r><w:t>前</w:t><w:pict><w:txbxContent><w:p><w:r><w:t>框5个</w:t></w:r></w:p></w:txbxContent></w:pict>"
                "<w:t>后</w:t></w:r>"
            ),
            "前后\n\n框5个",
            id="a text box comes after its paragraph",
        ),
        pytest.param(inside("<w:r><w:t>增</w:t><w:br w:type='page'/><w:t>长</w:t></w:r>"), "增长", id="page break"),
    ],
)
def test_docx_shows_what_a_reader_sees(write: Callable[[docx.document.Document], None], text: str) -> None:
    assert only(word(write)).text == text


def test_docx_footnotes_stand_at_the_end_under_their_mark() -> None:
    mark = "<w:footnoteReference w:id='7'/>"
    data = word(inside(f"<w:r><w:t>推进双创双服</w:t>{mark}<w:t>活动，再推双创双服</w:t>{mark}</w:r>"))
    content = "<w:footnote w:id='7'><w:p><w:r><w:t>指5项服务。</w:t></w:r></w:p></w:footnote>"
    notes = f"<w:footnotes {nsdecls('w')}>{content}</w:footnotes>"
    relation = (
        '<Relationship Id="rId99" Target="footnotes.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"/></Relationships>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            is_relations = name == "word/_rels/document.xml.rels"
            new.writestr(
                name, old.read(name).replace(b"</Relationships>", relation.encode()) if is_relations else old.read(name)
            )
        new.writestr("word/footnotes.xml", notes)
    assert only(stream.getvalue()).text == "推进双创双服[1]活动，再推双创双服[1]\n\n[1] 指5项服务。"


def test_docx_says_that_word_counts_its_lists() -> None:
    numbered = "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>工作回顾</w:t></w:r>"
    assert only(word(inside(numbered))).notes == ("1 list numbers that Word counts itself are not in the text",)


def test_docx_without_text_is_empty() -> None:
    assert refusal(word(lambda document: document.add_paragraph("  "))).reason is Reason.EMPTY_FILE


INTACT = word(paragraphs_and_table)


@given(st.integers(0, 40_000), st.binary(min_size=1, max_size=8))
def test_a_damaged_docx_is_read_or_refused(place: int, noise: bytes) -> None:
    start = place % len(INTACT)
    assert read_or_refused(INTACT[:start] + noise + INTACT[start + len(noise) :])


def test_a_docx_that_lists_its_text_under_another_name_has_each_part_refused() -> None:
    listed = INTACT.rindex(b"word/document.xml")
    reading = read(INTACT[:listed] + b"wxrd/document.xml" + INTACT[listed + 17 :], "report")
    assert reading.documents == []
    refused = {refusal.part: refusal.evidence for refusal in reading.refusals}
    assert "differ" in refused.pop("/wxrd/document.xml")
    with zipfile.ZipFile(io.BytesIO(INTACT)) as intact:
        assert {*refused, "/word/document.xml"} == {f"/{name}" for name in intact.namelist()}


# --- web pages ------------------------------------------------------------------------------------------------------

PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>2023年易县政府工作报告_易县人民政府</title>
<meta name="ArticleTitle" content="2023年易县政府工作报告"><meta name="PubDate" content="2023-02-06 09:00">
<style>p{margin:0}</style><script>var total = 2023;</script></head>
<body><form id="aspnetForm"><ul class="nav"><li><a href="/a">政务公开</a></li><li><a href="/b">热线12345</a></li></ul>
<div class="BreadCrumb">当前位置：<a href="/">首页</a> &gt; <a href="/r">政府工作报告</a></div>
<div id="zoom"><h1>政府工作报告</h1>
<p style="text-align:center">——2023年1月10日在易县第十八届<br>人民代表大会第三次会议上</p>
<p>　　全县生产总值完成<b>128.5</b>亿元，增长
   6.3%；一般公共预算收入&nbsp;增长<span>29</span>%。</p>
<p style="display: none">隐藏99项</p>
<table><tr><td colspan="2">主要指标</td></tr><tr><td><p>工业增加值</p></td><td><p>10</p></td></tr></table>
<p>就业 &lt; 5000人，R&amp;D投入3亿&#20803;</p></div>
<ul><li><a href="1">2022年报告</a></li><li><a href="2">2021年报告</a></li><li><a href="3">2020年报告</a></li></ul>
<div class="footer">版权所有：易县人民政府 冀ICP备05070218号</div></form></body></html>"""


def test_html_page_gives_the_article() -> None:
    document = only(PAGE.encode("gb18030"))
    assert document.text == (
        "政府工作报告\n\n——2023年1月10日在易县第十八届\n人民代表大会第三次会议上\n\n"
        "全县生产总值完成128.5亿元，增长6.3%；一般公共预算收入\u00a0增长29%。\n\n主要指标\n工业增加值\t10\n\n"
        "就业 < 5000人，R&D投入3亿元"
    )
    assert (document.source_format, document.encoding) == ("html", "gb18030")
    assert document.hints == {"title": "2023年易县政府工作报告", "publish_date": "2023-02-06 09:00"}


@pytest.mark.parametrize(
    ("html", "text"),
    [
        pytest.param("<p>增长5%</p><p>建成3条</p>", "增长5%\n\n建成3条", id="fragment"),
        pytest.param(
            "<table><tr><td rowspan=2>指标</td><td colspan=2>出口</td></tr><tr><td>额</td><td>增长</td></tr>"
            "<tr><td>日本</td><td>3</td><td>-2</td></tr></table>",
            "指标\t出口\t\n\t额\t增长\n日本\t3\t-2",
            id="a head over two columns",
        ),
        pytest.param(
            "[<div>\n<p>增长5%</p>\n\t　　<p>建成3条</p></div>]", "增长5%\n\n建成3条", id="list of one element"
        ),
        pytest.param("[<p>增长5%</p>, <p>建成3条</p>]", "增长5%\n\n建成3条", id="list of elements"),
        pytest.param("<div>总量5<span>.</span>5%<!-- 8 --></div>", "总量5.5%", id="a number in pieces"),
        pytest.param("<div>一<div>二<p>三</div>四", "一\n\n二\n\n三\n\n四", id="open ends"),
        pytest.param("<pre>增长5%\n  建成3条</pre>", "增长5%\n  建成3条", id="preformatted"),
        pytest.param("报告<br>增长5%<br/>建成3条<br>完", "报告\n增长5%\n建成3条\n完", id="line breaks only"),
        pytest.param(
            '<h1>报告</h1><div class="nav-main"><p>增长5%，建成3条。</p></div>',
            "报告\n\n增长5%，建成3条。",
            id="misnamed article",
        ),
        pytest.param(
            "<table><tr><td><p>各位代表：</p><p>增长5%</p></td></tr></table>",
            "各位代表：\n\n增长5%",
            id="table for layout",
        ),
        pytest.param(
            '<h1>报告</h1><p><a href="#1">一、回顾5</a><a href="#2">二、计划</a><a href="#3">三</a></p>',
            "报告\n\n一、回顾5二、计划三",
            id="contents",
        ),
    ],
)
def test_html_fragments(html: str, text: str) -> None:
    document = only(html.encode())
    assert (document.text, document.source_format) == (text, "html")


# --- tables ---------------------------------------------------------------------------------------------------------

LONG = "各位代表：\n2023年，全县生产总值完成128.5亿元，增长6.3%；\n新增就业5000人。"
OTHER = "2024年，全县固定资产投资增长8%，建成公路20公里。"


def csv_text(*rows: tuple[str, ...], delimiter: str = ",") -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "source_format", "encoding"),
    [
        pytest.param(
            csv_text(("year", "正文"), ("2023", LONG), ("2024", OTHER)).encode("utf-8-sig"),
            "csv",
            "utf-8-sig",
            id="csv",
        ),
        pytest.param(
            csv_text(("year", "正文"), ("2023", LONG), ("2024", OTHER)).encode("gbk"), "csv", "gb18030", id="gbk csv"
        ),
        pytest.param(
            csv_text(("year", "正文"), ("2023", LONG), ("2024", OTHER), delimiter="\t").encode("utf-16"),
            "csv",
            "utf-16",
            id="tsv",
        ),
        pytest.param(
            json.dumps([{"year": 2023, "正文": LONG}, {"year": 2024, "正文": OTHER}]).encode(),
            "json",
            "utf-8",
            id="json array",
        ),
        pytest.param(
            json.dumps({"count": 2, "items": [{"year": 2023, "正文": LONG}, {"year": 2024, "正文": OTHER}]}).encode(),
            "json",
            "utf-8",
            id="json array in an object",
        ),
        pytest.param(
            "\r\n".join(
                json.dumps(row, ensure_ascii=False)
                for row in ({"year": 2023, "正文": LONG}, {"year": 2024, "正文": OTHER})
            ).encode("gb18030"),
            "jsonl",
            "gb18030",
            id="json lines",
        ),
    ],
)
def test_a_table_gives_a_document_a_row(data: bytes, source_format: str, encoding: str) -> None:
    documents = read(data, "table").documents
    assert [(document.text, document.part, document.hints["year"]) for document in documents] == [
        (LONG, "#1", "2023"),
        (OTHER, "#2", "2024"),
    ]
    assert {(document.source_format, document.encoding) for document in documents} == {(source_format, encoding)}


def test_a_single_object_is_one_report_without_a_row() -> None:
    document = only(
        json.dumps({"title": "报告", "url": "https://example.org/" + "a" * 500, "page": {"content": LONG}}).encode()
    )
    assert (document.text, document.part, document.hints["title"]) == (LONG, "", "报告")


def test_a_cell_may_be_html_and_a_list_of_paragraphs_a_text() -> None:
    html, listed = read(
        json.dumps([{"text": f"<p>{OTHER}</p><p>完</p>"}, {"text": [OTHER, "完"]}]).encode(), "table"
    ).documents
    assert (html.text, listed.text) == (f"{OTHER}\n\n完", f"{OTHER}\n完")


def test_newlines_in_cells_become_one_kind() -> None:
    (document,) = read(
        csv_text(("id", "text"), ("1", "增长5%，\r\n建成3条，新增就业3万人。\r完")).encode(), "table"
    ).documents
    assert document.text == "增长5%，\n建成3条，新增就业3万人。\n完"


def test_half_a_surrogate_pair_does_not_reach_the_warehouse() -> None:
    document = only(b'{"text": "' + OTHER.encode() + b'\\ud83d"}')
    assert document.text == OTHER + "\ufffd"
    assert "halves of surrogate pairs replaced by U+FFFD" in document.notes


def test_rows_without_a_report_are_left_to_the_judge_where_another_has_one() -> None:
    documents = read(csv_text(("id", "text"), ("1", "无"), ("2", LONG)).encode(), "table").documents
    assert [document.text for document in documents] == ["无", LONG]


def test_rows_without_a_text_are_one_refusal() -> None:
    rows = [(str(number), LONG if number == 2 else " ") for number in range(1, 13)]
    reading = read(csv_text(("id", "text"), *rows).encode(), "table")
    assert [document.part for document in reading.documents] == ["#2"]
    assert reading.refusals == [Refusal("", Reason.NO_TEXT, "11 of 12 rows have no text: 1, 3, 4, 5, 6, 7, 8, 9 …")]


@pytest.mark.parametrize(
    ("rows", "reason", "evidence"),
    [
        pytest.param(
            [("path", "bytes", "note"), ("省/2024.txt", "38555", "2024年政府工作报告"), ("省/2025.txt", "1", "正文")],
            "not_a_report",
            "csv table of 2 rows and 3 columns, longest texts in column 'note'",
            id="an index of reports",
        ),
        pytest.param(
            [("id", "text"), ("1", "各位代表：请予审议，谢谢大家。")], "no_number", "first row: no number", id="one row"
        ),
    ],
)
def test_a_table_without_a_report_is_refused_as_a_whole(
    rows: list[tuple[str, ...]], reason: str, evidence: str
) -> None:
    error = refusal(csv_text(*rows).encode())
    assert error.reason == reason
    assert evidence in error.evidence


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("现在,我代表县人民政府报告工作。\n一是增长5%,建成3条。", id="ascii commas"),
        pytest.param("报告,2024\n各位代表,增长5%,建成3条,完\n", id="short first line, ragged"),
        pytest.param('报告,2024\n"一是增长5%', id="open quote"),
        pytest.param("[1] “双创双服”：5项服务。", id="a footnote mark at the start"),
        pytest.param("[" * 100_000, id="brackets without an end"),
        pytest.param("{2024年} 增长5%", id="a brace at the start"),
    ],
)
def test_prose_is_no_table(text: str) -> None:
    assert (only(text.encode()).text, only(text.encode()).source_format) == (text, "txt")


# --- which files there are ------------------------------------------------------------------------------------------


def test_discover_walks_folders_and_takes_named_files(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a/1", ".git/x", "a/.hidden", "data/duixian.duckdb", "data/raw/y", "b/data/3.txt", "c.pdf"):
        place = tmp_path / "in" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch()
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in", target_is_directory=True)
    folder = tmp_path / "in"
    found = discover([folder / "b", folder, folder / "a" / ".hidden", folder / "a" / ".." / "b" / "2.txt"])
    assert [file.relative_to(folder).as_posix() for file in found] == [
        "a/.hidden",
        "a/1",
        "b/2.txt",
        "b/data/3.txt",
        "c.pdf",
    ]


def test_discover_names_every_missing_path(tmp_path: Path) -> None:
    with pytest.raises(MissingPathError, match=r"no such file or folder: .*one, .*two"):
        discover([tmp_path / "one", tmp_path, tmp_path / "two"])
    assert discover([tmp_path]) == []
