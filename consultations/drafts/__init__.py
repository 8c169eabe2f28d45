"""Drafts: versions of a plan's text as a tree of sections, and the importers. Knows nothing of hearings."""
