"""A trajectory can be followed again: a tree to renew with, and what counts in a cycle."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("learning", "0006_rules")]

    operations = [
        migrations.AddField(
            model_name="participation",
            name="counts_from",
            field=models.DateTimeField(
                blank=True,
                help_text="What was completed before does not count; none: all of it does.",
                null=True,
                verbose_name="counts from",
            ),
        ),
        migrations.AddField(
            model_name="participation",
            name="counts_until",
            field=models.DateTimeField(
                blank=True,
                help_text="What was completed from then on does not count either.",
                null=True,
                verbose_name="counts until",
            ),
        ),
        migrations.AddField(
            model_name="requirementtree",
            name="purpose",
            field=models.CharField(
                choices=[("first", "First time"), ("renewal", "Renewal")],
                default="first",
                max_length=20,
                verbose_name="purpose",
            ),
        ),
        migrations.RemoveConstraint(
            model_name="requirementtree", name="learning_tree_one_current"
        ),
        migrations.AddConstraint(
            model_name="requirementtree",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True)),
                fields=("activity", "purpose"),
                name="learning_tree_one_current_per_purpose",
            ),
        ),
    ]
