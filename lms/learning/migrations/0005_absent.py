"""A session can be missed: a change that a record names. Only its choices change."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0004_tests"),
    ]

    operations = [
        migrations.AlterField(
            model_name="transition",
            name="change",
            field=models.CharField(
                choices=[
                    ("registered", "Registered"),
                    ("started", "Started"),
                    ("completed", "Completed"),
                    ("withdrawn", "Withdrawn"),
                    ("absent", "Absent"),
                    ("asked", "Asked"),
                    ("no-longer-asked", "No longer asked"),
                    ("shared", "Shared"),
                    ("unshared", "No longer shared"),
                ],
                max_length=20,
                verbose_name="change",
            ),
        ),
    ]
