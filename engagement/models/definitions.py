"""What a framework says: its levels, criteria, entitlements and cadences.

Everything here is loaded from ``fixtures/frameworks`` and known by code. What a
record uses is never deleted: foreign keys protect it, and it is retired (INV-26).
"""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from engagement.models.frameworks import FrameworkVersion
from sitrack.core.roles import Role


class Level(models.Model):
    """What Suffolk calls a circle and others a tier, phase or pathway."""

    framework = models.ForeignKey(
        FrameworkVersion, on_delete=models.CASCADE, related_name="levels"
    )
    code = models.SlugField(max_length=30)
    label = models.CharField(max_length=120)
    short_name = models.CharField(max_length=60, blank=True)
    order = models.PositiveSmallIntegerField()
    base = models.BooleanField(default=False)
    statutory = models.BooleanField(default=False)
    requires_plan = models.BooleanField(default=False)
    plan_template = models.SlugField(max_length=40, blank=True)
    # Which plans can be begun here, the level's own first.
    plan_templates = models.JSONField(default=list, blank=True)
    forced_by = models.SlugField(max_length=60, blank=True)
    approver = models.CharField(max_length=12, choices=Role.choices, default=Role.LEAD)
    inherits = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    duration = models.JSONField(default=dict, blank=True)
    suggest_when = models.JSONField(null=True, blank=True)
    offer = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["framework", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "code"], name="one_level_per_code"
            ),
            models.UniqueConstraint(
                fields=["framework", "order"], name="one_level_per_place"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Theme(models.Model):
    """A heading that groups criteria."""

    framework = models.ForeignKey(
        FrameworkVersion, on_delete=models.CASCADE, related_name="themes"
    )
    code = models.SlugField(max_length=30)
    name = models.CharField(max_length=150)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "code"], name="one_theme_per_code"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Criterion(models.Model):
    """A statement to pick as evidence for a level; known by code, never by text."""

    framework = models.ForeignKey(
        FrameworkVersion, on_delete=models.CASCADE, related_name="criteria"
    )
    level = models.ForeignKey(Level, on_delete=models.CASCADE, related_name="criteria")
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="criteria"
    )
    code = models.CharField(max_length=30)
    text = models.TextField()
    order = models.PositiveSmallIntegerField()
    decisive = models.BooleanField(default=False)
    headline = models.BooleanField(default=False)

    class Meta:
        ordering = ["level__order", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "code"], name="one_criterion_per_code"
            )
        ]

    def __str__(self) -> str:
        return self.text


class EntitlementLine(models.Model):
    """What a level entitles a school to: a quantity, or an item.

    Lines that a level inherits or shares are stored with it, so that one look at
    a level's own rows tells everything.
    """

    level = models.ForeignKey(
        Level, on_delete=models.CASCADE, related_name="entitlements"
    )
    code = models.CharField(max_length=30, blank=True)
    kind = models.CharField(max_length=10)
    quantity_min = models.DecimalField(
        max_digits=7, decimal_places=2, null=True, blank=True
    )
    quantity_max = models.DecimalField(
        max_digits=7, decimal_places=2, null=True, blank=True
    )
    unit = models.CharField(max_length=12, blank=True)
    per = models.CharField(max_length=12, blank=True)
    provider = models.CharField(max_length=60, blank=True)
    counted = models.BooleanField(default=False)
    checklist = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    split = models.JSONField(default=list, blank=True, encoder=DjangoJSONEncoder)
    # How many hours of the ledger make one unit, and the time that uses it up.
    unit_hours = models.DecimalField(
        max_digits=4, decimal_places=2, null=True, blank=True
    )
    categories = models.JSONField(default=list, blank=True)
    chargeable = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["level__order", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["level", "code"], name="one_entitlement_per_code_and_level"
            )
        ]

    def __str__(self) -> str:
        return self.text


class CadenceRule(models.Model):
    """Something that falls due every so often."""

    framework = models.ForeignKey(
        FrameworkVersion, on_delete=models.CASCADE, related_name="cadences"
    )
    code = models.CharField(max_length=30)
    rule = models.JSONField(default=dict)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "code"], name="one_cadence_per_code"
            )
        ]

    def __str__(self) -> str:
        return self.code


class RoleLabel(models.Model):
    """What a framework calls an abstract role."""

    framework = models.ForeignKey(
        FrameworkVersion, on_delete=models.CASCADE, related_name="role_labels"
    )
    role = models.CharField(max_length=12, choices=Role.choices)
    label = models.CharField(max_length=100)
    short = models.CharField(max_length=30, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "role"], name="one_label_per_role"
            )
        ]

    def __str__(self) -> str:
        return self.short or self.label


class CyclePrompt(models.Model):
    """A question of the continuous conversation cycle (SUF-Q)."""

    framework = models.ForeignKey(
        FrameworkVersion, on_delete=models.CASCADE, related_name="cycle"
    )
    code = models.CharField(max_length=30)
    stage = models.CharField(max_length=150)
    text = models.TextField(blank=True)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "code"], name="one_cycle_prompt_per_code"
            )
        ]

    def __str__(self) -> str:
        return self.text or self.stage
