"""Whether the person is sent from one channel to another."""

from collections.abc import Iterator

import ibis
from ibis import _

from throughline.insight.measures.kinds import is_contact
from throughline.insight.measures.measure import Measure, Need, count_of
from throughline.insight.measures.scene import Family, Scene, count, in_order
from throughline.insight.rung import Better, Tier

SWITCHES = Measure(
    name="channel_switches",
    title="Changes of channel",
    question="How often did contact move to another channel, such as from web to phone?",
    tier=Tier.EXPERIENCE,
    better=Better.LOWER,
    unit="count",
    definition="Consecutive contacts, in either direction, over different channels. Contacts without a "
    "channel are skipped over.",
    numerator="steps from one contact to the next that change the channel",
    missing="A journey without such a contact counts as 0.",
    source="MEASURES 3.1 and 3.2",
    needs=(
        Need(
            met=lambda carried: carried.channels > 0,
            lacks="does not say over which channel contacts went",
            record="record for each contact web, email, text, phone, in person or post",
            mapping="name the column under `columns` in a mapping file",
        ),
    ),
    basis=lambda carried: f"over {carried.channels:,} contacts that name a channel",
    value=count_of("channel_switches"),
    ordered=True,
)


def _counted(scene: Scene) -> Iterator[ibis.Table]:
    if not scene.carried.channels:
        return
    record = scene.record
    named = record.filter(is_contact(record))
    steps = named.select("journey", "channel", before=named.channel.lag().over(in_order()))
    yield steps.group_by("journey").aggregate(channel_switches=count(_.channel != _.before))


FAMILY = Family(measures=(SWITCHES,), counted=_counted)
