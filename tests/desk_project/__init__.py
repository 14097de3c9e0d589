"""A django-helpdesk project for the tests."""
