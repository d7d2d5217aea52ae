"""The summaries name steps by their own keys: all are worked out anew."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def mark_all_stale(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("reports", "SchoolSummary").objects.update(stale=True)


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_what_a_list_is_sorted_by")]
    operations = [migrations.RunPython(mark_all_stale, migrations.RunPython.noop)]
