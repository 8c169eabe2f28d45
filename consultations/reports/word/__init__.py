"""The parts of a Word paper: style sheet, pages, text, tables, bars, and the stream that joins them.

Knows Office Open XML and the looks of our papers; does not know what a paper says.
"""
