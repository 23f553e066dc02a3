"""The report as one page: what must be on it for which log, that it stands by itself, and that it is safe."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest
from tests.unit.test_insight_ride import C1, record_of

from throughline.eventlog.shape import ACTIVITY, Direction, Row
from throughline.insight.hallway_json import every_walk
from throughline.insight.hallway_walk import NotWalked
from throughline.insight.measures.carried import OUR_RECORD
from throughline.insight.measures.catalogue import BY_NAME
from throughline.insight.report.cards import figure
from throughline.insight.report.material import Material, walks_of
from throughline.insight.report.page import parts, whole_report
from throughline.insight.ride import ride_of
from throughline.insight.ride_json import as_json

BEGIN = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
TITLES = [
    "1. In short",
    "2. Where time goes",
    "3. One person or many",
    "4. Asked again, chasing, coming back",
    "5. Walking the hallway",
    "6. Over time",
    "7. What this log cannot tell",
    "8. How this was made",
]


def page_of(rows: Sequence[Row], *, name: str = "permits.csv") -> str:
    record = record_of(rows)
    ride = ride_of(record)
    return whole_report(record, ride, name=name, command="throughline ride permits.csv", walks=walks_of(ride))


class Reader(HTMLParser):
    """What a reader of the page meets: its text, ids, and everything that points somewhere."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.said: list[str] = []
        self.labels: list[str] = []
        self.attributes: set[str] = set()
        self.hidden = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden = tag == "style"
        self.tags.append(tag)
        found = {name: value or "" for name, value in attrs}
        self.attributes |= found.keys()
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found[name] for name in ("href", "src", "xlink:href", "action") if name in found]
        self.labels += [found["aria-label"]] if tag == "svg" else []

    def handle_endtag(self, tag: str) -> None:
        self.hidden = False

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.said.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.said))


@pytest.fixture(scope="module")
def worked() -> str:
    return page_of(C1)


def test_it_has_eight_numbered_parts_and_a_contents_list_that_jumps_to_them(worked: str) -> None:
    reader = Reader(worked)

    assert re.findall(r"<h2[^>]*>([^<]+)</h2>", worked) == TITLES
    assert [link for link in reader.links if link.startswith("#")]
    assert {link[1:] for link in reader.links} <= set(reader.ids)


def test_its_sentences_carry_the_numbers_of_the_worked_case(worked: str) -> None:
    text = Reader(worked).text

    assert "Half of the people were through after 29 days" in text
    assert "On average 4 of our people from 3 departments worked on one journey" in text


def test_it_says_between_which_departments_the_worked_case_waited(worked: str) -> None:
    """Four days twice from a check to a question in Eligibility: 8 of 29.125 days, the most of all."""
    text = Reader(worked).text

    assert "Between which departments it waits" in text
    assert (
        "From the person to the person again" in text
    )  # from the payslip on the 17th to the chase on the 24th
    assert "Of every 100 days, 27 passed inside Eligibility." in text


def test_what_cannot_be_told_stands_where_it_belongs_and_is_gathered_with_what_to_record() -> None:
    text = Reader(page_of([Row(journey="J", seq=1, at=BEGIN, kind=ACTIVITY, name="step")])).text

    assert text.count("The log holds no promises to the person. Record what was promised") == 2
    assert "The log names no offices, so there is nothing to compare." in text
    assert "The log is too short to say what changed" in text


def test_a_log_of_three_events_gives_a_page() -> None:
    rows = [Row(journey="J", seq=i, at=BEGIN + i * DAY, kind=ACTIVITY, name=f"step {i}") for i in (1, 2, 3)]

    text = Reader(page_of(rows)).text

    assert "Half of the people were through after 2 days" in text
    assert "1 journey," in text
    assert "A journey in the middle" in text
    assert "A long journey" not in text  # it would be the same one
    assert "From step 1 to step 2" in text


def test_of_every_hundred_days_it_says_whose_turn_and_how_silent(worked: str) -> None:
    """Two questions waited a day each for the person: 2 of 29.125 days; silence is 27.8% there."""
    said = next(label for label in Reader(worked).labels if label.startswith("Of every 100 days. "))

    assert "Whose turn it was: with us 93, with the person 7." in said
    assert "A word from us: silence over five days 28, the rest 72." in said


def ended(number: int, days: float, ending: str | None, goal: float | None = None) -> list[Row]:
    first = Row(
        journey=f"J{number}", seq=1, at=BEGIN + number * DAY, kind=ACTIVITY, name="apply", function="desk"
    )
    work = replace(first, seq=2, at=first.at + days / 2 * DAY, name="check", function="review")
    if ending is None:
        return [first, work]
    last = replace(work, seq=3, at=first.at + days * DAY, kind="journey.ended/1", key=ending, value=goal)
    return [first, work, replace(last, name="decide", direction=Direction.TO)]


def test_endings_stand_beside_what_it_took_and_open_journeys_are_not_passed_over() -> None:
    rows = [
        *[row for number in range(6) for row in ended(number, 10, "permit", 1.0)],
        *[row for number in range(6, 9) for row in ended(number, 4, "refused", 0.0)],
        *ended(9, 80, None),
    ]

    text = Reader(page_of(rows)).text

    assert "Of those whose journey is over, 67% got what they came for." in text
    assert "permit 6 60% 31% to 83% 10 days" in text
    assert "refused 3 30% 11% to 60% 4 days" in text
    assert "still open 1 10%" in text
    assert "A journey in the middle 10 days. Half of the journeys that are over took no longer." in text
    assert "Only journeys that have ended" in text


def test_the_page_tells_the_same_figures_as_the_json(worked: str) -> None:
    figures = as_json(ride_of(record_of(C1)), {}, [])["measures"]
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</th>(.*?)</tr>", worked.split("Every figure", 1)[1], re.S)
    told = {title: re.findall(r"<td class=\"n\"[^>]*>([^<]*)", cells) for title, cells in rows}

    assert isinstance(figures, dict)
    for name, result in figures.items():
        measure = BY_NAME[name]
        if "unmeasurable" in result:
            assert measure.title not in told, name
            continue
        expected = [figure(measure, result[which]) for which in ("mean", "median", "p90")]
        assert [cell.removeprefix("over ") for cell in told[measure.title][:3]] == expected, name


def test_a_share_that_no_journey_has_a_value_of_its_own_for_is_told_of_all_together() -> None:
    """Two contacts each: too few for a journey's own continuity, enough for that of all journeys together."""
    rows = [
        Row(journey=f"J{number}", seq=seq, at=BEGIN + seq * DAY, kind=ACTIVITY, name=f"s{seq}", person=who)
        for number, people in enumerate(("AA", "AB"))
        for seq, who in enumerate(people, 1)
    ]

    text = Reader(page_of(rows)).text

    assert "How concentrated are the contacts on few people? 50% over all journeys together" in text


def test_the_first_page_says_no_more_than_six_sentences(worked: str) -> None:
    told = worked.split('<p class="ride-told">')[1].split("</p>")[0]

    assert 3 <= told.count("<span>") <= 6


HOSTILE = '<script>alert("x")</script>'


def test_hostile_names_are_words_and_nothing_else() -> None:
    rows = [
        Row(
            journey=f"J{number}{HOSTILE}",
            seq=seq,
            at=BEGIN + (number + seq * 2) * DAY,
            kind=ACTIVITY,
            name=f"{HOSTILE} {{{{ 7 * 7 }}}} {seq}",
            person=f"<img src=x onerror=alert(1)>{seq}",
            function=f"\"' onload=alert(1) {HOSTILE}{seq}",
            unit=f"</svg>{HOSTILE}{number % 2}",
        )
        for number in range(60)
        for seq in (1, 2, 3)
    ]

    page = page_of(rows, name=f"{HOSTILE}.csv")

    reader = Reader(page)
    assert "script" not in reader.tags
    assert "img" not in reader.tags
    assert not [name for name in reader.attributes if name.startswith("on")]
    assert HOSTILE in reader.text
    assert "{{ 7 * 7 }}" in reader.text


def test_nothing_is_fetched_from_anywhere(worked: str) -> None:
    reader = Reader(worked)

    assert all(link.startswith("#") for link in reader.links)
    assert not {"script", "link", "img", "iframe", "object", "use", "image"} & set(reader.tags)
    for outside in ("url(", "@import", "src="):
        assert outside not in worked
    assert "http" not in worked.replace('xmlns="http://www.w3.org/2000/svg"', "")


def test_every_picture_says_in_words_what_it_shows(worked: str) -> None:
    reader = Reader(worked)

    assert reader.tags.count("svg") == len(reader.labels)
    assert all(len(label) > 10 for label in reader.labels)


def test_drawings_share_no_ids_and_carry_no_styles_of_their_own(worked: str) -> None:
    reader = Reader(worked)

    assert len(reader.ids) == len(set(reader.ids))
    assert "style" not in reader.attributes


def test_our_own_record_is_not_called_a_log() -> None:
    ride = ride_of(record_of(C1))
    ours = replace(ride, carried=replace(ride.carried, source=OUR_RECORD))

    found = {part.id: part for part in parts(Material(name="", ride=ours, threads=()))}

    assert found["untold"].title == "What our record cannot tell"
    assert "Our record names no offices, so there is nothing to compare." in found["hallway"].body
    assert "Name a column" not in found["hallway"].body
    assert "our record decides that order" in found["method"].body


def test_units_that_were_compared_on_every_measure_are_not_compared_again() -> None:
    rows = [
        replace(row, unit=f"office {number % 2}")
        for number in range(30)
        for row in ended(number, 4 + number, "permit", 1.0)
    ]
    ride = ride_of(record_of(rows))

    every = every_walk(ride, ())

    assert walks_of(ride, (), every) == walks_of(ride)
    known = NotWalked(measure="elapsed_days", why="it was compared before.")
    assert "it was compared before." in [
        walk.why
        for walk in walks_of(ride, (), {**every, "elapsed_days": known})
        if isinstance(walk, NotWalked)
    ]


def test_on_paper_it_says_that_something_was_folded() -> None:
    page = page_of(C1)

    assert ".ride .ride-paper { display: none; }" in page
    assert "left out on paper" in page
