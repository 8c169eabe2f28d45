"""Assessment: points, themes, assessments with a proposed verdict, coverage. Internal until released."""
