"""Finding what is public: promises that any input gives an answer, that nothing withdrawn is shown or counted,
and that a lost or damaged index costs completeness for a while and nothing else.

Knows published documents and tasks; knows nothing of hearings, and keeps no text.
"""
