"""Pure functions from bytes to facts: text and Polars frames in, text and Polars frames out."""
