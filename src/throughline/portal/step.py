"""Opening one of the person's own steps: on to its first question, or to what has to be put right."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from throughline.portal.door import on_my_journey
from throughline.portal.reasons import reason_in_words
from throughline.portal.route import first_address, my_open_step, step_of
from throughline.queries.portal_contents import staff_names
from throughline.queries.portal_journey import MyJourney
from throughline.queries.portal_tasks import to_put_right


@on_my_journey
@require_safe
def open_step(request: HttpRequest, mine: MyJourney, step: str) -> HttpResponse:
    one = my_open_step(mine, step)
    if one is None:
        messages.info(request, not_open(mine, step))
        return redirect("portal:tasks", journey=mine.id)
    if one.items:
        return _came_back(request, mine, step)
    return redirect(first_address(mine, one))


def not_open(mine: MyJourney, step: str) -> str:
    """Why a step of theirs cannot be opened now."""
    title = step_of(mine, step).title
    recorded = {str(key): held for key, held in mine.state.steps.items()}.get(step)
    if recorded is not None:
        return _("You have sent “%(step)s” already. Write to your guide to change something.") % {
            "step": title
        }
    return _("“%(step)s” cannot be opened now. This list says what comes first.") % {"step": title}


def _came_back(request: HttpRequest, mine: MyJourney, step: str) -> HttpResponse:
    one = my_open_step(mine, step)
    if one is None:
        return redirect("portal:tasks", journey=mine.id)
    items = to_put_right(mine, one.items)
    found_by = mine.state.steps[one.step.id].returned_by
    finder = mine.state.steps.get(found_by) if found_by else None
    names = staff_names([finder.holder if finder else None])
    return render(
        request,
        "portal/came_back.html",
        {
            "mine": mine,
            "step": one.step,
            "by_step": mine.blueprint.steps[found_by] if found_by else None,
            "who": next(iter(names.values()), ""),
            "times": one.came_back,
            "items": [(item, reason_in_words(item.reason)) for item in items],
            "go_on": first_address(mine, one),
        },
    )
