"""What each piece of news says, in a few short paragraphs that a person can act on."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from throughline.blueprint import Blueprint
from throughline.ids import HandoffId, PromiseId, StaffId, StepId
from throughline.journey import events as e
from throughline.journey.state import State
from throughline.notify.names import Names
from throughline.ui.dates import day_in_words


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One piece of news: its heading, which may become the subject, and what it says."""

    heading: str
    text: str


def paragraph(event: e.JourneyEvent, state: State, blueprint: Blueprint, names: Names) -> Paragraph | None:
    """What to tell of an event. `None` for what is not told."""
    match event:
        case e.MessageSent(content=content):
            sender = names.staff(event.actor.person)
            return Paragraph(_("%(name)s wrote to you") % {"name": sender}, names.words(content))
        case e.PromiseMade(promise=promise) | e.PromiseRenegotiated(promise=promise):
            return _promised(event, blueprint, state, promise, names)
        case e.PromiseWarned(promise=promise):
            return _warned(event, blueprint, state, promise)
        case e.PromiseBroken(promise=promise):
            return _broken(blueprint, state, promise)
        case e.StepDone(step=step, decision=decision) if decision:
            return _decided(blueprint, step, decision)
        case e.StepReturned():
            return _returned(event, blueprint, names)
        case e.JourneyEnded(ending=ending):
            ended = blueprint.ending_by_id[ending]
            more = names.words(event.reason) if event.reason else ended.what_you_can_do or ""
            return Paragraph(ended.title, f"{ended.tell}\n\n{more}".strip())
        case e.CheckInSent(check_in=check_in):
            return _check_in(blueprint, check_in)
        case e.HandoffAccepted(handoff=handoff):
            return _handed_over(event, blueprint, state, handoff, names)
        case e.GuideAssigned(guide=guide):
            return _stays(_("%(name)s is your guide from now on"), guide, names)
        case e.StandInAssigned(stand_in=stand_in):
            return _stays(_("%(name)s covers for your guide"), stand_in, names)
        case _:
            return None


def _promised(
    event: e.PromiseMade | e.PromiseRenegotiated,
    blueprint: Blueprint,
    state: State,
    promise: PromiseId,
    names: Names,
) -> Paragraph:
    day = day_in_words(event.due)
    about = _tell(blueprint, state, promise)
    if isinstance(event, e.PromiseMade):
        return Paragraph(
            _("You will hear from us by %(day)s") % {"day": day},
            _("%(about)s We promise this by %(day)s.") % {"about": about, "day": day},
        )
    reason = names.words(event.reason) if event.reason else ""
    text = _("%(about)s We need longer than we said. Our new date is %(day)s.") % {"about": about, "day": day}
    return Paragraph(_("A new date: %(day)s") % {"day": day}, f"{text}\n\n{reason}".strip())


def _warned(event: e.PromiseWarned, blueprint: Blueprint, state: State, promise: PromiseId) -> Paragraph:
    text = _(
        "%(about)s We said by %(due)s. It looks as if we will not make it. "
        "Expect it by %(expected)s. %(late)s"
    ) % {
        "about": _tell(blueprint, state, promise),
        "due": day_in_words(state.promises[promise].due),
        "expected": day_in_words(event.expected),
        "late": _late(blueprint, state, promise),
    }
    return Paragraph(_("We may be late"), text)


def _broken(blueprint: Blueprint, state: State, promise: PromiseId) -> Paragraph:
    text = _("%(about)s We said by %(due)s, and we did not make it. We are sorry. %(late)s") % {
        "about": _tell(blueprint, state, promise),
        "due": day_in_words(state.promises[promise].due),
        "late": _late(blueprint, state, promise),
    }
    return Paragraph(_("We are late"), text)


def _decided(blueprint: Blueprint, step: str, decision: str) -> Paragraph | None:
    """What we promised to tell: how it came out."""
    designed = blueprint.steps.get(StepId(step))
    option = designed.decision.options.get(decision) if designed and designed.decision else None
    if designed is None or option is None:
        return None
    said = option.says or option.title
    text = _("This is our answer to “%(step)s”.") % {"step": designed.title}
    return Paragraph(said[:1].upper() + said[1:], text)


def _returned(event: e.StepReturned, blueprint: Blueprint, names: Names) -> Paragraph:
    lines = [
        "- {ask} {said}".format(
            ask=blueprint.facts[item.fact].ask, said=names.words(item.content) if item.content else ""
        ).strip()
        for item in event.items
    ]
    step = blueprint.steps[event.to].title
    text = _("“%(step)s” came back to you. Please look at this again:") % {"step": step}
    more = _("Everything else you gave us stays as it is.")
    return Paragraph(_("Something to put right"), "\n".join([text, "", *lines, "", more]))


def _check_in(blueprint: Blueprint, check_in: str) -> Paragraph:
    found = next((one.title for one in blueprint.aftercare if one.id == check_in), "")
    text = _(
        "We have not forgotten you. It takes two minutes, and if something is wrong we open it up again."
    )
    return Paragraph(found or _("How are you?"), text)


def _handed_over(
    event: e.HandoffAccepted, blueprint: Blueprint, state: State, handoff: HandoffId, names: Names
) -> Paragraph:
    held = state.handoffs[handoff]
    text = _("%(team)s now works on “%(step)s”. They know your story; you do not have to tell it again.") % {
        "team": names.function(blueprint, held.to),
        "step": blueprint.steps[held.step].title,
    }
    return Paragraph(_("Your case is with %(team)s") % {"team": names.function(blueprint, held.to)}, text)


def _stays(sentence: str, who: StaffId, names: Names) -> Paragraph:
    heading = sentence % {"name": names.staff(who)}
    return Paragraph(heading, _("They have read everything so far. Write to them at any time."))


def _tell(blueprint: Blueprint, state: State, promise: PromiseId) -> str:
    """What the promise is about, in the words of the design."""
    step = state.promises[promise].step
    designed = blueprint.steps[step].promise if step in blueprint.steps else None
    return designed.tell if designed else _("Your guide will be in touch.")


def _late(blueprint: Blueprint, state: State, promise: PromiseId) -> str:
    """What the person can do when we are late."""
    step = state.promises[promise].step
    designed = blueprint.steps[step].promise if step in blueprint.steps else None
    return designed.late if designed else _("Write to your guide, who will find out.")
