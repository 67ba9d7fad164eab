"""Every number-like run of a sentence: found whole, read exactly, given a unit and a disposition."""
