"""A ride is kept as a file and tells the same afterwards."""

from pathlib import Path

from throughline.insight.ride import ride_of
from throughline.insight.ride_file import journeys_in, read_ride, write_ride
from throughline.intake.mapping_file import read_mapping
from throughline.intake.read import read_log

LOGS = Path(__file__).resolve().parents[2] / "examples" / "logs"


def test_a_kept_ride_tells_the_same(tmp_path: Path) -> None:
    log = read_log(LOGS / "garden-permits.csv", read_mapping(LOGS / "garden-permits.yaml"))
    ride = ride_of(log.record, journeys=log.journeys)

    write_ride(tmp_path / "ride", ride, ["kind"])
    kept, mix = read_ride(tmp_path / "ride")

    assert journeys_in(tmp_path / "ride") == ride.size
    assert kept.journeys.equals(ride.journeys)
    assert (kept.carried, kept.measures, mix) == (ride.carried, ride.measures, ("kind",))
