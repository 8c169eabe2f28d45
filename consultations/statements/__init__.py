"""Statements: drafts of answers, submission, receipt, publication. Knows nothing of how they are moderated or assessed."""
