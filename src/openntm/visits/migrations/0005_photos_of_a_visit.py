import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("visits", "0004_carry_photos")]

    operations = [
        migrations.RemoveField(model_name="visit", name="photos"),
        migrations.AlterField(
            model_name="visitphoto",
            name="visit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="photos", to="visits.visit"
            ),
        ),
    ]
