import re
from html.parser import HTMLParser

import bleach
import pytest

from app.text import OFFICE_TAGS, TooMuchMarkup, citizen_html, clean_office_html, received, text_of_html

PAYLOADS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//example.org/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src='bilde/a.png' onload='alert(1)'>",
    "<img src=javascript:alert(1)>",
    "<img src='data:image/svg+xml;base64,PHN2Zy8+'>",
    "<img srcset='x 1x' src='bilde/../x.png'>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='data:text/html,<script>alert(1)</script>'></object>",
    "<embed src='javascript:alert(1)'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='java&#x09;script:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='\x01javascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='//example.org' onclick=alert(1)>x</a>",
    "<a href='http://example.org' style='position:fixed'>x</a>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<p id='location'>x</p>",
    "<form id='note-1'><input name='action'></form>",
    "<form action='javascript:alert(1)'><button>x</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<body onload=alert(1)>",
    "<base href='https://example.org/'>",
    "<meta http-equiv='refresh' content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href='//example.org/x.css'>",
    "<style>@import '//example.org/x.css';</style>",
    "<!--><script>alert(1)</script>-->",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<table background='javascript:alert(1)'><td background='javascript:alert(1)'>x",
    "<ol start='1 onclick=alert(1)'><li>x</ol>",
    "<video><source onerror=alert(1)></video>",
    '"><script>alert(1)</script>',
    "'-alert(1)-'",
    "<a href='https://example.org/\"onmouseover=alert(1)'>x</a>",
    'https://example.org/"onmouseover=alert(1)',
    "http://example.org/<script>alert(1)</script>",
    "www.example.org'onclick='alert(1)",
    'ola@example.org"><script>alert(1)</script>',
    "javascript:alert(1)//http://example.org",
    "<xss contenteditable onblur=alert(1)>",
    "<title><img src=x onerror=alert(1)></title>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
]
ATTRIBUTES = {"href", "src", "alt", "id", "rel", "scope", "colspan", "rowspan", "start", "type", "width", "height"}


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def assert_harmless(html: str, tags: set[str]) -> None:
    for tag, attributes in Tags(html).found:
        assert tag in tags
        assert set(attributes) <= ATTRIBUTES
        assert re.match(r"https?://|mailto:|#", attributes.get("href") or "#", re.IGNORECASE)
        assert re.match(r"bilde/[a-z0-9-]+\.png", attributes.get("src") or "bilde/a.png")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_in_a_citizens_text_runs(payload: str) -> None:
    assert_harmless(str(citizen_html(payload)), {"p", "br", "a"})


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_in_an_officers_text_runs(payload: str) -> None:
    assert_harmless(clean_office_html(payload), OFFICE_TAGS)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_two_sanitizers_find_nothing_more_to_remove(payload: str) -> None:
    cleaned = clean_office_html(payload)
    attributes = {tag: sorted(ATTRIBUTES) for tag in OFFICE_TAGS}
    again = bleach.clean(cleaned, tags=OFFICE_TAGS, attributes=attributes, protocols={"http", "https", "mailto"})
    assert Tags(again).found == Tags(cleaned).found
    assert clean_office_html(cleaned) == cleaned


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_citizen_sees_what_was_typed(payload: str) -> None:
    shown = text_of_html(str(citizen_html(payload)))
    assert "".join(shown.split()) == "".join(received(payload).split())


def test_a_text_is_received_with_plain_line_ends_and_without_control_characters() -> None:
    assert received("a\r\nb\rc\x00\x1b\td\ud800e\u030a") == "a\nb\nc\tde̊".replace("e̊", "e\u030a")
    assert received("A\u030as") == "Ås"


def test_paragraphs_and_line_breaks_are_kept() -> None:
    assert citizen_html("En\nto\n\n \n\ntre") == "<p>En<br>to</p>\n<p>tre</p>"


def test_web_and_mail_addresses_become_links_that_lend_no_weight() -> None:
    html = citizen_html("Se https://example.no/a?b=1&c=2, www.ås.no og ola@example.no.")
    assert '<a href="https://example.no/a?b=1&amp;c=2" rel="nofollow noopener ugc">' in html
    assert 'href="http://www.ås.no"' in html
    assert 'href="mailto:ola@example.no"' in html


def test_a_missing_space_is_not_a_link() -> None:
    assert "<a" not in citizen_html("Det er fint her.Er det ikke? f.eks.no")


def test_an_entity_is_shown_as_typed() -> None:
    assert citizen_html("&lt;b&gt; & x") == "<p>&amp;lt;b&amp;gt; &amp; x</p>"


def test_hostile_words_are_shown_without_being_searched_for_links() -> None:
    assert "<a" not in citizen_html("www." * 10_000)


def test_office_text_keeps_tables_lists_notes_and_images() -> None:
    html = (
        '<h2>T</h2><p>a<sup><a href="#note-1">1</a></sup></p><ol start="3" type="a"><li id="note-1">x</li></ol>'
        '<table><caption>c</caption><thead><tr><th scope="col" colspan="2">h</th></tr></thead>'
        '<tbody><tr><td rowspan="2">d</td></tr></tbody></table>'
        '<figure><img src="bilde/bilde-1.png" alt="Kart &gt; plan" width="10" height="20">'
        "<figcaption>f</figcaption></figure>"
    )
    assert clean_office_html(html) == html


def test_an_image_from_elsewhere_is_left_out() -> None:
    assert clean_office_html('<p>a<img src="https://example.org/x.png" alt="x>y">b</p>') == "<p>ab</p>"


def test_ids_without_our_prefix_are_dropped() -> None:
    assert clean_office_html('<ol><li id="main">x</li></ol>') == "<ol><li>x</li></ol>"


@pytest.mark.parametrize("html", ["<blockquote>" * 3000, "x" * 2_000_001])
def test_markup_beyond_the_caps_is_refused(html: str) -> None:
    with pytest.raises(TooMuchMarkup):
        clean_office_html(html)


def test_the_words_of_a_page_keep_their_distance() -> None:
    html = (
        "<h2>En</h2><p>to<br>tre<strong>fire</strong></p><table><tr><td>a</td><td>b</td></tr></table><script>x</script>"
    )
    assert text_of_html(html + '<img alt="Kart">') == "En\nto\ntrefire\na b\nKart"
