"""One tag draws any question: {% field question %}."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from throughline.ui.fields import ADDRESS_PARTS, DATE_PARTS, Field

register = template.Library()


@register.simple_tag
def field(question: Field) -> SafeString:
    """The question in its group, with hint, error and what was answered so far."""
    return render_to_string(question.kind.template, {"f": question, "id": f"field-{question.name}"})


@register.simple_tag
def date_parts(question: Field) -> list[dict[str, object]]:
    """Day, month and year, each with what was typed."""
    return [
        {"key": key, "label": label, "width": width, "value": question.parts.get(key, "")}
        for key, label, width in DATE_PARTS
    ]


@register.simple_tag
def address_parts(question: Field) -> list[dict[str, object]]:
    """The lines of an address, each with what was typed."""
    return [
        {"key": key, "label": label, "fill": fill, "width": width, "value": question.parts.get(key, "")}
        for key, label, fill, width in ADDRESS_PARTS
    ]
