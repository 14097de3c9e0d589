"""What the mail of a message says, and drafts of answers."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

DECIDED = [
    ("", "no draft"),
    ("open", "not decided"),
    ("sent", "sent"),
    ("changed", "sent with changes"),
    ("rejected", "rejected"),
]


class Migration(migrations.Migration):
    """Adds the columns; messages from before have no mail and no draft."""

    dependencies: ClassVar = [("footnote", "0001_initial")]
    operations: ClassVar = [
        migrations.AddField("turn", "mail", models.JSONField(blank=True, null=True)),
        migrations.AddField(
            "turn", "draft", models.TextField(blank=True, default=""), preserve_default=False
        ),
        migrations.AddField(
            "turn", "decided", models.CharField(blank=True, choices=DECIDED, default="", max_length=10)
        ),
    ]
