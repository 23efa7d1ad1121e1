"""The count of the guard by village, fund, standing, cause and days: pages read it instead of everybody."""

import django.db.models.deletion
from django.db import migrations, models

GROUP = "village_id, fund_id, standing, cause, arrears_on, ends_on, full_on, scholarship_on"
FILL = f"""
INSERT INTO continuity_tally ({GROUP}, heads, needed, death_now)
SELECT {GROUP}, COUNT(*), SUM(needed), SUM(death_now) FROM continuity_watch GROUP BY {GROUP}
"""
STANDINGS = [('active', 'Protected'), ('arrears', 'In arrears'), ('waiting', 'Decided, never paid'), ('ended', 'Membership ended')]
CAUSES = [('none', 'Nothing, paid ahead'), ('unpaid', 'Payment'), ('not_billed', 'Bill'), ('not_enrolled', 'Enrolment with BPJS'), ('no_decree', 'Decree for the coming months')]


class Migration(migrations.Migration):
    dependencies = [("continuity", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("standing", models.CharField(choices=STANDINGS, max_length=8)),
                ("cause", models.CharField(choices=CAUSES, max_length=12)),
                ("arrears_on", models.DateField(null=True)),
                ("ends_on", models.DateField(null=True)),
                ("full_on", models.DateField(null=True)),
                ("scholarship_on", models.DateField(null=True)),
                ("heads", models.IntegerField()),
                ("needed", models.BigIntegerField()),
                ("death_now", models.BigIntegerField()),
                (
                    "fund",
                    models.ForeignKey(
                        db_index=False,
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
            options={"verbose_name_plural": "tallies"},
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
