"""The number of one paragraph: its place in a list, and the label as printed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Number:
    """`num_id` tells one list from another; `simple` numbers can be shown by an HTML list."""

    num_id: int
    ilvl: int
    value: int
    form: str
    label: str
    simple: bool

    @property
    def is_bullet(self) -> bool:
        return self.form == "bullet"
