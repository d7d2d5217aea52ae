import django.db.models.deletion
import django.db.models.functions.text
import sitrack.core.clock
import sitrack.core.create_together
import sitrack.core.models.stored_file
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    # So that a database that was made before goes on.
    replaces = [('core', '0001_initial'), ('core', '0002_drafts'), ('core', '0003_submission_content'), ('core', '0004_stored_files'), ('core', '0005_kept_posts'), ('core', '0006_submission_page'), ('core', '0007_reminders'), ('core', '0008_an_audience_for_restricted_letters')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        sitrack.core.create_together.CreateTogether(
            tables=[
                migrations.CreateModel(
                    name='NonWorkingDay',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField(unique=True)),
                        ('name', models.CharField(max_length=80)),
                        ('kind', models.CharField(choices=[('bank_holiday', 'Bank holiday'), ('local_closure', 'Local closure')], max_length=14)),
                    ],
                    options={
                        'ordering': ['day'],
                    },
                ),
                migrations.CreateModel(
                    name='User',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                        ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail address')),
                        ('name', models.CharField(max_length=150)),
                        ('is_active', models.BooleanField(default=True)),
                        ('is_staff', models.BooleanField(default=False)),
                        ('joined_at', models.DateTimeField(default=sitrack.core.clock.now, editable=False)),
                        ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                        ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='one_user_per_address')],
                    },
                ),
                migrations.CreateModel(
                    name='AcademicYear',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('label', models.CharField(max_length=9, unique=True)),
                        ('start', models.DateField(unique=True)),
                        ('end', models.DateField()),
                    ],
                    options={
                        'ordering': ['start'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='year_ends_after_it_starts')],
                    },
                ),
                migrations.CreateModel(
                    name='Draft',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('form', models.CharField(max_length=200)),
                        ('page', models.UUIDField()),
                        ('device', models.UUIDField(null=True)),
                        ('sequence', models.PositiveBigIntegerField()),
                        ('fields', models.JSONField(default=dict)),
                        ('spent', models.BooleanField(default=False)),
                        ('saved_at', models.DateTimeField()),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['user', 'form'], name='drafts_of_a_form'), models.Index(fields=['saved_at'], name='drafts_by_age')],
                        'constraints': [models.UniqueConstraint(fields=('user', 'page'), name='one_draft_per_page')],
                    },
                ),
                migrations.CreateModel(
                    name='Event',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(db_index=True)),
                        ('verb', models.CharField(max_length=60)),
                        ('subject', models.CharField(max_length=80)),
                        ('label', models.CharField(max_length=250)),
                        ('scope', models.CharField(blank=True, max_length=40)),
                        ('audience', models.CharField(choices=[('everyone', 'Everyone who may see the school'), ('leaders', "The authority and the school's leaders"), ('authority', 'The authority only'), ('school', "The school's leaders only"), ('restricted', 'Those who may read the restricted letter'), ('system', 'Nobody: kept for the audit')], max_length=12)),
                        ('actor_key', models.CharField(blank=True, max_length=40)),
                        ('actor_name', models.CharField(max_length=150)),
                        ('data', models.JSONField(blank=True, default=dict)),
                    ],
                    options={
                        'ordering': ['-at', '-pk'],
                        'indexes': [models.Index(fields=['subject', '-at'], name='event_subject'), models.Index(fields=['scope', '-at'], name='event_scope')],
                    },
                ),
                migrations.CreateModel(
                    name='KeptPost',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('token', models.UUIDField()),
                        ('path', models.CharField(max_length=200)),
                        ('sealed', models.TextField()),
                        ('at', models.DateTimeField()),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['at'], name='kept_posts_by_age')],
                        'constraints': [models.UniqueConstraint(fields=('user', 'token'), name='one_post_per_form')],
                    },
                ),
                migrations.CreateModel(
                    name='Notification',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed')], default='waiting', max_length=8)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('due_at', models.DateTimeField()),
                        ('leased_until', models.DateTimeField(blank=True, null=True)),
                        ('last_error', models.TextField(blank=True)),
                        ('key', models.CharField(max_length=120, unique=True)),
                        ('title', models.CharField(max_length=200)),
                        ('path', models.CharField(max_length=200)),
                        ('created_at', models.DateTimeField(default=sitrack.core.clock.now, editable=False)),
                        ('read_at', models.DateTimeField(blank=True, null=True)),
                        ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-created_at', '-pk'],
                        'indexes': [models.Index(fields=['recipient', 'read_at'], name='notification_unread'), models.Index(fields=['state', 'due_at'], name='notification_due')],
                    },
                ),
                migrations.CreateModel(
                    name='Reminder',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed')], default='waiting', max_length=8)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('due_at', models.DateTimeField()),
                        ('leased_until', models.DateTimeField(blank=True, null=True)),
                        ('last_error', models.TextField(blank=True)),
                        ('key', models.CharField(max_length=80)),
                        ('scope', models.CharField(max_length=40)),
                        ('day', models.DateField()),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['day', 'pk'],
                        'indexes': [models.Index(fields=['scope', 'day'], name='reminder_scope'), models.Index(fields=['key', 'day'], name='reminder_key'), models.Index(fields=['state', 'due_at'], name='reminder_due')],
                        'constraints': [models.UniqueConstraint(fields=('user', 'key'), name='one_reminder_of_a_thing_per_person')],
                    },
                ),
                migrations.CreateModel(
                    name='StoredFile',
                    fields=[
                        ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed')], default='waiting', max_length=8)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('due_at', models.DateTimeField()),
                        ('leased_until', models.DateTimeField(blank=True, null=True)),
                        ('last_error', models.TextField(blank=True)),
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('content', models.FileField(upload_to=sitrack.core.models.stored_file._place)),
                        ('name', models.CharField(max_length=200)),
                        ('kind', models.CharField(max_length=10)),
                        ('size', models.PositiveIntegerField()),
                        ('sha256', models.CharField(max_length=64)),
                        ('page', models.CharField(max_length=200)),
                        ('added_at', models.DateTimeField()),
                        ('verdict', models.CharField(choices=[('pending', 'Being checked for viruses: it can be opened after that.'), ('clean', 'Checked for viruses.'), ('not_scanned', 'Not scanned for viruses.'), ('rejected', 'A virus was found: nobody can open this file.'), ('unscannable', 'It could not be checked for viruses: nobody can open this file.')], default='pending', max_length=11)),
                        ('finding', models.CharField(blank=True, max_length=200)),
                        ('removed_at', models.DateTimeField(blank=True, null=True)),
                        ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['added_at', 'pk'],
                        'indexes': [models.Index(fields=['state', 'due_at'], name='stored_file_due'), models.Index(condition=models.Q(('verdict', 'not_scanned')), fields=['added_at'], name='stored_file_not_scanned')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), models.Q(('verdict', 'pending'), _negated=True), ('removed_at__isnull', False), _connector='OR'), name='scanned_file_has_a_verdict')],
                    },
                ),
                migrations.CreateModel(
                    name='Submission',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('token', models.UUIDField(unique=True)),
                        ('content', models.CharField(blank=True, max_length=64)),
                        ('page', models.CharField(blank=True, max_length=60)),
                        ('refused', models.CharField(blank=True, max_length=64)),
                        ('result', models.CharField(max_length=300)),
                        ('trail', models.JSONField(blank=True, default=dict)),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                ),
                migrations.CreateModel(
                    name='Term',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ordinal', models.PositiveSmallIntegerField()),
                        ('kind', models.CharField(choices=[('autumn', 'Autumn'), ('spring', 'Spring'), ('summer', 'Summer'), ('other', 'Other')], max_length=6)),
                        ('name', models.CharField(max_length=40)),
                        ('start', models.DateField()),
                        ('end', models.DateField()),
                        ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='core.academicyear')),
                    ],
                    options={
                        'ordering': ['start'],
                        'constraints': [models.UniqueConstraint(fields=('year', 'ordinal'), name='one_term_per_place_in_year'), models.UniqueConstraint(condition=models.Q(('kind', 'other'), _negated=True), fields=('year', 'kind'), name='one_term_of_a_kind_per_year'), models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='term_ends_after_it_starts')],
                    },
                ),
                migrations.CreateModel(
                    name='HalfTerm',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ordinal', models.PositiveSmallIntegerField()),
                        ('start', models.DateField()),
                        ('end', models.DateField()),
                        ('term', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='halves', to='core.term')),
                    ],
                    options={
                        'ordering': ['start'],
                        'constraints': [models.UniqueConstraint(fields=('term', 'ordinal'), name='one_half_term_per_place'), models.CheckConstraint(condition=models.Q(('ordinal__in', [1, 2])), name='a_term_has_two_halves'), models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='half_term_ends_after_it_starts')],
                    },
                ),
            ],
        ),
    ]
