"""An ad remembers whether it was ever let out, so that opening it again is no way around the one who reads it first."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('vacancies', '0004_fault_column'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='vacancy',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='vacancy',
            name='update_update',
        ),
        migrations.AddField(
            model_name='vacancy',
            name='public_since',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='vacancyevent',
            name='public_since',
            field=models.DateTimeField(null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='vacancy',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "vacancies_vacancyevent" ("apply_by", "asked_open_at", "created_at", "digest", "ended_at", "establishment_id", "expires_at", "id", "is_test", "language", "modified_at", "occupation_id", "openings", "original_url", "pay_month_max", "pay_month_min", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "posted_by", "provider", "public_since", "published_at", "record", "reference", "reminded_at", "said_open_at", "source_type", "status", "status_reason", "title", "version") VALUES (NEW."apply_by", NEW."asked_open_at", NEW."created_at", NEW."digest", NEW."ended_at", NEW."establishment_id", NEW."expires_at", NEW."id", NEW."is_test", NEW."language", NEW."modified_at", NEW."occupation_id", NEW."openings", NEW."original_url", NEW."pay_month_max", NEW."pay_month_min", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."places", NEW."posted_by", NEW."provider", NEW."public_since", NEW."published_at", NEW."record", NEW."reference", NEW."reminded_at", NEW."said_open_at", NEW."source_type", NEW."status", NEW."status_reason", NEW."title", NEW."version"); RETURN NULL;', hash='b5d2de6117447616f75aadeb4018da496edb137c', operation='INSERT', pgid='pgtrigger_insert_insert_20645', table='vacancies_vacancy', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='vacancy',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."apply_by" IS DISTINCT FROM (NEW."apply_by") OR OLD."asked_open_at" IS DISTINCT FROM (NEW."asked_open_at") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."ended_at" IS DISTINCT FROM (NEW."ended_at") OR OLD."establishment_id" IS DISTINCT FROM (NEW."establishment_id") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_test" IS DISTINCT FROM (NEW."is_test") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."modified_at" IS DISTINCT FROM (NEW."modified_at") OR OLD."occupation_id" IS DISTINCT FROM (NEW."occupation_id") OR OLD."openings" IS DISTINCT FROM (NEW."openings") OR OLD."original_url" IS DISTINCT FROM (NEW."original_url") OR OLD."pay_month_max" IS DISTINCT FROM (NEW."pay_month_max") OR OLD."pay_month_min" IS DISTINCT FROM (NEW."pay_month_min") OR OLD."places" IS DISTINCT FROM (NEW."places") OR OLD."posted_by" IS DISTINCT FROM (NEW."posted_by") OR OLD."provider" IS DISTINCT FROM (NEW."provider") OR OLD."public_since" IS DISTINCT FROM (NEW."public_since") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."record" IS DISTINCT FROM (NEW."record") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."reminded_at" IS DISTINCT FROM (NEW."reminded_at") OR OLD."said_open_at" IS DISTINCT FROM (NEW."said_open_at") OR OLD."source_type" IS DISTINCT FROM (NEW."source_type") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."status_reason" IS DISTINCT FROM (NEW."status_reason") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "vacancies_vacancyevent" ("apply_by", "asked_open_at", "created_at", "digest", "ended_at", "establishment_id", "expires_at", "id", "is_test", "language", "modified_at", "occupation_id", "openings", "original_url", "pay_month_max", "pay_month_min", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "posted_by", "provider", "public_since", "published_at", "record", "reference", "reminded_at", "said_open_at", "source_type", "status", "status_reason", "title", "version") VALUES (NEW."apply_by", NEW."asked_open_at", NEW."created_at", NEW."digest", NEW."ended_at", NEW."establishment_id", NEW."expires_at", NEW."id", NEW."is_test", NEW."language", NEW."modified_at", NEW."occupation_id", NEW."openings", NEW."original_url", NEW."pay_month_max", NEW."pay_month_min", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."places", NEW."posted_by", NEW."provider", NEW."public_since", NEW."published_at", NEW."record", NEW."reference", NEW."reminded_at", NEW."said_open_at", NEW."source_type", NEW."status", NEW."status_reason", NEW."title", NEW."version"); RETURN NULL;', hash='a2d98dc7371f6f6624859e964b9f4ea52734fa7e', operation='UPDATE', pgid='pgtrigger_update_update_c04f8', table='vacancies_vacancy', when='AFTER')),
        ),
        # What is public now was let out when it was published; what has ended is read again before it comes back.
        migrations.RunSQL(
            "UPDATE vacancies_vacancy SET public_since = published_at WHERE status = 'active'",
            migrations.RunSQL.noop,
        ),
    ]
