"""A blueprint: the versioned design of one service's journey, as a YAML file a service designer writes."""

from enum import StrEnum
from functools import cached_property
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from throughline.blueprint.when import When
from throughline.eventlog.shape import Channel
from throughline.ids import (
    CheckInId,
    DutyId,
    EndingId,
    FactKey,
    FunctionId,
    OutcomeId,
    QuestionId,
    ServiceId,
    StageId,
    StepId,
)

Words = Annotated[str, Field(min_length=1)]

STAKEHOLDER = FunctionId("stakeholder")
"""The `by` of a step that the person does themselves."""


class Part(BaseModel):
    """Whatever a blueprint is made of: frozen, and an unknown key is an error, not a silent wish."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FactType(StrEnum):
    YES_NO = "yes/no"
    TEXT = "text"
    LONG_TEXT = "long text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    CHOICE = "choice"
    DOCUMENT = "document"


class Reuse(StrEnum):
    """Whether a fact given in another journey may be offered here. Consents and signatures never are."""

    ASK_FIRST = "ask first"
    ALWAYS = "always"
    NEVER = "never"


class Fact(Part):
    """One piece of information about the person, asked once."""

    ask: Words
    type: FactType = FactType.TEXT
    why: Words
    hint: str | None = None
    options: dict[str, str] = Field(default_factory=dict, description="Code and words of each choice.")
    says: dict[str, str] = Field(
        default_factory=dict, description="Code (yes, no or a choice) and how it reads after 'because'."
    )
    when: When | None = Field(default=None, description="Asked only when this holds.")
    optional: bool = False
    at_least: float | None = None
    at_most: float | None = None
    keep: str = Field(default="2 years", description="How long we keep it, in words the person sees.")
    reuse: Reuse = Reuse.ASK_FIRST

    @property
    def decides(self) -> bool:
        """Whether its value is a code that the record may hold and a condition may look at."""
        return self.type in {FactType.YES_NO, FactType.CHOICE, FactType.NUMBER}


class Engagement(StrEnum):
    """How much the person does alone: switchable at any time, and it changes the work itself."""

    SELF_DIRECTED = "self-directed"
    GUIDED = "guided"
    INTENSIVE = "intensive"


class StepPromise(Part):
    """What we tell the person we will do, and by when, the moment the step is with us."""

    within: Annotated[str, Field(pattern=r"^\d+ (working days?|days?|weeks?)$")]
    tell: Words
    late: Words = Field(description="What the person can do when we are late.")


class Option(Part):
    """One way a step can come out."""

    title: Words
    says: str | None = Field(default=None, description="How it reads after 'because'.")
    ends: EndingId | None = None
    returns: bool = Field(default=False, description="The step goes back to `may_return_to`.")


class Decision(Part):
    """What a step decides: a code that conditions may look at."""

    id: str
    ask: Words
    options: dict[str, Option] = Field(min_length=2)


class Step(Part):
    id: StepId
    title: Words = Field(description="In the person's words.")
    by: FunctionId = Field(description="'stakeholder', 'guide' or a function.")
    why: Words
    after: tuple[StepId, ...] = ()
    when: When | None = None
    needs: tuple[FactKey, ...] = ()
    promise: StepPromise | None = None
    decision: Decision | None = None
    may_return_to: StepId | None = None
    ends: EndingId | None = Field(default=None, description="Doing this step ends the journey so.")
    engagement: dict[Engagement, str] = Field(default_factory=dict)
    channels: tuple[Channel, ...] = (Channel.WEB,)
    sees: str | None = Field(default=None, description="What the person meets while this goes on.")

    @property
    def is_theirs(self) -> bool:
        return self.by == STAKEHOLDER


class Stage(Part):
    id: StageId
    title: Words
    why: str | None = None
    steps: tuple[Step, ...] = Field(min_length=1)


class EndingKind(StrEnum):
    GRANTED = "granted"
    REFUSED = "refused"
    NOT_ELIGIBLE = "not eligible"
    WITHDRAWN = "withdrawn"


class Ending(Part):
    """Every ending is an ending: the person is told, asked what it was like, and looked after."""

    id: EndingId
    kind: EndingKind
    title: Words
    tell: Words
    what_you_can_do: str | None = None


class UsualTime(Part):
    """Evidence, never a promise: half within this, nine in ten within that."""

    half_within: Words
    nine_in_ten_within: Words


class LifeAfter(Part):
    """What life looks like after, told before any form."""

    summary: Words
    you_can: tuple[str, ...] = ()
    you_must: tuple[str, ...] = ()
    it_takes: UsualTime | None = None
    your_effort: str | None = None
    it_costs: str | None = None


class Duty(Part):
    id: DutyId
    title: Words
    tell: Words


class Introduction(Part):
    """A warm introduction to whoever comes next."""

    id: str
    to: Words
    why: Words


class Transition(Part):
    """The end designed as a stage: what it means, the first weeks, the duties, who comes next."""

    title: Words
    tell: Words
    first_weeks: tuple[str, ...] = ()
    duties: tuple[Duty, ...] = ()
    introductions: tuple[Introduction, ...] = ()


class QuestionType(StrEnum):
    YES_NO = "yes/no"
    AGREE = "agree"
    """Five points from strongly disagree (1) to strongly agree (5)."""


class Question(Part):
    ask: Words
    type: QuestionType = QuestionType.AGREE


class CheckIn(Part):
    """One scheduled look back after a granted ending."""

    id: CheckInId
    title: Words
    after: Annotated[str, Field(pattern=r"^P\d+D$")] = Field(description="ISO 8601 days, such as P30D.")
    asks: tuple[QuestionId, ...] = Field(min_length=1)
    reopens_when: When | None = None

    @property
    def days(self) -> int:
        return int(self.after[1:-1])


class Outcome(Part):
    id: OutcomeId
    question: Words
    measured_at: CheckInId
    achieved_when: When


class Experience(Part):
    asks: tuple[QuestionId, ...] = Field(min_length=1)
    at: Annotated[str, Field(pattern=r"^(every-ending|granted)$")] = "every-ending"


class FunctionHere(Part):
    """A function as this service uses it: what it does, in words the person may read."""

    title: Words
    does: Words
    outside: bool = Field(
        default=False, description="Not ours: while it works, the turn is 'with someone else'."
    )


class Blueprint(Part):
    """The whole design. References between its parts are checked by `reading`, with line numbers."""

    service: ServiceId
    version: Annotated[str, Field(pattern=r"^\d+(\.\d+)*$")] = "1"
    title: Words
    life_after: LifeAfter
    serves: tuple[str, ...] = ()
    functions: dict[FunctionId, FunctionHere]
    facts: dict[FactKey, Fact]
    questions: dict[QuestionId, Question] = Field(default_factory=dict)
    stages: tuple[Stage, ...] = Field(min_length=1)
    endings: tuple[Ending, ...] = Field(min_length=1)
    transition: Transition | None = None
    aftercare: tuple[CheckIn, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    experience: Experience | None = None

    @cached_property
    def steps(self) -> dict[StepId, Step]:
        """Every step by id, in the order the person meets them."""
        return {step.id: step for stage in self.stages for step in stage.steps}

    @cached_property
    def stage_of(self) -> dict[StepId, Stage]:
        return {step.id: stage for stage in self.stages for step in stage.steps}

    @cached_property
    def ending_by_id(self) -> dict[EndingId, Ending]:
        return {ending.id: ending for ending in self.endings}

    @cached_property
    def check_in_by_id(self) -> dict[CheckInId, CheckIn]:
        return {check_in.id: check_in for check_in in self.aftercare}

    @cached_property
    def withdrawn(self) -> Ending:
        """The ending a person reaches by withdrawing; a blueprint without one does not validate."""
        return next(ending for ending in self.endings if ending.kind is EndingKind.WITHDRAWN)

    def at_version(self, version: str) -> Self:
        """The same design under another version, for tests and drafts."""
        return self.model_copy(update={"version": version})
