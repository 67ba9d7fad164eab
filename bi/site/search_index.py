"""What the search looks through: places by name, code and pinyin, indicators by all their names."""

from bi.site import names
from bi.site.queries import Row
from bi.site.regions import Place
from bi.site.rendering import script


def made(places: list[Place], indicators: list[Row]) -> str:
    """The index as a file: a row is page, Chinese name, English name, kind, and further words to find it by."""
    rows = [
        (
            place.page,
            place.name,
            place.english,
            place.level or "",
            " ".join((place.code, *names.spellings(place.short), *names.spellings(place.name))),
        )
        for place in places
    ]
    rows += [
        (
            f"indicators/{row['indicator_id']}.html",
            row["name_zh"],
            row["name_en"],
            "indicator",
            " ".join((*names.spellings(row["name_zh"]), (row["aliases"] or "").replace("|", " "))),
        )
        for row in indicators
    ]
    return script("search", rows)
