"""Editions: what the bodies read, numbered, with cut-off, coverage and frozen files.

Promises that an edition is there whole or not at all, and never changes. Does not know how a paper is written.
"""
