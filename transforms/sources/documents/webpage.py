"""HTML pages and fragments as text: what a reader sees of the article, without what is surely navigation."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from transforms.sources.document import (
    Cell,
    Document,
    Reading,
    Reason,
    SourceError,
    join_blocks,
    lay_out,
    normalise_newlines,
    table_block,
)
from transforms.sources.encodings import Decoded, decode_leniently
from transforms.sources.source import Reader, Source

# A collector may have written down a Python list of elements: `[<div id="conlun2_box_text">…</div>, <div>…</div>]`.
_LIST_OF_ELEMENTS = re.compile(r"\[\s*(<.*>)\s*\]", re.DOTALL)
_BLOCK_NAMES = "html|head|body|div|p|table|tbody|tr|td|th|article|section|main|ul|ol|li|dl|h[1-6]|center|blockquote|pre"
_BETWEEN_ELEMENTS = re.compile(rf"(</(?:{_BLOCK_NAMES})>), (?=<)", re.IGNORECASE)
_OPENING = re.compile(
    rf"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|(?:{_BLOCK_NAMES}|span|font|meta|title)[\s/>])",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(rf"</?(?:{_BLOCK_NAMES}|br|span|strong|font|a)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_TAGS_AT_LEAST = 3  # in a text that does not begin with a tag: a stray <p> in plain text is no web page
_CHARACTERS_A_TAG = 2000
_HEAD = 4096
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)\s*(\S+?)\s*-->")

_UNSEEN = (
    "script,style,noscript,template,iframe,object,embed,svg,canvas,audio,video,button,select,option,textarea,title,"
    "[hidden]"
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NAVIGATION = "nav,aside,[role=navigation],[role=banner],[role=contentinfo],[role=search]"
# Names that page templates give to what is not the article: `class="nav"`, `id="footer"`, `class="share-box"`.
_NAVIGATION_NAME = re.compile(
    r"(?:^|[-_\s])(?:(?:top|main|sub|side|left|right|foot|head)?nav(?:i|bar|igation)?|menu|breadcrumbs?|crumbs?|position|"
    r"footer|foot|copyright|share|bdsharebuttonbox|sidebar|toolbar|pagination|pager|search|qrcode|related|weixin)"
    r"(?:[-_\s]|$)",
    re.IGNORECASE,
)
# Elements that stay open until they are closed, unlike <br> and <p>.
_NESTING_TAG = re.compile(
    r"<(/?)(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|wbr|p|li|dt|dd|td|th|tr|option)\b)[a-z]",
    re.IGNORECASE,
)
_DEEPEST = 5000
_NAVIGATION_SHARE = 0.2  # of the page's text: a template that wraps the article in class="main-nav" does not lose it
_LINKS_AT_LEAST = 3
_LINK_SHARE = 0.8  # of a block's text inside links

_BLOCKS = frozenset(
    [
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt"),
        *("fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"),
        *("html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary"),
        *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    ]
)
_WHITE_SPACE = re.compile(r"[ \t\n\r\f]+")
_CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")  # characters and their full-width punctuation
_META_HINTS = {
    # The names are fixed by the State Council's guide for government websites; the rest is common practice.
    "articletitle": "title",
    "pubdate": "publish_date",
    "contentsource": "source",
    "sitename": "site",
    "og:title": "title",
    "article:published_time": "publish_date",
    "publishdate": "publish_date",
    "url": "source_url",
    "og:url": "source_url",
}


class Page(NamedTuple):
    """The article of a page, what the page says about it, and remarks on the reading."""

    text: str
    hints: Mapping[str, str]
    notes: tuple[str, ...]


def begins_as_html(text: str) -> bool:
    """Whether a text begins as a web page or fragment does; a table whose cells are HTML does not."""
    body = _without_list(text)
    return bool(_OPENING.match(body) and _TAG.search(body))


def is_html(text: str) -> bool:
    """Whether a text is a web page or a fragment of one, by its tags.

    Comments alone do not make a page: texts copied from old pages begin with `<!--` and have no tag.
    """
    if begins_as_html(text):
        return True
    body = _without_list(text)
    tags = sum(1 for _ in _TAG.finditer(body))
    return tags >= _TAGS_AT_LEAST and tags * _CHARACTERS_A_TAG >= len(body)


def read_html(text: str) -> Page:
    """The article of a page as text: blocks apart, table rows as lines, entities decoded, sure navigation left out.

    Raises SourceError: unreadable_document where no parser finds any text in it, not_a_report where all is navigation.
    """
    source = _without_list(text)
    notes: tuple[str, ...] = () if source is text else ("a list of elements, unwrapped",)
    source = normalise_newlines(source)
    _refuse_nesting(source)
    try:
        tree = LexborHTMLParser(source)
        hints = _hints(tree)
        if saved := _SAVED_FROM.search(source, 0, _HEAD):
            hints["source_url"] = saved[1]
        article = _article(tree)
    except (SelectolaxError, ValueError):
        hints, article = {}, _read_plainly(source)
        notes = (*notes, "read by the fallback parser")
    if not article and _read_plainly(source):
        raise SourceError(Reason.NOT_A_REPORT, f"HTML of {len(text)} characters that are navigation alone")
    if not article:
        raise SourceError(Reason.UNREADABLE_DOCUMENT, f"HTML of {len(text)} characters without any text")
    return Page(article, hints, notes)


def read_bytes(data: bytes) -> Document:
    """A page whose bytes may be damaged: what no encoding gives is replaced, and a note says how much."""
    decoded, notes = _decode(data)
    page = read_html(decoded.text)
    return Document(page.text, "html", decoded.encoding, hints=page.hints, notes=(*page.notes, *notes))


def _decode(data: bytes) -> tuple[Decoded, tuple[str, ...]]:
    decoded = decode_leniently(data)
    bad, encoding = decoded.text.count("\ufffd"), decoded.encoding.partition(",")[0]
    return decoded, (f"{bad} characters that are not {encoding} replaced by U+FFFD",) if bad else ()


def _claims_whole(source: Source) -> bool:
    try:
        return begins_as_html(source.text)
    except SourceError as error:
        if error.reason is Reason.UNDECODABLE and _OPENING.match(source.data[:_HEAD].decode("latin-1")):
            return True
        raise


def _read(source: Source) -> Reading:
    return Reading([read_bytes(source.data)])


WHOLE_PAGE = Reader("html", _claims_whole, _read)
"""Stands before the tables: a page that begins with a tag is no CSV, whatever commas it has."""
READER = Reader("html", lambda source: is_html(source.text), _read)
"""Stands behind the tables, whose cells may be HTML."""


def _without_list(text: str) -> str:
    match = _LIST_OF_ELEMENTS.fullmatch(text.strip()) if text.lstrip()[:1] == "[" else None
    return _BETWEEN_ELEMENTS.sub(r"\1", match[1]) if match else text


def _hints(tree: LexborHTMLParser) -> dict[str, str]:
    hints: dict[str, str] = {}
    for meta in tree.css("meta[content]"):
        name = (meta.attributes.get("name") or meta.attributes.get("property") or "").lower()
        content = (meta.attributes.get("content") or "").strip()
        if name in _META_HINTS and content:
            hints.setdefault(_META_HINTS[name], content)
    title = tree.css_first("title")
    if title and title.text().strip():
        hints.setdefault("title", " ".join(title.text().split()))
    return hints


def _article(tree: LexborHTMLParser) -> str:
    body = tree.body
    if body is None:
        return ""
    _drop(list(body.css(_UNSEEN)))
    _drop([node for node in body.css("[style]") if _HIDDEN_STYLE.search(node.attributes.get("style") or "")])
    _drop_navigation(body)
    return join_blocks(_blocks(body))


def _drop(nodes: list[LexborNode]) -> None:
    for node in nodes:
        node.decompose()


def _drop_navigation(body: LexborNode) -> None:
    """Take out what is navigation by its element, by its name, or because nearly all of it is links."""
    _drop(list(body.css(_NAVIGATION)))
    _drop([node for node in body.css("body > header, body > footer") if not node.css_first("article,main,h1")])
    sizes = _measure(body)
    whole = sizes[body.mem_id].characters
    named = [node for node in body.css("[class],[id]") if _NAVIGATION_NAME.search(_names(node))]
    _drop_outermost([node for node in named if sizes[node.mem_id].characters < _NAVIGATION_SHARE * whole])
    if len(body.css("a[href]")) >= _LINKS_AT_LEAST:
        sizes = _measure(body)
        lists = body.css("ul,ol,dl,div,table,p,section")
        _drop_outermost([node for node in lists if sizes[node.mem_id].is_link_list])


def _refuse_nesting(source: str) -> None:
    """Refuse what no page nests: the time that a parser takes grows with the square of its open elements."""
    depth = deepest = 0
    for tag in _NESTING_TAG.finditer(source):
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        evidence = f"HTML with {deepest} elements in one another, the limit is {_DEEPEST} (nesting)"
        raise SourceError(Reason.TOO_LARGE, evidence)


@dataclass(slots=True)
class _Size:
    """How much lies under an element: characters, those that are seen, those that are seen in links, and links."""

    characters: int = 0
    seen: int = 0
    linked: int = 0
    links: int = 0

    def add(self, other: "_Size") -> None:
        self.characters += other.characters
        self.seen += other.seen
        self.linked += other.linked
        self.links += other.links

    @property
    def is_link_list(self) -> bool:
        return self.links >= _LINKS_AT_LEAST and self.linked >= _LINK_SHARE * self.seen


def _measure(body: LexborNode) -> dict[int, _Size]:
    """The sizes of all elements by mem_id, in one pass: asked one by one, nested ones would be read again and again."""
    nodes = list(body.traverse(include_text=True))
    sizes = {node.mem_id: _Size() for node in nodes}
    for node in reversed(nodes):
        size = sizes[node.mem_id]
        if node.is_text_node:
            text = node.text_content or ""
            size.characters, size.seen = len(text), len("".join(text.split()))
        elif node.tag == "a" and not (node.attributes.get("href", "#") or "").startswith("#"):
            size.linked, size.links = size.seen, size.links + 1
        if node.parent is not None and node.parent.mem_id in sizes:
            sizes[node.parent.mem_id].add(size)
    return sizes


def _names(node: LexborNode) -> str:
    return f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"


def _drop_outermost(nodes: list[LexborNode]) -> None:
    """Drop nodes in document order; what lay inside a dropped one has gone with it."""
    inside: set[int] = set()
    for node in nodes:
        if node.mem_id not in inside:
            inside.update(child.mem_id for child in node.css("*"))
            node.decompose()


def _blocks(root: LexborNode) -> list[str]:
    """The blocks under a node in reading order; a table of data is one block, a line a row."""
    blocks: list[str] = []
    lines: list[list[str]] = [[]]
    pending: list[LexborNode | None] = list(reversed(_children(root)))  # None: here a block ends
    while pending:
        node = pending.pop()
        tag = node.tag if node else None
        if node and node.is_text_node:
            lines[-1].append(node.text_content or "")
            continue
        if tag == "br":
            lines.append([])
            continue
        if node is None or tag in _BLOCKS:
            blocks.append("\n".join(_collapse("".join(line)) for line in lines))
            lines = [[]]
        if node is None:
            continue
        if tag == "pre":
            blocks.append(node.text())
        elif tag == "table" and (block := _data_table(node)):
            blocks.append(block)
        else:
            pending.extend([None] if tag in _BLOCKS else [])
            pending.extend(reversed(_children(node)))
    blocks.append("\n".join(_collapse("".join(line)) for line in lines))
    return blocks


def _children(node: LexborNode) -> list[LexborNode]:
    return list(node.iter(include_text=True))


def _data_table(table: LexborNode) -> str | None:
    if table.css_first("table table"):
        return None
    rows = [[_cell(cell) for cell in row.iter() if cell.tag in ("td", "th")] for row in table.css("tr")]
    return table_block(lay_out(rows))


def _cell(node: LexborNode) -> Cell:
    spans = (re.match(r"\s*(\d{1,4})", node.attributes.get(name) or "") for name in ("colspan", "rowspan"))
    columns, rows = (max(int(span[1]), 1) if span else 1 for span in spans)
    return Cell(_blocks(node), columns, rows)


def _collapse(text: str) -> str:
    """White space as a browser shows it, at the edges of a line none."""
    return _WHITE_SPACE.sub(_blank_for, text).strip()


def _blank_for(match: re.Match[str]) -> str:
    """One blank; none for a line break of the source beside a Chinese character, where nobody means a blank."""
    if "\n" not in match[0]:
        return " "
    text, start, end = match.string, match.start(), match.end()
    beside = text[max(start - 1, 0) : start] + text[end : end + 1]
    return "" if _CHINESE.search(beside) else " "


def _read_plainly(source: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(source, preserve_formatting=True, list_bullets=False, alt_texts=False)).strip()
