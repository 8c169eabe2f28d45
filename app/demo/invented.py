"""Invented people and numbers: valid in form, held by nobody."""

from random import Random

from app.demo.script import groups

ORGANISATION_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)
ACCOUNT_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
FIRST_CHECK = (3, 7, 6, 1, 8, 9, 4, 5, 2)
SECOND_CHECK = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def names(random: Random) -> list[str]:
    """Every pairing of the lists once, shuffled: more than any hearing needs, none twice."""
    first_names, last_names = (" ".join(rows).split() for rows in groups("navn.txt").values())
    paired = [f"{first} {last}" for first in first_names for last in last_names]
    random.shuffle(paired)
    return paired


def check_digit(digits: str, weights: tuple[int, ...]) -> int:
    """The modulus 11 digit; 10 means that the number does not exist."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
    return (11 - total % 11) % 11


def with_check(random: Random, prefix: str, weights: tuple[int, ...]) -> str:
    while True:
        digits = prefix + "".join(str(random.randrange(10)) for _ in range(len(weights) - len(prefix)))
        last = check_digit(digits, weights)
        if last < 10:
            return f"{digits}{last}"


def organisation_number(random: Random) -> str:
    """Nine digits from the series for synthetic organisations, which begins with 31."""
    return with_check(random, "31", ORGANISATION_WEIGHTS)


def account_number(random: Random) -> str:
    """An account number at a bank that does not exist (register number 0001)."""
    digits = with_check(random, "0001", ACCOUNT_WEIGHTS)
    return f"{digits[:4]} {digits[4:6]} {digits[6:]}"


def national_id(random: Random) -> str:
    """Eleven digits with valid checks and 80 added to the month: the tax authority's synthetic people."""
    while True:
        day, month, year = random.randrange(1, 29), random.randrange(1, 13) + 80, random.randrange(40, 99)
        digits = f"{day:02}{month:02}{year:02}{random.randrange(100, 500):03}"
        first = check_digit(digits, FIRST_CHECK)
        if first < 10:
            second = check_digit(f"{digits}{first}", SECOND_CHECK)
            if second < 10:
                return f"{digits}{first}{second}"


def phone_number(random: Random) -> str:
    return f"400 00 0{random.randrange(10, 100)}"


def address_of(name: str, domain: str) -> str:
    """An e-mail address at a reserved domain, spelt from the name."""
    plain = name.lower().replace("æ", "ae").translate(str.maketrans("øåé", "oae"))
    words = ("".join(sign for sign in word if sign.isascii() and sign.isalnum()) for word in plain.split())
    return f"{'.'.join(word for word in words if word)}@{domain}"
