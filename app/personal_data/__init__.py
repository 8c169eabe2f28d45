"""Finds personal data in running text: national ids, account numbers, phone numbers, e-mail addresses.

It finds; people decide. Places are those of the text as written, and time grows with its length.
"""

from app.personal_data.finding import Finding, Kind, find, label

__all__ = ["Finding", "Kind", "find", "label"]
