"""The one router of vacancies: an address that is read and written has to stand in one."""

from ninja import Router

router = Router(tags=["vacancies"])
