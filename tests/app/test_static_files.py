"""Static files are sent packed, with a mark of their own, and readers get one stylesheet."""

from __future__ import annotations

import gzip
import re

import pytest

from app import static_files
from tests.pages import Visitor

CSS = "/static/reader.css"


def test_a_browser_that_takes_it_gets_the_file_packed(visitor: Visitor) -> None:
    plain = visitor.client.get(CSS)
    packed = visitor.client.get(CSS, headers={"Accept-Encoding": "gzip, br"})
    assert (packed.headers["Content-Encoding"], packed.headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 4
    assert packed.mimetype == "text/css"


@pytest.mark.parametrize("accepted", ["", "gzip"])
def test_a_browser_that_holds_it_is_told_so(visitor: Visitor, accepted: str) -> None:
    headers = {"Accept-Encoding": accepted}
    mark = visitor.client.get(CSS, headers=headers).headers["ETag"]
    again = visitor.client.get(CSS, headers=headers | {"If-None-Match": mark})
    assert (again.status_code, again.data) == (304, b"")


def test_each_form_has_a_mark_of_its_own(visitor: Visitor) -> None:
    marks = {visitor.client.get(CSS, headers={"Accept-Encoding": how}).headers["ETag"] for how in ("gzip", "identity")}
    assert len(marks) == 2


def test_the_readers_stylesheet_holds_every_rule_of_its_sources() -> None:
    css = static_files.reader_css().decode()
    assert "/*" not in css
    for name in (*static_files.SHEETS, static_files.PRINT):
        source = (static_files.FOLDER / name).read_text(encoding="utf-8")
        bare = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
        for selector in re.findall(r"[^{}]+\{", bare):
            assert re.sub(r"\s*\n\s*", "\n", selector.strip()) in css


@pytest.mark.parametrize("name", ["../config.py", "%2e%2e/config.py", "nothing.css", "../static_files.css", "vendor"])
def test_nothing_but_the_folder_is_sent(visitor: Visitor, name: str) -> None:
    assert visitor.client.get(f"/static/{name}").status_code == 404
