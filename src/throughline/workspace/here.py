"""Who is at which journey, and when: what every page about one journey is given."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from throughline.actions.open_file import open_file
from throughline.actions.who import staff_actor
from throughline.clock import now
from throughline.ids import FunctionId, JourneyId
from throughline.journey.decisions.steps import can_work_on
from throughline.journey.events import Turn
from throughline.journey.next import OpenStep
from throughline.people import Role, Viewer
from throughline.people.journeys import can_act_as_staff, can_guide, can_name_guide
from throughline.queries.workspace_file import CaseFile, case_file
from throughline.ui.marks import Mark
from throughline.ui.values import Identity
from throughline.workspace.caseload import TURNS
from throughline.workspace.door import View, enter, page


@dataclass(frozen=True, kw_only=True)
class Here:
    """A viewer at a journey that they may open, at this moment."""

    viewer: Viewer
    file: CaseFile
    at: datetime

    @property
    def journey(self) -> JourneyId:
        return self.file.id

    @property
    def url(self) -> str:
        return reverse("workspace:journey", args=[self.file.id])

    @property
    def guides(self) -> bool:
        """Whether the viewer stays with this journey."""
        return can_guide(self.viewer, self.file.access)

    @property
    def may_name_guide(self) -> bool:
        return can_name_guide(self.viewer, self.file.access)

    @property
    def may_take_over(self) -> bool:
        """Whether the viewer could stand in here themselves."""
        return self.may_name_guide and self.viewer.has(Role.GUIDE) and not self.guides

    @property
    def may_act(self) -> bool:
        return can_act_as_staff(self.viewer, self.file.access)

    def may_work_on(self, one: OpenStep) -> bool:
        actor = staff_actor(self.viewer, self.file.access, FunctionId(one.function))
        return self.may_act and can_work_on(self.file.state, one, actor)

    @property
    def identity(self) -> Identity:
        """The bar that keeps the person in sight."""
        turn = self.file.turn
        return Identity(
            name=self.file.called,
            facts=tuple(_facts(self.file)),
            mark=TURNS[turn] if turn else Mark.NEUTRAL,
            word=_("With %(name)s") % {"name": self.file.called} if turn is Turn.WITH_YOU else "",
        )


def _facts(file: CaseFile) -> Iterator[str]:
    yield _("Guide: %(name)s") % {"name": file.guide_name or _("nobody")}
    if file.stand_in_name:
        yield _("Stand-in: %(name)s") % {"name": file.stand_in_name}
    elif file.guide_away:
        yield _("The guide is away")
    yield file.unit
    yield str(file.state.engagement).capitalize()
    if file.state.ending:
        yield file.blueprint.ending_by_id[file.state.ending].title


def on_journey(view: View) -> View:
    """The view gets the journey; whoever may not open it finds nothing, and every opening is recorded."""

    @wraps(view)
    def opened(request: HttpRequest, journey: str, **address: str) -> HttpResponse:
        return enter(request, lambda viewer: view(request, at_journey(viewer, journey), **address))

    return opened


def at_journey(viewer: Viewer, journey: str) -> Here:
    at = now()
    open_file(journey=JourneyId(journey), by=viewer, at=at)
    return Here(viewer=viewer, file=case_file(journey, at=at), at=at)


def journey_page(
    request: HttpRequest,
    here: Here,
    template: str,
    shown: dict[str, Any],  # Django's own type for a template's context
    *,
    status: int = 200,
) -> HttpResponse:
    """A page about one journey: the person's name stays in sight."""
    around = {"here": here, "file": here.file, "who": here.identity}
    return page(request, here.viewer, template, {**around, **shown}, status=status)
