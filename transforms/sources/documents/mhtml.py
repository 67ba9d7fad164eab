"""MHTML web archives: the page in them, as the browser saved it."""

import email
import email.policy
import re
from dataclasses import replace

from transforms.sources.document import Reading, Reason, SourceError
from transforms.sources.documents import webpage
from transforms.sources.source import Reader, Source

_HEAD = 2048
_BEGINS = re.compile(
    rb"\s*(?:From: <Saved by|MIME-Version: ?1\.0)|[\s\S]*?^Content-Type: *multipart/related",
    re.IGNORECASE | re.MULTILINE,
)


def _read(source: Source) -> Reading:
    message = email.message_from_bytes(source.data, policy=email.policy.default)
    pages = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    contents = [content for part in pages if isinstance(content := part.get_payload(decode=True), bytes)]
    if not contents:
        raise SourceError(Reason.UNREADABLE_DOCUMENT, f"MHTML web archive without a page, {len(source.data)} bytes")
    document = webpage.read_bytes(max(contents, key=len))  # frames and advertisements are smaller than the article
    address = message["Snapshot-Content-Location"] or pages[0]["Content-Location"]
    known = {"source_url": str(address or ""), "title": str(message["Subject"] or "")}
    hints = {name: value for name, value in known.items() if value} | dict(document.hints)
    return Reading([replace(document, source_format="mhtml", hints=hints)])


def _claims(source: Source) -> bool:
    return _BEGINS.match(source.data[:_HEAD]) is not None


READER = Reader("mhtml", _claims, _read, is_binary=True)
