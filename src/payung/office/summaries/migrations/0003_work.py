"""People of a history by the work that they do, kept in the statement that changes either.

What comes to a history and goes is read from the changes of who has which (``summaries_standing``): a decision of a
million people adds as many rows here as there are kinds of work in its histories. Only ever added to, and folded daily.
"""

from django.db import migrations, models

TABLES = """
CREATE TABLE summaries_workchange (history_id bigint NOT NULL, work varchar(80) NOT NULL, people bigint NOT NULL);
CREATE VIEW summaries_workmonth AS
    SELECT w.people, w.work, m.history_id AS history, {columns}
    FROM (SELECT history_id, work, SUM(people)::bigint AS people FROM summaries_workchange
          GROUP BY 1, 2 HAVING SUM(people) > 0) w
    JOIN summaries_historymonth m ON m.history_id = w.history_id;
"""
_SIDE = "SELECT person_id, history_id, {n} AS n FROM {rows} WHERE history_id <> 0"
# Statements are planned anew each time (EXECUTE): one row and a million want different plans.
KEEP = f"""
CREATE FUNCTION summaries_moved() RETURNS trigger LANGUAGE plpgsql SET jit = off SET work_mem = '64MB' AS $body$
BEGIN
    EXECUTE $$INSERT INTO summaries_workchange (history_id, work, people)
        SELECT c.history_id, p.occupation, SUM(c.n) FROM ($$ || CASE TG_OP
            WHEN 'INSERT' THEN $${_SIDE.format(n="1", rows="come")}$$
            WHEN 'DELETE' THEN $${_SIDE.format(n="-1", rows="gone")}$$
            ELSE $${_SIDE.format(n="-1", rows="gone")} UNION ALL {_SIDE.format(n="1", rows="come")}$$ END || $$) c
        JOIN people_person p ON p.id = c.person_id GROUP BY 1, 2 HAVING SUM(c.n) <> 0$$;
    RETURN NULL;
END $body$;
CREATE TRIGGER summaries_came AFTER INSERT ON summaries_standing REFERENCING NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION summaries_moved();
CREATE TRIGGER summaries_moved AFTER UPDATE ON summaries_standing REFERENCING OLD TABLE AS gone NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION summaries_moved();
CREATE TRIGGER summaries_went AFTER DELETE ON summaries_standing REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION summaries_moved();
CREATE FUNCTION summaries_nobody() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    TRUNCATE summaries_workchange;
    RETURN NULL;
END $$;
CREATE TRIGGER summaries_emptied AFTER TRUNCATE ON summaries_standing
    FOR EACH STATEMENT EXECUTE FUNCTION summaries_nobody();
"""
# Other work of the same people. Whoever changes their months waits here or is waited for, so that the history read
# is the newest; in the order in which the months' own trigger locks them.
OTHER_WORK = """
CREATE FUNCTION summaries_otherwork() RETURNS trigger LANGUAGE plpgsql SET jit = off AS $body$
DECLARE
    changed bigint[];
BEGIN
    SELECT array_agg(n.id ORDER BY n.id) INTO changed FROM come n JOIN gone o ON o.id = n.id
        WHERE o.occupation <> n.occupation;
    IF changed IS NULL THEN RETURN NULL; END IF;
    PERFORM 1 FROM summaries_standing WHERE person_id = ANY (changed) ORDER BY person_id FOR UPDATE;
    INSERT INTO summaries_workchange (history_id, work, people)
        SELECT s.history_id, w.work, SUM(w.n) FROM summaries_standing s
        JOIN (SELECT id, occupation AS work, -1 AS n FROM gone UNION ALL SELECT id, occupation, 1 FROM come) w
            ON w.id = s.person_id
        WHERE s.person_id = ANY (changed) AND s.history_id <> 0
        GROUP BY 1, 2 HAVING SUM(w.n) <> 0;
    RETURN NULL;
END $body$;
CREATE TRIGGER summaries_otherwork AFTER UPDATE ON people_person REFERENCING OLD TABLE AS gone NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION summaries_otherwork();
"""
OF_PEOPLE = """SELECT s.history_id, p.occupation AS work, COUNT(*) AS people
    FROM summaries_standing s JOIN people_person p ON p.id = s.person_id WHERE s.history_id <> 0 GROUP BY 1, 2"""
FILL = f"INSERT INTO summaries_workchange (history_id, work, people) {OF_PEOPLE}"
_COLUMNS = (
    "month", "programme_id", "fund_id", "village_id", "decision_id", "sector", "enrolled_by_id", "bill_line_id",
    "payment_id", "planned", "due", "answer_id",
)  # fmt: skip


def keep(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        columns = ", ".join(f"m.{name}" for name in _COLUMNS)
        with schema_editor.connection.cursor() as sql:
            for statements in (TABLES.format(columns=columns), KEEP, OTHER_WORK, FILL):
                sql.execute(statements)


class Migration(migrations.Migration):
    dependencies = [("summaries", "0002_answers"), ("people", "0003_folded_names")]
    operations = [
        migrations.RunPython(keep, migrations.RunPython.noop),
        migrations.CreateModel(
            name="SummaryWork",
            fields=[
                ("history", models.BigIntegerField(primary_key=True, serialize=False)),
                ("work", models.CharField(max_length=80)),
                ("month", models.IntegerField()),
                ("people", models.BigIntegerField()),
                ("sector", models.CharField(max_length=10)),
                ("planned", models.IntegerField()),
                ("due", models.IntegerField(null=True)),
            ],
            options={"db_table": "summaries_workmonth", "managed": False},
        ),
    ]
