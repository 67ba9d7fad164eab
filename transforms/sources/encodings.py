"""Bytes to characters: which encoding a text file is in, told by its bytes alone."""

import codecs
import re
from typing import NamedTuple

from transforms.sources.document import Reason, SourceError

# Longest first: the mark of UTF-32 begins with the mark of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Chinese encodings without a mark. Nearly any bytes decode in one of them, so the result is weighed, not trusted.
_LEGACY = ("gb18030", "big5")
# The characters that Chinese text of this kind is made of, in both scripts, and its punctuation. In real text about two
# thirds of all characters outside ASCII are among them; in text read with the wrong encoding hardly any is.
_COMMON = re.compile(
    "["
    "，。、；：！？（）“”《》—…％　"
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方"
    "多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实业展工加化设全政力产民新增强制高重区保农持"
    "推资城务济社体提项等企革合平施基目入长水度各完快治创公点步村代技府造育服机续品量元投文规级善三管系深科积质结省万教支亿安决"
    "活关场利极程优县环策金义性放总构效收划通调升群整标稳位共商外五路解取乡争落领境四立防源抓计小向众办统题域战任与更十集第打术特"
    "融范明营内医态精镇达继问促严础型护引转把应信口确党二费际于这障权电正干期格表协扩风园居局监两员势准交流河物健形运求比线意件专"
    "這個們來為國說時會對過發後裡種經麼學現當沒動還進樣開從實業展產設強區農資務濟體項革長創點村術續規級質結萬億決關場極優縣環義總構"
    "劃調標穩應與達嚴護轉問權電幹協擴園監兩員準運線專億報告議審"
    "]+"
)
_MEASURED = 20  # characters outside ASCII; with fewer of them a share says nothing
_FLOOR = 0.25  # share of common characters; real texts of the genre lie above 0.6, wrong readings below 0.15
_CONTROLS = bytes([*range(0x01, 0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])
_CONTROL_SHARE = 0.01
_BAD_BYTES, _BAD_SHARE = 3, 0.001  # so many bytes may be bad in a short text, such a share in a long one


class Decoded(NamedTuple):
    """Characters, and the name of the encoding that gave them."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    r"""The text of bytes that are no known binary format. Newlines are left as they are.

    A byte-order mark decides; else strict UTF-8; else GB18030 (which contains GBK and GB2312) or Big5, whichever gives
    more of the characters that Chinese text is made of. Of a Chinese text with a few bad bytes only these are lost:
    they become U+FFFD, and the encoding's name says how many.

    Raises SourceError: binary_file for bytes that are no text, undecodable for text in none of these encodings.

    >>> decode("各位代表".encode("gbk"))
    Decoded(text='各位代表', encoding='gb18030')
    """
    try:
        return _decode_strictly(data)
    except SourceError:
        if repaired := _repair(data.removeprefix(codecs.BOM_UTF8)):
            return repaired
        raise


def _decode_strictly(data: bytes) -> Decoded:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data, encoding)
    _refuse_binary(data)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        failures = [_describe(error)]
    readings = []
    for encoding in _LEGACY:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            failures.append(_describe(error))
        else:
            readings.append((_common_share(text), Decoded(text, encoding)))
    if not readings:
        raise SourceError(Reason.UNDECODABLE, f"in no encoding: {', '.join(failures)}")
    share, best = max(readings, key=lambda reading: reading[0])
    if share < _FLOOR:
        evidence = f"{failures[0]}; as {best.encoding} only {share:.0%} of the characters are common ones"
        raise SourceError(Reason.UNDECODABLE, evidence)
    return best


def _repair(data: bytes) -> Decoded | None:
    """A text with a few bytes that do not belong there: zeros of a disk that was full, a character cut in two.

    None where so much is bad that it is no text.
    """
    allowed = max(_BAD_BYTES, int(_BAD_SHARE * len(data)))
    if data.count(0) > allowed or _count_controls(data) > _CONTROL_SHARE * len(data):
        return None
    readings = [_replacing(data, encoding) for encoding in ("utf-8", *_LEGACY)]
    text, encoding = min(readings, key=lambda reading: (reading.text.count("\ufffd"), -_common_share(reading.text)))
    bad = text.count("\ufffd")
    if not 0 < bad <= allowed or _count_foreign(text) < _MEASURED + bad or _common_share(text) < _FLOOR:
        return None
    return Decoded(text, f"{encoding}, {bad} bad replaced")


def _replacing(data: bytes, encoding: str) -> Decoded:
    return Decoded(data.decode(encoding, "replace").replace("\x00", "\ufffd"), encoding)


def decode_leniently(data: bytes) -> Decoded:
    r"""The text of bytes that are surely a text: what the best encoding does not know becomes U+FFFD.

    >>> decode_leniently("各位代表，增长".encode() + b"\xff")
    Decoded(text='各位代表，增长\ufffd', encoding='utf-8')
    """
    try:
        return decode(data)
    except SourceError:
        readings = [Decoded(data.decode(encoding, "replace"), encoding) for encoding in ("utf-8", *_LEGACY)]
    return min(readings, key=lambda reading: (reading.text.count("\ufffd"), -_common_share(reading.text)))


def _decode_marked(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        raise SourceError(Reason.UNDECODABLE, f"begins with the mark of {encoding}, but {_describe(error)}") from error


def _refuse_binary(data: bytes) -> None:
    zeros = data.count(0)
    if zeros:
        raise SourceError(Reason.BINARY_FILE, f"{zeros} of {len(data)} bytes are zero, begins {data[:8].hex(' ')}")
    controls = _count_controls(data)
    if controls > _CONTROL_SHARE * len(data):
        evidence = f"{controls} of {len(data)} bytes are control characters, begins {data[:8].hex(' ')}"
        raise SourceError(Reason.BINARY_FILE, evidence)


def _common_share(text: str) -> float:
    """Share of common characters among those outside ASCII; 1 where too few to tell."""
    foreign = _count_foreign(text)
    share = sum(map(len, _COMMON.findall(text))) / max(foreign, 1)
    # Too few for the floor, enough to choose between two readings.
    return 1 + share if foreign < _MEASURED else share


def _count_foreign(text: str) -> int:
    """How many characters are outside ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))


def _count_controls(data: bytes) -> int:
    """How many bytes are control characters, but for zeros and white space."""
    return len(data) - len(data.translate(None, _CONTROLS))


def _describe(error: UnicodeDecodeError) -> str:
    return f"not {error.encoding} (byte {error.object[error.start]:#04x} at {error.start})"
