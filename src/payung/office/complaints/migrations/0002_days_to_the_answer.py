from typing import Any

from django.db import migrations, models


def count_days(apps: Any, _schema: Any) -> None:
    """Of what was answered before: by the calendar of each village as it stands now."""
    from payung.office.workdays.queries import Calendars

    complaint = apps.get_model("complaints", "Complaint")
    answered = complaint.objects.filter(state="answered", answered_on__isnull=False)
    if not answered.exists():
        return
    calendars = Calendars()
    for held in answered.only("village_id", "received", "answered_on").iterator():
        days = calendars.of(held.village_id).between(held.received, held.answered_on)
        complaint.objects.filter(pk=held.pk).update(days=days)


class Migration(migrations.Migration):
    dependencies = [("complaints", "0001_initial"), ("workdays", "0001_initial")]

    operations = [
        migrations.AddField(model_name="complaint", name="days", field=models.IntegerField(null=True)),
        migrations.RunPython(count_days, migrations.RunPython.noop),
    ]
