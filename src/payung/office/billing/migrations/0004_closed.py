"""The books are only added to, and a closed month not even that: the database itself refuses.

Entries of money, corrections, steps, closings and what a reversal undid are never changed or deleted; of a payment
only ``stands`` changes, when a reversal cites it. In a closed month of a programme no bill comes, changes or goes,
no person-month passes a gate other than that of payment (a late payment is an entry of the month of its own date),
and no entry of money or correction is dated in it.

On SQLite a later change to one of these tables rebuilds it and loses its triggers: such a migration makes them anew.
"""

from django.db import migrations

ONLY_ADDED = "the books are only added to: record a reversal or a correction"
CLOSED = "the month is closed: record a correction dated in an open month"
ADDED_TO = ("billing_correction", "billing_step", "billing_closing", "billing_unsettled", "billing_payment")
PAYMENT = (
    "public_id, bill_id, fund_id, state, kind, document, dated, amount, settled, people, residual, why, reverses_id, "
    "carried_from_id, recorded_by_id, recorded"
)
BILL = "programme_id, fund_id, month, part, people, total, normal"
MONTH = "person_id, month, programme_id, fund_id, village_id, line_id, enrolled_by_id, bill_line_id, planned, due, withdrawn_by_id"

_OF_BILL = """EXISTS (SELECT 1 FROM billing_closing k
    WHERE k.programme_id = {row}.programme_id AND k.month = {row}.month)"""
_OF_LINE = """EXISTS (SELECT 1 FROM billing_closing k JOIN billing_bill b ON b.programme_id = k.programme_id
    AND b.month = k.month WHERE b.id = {row}.bill_id)"""
_DATED = """EXISTS (SELECT 1 FROM billing_closing k JOIN billing_bill b ON b.programme_id = k.programme_id
    WHERE b.id = NEW.bill_id AND k.month >= {month})"""


def _dated(vendor):
    month = {
        "postgresql": "EXTRACT(YEAR FROM NEW.dated) * 100 + EXTRACT(MONTH FROM NEW.dated)",
        "sqlite": "CAST(strftime('%Y%m', NEW.dated) AS integer)",
    }
    return _DATED.format(month=month[vendor])


def _differs(columns):
    pairs = [name.strip() for name in columns.split(",")]
    return " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in pairs)


# (name, table, the columns whose change is refused, the condition on OLD or NEW)
GUARDED = (
    ("bill", "billing_bill", BILL, _OF_BILL),
    ("line", "billing_billline", "", _OF_LINE),
    ("month", "cover_personmonth", MONTH, _OF_BILL),
)


def postgresql():
    yield f"""CREATE FUNCTION billing_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{ONLY_ADDED}'; END $$"""
    for table in ADDED_TO:
        columns = f" OF {PAYMENT}" if table == "billing_payment" else ""
        yield f"""CREATE TRIGGER {table}_only_added BEFORE UPDATE{columns} OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION billing_refuse()"""
    yield f"""CREATE FUNCTION billing_refuse_dated() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF {_dated("postgresql")} THEN RAISE EXCEPTION '{CLOSED}'; END IF;
    RETURN NEW;
    END $$"""
    for table in ("billing_payment", "billing_correction"):
        yield f"""CREATE TRIGGER {table}_open BEFORE INSERT ON {table}
        FOR EACH ROW EXECUTE FUNCTION billing_refuse_dated()"""
    for name, table, columns, closed in GUARDED:
        yield f"""CREATE FUNCTION billing_refuse_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP <> 'INSERT' AND {closed.format(row="OLD")} THEN RAISE EXCEPTION '{CLOSED}'; END IF;
        IF TG_OP <> 'DELETE' AND {closed.format(row="NEW")} THEN RAISE EXCEPTION '{CLOSED}'; END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
        END $$"""
        yield f"""CREATE TRIGGER {table}_closed BEFORE INSERT OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION billing_refuse_{name}()"""
        when = f"WHEN ({_differs(columns)})" if columns else ""
        yield f"""CREATE TRIGGER {table}_closed_update BEFORE UPDATE ON {table}
        FOR EACH ROW {when} EXECUTE FUNCTION billing_refuse_{name}()"""


def sqlite():
    for table in ADDED_TO:
        columns = f" OF {PAYMENT}" if table == "billing_payment" else ""
        for act in (f"UPDATE{columns}", "DELETE"):
            yield f"""CREATE TRIGGER {table}_only_added_{act[:6].lower()} BEFORE {act} ON {table}
            BEGIN SELECT RAISE(ABORT, '{ONLY_ADDED}'); END"""
    for table in ("billing_payment", "billing_correction"):
        yield f"""CREATE TRIGGER {table}_open BEFORE INSERT ON {table}
        WHEN {_dated("sqlite")} BEGIN SELECT RAISE(ABORT, '{CLOSED}'); END"""
    for _name, table, columns, closed in GUARDED:
        update = f"UPDATE OF {columns}" if columns else "UPDATE"
        for at, (act, row) in enumerate((("INSERT", "NEW"), (update, "OLD"), (update, "NEW"), ("DELETE", "OLD"))):
            yield f"""CREATE TRIGGER {table}_closed_{at} BEFORE {act} ON {table}
            WHEN {closed.format(row=row)} BEGIN SELECT RAISE(ABORT, '{CLOSED}'); END"""


def guard(apps, schema_editor):
    statements = {"postgresql": postgresql, "sqlite": sqlite}[schema_editor.connection.vendor]
    for statement in statements():
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("billing", "0003_books")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
