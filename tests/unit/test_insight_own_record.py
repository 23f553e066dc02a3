"""What is said of a log, said of the service's own record, which nobody brought as a file or maps."""

from dataclasses import fields, replace

import pyarrow as pa
import pytest

from throughline.insight.hallway_walk import hallway_of
from throughline.insight.measures.carried import OUR_RECORD, Carried
from throughline.insight.measures.catalogue import BY_NAME, MEASURES
from throughline.insight.report.halls import halls

A_LOG = Carried(**{one.name: 0 for one in fields(Carried) if one.name != "source"})
"""It carries nothing at all."""
OURS = replace(A_LOG, source=OUR_RECORD)


@pytest.mark.parametrize(
    ("measure", "of_a_log", "of_our_own"),
    [
        (
            "handoffs_function",
            "The log does not name departments. Record for each event the department that worked.",
            "Our record does not name departments. Record for each event the department that worked.",
        ),
        (
            "promises_kept",
            "The log holds no promises to the person. Record what was promised, by when, and when it was "
            "kept; or list them under `promises` in a mapping file.",
            "Our record holds no promises to the person. Record what was promised, by when, and when it was "
            "kept.",
        ),
        (
            "goal_reached",
            "The log does not say whether people got what they came for. List the endings, and which of them "
            "are `goals`, in a mapping file; or look back at each journey and record its outcome.",
            "Our record does not say whether people got what they came for. Look back at each journey and "
            "record its outcome.",
        ),
        (
            "turn_elsewhere",
            "The log does not say when somebody else had to act. List the departments or activities of "
            "others under `elsewhere` in a mapping file.",
            "Our record does not say when somebody else had to act.",
        ),
        (
            "self_loops",
            "The log does not name the work that was done.",
            "Our record does not name the work that was done.",
        ),
    ],
)
def test_what_lacks_is_said_of_our_own_record_without_a_mapping_file(
    measure: str, of_a_log: str, of_our_own: str
) -> None:
    assert BY_NAME[measure].why_not(A_LOG) == of_a_log
    assert BY_NAME[measure].why_not(OURS) == of_our_own


def test_no_reason_of_any_measure_speaks_of_a_log_or_of_a_mapping_then() -> None:
    reasons = [why for one in MEASURES if (why := one.why_not(OURS))]

    assert len(reasons) > 10
    for reason in reasons:
        assert reason.startswith("Our record ")
        assert "mapping" not in reason
        assert "`" not in reason
        assert "log" not in reason.lower().split()


def test_what_a_measure_rests_on_is_our_record_then() -> None:
    for measure in MEASURES:
        assert "the log" not in measure.basis(OURS)

    assert "because our record does not name people" in BY_NAME["self_loops"].basis(OURS)
    assert "because the log does not name people" in BY_NAME["self_loops"].basis(A_LOG)


def test_offices_compared_in_our_record_are_not_compared_in_a_log_and_keep_their_names() -> None:
    journeys = pa.table(
        {
            "journey": [f"{i:03}" for i in range(80)],
            "unit": ["At the log", "west"] * 40,
            "people": [1.0, 2, 3, 2, 1] * 16,
            "asks": [1.0, 0, 2, 2, 1] * 16,
        }
    )
    walks = [hallway_of(journeys, measure) for measure in ("people", "asks")]

    (log, _), (ours, next_) = halls(walks), halls(walks, OUR_RECORD)

    assert log.notes == ("Not adjusted: the log names no case mix.",)
    assert ours.notes == ("Not adjusted: our record names no case mix.",)
    assert next_.notes == ()  # said of the first
    assert ours.distance is not None
    assert "Not explained by our record" in [row[0] for row in ours.distance.rows]
    assert any("our record" in said for said in ours.distance.says)
    assert "our record" in ours.distance.picture.wide
    assert ours.rows[0][0] == "At the log"
