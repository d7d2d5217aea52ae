import django.db.models.deletion
import django.db.models.functions.text
import simple_history.models
import sitrack.core.clock
import sitrack.core.create_together
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    # So that a database that was made before goes on.
    replaces = [('schools', '0001_initial'), ('schools', '0002_invitations'), ('schools', '0003_people_and_posts'), ('schools', '0004_directory'), ('schools', '0005_schools_that_follow'), ('schools', '0006_whole_inspections'), ('schools', '0007_changes_of_schools')]

    initial = True

    dependencies = [
        ('core', '0001_first_release'),
    ]

    operations = [
        sitrack.core.create_together.CreateTogether(
            tables=[
                migrations.CreateModel(
                    name='Federation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=150, unique=True)),
                        ('code', models.CharField(blank=True, max_length=12)),
                    ],
                    options={
                        'ordering': ['name'],
                    },
                ),
                migrations.CreateModel(
                    name='Region',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=12, unique=True)),
                        ('name', models.CharField(max_length=80)),
                    ],
                    options={
                        'ordering': ['name'],
                    },
                ),
                migrations.CreateModel(
                    name='DirectorySection',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('framework', models.SlugField(max_length=30)),
                        ('code', models.CharField(max_length=30)),
                        ('name', models.CharField(max_length=120)),
                        ('intro', models.CharField(blank=True, max_length=250)),
                        ('from_posts', models.BooleanField(default=False)),
                        ('order', models.PositiveSmallIntegerField()),
                    ],
                    options={
                        'ordering': ['order', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('framework', 'code'), name='one_directory_section_a_code')],
                    },
                ),
                migrations.CreateModel(
                    name='DirectoryEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('topic', models.CharField(max_length=120)),
                        ('name', models.CharField(blank=True, max_length=150, verbose_name='person or service')),
                        ('role', models.CharField(blank=True, max_length=150, verbose_name='job title')),
                        ('phone', models.CharField(blank=True, max_length=60)),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                        ('area', models.CharField(blank=True, max_length=100)),
                        ('link', models.URLField(blank=True)),
                        ('order', models.PositiveSmallIntegerField()),
                        ('checked_on', models.DateField(blank=True, null=True)),
                        ('section', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='schools.directorysection')),
                    ],
                    options={
                        'verbose_name_plural': 'directory entries',
                        'ordering': ['section__order', 'order', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Person',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('name', models.CharField(max_length=150)),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                        ('phone', models.CharField(blank=True, max_length=30)),
                        ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='person', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['name'],
                    },
                ),
                migrations.CreateModel(
                    name='RegisterImport',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed')], default='waiting', max_length=8)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('due_at', models.DateTimeField()),
                        ('leased_until', models.DateTimeField(blank=True, null=True)),
                        ('last_error', models.TextField(blank=True)),
                        ('file', models.FileField(upload_to='register')),
                        ('file_name', models.CharField(max_length=200)),
                        ('dry_run', models.BooleanField(default=True)),
                        ('confirmed', models.BooleanField(default=False)),
                        ('la_codes', models.JSONField(blank=True, default=list)),
                        ('started_at', models.DateTimeField(auto_now_add=True)),
                        ('rows_done', models.PositiveIntegerField(default=0)),
                        ('rows_total', models.PositiveIntegerField(default=0)),
                        ('report', models.JSONField(blank=True, default=dict)),
                        ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-started_at', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='SafeguardingNotice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('service', models.CharField(blank=True, max_length=150)),
                        ('phone', models.CharField(blank=True, max_length=60)),
                        ('hours', models.CharField(blank=True, max_length=200)),
                        ('shown', models.BooleanField(default=False)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='there_is_one_safeguarding_notice'), models.CheckConstraint(condition=models.Q(('shown', False), models.Q(models.Q(('service', ''), _negated=True), models.Q(('phone', ''), _negated=True)), _connector='OR'), name='a_notice_that_is_shown_says_whom_to_call')],
                    },
                ),
                migrations.CreateModel(
                    name='School',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=200)),
                        ('urn', models.PositiveIntegerField(blank=True, null=True, unique=True, verbose_name='URN')),
                        ('la_code', models.CharField(max_length=4)),
                        ('dfe_number', models.CharField(max_length=9, verbose_name='DfE number')),
                        ('phase', models.CharField(max_length=30)),
                        ('establishment_type', models.CharField(max_length=60)),
                        ('maintained', models.BooleanField()),
                        ('status', models.CharField(default='Open', max_length=40)),
                        ('religious_character', models.CharField(blank=True, max_length=60)),
                        ('age_low', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('age_high', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('has_sixth_form', models.BooleanField(default=False)),
                        ('street', models.CharField(blank=True, max_length=150)),
                        ('locality', models.CharField(blank=True, max_length=150)),
                        ('town', models.CharField(blank=True, max_length=100)),
                        ('postcode', models.CharField(blank=True, max_length=10)),
                        ('website', models.CharField(blank=True, max_length=250)),
                        ('telephone', models.CharField(blank=True, max_length=20)),
                        ('constituency', models.CharField(blank=True, max_length=100)),
                        ('easting', models.PositiveIntegerField(blank=True, null=True)),
                        ('northing', models.PositiveIntegerField(blank=True, null=True)),
                        ('pupils', models.PositiveIntegerField(blank=True, null=True)),
                        ('capacity', models.PositiveIntegerField(blank=True, null=True)),
                        ('trust', models.CharField(blank=True, max_length=150)),
                        ('opened_on', models.DateField(blank=True, null=True)),
                        ('closed_on', models.DateField(blank=True, null=True)),
                        ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='schools', to='schools.region')),
                    ],
                    options={
                        'ordering': ['name', 'pk'],
                        'indexes': [models.Index(fields=['la_code', 'status'], name='school_la_status')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('closed_on', None), ('opened_on', None), ('closed_on__gte', models.F('opened_on')), _connector='OR'), name='school_closes_after_it_opens')],
                    },
                ),
                migrations.CreateModel(
                    name='RegisteredHead',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=200)),
                        ('job_title', models.CharField(blank=True, max_length=100)),
                        ('first_seen_on', models.DateField()),
                        ('last_seen_on', models.DateField(blank=True, null=True)),
                        ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='registered_heads', to='schools.school')),
                    ],
                    options={
                        'ordering': ['-first_seen_on', '-pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('last_seen_on', None)), fields=('school',), name='one_present_head_in_the_register'), models.CheckConstraint(condition=models.Q(('last_seen_on', None), ('last_seen_on__gte', models.F('first_seen_on')), _connector='OR'), name='registered_head_leaves_after_arriving')],
                    },
                ),
                migrations.CreateModel(
                    name='Post',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('role', models.CharField(choices=[('officer', 'Officer'), ('lead', 'Lead'), ('head', 'Head of service'), ('director', 'Director'), ('team', 'Officer of another team'), ('headteacher', 'Headteacher'), ('deputy', 'Deputy headteacher'), ('chair', 'Chair of governors'), ('governor', 'Governor'), ('sendco', 'SENDCo'), ('admin', 'System administrator')], max_length=12)),
                        ('title', models.CharField(blank=True, max_length=100)),
                        ('whole_service', models.BooleanField(default=False)),
                        ('start', models.DateField()),
                        ('end', models.DateField(blank=True, null=True)),
                        ('acting', models.BooleanField(default=False)),
                        ('end_reason', models.CharField(blank=True, max_length=200)),
                        ('covers', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='covered_by', to='schools.post')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='schools.person')),
                        ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='schools.region')),
                        ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='schools.school')),
                    ],
                    options={
                        'ordering': ['start', 'pk'],
                        'indexes': [models.Index(fields=['role', 'school'], name='post_role_school')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('region', None), ('school__isnull', False), ('whole_service', False)), models.Q(('region__isnull', False), ('school', None), ('whole_service', False)), models.Q(('region', None), ('school', None), ('whole_service', True)), _connector='OR'), name='post_has_exactly_one_scope'), models.CheckConstraint(condition=models.Q(('end', None), ('end__gte', models.F('start')), _connector='OR'), name='post_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('covers', None), ('acting', True), _connector='OR'), name='who_covers_a_post_is_acting'), models.CheckConstraint(condition=models.Q(('end_reason', ''), ('end__isnull', False), _connector='OR'), name='who_gives_a_reason_gives_an_end'), models.UniqueConstraint(condition=models.Q(('acting', False), ('end', None), ('role', 'officer')), fields=('school',), name='one_officer_per_school'), models.UniqueConstraint(condition=models.Q(('end', None), ('school__isnull', False)), fields=('person', 'role', 'school'), name='post_is_not_held_twice')],
                    },
                ),
                migrations.CreateModel(
                    name='InspectionResult',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('inspectorate', models.CharField(choices=[('ofsted', 'Ofsted'), ('siams', 'SIAMS')], default='ofsted', max_length=6)),
                        ('kind', models.CharField(choices=[('graded', 'Graded inspection'), ('ungraded', 'Ungraded inspection'), ('monitoring', 'Monitoring inspection'), ('report_card', 'Report card')], max_length=12)),
                        ('held_on', models.DateField()),
                        ('published_on', models.DateField(blank=True, null=True)),
                        ('headline', models.CharField(blank=True, max_length=120)),
                        ('areas', models.JSONField(blank=True, default=list)),
                        ('risk_of_decline', models.BooleanField(default=False)),
                        ('key_points', models.TextField(blank=True)),
                        ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='schools.school')),
                    ],
                    options={
                        'ordering': ['-held_on', '-pk'],
                        'constraints': [models.UniqueConstraint(fields=('school', 'held_on', 'kind'), name='one_inspection_of_a_kind_a_day'), models.CheckConstraint(condition=models.Q(('risk_of_decline', False), ('kind', 'ungraded'), _connector='OR'), name='only_an_ungraded_inspection_tells_of_decline')],
                    },
                ),
                migrations.CreateModel(
                    name='HistoricalInspectionResult',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('inspectorate', models.CharField(choices=[('ofsted', 'Ofsted'), ('siams', 'SIAMS')], default='ofsted', max_length=6)),
                        ('kind', models.CharField(choices=[('graded', 'Graded inspection'), ('ungraded', 'Ungraded inspection'), ('monitoring', 'Monitoring inspection'), ('report_card', 'Report card')], max_length=12)),
                        ('held_on', models.DateField()),
                        ('published_on', models.DateField(blank=True, null=True)),
                        ('headline', models.CharField(blank=True, max_length=120)),
                        ('areas', models.JSONField(blank=True, default=list)),
                        ('risk_of_decline', models.BooleanField(default=False)),
                        ('key_points', models.TextField(blank=True)),
                        ('history_id', models.AutoField(primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField(db_index=True)),
                        ('history_change_reason', models.CharField(max_length=100, null=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('school', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='schools.school')),
                    ],
                    options={
                        'verbose_name': 'historical inspection result',
                        'verbose_name_plural': 'historical inspection results',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='FederationMembership',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('start', models.DateField()),
                        ('end', models.DateField(blank=True, null=True)),
                        ('federation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='schools.federation')),
                        ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='schools.school')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('end', None)), fields=('school',), name='one_federation_at_a_time'), models.CheckConstraint(condition=models.Q(('end', None), ('end__gte', models.F('start')), _connector='OR'), name='membership_ends_after_it_starts')],
                    },
                ),
                migrations.CreateModel(
                    name='SchoolChange',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('closure', 'It closes'), ('conversion', 'It converts to an academy'), ('amalgamation', 'It becomes one school with others'), ('replacement', 'Another school replaces it')], max_length=12)),
                        ('last_day', models.DateField(blank=True, null=True)),
                        ('source', models.CharField(choices=[('register', 'The register says so'), ('links', 'The register’s file of links says so'), ('hand', 'Entered by hand')], max_length=8)),
                        ('state', models.CharField(choices=[('proposed', 'To be confirmed'), ('confirmed', 'Confirmed'), ('done', 'Done'), ('set_aside', 'Set aside')], default='proposed', max_length=9)),
                        ('reason', models.CharField(blank=True, max_length=250)),
                        ('proposed_at', models.DateTimeField()),
                        ('decided_at', models.DateTimeField(blank=True, null=True)),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='schools.school')),
                        ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='changes_before', to='schools.school')),
                    ],
                    options={
                        'ordering': ['-proposed_at', '-pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['proposed', 'confirmed'])), fields=('school',), name='one_change_of_a_school_at_a_time'), models.CheckConstraint(condition=models.Q(('successor', None), models.Q(('successor', models.F('school')), _negated=True), _connector='OR'), name='no_school_becomes_itself'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'closure'), ('successor', None)), models.Q(('kind__in', ['conversion', 'amalgamation', 'replacement']), ('successor__isnull', False)), _connector='OR'), name='a_school_that_only_closes_has_no_successor'), models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'set_aside']), ('last_day__isnull', False), _connector='OR'), name='a_confirmed_change_has_its_day'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('state', 'proposed')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('state__in', ['confirmed', 'done', 'set_aside'])), _connector='OR'), name='a_decided_change_says_who_and_when')],
                    },
                ),
                migrations.CreateModel(
                    name='SchoolLink',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('conversion', 'It converted to an academy'), ('amalgamation', 'It became one school with others'), ('replacement', 'It was replaced by another school')], max_length=12)),
                        ('since', models.DateField()),
                        ('predecessor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='schools.school')),
                        ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='came_from', to='schools.school')),
                    ],
                    options={
                        'ordering': ['-since', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('successor', 'predecessor'), name='one_link_between_two_schools'), models.CheckConstraint(condition=models.Q(('successor', models.F('predecessor')), _negated=True), name='no_school_follows_itself')],
                    },
                ),
                migrations.CreateModel(
                    name='TradedAgreement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('start', models.DateField()),
                        ('end', models.DateField(blank=True, null=True)),
                        ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='schools.school')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('end', None), ('end__gte', models.F('start')), _connector='OR'), name='agreement_ends_after_it_starts')],
                    },
                ),
                migrations.CreateModel(
                    name='Invitation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed')], default='waiting', max_length=8)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('due_at', models.DateTimeField()),
                        ('leased_until', models.DateTimeField(blank=True, null=True)),
                        ('last_error', models.TextField(blank=True)),
                        ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                        ('created_at', models.DateTimeField(default=sitrack.core.clock.now, editable=False)),
                        ('token_digest', models.CharField(blank=True, max_length=64, null=True, unique=True)),
                        ('expires_at', models.DateTimeField(blank=True, null=True)),
                        ('outcome', models.CharField(blank=True, choices=[('accepted', 'Accepted'), ('withdrawn', 'Withdrawn'), ('replaced', 'Replaced by a newer one')], max_length=9)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='schools.person')),
                    ],
                    options={
                        'ordering': ['-created_at', '-pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('outcome', '')), fields=('person',), name='one_open_invitation_per_person'), models.UniqueConstraint(django.db.models.functions.text.Lower('email'), condition=models.Q(('outcome', '')), name='one_open_invitation_per_address'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='ended_invitation_says_when'), models.CheckConstraint(condition=models.Q(models.Q(('expires_at', None), ('token_digest', None)), models.Q(('expires_at__isnull', False), ('token_digest__isnull', False)), _connector='OR'), name='mailed_invitation_says_until_when')],
                    },
                ),
            ],
        ),
    ]
