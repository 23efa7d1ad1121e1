"""What the lines of a list add up to, written once when the list is made: a page need not read a million lines."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

frozen = import_module("payung.office.decisions.migrations.0003_frozen")
FILL = """
INSERT INTO decisions_tally (decision_id, village_id, taken, fund_id, why, people, rupiah)
SELECT decision_id, village_id, taken, fund_id, why, COUNT(*), SUM(rupiah) FROM decisions_line
GROUP BY decision_id, village_id, taken, fund_id, why
"""


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            """CREATE TRIGGER decisions_tally_frozen BEFORE INSERT OR UPDATE OR DELETE ON decisions_tally
            FOR EACH ROW EXECUTE FUNCTION decisions_refuse_parts()"""
        )
        return
    for act, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
        schema_editor.execute(
            f"""CREATE TRIGGER decisions_tally_frozen_{act.lower()}_{row.lower()} BEFORE {act} ON decisions_tally
            WHEN {frozen.APPROVED.format(row=row)} BEGIN SELECT RAISE(ABORT, '{frozen.WORDS}'); END"""
        )


class Migration(migrations.Migration):
    dependencies = [("decisions", "0004_vacancy")]
    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("taken", models.BooleanField()),
                ("why", models.CharField(blank=True, max_length=40)),
                ("people", models.IntegerField()),
                ("rupiah", models.BigIntegerField()),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tallies",
                        to="decisions.decision",
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="funding.fund",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.area"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "tallies",
            },
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
