"""The planner's pages: the list of points, one point, answers, themes, late statements, coverage and release."""

from consultations.assessment.office import answers, coverage_page, late_page, one_point, points, theme_pages
from consultations.assessment.office.blueprint import blueprint, entry

__all__ = ["answers", "blueprint", "coverage_page", "entry", "late_page", "one_point", "points", "theme_pages"]
