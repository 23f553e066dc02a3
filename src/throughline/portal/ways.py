"""Self-directed, guided and intensive in the person's words, and what each changes."""

from django.utils.translation import gettext as _

from throughline.blueprint.model import Engagement
from throughline.queries.portal_services import HowWeWork


def way_title(engagement: Engagement) -> str:
    return {
        Engagement.SELF_DIRECTED: _("On my own, with a guide I can ask"),
        Engagement.GUIDED: _("Together with my guide, by phone"),
        Engagement.INTENSIVE: _("In person, step by step"),
    }[engagement]


def way_hint(way: HowWeWork) -> str:
    """What it changes in the work itself, with the design's own first example."""
    usual = {
        Engagement.SELF_DIRECTED: _("You do your part here when it suits you."),
        Engagement.GUIDED: _("Your guide rings you and does the forms with you."),
        Engagement.INTENSIVE: _("Your guide sits down with you, at your place or at ours."),
    }[way.engagement]
    return " ".join([usual, *way.examples[:1]])
