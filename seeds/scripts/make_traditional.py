"""Makes seeds/traditional.csv: traditional characters and their simplified form, one for one.

Source: the table TSCharacters.txt of Open Chinese Convert, as shipped in the package opencc-python-reimplemented on
PyPI (Apache-2.0). Where a character has several simplified forms the first, most common one is taken. Kept are the
characters of the Basic Multilingual Plane.

    pip download --no-deps opencc-python-reimplemented && unzip *.whl
    python seeds/scripts/make_traditional.py opencc/dictionary/TSCharacters.txt
"""

import csv
import sys
from pathlib import Path

TARGET = Path(__file__).parent.parent / "traditional.csv"
LAST_OF_PLANE = 0xFFFF


def main(source: Path) -> None:
    """Reads the table of the package and writes the seed."""
    pairs = []
    for line in source.read_text("utf-8").splitlines():
        traditional, simplified = line.split("\t")
        first = simplified.split(" ")[0]
        if traditional != first and max(map(ord, traditional + first)) <= LAST_OF_PLANE:
            pairs.append((traditional, first))
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("traditional", "simplified"))
        writer.writerows(sorted(pairs))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
