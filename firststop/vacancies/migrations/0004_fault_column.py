from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('vacancies', '0003_searches'),
    ]

    operations = [
        migrations.AddField(
            model_name='tablefault', name='column', field=models.TextField(db_default='', default='')
        ),
    ]
