"""The demo shop itself: a django-oscar project with its own catalogue, codes, deliveries, payments and translations."""
