"""Sign-in forms come from elsewhere; these tags show their fields in the house look."""

from django import template
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from throughline.ui.fields import Field, FieldKind
from throughline.ui.values import Problem

register = template.Library()

KINDS = {"email": FieldKind.EMAIL, "code": FieldKind.CODE}


@register.simple_tag
def asked(bound: BoundField, label: str = "", hint: str = "") -> SafeString:
    """{% asked form.email label="…" %}: one field of a Django form as one question."""
    question = Field(
        name=bound.html_name,
        label=label or str(bound.label),
        hint=hint,
        kind=KINDS.get(bound.name, FieldKind.TEXT),
        value=bound.value() or "",
        heading=True,
        width=10 if bound.name == "code" else 0,
        error=" ".join(str(one) for one in bound.errors),
    )
    return render_to_string(question.kind.template, {"f": question, "id": f"field-{question.name}"})


@register.simple_tag
def problems_of(form: BaseForm) -> list[Problem]:
    """{% problems_of form as problems %}: what is wrong, for the error summary."""
    return [
        Problem(message=str(sentence), field="" if name == "__all__" else name)
        for name, sentences in form.errors.items()
        for sentence in sentences
    ]
