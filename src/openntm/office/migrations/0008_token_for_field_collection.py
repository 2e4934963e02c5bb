from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('office', '0007_supervisor_and_digital_team_roles'),
    ]

    operations = [
        migrations.AlterField(
            model_name='token',
            name='purpose',
            field=models.CharField(
                choices=[
                    ('api', 'read API'), ('calendar', 'calendar feed'), ('field', 'field collection (ODK Collect)')
                ],
                default='api',
                max_length=10,
            ),
        ),
    ]
