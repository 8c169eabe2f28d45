"""The demo: two invented municipalities, their plans and the people who answer them.

Texts live in `content/`, readable and editable without Python. Nothing here is a real place, person or organisation.
"""

from app.demo.chronicle import accounts, build
from app.demo.renewal import renew

__all__ = ["accounts", "build", "renew"]
