"""An organisation may set its name and two colours; nothing else reaches the page's styles."""

from throughline.ui.organisation import MARIGOLD, organisation


def test_without_settings_the_house_has_its_own_name_and_colours(settings):
    settings.ORGANISATION_NAME = ""

    look = organisation()

    assert look.name == "Throughline"
    assert look.accent == MARIGOLD


def test_an_organisation_sets_its_name_and_colours(settings):
    settings.ORGANISATION_NAME = "Leeds Licensing"
    settings.ORGANISATION_BRAND = "#123abc"

    look = organisation()

    assert (look.name, look.brand) == ("Leeds Licensing", "#123abc")


def test_something_that_is_not_a_colour_is_left_out(settings):
    settings.ORGANISATION_ACCENT = "red;} body{display:none"

    assert organisation().accent == MARIGOLD
