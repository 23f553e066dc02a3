"""A journey begins with a named person, who stays or is covered for."""

import pytest
from tests.journeys import (
    AMARA,
    BEN,
    ESI,
    HELPER,
    MONDAY,
    OTHER_GUIDE,
    STRANGER,
    SYSTEM,
    Ride,
    garden_plot,
    staff,
    started,
)

from throughline.blueprint.model import Engagement
from throughline.journey.decisions.beginning import (
    NobodyToStay,
    assign_guide,
    assign_stand_in,
    choose_engagement,
    end_stand_in,
    start_journey,
)
from throughline.journey.decisions.deciding import NotInTheDesign, NotNow, NotYours, TimeRunsForward

HARBOUR = "harbour"


def test_a_journey_has_a_guide_from_its_first_moment_and_asks_its_first_questions() -> None:
    ride = Ride(garden_plot())

    happened = ride.do(start_journey, by=AMARA, stakeholder="amara", unit=HARBOUR, guide="ben")

    assert happened[:2] == ["journey.started", "guide.assigned"]
    assert set(happened[2:]) == {"fact.asked"}
    assert (ride.state.guide, ride.state.stakeholder, ride.state.started_at) == ("ben", "amara", MONDAY)
    assert ride.state.engagement is Engagement.SELF_DIRECTED
    assert set(ride.state.awaited) == {"who", "wants_shed", "grows", "wish"}, (
        "the shed's size depends on the shed"
    )


@pytest.mark.parametrize(
    ("named", "refusal", "words"),
    [
        ({"guide": None}, NobodyToStay, "A lead has to name one"),
        ({"unit": "nowhere"}, NotInTheDesign, "'nowhere' is not an office"),
        ({"by": STRANGER}, NotYours, "only for yourself"),
    ],
)
def test_a_journey_does_not_begin(named: dict[str, object], refusal: type[Exception], words: str) -> None:
    ride = Ride(garden_plot())

    with pytest.raises(refusal, match=words):
        ride.do(
            start_journey, **{"by": AMARA, "stakeholder": "amara", "unit": HARBOUR, "guide": "ben", **named}
        )

    assert ride.events == []


def test_staff_may_begin_a_journey_for_somebody_who_came_by() -> None:
    ride = Ride(garden_plot())

    ride.do(start_journey, by=BEN, stakeholder="amara", unit=HARBOUR, guide="ben")

    assert ride.state.stakeholder == "amara"


def test_a_journey_does_not_begin_twice() -> None:
    with pytest.raises(NotNow, match="already begun"):
        started().do(start_journey, by=AMARA, stakeholder="amara", unit=HARBOUR, guide="ben")


@pytest.mark.parametrize("by", [AMARA, HELPER, BEN])
def test_how_much_help_can_be_switched_at_any_time(by: object) -> None:
    ride = started()

    assert ride.do(choose_engagement, by=by, engagement=Engagement.INTENSIVE) == ["engagement.chosen"]
    assert ride.state.engagement is Engagement.INTENSIVE


def test_choosing_the_help_one_has_is_refused() -> None:
    with pytest.raises(NotNow, match="already"):
        started().do(choose_engagement, by=AMARA, engagement=Engagement.SELF_DIRECTED)


@pytest.mark.parametrize("by", [STRANGER, OTHER_GUIDE, ESI, SYSTEM, staff("chidi", "soil")])
def test_others_do_not_choose_how_much_help_somebody_gets(by: object) -> None:
    with pytest.raises(NotYours):
        started().do(choose_engagement, by=by, engagement=Engagement.GUIDED)


@pytest.mark.parametrize("by", [BEN, ESI, SYSTEM])
def test_the_guide_a_lead_or_the_roster_names_another_guide(by: object) -> None:
    ride = started()

    assert ride.do(assign_guide, by=by, guide="gugu") == ["guide.assigned"]
    assert ride.state.guide == "gugu"


@pytest.mark.parametrize("by", [AMARA, STRANGER, OTHER_GUIDE, staff("chidi", "soil")])
def test_nobody_else_names_a_guide(by: object) -> None:
    with pytest.raises(NotYours):
        started().do(assign_guide, by=by, guide="gugu")


def test_the_same_guide_is_not_named_again() -> None:
    with pytest.raises(NotNow, match="already"):
        started().do(assign_guide, by=BEN, guide="ben")


def test_a_stand_in_may_do_what_the_guide_may() -> None:
    ride = started()

    assert ride.do(assign_stand_in, by=ESI, stand_in="gugu", briefing="content-1") == ["stand-in.assigned"]
    ride.do(choose_engagement, by=OTHER_GUIDE, engagement=Engagement.GUIDED)

    assert (ride.state.guide, ride.state.stand_in) == ("ben", "gugu")


def test_a_colleague_guide_may_take_over_as_stand_in() -> None:
    ride = started()

    ride.do(assign_stand_in, by=OTHER_GUIDE, stand_in="gugu")

    assert ride.state.stand_in == "gugu"


@pytest.mark.parametrize("by", [AMARA, OTHER_GUIDE, staff("chidi", "soil")])
def test_nobody_else_names_a_stand_in(by: object) -> None:
    with pytest.raises(NotYours):
        started().do(assign_stand_in, by=by, stand_in="zola")


def test_a_person_who_calls_themselves_a_guide_is_not_staff() -> None:
    posing = type(AMARA)(by=AMARA.by, person="dana", function="guide")

    with pytest.raises(NotYours):
        started().do(assign_stand_in, by=posing, stand_in="dana")


def test_a_guide_does_not_stand_in_for_themselves() -> None:
    with pytest.raises(NotNow, match="themselves"):
        started().do(assign_stand_in, by=ESI, stand_in="ben")


def test_whoever_stands_in_is_not_named_twice() -> None:
    ride = started()
    ride.do(assign_stand_in, by=ESI, stand_in="gugu")

    with pytest.raises(NotNow, match="already"):
        ride.do(assign_stand_in, by=ESI, stand_in="gugu")


def test_a_stand_in_who_becomes_the_guide_no_longer_stands_in() -> None:
    ride = started()
    ride.do(assign_stand_in, by=ESI, stand_in="gugu")

    ride.do(assign_guide, by=ESI, guide="gugu")

    assert (ride.state.guide, ride.state.stand_in) == ("gugu", None)


@pytest.mark.parametrize("by", [BEN, OTHER_GUIDE, ESI, SYSTEM])
def test_standing_in_comes_to_an_end(by: object) -> None:
    ride = started()
    ride.do(assign_stand_in, by=ESI, stand_in="gugu")

    assert ride.do(end_stand_in, by=by) == ["stand-in.ended"]
    assert (ride.state.guide, ride.state.stand_in) == ("ben", None)


def test_standing_in_is_not_ended_by_others_or_when_nobody_does() -> None:
    ride = started()
    with pytest.raises(NotNow, match="Nobody stands in"):
        ride.do(end_stand_in, by=ESI)
    ride.do(assign_stand_in, by=ESI, stand_in="gugu")

    with pytest.raises(NotYours):
        ride.do(end_stand_in, by=type(AMARA)(by=AMARA.by, person="dana", function="lead"))


@pytest.mark.parametrize(
    ("decide", "named"),
    [
        (assign_guide, {"guide": "gugu"}),
        (assign_stand_in, {"stand_in": "gugu"}),
        (choose_engagement, {"engagement": Engagement.GUIDED}),
    ],
)
def test_nothing_happens_before_the_start_or_in_the_past(decide: object, named: dict[str, object]) -> None:
    with pytest.raises(NotNow, match="not begun"):
        Ride(garden_plot()).do(decide, by=BEN, **named)  # type: ignore[arg-type]  # any decision
    with pytest.raises(TimeRunsForward, match="nothing can be added before"):
        started().later(minutes=-1).do(decide, by=BEN, **named)  # type: ignore[arg-type]  # any decision
