"""The list of the guard begins with whom the next day concerns: an index in that order, in place of one that the
tallies made needless."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("continuity", "0002_tally")]
    operations = [
        migrations.RemoveIndex(model_name="watch", name="continuity__standin_520b3a_idx"),
        migrations.AddIndex(
            model_name="watch", index=models.Index(fields=["ends_on", "id"], name="watch_soonest_first")
        ),
    ]
