"""One of everything, with words that could be real, to see the whole house style on one page."""

from datetime import UTC, datetime

from throughline.ui.fields import Choice, Field, FieldKind
from throughline.ui.marks import Mark
from throughline.ui.values import (
    Identity,
    Letter,
    Moment,
    NavigationGroup,
    NavigationItem,
    Problem,
    Row,
    Task,
)

MORNING = datetime(2026, 12, 4, 9, 30, tzinfo=UTC)
NEXT_DAY = datetime(2026, 12, 5, 14, 0, tzinfo=UTC)

QUESTIONS = (
    Field(name="alcohol", label="Will you sell alcohol?", kind=FieldKind.YES_NO, hint="Wine and beer count."),
    Field(
        name="kind",
        label="What kind of food business is it?",
        kind=FieldKind.CHOICE,
        choices=(
            Choice(value="cafe", label="Café or restaurant", hint="People eat where you cook"),
            Choice(value="van", label="Van or stall"),
        ),
        error="Choose what kind of food business it is",
    ),
    Field(
        name="days",
        label="Which days will you open?",
        kind=FieldKind.CHOICES,
        choices=(Choice(value="week", label="Weekdays"), Choice(value="weekend", label="Weekends")),
        values=("week",),
    ),
    Field(
        name="zone",
        label="Which time zone are you in?",
        kind=FieldKind.SELECT,
        choices=(Choice(value="london", label="London"), Choice(value="lagos", label="Lagos")),
        value="lagos",
    ),
    Field(name="name", label="Business name", value="Amara's Kitchen"),
    Field(name="why", label="Tell us about your kitchen", kind=FieldKind.LONG_TEXT, most=500),
    Field(name="seats", label="How many seats?", kind=FieldKind.NUMBER, width=4, suffix="seats"),
    Field(name="rent", label="Monthly rent", kind=FieldKind.MONEY, width=10, prefix="£"),
    Field(
        name="opens",
        label="When would you like to open?",
        kind=FieldKind.DATE,
        hint="For example, 4 12 2026",
        parts={"day": "31", "month": "11", "year": "2026"},
        error="31 November is not a date. November has 30 days",
    ),
    Field(name="email", label="Email address", kind=FieldKind.EMAIL),
    Field(name="phone", label="Phone number", kind=FieldKind.PHONE, width=20),
    Field(name="where", label="Where is your kitchen?", kind=FieldKind.ADDRESS),
    Field(name="plan", label="Your kitchen plan", kind=FieldKind.DOCUMENT, hint="A photo is fine."),
)

ROWS = (
    Row(key="Business name", value="Amara's Kitchen", hint="You told us on 2 November", change_url="#"),
    Row(key="Address", value="12 Market Street\nLeeds\nLS1 4AP", change_url="#"),
    Row(key="Opening date", value="", missing=True, change_url="#", change_text="Answer"),
)

TASKS = (
    Task(title="Tell us about your business", url="#", mark=Mark.DONE),
    Task(title="Send your kitchen plan", url="#", hint="A photo is fine", mark=Mark.WITH_YOU),
    Task(title="We look at your plan", mark=Mark.WITH_US, hint="You hear from us by Friday 4 December"),
    Task(title="Fire safety visit", mark=Mark.WITH_SOMEONE_ELSE),
    Task(title="Your licence", mark=Mark.NOT_YET),
)

MOMENTS = (
    Moment(
        title="We looked at your plan",
        at=NEXT_DAY,
        by="Chidi, plan review",
        text="The sink needs to move nearer the door.",
        mark=Mark.KEPT,
    ),
    Moment(title="You sent your kitchen plan", at=MORNING, by="Amara"),
)

LETTERS = (
    Letter(text="Does my plan need to show the fridge?", sender="You", at=MORNING, sent=True),
    Letter(
        text="Yes, please. A circle with the word fridge is enough.", sender="Ben, your guide", at=NEXT_DAY
    ),
)

PLACES = (
    NavigationItem(text="My people", url="#", current=True, count=4),
    NavigationItem(text="Queue", url="#"),
    NavigationItem(text="Ladder", url="#"),
)


def everything() -> dict[str, object]:
    """What the gallery page shows."""
    return {
        "problems": [Problem(message=f.error, field=f.name) for f in QUESTIONS if f.error],
        "questions": QUESTIONS,
        "rows": ROWS,
        "tasks": TASKS,
        "moments": MOMENTS,
        "letters": LETTERS,
        "places": PLACES,
        "groups": (NavigationGroup(items=PLACES), NavigationGroup(heading="Learn", items=PLACES[1:])),
        "marks": tuple(mark for mark in Mark if mark is not Mark.NEUTRAL),
        "who": Identity(
            name="Amara Okafor",
            reference="FB-2041",
            facts=("Amara's Kitchen", "Guide: Ben"),
            mark=Mark.WITH_US,
        ),
        "day": MORNING,
    }
