"""Whatever people and signals do, in whatever order, two promises hold.

There are never two open conversations about one question, and no change is live without the hypothesis that
was written before it went live.
"""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from throughline.ids import StaffId
from throughline.insight.rung import Better, Rung, Summary, Tier
from throughline.insight.series import Window
from throughline.insight.signals import Signal
from throughline.insight.verification import Hypothesis
from throughline.refused import Refused
from throughline.strategy import changing
from throughline.strategy.codec import read_conversation, write_conversation
from throughline.strategy.conversation import Conversation, ConversationId, Decision, Plan
from throughline.strategy.deciding import conclude, decide
from throughline.strategy.listening import Opening, add_note, listen, open_by_hand, topic_of

ESI = StaffId("esi")
MONDAY = date(2026, 1, 5)
RUNGS = tuple(
    Rung(
        measure=measure,
        question="How was it?",
        tier=Tier.EXPERIENCE,
        better=Better.HIGHER,
        summary=Summary.MEAN,
        family=family,
    )
    for measure, family in (("clear", "clarity"), ("navigable", "clarity"), ("coc", "continuity"))
)


def signal(rung: Rung, week: int, adverse: bool, unit: str | None) -> Signal:
    first = MONDAY + timedelta(weeks=week)
    return Signal(
        rung=rung,
        service="food-business-licence",
        unit=unit,
        window=Window(first=first, last=first + timedelta(weeks=7), periods=8),
        baseline_window=Window(first=first - timedelta(weeks=24), last=first, periods=24),
        baseline_mean=4.0,
        recent_mean=3.0,
        difference=-1.0,
        p=0.001,
        q=0.01,
        phi=0.0,
        false_alarms_expected=0.1,
        adverse=adverse,
        competing_explanations=(),
    )


signals = st.builds(
    signal,
    rung=st.sampled_from(RUNGS),
    week=st.integers(0, 40),
    adverse=st.booleans(),
    unit=st.sampled_from([None, "harbour", "westgate"]),
)


class Organisation(RuleBasedStateMachine):
    """Conversations by id; each act either changes one of them or is refused and changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[ConversationId, Conversation] = {}
        self.plans_at_go_live: dict[tuple[ConversationId, int], Plan] = {}
        self.hours = 0

    def now(self) -> datetime:
        self.hours += 1
        return datetime(2026, 3, 2, tzinfo=UTC) + timedelta(hours=self.hours)

    def opening(self) -> Opening:
        return Opening(id=ConversationId(f"c{len(self.held)}"), owner=ESI, due=date(2027, 1, 1))

    def keep(self, conversation: Conversation | None) -> None:
        if conversation:
            self.held[conversation.id] = conversation

    def some(self, data: st.DataObject) -> Conversation:
        return self.held[data.draw(st.sampled_from(sorted(self.held)))]

    @rule(heard=signals)
    def a_signal_is_raised(self, heard: Signal) -> None:
        self.keep(listen(heard, tuple(self.held.values()), self.opening(), at=self.now()).conversation)

    @rule(heard=signals)
    def somebody_opens_one(self, heard: Signal) -> None:
        with suppress(Refused):
            everything = tuple(self.held.values())
            self.keep(open_by_hand(topic_of(heard), "Why?", everything, self.opening(), at=self.now()))

    @precondition(lambda self: self.held)
    @rule(data=st.data(), decision=st.sampled_from(Decision), reason=st.sampled_from(["", "Because."]))
    def somebody_decides(self, data: st.DataObject, decision: Decision, reason: str) -> None:
        with suppress(Refused):
            self.keep(decide(self.some(data), decision, reason, by=ESI, at=self.now()))

    @precondition(lambda self: self.held)
    @rule(data=st.data(), rung=st.sampled_from(RUNGS), effect=st.floats(0.1, 2))
    def somebody_plans(self, data: st.DataObject, rung: Rung, effect: float) -> None:
        hope = Hypothesis(rung=rung, smallest_effect=effect)
        with suppress(Refused):
            self.keep(
                changing.plan(
                    self.some(data), version="2", element="apply", hypothesis=hope, by=ESI, at=self.now()
                )
            )

    @precondition(lambda self: self.held)
    @rule(data=st.data())
    def it_goes_live(self, data: st.DataObject) -> None:
        try:
            after = changing.go_live(self.some(data), at=self.now())
        except Refused:
            return
        assert after.change
        assert after.change.plan
        self.plans_at_go_live[after.id, len(after.changes)] = after.change.plan
        self.keep(after)

    @precondition(lambda self: self.held)
    @rule(data=st.data())
    def somebody_withdraws_notes_or_concludes(self, data: st.DataObject) -> None:
        conversation = self.some(data)
        for act in (
            lambda c: changing.withdraw(c),
            lambda c: add_note(c, "Seen at the counter.", by=ESI, at=self.now()),
            lambda c: conclude(c, "Learned.", by=ESI, at=self.now()),
        ):
            try:
                conversation = act(conversation)
            except Refused:
                continue
        self.keep(conversation)

    @invariant()
    def one_question_has_one_open_conversation(self) -> None:
        topics = [conversation.topic for conversation in self.held.values() if conversation.is_open]

        assert len(topics) == len(set(topics))

    @invariant()
    def what_is_live_has_the_hypothesis_it_went_live_with(self) -> None:
        for conversation in self.held.values():
            for number, change in enumerate(conversation.changes, start=1):
                if change.went_live:
                    assert change.plan == self.plans_at_go_live[conversation.id, number]
                    assert change.plan is not None
                    assert change.plan.at < change.went_live

    @invariant()
    def evidence_is_about_the_conversations_own_question(self) -> None:
        for conversation in self.held.values():
            assert all(topic_of(heard.signal) == conversation.topic for heard in conversation.signals)

    @invariant()
    def what_is_written_down_is_read_back(self) -> None:
        for conversation in self.held.values():
            assert read_conversation(write_conversation(conversation)) == conversation


TestOrganisation = Organisation.TestCase
TestOrganisation.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
