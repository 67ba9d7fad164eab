"""From documents to what they say: the one composition of cleaning, identity, extraction and corrections.

The load, the commands and the benchmarks all read through `read`; nothing else puts these stages together.
"""

from dataclasses import dataclass

import polars as pl

from transforms.facts.corrections import correct
from transforms.identity import identify
from transforms.pipeline import Extraction, extract
from transforms.text.clean import clean


@dataclass(frozen=True)
class Reading:
    """The reports with their identity, and what they say; `extraction.facts` are corrected."""

    reports: pl.DataFrame
    extraction: Extraction


def read(documents: pl.DataFrame) -> Reading:
    r"""Identify and extract documents, and put right by hand what `seeds/corrections.csv` knows of them.

    Takes report_id and text, and optionally source_path, source_sha256 and hints (JSON). `reports` has the columns of
    the documents and those of `identity.SCHEMA`, which are told from the cleaned text. Raises what `extract` raises.

    >>> text = "易县人民政府工作报告\n（2020年1月10日）\n一、2019年工作回顾\n建成公园5个。"
    >>> reading = read(pl.DataFrame({"report_id": ["a"], "text": [text]}))
    >>> reading.reports["report_year"].to_list(), reading.extraction.facts["period"].to_list()
    ([2020], ['2019'])
    """
    cleaned = clean(documents)
    known = [name for name in ("source_path", "hints") if name in documents.columns]
    identity = identify(cleaned.select("report_id", "clean", *known))
    reports = cleaned.join(identity, on="report_id", how="left", maintain_order="left")
    extraction = extract(reports)
    reports = reports.drop("clean")
    return Reading(reports, extraction.with_facts(correct(extraction.facts, reports)))
