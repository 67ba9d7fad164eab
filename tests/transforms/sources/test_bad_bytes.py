"""A few bad bytes in a Chinese text cost themselves and no more; how many they were stands in its encoding."""

import pytest

from transforms.sources import SourceError, read

REPORT = "政府工作报告\n各位代表：\n2023年，全县生产总值完成128.5亿元，增长6.3%；新增城镇就业5000人。\n"


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        pytest.param(REPORT.encode() + b"\xff", REPORT + "\ufffd", "utf-8, 1 bad replaced", id="a byte at the end"),
        pytest.param(REPORT.encode()[:-2], REPORT[:-2] + "\ufffd", "utf-8, 1 bad replaced", id="cut in a character"),
        pytest.param(
            REPORT.replace("\n", "\x00", 1).encode(), REPORT.replace("\n", "\ufffd", 1), "utf-8, 1 bad replaced",
            id="a zero in utf-8",
        ),
        pytest.param(
            REPORT.replace("\n", "\x00", 1).encode("gbk"), REPORT.replace("\n", "\ufffd", 1), "gb18030, 1 bad replaced",
            id="a zero in gbk",
        ),
        pytest.param(
            b"\xef\xbb\xbf" + REPORT.encode() + b"\xc0", REPORT + "\ufffd", "utf-8, 1 bad replaced", id="with a mark",
        ),
    ],
)  # fmt: skip
def test_a_bad_byte_is_replaced_and_counted(data: bytes, text: str, encoding: str) -> None:
    (document,) = read(data, "report").documents
    assert (document.text, document.encoding) == (text, encoding)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(REPORT.encode() + b"\xff" * 9, id="many bad bytes"),
        pytest.param(REPORT.encode() + bytes(40), id="many zeros"),
        pytest.param(b"GDP 5%\x00", id="a zero and no Chinese"),
    ],
)
def test_more_than_a_few_are_refused(data: bytes) -> None:
    with pytest.raises(SourceError):
        read(data, "report")
