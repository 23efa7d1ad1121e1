from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0003_folded_names")]
    operations = [
        migrations.AddField("person", "phone_index", models.BinaryField(max_length=16, null=True)),
        migrations.AddField("person", "kk_index", models.BinaryField(max_length=16, null=True)),
    ]
