"""Word documents (.docx), read from their XML: what stands on the page, with the numbers it is cited by."""
