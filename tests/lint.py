"""What every page must be: valid HTML, one h1, unique ids, labelled fields, no inline code, safe headers."""

from __future__ import annotations

import warnings
from collections import Counter
from itertools import pairwise
from typing import Any

import html5lib
from lxml import html
from werkzeug.test import TestResponse

LABELLED = ("input", "select", "textarea")
HANDLERS = ("onclick", "onload", "onerror", "onsubmit", "onchange", "onfocus", "onmouseover")
# Parser complaints that are no fault of a page.
HARMLESS: set[str] = set()


def check_page(path: str, response: TestResponse, access: Any) -> None:
    """Raise AssertionError that names every fault of the answer."""
    faults = list(_header_faults(response, access))
    if response.mimetype == "text/html":
        faults += _html_faults(response.get_data(as_text=True))
    assert not faults, f"{path} ({response.status_code}): " + "; ".join(faults)


def _header_faults(response: TestResponse, access: Any) -> list[str]:
    headers, faults = response.headers, []
    policy = headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "unsafe" in policy or "frame-ancestors 'none'" not in policy:
        faults.append("weak or no content security policy")
    if headers.get("X-Content-Type-Options") != "nosniff":
        faults.append("no nosniff")
    if access == "public":
        if "Cookie" in headers.get("Vary", "") or "Set-Cookie" in headers:
            faults.append("a public page that depends on a cookie")
    elif access is not None and "no-store" not in headers.get("Cache-Control", ""):
        faults.append("a personal page that may be stored")
    return faults


def _html_faults(body: str) -> list[str]:
    parser = html5lib.HTMLParser(strict=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parser.parse(body)
    faults = [f"invalid HTML: {code} {data} at {where}" for where, code, data in parser.errors if code not in HARMLESS]
    tree = html.fromstring(body)
    if tree.get("lang") not in ("nb", "nn"):
        faults.append("no language")
    if len(tree.xpath("//h1")) != 1:
        faults.append(f"{len(tree.xpath('//h1'))} h1")
    if not (tree.findtext(".//title") or "").strip():
        faults.append("no title")
    ids = Counter(tree.xpath("//@id"))
    faults += [f"id {name} twice" for name, count in ids.items() if count > 1]
    faults += _reference_faults(tree, set(ids))
    faults += _heading_faults(tree)
    faults += [f"field {field.get('name')} has no label" for field in _unlabelled(tree)]
    faults += [f"inline {name}" for name in (*HANDLERS, "style") if tree.xpath(f"//*[@{name}]")]
    if tree.xpath("//script[not(@src)]") or tree.xpath("//style"):
        faults.append("inline script or style")
    outside = tree.xpath("//link/@href | //script/@src | //img/@src")
    faults += [f"third party: {address}" for address in outside if "//" in address]
    faults += [f"form without token: {form.get('action')}" for form in tree.forms if _unprotected(form)]
    faults += ["image without alt" for _image in tree.xpath("//img[not(@alt)]")]
    faults += [f"dangerous link {link}" for link in tree.xpath("//@href") if _dangerous(link)]
    return faults


def _reference_faults(tree: Any, ids: set[str]) -> list[str]:
    named = [
        word
        for value in tree.xpath("//@aria-describedby | //@aria-labelledby | //@aria-controls")
        for word in value.split()
    ]
    inside = [link[1:] for link in tree.xpath("//a/@href") if link.startswith("#") and len(link) > 1]
    return [f"nothing has the id {name}" for name in {*named, *inside, *tree.xpath("//label/@for")} - ids]


def _heading_faults(tree: Any) -> list[str]:
    levels = [int(heading.tag[1]) for heading in tree.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    return [f"heading level jumps from {before} to {after}" for before, after in pairwise(levels) if after > before + 1]


def _unlabelled(tree: Any) -> list[Any]:
    return [
        field
        for field in tree.iter(*LABELLED)
        if field.get("type") not in ("hidden", "submit", "reset", "button")
        and not field.get("aria-label")
        and not field.get("aria-labelledby")
        and not (field.get("id") and tree.xpath("//label[@for=$name]", name=field.get("id")))
        and not any(parent.tag == "label" for parent in field.iterancestors())
    ]


def _unprotected(form: Any) -> bool:
    return bool(form.method == "POST" and "csrf_token" not in form.fields)


def _dangerous(link: str) -> bool:
    return link.strip().lower().startswith(("javascript:", "data:", "vbscript:"))
