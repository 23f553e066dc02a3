"""A log and its ride in Python: frames that say what they rest on, and a page for a notebook."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

import throughline as tl
from throughline.insight.measures.catalogue import MEASURES

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "logs"
PERMITS = EXAMPLES / "garden-permits.csv"
MET = EXAMPLES / "garden-permits.yaml"

SMALL = """\
case,activity,time,who,office
A,apply,2026-03-02T09:00:00Z,Ben,north
A,decide,2026-03-04T09:00:00Z,Chidi,north
B,apply,2026-03-02T09:00:00Z,Ben,south
B,decide,2026-03-08T09:00:00Z,Ben,south
"""


@pytest.fixture(scope="module")
def permits():
    return tl.read_log(PERMITS, MET)


@pytest.fixture
def small(tmp_path):
    (tmp_path / "small.csv").write_text(SMALL)
    return tl.read_log(tmp_path / "small.csv", {"columns": {"person": "who", "unit": "office"}})


def test_importing_the_package_loads_no_analysis_and_no_django():
    said = "import sys, throughline; print({'ibis', 'django', 'pandas', 'duckdb'} & set(sys.modules))"

    shown = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)

    assert shown.stdout.strip() == "set()"


def test_reading_and_measuring_loads_no_django_and_no_pandas():
    said = (
        f"import sys, throughline as tl; tl.read_log({str(PERMITS)!r}).ride(); "
        "print({'django', 'pandas', 'scipy', 'sklearn', 'altair'} & set(sys.modules))"
    )

    shown = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)

    assert shown.stdout.strip() == "set()"


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'red_log'"):
        tl.red_log  # noqa: B018


def test_the_names_of_the_package_can_be_looked_up():
    assert {"read_log", "Log", "Ride", "Mapping", "Refused"} <= set(dir(tl))


def test_events_are_a_frame_in_utc_without_empty_columns(small):
    events = small.events()

    assert list(events["name"]) == ["apply", "decide", "apply", "decide"]
    assert str(events["at"].dt.tz) == "UTC"
    assert "channel" not in events.columns
    assert small.columns == {
        "journey": "case",
        "name": "activity",
        "at": "time",
        "person": "who",
        "unit": "office",
    }


def test_problems_are_a_frame(permits):
    found = permits.problems

    assert list(found.columns) == ["count", "what", "where", "examples"]
    assert found["count"].min() > 0


def test_a_ride_has_a_row_per_journey_and_a_row_per_measure(small):
    ride = small.ride()

    assert list(ride.journeys.index) == ["A", "B"]
    assert list(ride.journeys["elapsed_days"]) == [2.0, 6.0]
    assert list(ride.measures.index) == [measure.name for measure in MEASURES]
    assert ride.measures.loc["elapsed_days", ["n", "mean", "median"]].tolist() == [2, 4.0, 4.0]


def test_journeys_show_measures_and_facts_but_no_sums_on_the_way(small):
    columns = set(small.ride().journeys.columns)

    assert {"start", "last", "events", "unit", "elapsed_days", "people"} <= columns
    assert not {"elapsed", "contacts", "squares"} & columns


def test_a_log_can_be_written_as_parquet_and_read_again(permits, tmp_path):
    permits.to_parquet(tmp_path / "parts", parts=3)

    again = tl.read_log(tmp_path / "parts")

    assert len(list((tmp_path / "parts").iterdir())) == 3
    assert again.ride().found.measures == permits.ride().found.measures


def test_what_cannot_be_told_says_why_and_has_no_figures(small):
    untold = small.ride().measures.loc["promises_kept"]

    assert "holds no promises" in untold["why"]
    assert untold[["n", "mean"]].isna().all()


def test_a_ride_is_computed_once(small):
    assert small.ride() is small.ride()


def test_measures_stand_beside_each_other_by_a_column(small):
    by_office = small.ride().by("unit")

    assert by_office.loc[("elapsed_days", "north"), "mean"] == 2.0
    assert by_office.loc[("elapsed_days", "south"), "mean"] == 6.0


def test_a_column_that_journeys_do_not_carry_is_refused_with_those_they_do(small):
    with pytest.raises(tl.Refused, match=r"carry no 'colour'\. They can be told apart by: unit"):
        small.ride().by("colour")


def test_units_are_compared_with_a_caution(permits):
    units = permits.ride().units("elapsed_days")

    assert list(units.index) == ["North", "Old Town", "Riverside"]
    assert {"n", "raw", "shrunk", "lower", "upper"} <= set(units.columns)
    assert "never shown to be caused" in units.attrs["caution"]


def test_journeys_under_way_have_a_row_with_what_to_expect(permits):
    middle = permits.ride().found.first + timedelta(days=300)

    told = permits.ride().expect(at=middle)

    assert 0 < len(told) < 420
    known = told.dropna(subset=["half", "nine_in_ten"])
    assert len(known) > 0
    assert (known["half"] <= known["nine_in_ten"]).all()


def test_a_log_in_which_nothing_is_under_way_is_refused(small):
    with pytest.raises(tl.Refused):
        small.ride().expect()


def test_the_report_is_written_as_one_page(permits, tmp_path):
    written = permits.ride().report(tmp_path / "ride.html")

    assert written.read_text(encoding="utf-8").startswith("<!")


def test_a_notebook_shows_sentences_and_a_table(permits):
    shown = permits.ride()._repr_html_()

    assert "Half of the people were through after 42 days" in shown
    assert "<td" in shown
    assert "Not measurable: promises kept" in shown


def test_what_comes_from_a_log_is_escaped_in_a_notebook(tmp_path):
    file = tmp_path / "<b>.csv"
    file.write_text(SMALL.replace("office", "<i>office</i>"))

    log = tl.read_log(file, {"columns": {"unit": "<i>office</i>"}})

    assert "<i>" not in log._repr_html_()
    assert "<b>" not in log.ride()._repr_html_()
    assert "&lt;i&gt;office" in log._repr_html_()


def test_the_short_form_says_the_sentences(small):
    assert repr(small.ride()).startswith("<Ride small.csv: 4 events, 2 journeys>\nHalf of the people")
    assert repr(small) == "<Log small.csv: person, unit, journey, name, at; 0 problems>"


def test_a_mapping_that_is_wrong_is_refused_by_its_key(tmp_path):
    (tmp_path / "small.csv").write_text(SMALL)

    with pytest.raises(tl.Refused, match="colums"):
        tl.read_log(tmp_path / "small.csv", {"colums": {}})


def test_what_is_only_known_to_be_longer_is_not_given_as_a_number(tmp_path):
    """Eight were decided after a few days; four have been open since the first of the log."""
    rows = [
        f"{case},{what},2026-03-{day:02}T09:00:00Z\n"
        for case in range(12)
        for what, day in (("apply", 2), ("decide" if case < 8 else "look", 4 + case))
    ]
    (tmp_path / "open.csv").write_text("case,activity,time\n" + "".join(rows))
    mapping = {"endings": {"decide": "decided"}}

    shown = tl.read_log(tmp_path / "open.csv", mapping).ride()._repr_html_()

    headings = shown[shown.index("half up to") :].partition("</tr>")[0].count("</th>")
    took = shown[shown.index("How long does it take?") :].partition("</tr>")[0]
    assert ">over " in took
    assert ">12<" in took
    assert took.count("</td>") == headings + 1  # the question, and a figure under every heading


def test_what_one_types_is_marked_in_a_notebook(small):
    assert "<code>promises</code>" in small.ride()._repr_html_()
