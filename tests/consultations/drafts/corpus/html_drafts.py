"""HTML drafts, as pandoc, Word, LibreOffice and people write them."""

from base64 import b64encode
from collections.abc import Callable

from ..word_files import png
from .words import Words

PICTURE = f"data:image/png;base64,{b64encode(png()).decode()}"


def plain(words: Words) -> str:
    return f"<p>{words.some()}</p>"


def loose(words: Words) -> str:
    return f"{words.some()} <b>{words.some()}</b><br>{words.some()}<div>{words.some()}</div>{words.some()}"


def nested(words: Words) -> str:
    return f"<section><div><article><h2>{words.some()}</h2><span>{words.some()}</span></article></div></section>"


def lists(words: Words) -> str:
    inner = f"<ol type='a' start='3'><li>{words.some()}</li></ol>"
    return f"<ul><li>{words.some()}{inner}</li><li><p>{words.some()}</p><p>{words.some()}</p></li>{words.some()}</ul>"


def definitions(words: Words) -> str:
    return f"<dl><dt>{words.some()}</dt><dd>{words.some()}</dd></dl>"


def tables(words: Words) -> str:
    head = f"<tr><th rowspan='2'>{words.some()}</th><th colspan='2'>{words.some()}</th></tr>"
    head += f"<tr><th>{words.some()}</th><th>{words.some()}</th></tr>"
    body = f"<tr><th>{words.some()}</th><td>{words.some()}</td><td><ul><li>{words.some()}</li></ul></td></tr>"
    return f"<table><caption>{words.some()}</caption><thead>{head}</thead><tbody>{body}</tbody></table>"


def layout_tables(words: Words) -> str:
    inner = words.some()
    for _ in range(5):
        inner = f"<table><tr><td><h3>{words.some()}</h3>{inner}</td><td>{words.some()}</td></tr></table>"
    return inner


def pandoc_notes(words: Words) -> str:
    mark = '<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a>'
    item = f'<li id="fn1"><p>{words.some()}<a href="#fnref1" class="footnote-back">↩︎</a></p></li>'
    return f'<p>{words.some()}{mark}</p><section class="footnotes" role="doc-endnotes"><hr><ol>{item}</ol></section>'


def word_notes(words: Words) -> str:
    mark = '<a href="#_ftn1" name="_ftnref1"><span class="MsoFootnoteReference">[1]</span></a>'
    text = f'<p class="MsoFootnoteText"><a href="#_ftnref1" name="_ftn1">[1]</a> {words.some()}</p>'
    return f'<p>{words.some()}{mark}</p><div id="ftn1" class="footnote">{text}</div>'


def hidden(words: Words) -> str:
    return (
        f'<p hidden>{words.silent()}</p><p>{words.some()}<span style="display: none">{words.silent()}</span></p>'
        f'<p class="gjemt">{words.silent()}</p>'
    )


def struck(words: Words) -> str:
    return f'<p><del>{words.some()}</del> <span class="strok">{words.some()}</span></p>'


def navigation(words: Words) -> str:
    return f'<nav><ul><li><a href="#x">{words.silent()}</a></li></ul></nav>'


def scripts(words: Words) -> str:
    return f"<script>let a = 1</script><style>p {{}}</style><!-- b --><p>{words.some()}<iframe></iframe></p>"


def pictures(words: Words) -> str:
    caption = f"<figcaption>{words.some()}</figcaption>"
    return f'<figure><img src="{PICTURE}" alt="C:\\bilder\\kai.png">{caption}</figure><p><img src="a.png">{words.some()}</p>'


def forms(words: Words) -> str:
    chosen = f"<select><option>{words.silent()}</option><option selected>{words.some()}</option></select>"
    return f'<form><input type="checkbox" checked> {words.some()} <input value="{words.some()}"> {chosen}<textarea>{words.some()}</textarea></form>'


def quotes(words: Words) -> str:
    return f"<blockquote><p>{words.some()}</p>{words.some()}</blockquote><pre>{words.some()}\n{words.some()}</pre><p><q>{words.some()}</q></p>"


def links(words: Words) -> str:
    return f'<h2 id="maal">{words.some()}</h2><p><a href="#maal">{words.some()}</a> <a href="b.html">{words.some()}</a> <a href="https://example.no">{words.some()}</a></p>'


def linked_heading(words: Words) -> str:
    return f'<a name="x"><h2>{words.some()}</h2></a><details><summary>{words.some()}</summary>{words.some()}</details>'


def unknown(words: Words) -> str:
    return f"<o:p>{words.some()}</o:p><kommune>{words.some()}</kommune><font>{words.some()}</font>"


FEATURES: list[Callable[[Words], str]] = [
    *(
        plain,
        loose,
        nested,
        lists,
        definitions,
        tables,
        layout_tables,
        pandoc_notes,
        word_notes,
        hidden,
        struck,
        navigation,
    ),
    *(scripts, pictures, forms, quotes, links, linked_heading, unknown),
]


def draft(words: Words) -> bytes:
    body = f"<h1>{words.some()}</h1>"
    for feature in words.chance.sample(FEATURES, 13):
        if words.chance.random() < 0.6:
            body += f"<h{words.chance.randint(2, 4)}>{words.some()}</h{2}>"
        body += feature(words) + plain(words)
    style = "<style>.gjemt, .x { display:none } .strok{text-decoration:line-through}</style>"
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>x</title>{style}</head><body>{body}</body></html>'.encode()
