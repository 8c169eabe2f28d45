"""What the committees read: numbers, the feedback summary and the table of remarks.

Promises that only public text and public names leave the house, and that every
received statement is accounted for. Does not know how anything is decided.
"""
