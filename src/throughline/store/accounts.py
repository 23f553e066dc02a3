"""Who signs in, and whom they are: names stand here and nowhere in the record."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower


class Accounts(BaseUserManager["Account"]):
    def create_user(self, email: str, **fields: Any) -> "Account":  # Any: Django's own contract for managers
        account = self.model(email=email.strip().lower(), **fields)
        account.set_unusable_password()
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """Somebody who signs in by a code sent to their email address. There are no passwords to lose."""

    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField(auto_now_add=True)
    staff = models.OneToOneField("store.Staff", null=True, blank=True, on_delete=models.PROTECT)

    objects: ClassVar[Accounts] = Accounts()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "account"
        constraints = (
            models.CheckConstraint(condition=Q(email=Lower("email")), name="account_email_is_lower_case"),
        )

    def __str__(self) -> str:
        return self.email


class Stakeholder(models.Model):
    """A person on the receiving end. Erased by emptying, so that the record's pointer stays good.

    One account may own several: each start without account makes one, and signing in adopts it.
    """

    id = models.TextField(primary_key=True)
    account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="stakeholders"
    )
    name = models.TextField(blank=True)
    email = models.EmailField(blank=True)
    phone = models.TextField(blank=True)
    made_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "stakeholder"
        constraints = (
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(name="", email="", phone=""),
                name="stakeholder_erased_is_empty",
            ),
        )

    def __str__(self) -> str:
        return self.id


class Staff(models.Model):
    """Somebody who works here. `id` is the stable pseudonym that the record knows."""

    id = models.TextField(primary_key=True)
    name = models.TextField()
    initials = models.CharField(max_length=4, blank=True)
    email = models.EmailField()
    phone = models.TextField(blank=True)
    roles = ArrayField(models.TextField(), default=list)
    units = ArrayField(models.TextField(), default=list)
    functions = ArrayField(models.TextField(), default=list)
    about = models.TextField(blank=True)
    absent_from = models.DateField(null=True, blank=True)
    absent_until = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "staff"
        verbose_name_plural = "staff"
        constraints = (
            models.CheckConstraint(
                condition=Q(absent_from__isnull=True, absent_until__isnull=True)
                | Q(absent_from__isnull=False, absent_until__isnull=True)
                | Q(absent_from__isnull=False, absent_until__gte=models.F("absent_from")),
                name="staff_absence_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return self.id
