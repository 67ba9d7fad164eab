"""Texts as extraction reads them: cleaned without a change of length, cut into sentences, sections and roles."""
