"""What a row of each warehouse table must be: one Pandera model a table, and everything that is generated from it.

`schemas.enums` (closed lists) and `schemas.periods` (how a time is written) are light and import no Pandera, so that
transforms can use them; `schemas.registry` lists the tables; `schemas.validate` splits a frame into rows that load and
rows for `quarantine`.
"""
