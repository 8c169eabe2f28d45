"""Outcomes: what each body decided, and what became of every point."""
