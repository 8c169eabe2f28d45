"""The page is the unit of test: a visitor asks for pages as a person does, and every page is linted on the way."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from flask import Flask
from lxml import html
from werkzeug.test import TestResponse

from app.accounts.permission import Permission
from tests.lint import check_page

STYLES_AND_SCRIPTS = re.compile(r"\s+")


class Page:
    """An answer, with the questions a test asks of it."""

    def __init__(self, visitor: Visitor, response: TestResponse, path: str) -> None:
        self.visitor, self.response, self.path = visitor, response, path
        self.status = response.status_code
        self.headers = response.headers
        data = response.get_data() if not response.is_streamed or response.mimetype else b""
        self.body = data.decode("utf-8", "replace")  # of a file what can be read
        self.tree = html.fromstring(self.body) if response.mimetype == "text/html" and self.body else None

    @property
    def text(self) -> str:
        """What a person reads, white space folded."""
        assert self.tree is not None
        return STYLES_AND_SCRIPTS.sub(" ", self.tree.text_content()).strip()

    @property
    def h1(self) -> str:
        return " ".join(self.select("h1")[0].text_content().split())

    def select(self, css: str) -> list[Any]:
        assert self.tree is not None
        return list(self.tree.cssselect(css)) if hasattr(self.tree, "cssselect") else []

    def link(self, text: str) -> Page:
        """Follow the first link whose text contains this."""
        assert self.tree is not None
        for anchor in self.tree.iter("a"):
            if text in " ".join(anchor.text_content().split()) and anchor.get("href"):
                return self.visitor.get(urljoin(self.path, anchor.get("href")))
        raise AssertionError(f"no link «{text}» on {self.path}")

    def form(self, containing: str = "") -> Form:
        """The first form in which this text stands (a button's words, say)."""
        assert self.tree is not None
        for form in self.tree.forms:
            words = " ".join(form.text_content().split()) + " ".join(
                button.get("value", "") for button in form.iter("button", "input")
            )
            if containing in words and form.method == "POST":
                return Form(self, form)
        raise AssertionError(f"no form with «{containing}» on {self.path}: {self.text[:300]}")


class Form:
    """A form as it stands on the page: filled with what the page gave, sent with what the test adds."""

    def __init__(self, page: Page, form: Any) -> None:
        self._page = page
        self.action = urljoin(page.path, form.get("action") or page.path)
        self.multipart = "multipart" in (form.get("enctype") or "")
        self.values: dict[str, Any] = {}
        areas = {area.get("name") for area in form.iter("textarea")}
        for name, value in form.form_values():
            if name in areas:
                value = value.removeprefix("\r").removeprefix("\n")  # as a browser reads a text field
            if name in self.values:
                held = self.values[name]
                self.values[name] = [*(held if isinstance(held, list) else [held]), value]
            else:
                self.values[name] = value

    def send(self, button: tuple[str, str] | None = None, follow: bool = True, **changes: Any) -> Page:
        """Post it. `button=(name, value)` is the button pressed. Names with hyphens: pass `**{"a-b": 1}`."""
        values = {name: value for name, value in (self.values | changes).items() if value is not None}
        if button:
            values[button[0]] = button[1]
        return self._page.visitor.post(self.action, follow=follow, multipart=self.multipart, data=values)


class Visitor:
    """Somebody with a browser of their own."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()

    def get(self, path: str, follow: bool = True, lint: bool = True, **options: Any) -> Page:
        return self._page(self.client.get(path, **options), path, follow, lint)

    def post(
        self,
        path: str,
        data: dict[str, Any] | None = None,
        follow: bool = True,
        multipart: bool = False,
        **options: Any,
    ) -> Page:
        if multipart:
            options["content_type"] = "multipart/form-data"
        return self._page(self.client.post(path, data=data, **options), path, follow, True)

    def sign_in(self, email: str, password: str = "et-godt-langt-passord") -> Page:
        return self.get("/logg-inn").form("Logg inn").send(email=email, password=password)

    def _page(self, response: TestResponse, path: str, follow: bool, lint: bool) -> Page:
        while follow and response.status_code in (301, 302, 303, 307, 308):
            path = urljoin(path, response.headers["Location"])
            response = self.client.get(urlsplit(path)._replace(scheme="", netloc="").geturl())
        page = Page(self, response, urlsplit(path)._replace(scheme="", netloc="").geturl())
        if lint and page.status not in (301, 302, 303, 304):
            check_page(page.path, response, self._access(path))
        return page

    def _access(self, path: str) -> str | Permission | None:
        from werkzeug.exceptions import HTTPException

        try:
            endpoint, _values = self.app.url_map.bind("localhost").match(urlsplit(path).path, method="GET")
        except HTTPException:
            return None
        return getattr(self.app.view_functions.get(str(endpoint)), "access", None)
