from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("produce", "0003_harvest_shares")]

    operations = [
        migrations.AddField(model_name="waitingoverride", name="covers", field=models.JSONField(default=list)),
    ]
