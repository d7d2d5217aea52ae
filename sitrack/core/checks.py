"""What an installation should be told before it is used in earnest."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import connections

from sitrack.core import clock
from sitrack.core.backups.standing import last_backup, last_drill
from sitrack.core.documents.word.templates import faults_of

BACKUP_WITHIN = timedelta(days=1)
DRILL_WITHIN = timedelta(days=30)
# What each process would have for itself, or nobody at all.
NOT_SHARED = ("locmem.LocMemCache", "dummy.DummyCache")


@checks.register(checks.Tags.security, deploy=True)
def scanner_is_configured(
    app_configs: Any, **options: Any
) -> list[checks.CheckMessage]:
    """Without a scanner, files are handed on with the words "not scanned"."""
    if settings.CLAMD is not None:
        return []
    return [
        checks.Warning(
            "No virus scanner is configured: files are handed on unscanned.",
            hint="Set SITRACK_CLAMD to the address of a ClamAV daemon.",
            id="sitrack.W001",
        )
    ]


@checks.register(checks.Tags.security, deploy=True)
def second_factor_is_required(
    app_configs: Any, **options: Any
) -> list[checks.CheckMessage]:
    """A password alone opens nothing where it matters."""
    if settings.SECOND_FACTOR_REQUIRED:
        return []
    return [
        checks.Error(
            "People may sign in with a password alone.",
            hint="Set SITRACK_SECOND_FACTOR to required, or leave it out.",
            id="sitrack.E002",
        )
    ]


@checks.register(checks.Tags.templates)
def word_templates_can_be_filled(
    app_configs: Any, **options: Any
) -> list[checks.CheckMessage]:
    """An authority's Word template that lacks something is said at the start."""
    if settings.WORD_TEMPLATES is None:
        return []
    return [
        checks.Error(
            fault,
            hint="Begin with a copy of templates/word/document.docx, change how its"
            " styles look, and keep their names.",
            id="sitrack.E001",
        )
        for file in sorted(settings.WORD_TEMPLATES.glob("*.docx"))
        for fault in faults_of(file)
    ]


@checks.register(checks.Tags.security, deploy=True)
def the_log_has_a_key_of_its_own(
    app_configs: Any, **options: Any
) -> list[checks.CheckMessage]:
    """Made from the secret key, it would change with that, and vouch for nothing."""
    if settings.AUDIT_KEYS[0] != f"events of {settings.SECRET_KEY}":
        return []
    return [
        checks.Warning(
            "The log of events is vouched for by the key that signs sessions.",
            hint="Set SITRACK_AUDIT_KEY, and SITRACK_OLD_AUDIT_KEYS to 'events of '"
            " and the secret key if the log has been in use.",
            id="sitrack.W002",
        )
    ]


@checks.register(checks.Tags.security, deploy=True)
def the_cache_is_shared(app_configs: Any, **options: Any) -> list[checks.CheckMessage]:
    """Guesses at passwords are counted in it, by all processes together."""
    if not str(settings.CACHES["default"]["BACKEND"]).endswith(NOT_SHARED):
        return []
    return [
        checks.Warning(
            "The cache is not shared by the processes: each counts guesses by itself.",
            hint="Keep it in the database, as sitrack/settings.py does.",
            id="sitrack.W003",
        )
    ]


@checks.register(checks.Tags.security, deploy=True)
def finders_of_faults_know_whom_to_tell(
    app_configs: Any, **options: Any
) -> list[checks.CheckMessage]:
    """Whoever finds a hole looks for /.well-known/security.txt."""
    if settings.SECURITY_CONTACT:
        return []
    return [
        checks.Warning(
            "Nobody is named whom the finder of a hole should tell.",
            hint="Set SITRACK_SECURITY_CONTACT to mailto:… or https://….",
            id="sitrack.W004",
        )
    ]


@checks.register(checks.Tags.database, deploy=True)
def backups_are_fresh(
    app_configs: Any, *, databases: Any = None, **options: Any
) -> list[checks.CheckMessage]:
    """Looked at with ``--database default``, where there is something to lose."""
    if not databases:
        return []
    folder, now = Path(settings.BACKUPS), clock.now()
    made, drill = last_backup(folder), last_drill(folder)
    found: list[checks.CheckMessage] = []
    if made is None or now - made > BACKUP_WITHIN:
        since = f"since {made:%d %B %Y, %H:%M}" if made else f"in {folder}"
        hint = "Run manage.py backup every night, and see why it did not."
        text = f"No backup was made {since}."
        found.append(checks.Warning(text, hint=hint, id="sitrack.W005"))
    if drill is None or now - drill.begun_at > DRILL_WITHIN:
        text = "No backup was brought back on trial for 30 days."
        hint = "Run manage.py drill every week."
        found.append(checks.Warning(text, hint=hint, id="sitrack.W006"))
    elif drill.faults:
        text = f"The newest drill found {drill.archive} not whole: {drill.faults[0]}"
        hint = "Make a new backup, and run manage.py drill."
        found.append(checks.Warning(text, hint=hint, id="sitrack.W007"))
    return found


@checks.register(checks.Tags.database, deploy=True)
def the_role_has_no_more_than_it_needs(
    app_configs: Any, *, databases: Any = None, **options: Any
) -> list[checks.CheckMessage]:
    """A superuser of PostgreSQL reads and writes the server's files as well."""
    found: list[checks.CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if connection.vendor != "postgresql":
            continue
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
            (superuser,) = cursor.fetchone()
        if superuser:
            text = "The database is opened as a superuser of its server."
            hint = "Name a role in DATABASE_URL that owns this database alone."
            found.append(checks.Warning(text, hint=hint, id="sitrack.W008"))
    return found
