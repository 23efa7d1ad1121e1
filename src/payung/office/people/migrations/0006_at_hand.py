"""On PostgreSQL an index holds what lists of other things show of a person, and what they are narrowed and ordered by:
twenty thousand dead or claimants are looked up in it, and neither a million people nor their sealed pages are read."""

from django.db import migrations

MADE = "CREATE INDEX people_person_at_hand ON people_person (id) INCLUDE (name, village_id, birth_date)"


def index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(MADE)


class Migration(migrations.Migration):
    dependencies = [("people", "0005_shared_numbers_filled")]
    operations = [migrations.RunPython(index, migrations.RunPython.noop)]
