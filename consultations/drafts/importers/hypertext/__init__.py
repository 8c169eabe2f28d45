"""Drafts in HTML, and in Markdown, which becomes HTML first: elements to sections, blocks and running text."""
