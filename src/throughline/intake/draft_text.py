"""A draft as a mapping file with comments. What is only suggested stands behind a # until that is gone."""

from collections.abc import Iterator

from throughline.intake.column_facts import ColumnFacts
from throughline.intake.draft import MAKES, Draft, told_under
from throughline.intake.mapping import Mapping
from throughline.intake.mapping_file import KEYS
from throughline.intake.mapping_written import as_yaml
from throughline.intake.read import OWN_WAY
from throughline.intake.suggestion import Suggestion
from throughline.intake.yaml_text import flat, scalar, scalar_key

SECTIONS = (
    "to", "from", "inside", "asks", "supplies", "chases", "complaints", "endings", "goals", "elsewhere",
    "attributes",
)  # fmt: skip
"""The keys that a draft asks about, in the order one thinks of them."""
MOST = 60
"""More activities than this without a place are only counted."""


def draft_text(draft: Draft, *, accepted: bool = False) -> str:
    """The file. With `accepted`, suggestions stand there as if somebody had taken every # away."""
    lines = [*_head(draft, accepted), "", *_columns(draft, accepted), *_times(draft)]
    for key in SECTIONS:
        lines += ["", *_section(draft, key, accepted)]
    lines += ["", *_promises(draft), *_rest(draft), *_unplaced(draft)]
    return "\n".join(lines) + "\n"


def _head(draft: Draft, accepted: bool) -> Iterator[str]:
    yield f"# What the columns and activities of {flat(draft.name)} mean. A draft by `throughline map`."
    yield f"# {draft.events:,} events in {draft.journeys:,} journeys."
    yield "#"
    if accepted:
        yield "# What we could only suggest is in force here: look it over before you believe the figures."
    else:
        yield "# Lines that begin with # and no blank are suggestions: take the # away to use one."
    yield "# What we are sure of, think likely or only guess is said behind each line."


def _columns(draft: Draft, accepted: bool) -> Iterator[str]:
    yield f"# {KEYS['columns']}"
    own = all(taken.why == OWN_WAY for taken in draft.log.taken) and not draft.told.columns
    yield "#columns:" if own and not (accepted and draft.under("columns")) else "columns:"
    offered = {one.name: one for one in reversed(draft.under("columns"))}
    for taken in draft.log.taken:
        if taken.why == OWN_WAY:
            yield f"# {taken.ours}: {flat(taken.sentence)}"
            continue
        instead = offered.get(taken.ours)
        other = f", or else {flat(taken.runner_up)}" if taken.runner_up else ""
        why = f"{taken.confidence}, {taken.why}{other}{_seen(draft, taken.source)}"
        if taken.ours in draft.instead:
            why = f"suggested: {draft.instead[taken.ours].why}"
        yield f"  {taken.ours}: {scalar(taken.source)}  # {flat(why, 200)}"
        if instead:
            yield f"# Instead of this line: {flat(_why(instead), 300)}"
            yield f"#  {taken.ours}: {scalar(instead.value or '')}"
    there = draft.log.columns
    for ours, source in draft.told.columns.items():
        if ours not in there:
            yield f"  {ours}: {scalar(source)}  # as you said; there is nothing in it that we can use"
    for ours, one in offered.items():
        if ours not in there:
            yield f"{_mark(accepted)}  {ours}: {scalar(one.value or '')}  # {flat(_why(one), 300)}"
    for facts in draft.machines:
        yield f"# {flat(machines_said(facts), 200)} If they should count as people, take the # away:"
        yield f"#  person: {scalar(facts.name)}"


def machines_said(facts: ColumnFacts) -> str:
    """Why nobody was taken for a person."""
    return f"{facts.name} holds machines, such as {facts.examples[0]}, and was not taken for people."


def _seen(draft: Draft, column: str) -> str:
    facts = draft.facts(column)
    if facts is None or not facts.examples:
        return ""
    return f"; {facts.different:,} different, such as {flat(facts.examples[0], 40)}"


def _times(draft: Draft) -> Iterator[str]:
    if draft.needs_zone:
        yield ""
        yield f"# {KEYS['zone']}"
        yield "# Needed: the times of this log do not say it, and a guess could be wrong by a day."
        yield "#zone: Europe/Amsterdam"
    elif draft.told.zone:
        yield ""
        yield f"zone: {draft.told.zone}"


def _section(draft: Draft, key: str, accepted: bool) -> Iterator[str]:
    yield f"# {KEYS[key]}"
    if key in MAKES:
        yield f"# Tells {MAKES[key]}."
    told, offered = told_under(draft.told, key), draft.under(key)
    yield f"{'' if told or (offered and accepted) else '#'}{key}:"
    for name, value in told.items():
        yield _entry(name, value)
    for one in offered:
        entry = _entry(one.name, one.value, _mark(accepted))
        yield f"{entry}  # {flat(_why(one), 300)}"


def _entry(name: str, value: str | None, mark: str = "") -> str:
    if value is None:
        return f"{mark}  - {scalar(name)}"
    return f"{mark}  {scalar_key(name, f'{mark}  ')}: {scalar(value)}"


def _mark(accepted: bool) -> str:
    return "" if accepted else "#"


def _why(one: Suggestion) -> str:
    count = f"{one.count}; " if one.count else ""
    return f"{count}{one.confidence}: {one.why}"


def _promises(draft: Draft) -> Iterator[str]:
    """What keeps a promise is for somebody to say, so that no suggestion can stand here by itself."""
    yield f"# {KEYS['promises']}"
    yield f"# Tells {MAKES['promises']}."
    yield "promises:" if draft.told.promises else "#promises:"
    for name, promise in draft.told.promises.items():
        parts = {"due": promise.due, "made": promise.made, "kept": promise.kept}
        yield f"  {scalar(name)}:"
        yield from (f"    {part}: {scalar(value)}" for part, value in parts.items() if value)
    for one in draft.under("promises"):
        yield f"#  {scalar(one.name)}:  # {flat(_why(one), 300)}"
        yield f"#    due: {scalar(one.value or '')}"
        yield "#    kept: WHICH ACTIVITY KEEPS IT"


def _rest(draft: Draft) -> Iterator[str]:
    """What was told and is not asked about here stays."""
    told = draft.told
    rest = as_yaml(
        Mapping(
            not_told=told.not_told,
            time_format=told.time_format,
            unit_from_file=told.unit_from_file,
            journey_type=told.journey_type,
            object_types=told.object_types,
            wide=told.wide,
            duplicates=told.duplicates,
            placeholders=told.placeholders,
        )
    )
    if rest:
        yield from ("", *rest.splitlines())


def _unplaced(draft: Draft) -> Iterator[str]:
    if not draft.unplaced:
        return
    yield ""
    yield "# Activities without a place. Copy what the person notices to where it belongs."
    for facts in draft.unplaced[:MOST]:
        yield f"#   {flat(facts.name, 100)}   ({facts.events:,} times in {facts.journeys:,} journeys)"
    if len(draft.unplaced) > MOST:
        yield f"# and {len(draft.unplaced) - MOST:,} more, none more frequent than these."
