"""Plans: what is decided on, with fixed headings, status log and contact. Knows nothing of drafts or hearings."""
