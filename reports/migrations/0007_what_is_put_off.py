"""The summaries name what a cadence asks for by its own key: all are worked out anew."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def mark_all_stale(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("reports", "SchoolSummary").objects.update(stale=True)


class Migration(migrations.Migration):
    dependencies = [("reports", "0006_calendar_feeds")]
    operations = [migrations.RunPython(mark_all_stale, migrations.RunPython.noop)]
