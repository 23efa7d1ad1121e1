"""Everybody's phone and family card are indexed blind: each seal is opened once, some thousand people at a time.

Each batch stands by itself, so that a million people need neither one long lock nor the memory for them; begun again,
the same values are written again. The indexes are made last.
"""

from django.db import connection, migrations, models, transaction

from payung.office.core.bulk import staged
from payung.office.core.vault import unseal_fields
from payung.office.people.sharing import shared_indexes

SEALED = "people.person"
BATCH = 5_000
WRITE = """UPDATE people_person SET phone_index = s.phone_index, kk_index = s.kk_index
    FROM staged_numbers s WHERE s.id = people_person.id"""


def fill(apps, schema_editor):
    people = apps.get_model("people", "Person").objects.order_by("pk")
    last = 0
    while batch := list(people.filter(pk__gt=last).values_list("pk", "sealed")[:BATCH]):
        last = batch[-1][0]
        kinds = {"id": "int", "phone_index": "bytes", "kk_index": "bytes"}
        with transaction.atomic(), staged("staged_numbers", kinds, _of(batch)), connection.cursor() as sql:
            sql.execute(WRITE)


def _of(batch):
    for pk, sealed in batch:
        found = shared_indexes(unseal_fields(sealed, SEALED))
        if any(found.values()):
            yield pk, found["phone_index"], found["kk_index"]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("people", "0004_shared_numbers")]
    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        *(
            migrations.AddIndex(
                "person",
                models.Index(
                    fields=[f"{number}_index", "id"],
                    condition=models.Q(died=None, **{f"{number}_index__isnull": False}),
                    name=f"person_same_{number}",
                ),
            )
            for number in ("phone", "kk")
        ),
    ]
