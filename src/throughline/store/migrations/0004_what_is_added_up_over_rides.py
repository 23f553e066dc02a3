"""The parts of each ride that are added up over journeys; every ride is made once more to have them."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0003_what_the_circle_keeps'),
    ]

    operations = [
        migrations.AddField(
            model_name='rideofjourney',
            name='parts',
            field=models.JSONField(default=dict),
        ),
        migrations.RunSQL(
            "update ride_progress set followed_to = 0",
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
