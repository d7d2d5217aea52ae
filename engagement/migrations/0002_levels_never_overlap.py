"""Levels in force at a school never overlap (INV-02); on PostgreSQL a constraint.

Both ranges are of types that a GiST index knows without an extension. SQLite has no such
constraint: there one transaction writes at a time, and the service's check suffices.
"""

from django.db import migrations

ADD = """
ALTER TABLE engagement_levelassignment ADD CONSTRAINT levels_in_force_never_overlap
EXCLUDE USING gist (
    int8range(school_id, school_id, '[]') WITH &&,
    daterange(effective_from, effective_to, '[]') WITH &&
) WHERE (state IN ('approved', 'superseded'))
"""
REMOVE = (
    "ALTER TABLE engagement_levelassignment"
    " DROP CONSTRAINT levels_in_force_never_overlap"
)


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ADD)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(REMOVE)


class Migration(migrations.Migration):
    # So that a database that was made before goes on.
    replaces = [("engagement", "0019_levels_never_overlap")]
    dependencies = [("engagement", "0001_first_release")]

    operations = [migrations.RunPython(add, remove)]
