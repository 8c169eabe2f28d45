"""Statements: drafts of answers, submission, receipt, publication. Knows nothing of moderation or assessment."""
