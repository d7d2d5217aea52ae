"""Where schools stood term by term; the summaries work it out anew for all."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def mark_all_stale(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("reports", "SchoolSummary").objects.update(stale=True)


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0007_reminders'),
        ('reports', '0008_weekly_mail'),
        ('schools', '0006_whole_inspections'),
    ]

    operations = [
        migrations.CreateModel(
            name='TermStanding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('counts', models.BooleanField()),
                ('level_code', models.CharField(blank=True, max_length=30)),
                ('level_order', models.SmallIntegerField(null=True)),
                ('since_term', models.SmallIntegerField(choices=[(-1, 'Down'), (0, 'Same'), (1, 'Up')], null=True)),
                ('since_year', models.SmallIntegerField(choices=[(-1, 'Down'), (0, 'Same'), (1, 'Up')], null=True)),
                ('visited', models.BooleanField()),
                ('differs', models.BooleanField()),
                ('plan_track', models.CharField(blank=True, choices=[('on', 'On track'), ('off', 'Not on track'), ('unreviewed', 'Not yet reviewed')], max_length=10)),
                ('plan_limit', models.CharField(blank=True, choices=[('near', 'Ends within 30 days'), ('over', 'Past its end, without an extension'), ('extended', 'Past its first end, with an extension')], max_length=8)),
                ('red', models.PositiveSmallIntegerField(default=0)),
                ('amber', models.PositiveSmallIntegerField(default=0)),
                ('green', models.PositiveSmallIntegerField(default=0)),
                ('minutes_used', models.IntegerField(default=0)),
                ('minutes_ceiling', models.IntegerField(null=True)),
                ('region_key', models.BigIntegerField(null=True)),
                ('officer_key', models.BigIntegerField(null=True)),
                ('phase', models.CharField(max_length=30)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='standings', to='schools.school')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.term')),
            ],
            options={
                'indexes': [models.Index(fields=['term', 'counts', 'level_code', 'since_term', 'since_year', 'visited', 'differs', 'plan_track', 'plan_limit', 'region_key', 'phase', 'school', 'minutes_used', 'minutes_ceiling', 'red', 'amber', 'green'], name='standing_picture'), models.Index(fields=['term', 'counts', 'officer_key', 'region_key', 'phase', 'school', 'minutes_used', 'minutes_ceiling'], name='standing_officer')],
                'constraints': [models.UniqueConstraint(fields=('school', 'term'), name='one_standing_per_school_and_term')],
            },
        ),
        migrations.RunPython(mark_all_stale, migrations.RunPython.noop),
    ]
