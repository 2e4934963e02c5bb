import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("produce", "0002_certificate_days_facts")]

    operations = [
        migrations.RemoveField(model_name="lot", name="harvests"),
        migrations.CreateModel(
            name="HarvestShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kg", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "harvest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shares", to="produce.diaryentry"
                    ),
                ),
                (
                    "lot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shares", to="produce.lot"
                    ),
                ),
            ],
            options={
                "ordering": ["lot", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("lot", "harvest"), name="harvest_once_in_a_lot"),
                    models.CheckConstraint(condition=models.Q(("kg__gt", 0)), name="harvest_share_weighs"),
                ],
            },
        ),
        migrations.AddField(
            model_name="lot",
            name="harvests",
            field=models.ManyToManyField(
                blank=True, related_name="lots", through="produce.HarvestShare", to="produce.diaryentry"
            ),
        ),
    ]
