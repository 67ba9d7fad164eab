"""Sentences that hold some words, with the facts in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from flows.commands import query
from flows.telling.language import say
from flows.telling.plain import plain_cell

_QUERY = """
    select f.report_id, f.region_name, f.report_year, f.section_role_zh, f.sentence,
        f.status_zh, f.period, f.action, f.indicator, f.subject, f.mention, f.fact_id
    from bi.facts f
    where (select bool_and(contains(f.sentence || coalesce(f.indicator, ''), word)) from unnest($words) as w(word))
        and ($place is null or f.region_code = $place or contains(f.region_name, $place))
        and ($year is null or f.report_year = $year)
    order by f.report_year desc nulls last, f.region_code, f.report_id, f.char_start
"""


@dataclass(frozen=True)
class Search:
    """All of the words, in one sentence; of a place (a part of its name, or its code) and the year of a report."""

    words: tuple[str, ...]
    place: str | None = None
    year: int | None = None
    limit: int = 20


def find(warehouse: Path, search: Search) -> Iterator[str]:
    """The sentences, the latest reports first, each with a line for each of its facts."""
    with query.opened(warehouse) as con:
        given = {"words": list(search.words), "place": search.place, "year": search.year}
        rows = con.execute(_QUERY, given).fetchall()
    sentences = [(key, list(facts)) for key, facts in groupby(rows, key=lambda row: row[:5])]
    for (_, place, year, role, sentence), facts in sentences[: search.limit or None]:
        yield f"{place or '?'} {year or '?'} {role or ''}".rstrip()
        yield f"  {plain_cell(sentence)}"
        yield from (f"    {_fact(fact[5:])}" for fact in facts)
    yield _count(len(sentences), search.limit)


def _fact(fact: Sequence[str | None]) -> str:
    *parts, fact_id = fact
    return f"{' '.join(plain_cell(part) for part in parts if part)}  [{fact_id}]"


def _count(found: int, limit: int) -> str:
    if not found:
        return say("no sentence with a fact has these words", "没有含这些字词且含数量事实的句子")
    if limit and found > limit:
        return say(
            f"({limit} of {found:,} sentences; --limit 0 shows all)",
            f"（{found:,} 句中的 {limit} 句；--limit 0 显示全部）",
        )
    return say(f"({found:,} sentence{'' if found == 1 else 's'})", f"（{found:,} 句）")
