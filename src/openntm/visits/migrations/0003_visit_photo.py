import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

SOURCES = [("photo", "written in the photo"), ("device", "told by the device"), ("none", "not known")]


class Migration(migrations.Migration):
    dependencies = [("office", "0005_producer_role"), ("visits", "0002_kinds_of_visit")]

    operations = [
        migrations.CreateModel(
            name="VisitPhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item", models.CharField(blank=True, max_length=40)),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                ("time_source", models.CharField(choices=SOURCES, default="none", max_length=6)),
                ("latitude", models.DecimalField(blank=True, decimal_places=6, max_digits=8, null=True)),
                ("longitude", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                ("accuracy", models.PositiveIntegerField(blank=True, null=True)),
                ("place_source", models.CharField(choices=SOURCES, default="none", max_length=6)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.storedfile"
                    ),
                ),
                (
                    "observation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="visits.observation",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",  # `photos` is still the field that goes in 0005
                        to="visits.visit",
                    ),
                ),
            ],
            options={
                "ordering": ["visit", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(taken_at__isnull=True, time_source="none")
                        | Q(taken_at__isnull=False) & ~Q(time_source="none"),
                        name="photo_says_who_told_its_time",
                    ),
                    models.CheckConstraint(
                        condition=Q(latitude__isnull=True, longitude__isnull=True, place_source="none")
                        | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)) & ~Q(place_source="none"),
                        name="photo_says_who_told_its_place",
                    ),
                ],
            },
        ),
    ]
