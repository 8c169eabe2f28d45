"""Markdown drafts with the HTML that people write between."""

from collections.abc import Callable

from .words import Words


def plain(words: Words) -> str:
    return words.some()


def emphasis(words: Words) -> str:
    return (
        f"**{words.some()}** _{words.some()}_ ~~{words.some()}~~ `{words.some()}`  \n{words.some()}<br>{words.some()}"
    )


def lists(words: Words) -> str:
    return f"1. {words.some()}\n2. {words.some()}\n    - {words.some()}\n\n* [x] {words.some()}\n* [ ] {words.some()}"


def tables(words: Words) -> str:
    return f"| {words.some()} | {words.some()} |\n|---|:-:|\n| {words.some()} | {words.some()} |"


def html_tables(words: Words) -> str:
    return f"<table><thead><tr><th>{words.some()}</th></tr></thead>\n<tbody><tr><td>{words.some()}</td></tr></tbody></table>"


def notes(words: Words) -> str:
    return f"{words.some()}[^en] {words.some()}\n\n[^en]: {words.some(1)}"


def loose_notes(words: Words) -> str:
    return f"{words.some()}\n\n[^løs]: {words.some()}"


def blocks(words: Words) -> str:
    return f"<div class='boks'>\n\n{words.some()}\n\n<b>{words.some()}</b>\n</div>"


def hidden(words: Words) -> str:
    return f'<p hidden>{words.silent()}</p>\n\n{words.some()} <span style="display:none">{words.silent()}</span>'


def tags_that_are_none(words: Words) -> str:
    return f"{words.some()} <{words.some(1)}> {words.some()}"


def links(words: Words) -> str:
    return f"[{words.some()}](https://example.no 'x') [{words.some()}](plan.md) [{words.some()}][ref]\n\n[ref]: https://example.no"


def code(words: Words) -> str:
    return f"```text\n{words.some()}\n```\n\n    {words.some()}"


def quotes(words: Words) -> str:
    return f"> {words.some()}\n>\n> - {words.some()}"


def pictures(words: Words) -> str:
    return f"![kart](kart.png) {words.some()}"


def under_lines(words: Words) -> str:
    return f"{words.some()}\n---\n\n{words.some()}\n\n***\n\n{words.some()} \\* &amp; {words.some()}"


def inner_references(words: Words) -> str:
    title = words.some(1)
    return f"## {title}\n\n[{words.some()}](#{title}) [{words.some()}](#finnes-ikke)"


FEATURES: list[Callable[[Words], str]] = [
    *(plain, emphasis, lists, tables, html_tables, notes, loose_notes, blocks, hidden, tags_that_are_none, links, code),
    *(quotes, pictures, under_lines, inner_references),
]


def draft(words: Words) -> bytes:
    front = f"---\ntitle: {words.some()}\ndate: {words.silent(1)}\n---\n\n" if words.chance.random() < 0.5 else ""
    body = f"# {words.some()}\n\n"
    for feature in words.chance.sample(FEATURES, 11):
        if words.chance.random() < 0.6:
            body += f"{'#' * words.chance.randint(2, 4)} {words.some()}\n\n"
        body += f"{feature(words)}\n\n{plain(words)}\n\n"
    return (front + body).encode()
