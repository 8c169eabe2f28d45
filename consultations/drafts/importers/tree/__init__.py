"""What every kind of document is made of: running text, blocks, numbers and tables, and their HTML."""
