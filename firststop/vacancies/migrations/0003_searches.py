"""Saved searches get readable conditions, a folded name, and their place in the change log.

No door wrote to the table before, so that columns may be exchanged in one step; the link that stops a search is signed
now and needs no digest.
"""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('vacancies', '0002_tables'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='savedsearch', name='vacancies_search_name_once'),
        migrations.RemoveField(model_name='savedsearch', name='query'),
        migrations.RemoveField(model_name='savedsearch', name='stop_digest'),
        migrations.AddField(
            model_name='savedsearch', name='folded', field=models.CharField(default='', max_length=160), preserve_default=False
        ),
        migrations.AddField(model_name='savedsearch', name='conditions', field=models.JSONField(default=dict)),
        migrations.AddField(model_name='savedsearch', name='seen_transaction', field=models.BigIntegerField(default=0)),
        migrations.AddField(model_name='savedsearch', name='seen_entry', field=models.BigIntegerField(default=0)),
        migrations.AddField(
            model_name='savedsearch',
            name='looked_at',
            field=models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(model_name='savedsearch', name='stopped_at', field=models.DateTimeField(null=True)),
        migrations.AddConstraint(
            model_name='savedsearch',
            constraint=models.UniqueConstraint(fields=('person', 'folded'), name='vacancies_search_name_once'),
        ),
        migrations.AddIndex(
            model_name='savedsearch', index=models.Index(fields=['rhythm', 'looked_at'], name='vacancies_search_due')
        ),
    ]
