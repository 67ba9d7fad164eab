"""Why a number is read as it is: for each field the rule that decided, its words, and the rows of the seeds behind it.

One report is read again with the trace on (`rules.traced`); nothing here runs in a load.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import polars as pl

import seeds
from schemas.enums import Disposition
from transforms import pipeline
from transforms.decisions import DECISIONS
from transforms.facts import catalogue
from transforms.facts.tables.findings import WHY
from transforms.language import lexicon, patterns
from transforms.language.rules import BETWEEN_WORDS, Rule, traced

#: The decisions that made each field of a fact, the last word first.
_DECIDED_BY: Final[Mapping[str, tuple[str, ...]]] = {
    "bound": ("bound_shared", "bound_apart"),
    "measure": ("measure",),
    "basis": ("basis",),
    "scope": ("scope",),
    "status": ("status",),
    "period": ("years", "period"),
    "indicator": ("indicator", "full_noun", "own_noun"),
    "action": ("action", "own_action"),
    "subject": ("subject",),
}
_FIELDS: Final = (
    "value",
    "value_max",
    "unit",
    "bound",
    "measure",
    "basis",
    "scope",
    "status",
    "period",
    "indicator",
    "indicator_id",
    "action",
    "subject",
)
_UNDECIDED: Final = {
    "value": "the numeral, its multiplier and the factor of its unit",
    "value_max": "the high end of a range",
    "unit": "the canonical unit of the stated one",
}
_SENTENCE: Final = re.compile(r"[^。！？\n]*[。！？\n]?")
_MOST_ROWS: Final = 4


@dataclass(frozen=True)
class SeedRow:
    """A row of a seed that had a say: `seeds/lexicon.csv:12 增长`."""

    seed: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"seeds/{self.seed}.csv:{self.line} {self.text}"


@dataclass(frozen=True)
class Reason:
    """Why a field holds what it holds: its value, the rule, the words that made it fit, and the rows behind them."""

    field: str
    value: str | None
    rule: str | None
    words: str | None = None
    rows: tuple[SeedRow, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """A number in its sentence (offsets count in `sentence`), what became of it, and why each field is as it is."""

    sentence: str
    char_start: int
    char_end: int
    disposition: str
    fact_id: str | None
    section: str | None
    reasons: tuple[Reason, ...]


def explain(reports: pl.DataFrame, char_offset: int) -> Explanation | None:
    r"""Why the number at this offset is read as it is; None where no number stands there.

    Takes the frame of `pipeline.extract` with one report. Raises SeedError.

    >>> text = "一、2023年工作回顾\n全市生产总值增长6.1%。"
    >>> report = {"report_id": ["a"], "text": [text], "review_start": [2023], "review_end": [2023], "plan_year": [2024]}
    >>> found = explain(pl.DataFrame(report), text.index("6.1"))
    >>> [(reason.value, reason.rule, reason.words) for reason in found.reasons if reason.field == "measure"]
    [('growth', 'a verb of movement', '增长')]
    """
    return explain_at(trace(reports), reports["text"][0], char_offset)


def trace(reports: pl.DataFrame) -> pipeline.Extraction:
    """An extraction in which every decision says its rule and words: to be asked at many places of one report."""
    with traced():
        return pipeline.extract(reports)


def deciding_rules(reports: pl.DataFrame) -> dict[str, dict[str, tuple[str, str | None]]]:
    """By fact_id and field, the rule that decided and the words by which it fits: what the site's reader shows.

    Takes the frame of `pipeline.extract`; all reports are read at once. A field that no decision made (a value, a
    unit), and a fact of a table's cell, have none. Raises SeedError.

    >>> report = {"report_id": ["a"], "text": ["2023年全市生产总值增长6.1%。"]}
    >>> [fields["measure"] for fields in deciding_rules(pl.DataFrame(report)).values()]
    [('a verb of movement', '增长')]
    """
    return {row["fact_id"]: dict(_deciding(row)) for row in trace(reports).trace.iter_rows(named=True)}


def _deciding(trace: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, str | None]]]:
    for field in _DECIDED_BY:
        for rule, words in _had_a_say(field, trace):
            yield field, (rule.name, words)
            break


def _had_a_say(field: str, trace: Mapping[str, Any]) -> Iterator[tuple[Rule, str | None]]:
    """The rules that had a say in a field, with their words, the last word first; none says that no bound is there."""
    for name in _DECIDED_BY[field]:
        rule = _rules(name).get(trace[f"{name}_rule"])
        if rule is not None and not (field == "bound" and rule.then is None):
            yield rule, trace[f"{name}_words"]


def explain_at(found: pipeline.Extraction, text: str, char_offset: int) -> Explanation | None:
    """As `explain`, of a report that `trace` has read; `text` is the report's."""
    here = found.ledger.filter(pl.col("char_start") <= char_offset, pl.col("char_end") > char_offset)
    if here.is_empty():
        return None
    run = here.row(0, named=True)
    begin = max(text.rfind(stop, 0, run["char_start"]) for stop in "。！？\n") + 1
    sentence = _SENTENCE.match(text, begin)
    is_fact = run["disposition"] == Disposition.FACT
    return Explanation(
        sentence=text[begin : max(sentence.end() if sentence else 0, run["char_end"])].rstrip("\n"),
        char_start=run["char_start"] - begin,
        char_end=run["char_end"] - begin,
        disposition=run["disposition"],
        fact_id=run["fact_id"],
        section=_section(found.sections, run["char_start"]),
        reasons=(_of_run(run, text), *(_of_fact(found, run["fact_id"]) if is_fact else ())),
    )


def _section(sections: pl.DataFrame, offset: int) -> str | None:
    """The section that an offset lies in, in words: plan of 2024: 二、2024年工作安排."""
    here = sections.filter(pl.col("char_start") <= offset, pl.col("char_end") > offset)
    if here.is_empty():
        return None
    row = here.row(0, named=True)
    return f"{row['role']} of {row['period'] or 'an unknown time'}: {row['heading'] or 'no heading'}"


def _of_run(run: dict[str, Any], text: str) -> Reason:
    rule = _rules("disposition").get(run["reason"]) or _rules("unread").get(run["reason"])
    rows = [*_rows_of_rule(rule, run["words"]), *_rows_of_run(run, text)]
    return Reason("disposition", run["disposition"], run["reason"], run["words"], tuple(rows[:_MOST_ROWS]))


def _of_fact(found: pipeline.Extraction, fact_id: str) -> Iterator[Reason]:
    fact = found.facts.row(by_predicate=pl.col("fact_id") == fact_id, named=True)
    traced_here = found.trace.filter(pl.col("fact_id") == fact_id)
    if traced_here.is_empty():  # heads, names and captions decided all of it
        fields = ((name, _as_text(fact[name])) for name in _FIELDS)
        yield from (Reason(name, value, WHY, None, ()) for name, value in fields if value is not None)
        return
    trace = traced_here.row(0, named=True)
    for name in _FIELDS:
        value = _as_text(fact[name])
        if name in ("value", "value_max", "unit"):
            if value is not None:
                yield Reason(
                    name, value, _UNDECIDED[name], fact["mention"], _rows_of_unit(fact) if name == "unit" else ()
                )
        elif name == "indicator_id":
            yield Reason(name, value, *_catalogued(fact))
        else:
            yield from _decided(name, value, trace, fact)


def _decided(name: str, value: str | None, trace: dict[str, Any], fact: dict[str, Any]) -> Iterator[Reason]:
    told = False
    for rule, words in _had_a_say(name, trace):
        yield Reason(name, None if told else value, rule.name, words, tuple(_rows_of_rule(rule, words)))
        told = True
    if not told:
        rows = _rows_where(
            "bounds", "word", lambda word: fact["mention"].startswith(word) or fact["mention"].endswith(word)
        )
        exact = "no word that bounds it"
        yield Reason(name, value, "the words of the mention" if rows else exact, fact["mention"], rows)


def _catalogued(fact: dict[str, Any]) -> tuple[str, str | None, tuple[SeedRow, ...]]:
    """How the catalogue came to its indicator: rule, words, rows."""
    phrase, found = fact["indicator"], fact["indicator_id"]
    if found is None:
        return "no name or pattern of the catalogue fits", phrase, ()
    named = {(fact["action"] or "") + (phrase or ""), phrase or ""}
    for row in seeds.read("indicators").filter(indicator_id=found).iter_rows(named=True):
        names = [name for name in (row["name_zh"], *row["aliases"].split("|")) if name]
        inside = [name for name in names if any(name in one for one in named)]
        if inside and catalogue.names().get(max(inside, key=len)) == found:
            return "a name of the catalogue", phrase, (SeedRow("indicators", row["_line"], max(inside, key=len)),)
    rows = seeds.read("indicator_patterns").filter(indicator_id=found)
    fits = [row for row in rows.iter_rows(named=True) if any(re.search(row["pattern"], one) for one in named)]
    told = tuple(SeedRow("indicator_patterns", row["_line"], row["pattern"]) for row in fits[:1])
    return "a pattern of the catalogue", phrase, told


def _rows_of_unit(fact: dict[str, Any]) -> tuple[SeedRow, ...]:
    stated = fact["stated_unit"] or ""
    sides = [stated, *stated.split("/")]
    rows = seeds.read("units").filter(pl.col("alias").is_in(sides))
    told = [
        SeedRow("units", line, f"{alias} → {unit} × {up}/{down}")
        for alias, unit, up, down, line in rows.select("alias", "unit", "numerator", "denominator", "_line").iter_rows()
    ]
    return tuple(dict.fromkeys(told))


def _rows_of_run(run: dict[str, Any], text: str) -> list[SeedRow]:
    """Words and patterns of the seeds that take this run by its form: 三区三线, 3号线."""
    start, end, shown = run["char_start"], run["char_end"], run["text"]
    if run["disposition"] == Disposition.FACT:
        return []
    around = text[max(0, start - 12) : end + 12]
    words = _rows_where("number_words", "word", lambda word: shown[0] in word and word in around)
    forms = _rows_where("number_patterns", "pattern", lambda form: re.fullmatch(form, shown) is not None)
    return [*forms, *words]


def _rows_of_rule(rule: Rule | None, words: str | None) -> list[SeedRow]:
    """The rows of lexicon and patterns that the cues of a rule speak of and that fit its words."""
    if rule is None or not words:
        return []
    cues = " ".join(cue for _, cue in rule.when.cues)
    asked = [name for name in lexicon.classes() if patterns.pattern(name) in cues]
    lines = dict(seeds.read(lexicon.WORDS).select("word", "_line").iter_rows())
    longest = [max((word for word in lexicon.members(name) if word in words), key=len, default=None) for name in asked]
    exact = [word for word in words.split(BETWEEN_WORDS) if word in lines]
    rows = [SeedRow(lexicon.WORDS, lines[word], word) for word in (*longest, *exact) if word]
    for name, form, line in seeds.read(patterns.PATTERNS).select("name", "pattern", "_line").iter_rows():
        if patterns.pattern(name) in cues and pl.Series([words]).str.contains(_expanded(form)).item():
            rows.append(SeedRow(patterns.PATTERNS, line, form))
    return list(dict.fromkeys(rows))[:_MOST_ROWS]


def _expanded(form: str) -> str:
    """A row of the patterns with its references and times written out."""
    return re.sub(r"\{([a-z_]+)\}", lambda found: patterns.pattern(found[1]), form).replace("<date>", patterns.TIMES)


def _rows_where(seed: str, column: str, fits: Callable[[str], bool]) -> tuple[SeedRow, ...]:
    rows = seeds.read(seed).select(column, "_line").iter_rows()
    found = [SeedRow(seed, line, text) for text, line in rows if fits(text)]
    return tuple(sorted(found, key=lambda row: -len(row.text))[:2])


@cache
def _rules(decision: str) -> dict[str, Rule]:
    return {rule.name: rule for rule in DECISIONS[decision]().leaves()}


def _as_text(value: object) -> str | None:
    if value is None or value == "":
        return None
    text = str(value)
    return text.rstrip("0").rstrip(".") if re.fullmatch(r"-?[0-9]+\.[0-9]+", text) else text
