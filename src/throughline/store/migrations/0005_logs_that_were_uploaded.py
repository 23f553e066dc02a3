"""Logs that were uploaded, their files, their reports, and who did what to them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0004_what_is_added_up_over_rides'),
    ]

    operations = [
        migrations.CreateModel(
            name='LogFile',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('place', models.SmallIntegerField()),
                ('name', models.TextField()),
                ('stored', models.TextField()),
                ('size', models.BigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('kind', models.TextField()),
                ('packed', models.BooleanField()),
            ],
            options={
                'db_table': 'log_file',
            },
        ),
        migrations.CreateModel(
            name='UploadedLog',
            fields=[
                ('id', models.TextField(primary_key=True, serialize=False)),
                ('staff', models.TextField()),
                ('name', models.TextField()),
                ('made_at', models.DateTimeField()),
                ('delete_on', models.DateField(null=True)),
                ('state', models.TextField(default='uploaded')),
                ('run', models.TextField(null=True)),
                ('beat_at', models.DateTimeField(null=True)),
                ('phase', models.TextField(default='queued')),
                ('progress', models.SmallIntegerField(default=0)),
                ('done', models.BigIntegerField(default=0)),
                ('of', models.BigIntegerField(default=0)),
                ('looked', models.JSONField(null=True)),
                ('mapping', models.TextField(default='')),
                ('confirmed', models.BooleanField(default=False)),
                ('error', models.TextField(blank=True, default='')),
            ],
            options={
                'db_table': 'uploaded_log',
            },
        ),
        migrations.CreateModel(
            name='LogAct',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('log', models.TextField()),
                ('staff', models.TextField()),
                ('at', models.DateTimeField()),
                ('act', models.TextField()),
            ],
            options={
                'db_table': 'log_act',
                'indexes': [models.Index(fields=['log', '-at'], name='log_act_of_log')],
                'constraints': [models.CheckConstraint(condition=models.Q(('act__in', ('uploaded', 'confirmed', 'cancelled', 'again', 'opened', 'downloaded', 'deleted'))), name='log_act_is_known')],
            },
        ),
        migrations.CreateModel(
            name='LogReport',
            fields=[
                ('log', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='report', serialize=False, to='store.uploadedlog')),
                ('made_at', models.DateTimeField()),
                ('html', models.TextField()),
                ('figures', models.JSONField()),
                ('told', models.JSONField()),
            ],
            options={
                'db_table': 'log_report',
            },
        ),
        migrations.AddIndex(
            model_name='uploadedlog',
            index=models.Index(fields=['-made_at', '-id'], name='log_newest_first'),
        ),
        migrations.AddConstraint(
            model_name='uploadedlog',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('uploaded', 'looking', 'measuring', 'waiting', 'ready', 'failed', 'cancelled'))), name='log_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='uploadedlog',
            constraint=models.CheckConstraint(condition=models.Q(('progress__gte', 0), ('progress__lte', 100)), name='log_progress_is_a_percentage'),
        ),
        migrations.AddConstraint(
            model_name='uploadedlog',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('beat_at__isnull', True), ('run__isnull', True)), models.Q(('beat_at__isnull', False), ('run__isnull', False), ('state__in', ('looking', 'measuring'))), _connector='OR'), name='log_that_is_worked_on_shows_life'),
        ),
        migrations.AddConstraint(
            model_name='uploadedlog',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), _negated=True), models.Q(('error', ''), _negated=True), _connector='OR'), name='log_that_failed_says_why'),
        ),
        migrations.AddConstraint(
            model_name='uploadedlog',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'waiting'), _negated=True), ('looked__isnull', False), _connector='OR'), name='log_that_waits_was_looked_at'),
        ),
        migrations.AddConstraint(
            model_name='uploadedlog',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='log_has_a_name'),
        ),
        migrations.AddField(
            model_name='logfile',
            name='log',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='store.uploadedlog'),
        ),
        migrations.AddConstraint(
            model_name='logfile',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ('csv', 'xes', 'parquet', 'ocel-json', 'ocel-xml', 'ocel-sqlite'))), name='log_file_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='logfile',
            constraint=models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='log_file_is_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='logfile',
            constraint=models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='log_file_has_its_sum'),
        ),
        migrations.AddConstraint(
            model_name='logfile',
            constraint=models.UniqueConstraint(models.F('log'), models.F('place'), name='log_file_has_its_place'),
        ),
        migrations.AddConstraint(
            model_name='logfile',
            constraint=models.UniqueConstraint(models.F('log'), models.F('stored'), name='log_file_is_stored_once'),
        ),
        migrations.RunSQL(
            "create trigger log_act_append_only before update or delete on log_act "
            "for each row execute function refuse_change()",
            "drop trigger log_act_append_only on log_act",
        ),
    ]
