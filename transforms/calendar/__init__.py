"""Dates, relative times and five-year plans as years and periods."""
