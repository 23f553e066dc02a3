"""`throughline ride` as somebody types it: figures, a page, JSON, and a sentence when something is wrong."""

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
PERMITS = REPOSITORY / "examples" / "logs" / "garden-permits.csv"
NAMES = {
    "elapsed_days", "functions", "people", "handoffs_function", "handoffs_person", "rework_repeat",
    "rework_redo", "self_loops", "longest_silence_days", "silence_share", "first_word_days", "coc", "secon",
    "upc", "asks", "repeated_asks", "promises_kept", "goal_reached", "time_to_certainty_days",
    "next_word_days", "returns_person", "returns_function", "inbound", "failure_demand", "channel_switches",
    "promises_renegotiated", "people_14_days", "turn_with_us", "turn_with_you", "turn_elsewhere",
    "waiting_share", "touch_hours", "touch_business_hours",
}  # fmt: skip


def ride(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("throughline")), "ride", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict]:
    out = tmp_path_factory.mktemp("ride") / "ride.json"
    assert ride(PERMITS, "--json", out).returncode == 0
    return json.loads(out.read_text())


def test_a_newcomers_first_ride_needs_nothing_else() -> None:
    done = ride(PERMITS)

    assert done.returncode == 0
    assert done.stderr == ""
    assert "420 journeys" in done.stdout
    assert "Half of the people were through after" in done.stdout
    assert "case: column Application no (by its name)" in done.stdout
    assert "Not measurable: promises kept" in done.stdout


def test_json_has_every_measure_by_its_exact_name(figures: dict[str, dict]) -> None:
    assert figures["measures"].keys() == NAMES
    for result in figures["measures"].values():
        assert "unmeasurable" in result or {"mean", "median", "p90", "n", "basis"} <= result.keys()


def test_json_says_what_the_log_is(figures: dict[str, dict]) -> None:
    log = figures["log"]

    assert log["events"] == 4956
    assert log["journeys"] == 420
    assert datetime.fromisoformat(log["from"]) < datetime.fromisoformat(log["to"])
    assert log["columns"]["person"] == "Employee"
    assert {"what", "count", "where"} <= log["problems"][0].keys()


def test_json_can_go_to_the_terminal_alone() -> None:
    done = ride(PERMITS, "--json", "-")

    assert json.loads(done.stdout)["log"]["journeys"] == 420


def test_a_mapping_makes_silence_and_repeated_questions_measurable(tmp_path: Path) -> None:
    mapping = PERMITS.with_suffix(".yaml")

    done = ride(PERMITS, "--mapping", mapping, "--json", "-")

    unmeasured = {name for name, m in json.loads(done.stdout)["measures"].items() if "unmeasurable" in m}
    assert unmeasured == {  # the mapping tells no promises, endings or channels
        "promises_kept", "promises_renegotiated", "time_to_certainty_days", "goal_reached",
        "channel_switches", "people_14_days", "turn_elsewhere",
    }  # fmt: skip


def test_the_page_stands_by_itself(tmp_path: Path) -> None:
    page = tmp_path / "ride.html"

    done = ride(PERMITS, "--html", page)

    text = page.read_text()
    assert done.returncode == 0
    assert "What it is like to be on the receiving end" in text
    assert text.count("<svg") > 4
    assert text.count("href=") == text.count('href="#')  # links lead to other places on the page only
    for outside in ("src=", "url(", "@import", "<script"):
        assert outside not in text


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere.csv"], "There is no file nowhere.csv"),
        ([PERMITS, "--zone", "Mars"], "no time zone called 'Mars'"),
        ([PERMITS, "--case", "Nummer"], "has no column 'Nummer'"),
        ([PERMITS, "--mapping", "nowhere.yaml"], "There is no mapping file nowhere.yaml"),
        ([PERMITS, "--html", "/nowhere/at/all/ride.html"], "There is no folder /nowhere/at/all"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(arguments: list[object], sentence: str) -> None:
    done = ride(*arguments)

    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_offices_are_compared_on_every_measure(figures: dict[str, dict]) -> None:
    days = {office["unit"]: office for office in figures["units"]["elapsed_days"]}

    assert days.keys() == {"North", "Old Town", "Riverside"}
    assert sum(office["n"] for office in days.values()) == 420
    assert {"unit", "n", "raw", "adjusted", "shrunk", "lower", "upper", "p_best"} == days.popitem()[1].keys()


def test_a_case_attribute_can_take_the_place_of_the_office(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text("columns: {journey: case, name: what, at: at, unit: office}\nattributes: [kind]\n")
    log = tmp_path / "log.csv"
    kinds = ["shed", "fence"]
    rows = [
        f"{case},{what},2026-03-0{day}T09:00:00Z,north,{kinds[case % 2]}\n"
        for case in range(40)
        for what, day in (("apply", 1), ("decide", 2 + case % 5))
    ]
    log.write_text("case,what,at,office,kind\n" + "".join(rows))

    done = ride(log, "--mapping", mapping, "--units", "kind", "--json", "-")

    assert {office["unit"] for office in json.loads(done.stdout)["units"]["elapsed_days"]} == {
        "shed",
        "fence",
    }


def test_units_are_not_adjusted_for_what_tells_them_apart(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text("columns: {journey: case, name: what, at: at}\nattributes: [kind]\n")
    log = tmp_path / "log.csv"
    rows = [
        f"{case},{what},2026-03-{day:02d}T09:00:00Z,{'shed' if case % 2 else 'fence'}\n"
        for case in range(60)
        for what, day in (("apply", 1), ("decide", 2 + case % 5 + 9 * (case % 2)))
    ]
    log.write_text("case,what,at,kind\n" + "".join(rows))

    done = ride(log, "--mapping", mapping, "--units", "kind", "--json", "-")

    for unit in json.loads(done.stdout)["units"]["elapsed_days"]:
        assert unit["adjusted"] == pytest.approx(unit["raw"])


def test_an_attribute_that_is_not_there_is_refused_with_those_that_are() -> None:
    done = ride(PERMITS, "--units", "colour", "--json", "-")

    assert done.returncode != 0
    assert "There is no case attribute 'colour' to compare by" in done.stderr


def test_measures_are_split_by_ending_with_the_burden_beside_it(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(
        "columns: {journey: case, name: what, at: at}\nendings: {grant: granted, refuse: refused}\n"
        "goals: [granted]\n"
    )
    log = tmp_path / "log.csv"
    rows = [
        f"{case},{what},2026-03-{day:02}T09:00:00Z\n"
        for case in range(40)
        for what, day in (("apply", 1), ("grant", 11) if case % 4 else ("refuse", 3))
    ]
    log.write_text("case,what,at\n" + "".join(rows))

    said = ride(log, "--mapping", mapping, "--by", "ending").stdout
    groups = json.loads(ride(log, "--mapping", mapping, "--by", "ending", "--json", "-").stdout)["by"][
        "groups"
    ]

    assert {
        group["group"]: (group["n"], group["measures"]["elapsed_days"]["median"]) for group in groups
    } == {
        "granted": (30, 10.0),
        "refused": (10, 2.0),
    }
    assert "granted (30 journeys): half up to 10 days" in " ".join(said.split())


def test_a_split_by_what_nobody_knows_is_refused() -> None:
    done = ride(PERMITS, "--by", "colour")

    assert done.returncode != 0
    assert "Journeys cannot be split by 'colour'" in " ".join(done.stderr.split())


def test_the_engine_of_measures_is_not_loaded_before_the_command_runs():
    said = "import sys, throughline.cli.ride; print({'ibis', 'scipy', 'pandas', 'rich'} & set(sys.modules))"

    shown = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)

    assert shown.stdout.strip() == "set()"


def test_comparing_units_does_not_load_pandas(tmp_path: Path) -> None:
    out, mapping = tmp_path / "ride.json", PERMITS.with_suffix(".yaml")
    words = ["throughline", "ride", str(PERMITS), "--mapping", str(mapping), "--json", str(out)]
    said = (
        f"import sys, throughline.cli; sys.argv = {words!r}\n"
        "try:\n    throughline.cli.main()\n"
        "finally:\n    print('pandas' in sys.modules)"
    )

    shown = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)

    assert json.loads(out.read_text())["units"]["elapsed_days"]
    assert shown.stdout.strip().endswith("False")


@pytest.fixture(scope="module")
def one_sends_away(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """Three offices of 60 journeys. The north sends everybody away at once, and is no best."""
    folder = tmp_path_factory.mktemp("offices")
    log, mapping = folder / "log.csv", folder / "mapping.yaml"
    mapping.write_text(
        "columns: {journey: case, name: what, at: at, unit: office}\n"
        "endings: {grant: granted, withdraw: withdrawn}\ngoals: [granted]\n"
    )
    ends = (("south", "grant", 10), ("east", "grant", 20), ("north", "withdraw", 2))
    rows = [
        f"{office}{case},{what},2026-03-{day:02}T09:00:00Z,{office}\n"
        for office, end, first in ends
        for case in range(60)
        for what, day in (("apply", 1), (end, first + case % 4))
    ]
    log.write_text("case,what,at,office\n" + "".join(rows))
    return ride(log, "--mapping", mapping, "--unit", "office", "--json", folder / "ride.json")


def test_the_figures_say_who_may_be_named_the_best_and_why_nobody_is(
    one_sends_away: subprocess.CompletedProcess[str],
) -> None:
    figures = json.loads(Path(one_sends_away.args[-1]).read_text())

    took = figures["rankings"]["elapsed_days"]
    chances = {office["unit"]: office["p_best"] for office in figures["units"]["elapsed_days"]}
    assert (took["best"], took["worst"], took["bottom"]) == (None, "east", ["east"])
    assert "north" not in took["top"]
    assert took["why_not"].startswith("north comes out first and is not called the best")
    assert took["reliability"] > 0.9
    assert chances["north"] is None
    assert None not in (chances["south"], chances["east"])


def test_the_terminal_gives_the_same_verdict(one_sends_away: subprocess.CompletedProcess[str]) -> None:
    said = " ".join(one_sends_away.stdout.split())

    assert "At “north” 100% of journeys are still open or ended without the goal" in said
    assert "north comes out first and is not called the best" in said
    assert "north is most likely the best" not in said
    assert "east is most likely the last" in said


def test_offices_that_nobody_asked_about_are_only_said_to_be_there() -> None:
    done = ride(PERMITS)

    assert "3 offices: --html and --json compare them." in done.stdout
    assert "Offices side by side" not in done.stdout


def test_where_nothing_took_any_time_no_minute_is_invented_and_nobody_waited_longer(tmp_path: Path) -> None:
    log = tmp_path / "stamped.csv"
    rows = [f"{case},{step},2026-03-02T09:00:00Z" for case in range(20) for step in ("apply", "decide")]
    log.write_text("\n".join(["case_id,activity,timestamp", *rows]))

    said = " ".join(ride(log).stdout.split())

    assert "Half of the people were through after 0 minutes, and so were nine in ten." in said
    assert "1 minute" not in said
    assert "waited longer" not in said


def test_where_the_slowest_look_like_the_rest_nobody_is_said_to_have_waited_longer(tmp_path: Path) -> None:
    log = tmp_path / "alike.csv"
    ends = [f"{case},decide,2026-03-07T{9 + case % 3:02}:00:00Z" for case in range(20)]
    begins = [f"{case},apply,2026-03-02T09:00:00Z" for case in range(20)]
    log.write_text("\n".join(["case_id,activity,timestamp", *begins, *ends]))

    said = " ".join(ride(log).stdout.split())

    assert "Half of the people were through after 5 days, and so were nine in ten." in said
    assert "waited longer" not in said


def test_a_single_journey_is_not_said_in_the_plural(tmp_path: Path) -> None:
    log = tmp_path / "one.csv"
    log.write_text("case_id,activity,timestamp\n7,apply,2026-03-02T09:00:00Z\n")

    said = " ".join(ride(log).stdout.split())

    assert "1 event · 1 journey ·" in said
