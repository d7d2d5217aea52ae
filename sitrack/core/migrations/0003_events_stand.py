from django.db import migrations

from sitrack.core.audit import guard


def stand(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    schema_editor.execute(guard.OPENING)
    if vendor == 'postgresql':
        schema_editor.execute(guard.function(), params=None)
    for statement in guard.statements(vendor).values():
        schema_editor.execute(statement)


def fall(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for table in guard.GUARDED:
        if vendor == 'postgresql':
            schema_editor.execute(f'DROP TRIGGER {table}_stands ON {table}')
        else:
            for verb in ('update', 'delete'):
                schema_editor.execute(f'DROP TRIGGER {table}_{verb}')
    if vendor == 'postgresql':
        schema_editor.execute('DROP FUNCTION core_events_stand()')
    schema_editor.execute('DROP TABLE core_eventopening')


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0002_event_marks'),
    ]

    operations = [
        migrations.RunPython(stand, fall),
    ]
