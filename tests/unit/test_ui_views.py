"""The colours as a stylesheet; the gallery in the demo only; every page base holds together."""

import pytest
from django.http import Http404
from django.template.loader import render_to_string

from throughline.ui import views
from throughline.ui.gallery import everything

pytestmark = pytest.mark.urls("tests.unit.ui_addresses")


def test_the_stylesheet_holds_two_colours_and_nothing_else(rf, settings):
    settings.ORGANISATION_BRAND = "#123abc"

    answer = views.brand(rf.get("/ui/brand.css"))

    assert answer.content == b":root{--brand:#123abc;--brand-accent:#F5A524}\n"
    assert answer["Content-Type"] == "text/css; charset=utf-8"


def test_outside_the_demo_there_is_no_gallery(rf, settings):
    settings.THROUGHLINE_DEMO = False

    with pytest.raises(Http404):
        views.gallery(rf.get("/ui/"))


@pytest.mark.parametrize("template", ["ui/gallery.html", "ui/gallery_workspace.html"])
def test_a_whole_page_has_one_main_part_and_a_way_to_skip_to_it(template):
    html = render_to_string(template, everything())

    assert html.count("<main") == 1
    assert 'href="#main-content"' in html
    assert html.count("<h1") == 1
    assert "<title>Error: Every component – Throughline</title>" in html


def test_the_name_of_the_person_is_on_the_page_of_staff():
    assert "Amara Okafor" in render_to_string("ui/gallery_workspace.html", everything())


def test_pages_of_stakeholders_carry_no_script_that_staff_pages_need():
    assert "workspace.js" not in render_to_string("ui/gallery.html", everything())
    assert "workspace.js" in render_to_string("ui/gallery_workspace.html", everything())
