"""OpenDocument drafts: every construction as a function that takes words and gives XML."""

from collections.abc import Callable

from ..odt_files import box, cell, h, image, listed, note, odt, p, row, span, table
from ..word_files import png
from .words import Words


def plain(words: Words) -> str:
    return p(words.some())


def spaces_and_breaks(words: Words) -> str:
    return p(
        f"{words.some()}<text:s text:c='3'/>{words.some()}<text:tab/>{span(words.some(), 'Fet')}<text:line-break/>{words.some()}"
    )


def lists(words: Words) -> str:
    inner = listed(p(words.some()), name="Tall")
    return listed(p(words.some()) + inner, p(words.some()) + p(words.some()), name="Tall") + listed(p(words.some()))


def listed_heading(words: Words) -> str:
    return listed(h(words.some(), 2), name="Tall") + plain(words)


def tables(words: Words) -> str:
    head = row(
        cell(words.some()), cell(words.some(), 'table:number-columns-spanned="2"'), "<table:covered-table-cell/>"
    )
    return table(row(cell(words.some()), cell(words.some()), cell(words.some())), head=head)


def tables_in_tables(words: Words) -> str:
    inner = table(row(cell(words.some()), cell(words.some())))
    for _ in range(5):
        inner = table(row(cell(p(words.some()) + inner), cell(words.some())))
    return inner


def notes(words: Words) -> str:
    return p(words.some() + note(words.some()) + words.some() + note(words.some(), "endnote"))


def note_in_heading(words: Words) -> str:
    return h(words.some() + note(words.some()), 2) + plain(words)


def hidden(words: Words) -> str:
    section = f'<text:section text:display="none">{p(words.silent())}</text:section>'
    field = f'<text:hidden-text text:is-hidden="true">{words.silent()}</text:hidden-text>'
    return p(words.some() + span(words.silent(), "Skjult") + field) + p(words.silent(), "SkjultAvsnitt") + section


def struck(words: Words) -> str:
    return p(words.some() + span(words.some(), "Strok"))


def contents(words: Words) -> str:
    title = f"<text:index-title>{p(words.silent())}</text:index-title>"
    return (
        f"<text:table-of-content><text:index-body>{title}{p(words.silent())}</text:index-body></text:table-of-content>"
    )


def section(words: Words) -> str:
    return f"<text:section>{h(words.some())}{p(words.some())}</text:section>"


def boxes(words: Words) -> str:
    shape = f"<draw:custom-shape>{p(words.some())}</draw:custom-shape>"
    return p(
        words.some()
        + box(p(words.some()) + listed(p(words.some())))
        + f"<draw:g>{shape}{box(p(words.some()))}</draw:g>"
    )


def boxes_of_the_page(words: Words) -> str:
    return box(p(words.some())) + plain(words)


def pictures(words: Words) -> str:
    return p(box(p(image("a.png", "Kart over kaia", "Utsnitt") + words.some(), "Caption")))


def comments(words: Words) -> str:
    return p(
        f"{words.some()}<office:annotation><dc:creator>x</dc:creator>{p(words.silent())}</office:annotation>{words.some()}"
    )


def placeholders(words: Words) -> str:
    return p(f"{words.some()} <text:placeholder>{words.silent()}</text:placeholder>")


def references(words: Words) -> str:
    target = h(f'<text:bookmark-start text:name="m"/>{words.some()}<text:bookmark-end text:name="m"/>', 2)
    link = f'<text:a xlink:href="#m">{words.some()}</text:a>'
    return target + p(link + f' <text:bookmark-ref text:ref-name="m">{words.some()}</text:bookmark-ref>')


def links(words: Words) -> str:
    return p(
        f'<text:a xlink:href="https://example.no">{words.some()}</text:a> <text:a xlink:href="../a.odt">{words.some()}</text:a>'
    )


def ruby(words: Words) -> str:
    return p(
        f"<text:ruby><text:ruby-base>{words.some(1)}</text:ruby-base><text:ruby-text>{words.some(1)}</text:ruby-text></text:ruby>"
    )


def bibliography(words: Words) -> str:
    return f"<text:bibliography><text:index-body>{p(words.some())}</text:index-body></text:bibliography>"


FEATURES: list[Callable[[Words], str]] = [
    *(
        plain,
        spaces_and_breaks,
        lists,
        listed_heading,
        tables,
        tables_in_tables,
        notes,
        note_in_heading,
        hidden,
        struck,
    ),
    *(
        contents,
        section,
        boxes,
        boxes_of_the_page,
        pictures,
        comments,
        placeholders,
        references,
        links,
        ruby,
        bibliography,
    ),
]


def draft(words: Words) -> bytes:
    deleted = f"<text:deletion>{p(words.silent())}</text:deletion>"
    body = f"<text:tracked-changes><text:changed-region>{deleted}</text:changed-region></text:tracked-changes>"
    body += p(words.some(), "Title")
    for feature in words.chance.sample(FEATURES, 13):
        if words.chance.random() < 0.6:
            body += h(words.some(), words.chance.randint(1, 3))
        body += feature(words) + plain(words)
    return odt(body, margins=p(words.silent()), files={"Pictures/a.png": png()})
