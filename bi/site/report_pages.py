"""The reader: a page for every report, and beside it what a click on each number shows."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from bi.site import figures, reader_text
from bi.site.making import Making, Rules
from bi.site.queries import Row
from bi.site.queries import reports as ask
from bi.site.rendering import batches, marked, script

REPORTS_AT_ONCE = 120
"""Reading their rules again and asking for them costs half of what it does for 40."""
TEXT_IN_PAGE = 700_000
"""So many bytes of markup stand in the page itself; a longer text goes on in files that the page reads at once."""
FACTS_A_PART = 800
"""A file of details holds so many numbers at most."""

_FIELDS = (
    "status", "period", "measure", "bound", "basis", "scope", "indicator", "indicator_id", "name_zh", "name_en",
    "action", "subject", "unit", "rule", "fact_id",
)  # fmt: skip


def write(site: Making) -> None:
    """Write a page and its details for every report."""
    for ids in batches(ask.report_ids(site.con), REPORTS_AT_ONCE):
        numbers = _by_report(ask.numbers(site.con, ids))
        sections = _by_report(ask.sections(site.con, ids))
        found = ask.links(site.con, ids)
        rules = site.rules_of(ask.texts(site.con, ids))
        offsets = ask.mention_offsets(site.con, [link["other_fact_id"] for link in found if link["other_fact_id"]])
        links = _by_report([{**link, "at": offsets.get(link["other_fact_id"])} for link in found])
        for report in ask.reports(site.con, ids):
            key = report["report_id"]
            parts = _write_details(site, key, _details(numbers[key], links[key], rules))
            _write_page(site, report, numbers[key], sections[key], parts)


def _by_report(rows: list[Row]) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["report_id"]].append(row)
    return found


def _write_details(site: Making, key: str, details: dict[str, dict[str, Any]]) -> int:
    """Write the details, in more than one file where they are many; how many files."""
    parts = [dict(part) for part in batches(details.items(), FACTS_A_PART)]
    for number, part in enumerate(parts, start=1):
        name = key if number == 1 else f"{key}-{number}"
        site.folder.write(f"reports/{name}.js", script(name, part))
    return len(parts)


def _write_page(site: Making, report: Row, numbers: list[Row], sections: list[Row], parts: int) -> None:
    """Write the page, and the rest of a text that is too long for it."""
    key = report["report_id"]
    first, *more = _chunks(reader_text.blocks(report["text"], numbers, sections))
    site.write(
        f"reports/{key}.html",
        "report.html",
        report=report,
        place=site.places[report["region_code"]],
        text=Markup(first),  # noqa: S704 -- reader_text has escaped every character of the report
        text_parts=1 + len(more),
        detail_parts=parts,
        counts=Counter(number["disposition"] for number in numbers).most_common(),
        sections=[section for section in sections if section["heading"]],
    )
    for number, text in enumerate(more, start=2):
        site.folder.write(f"reports/{key}-text-{number}.js", script(f"{key}-text-{number}", text))


def _chunks(blocks: Iterator[str]) -> list[str]:
    """Paragraphs put together into texts of some size; at least one text, be it empty."""
    chunks: list[list[str]] = [[]]
    size = 0
    for block in blocks:
        size += len(block.encode())
        if size > TEXT_IN_PAGE:
            chunks.append([])
            size = len(block.encode())
        chunks[-1].append(block)
    return ["".join(chunk) for chunk in chunks]


def _details(numbers: list[Row], links: list[Row], rules: Rules) -> dict[str, dict[str, Any]]:
    """What a click shows, by anchor: a fact's fields, why each is as it is, and its ties; another number's rule."""
    ties = defaultdict(list)
    for link in links:
        ties[link["fact_id"]].append(_tie(link))
    details: dict[str, dict[str, Any]] = {}
    for number in numbers:
        anchor = f"c{number['char_start']}"
        if anchor not in details:
            details[anchor] = {"rule": number["rule"]}
            if fact_id := number["fact_id"]:
                details[anchor] = _fact(number, ties[fact_id]) | {"why": rules.get(fact_id, {})}
    return details


def _fact(number: Row, ties: list[dict[str, Any]]) -> dict[str, Any]:
    fact = {field: number[field] for field in _FIELDS if number[field] is not None}
    fact["value"] = figures.exact(number["value"])
    fact["printed"] = figures.printed(number["value"], number["unit"])
    if number["value_max"] is not None:
        fact["value_max"] = figures.exact(number["value_max"])
    if ties:
        fact["ties"] = ties
    return fact


def _tie(link: Row) -> dict[str, Any]:
    """The other end of an outcome or of a finding, with the address of its sentence."""
    tie = {field: link[field] for field in ("tie", "verdict", "attainment", "reason") if link[field] is not None}
    if link["other_report_id"]:
        tie |= {
            "sentence": marked(link["other_sentence"], link["other_mention"], link["at"]),
            "year": link["other_report_year"],
            "href": f"{link['other_report_id']}.html#c{link['other_char_start']}",
        }
    return tie
