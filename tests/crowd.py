"""A crowd that tries anything on one journey at any time, driven by one seed.

Mostly the right person does what is next; often enough the wrong one tries something else, about things that
do not exist, with a clock that runs behind. After every command what must hold is looked at.
"""

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from random import Random
from typing import Any, TypeVar

from tests.journeys import (
    AMARA,
    BEN,
    DANA,
    ESI,
    HELPER,
    OTHER_GUIDE,
    STRANGER,
    SYSTEM,
    Ride,
    good_decision,
    staff,
    started,
    who_does,
)

from throughline.blueprint import Design
from throughline.blueprint.model import Engagement, FactType
from throughline.ids import ContentId, FactKey
from throughline.journey import events as e
from throughline.journey.codec import read_event, read_state, write_event, write_state
from throughline.journey.decisions import (
    aftercare,
    beginning,
    ending,
    facts,
    handoffs,
    plan,
    promises,
    steps,
    words,
)
from throughline.journey.fold import replay
from throughline.journey.invariant_events import broken_by_event, names_of
from throughline.journey.invariant_states import broken_in_state
from throughline.journey.invariants import find_broken
from throughline.journey.next import STANDING, open_steps
from throughline.journey.rows import row_of
from throughline.journey.state import HandoffStatus
from throughline.refused import Refused

WORDS = ContentId("content-1")
PASSED = (0, 0, 0, 1, 60, 1000, 1500, 1500, 6000, 15000)
"""Minutes between two commands: often none at all, sometimes days."""
WRONG = "no-such-thing"
SENTENCE = re.compile(r".*[.?!:]”?", re.DOTALL)

T = TypeVar("T")


class Crowd:
    """Everybody who may or may not act on one journey."""

    def __init__(self, design: Design, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311  # a walk that can be walked again, not a secret
        self.ride = Ride(design)
        self.count = 0
        self.refusals: set[str] = set()

    def walk(self, commands: int) -> Ride:
        """Begin, somewhere along the way, and try this many commands."""
        self.ride = started(self.ride.design, engagement=self.one_of(list(Engagement)))
        for _ in range(self.one_of([0, 5, 15, 40])):
            self.what_is_next_is_done(back=False)
        usual, unusual = [self.what_is_next_is_done, self.the_clock_is_watched], self.tries()
        for _ in range(commands):
            self.ride.later(minutes=self.one_of(PASSED))
            self.one_of(usual if self.sometimes(3) else unusual)()
        assert replay(self.ride.events) == self.ride.state
        assert find_broken(self.ride.events, self.ride.design) == ()
        return self.ride

    def tries(self) -> list[Callable[[], None]]:
        return [
            self.a_slow_clock_is_refused,
            self.a_step_is_tried,
            self.an_open_step_is_left_out_or_taken,
            self.facts_are_tried,
            self.the_guide_corrects_what_decides,
            self.a_handoff_is_tried,
            self.a_handoff_is_answered,
            self.a_handoff_is_answered,
            self.a_promise_is_tried,
            self.somebody_writes,
            self.the_plan_is_tried,
            self.the_plan_is_tried,
            self.the_people_who_stay_change,
            self.the_end_is_tried,
            self.the_time_after_is_tried,
            self.the_time_after_is_tried,
        ]

    def one_of(self, things: Sequence[T]) -> T:
        return self.random.choice(things)

    def sometimes(self, times: int = 4) -> bool:
        """Once in so many times."""
        return self.random.randrange(times) == 0

    # What every command goes through ------------------------------------------------------------------

    def attempt(self, decide: Callable[..., tuple[e.JourneyEvent, ...]], **named: Any) -> bool:  # any command
        ride, blueprint = self.ride, self.ride.design.blueprint
        before = write_state(ride.state)
        self.count += 1
        try:
            new = decide(ride.state, ride.design, at=ride.at, **named)
        except Refused as refused:
            self.refusals.add(f"{type(refused).__name__}: {refused}")
            assert write_state(ride.state) == before, "a refused command changed the journey"
            return False
        assert write_state(ride.state) == before, "a decision changed the state that it was given"
        names = names_of(ride.design)
        state = ride.state
        for event in new:
            assert list(broken_by_event(state, event, ride.design, names)) == []
            assert read_event(event.kind, write_event(event), at=event.at, actor=event.actor) == event
            state = replay([event], state)
            row = row_of("journey-1", event, state, blueprint)  # type: ignore[arg-type]  # any id will do
            assert (row.seq, row.at, row.kind, row.by) == (state.seq, event.at, event.kind, event.actor.by)
            assert row.direction is not None
        assert list(broken_in_state(state, ride.design)) == []
        assert read_state(write_state(state)) == state
        ride.state = state
        ride.events += new
        return bool(new)

    def the_clock_is_watched(self) -> None:
        self.ride.later(minutes=self.one_of([0, 1000, 8000, 45000]))
        self.attempt(promises.watch_promises)
        assert not self.attempt(promises.watch_promises), "watching twice at one moment says something twice"
        self.attempt(aftercare.send_due_check_ins)
        assert not self.attempt(aftercare.send_due_check_ins)

    def a_slow_clock_is_refused(self) -> None:
        now = self.ride.at
        self.ride.at = now - timedelta(minutes=self.random.randint(1, 500))
        if self.ride.state.last_at is not None and self.ride.at < self.ride.state.last_at:
            assert not self.attempt(words.write_note, by=BEN, content=WORDS)
            assert not self.attempt(promises.watch_promises)
        self.ride.at = now

    # What usually happens -----------------------------------------------------------------------------

    def what_is_next_is_done(self, back: bool | None = None) -> None:
        ride = self.ride
        back = self.sometimes() if back is None else back
        opened = open_steps(ride.design.blueprint, ride.state)
        if not opened:
            return
        one = self.one_of(opened)
        by = who_does(one)
        if one.step.is_theirs:
            self.everything_is_given(one.step.id)
        if back and one.step.may_return_to:
            self.attempt(steps.return_step, by=by, step=one.step.id, items=self.items(one.step.id))
            return
        decision = good_decision(ride, one)
        if one.step.decision and self.sometimes(8):
            decision = self.one_of(list(one.step.decision.options))
        self.attempt(steps.finish_step, by=by, step=one.step.id, decision=decision)

    def everything_is_given(self, step: str) -> None:
        ride = self.ride
        for _ in range(20):
            one = next(
                (one for one in open_steps(ride.design.blueprint, ride.state) if one.step.id == step), None
            )
            if one is None:
                return
            wanted = [*one.missing, *(item.fact for item in one.items if item.fact in ride.state.awaited)]
            if not wanted:
                return
            if not self.attempt(facts.give_facts, by=AMARA, answers={wanted[0]: self.answer(wanted[0])}):
                return

    def items(self, step: str) -> tuple[e.CorrectionItem, ...]:
        back = self.ride.design.blueprint.steps[step].may_return_to  # type: ignore[index]  # any step's id
        needs = self.ride.design.blueprint.steps[back].needs if back else ()
        fact = self.one_of([*needs, FactKey(WRONG)])
        reason = self.one_of([*steps.CorrectionReason, "looks odd"])
        return (e.CorrectionItem(fact=fact, reason=reason, content=WORDS),)

    def answer(self, fact: FactKey) -> facts.Answer:
        asked = self.ride.design.blueprint.facts.get(fact)
        if asked is None or not asked.decides:
            return facts.Answer(content=ContentId(f"content-{self.count}"))
        codes: dict[FactType, list[Any]] = {  # codes of every type
            FactType.YES_NO: [True, False],
            FactType.CHOICE: list(asked.options),
            FactType.NUMBER: [0, 1, 3, 25],
        }
        content = ContentId(f"content-{self.count}")
        return facts.Answer(content=content, code=self.one_of(codes[asked.type]))

    # Anybody, anything --------------------------------------------------------------------------------

    def anybody(self) -> e.Actor:
        functions = list(self.ride.design.blueprint.functions)
        ours = [staff(f"chidi-of-{function}", function) for function in functions]
        others = [HELPER, STRANGER, DANA, ESI, OTHER_GUIDE, SYSTEM]
        return self.one_of([AMARA] * 6 + [BEN] * 6 + ours + others)

    def some(self, *things: Any) -> Any:  # whatever is chosen from
        wrong = not things or self.sometimes(8)
        return WRONG if wrong else self.one_of(things)

    def a_step_is_tried(self) -> None:
        by, blueprint = self.anybody(), self.ride.design.blueprint
        step = self.some(*blueprint.steps)
        designed = blueprint.steps.get(step)
        options = list(designed.decision.options) if designed and designed.decision else []
        how = self.one_of(["take", "finish", "return", "skip"])
        if how == "take":
            self.attempt(steps.take_step, by=by, step=step, instead_of=self.some("ben", None))
        elif how == "finish":
            self.attempt(steps.finish_step, by=by, step=step, decision=self.some(None, *options))
        elif how == "skip":
            self.attempt(steps.skip_step, by=by, step=step, reason=self.some(*e.SkipReason))
        elif designed is not None:
            decision = self.some(None, *options)
            items = self.items(step)
            self.attempt(steps.return_step, by=by, step=step, items=items, decision=decision)

    def an_open_step_is_left_out_or_taken(self) -> None:
        opened = open_steps(self.ride.design.blueprint, self.ride.state)
        if opened:
            one = self.one_of(opened)
            by = BEN if one.step.is_theirs else who_does(one)
            if self.sometimes():
                self.attempt(steps.skip_step, by=by, step=one.step.id, reason=e.SkipReason.NOT_NEEDED)
            else:
                self.attempt(steps.take_step, by=by, step=one.step.id, instead_of=one.holder)

    def facts_are_tried(self) -> None:
        by, known = self.anybody(), list(self.ride.design.blueprint.facts)
        chosen = [self.some(*known) for _ in range(self.random.randint(0, 3))]
        if self.sometimes():
            self.attempt(facts.ask_facts, by=by, facts=chosen, reason=self.some(None, *e.AskReason))
        elif self.sometimes():
            fact = self.some(*(key for key in known if key not in self.ride.state.facts))
            answer = self.answer(fact)
            by = by if self.sometimes() else AMARA
            self.attempt(facts.reuse_fact, by=by, fact=fact, answer=answer, from_journey="journey-0")
        elif self.sometimes():
            by = by if self.sometimes(5) else AMARA
            theirs = facts.facts_they_may_take_back(self.ride.state, self.ride.design.blueprint)
            self.attempt(facts.withdraw_fact, by=by, fact=self.some(*(sorted(theirs) or known)))
        else:
            answers = {key: self.answer(key) for key in chosen}
            self.attempt(facts.give_facts, by=by, answers=answers)

    def the_guide_corrects_what_decides(self) -> None:
        held = [key for key, one in self.ride.state.facts.items() if one.code is not None]
        if held:
            key = self.one_of(held)
            self.attempt(facts.give_facts, by=BEN, answers={key: self.answer(key)})

    def a_handoff_is_tried(self) -> None:
        blueprint, state = self.ride.design.blueprint, self.ride.state
        by = self.anybody() if self.sometimes(3) else BEN
        opened = [one.step.id for one in open_steps(blueprint, state)]
        self.attempt(
            handoffs.offer_handoff,
            by=by,
            handoff=f"handoff-{self.count}",
            how=self.one_of(list(e.HandoffKind)),
            step=self.some(*(opened or blueprint.steps)),
            to=self.some(*blueprint.functions),
            context=WORDS,
        )

    def a_handoff_is_answered(self) -> None:
        over = {HandoffStatus.DECLINED, HandoffStatus.ANSWERED}
        waiting = [key for key, held in self.ride.state.handoffs.items() if held.status not in over]
        handoff = self.some(*(waiting or self.ride.state.handoffs))
        held = self.ride.state.handoffs.get(handoff)
        by = staff("femi", held.to) if held and not self.sometimes() else self.anybody()
        how = self.one_of(["accept", "decline", "input"])
        if how == "accept":
            self.attempt(handoffs.accept_handoff, by=by, handoff=handoff)
        elif how == "decline":
            self.attempt(handoffs.decline_handoff, by=by, handoff=handoff, reason=WORDS)
        else:
            self.attempt(handoffs.give_input, by=by, handoff=handoff, content=WORDS)

    def a_promise_is_tried(self) -> None:
        by = self.anybody() if self.sometimes(3) else BEN
        due = self.ride.at + timedelta(days=self.random.randint(-3, 40))
        standing = [key for key, held in self.ride.state.promises.items() if held.status in STANDING]
        promise = self.some(*(standing or self.ride.state.promises))
        how = self.one_of(["make", "keep", "renegotiate"])
        if how == "make":
            about = self.one_of(["call-back", "refund", "sort", "Call about her divorce"])
            self.attempt(promises.make_promise, by=by, about=about, due=due)
        elif how == "keep":
            self.attempt(promises.keep_promise, by=by, promise=promise)
        else:
            self.attempt(promises.renegotiate_promise, by=by, promise=promise, due=due, reason=WORDS)

    def somebody_writes(self) -> None:
        by = self.anybody()
        decide = self.one_of([words.send_message, words.receive_message, words.write_note])
        self.attempt(decide, by=by, content=WORDS)

    def the_plan_is_tried(self) -> None:
        by = self.anybody() if self.sometimes(3) else self.one_of([AMARA, BEN])
        to_do = [key for key, held in self.ride.state.actions.items() if not held.done]
        action = self.some(*(to_do or self.ride.state.actions))
        how = self.one_of(["goal", "propose", "agree", "agree", "finish", "finish"])
        if how == "goal":
            self.attempt(plan.state_goal, by=by, goal="goal-1", content=WORDS)
        elif how == "propose":
            side = self.one_of(list(e.Side))
            action = f"action-{self.count}"
            self.attempt(plan.propose_action, by=by, action=action, side=side, content=WORDS)
        else:
            decide = plan.agree_action if how == "agree" else plan.finish_action
            self.attempt(decide, by=by, action=action)

    def the_people_who_stay_change(self) -> None:
        by, person = self.anybody(), self.one_of(["ben", "gugu", "esi"])
        how = self.one_of(["guide", "stand in", "no stand in", "engagement", "start"])
        if how == "guide":
            self.attempt(beginning.assign_guide, by=by, guide=person)
        elif how == "stand in":
            self.attempt(beginning.assign_stand_in, by=by, stand_in=person)
        elif how == "no stand in":
            self.attempt(beginning.end_stand_in, by=by)
        elif how == "engagement":
            self.attempt(beginning.choose_engagement, by=by, engagement=self.one_of(list(Engagement)))
        else:
            unit = self.ride.design.organisation.units[0].id
            assert not self.attempt(
                beginning.start_journey, by=by, stakeholder=person, unit=unit, guide=person
            ), "a journey started twice"

    def the_end_is_tried(self) -> None:
        by, blueprint = self.anybody(), self.ride.design.blueprint
        how = self.one_of(["withdraw", "end", "reopen"])
        if how == "reopen":
            self.attempt(ending.reopen_journey, by=by)
        elif how == "end" and self.sometimes():
            self.attempt(ending.end_journey, by=by, ending=self.some(*blueprint.ending_by_id), reason=WORDS)
        elif how == "withdraw" and self.sometimes():
            self.attempt(ending.withdraw, by=by)

    def the_time_after_is_tried(self) -> None:
        blueprint = self.ride.design.blueprint
        by = self.anybody() if self.sometimes(3) else self.one_of([AMARA, AMARA, BEN])
        assert blueprint.transition is not None
        duties = [one.id for one in blueprint.transition.duties]
        introductions = [one.id for one in blueprint.transition.introductions]
        question = self.some(*blueprint.questions)
        scores = {question: self.one_of([1, 1, 0, 0, 2, 3, 4, 5, -1, 6])}
        how = self.one_of(["experience", "duty", "introduction", "check-in"])
        if how == "experience":
            self.attempt(ending.answer_experience, by=by, scores=scores)
        elif how == "duty":
            self.attempt(ending.understand_duty, by=by, duty=self.some(*duties))
        elif how == "introduction":
            self.attempt(ending.make_introduction, by=by, introduction=self.some(*introductions))
        else:
            sent = self.ride.state.check_ins_sent
            check_in = self.some(*(sent or blueprint.check_in_by_id))
            if check_in in sent and not self.sometimes():
                scores = {key: self.one_of([0, 1]) for key in blueprint.check_in_by_id[check_in].asks[:1]}
            self.attempt(aftercare.answer_check_in, by=by, check_in=check_in, scores=scores)
