"""How fast a simulated past goes into the database: record, content and every read table, by COPY.

Run as: python -m benchmarks.load [JOURNEYS]

Generating the past is timed apart: it is not loading. At least 10,000 events per second are wanted.
"""

import sys
import time

from benchmarks.with_service import EXAMPLE, a_service

JOURNEYS = 500
SLOWEST = 10_000


def main(journeys: int = JOURNEYS) -> None:
    with a_service():
        from throughline.actions.load import PastContent, PastJourney, load_past
        from throughline.blueprint.reading import read_design
        from throughline.clock import now
        from throughline.simulate import simulate

        design = read_design(EXAMPLE)
        began = time.perf_counter()
        past = [
            PastJourney(
                journey=one.id,
                events=tuple(one.events),
                contents=[
                    PastContent(id=held.id, kind=held.kind, body=held.body, made_at=held.at)
                    for held in one.contents
                ],
            )
            for one in simulate(design, seed=1, journeys=journeys, until=now())
        ]
        generated = time.perf_counter() - began
        began, used = time.perf_counter(), time.process_time()
        events = load_past(past, design, told=lambda more: None)
        loaded, busy = time.perf_counter() - began, time.process_time() - used
    print(f"events                  {events:10,}")
    print(f"generated, events/s     {events / generated:10,.0f}")
    print(f"loaded, events/s        {events / loaded:10,.0f}    (at least {SLOWEST:,})")
    print(f"of which this process   {busy / loaded:10.0%}    of the time")
    if events / loaded < SLOWEST:
        raise SystemExit(1)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
