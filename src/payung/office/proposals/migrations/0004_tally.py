"""Rows say which reasons they have, and the database keeps how many rows of a kind there are (decision 31).

On PostgreSQL statement triggers add to ``proposals_rowchange`` in the act that changes rows; SQLite counts the rows.
"""

from django.db import migrations, models

CELL = "submission_id, programme_id, village_id, outcome, standing, codes"
# The reasons of a row in the order of the alphabet, "~" before a hint, which decides nothing.
CODES = """
UPDATE proposals_row SET codes = (
    SELECT {together} FROM (
        SELECT DISTINCT CASE WHEN f.outcome = 'eligible' THEN '~' ELSE '' END || f.code AS code
        FROM proposals_finding f WHERE f.row_id = proposals_row.id) d)
WHERE id IN (SELECT row_id FROM proposals_finding)
"""
TOGETHER = {
    "postgresql": """string_agg(code, ';' ORDER BY code COLLATE "C")""",
    "sqlite": "group_concat(code, ';')",
}
_SIDE = f"SELECT {CELL}, COUNT(*) AS heads FROM {{rows}} WHERE standing <> 'arriving' GROUP BY {CELL}"
_GONE = f"SELECT {CELL}, -COUNT(*) AS heads FROM gone WHERE standing <> 'arriving' GROUP BY {CELL}"
INTO = f"INSERT INTO proposals_rowchange ({CELL}, heads)"
REBUILD = f"TRUNCATE proposals_rowchange; {INTO} {_SIDE.format(rows='proposals_row')}"
KEEP = f"""
CREATE TABLE proposals_rowchange (submission_id bigint NOT NULL, programme_id bigint NOT NULL,
    village_id varchar(13) NOT NULL, outcome varchar(8) NOT NULL, standing varchar(8) NOT NULL, codes text NOT NULL,
    heads bigint NOT NULL);
CREATE VIEW proposals_rowtally AS
    SELECT submission_id AS id, {CELL}, SUM(heads)::integer AS heads FROM proposals_rowchange
    GROUP BY {CELL} HAVING SUM(heads) <> 0;
CREATE FUNCTION proposals_tally() RETURNS trigger LANGUAGE plpgsql SET jit = off AS $$ BEGIN
    IF TG_OP = 'INSERT' THEN {INTO} {_SIDE.format(rows="come")};
    ELSIF TG_OP = 'DELETE' THEN {INTO} {_GONE};
    ELSE {INTO} SELECT {CELL}, SUM(heads) FROM ({_SIDE.format(rows="come")} UNION ALL {_GONE}) c
        GROUP BY {CELL} HAVING SUM(heads) <> 0;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER proposals_tally_insert AFTER INSERT ON proposals_row REFERENCING NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION proposals_tally();
CREATE TRIGGER proposals_tally_update AFTER UPDATE ON proposals_row REFERENCING OLD TABLE AS gone NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION proposals_tally();
CREATE TRIGGER proposals_tally_delete AFTER DELETE ON proposals_row REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION proposals_tally();
CREATE FUNCTION proposals_tally_empty() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    TRUNCATE proposals_rowchange;
    RETURN NULL;
END $$;
CREATE TRIGGER proposals_tally_truncate AFTER TRUNCATE ON proposals_row
    FOR EACH STATEMENT EXECUTE FUNCTION proposals_tally_empty();
"""


def codes(apps, schema_editor):
    schema_editor.execute(CODES.format(together=TOGETHER[schema_editor.connection.vendor]))


def keep(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as sql:
            sql.execute(KEEP)
            sql.execute(REBUILD)


class Migration(migrations.Migration):
    dependencies = [("proposals", "0003_two_reviewers")]
    operations = [
        migrations.AddField(
            model_name="row",
            name="codes",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.RunPython(codes, migrations.RunPython.noop),
        migrations.RunPython(keep, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="row",
            index=models.Index(fields=["-submission", "position"], name="row_newest_list_first"),
        ),
        migrations.CreateModel(
            name="RowTally",
            fields=[("id", models.BigIntegerField(primary_key=True, serialize=False))],
            options={"db_table": "proposals_rowtally", "managed": False},
        ),
    ]
