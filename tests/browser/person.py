"""A person at a browser: goes, presses, types by the words on the page, and every page they come to is put to axe."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Locator, Page

from tests.factories import PASSWORD

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


class Person:
    """Without JavaScript the page's scripts are kept from it; axe (which needs timers) is put in from outside.

    In a hurry axe is left out, on a way that other tests have walked with it.
    """

    def __init__(
        self, browser: Browser, site: str, javascript: bool, phone: bool = False, hurried: bool = False
    ) -> None:
        self._context = browser.new_context(viewport=PHONE if phone else DESK, locale="nb-NO", accept_downloads=True)
        if not javascript:
            self._context.route("**/*.js*", lambda route: route.abort())
        self.page: Page = self._context.new_page()
        self.troubles: list[str] = []
        self.page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        if javascript:
            self.page.on("console", lambda said: self.troubles.append(said.text) if said.type == "error" else None)
        self._site, self._hurried = site, hurried

    def go(self, path: str) -> Person:
        self.page.goto(self._site + path)
        return self.look()

    def press(self, words: str, exact: bool = False) -> Person:
        """Press the first button or link with these words."""
        both = self.page.get_by_role("button", name=words, exact=exact).or_(
            self.page.get_by_role("link", name=words, exact=exact)
        )
        both.first.click()
        self.page.wait_for_load_state()
        return self.look()

    def type(self, label: str, text: str) -> Person:
        self.page.get_by_label(label, exact=True).first.fill(text)
        return self

    def choose(self, label: str, option: str) -> Person:
        self.page.get_by_label(label, exact=True).first.select_option(label=option)
        return self

    def tick(self, label: str, exact: bool = True) -> Person:
        self.page.get_by_label(label, exact=exact).first.check()
        return self

    def find(self, css: str) -> Locator:
        return self.page.locator(css)

    @property
    def text(self) -> str:
        return " ".join(self.page.locator("body").inner_text().split())

    def sees(self, *words: str) -> Person:
        for word in words:
            assert word in self.text, f"«{word}» is not on {self.page.url}: {self.text[:600]}"
        return self

    def sign_in(self, email: str) -> Person:
        self.go("/logg-inn").type("E-post", email).type("Passord", PASSWORD)
        return self.press("Logg inn", exact=True)

    def look(self) -> Person:
        """Nothing wrong with the page: no accessibility fault, no script error, no sideways scrolling."""
        if not self._hurried:
            self._put_to_axe()
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} scrolls {wide} px sideways"
        assert not self.troubles, self.troubles
        return self

    def _put_to_axe(self) -> None:
        if self.page.evaluate("typeof axe == 'undefined'"):
            self.page.evaluate(f"{AXE.read_text(encoding='utf-8')}\n;0")
        report = self.page.evaluate("rules => axe.run({runOnly: rules})", RULES)
        faults = [f"{fault['id']}: {fault['nodes'][0]['html'][:200]}" for fault in report["violations"]]
        assert not faults, f"{self.page.url}: {faults}"
