"""Forms in Word: old check boxes and lists, new controls, and the prompts that nobody wrote over."""

from ...prompts import is_prompt
from ...tree.spans import Span
from ..names import Element, child, integer, is_on, q, val, written
from ..reading import Reading

TICKED, UNTICKED = "☑", "☐"


def form_field(reading: Reading, begin: Element) -> list[Span]:
    """What an old form field shows that stands in no run: its tick, or what was chosen from its list."""
    box = child(begin, "w:ffData", "w:checkBox")
    if box is not None:
        reading.notices.add("check-box")
        checked = child(box, "w:checked")
        ticked = is_on(checked if checked is not None else child(box, "w:default"))
        return [Span(TICKED if ticked else UNTICKED)]
    choices = child(begin, "w:ffData", "w:ddList")
    if choices is None:
        return []
    entries = [val(entry) for entry in choices.iterchildren(q("w:listEntry"))]
    chosen = child(choices, "w:result")
    at = integer(val(chosen if chosen is not None else child(choices, "w:default")), 0)
    return [Span(entries[at])] if at < len(entries) else []


def shows_prompt(reading: Reading, control: Element) -> bool:
    """A control that still holds its prompt: nobody wrote that text for readers."""
    properties = child(control, "w:sdtPr")
    prompts = is_on(child(properties, "w:showingPlcHdr")) and child(properties, "w14:checkbox") is None
    if prompts:
        reading.notices.add("placeholder")
        reading.notices.left_out.append(written(control))
    return prompts


def is_only_prompt(reading: Reading, text: str) -> bool:
    """A paragraph of nothing but the program's own prompt."""
    prompts = is_prompt(text)
    if prompts:
        reading.notices.leave_out("placeholder", text)
    return prompts
