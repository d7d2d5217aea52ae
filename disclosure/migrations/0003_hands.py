"""Whose hands a request went through, as the log of events tells it: also theirs whose
settling somebody else has done again."""

import django.db.models.deletion
import sitrack.core.clock
from django.conf import settings
from django.db import migrations, models

BY_HAND = [
    *("disclosure.settled", "disclosure.marked", "disclosure.unmarked"),
    *("disclosure.letter_opened", "disclosure.prepared"),
]


def note(apps, schema_editor):
    Hand = apps.get_model("disclosure", "Hand")
    Event = apps.get_model("core", "Event")
    requests = apps.get_model("disclosure", "Disclosure").objects
    known = set(apps.get_model("core", "User").objects.values_list("pk", flat=True))
    for request in requests.values_list("pk", flat=True):
        told = Event.objects.filter(
            subject=f"disclosure.disclosure:{request}", verb__in=BY_HAND
        )
        first = {}
        for actor, at in told.order_by("-at").values_list("actor_key", "at"):
            first[actor] = at
        for actor, at in first.items():
            key = actor.removeprefix("user:")
            if key.isdecimal() and int(key) in known:
                Hand.objects.create(disclosure_id=request, by_id=int(key), at=at)


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0006_knocks'),
        ('disclosure', '0002_marks_taken_off'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Hand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=sitrack.core.clock.now, editable=False)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('disclosure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hands', to='disclosure.disclosure')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('disclosure', 'by'), name='a_hand_is_noted_once')],
            },
        ),
        migrations.RunPython(note, migrations.RunPython.noop),
    ]
