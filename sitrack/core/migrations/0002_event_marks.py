from django.db import migrations, models

from sitrack.core.audit.marks import FACTS, mark_of


def mark_what_is_there(apps, schema_editor):
    Event = apps.get_model('core', 'Event')
    for event in Event.objects.order_by('pk').iterator(chunk_size=2000):
        mark = mark_of(tuple(getattr(event, name) for name in FACTS))
        Event.objects.filter(pk=event.pk).update(mark=mark)


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_first_release'),
    ]

    operations = [
        migrations.AddField(
            model_name='event',
            name='mark',
            field=models.CharField(default='', editable=False, max_length=64),
        ),
        migrations.CreateModel(
            name='EventSeal',
            fields=[
                ('position', models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ('event', models.PositiveBigIntegerField(unique=True)),
                ('mark', models.CharField(max_length=64)),
                ('link', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.RunPython(mark_what_is_there, migrations.RunPython.noop),
    ]
