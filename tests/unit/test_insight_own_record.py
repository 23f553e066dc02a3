"""What is said of a log, said of the service's own record."""

from dataclasses import fields

import pytest

from throughline.insight.measures.carried import Carried
from throughline.insight.measures.catalogue import MEASURES
from throughline.insight.report.own_record import of_our_record


@pytest.mark.parametrize(
    ("of_a_log", "of_our_own"),
    [
        ("The log does not name departments.", "Our record does not name departments."),
        (
            "over all 7 events, because the log does not say it",
            "over all 7 events, because our record does not say it",
        ),
        (
            "The log holds no promises. Record them; or list them under `promises` in a mapping file.",
            "Our record holds no promises. Record them.",
        ),
        (
            "The log does not say it. List the endings, and the `goals`, in a mapping file; or look back at "
            "each journey and record its outcome.",
            "Our record does not say it. Look back at each journey and record its outcome.",
        ),
        (
            "The log does not say it. List the departments of others under `elsewhere` in a mapping file.",
            "Our record does not say it.",
        ),
        ("A catalogue of logs, and a log of its own.", "A catalogue of logs, and a log of its own."),
    ],
)
def test_a_sentence_about_a_log_is_said_of_our_own_record(of_a_log: str, of_our_own: str) -> None:
    assert of_our_record(of_a_log) == of_our_own


NOTHING = Carried(**{one.name: 0 for one in fields(Carried)})
"""A record that carries nothing at all."""


def test_no_reason_of_any_measure_speaks_of_a_log_or_of_a_mapping_then() -> None:
    reasons = [why for one in MEASURES if (why := one.why_not(NOTHING))]

    assert len(reasons) > 10
    for reason in map(of_our_record, reasons):
        assert "mapping" not in reason
        assert "`" not in reason
        assert "log" not in reason.lower().split()
