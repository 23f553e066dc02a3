"""Rides hold more measures and parts than they did; every ride is made once more to have them."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0005_logs_that_were_uploaded'),
    ]

    operations = [
        migrations.RunSQL(
            "update ride_progress set followed_to = 0",
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
