"""Plans. A plan that is ready accepts no change but the list that it became: the database itself refuses one.

On SQLite a later change to one of these tables rebuilds it and loses its triggers: such a migration makes them anew.
"""

import django.db.models.deletion
import payung.office.core.identifiers
from django.conf import settings
from django.db import migrations, models

WORDS = "the plan is frozen: a change is another plan"
PARTS = ("plans_line", "plans_reason", "plans_planfund", "plans_planvillage", "plans_planflow")
READY = "EXISTS (SELECT 1 FROM plans_plan p WHERE p.id = {row}.plan_id AND p.stage = 'ready')"
KEPT = ("stage", "programme_id", "first_month", "months", "inputs_hash", "plan_hash", "people", "covered", "rupiah")
CHANGED = " OR ".join(f"NEW.{name} <> OLD.{name}" for name in KEPT)

POSTGRESQL = [
    f"""CREATE FUNCTION plans_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$""",
    f"""CREATE FUNCTION plans_refuse_parts() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF {READY.format(row="OLD")} THEN RAISE EXCEPTION '{WORDS}'; END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    IF {READY.format(row="NEW")} THEN RAISE EXCEPTION '{WORDS}'; END IF;
    RETURN NEW;
    END $$""",
    # Once for all the rows of a statement: a plan is written in bulk.
    f"""CREATE FUNCTION plans_refuse_more() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF EXISTS (SELECT 1 FROM plans_plan p WHERE p.stage = 'ready' AND p.id IN (SELECT plan_id FROM added))
    THEN RAISE EXCEPTION '{WORDS}'; END IF;
    RETURN NULL;
    END $$""",
    f"""CREATE TRIGGER plans_frozen BEFORE UPDATE ON plans_plan
    FOR EACH ROW WHEN (OLD.stage = 'ready' AND ({CHANGED})) EXECUTE FUNCTION plans_refuse()""",
    """CREATE TRIGGER plans_stay BEFORE DELETE ON plans_plan
    FOR EACH ROW WHEN (OLD.stage = 'ready') EXECUTE FUNCTION plans_refuse()""",
    *[
        f"""CREATE TRIGGER {part}_frozen BEFORE UPDATE OR DELETE ON {part}
        FOR EACH ROW EXECUTE FUNCTION plans_refuse_parts()"""
        for part in PARTS
    ],
    *[
        f"""CREATE TRIGGER {part}_closed AFTER INSERT ON {part} REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION plans_refuse_more()"""
        for part in PARTS
    ],
]
SQLITE = [
    f"""CREATE TRIGGER plans_frozen BEFORE UPDATE ON plans_plan
    WHEN OLD.stage = 'ready' AND ({CHANGED}) BEGIN SELECT RAISE(ABORT, '{WORDS}'); END""",
    f"""CREATE TRIGGER plans_stay BEFORE DELETE ON plans_plan
    WHEN OLD.stage = 'ready' BEGIN SELECT RAISE(ABORT, '{WORDS}'); END""",
    *[
        f"""CREATE TRIGGER {part}_frozen_{act.lower()}_{row.lower()} BEFORE {act} ON {part}
        WHEN {READY.format(row=row)} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"""
        for part in PARTS
        for act, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("UPDATE", "NEW"), ("DELETE", "OLD"))
    ],
]


def guard(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('areas', '0001_initial'),
        ('decisions', '0003_frozen'),
        ('funding', '0002_kinds_money_rules'),
        ('programmes', '0002_two_reviewers'),
        ('proposals', '0003_two_reviewers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=payung.office.core.identifiers.public_id, editable=False, max_length=12, unique=True)),
                ('number', models.IntegerField()),
                ('first_month', models.IntegerField()),
                ('months', models.SmallIntegerField()),
                ('aim', models.CharField(choices=[('people', "As many people as possible; the programme's order decides among them"), ('order', "Who stands higher in the programme's order, even where fewer people are covered")], default='people', max_length=6)),
                ('changes', models.JSONField(default=dict)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('stage', models.CharField(choices=[('queued', 'Queued'), ('reading', 'Gathering people and funds'), ('solving', 'Looking for the best plan'), ('writing', 'Writing'), ('ready', 'Ready'), ('unusable', 'Cannot be made')], db_index=True, default='queued', max_length=8)),
                ('done', models.SmallIntegerField(default=0)),
                ('lease', models.DateTimeField(null=True)),
                ('attempt', models.SmallIntegerField(default=0)),
                ('tries', models.SmallIntegerField(default=0)),
                ('problem_id', models.TextField(blank=True)),
                ('problem_en', models.TextField(blank=True)),
                ('inputs', models.JSONField(default=dict)),
                ('inputs_hash', models.CharField(blank=True, max_length=64)),
                ('plan_hash', models.CharField(blank=True, max_length=64)),
                ('people', models.IntegerField(default=0)),
                ('covered', models.IntegerField(default=0)),
                ('waiting', models.IntegerField(default=0)),
                ('rupiah', models.BigIntegerField(default=0)),
                ('short', models.IntegerField(default=0)),
                ('loss', models.BigIntegerField(default=0)),
                ('proven', models.BooleanField(default=False)),
                ('facts', models.JSONField(default=dict)),
                ('made', models.DateTimeField(auto_now_add=True)),
                ('finished', models.DateTimeField(null=True)),
                ('base', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='derived', to='plans.plan')),
                ('decision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='plans', to='decisions.decision')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='programmes.programme')),
            ],
            options={
                'ordering': ['-id'],
                'constraints': [
                    models.UniqueConstraint(fields=('programme', 'number'), name='plan_number_once'),
                    models.CheckConstraint(condition=models.Q(('months__range', (1, 60))), name='plan_months'),
                    models.CheckConstraint(condition=models.Q(models.Q(('stage', 'ready'), _negated=True), models.Q(models.Q(('inputs_hash', ''), _negated=True), models.Q(('plan_hash', ''), _negated=True)), _connector='OR'), name='plan_ready_is_frozen'),
                ],
            },
        ),
        migrations.CreateModel(
            name='PlanFlow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('people', models.IntegerField()),
                ('rupiah', models.BigIntegerField()),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funding.fund')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='flows', to='plans.plan')),
                ('village', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
            ],
            options={
                'ordering': ['plan', 'fund', 'village'],
                'constraints': [
                    models.UniqueConstraint(fields=('plan', 'fund', 'village'), name='plan_flow_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='PlanFund',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.SmallIntegerField()),
                ('money', models.BigIntegerField(null=True)),
                ('idle_for', models.SmallIntegerField(default=0)),
                ('people', models.IntegerField(default=0)),
                ('rupiah', models.BigIntegerField(default=0)),
                ('greedy_people', models.IntegerField(default=0)),
                ('greedy_rupiah', models.BigIntegerField(default=0)),
                ('marginal', models.IntegerField(null=True)),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funding.fund')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='funds', to='plans.plan')),
                ('rule', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funding.fundrule')),
            ],
            options={
                'ordering': ['plan', 'rank', 'fund'],
                'constraints': [
                    models.UniqueConstraint(fields=('plan', 'fund'), name='plan_fund_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='PlanVillage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('places', models.IntegerField(null=True)),
                ('people', models.IntegerField(default=0)),
                ('rupiah', models.BigIntegerField(default=0)),
                ('waiting', models.IntegerField(default=0)),
                ('greedy_people', models.IntegerField(default=0)),
                ('last_people', models.IntegerField(default=0)),
                ('last_months', models.IntegerField(default=0)),
                ('last_rupiah', models.BigIntegerField(default=0)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='villages', to='plans.plan')),
                ('village', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
            ],
            options={
                'ordering': ['plan', 'village'],
                'constraints': [
                    models.UniqueConstraint(fields=('plan', 'village'), name='plan_village_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Reason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('why_id', models.TextField()),
                ('why_en', models.TextField()),
                ('people', models.IntegerField()),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reasons', to='plans.plan')),
            ],
            options={
                'ordering': ['plan', '-people', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.IntegerField()),
                ('sector', models.CharField(max_length=10)),
                ('registered', models.IntegerField()),
                ('since', models.IntegerField()),
                ('traits', models.JSONField(default=dict)),
                ('rupiah', models.BigIntegerField(default=0)),
                ('loss', models.BigIntegerField(default=0)),
                ('queue', models.IntegerField(null=True)),
                ('fund', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funding.fund')),
                ('row', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plan_lines', to='proposals.row')),
                ('village', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('plan', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='plans.plan')),
                ('reason', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='plans.reason')),
            ],
            options={
                'ordering': ['plan', 'position'],
                'constraints': [
                    models.UniqueConstraint(fields=('plan', 'position'), name='plan_position_once'),
                    models.CheckConstraint(condition=models.Q(models.Q(('fund', None), ('reason__isnull', False), ('queue__isnull', False)), models.Q(('fund__isnull', False), ('reason', None), ('queue', None)), _connector='OR'), name='plan_line_paid_or_waits'),
                ],
                'indexes': [
                    models.Index(fields=['plan', 'village'], name='plans_line_plan_id_68a2e7_idx'),
                ],
            },
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
