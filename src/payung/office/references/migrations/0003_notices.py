from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("references", "0002_immutable")]
    operations = [
        migrations.AddField("referencelist", "notices", models.JSONField(editable=False, null=True)),
    ]
