"""Words that occur once in a file, so that each can be looked for."""

from random import Random

_BEGINNINGS = [
    "benk",
    "brygge",
    "kai",
    "sti",
    "lek",
    "tun",
    "torg",
    "park",
    "skole",
    "vei",
    "havn",
    "strand",
    "skog",
    "fjell",
    "elv",
    "bru",
]
_ENDINGS = [
    "plass",
    "rygg",
    "skille",
    "lag",
    "mål",
    "råd",
    "bygg",
    "drift",
    "vern",
    "bruk",
    "liv",
    "rom",
    "tak",
    "felt",
    "side",
]


class Words:
    """`shown` are to stand in the sections; of the others the report tells."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.shown: list[str] = []
        self.left_out: list[str] = []
        self._made = 100

    def some(self, count: int = 0) -> str:
        made = [self._one() for _ in range(count or self.chance.randint(2, 6))]
        self.shown += made
        return " ".join(made)

    def silent(self, count: int = 2) -> str:
        """Words of what is not carried over."""
        made = [self._one() for _ in range(count)]
        self.left_out += made
        return " ".join(made)

    def _one(self) -> str:
        self._made += 1
        number = self._made
        return f"{self.chance.choice(_BEGINNINGS)}{self.chance.choice(_ENDINGS)}{number}"
