"""Person-months that are not enrolled say under which answer of BPJS they stand."""

import django.db.models.deletion
from django.db import migrations, models

VERDICTS = [
    ("accepted", "Enrolled"),
    ("refused", "Refused by BPJS"),
    ("unknown", "Not on the decision"),
    ("unclear", "Not clear: ask BPJS"),
    ("skipped", "No person"),
]
WORDINGS = """
INSERT INTO cover_answer (verdict, reason)
SELECT DISTINCT verdict, reason FROM cover_returnline WHERE person_id IS NOT NULL
"""
# The newest answer about the person among the returns of the decision.
ANSWERED = """
UPDATE cover_personmonth SET answer_id = a.id
FROM (SELECT e.decision_id, r.person_id, MAX(r.id) AS line FROM cover_returnline r
      JOIN cover_enrolmentreturn e ON e.id = r.enrolment_return_id
      WHERE r.person_id IS NOT NULL GROUP BY e.decision_id, r.person_id) n
JOIN cover_returnline r ON r.id = n.line
JOIN cover_answer a ON a.verdict = r.verdict AND a.reason = r.reason
JOIN decisions_line l ON l.decision_id = n.decision_id AND l.person_id = n.person_id
WHERE cover_personmonth.line_id = l.id AND cover_personmonth.enrolled_by_id IS NULL
  AND cover_personmonth.withdrawn_by_id IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cover", "0003_remove_returnline_return_row_once_and_more"),
        ("decisions", "0004_vacancy"),
    ]
    operations = [
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verdict", models.CharField(choices=VERDICTS, max_length=8)),
                ("reason", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("verdict", "reason"), name="answer_once")],
            },
        ),
        migrations.AddField(
            model_name="personmonth",
            name="answer",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cover.answer",
            ),
        ),
        migrations.RunSQL(WORDINGS, migrations.RunSQL.noop),
        migrations.RunSQL(ANSWERED, migrations.RunSQL.noop),
    ]
