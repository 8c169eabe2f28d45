"""Hearings: one round on one version, its dates and rules. Knows nothing of what is answered."""
