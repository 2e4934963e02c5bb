from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('office', '0008_token_for_field_collection'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='mobile',
            field=models.CharField(blank=True, default='', max_length=12, verbose_name='mobile number'),
        ),
        migrations.AddField(
            model_name='person',
            name='told_by',
            field=models.JSONField(default=list, editable=False),
        ),
    ]
