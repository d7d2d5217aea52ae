from typing import Any

from django.db import migrations

from engagement.rules.menu import put_into


def put_lines_into_the_text(apps: Any, schema: Any) -> None:
    """Lines of the menu stood below the text of a plan; now they stand in it."""
    entries = apps.get_model("engagement", "SupportEntry").objects
    linked = entries.filter(menu_items__isnull=False).distinct()
    for entry in linked.prefetch_related("menu_items"):
        lines = [item.text for item in entry.menu_items.all()]
        entry.text = put_into(entry.text, lines)
        entry.save(update_fields=["text"])


class Migration(migrations.Migration):
    dependencies = [("engagement", "0013_a_partner_school_in_the_plan")]
    operations = [
        migrations.RunPython(put_lines_into_the_text, migrations.RunPython.noop)
    ]
