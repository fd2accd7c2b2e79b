"""What vacancies tell the world, in the past tense."""

TOPIC = "vacancies.vacancy"
VACANCY_PUBLISHED = "vacancy_published"
VACANCY_CHANGED = "vacancy_changed"
VACANCY_REJECTED = "vacancy_rejected"
VACANCY_STOPPED = "vacancy_stopped"
VACANCY_EXPIRED = "vacancy_expired"
VACANCY_DELETED = "vacancy_deleted"
