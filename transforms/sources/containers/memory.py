"""Translation memories (TMX): one report, a segment a sentence, in several languages; the Chinese one is read."""

import re

from transforms.sources.document import Document, Reading, Reason, SourceError
from transforms.sources.source import Reader, Source

_ROOT = re.compile(rb"<tmx[\s>]|<\x00t\x00m\x00x\x00")
_START = 2000  # bytes in which the root stands
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def _read(source: Source) -> Reading:
    from transforms.sources import xml

    root = xml.parse(source.data, "the translation memory")
    segments = []
    languages = set()
    for variant in root.iter("tuv"):
        language = (variant.get(_LANGUAGE) or variant.get("lang") or "").lower()
        languages.add(language)
        segment = variant.find("seg")
        if language.startswith("zh") and segment is not None:
            segments.append("".join(segment.itertext()).strip())
    if not any(segments):
        found = ", ".join(sorted(languages)) or "none"
        raise SourceError(Reason.NO_TEXT, f"translation memory without a Chinese segment; its languages: {found}")
    note = f"{len(segments)} segments of a translation memory joined"
    return Reading([Document("\n".join(filter(None, segments)), "tmx", "utf-8", notes=(note,))])


READER = Reader("tmx", lambda source: _ROOT.search(source.data, 0, _START) is not None, _read, is_binary=True)
