from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("proposals", "0005_folded_names")]
    operations = [
        migrations.AddIndex(
            "row",
            models.Index(
                fields=["standing", "-submission", "position"],
                condition=~models.Q(standing="decided"),
                name="row_undecided_newest_first",
            ),
        ),
    ]
