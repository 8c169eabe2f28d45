"""Reads OpenDocument texts (.odt), as LibreOffice writes them, by the same tree as Word."""
