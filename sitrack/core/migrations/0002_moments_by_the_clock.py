from django.db import migrations, models

import sitrack.core.clock


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="notification",
            name="created_at",
            field=models.DateTimeField(
                default=sitrack.core.clock.now, editable=False
            ),
        ),
        migrations.AlterField(
            model_name="user",
            name="joined_at",
            field=models.DateTimeField(
                default=sitrack.core.clock.now, editable=False
            ),
        ),
    ]
