"""A published design is read back as it was written."""

import pytest

from throughline.blueprint import Design
from throughline.store.published import design_for, forget_designs

pytestmark = pytest.mark.django_db


def test_facts_and_options_keep_the_order_in_which_they_were_designed(design: Design) -> None:
    forget_designs()

    again = design_for(design.blueprint.service, design.blueprint.version).blueprint

    assert list(again.facts) == list(design.blueprint.facts)
    place = design.blueprint.facts["kind_of_place"]
    assert list(again.facts["kind_of_place"].options) == list(place.options)
    assert again == design.blueprint
