"""Pages whose elements lie in one another: read in one pass, and refused where no page is so deep."""

import pytest

from transforms.sources import SourceError, read
from transforms.sources.documents import webpage

REPORT = "<p>各位代表：2023年，全县生产总值完成128.5亿元，增长6.3%；新增就业5000人。</p>"


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("<ul><li>", ""), ("<div class='nav'>", ""), ("<div>", "</div>"), ("<font>", ""), ("<table><tr><td>", "")],
)
def test_deeper_than_any_page_is_refused_and_named(opening: str, closing: str) -> None:
    page = f"<html><body>{opening * 100_000}{REPORT}{closing * 100_000}</body></html>"
    with pytest.raises(SourceError, match=r"too_large: HTML with 100\d\d\d elements in one another, the limit is 5000"):
        read(page.encode(), "page")


def test_a_page_of_unclosed_elements_is_read() -> None:
    page = f"<html><body>{'<font><p>段落。' * 2000}{REPORT}</body></html>"
    assert "生产总值完成128.5亿元" in read(page.encode(), "page").documents[0].text


def test_each_element_is_measured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    measured = []
    counting = webpage._measure
    monkeypatch.setattr(webpage, "_measure", lambda body: measured.append(len(sizes := counting(body))) or sizes)
    page = f"<html><body>{'<div><ul><li><a href=x>首页</a>' * 900}{REPORT}</body></html>"
    with pytest.raises(SourceError, match="navigation alone"):
        read(page.encode(), "page")
    assert len(measured) == 2  # before and after what is navigation by its name went
