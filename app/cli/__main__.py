"""`python -m app.cli` is `horing`."""

from app.cli import main

main()
