"""The event table, append-only by trigger; the view in the record's shape; the cache's table."""

from django.db import migrations

EVENT = """
create table event (
    position bigint generated always as identity primary key,
    xid xid8 not null default pg_current_xact_id(),
    recorded_at timestamptz not null default clock_timestamp(),
    journey text not null,
    seq int not null check (seq > 0),
    at timestamptz not null,
    kind text not null check (kind ~ '^[a-z-]+([.][a-z-]+)?/[0-9]+$'),
    name text,
    direction text check (direction in ('to', 'from', 'inside')),
    by text check (by in ('staff', 'stakeholder', 'delegate', 'system')),
    person text,
    function text,
    unit text,
    service text,
    version text,
    stage text,
    channel text check (channel in ('web', 'email', 'text', 'phone', 'in person', 'post')),
    key text,
    due timestamptz,
    value double precision,
    lifecycle text check (lifecycle in ('start', 'complete')),
    actor text,
    payload jsonb not null,
    constraint event_journey_seq unique (journey, seq),
    constraint event_person_is_staff check (person is null or (by is not null and by = 'staff'))
);
create index event_followed on event (xid, position);
"""

APPEND_ONLY = """
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'The table % is append-only: what was recorded stays as it was recorded.', tg_table_name
        using errcode = 'restrict_violation';
end $$;
create trigger event_append_only before update or delete on event
    for each row execute function refuse_change();
create trigger event_no_truncate before truncate on event
    for each statement execute function refuse_change();
create trigger opening_append_only before update or delete on opening
    for each row execute function refuse_change();
create trigger blueprint_stays before update or delete on blueprint
    for each row execute function refuse_change();
"""

VIEW = """
create view record as
    select journey, seq, at, kind, name, direction, by, person, function, unit, service, version, stage,
           channel, key, due, value, lifecycle
    from event;
"""

CACHE = """
create table cache (
    cache_key varchar(255) not null primary key,
    value text not null,
    expires timestamptz not null
);
create index cache_expires on cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("store", "0001_the_tables")]
    operations = [
        migrations.RunSQL(EVENT, "drop table event"),
        migrations.RunSQL(
            APPEND_ONLY,
            "drop trigger opening_append_only on opening; drop trigger blueprint_stays on blueprint; "
            "drop function refuse_change cascade",
        ),
        migrations.RunSQL(VIEW, "drop view record"),
        migrations.RunSQL(CACHE, "drop table cache"),
    ]
