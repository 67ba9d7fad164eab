"""Bytes to text: what a file holds decides how it is read, never what it is called.

`discover` finds the files, `read` turns the bytes of one into documents, `judge` says whether a text is a report.
Nothing is cleaned here: the text handed on is the text that the warehouse stores, and every later offset counts in it.
"""

from transforms.sources.alarm import limited
from transforms.sources.discovery import MissingPathError, discover
from transforms.sources.document import Document, Reading, Reason, Refusal, SourceError
from transforms.sources.limits import Limits
from transforms.sources.mapping import MappingError, Told, parse_mapping, told_of
from transforms.sources.provenance import Provenance, provenance
from transforms.sources.reader import read
from transforms.sources.triage import examine, judge

__all__ = [
    "Document",
    "Limits",
    "MappingError",
    "MissingPathError",
    "Provenance",
    "Reading",
    "Reason",
    "Refusal",
    "SourceError",
    "Told",
    "discover",
    "examine",
    "judge",
    "limited",
    "parse_mapping",
    "provenance",
    "read",
    "told_of",
]
