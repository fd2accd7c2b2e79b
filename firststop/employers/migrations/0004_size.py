from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('employers', '0003_row_security'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='establishment',
            constraint=models.CheckConstraint(
                condition=models.Q(('size__isnull', True), ('size__gte', 1), _connector='OR'),
                name='employers_somebody_works_there',
            ),
        ),
    ]
