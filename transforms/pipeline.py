"""The stages of extraction in order, from texts to facts, ledger and sections."""

from dataclasses import dataclass, replace
from typing import Final

import polars as pl
import polars.selectors as cs

from transforms.facts.catalogue_ids import assign_indicator_ids
from transforms.facts.clauses import frame_facts
from transforms.facts.corrections import FIELDS
from transforms.facts.fact_ids import add_fact_ids
from transforms.facts.indicators import assign_indicators
from transforms.facts.measure import assign_measure
from transforms.facts.statements import situate
from transforms.facts.status import assign_status
from transforms.facts.tables.findings import find_table_facts, in_ledger, put_into
from transforms.facts.times import assign_periods
from transforms.frames import run
from transforms.identity import identify
from transforms.language.rules import TRACED, is_traced
from transforms.language.seed_rules import check_seeds
from transforms.numbers.ledger import keep_ledger
from transforms.numbers.masks import mask_sentences, masked_runs
from transforms.numbers.quantities import find_quantities
from transforms.numbers.tokens import tokenise
from transforms.positions import report_order
from transforms.text.artefacts import find_artefacts
from transforms.text.clean import clean
from transforms.text.sentences import add_stored_text
from transforms.text.structure import structure

FACT_COLUMNS: Final = (
    "fact_id",
    "report_id",
    "section_no",
    "char_start",
    "char_end",
    "mention",
    *FIELDS,
    "sentence",
    "sentence_start",
)
_IDENTITY: Final = ("review_start", "review_end", "plan_year")


@dataclass(frozen=True)
class Extraction:
    """What a batch of reports says: facts, the ledger of every number-like run, and sections.

    `trace` has, of a run inside `rules.traced()`, each fact's fact_id, report_id, char_start and char_end with the rule
    that decided each field and its words (measure_rule, measure_words …); else it has no columns.
    """

    facts: pl.DataFrame
    ledger: pl.DataFrame
    sections: pl.DataFrame
    trace: pl.DataFrame

    def with_facts(self, facts: pl.DataFrame) -> "Extraction":
        """The same with other facts: those that were put right by hand."""
        return replace(self, facts=facts)


def extract(reports: pl.DataFrame) -> Extraction:
    """Every quantity that the reports state, and one disposition for every other number.

    Takes report_id and text (String), and optionally review_start, review_end and plan_year (Int), which are found from
    the text where they are missing, and clean, the text as `clean` leaves it. Order and batching of the reports change
    no row. Raises SeedError, and ValueError where two texts have one report_id.

    >>> extract(pl.DataFrame({"report_id": ["a"], "text": ["2022年建成碧道20.6公里。"]})).facts["indicator"].to_list()
    ['碧道']
    """
    check_seeds()
    if repeated := reports["report_id"].filter(reports["report_id"].is_duplicated()).to_list():
        raise ValueError(f"report_id {repeated[0]!r} stands more than once: give each text an id of its own")
    cleaned = _with_identity(reports if "clean" in reports.columns else clean(reports))
    sentences, sections = structure(cleaned)
    masked = run(mask_sentences, sentences)
    words = run(masked_runs, masked)
    quantities = run(find_quantities, run(tokenise, masked))
    # what stands in sentences without facts is of use to the ledger alone
    stating = quantities.filter(pl.col("row").is_in(quantities.filter(disposition="fact")["row"].implode()))
    facts = run(assign_periods, run(frame_facts, stating), stating, sentences)
    facts = run(assign_indicators, run(assign_measure, run(situate, facts, sentences)))
    facts = run(assign_indicator_ids, run(assign_status, facts))
    stored = add_stored_text(sentences, cleaned)
    table = _fact_table(facts, stored)
    ledger = pl.concat([keep_ledger(quantities, words, table, stored), find_artefacts(cleaned)], how="diagonal")
    facts = table.select(FACT_COLUMNS)
    # a row of a table is no sentence: what its figures say takes the place of what was read into it
    of_tables, order = find_table_facts(cleaned, sections, facts), report_order(cleaned)
    return Extraction(
        _printed(put_into(facts, of_tables, order)),
        put_into(ledger, in_ledger(of_tables), order),
        _null_empty(sections, "heading"),
        table.select("fact_id", "report_id", "char_start", "char_end", cs.ends_with(*TRACED))
        if is_traced()
        else pl.DataFrame(),
    )


def _printed(facts: pl.DataFrame) -> pl.DataFrame:
    """The brackets of names as Chinese prints them, 县（市、区）, whichever the source has: a name is one name."""
    return facts.with_columns(pl.col("indicator", "action", "subject").str.replace_many({"(": "（", ")": "）"}))


def _null_empty(frame: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """Null is the one way to say that there is nothing."""
    return frame.with_columns(pl.col(columns).replace("", None))


def _with_identity(reports: pl.DataFrame) -> pl.DataFrame:
    if set(_IDENTITY) <= set(reports.columns):
        return reports
    found = identify(reports.select("report_id", "clean")).select("report_id", *_IDENTITY)
    return reports.drop(_IDENTITY, strict=False).join(found, on="report_id", how="left", maintain_order="left")


def _fact_table(facts: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """The facts in the columns of the contract; mention and sentence are the stored text's own characters."""
    original = sentences.select("start", "section_no", sentence="stored")[facts["row"]]
    opening = pl.col("sentence").str.len_chars() - pl.col("sentence").str.strip_chars_start().str.len_chars()
    stripped = opening.cast(pl.Int32)
    return (
        facts.drop("section_no", strict=False)
        .hstack(original)
        .with_columns(
            mention=pl.col("sentence").str.slice(
                pl.col("char_start") - pl.col("start"), pl.col("char_end") - pl.col("char_start")
            ),
            sentence=pl.col("sentence").str.strip_chars(),
            sentence_start=pl.col("start").cast(pl.Int32) + stripped,
        )
        .pipe(add_fact_ids)
        .pipe(_null_empty, "stated_unit", "basis", "scope", "indicator", "action", "subject")
    )
