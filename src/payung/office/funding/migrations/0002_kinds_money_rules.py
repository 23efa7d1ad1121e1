"""Kinds of money; appropriations, whose sum is the ceiling; versions of rules; lists of people.

The database adds each appropriation to the ceiling, lets the ceiling be nothing but their sum, and changes no
appropriation and no version. On SQLite a later change to one of these tables rebuilds it and loses its triggers: such
a migration makes them anew.
"""

import django.db.models.deletion
import payung.office.core.identifiers
from django.conf import settings
from django.db import migrations, models

KEPT = ("funding_appropriation", "funding_fundrule")
WORDS = "only added to: a change is another one"
SUM = "(SELECT SUM(amount) FROM funding_appropriation WHERE fund_id = NEW.id)"
POSTGRESQL = [
    f"""CREATE FUNCTION funding_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$""",
    *[
        f"""CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION funding_refuse()"""
        for table in KEPT
    ],
    """CREATE FUNCTION funding_add_up() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    UPDATE funding_fund SET ceiling = COALESCE(ceiling, 0) + NEW.amount WHERE id = NEW.fund_id;
    RETURN NEW;
    END $$""",
    """CREATE TRIGGER funding_appropriation_adds_up AFTER INSERT ON funding_appropriation
    FOR EACH ROW EXECUTE FUNCTION funding_add_up()""",
    f"""CREATE FUNCTION funding_is_sum() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.ceiling IS DISTINCT FROM {SUM} THEN RAISE EXCEPTION 'the ceiling is the sum of its appropriations'; END IF;
    RETURN NEW;
    END $$""",
    """CREATE TRIGGER funding_ceiling_is_sum BEFORE INSERT OR UPDATE OF ceiling ON funding_fund
    FOR EACH ROW EXECUTE FUNCTION funding_is_sum()""",
]
SQLITE = [
    *[
        f"""CREATE TRIGGER {table}_kept_{act.lower()} BEFORE {act} ON {table}
        BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"""
        for table in KEPT
        for act in ("UPDATE", "DELETE")
    ],
    """CREATE TRIGGER funding_appropriation_adds_up AFTER INSERT ON funding_appropriation
    BEGIN UPDATE funding_fund SET ceiling = COALESCE(ceiling, 0) + NEW.amount WHERE id = NEW.fund_id; END""",
    f"""CREATE TRIGGER funding_ceiling_is_sum BEFORE UPDATE OF ceiling ON funding_fund
    WHEN NEW.ceiling IS NOT {SUM}
    BEGIN SELECT RAISE(ABORT, 'the ceiling is the sum of its appropriations'); END""",
    """CREATE TRIGGER funding_ceiling_begins_empty BEFORE INSERT ON funding_fund WHEN NEW.ceiling IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'the ceiling is the sum of its appropriations'); END""",
]
KINDS = {"apbn": "apbn", "apbdes": "apbdes", "csr": "csr", "baznas": "baznas", "donor": "asn", "self": "self"}


def begin(apps, schema_editor):
    """Each fund's ceiling as it stands is its first appropriation; its kind follows from its rate."""
    fund, appropriation = apps.get_model("funding", "Fund"), apps.get_model("funding", "Appropriation")
    for payer, kind in KINDS.items():
        fund.objects.filter(payer=payer).update(kind=kind)
    fund.objects.filter(payer="apbd", area__level=1).update(kind="apbd_province")
    for pk, name, year, ceiling in fund.objects.exclude(ceiling=None).values_list("pk", "name", "year", "ceiling"):
        appropriation.objects.create(fund_id=pk, amount=ceiling, document=f"{name} {year}", dated=f"{year}-01-01")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def guard(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('areas', '0001_initial'),
        ('funding', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='fund',
            name='kind',
            field=models.CharField(choices=[('apbd_regency', 'APBD of the regency or city'), ('apbd_province', 'APBD of the province'), ('apbdes', 'Village budget (APBDes, ADD)'), ('dana_desa', 'Dana Desa'), ('dbh_cht', 'Tobacco excise share (DBH CHT)'), ('dbh_sawit', 'Palm oil share (DBH Sawit)'), ('pokir', 'Proposed by a council member (pokir DPRD)'), ('csr', 'Company (CSR)'), ('baznas', 'Zakat (BAZNAS)'), ('asn', 'Civil servants and other donors'), ('bank', 'Bank'), ('self', 'The workers themselves'), ('apbn', 'State budget (APBN)')], default='apbd_regency', max_length=13),
        ),
        migrations.AddField(
            model_name='fund',
            name='proposer',
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.CreateModel(
            name='PeopleGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=payung.office.core.identifiers.public_id, editable=False, max_length=12, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('dated', models.DateField()),
                ('people', models.IntegerField()),
                ('skipped', models.IntegerField(default=0)),
                ('sha256', models.CharField(max_length=64)),
                ('added', models.DateTimeField(auto_now_add=True)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [
                    models.UniqueConstraint(fields=('area', 'name'), name='people_group_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='GroupMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nik_index', models.BinaryField(max_length=32)),
                ('asnaf', models.CharField(blank=True, choices=[('fakir', 'Fakir: destitute'), ('miskin', 'Miskin: poor'), ('amil', 'Amil: collects and hands out zakat'), ('mualaf', 'Mualaf: new in the faith'), ('riqab', 'Riqab: in bondage'), ('gharim', 'Gharim: in debt'), ('fisabilillah', 'Fisabilillah: in the way of God'), ('ibnu_sabil', 'Ibnu sabil: stranded on the road')], max_length=12)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='funding.peoplegroup')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('nik_index', 'group'), name='group_member_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Appropriation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=payung.office.core.identifiers.public_id, editable=False, max_length=12, unique=True)),
                ('amount', models.BigIntegerField()),
                ('document', models.CharField(max_length=160)),
                ('dated', models.DateField()),
                ('why', models.CharField(blank=True, max_length=500)),
                ('recorded', models.DateTimeField(auto_now_add=True)),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appropriations', to='funding.fund')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['fund', 'dated', 'id'],
                'constraints': [models.UniqueConstraint(fields=('fund', 'document', 'dated', 'amount'), name='appropriation_once')],
            },
        ),
        migrations.CreateModel(
            name='FundRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.SmallIntegerField()),
                ('valid_from', models.DateField()),
                ('rules', models.JSONField()),
                ('basis', models.CharField(blank=True, max_length=250)),
                ('made', models.DateTimeField(auto_now_add=True)),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rules', to='funding.fund')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['fund', '-version'],
                'constraints': [models.UniqueConstraint(fields=('fund', 'version'), name='fund_rule_version_once')],
            },
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
