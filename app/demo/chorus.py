"""Those who say nearly the same: the campaign, and short statements composed of hand-written fragments."""

from random import Random

from app.demo.script import Role, SpokenLine, groups

OPENS, CLOSES, SHOWS = 0.6, 0.35, 0.2


def campaign(random: Random, size: int) -> list[Role]:
    """The same text from `size` people; some changed a word, some added a sentence of their own."""
    found = groups("skole-kampanje.txt")
    swaps = [row.partition("|")[::2] for row in found["utbytte"]]
    return [
        Role(
            "private",
            "",
            frozenset({"campaign"}),
            (SpokenLine("4.2", varied(random, found["tekst"][0], swaps, found)),),
        )
        for _ in range(size)
    ]


def varied(random: Random, text: str, swaps: list[tuple[str, str]], found: dict[str, list[str]]) -> str:
    if random.random() < 0.5:
        here, instead = random.choice(swaps)
        text = text.replace(here, instead)
    return f"{text} {random.choice(found['tillegg'])}" if random.random() < 0.4 else text


def composed(random: Random, size: int) -> list[Role]:
    """Short statements; every point is used once before any is used again, and never two sides in one."""
    found = groups("skole-fragmenter.txt")
    topics = [name for name in found if name[0].isdigit()]
    points = [(topic, point) for topic in topics for point in found[topic]]
    parts: list[Role] = []
    while len(parts) < size:
        random.shuffle(points)
        parts.extend(statement(random, found, topic, point) for topic, point in points[: size - len(parts)])
    return parts


def statement(random: Random, found: dict[str, list[str]], topic: str, point: str) -> Role:
    section, language = topic.split()
    sentences = [point]
    if random.random() < OPENS:
        sentences.insert(0, random.choice(found[f"apning {language}"]))
    if random.random() < CLOSES:
        sentences.append(random.choice(found[f"slutt {language}"]))
    flags = frozenset({language, *(["show"] if random.random() < SHOWS else [])})
    return Role("private", "", flags, (SpokenLine(section, " ".join(sentences)),))
