"""One settings module a situation: development, test, production; `base` is what they share."""
