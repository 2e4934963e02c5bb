"""Two issuers may give the same number on the same day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("steering", "0003_fill_search_keys")]
    operations = [
        migrations.RemoveConstraint(model_name="directive", name="directive_number_and_day"),
        migrations.AddConstraint(
            model_name="directive",
            constraint=models.UniqueConstraint(
                fields=["number", "issued", "issuer_vi"], name="directive_number_day_and_issuer"
            ),
        ),
    ]
