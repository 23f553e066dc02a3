"""Who guides at an office, and how much each carries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from throughline.ids import StaffId, UnitId
from throughline.queries.workspace_sql import ask


@dataclass(frozen=True, kw_only=True)
class GuideLoad:
    """How much one guide carries now. Counted up to `MOST`, so that an office of any size answers quickly."""

    staff: StaffId
    name: str
    initials: str
    away: bool
    cases: int
    standing_in: int
    unanswered: int


MOST = 5000


def guides_of(units: Iterable[UnitId], *, at: datetime) -> tuple[GuideLoad, ...]:
    """Everybody who guides at these offices, the least loaded first, those who are away last."""
    found = ask(
        """
        with mine as (select guide, stand_in, unanswered from journey
                       where unit = any(%(units)s) and ended_at is null limit %(most)s)
        select s.id, s.name, s.initials,
               coalesce(s.absent_from <= %(today)s
                        and coalesce(s.absent_until, 'infinity') >= %(today)s, false) as away,
               (select count(*) from mine where guide = s.id) as cases,
               (select count(*) from mine where stand_in = s.id) as standing_in,
               (select count(*) from mine where guide = s.id and unanswered > 0) as unanswered
        from staff s
        where s.units && %(units)s and 'guide' = any(s.roles)
        order by away, cases, s.name
        """,
        {"units": list(units), "today": at.date(), "most": MOST},
    )
    return tuple(
        GuideLoad(
            staff=StaffId(one["id"]),
            name=one["name"],
            initials=one["initials"],
            away=one["away"],
            cases=one["cases"],
            standing_in=one["standing_in"],
            unanswered=one["unanswered"],
        )
        for one in found
    )
