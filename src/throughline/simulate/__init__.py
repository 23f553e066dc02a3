"""A believable service from a seed, driven by the same decisions that people drive."""

from throughline.simulate.simulated import (
    SimulatedContent,
    SimulatedDocument,
    SimulatedJourney,
    SimulatedPerson,
    SimulatedStaff,
)
from throughline.simulate.simulation import simulate
from throughline.simulate.staff import staff_of

__all__ = [
    "SimulatedContent",
    "SimulatedDocument",
    "SimulatedJourney",
    "SimulatedPerson",
    "SimulatedStaff",
    "simulate",
    "staff_of",
]
