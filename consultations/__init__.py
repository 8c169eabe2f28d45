"""The corridor a remark walks down once: plans, drafts, hearings, statements, assessment, outcomes, reports, pages."""
