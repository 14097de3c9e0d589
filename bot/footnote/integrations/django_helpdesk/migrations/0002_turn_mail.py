"""What the mail of a message says."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the column; messages from before have none."""

    dependencies: ClassVar = [("footnote", "0001_initial")]
    operations: ClassVar = [
        migrations.AddField("turn", "mail", models.JSONField(blank=True, null=True)),
    ]
