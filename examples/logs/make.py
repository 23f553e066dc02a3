"""Makes `garden-permits.csv`: a believable log from the case system of a small council. Same seed, same file.

    python examples/logs/make.py

Residents ask to build a shed, a fence or a garden room. The file looks like what such systems export: a
semicolon, summer and winter time, `EMPTY` where no team is set, a lifecycle with starts and completions for
the longer steps, bookings done by SYSTEM, and steps that come back.
"""

import csv
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

SEED = 20_260_302
APPLICATIONS = 420
FIRST_DAY = datetime(2025, 1, 6, 8, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))
HERE = Path(__file__).resolve().parent
HEADER = ("Application no", "Activity", "Event time", "Status", "Employee", "Team", "Area")

TEAMS = {
    "Front desk": ("M. Adeyemi", "L. Brandt", "P. Castle"),
    "Registration": ("S. Dogan", "K. Evers"),
    "Building control": ("J. Fry", "N. Grewal", "T. Hughes", "R. Ivanova"),
    "Trees and landscape": ("C. Jones", "B. Kaya"),
    "Planning": ("D. Lund", "E. Mensah", "F. Novak"),
    "Legal": ("G. Osei",),
    "Payments": ("H. Pratt", "SYSTEM"),
}
AREAS = ("North", "Riverside", "Old Town")


@dataclass
class Case:
    """One application on its way: where its clock stands and what was written about it."""

    number: str
    area: str
    now: datetime
    chance: random.Random
    rows: list[tuple[str, ...]]

    def wait(self, days: float) -> None:
        """Let time pass; nobody works at the weekend."""
        self.now += timedelta(days=self.chance.expovariate(1 / days))
        while self.now.weekday() > 4:
            self.now += timedelta(days=1)
        self.now = self.now.replace(hour=self.chance.randint(8, 16), minute=self.chance.randint(0, 59))

    def write(self, activity: str, team: str, *, status: str = "complete", who: str = "") -> str:
        """One line in the system. Teams are forgotten now and then."""
        person = who or self.chance.choice(TEAMS[team])
        shown = "EMPTY" if self.chance.random() < 0.08 else team
        at = self.now.isoformat(sep=" ", timespec="seconds")
        self.rows.append((self.number, activity, at, status, person, shown, self.area))
        return person

    def work(self, activity: str, team: str, days: float) -> None:
        """A longer piece of work: started, and completed by the same person."""
        person = self.write(activity, team, status="start")
        self.wait(days)
        self.write(activity, team, who=person)


def application(number: int, chance: random.Random) -> list[tuple[str, ...]]:
    """One application from the desk to the decision."""
    begun = FIRST_DAY + timedelta(days=chance.uniform(0, 400))
    case = Case(f"GP-{2025_0000 + number}", chance.choice(AREAS), begun, chance, [])
    case.wait(0.2)
    case.write("Application received", "Front desk")
    case.now += timedelta(seconds=chance.choice((0, 0, 40)))
    case.write("Fee booked", "Payments", who="SYSTEM")
    case.wait(2)
    case.write("Register application", "Registration")
    while chance.random() < 0.35:
        case.wait(3)
        case.write("Ask for missing drawing", chance.choice(("Registration", "Building control")))
        case.wait(9)
        case.write("Drawing received", "Front desk")
    case.wait(6)
    case.work("Check drawing", "Building control", 4)
    if chance.random() < 0.4:
        case.wait(8)
        case.work("Advice on trees", "Trees and landscape", 6)
        if chance.random() < 0.5:
            case.wait(3)
            case.work("Check drawing", "Building control", 3)
    if chance.random() < 0.15:
        case.wait(10)
        case.write("Legal advice", "Legal")
    case.wait(7)
    case.work("Prepare decision", "Planning", 5)
    if chance.random() < 0.2:
        case.wait(2)
        case.work("Prepare decision", "Planning", 4)
    case.wait(1)
    granted = chance.random() < 0.86
    case.write("Permit granted" if granted else "Permit refused", "Planning")
    case.wait(1.5)
    case.write("Letter sent", "Front desk")
    return case.rows


def main() -> None:
    """Write the file beside this script, in the order of time as a system would export it."""
    chance = random.Random(SEED)  # noqa: S311 - made-up data
    rows = [row for number in range(1, APPLICATIONS + 1) for row in application(number, chance)]
    rows.sort(key=lambda row: datetime.fromisoformat(row[2]))
    with (HERE / "garden-permits.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter=";", lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
