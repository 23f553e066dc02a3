"""Every component prints what it was given, and every question can be reached without seeing it."""

from html.parser import HTMLParser

import pytest
from django.template import engines
from django.template.loader import get_template, render_to_string

from throughline.ui.fields import Field, FieldKind
from throughline.ui.gallery import QUESTIONS, everything
from throughline.ui.marks import LOOKS, Mark
from throughline.ui.values import NavigationItem, Problem, Row, Task

pytestmark = pytest.mark.urls("tests.unit.ui_addresses")


class Page(HTMLParser):
    """The elements of a page, as far as these tests ask about them."""

    def __init__(self, html):
        super().__init__()
        self.ids, self.labels_for, self.described_by, self.inputs, self.words = [], set(), set(), [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "label":
            self.labels_for.add(given["for"])
        if tag in {"input", "textarea", "select"}:
            self.inputs.append(given["id"])
        self.described_by.update((given.get("aria-describedby") or "").split())

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


def drawn(source, **context):
    """The page that a line of template makes."""
    return Page(engines["django"].from_string("{% load ui ui_fields ui_dates %}" + source).render(context))


@pytest.mark.parametrize("kind", list(FieldKind))
def test_every_kind_of_question_has_its_template(kind):
    page = drawn("{% field question %}", question=Field(name="it", label="What is it?", kind=kind))

    assert "What is it?" in page.text


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.kind)
def test_every_box_of_a_question_has_a_label_and_its_hints_exist(question):
    page = drawn("{% field question %}", question=question)

    assert page.inputs
    assert set(page.inputs) <= page.labels_for
    assert page.described_by <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.kind)
def test_the_error_summary_can_jump_to_every_question(question):
    assert f"field-{question.name}" in drawn("{% field question %}", question=question).inputs


def test_an_error_is_said_beside_the_question_and_at_the_top():
    problem = Problem(message="Choose what kind of food business it is", field="kind")

    page = drawn("{% error_summary problems %}", problems=[problem])

    assert "There is a problem" in page.text
    assert "Choose what kind of food business it is" in page.text


def test_without_problems_there_is_no_error_summary():
    assert drawn("{% error_summary problems %}", problems=[]).text == ""


@pytest.mark.parametrize("kind", [mark for mark in Mark if mark is not Mark.NEUTRAL])
def test_every_mark_says_a_word(kind):
    page = drawn("{% mark kind %}", kind=kind)

    assert str(LOOKS[kind].word) in page.text


def test_every_mark_that_shares_the_page_with_others_differs_in_word_and_in_shape():
    turns = [Mark.WITH_US, Mark.WITH_YOU, Mark.WITH_SOMEONE_ELSE]

    assert len({str(LOOKS[turn].word) for turn in turns}) == 3
    assert len({LOOKS[turn].shape for turn in turns}) == 3


def test_a_mark_nobody_knows_is_a_mistake_of_the_page():
    with pytest.raises(ValueError, match="processing"):
        drawn('{% mark "processing" %}')


def test_what_a_person_wrote_is_shown_as_text_and_never_run():
    page = drawn("{% summary_list rows %}", rows=[Row(key="Name", value="<script>alert(1)</script>")])

    assert "<script>alert(1)</script>" in page.text


def test_a_missing_answer_says_so():
    page = drawn("{% summary_list rows %}", rows=[Row(key="Opening date", value="", missing=True)])

    assert "Not answered yet" in page.text


def test_a_task_that_cannot_be_opened_is_not_a_link():
    html = render_to_string("ui/_task_list.html", {"tasks": [Task(title="Your licence", mark=Mark.NOT_YET)]})

    assert "<a " not in html
    assert "Cannot start yet" in html


def test_pages_show_only_the_ways_that_there_are():
    assert drawn("{% pages %}").text == ""
    assert "Next" in drawn('{% pages next_url="?after=3" %}').text
    assert "Previous" not in drawn('{% pages next_url="?after=3" %}').text


def test_an_empty_list_teaches():
    page = drawn('{% empty "No messages yet" "What you write appears here." "/write" "Write to Ben" %}')

    assert page.text == "No messages yet What you write appears here. Write to Ben"


def test_tabs_say_which_page_one_is_on():
    items = [
        NavigationItem(text="Plan", url="/plan", current=True),
        NavigationItem(text="Messages", url="/m", count=2),
    ]

    html = render_to_string("ui/_tabs.html", {"items": items})

    assert html.count('aria-current="page"') == 1
    assert ">2<" in html


def test_the_gallery_shows_one_of_everything():
    words = Page(render_to_string("ui/_gallery.html", everything())).text

    assert "Amara Okafor" in words
    assert "by Chidi, plan review" in words
    assert "31 November is not a date" in words


@pytest.mark.parametrize("name", ["400", "403", "404", "429", "500", "403_csrf"])
def test_every_error_page_says_what_to_do(name, rf):
    words = Page(get_template(f"{name}.html").render({}, rf.get("/"))).text

    assert any(
        advice in words for advice in ("try again", "Go back", "Go to the first page", "ask the person")
    )
