"""Components of the house look. Each takes values from `throughline.ui.values` and prints one thing."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from throughline.ui.marks import LOOKS, Mark
from throughline.ui.organisation import Organisation, organisation
from throughline.ui.values import (
    Identity,
    Letter,
    Moment,
    NavigationGroup,
    NavigationItem,
    Problem,
    Row,
    Task,
)

register = template.Library()

Shown = dict[str, Any]  # Django's own type for a template's context


@register.simple_tag(takes_context=True)
def the_organisation(context: Mapping[str, Any]) -> Organisation:
    """{% the_organisation as organisation %}: from the settings, and by the name the design gives."""
    return organisation(context.get("organisation_name") or "")


@register.inclusion_tag("ui/_error_summary.html")
def error_summary(problems: Sequence[Problem] | None) -> Shown:
    """What went wrong on this page, at its top, each line linked to its question."""
    return {"problems": problems}


@register.inclusion_tag("ui/_mark.html")
def mark(kind: Mark | str, word: str = "") -> Shown:
    """{% mark "with-us" %}: a word with its shape and colour; `word` replaces the usual word."""
    known = Mark(kind)
    return {"mark": known, "word": word or LOOKS[known].word, "shape": LOOKS[known].shape}


@register.inclusion_tag("ui/_summary_list.html")
def summary_list(rows: Sequence[Row], quiet: bool = False) -> Shown:
    """Check your answers, or anything else told as key and value. `quiet` leaves out the lines between."""
    return {"rows": rows, "quiet": quiet, "any_change": any(row.change_url for row in rows)}


@register.inclusion_tag("ui/_task_list.html")
def task_list(tasks: Sequence[Task], name: str = "task") -> Shown:
    """What there is to do, whose turn each is, and what cannot start yet."""
    return {"tasks": tasks, "name": name}


@register.inclusion_tag("ui/_notification.html")
def notification(text: str, kind: str = "important", title: str = "") -> Shown:
    """A banner at the top: `important` or `success`."""
    return {"text": text, "kind": kind, "title": title}


@register.inclusion_tag("ui/_pages.html")
def pages(previous_url: str = "", next_url: str = "", about: str = "") -> Shown:
    """Previous and next. We never count all rows on a person's path, so there are no page numbers."""
    return {"previous_url": previous_url, "next_url": next_url, "about": about}


@register.inclusion_tag("ui/_identity.html")
def identity(who: Identity) -> Shown:
    """The bar that keeps the person's name in sight."""
    return {"who": who}


@register.inclusion_tag("ui/_timeline.html")
def timeline(moments: Sequence[Moment], heading: str = "h3") -> Shown:
    """What happened, newest or oldest first as given."""
    return {"moments": moments, "heading": heading}


@register.inclusion_tag("ui/_letters.html")
def letters(messages: Sequence[Letter], label: str = "") -> Shown:
    """A conversation, oldest first."""
    return {"messages": messages, "label": label}


@register.inclusion_tag("ui/_side_navigation.html")
def side_navigation(groups: Sequence[NavigationGroup], label: str = "") -> Shown:
    """Places to go, at the side of a page."""
    return {"groups": groups, "label": label}


@register.inclusion_tag("ui/_tabs.html")
def tabs(items: Sequence[NavigationItem], label: str = "") -> Shown:
    """Pages about one thing, beside each other. Each tab is a link, so no script is needed."""
    return {"items": items, "label": label}


@register.inclusion_tag("ui/_warning.html")
def warning(text: str) -> Shown:
    """What one must know before going on."""
    return {"text": text}


@register.inclusion_tag("ui/_empty.html")
def empty(title: str, text: str = "", url: str = "", action: str = "") -> Shown:
    """An empty list that teaches: what will appear here, and what to do now."""
    return {"title": title, "text": text, "url": url, "action": action}


@register.inclusion_tag("ui/_button.html")
def button(text: str, url: str = "", kind: str = "", name: str = "", value: str = "") -> Shown:
    """A button that sends the form, or with `url` a link that looks like one; `kind`: secondary, warning."""
    return {"text": text, "url": url, "kind": kind, "name": name, "value": value}


@register.simple_block_tag
def inset(content: str) -> SafeString:
    """{% inset %} … {% endinset %}: set apart from the running text."""
    return _wrap("ui/_inset.html", content)


@register.simple_block_tag
def card(content: str, title: str = "", heading: str = "h2") -> SafeString:
    """{% card "Your guide" %} … {% endcard %}: one thing on its own sheet."""
    return _wrap("ui/_card.html", content, title=title, heading=heading)


@register.simple_block_tag
def more(content: str, summary: str) -> SafeString:
    """{% more "Why we ask" %} … {% endmore %}: folded until wanted."""
    return _wrap("ui/_more.html", content, summary=summary)


@register.simple_block_tag
def buttons(content: str) -> SafeString:
    """{% buttons %} … {% endbuttons %}: what one can do here, side by side."""
    return _wrap("ui/_buttons.html", content)


@register.simple_block_tag
def small_multiples(content: str, label: str = "") -> SafeString:
    """{% small_multiples "Offices" %} … {% endsmall_multiples %}: the same small picture many times."""
    return _wrap("ui/_small_multiples.html", content, label=label)


def _wrap(template_name: str, content: str, **shown: str) -> SafeString:
    return render_to_string(template_name, {"content": content, **shown})
