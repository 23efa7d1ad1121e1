"""The months of a person as the person's history has them: two small tables, where the rows lie all over a large one."""

from django.db import migrations, models

VIEW = """
CREATE VIEW summaries_personmonth AS SELECT s.person_id, m.month, m.decision_id, m.bill_line_id, m.payment_id, m.planned,
    m.due FROM summaries_standing s JOIN summaries_historymonth m ON m.history_id = s.history_id
"""


def view(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(VIEW)


class Migration(migrations.Migration):
    dependencies = [("summaries", "0003_work")]
    operations = [
        migrations.RunPython(view, migrations.RunPython.noop),
        migrations.CreateModel(
            name="MonthOfPerson",
            fields=[
                ("person_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("month", models.IntegerField()),
                ("planned", models.IntegerField()),
                ("due", models.IntegerField(null=True)),
            ],
            options={"db_table": "summaries_personmonth", "managed": False},
        ),
    ]
