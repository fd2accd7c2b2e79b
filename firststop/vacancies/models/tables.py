"""Tables of vacancies that an employer uploaded, and what is to correct in them."""

import uuid

from django.db import models

from firststop.vacancies.enums import TableState


class TableUpload(models.Model):
    """A table as it came: tried first, then put in, the same bytes; they go once the table is in.

    `read` counts its rows, `done` those that are settled in the present state; the four outcomes add up to `done`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.UUIDField()
    establishment = models.ForeignKey("employers.Establishment", on_delete=models.CASCADE, related_name="+")
    by = models.CharField(max_length=80)
    by_kind = models.CharField(max_length=20)
    language = models.CharField(max_length=8)
    filename = models.CharField(max_length=255)
    body = models.BinaryField(null=True)
    state = models.CharField(max_length=10, choices=TableState, default=TableState.WAITING)
    read = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    uploaded_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    delete_on = models.DateField()

    class Meta:
        constraints = [
            # A row that is settled has one outcome: nothing is lost and nothing counted twice.
            models.CheckConstraint(
                condition=models.Q(
                    done=models.F("created") + models.F("updated") + models.F("unchanged") + models.F("refused")
                ),
                name="vacancies_table_adds_up",
            )
        ]
        indexes = [models.Index(fields=["organisation", "-uploaded_at"], name="vacancies_tables_of")]

    def __str__(self) -> str:
        return f"{self.filename} {self.state}"


class TableFault(models.Model):
    """One thing to correct or to know in a table, in the words of the uploader's language; row 0 is the file itself.

    `pointer` leads into the record, `column` is what the table calls the column, or else what people call it.
    """

    table = models.ForeignKey(TableUpload, on_delete=models.CASCADE, related_name="faults")
    row = models.PositiveIntegerField()
    pointer = models.TextField(default="")
    column = models.TextField(default="", db_default="")
    rule = models.TextField()
    severity = models.CharField(max_length=10)
    value = models.TextField(null=True)
    detail = models.TextField()
    hint = models.TextField(default="")

    class Meta:
        ordering = ["row", "id"]

    def __str__(self) -> str:
        return f"row {self.row} {self.pointer}: {self.rule}"
