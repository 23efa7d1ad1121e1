"""Indexes on the person-months that stand between two gates: lists of them are found without reading the others."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("cover", "0004_answers")]
    operations = [
        migrations.AddIndex(
            model_name="personmonth",
            index=models.Index(
                condition=Q(enrolled_by=None, withdrawn_by=None), fields=["answer", "id"], name="month_not_enrolled"
            ),
        ),
        migrations.AddIndex(
            model_name="personmonth",
            index=models.Index(
                condition=Q(bill_line=None, enrolled_by__isnull=False, withdrawn_by=None),
                fields=["id"],
                name="month_not_billed",
            ),
        ),
        migrations.AddIndex(
            model_name="personmonth",
            index=models.Index(
                condition=Q(bill_line__isnull=False, payment=None, withdrawn_by=None),
                fields=["bill_line", "id"],
                name="month_unpaid",
            ),
        ),
    ]
