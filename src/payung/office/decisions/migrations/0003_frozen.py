"""An approved list accepts no change: the database itself refuses one to its decision, lines and withdrawals.

On SQLite a later change to one of these tables rebuilds it and loses its triggers: such a migration makes them anew.
"""

from django.db import migrations

WORDS = "the list is frozen: a change is a new decision"
PARTS = ("decisions_line", "decisions_withdrawal")
APPROVED = "EXISTS (SELECT 1 FROM decisions_decision d WHERE d.id = {row}.decision_id AND d.state = 'approved')"

POSTGRESQL = [
    f"""CREATE FUNCTION decisions_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$""",
    f"""CREATE FUNCTION decisions_refuse_parts() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP <> 'INSERT' AND {APPROVED.format(row="OLD")} THEN RAISE EXCEPTION '{WORDS}'; END IF;
    IF TG_OP <> 'DELETE' AND {APPROVED.format(row="NEW")} THEN RAISE EXCEPTION '{WORDS}'; END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    END $$""",
    """CREATE TRIGGER decisions_frozen BEFORE UPDATE OR DELETE ON decisions_decision
    FOR EACH ROW WHEN (OLD.state = 'approved') EXECUTE FUNCTION decisions_refuse()""",
    *[
        f"""CREATE TRIGGER {part}_frozen BEFORE INSERT OR UPDATE OR DELETE ON {part}
        FOR EACH ROW EXECUTE FUNCTION decisions_refuse_parts()"""
        for part in PARTS
    ],
]
SQLITE = [
    *[
        f"""CREATE TRIGGER decisions_frozen_{act.lower()} BEFORE {act} ON decisions_decision
        WHEN OLD.state = 'approved' BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"""
        for act in ("UPDATE", "DELETE")
    ],
    *[
        f"""CREATE TRIGGER {part}_frozen_{act.lower()}_{row.lower()} BEFORE {act} ON {part}
        WHEN {APPROVED.format(row=row)} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"""
        for part in PARTS
        for act, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("UPDATE", "NEW"), ("DELETE", "OLD"))
    ],
]


def guard(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("decisions", "0002_lettertemplate_signing_withdrawal_decision_cycle_and_more")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
