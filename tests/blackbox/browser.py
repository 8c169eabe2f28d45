"""A browser without a face: cookies, forms and pages over real HTTP."""

from __future__ import annotations

import http.client
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from http.cookies import SimpleCookie
from types import MappingProxyType
from typing import Any

from lxml import html

PATIENCE = 60
Fields = list[tuple[str, str]]


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: str
    path: str

    @cached_property
    def tree(self) -> Any:
        return html.fromstring(self.body)

    @property
    def text(self) -> str:
        return " ".join(self.tree.text_content().split())

    @property
    def h1(self) -> str:
        return " ".join(self.tree.findtext(".//h1").split())

    def form(self, containing: str) -> tuple[str, Fields]:
        """Address and fields of the first POST form that has these words on it."""
        for form in self.tree.forms:
            if form.method == "POST" and containing in form.text_content():
                return urllib.parse.urljoin(self.path, form.get("action") or self.path), list(form.form_values())
        raise AssertionError(f"no form with «{containing}» on {self.path} ({self.status}): {self.text[:400]}")

    def links(self) -> set[str]:
        """Addresses on this site that the page links to."""
        found = {urllib.parse.urljoin(self.path, link) for link in self.tree.xpath("//a/@href | //link/@href")}
        return {urllib.parse.urldefrag(link)[0] for link in found if link.startswith("/")}


@dataclass
class Browser:
    """Cookies, and a new connection for every request, so that each may reach another worker."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    source: str = "127.0.0.1"

    def get(self, path: str, follow: bool = True, **headers: str) -> Answer:
        return self._ask("GET", path, None, follow, headers)

    def head(self, path: str) -> Answer:
        return self._ask("HEAD", path, None, False, {})

    def post(
        self, path: str, fields: Fields, follow: bool = True, headers: Mapping[str, str] = MappingProxyType({})
    ) -> Answer:
        body = urllib.parse.urlencode(fields)
        return self._ask("POST", path, body, follow, {"Content-Type": "application/x-www-form-urlencoded", **headers})

    def send(
        self,
        page: Answer,
        containing: str,
        follow: bool = True,
        headers: Mapping[str, str] = MappingProxyType({}),
        **changes: str,
    ) -> Answer:
        """Fill in the form with these words on it, and send it. `avsnitt_x` stands for the field `avsnitt-x`."""
        address, fields = page.form(containing)
        return self.post(address, with_changes(fields, **changes), follow, headers)

    def sign_in(self, email: str, password: str) -> Answer:
        return self.send(self.get("/logg-inn"), "Logg inn", email=email, password=password)

    def _ask(self, method: str, path: str, body: str | None, follow: bool, headers: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, PATIENCE, (self.source, 0))
        try:
            if self.cookies:
                headers = headers | {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode("utf-8", "replace")
            self._remember(response)
        finally:
            connection.close()
        location = response.getheader("Location")
        if follow and location and response.status in (301, 302, 303, 308):
            target = urllib.parse.urlsplit(urllib.parse.urljoin(path, location))
            return self.get(target._replace(scheme="", netloc="", fragment="").geturl())
        return Answer(response.status, dict(response.getheaders()), text, path)

    def _remember(self, response: http.client.HTTPResponse) -> None:
        for header in response.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(header).items():
                self.cookies[name] = morsel.value


def with_changes(fields: Fields, **changes: str) -> Fields:
    """The fields with some of them filled in anew."""
    named = {name.replace("avsnitt_", "avsnitt-"): value for name, value in changes.items()}
    return [pair for pair in fields if pair[0] not in named] + list(named.items())
