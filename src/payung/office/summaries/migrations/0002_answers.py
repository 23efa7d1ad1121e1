"""A history says under which answer of BPJS a month is not enrolled, so that causes are counted by history too."""

from importlib import import_module

from django.db import migrations

first = import_module("payung.office.summaries.migrations.0001_histories")
MADE = first.histories({**first.COLUMNS, "answer_id": "bigint"})
AWAY = """
DROP TRIGGER summaries_insert ON cover_personmonth;
DROP TRIGGER summaries_update ON cover_personmonth;
DROP TRIGGER summaries_delete ON cover_personmonth;
DROP TRIGGER summaries_truncate ON cover_personmonth;
DROP FUNCTION summaries_keep();
DROP FUNCTION summaries_empty();
DROP VIEW summaries_month;
DROP TABLE summaries_history, summaries_historymonth, summaries_standing, summaries_change;
DROP FUNCTION summaries_hash;
"""


def keep(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statements in (AWAY, MADE.tables, MADE.keep, MADE.rebuild):
            with schema_editor.connection.cursor() as sql:
                sql.execute(statements)


class Migration(migrations.Migration):
    dependencies = [("summaries", "0001_histories"), ("cover", "0004_answers")]
    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
