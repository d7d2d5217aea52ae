import django.db.models.deletion
from django.db import migrations, models

RECORD = "engagement.schoolyearrecord"


def name_the_visits_record(apps, schema_editor):
    """Each step belongs to the record of its visit: none was carried yet."""
    steps = apps.get_model("visits", "NextStep").objects
    visits = apps.get_model("visits", "Visit").objects
    own = visits.filter(pk=models.OuterRef("visit")).values("record")[:1]
    steps.update(record=models.Subquery(own))


def field(**options):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name="next_steps",
        to=RECORD,
        **options,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("engagement", "0006_records_through_the_year"),
        ("visits", "0009_other_times"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalnextstep",
            name="record",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=RECORD,
            ),
        ),
        migrations.AddField("nextstep", "record", field(null=True)),
        migrations.RunPython(name_the_visits_record, migrations.RunPython.noop),
        migrations.AlterField("nextstep", "record", field()),
    ]
