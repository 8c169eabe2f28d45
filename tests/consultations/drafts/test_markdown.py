from consultations.drafts.importers import read_draft

TEXT = """# Boligsosial plan

Kjære leser.

## 1 Innledning

Planen gjelder **hele** kommunen. <script>alert(1)</script>

## 2 Mål

### 2.1 Boliger

| Tiltak | År |
|---|---|
| Bygge | 2027 |

3. tre
4. fire

![Kart](https://example.no/kart.png) [lenke](javascript:alert(1)) [god](https://example.no)
"""


def test_headings_become_sections_with_their_typed_numbers() -> None:
    draft = read_draft(TEXT.encode(), "plan.md")
    assert draft.title == "Boligsosial plan"
    assert [(s.number, s.title, s.level) for s in draft.sections] == [
        ("", "Om dokumentet", 1),
        ("1", "Innledning", 1),
        ("2", "Mål", 1),
        ("2.1", "Boliger", 2),
    ]


def test_scripts_are_left_out_and_tables_and_lists_keep_their_form() -> None:
    sections = read_draft(TEXT.encode(), "plan.md").sections
    assert sections[1].html == "<p>Planen gjelder <strong>hele</strong> kommunen.</p>"
    assert '<th scope="col">Tiltak</th>' in sections[3].html
    assert '<ol start="3">' in sections[3].html


def test_only_safe_links_survive_and_images_are_reported() -> None:
    draft = read_draft(TEXT.encode(), "plan.md")
    assert '<a href="https://example.no">god</a>' in draft.sections[3].html
    assert "javascript:" not in draft.sections[3].html.replace("](javascript:", "")
    assert [(n.code, n.where) for n in draft.notices] == [
        ("script", "1 Innledning"),
        ("image-linked", "2.1 Boliger"),
    ]
