"""Processes Stripe's events (docs/adr/0601-payments.md).

An event only says that an object changed. The worker then reads the current state of the object from Stripe. Events
can therefore arrive twice, late and in any order. A version number on each subscription detects that another worker
wrote it after the read; then the worker reads again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from aws_lambda_powertools import Logger

from recoloca.adapters.payments import InvoiceState, Method, PrepaidState, SubscriptionState
from recoloca.billing.prepaid import credit, month_later
from recoloca.billing.repository import customers, payments, stripe_events, subscriptions
from recoloca.notifications.kinds import Kind
from recoloca.notifications.service import notify
from recoloca.outbox import service as outbox
from recoloca.runtime import cache_keys
from recoloca.runtime.dependencies import Dependencies

ATTEMPTS: Final = 3
PREPAID_BATCH: Final = 200

logger = Logger(child=True)

Work = Callable[[], object]


class OvertakenError(Exception):
    """Another worker wrote the subscription after this worker read its state from Stripe."""


class UnknownPaymentError(Exception):
    """The event of a refund arrived before the event of its payment. SQS must redeliver the message."""


def handle_message(deps: Dependencies, message: dict[str, Any]) -> None:
    """Process one message of the queue `billing`. The operation is idempotent, because delivery is at-least-once.

    Raises:
        PaymentsUnavailableError: Stripe did not respond.
        PaymentsRefusedError: Stripe refused the request.
        OvertakenError: another worker wrote the subscription during each of `ATTEMPTS` attempts.
        UnknownPaymentError: the payment of a refund is not stored yet.
        ValueError: the message has an unknown format. After each of these errors SQS redelivers the message.
    """
    match message:
        case {"event_id": str(event_id)}:
            _handle_event(deps, event_id)
        case {"cancel_subscription": str(subscription_id)}:
            deps.payments.cancel(subscription_id)
        case {"end_refunded_subscription": str(subscription_id)}:
            deps.payments.cancel(subscription_id, credit=False)
        case {"refund_payment": str(payment_id)}:
            deps.payments.refund(payment_id)
        case {"forget_customer": str(customer_id)}:
            deps.payments.forget(customer_id)
        case _:
            raise ValueError(f"The billing queue has no such message: {sorted(message)}")


def _handle_event(deps: Dependencies, event_id: str) -> None:
    for attempt in range(1, ATTEMPTS + 1):
        event = stripe_events.open_event(deps.db, event_id)
        if event is None:
            return
        try:
            work = _look_up(deps, event.type, event.object_id, event_id)
            with deps.db.transaction():
                if stripe_events.close_event(deps.db, event_id, deps.clock()):
                    work()
            break
        except OvertakenError:
            if attempt == ATTEMPTS:
                raise
        except Exception as error:
            stripe_events.note_event_error(deps.db, event_id, f"{type(error).__name__}: {error}")
            raise
    outbox.relay(deps)


def _look_up(deps: Dependencies, type_: str, object_id: str, event_id: str) -> Work:
    """Read the current state from Stripe. Returns a function that writes it; call it in one transaction."""
    if type_.startswith("customer.subscription."):
        seen = subscriptions.version(deps.db, object_id)
        state = deps.payments.subscription(object_id)
        return lambda: _save_subscription(deps, state, seen, event_id)
    if type_.startswith("invoice."):
        return _look_up_invoice(deps, object_id, event_id)
    if type_.startswith("checkout.session."):
        prepaid = deps.payments.prepaid(object_id)
        return lambda: _save_prepaid(deps, prepaid, event_id)
    charge = deps.payments.charge(object_id)
    if not charge.refunded:
        return lambda: None
    ids = [charge.payment_id, *([charge.invoice_id] if charge.invoice_id else [])]
    return lambda: _save_refund(deps, charge.customer_id, ids, event_id)


def _look_up_invoice(deps: Dependencies, invoice_id: str, event_id: str) -> Work:
    invoice = deps.payments.invoice(invoice_id)
    if invoice.subscription_id is None:
        return lambda: None
    seen = subscriptions.version(deps.db, invoice.subscription_id)
    subscription = deps.payments.subscription(invoice.subscription_id)

    def work() -> None:
        user_id = _save_subscription(deps, subscription, seen, event_id)
        if user_id is not None and invoice.amount_cents:
            _save_invoice(deps, user_id, invoice, subscription)

    return work


def _save_subscription(deps: Dependencies, state: SubscriptionState, seen: int, cause: str) -> UUID | None:
    """Write the state of a subscription. Returns its user, or None when the account was deleted.

    Raises:
        OvertakenError: another worker wrote the row after version `seen`.
    """
    user_id = _owner(deps, state.customer_id)
    if user_id is None:
        return None
    if subscriptions.version(deps.db, state.id) != seen:
        raise OvertakenError(state.id)
    now = deps.clock()
    if state.status == "active":
        _make_way(deps, user_id, state.id, now)
    subscriptions.save(
        deps.db,
        subscription_id=deps.new_id(),
        user_id=user_id,
        provider_id=state.id,
        plan=state.plan,
        method="card",
        status=state.status,
        start=datetime.fromtimestamp(state.period_start, UTC),
        end=datetime.fromtimestamp(state.period_end, UTC),
        cancels=state.cancels,
        now=now,
    )
    settle_plan(deps, user_id, cause)
    return user_id


def _make_way(deps: Dependencies, user_id: UUID, provider_id: str, now: datetime) -> None:
    """End the user's other active subscription, because a user has only one.

    Remaining prepaid time has become the trial period of the new subscription. A card subscription is cancelled at
    Stripe.
    """
    other = subscriptions.active(deps.db, user_id)
    if other is None or other.provider_id == provider_id:
        return
    subscriptions.end(deps.db, other.id, "expired" if other.method == "pix" else "canceled", now)
    if other.method == "card":
        outbox.publish(deps, "billing", {"cancel_subscription": other.provider_id})


def _save_invoice(
    deps: Dependencies, user_id: UUID, invoice: InvoiceState, subscription: SubscriptionState
) -> None:
    new = _save_payment(deps, user_id, invoice.id, "card", subscription.plan, invoice, paid=invoice.paid)
    if new:
        kind: Kind = "payment_succeeded" if invoice.paid else "payment_failed"
        notify(deps, user_id, kind, f"{kind}:{invoice.id}", {"plan": subscription.plan})


def _save_payment(
    deps: Dependencies,
    user_id: UUID,
    provider_id: str,
    method: Method,
    plan: str,
    paid_by: InvoiceState | PrepaidState,
    *,
    paid: bool,
) -> bool:
    return payments.add_payment(
        deps.db,
        payment_id=deps.new_id(),
        user_id=user_id,
        provider_id=provider_id,
        method=method,
        status="succeeded" if paid else "failed",
        plan=plan,
        amount_cents=paid_by.amount_cents,
        currency=paid_by.currency,
        invoice_url=paid_by.url,
        at=datetime.fromtimestamp(paid_by.at, UTC),
        now=deps.clock(),
    )


def _save_prepaid(deps: Dependencies, prepaid: PrepaidState | None, cause: str) -> None:
    """Store the payment of a prepaid month, and add the month to the remaining prepaid time."""
    if prepaid is None or prepaid.payment_id is None:
        return
    user_id = _owner(deps, prepaid.customer_id)
    if user_id is None:
        return
    new = _save_payment(deps, user_id, prepaid.payment_id, "pix", prepaid.plan, prepaid, paid=True)
    if not new:
        return
    current = subscriptions.active(deps.db, user_id)
    if current is not None and current.method == "card":
        # The user paid on two checkout pages at the same time. This payment is refunded.
        logger.warning("prepaid beside a card", extra={"payment_id": prepaid.payment_id})
        outbox.publish(deps, "billing", {"refund_payment": prepaid.payment_id})
        return
    _start_prepaid(deps, user_id, prepaid.payment_id, prepaid, current)
    settle_plan(deps, user_id, cause)
    key = f"payment_succeeded:{prepaid.payment_id}"
    notify(deps, user_id, "payment_succeeded", key, {"plan": prepaid.plan})


def _start_prepaid(
    deps: Dependencies,
    user_id: UUID,
    payment_id: str,
    prepaid: PrepaidState,
    current: subscriptions.ActiveSubscription | None,
) -> None:
    """Store a prepaid month that starts at the time of its payment. Remaining prepaid time is added to it."""
    start, now = datetime.fromtimestamp(prepaid.at, UTC), deps.clock()
    left = timedelta(0)
    if current is not None:
        left = credit(current.current_period_end - start, current.plan_type, prepaid.plan)
        subscriptions.end(deps.db, current.id, "expired", now)
    subscriptions.save(
        deps.db,
        subscription_id=deps.new_id(),
        user_id=user_id,
        provider_id=payment_id,
        plan=prepaid.plan,
        method="pix",
        status="active",
        start=start,
        end=month_later(start + left),
        cancels=True,
        now=now,
    )


def _save_refund(deps: Dependencies, customer_id: str, provider_ids: list[str], cause: str) -> None:
    """Mark a payment as refunded and end the month that it paid (docs/adr/0604-refunds.md).

    A prepaid month ends here. A card subscription is cancelled at Stripe, and Stripe's event then ends it here.

    Raises:
        UnknownPaymentError: the payment is not stored yet.
    """
    user_id = _owner(deps, customer_id)
    if user_id is None:
        return
    payment = payments.mark_refunded(deps.db, provider_ids, deps.clock())
    if payment is None:
        if not payments.has_payment(deps.db, provider_ids):
            raise UnknownPaymentError(f"no payment {' or '.join(provider_ids)} yet")
        return
    if payment.method == "card":
        unpaid = payments.refunded_card(deps.db, user_id)
        if unpaid is not None:
            outbox.publish(deps, "billing", {"end_refunded_subscription": unpaid.provider_id})
        return
    payments.take_back_month(deps.db, user_id, payment.provider_id, deps.clock())
    settle_plan(deps, user_id, cause)


def settle_plan(deps: Dependencies, user_id: UUID, cause: str) -> None:
    """Set the user's plan to the plan of the active subscription, and notify the user once for each `cause`.

    Call it in the transaction that changes the subscription, and call `outbox.relay` after the transaction.
    """
    changed = subscriptions.settle_plan(deps.db, user_id)
    if changed is None:
        return
    outbox.publish(deps, "cache", {"keys": [cache_keys.profile(user_id)]})
    if changed.after == "free":
        notify(
            deps,
            user_id,
            "subscription_ended",
            f"subscription_ended:{cause}",
            {"plan": changed.before},
        )
    elif changed.before != "free":
        notify(deps, user_id, "plan_changed", f"plan_changed:{cause}", {"plan": changed.after})


def end_prepaid_months(deps: Dependencies) -> int:
    """End all expired prepaid months. Returns their number. The operation is idempotent."""
    ended = 0
    while rows := subscriptions.prepaid_over(deps.db, deps.clock(), PREPAID_BATCH):
        for row in rows:
            with deps.db.transaction():
                customers.lock_user(deps.db, row.user_id)
                if subscriptions.end_prepaid(deps.db, row.id, deps.clock()):
                    settle_plan(deps, row.user_id, str(row.id))
                    ended += 1
        outbox.relay(deps)
    return ended


def _owner(deps: Dependencies, customer_id: str) -> UUID | None:
    user_id = customers.lock_owner(deps.db, customer_id)
    if user_id is None:
        logger.warning("customer without an account", extra={"customer_id": customer_id})
    return user_id
