"""Checks that replay a journey: does what is stored follow from what was recorded, and was it right?"""

from throughline.journey import events as e
from throughline.journey.fold import evolve
from throughline.journey.state import NOTHING, PromiseStatus, State
from throughline.queries.checking.look import Look
from throughline.store.history import History


class JourneyChecks:
    """What is looked at in each journey's own history."""

    def __init__(self) -> None:
        self.numbered = Look("Events are numbered 1, 2, 3 … without gaps")
        self.in_time = Look("No event is dated before the one it follows")
        self.guided = Look("Every journey has a named guide from its first moment, and never loses them")
        self.asked = Look("A known fact is asked again only with a stated reason")
        self.kept = Look("A promise is kept only before its date, and broken only after it")
        self.renegotiated = Look("A promise gets a new date only before the old one passed")
        self.received = Look("A handoff is accepted or declined only after it was offered")
        self.reached = Look("Nothing is added to a journey that was never begun")

    def all(self) -> list[Look]:
        return [value for value in vars(self).values() if isinstance(value, Look)]

    def see(self, history: History) -> State:
        """Look at one journey. Gives the state that its events lead to."""
        where = f"journey {history.journey}"
        whole = tuple(range(1, len(history.seqs) + 1))
        self.numbered.see(history.seqs == whole, f"{where}: the numbers are {_short(history.seqs)}")
        state = NOTHING
        for seq, event in zip(history.seqs, history.events, strict=True):
            self._see_event(f"{where}, event {seq}", state, event)
            state = evolve(state, event)
        self.guided.see(state.guide is not None, f"{where}: nobody is named as its guide")
        return state

    def _see_event(self, where: str, before: State, event: e.JourneyEvent) -> None:
        first = isinstance(event, e.JourneyStarted)
        self.reached.see(before.started or first, f"{where}: {event.kind} before the start")
        late = before.last_at is not None and event.at < before.last_at
        self.in_time.see(not late, f"{where}: {event.kind} is dated before what it follows")
        match event:
            case e.FactAsked(fact=fact, reason=reason):
                fine = fact not in before.facts or bool(reason)
                self.asked.see(fine, f"{where}: '{fact}' was known and asked again, and nobody said why")
            case e.PromiseKept(promise=promise):
                held = before.promises.get(promise)
                fine = held is not None and (held.status is PromiseStatus.PAUSED or event.at <= held.due)
                self.kept.see(fine, f"{where}: promise {promise} is called kept after its date")
            case e.PromiseBroken(promise=promise):
                held = before.promises.get(promise)
                fine = held is not None and event.at > held.due
                self.kept.see(fine, f"{where}: promise {promise} is called broken before its date")
            case e.PromiseRenegotiated(promise=promise):
                held = before.promises.get(promise)
                fine = held is not None and event.at <= held.due
                self.renegotiated.see(fine, f"{where}: promise {promise} got a new date after it was broken")
            case e.HandoffAccepted(handoff=handoff) | e.HandoffDeclined(handoff=handoff):
                self.received.see(handoff in before.handoffs, f"{where}: handoff {handoff} was never offered")
            case e.GuideAssigned(guide=guide):
                self.guided.see(bool(guide), f"{where}: a guide without a name")


def _short(seqs: tuple[int, ...]) -> str:
    shown = ", ".join(str(seq) for seq in seqs[:12])
    return shown if len(seqs) <= 12 else f"{shown} …"
