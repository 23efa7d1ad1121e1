"""On PostgreSQL names are found by their beginning whatever their capitals, in the order of that index (core.names)."""

from django.db import migrations

MADE = 'CREATE INDEX proposals_row_folded_name ON proposals_row ((UPPER(name) COLLATE "C"), id)'


def index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(MADE)


class Migration(migrations.Migration):
    dependencies = [("proposals", "0004_tally")]
    operations = [migrations.RunPython(index, migrations.RunPython.noop)]
