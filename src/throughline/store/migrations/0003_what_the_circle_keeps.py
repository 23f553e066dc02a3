"""What the circle keeps: rides, strategy, reviews and conversations."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0002_the_record'),
    ]

    operations = [
        migrations.CreateModel(
            name='PublishedStrategy',
            fields=[
                ('published_at', models.DateTimeField(primary_key=True, serialize=False)),
                ('body', models.JSONField()),
            ],
            options={
                'db_table': 'strategy',
            },
        ),
        migrations.CreateModel(
            name='RideProgress',
            fields=[
                ('id', models.TextField(primary_key=True, serialize=False)),
                ('followed_to', models.BigIntegerField()),
                ('as_of', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'ride_progress',
            },
        ),
        migrations.CreateModel(
            name='ConversationHeld',
            fields=[
                ('id', models.TextField(primary_key=True, serialize=False)),
                ('service', models.TextField()),
                ('family', models.TextField()),
                ('is_open', models.BooleanField()),
                ('opened_at', models.DateTimeField()),
                ('version', models.IntegerField(default=1)),
                ('body', models.JSONField()),
            ],
            options={
                'db_table': 'conversation',
                'indexes': [models.Index(fields=['is_open', '-opened_at'], name='conversation_newest_first')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_open', True)), fields=('service', 'family'), name='conversation_one_open_for_each_question')],
            },
        ),
        migrations.CreateModel(
            name='RideOfJourney',
            fields=[
                ('journey', models.TextField(primary_key=True, serialize=False)),
                ('service', models.TextField()),
                ('version', models.TextField()),
                ('unit', models.TextField()),
                ('started_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('ending', models.TextField(null=True)),
                ('ending_kind', models.TextField(null=True)),
                ('measures', models.JSONField()),
                ('outcomes', models.JSONField()),
                ('answers', models.JSONField()),
                ('asked', models.JSONField()),
            ],
            options={
                'db_table': 'ride_of_journey',
                'indexes': [models.Index(fields=['service', 'ended_at'], name='ride_of_service')],
            },
        ),
        migrations.CreateModel(
            name='SignalReview',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('service', models.TextField()),
                ('at', models.DateTimeField()),
                ('body', models.JSONField()),
            ],
            options={
                'db_table': 'signal_review',
                'indexes': [models.Index(fields=['service', '-at'], name='newest_review_of_service')],
            },
        ),
    ]
