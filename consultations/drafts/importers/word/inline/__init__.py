"""What stands inside a Word paragraph: runs, fields, forms, links and drawings."""
