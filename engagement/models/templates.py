"""What forms offer: option lists, visit templates, measures, teams, the menu."""

from django.db import models

from engagement.models.frameworks import FrameworkVersion
from schools.models import Person, School


class OptionList(models.Model):
    """A drop-down list; provisional where the source prints no options."""

    framework = models.ForeignKey(
        FrameworkVersion, on_delete=models.CASCADE, related_name="option_lists"
    )
    code = models.SlugField(max_length=40)
    provisional = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "code"], name="one_option_list_per_code"
            )
        ]

    def __str__(self) -> str:
        return self.code


class Option(models.Model):
    """One choice of a list."""

    list = models.ForeignKey(
        OptionList, on_delete=models.CASCADE, related_name="options"
    )
    code = models.SlugField(max_length=80)
    label = models.CharField(max_length=150)
    order = models.PositiveSmallIntegerField()
    category = models.SlugField(max_length=40, blank=True)
    counted = models.BooleanField(default=True)
    guide = models.SlugField(max_length=40, blank=True)
    template = models.SlugField(max_length=40, blank=True)
    pooled = models.BooleanField(default=False)
    retired = models.BooleanField(default=False)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["list", "code"], name="one_option_per_code")
        ]

    def __str__(self) -> str:
        return self.label


class VisitTemplate(models.Model):
    """The form on which a visit is written up; old visits keep theirs (DP-06)."""

    framework = models.ForeignKey(
        FrameworkVersion, on_delete=models.CASCADE, related_name="visit_templates"
    )
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "code"], name="one_visit_template_per_code"
            )
        ]

    def __str__(self) -> str:
        return self.name


class TemplatePrompt(models.Model):
    """One labelled box of a visit template.

    ``help_lines`` each have code and text, ``columns`` key, label and type.
    """

    template = models.ForeignKey(
        VisitTemplate, on_delete=models.CASCADE, related_name="prompts"
    )
    code = models.CharField(max_length=30)
    key = models.SlugField(max_length=40)
    section = models.CharField(max_length=150, blank=True)
    label = models.CharField(max_length=250)
    type = models.CharField(max_length=12)
    filled_by = models.CharField(max_length=10)
    required_at = models.CharField(max_length=10, blank=True)
    prefill = models.CharField(max_length=60, blank=True)
    option_list = models.SlugField(max_length=40, blank=True)
    guide = models.SlugField(max_length=40, blank=True)
    columns = models.JSONField(default=list, blank=True)
    help_lines = models.JSONField(default=list, blank=True)
    from_last = models.CharField(max_length=30, blank=True)
    initials = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "key"], name="one_prompt_per_key"
            )
        ]

    def __str__(self) -> str:
        return self.label


class PlanTemplate(models.Model):
    """The form of a plan of additional engagement (SUF-A).

    ``labels`` are its printed words by key, each with code, label and columns;
    ``reasons`` the blocks of criteria that it picks from, each with code, label and
    level; ``review`` the standing questions of its reviews, each with code, key and
    label (SUF-A-23). ``priorities`` is how many the form prints. ``form`` says what
    else differs (``engagement.queries.plan_forms``); without one the plan has pages of
    its own.
    """

    framework = models.ForeignKey(
        FrameworkVersion, on_delete=models.CASCADE, related_name="plan_templates"
    )
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=150)
    priorities = models.PositiveSmallIntegerField()
    labels = models.JSONField(default=dict, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    review = models.JSONField(default=list, blank=True)
    form = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "code"], name="one_plan_template_per_code"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def label(self, key: str) -> str:
        """The exact label of a field of the form, such as ``starts_on``."""
        return str(self.labels[key]["label"])


class AssessmentMeasure(models.Model):
    """A row of the assessment table and the schools it applies to (SUF-R-18).

    A row with a ``school`` is that school's own, for what it tells in words (ACC-009).
    """

    class Unit(models.TextChoices):
        PERCENT = "percent", "Percentage"
        POINTS = "points", "Points"

    framework = models.ForeignKey(
        FrameworkVersion, on_delete=models.CASCADE, related_name="measures"
    )
    code = models.CharField(max_length=30)
    label = models.CharField(max_length=80)
    order = models.PositiveSmallIntegerField()
    applies = models.JSONField(default=dict, blank=True)
    optional = models.BooleanField(default=False)
    unit = models.CharField(max_length=7, choices=Unit.choices, default=Unit.PERCENT)
    school = models.ForeignKey(
        School,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="own_measures",
    )

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "code"], name="one_measure_per_code"
            )
        ]

    def __str__(self) -> str:
        return self.label


class Team(models.Model):
    """A team of the authority; only the counted team's time meets the ceiling."""

    framework = models.ForeignKey(
        FrameworkVersion, on_delete=models.CASCADE, related_name="teams"
    )
    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=150)
    lead_in = models.CharField(max_length=150, blank=True)
    counted = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "code"], name="one_team_per_code"
            )
        ]

    def __str__(self) -> str:
        return self.name


class TeamMembership(models.Model):
    """Who works in which team; a SEP works in the counted one without a row."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="members")
    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, related_name="team_membership"
    )

    def __str__(self) -> str:
        return f"{self.person}, {self.team}"


class MenuItem(models.Model):
    """A line of the menu of joint improvement support (SUF-M)."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="menu")
    code = models.CharField(max_length=30)
    text = models.TextField()
    order = models.PositiveSmallIntegerField()
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["team__order", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "code"], name="one_menu_item_per_code"
            )
        ]

    def __str__(self) -> str:
        return self.text
