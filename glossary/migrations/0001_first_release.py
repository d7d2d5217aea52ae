import django.db.models.deletion
import django.db.models.functions.text
import sitrack.core.create_together
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    # So that a database that was made before goes on.
    replaces = [('glossary', '0001_initial'), ('glossary', '0002_proposals')]

    initial = True

    dependencies = [
        ('core', '0001_first_release'),
    ]

    operations = [
        sitrack.core.create_together.CreateTogether(
            tables=[
                migrations.CreateModel(
                    name='Entry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('framework', models.SlugField(blank=True, max_length=30)),
                        ('code', models.CharField(blank=True, max_length=30)),
                        ('abbreviation', models.CharField(max_length=30)),
                        ('meaning', models.CharField(max_length=250)),
                        ('note', models.CharField(blank=True, max_length=300)),
                        ('status', models.CharField(choices=[('published', 'Published'), ('unconfirmed', 'Not confirmed'), ('proposed', 'Proposed'), ('declined', 'Not taken in')], default='published', max_length=11)),
                        ('order', models.PositiveSmallIntegerField()),
                        ('proposed_at', models.DateTimeField(blank=True, null=True)),
                        ('declined_reason', models.CharField(blank=True, max_length=500)),
                        ('proposed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name_plural': 'entries',
                        'ordering': ['order', 'pk'],
                        'constraints': [models.UniqueConstraint(models.F('framework'), django.db.models.functions.text.Lower('abbreviation'), django.db.models.functions.text.Lower('meaning'), name='one_entry_per_meaning'), models.CheckConstraint(condition=models.Q(models.Q(('proposed_at', None), ('proposed_by', None)), models.Q(('proposed_at__isnull', False), ('proposed_by__isnull', False)), _connector='OR'), name='who_proposes_an_entry_has_a_moment'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'declined'), models.Q(('declined_reason', ''), _negated=True)), models.Q(models.Q(('status', 'declined'), _negated=True), ('declined_reason', '')), _connector='OR'), name='a_declined_entry_has_its_reason')],
                    },
                ),
            ],
        ),
    ]
