"""A reference list is never changed nor removed: the database itself refuses."""

from django.db import migrations

POSTGRESQL = [
    """CREATE FUNCTION references_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'a reference list is immutable'; END $$""",
    """CREATE TRIGGER references_no_change BEFORE UPDATE OR DELETE ON references_referencelist
    FOR EACH ROW EXECUTE FUNCTION references_refuse()""",
    """CREATE TRIGGER references_no_truncate BEFORE TRUNCATE ON references_referencelist
    FOR EACH STATEMENT EXECUTE FUNCTION references_refuse()""",
]
SQLITE = [
    """CREATE TRIGGER references_no_change BEFORE UPDATE ON references_referencelist
    BEGIN SELECT RAISE(ABORT, 'a reference list is immutable'); END""",
    """CREATE TRIGGER references_no_delete BEFORE DELETE ON references_referencelist
    BEGIN SELECT RAISE(ABORT, 'a reference list is immutable'); END""",
]


def guard(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("references", "0001_initial")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
