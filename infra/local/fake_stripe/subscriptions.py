"""Subscriptions, invoices and refunds: the effects of a payment, or of a failed one, inside Stripe."""

from __future__ import annotations

from typing import Any

from infra.local.fake_stripe.world import Object, World, month_later

ENTITLED = ("active", "trialing", "past_due")


def subscribe(world: World, customer: str, price: Object, metadata: Object, trial_end: int | None) -> Object:
    """Make a subscription and pay its first invoice. During a trial the invoice is zero."""
    now = world.now()
    item = {
        "id": f"si_{price['id']}",
        "object": "subscription_item",
        "price": price,
        "quantity": 1,
        "current_period_start": now,
        "current_period_end": trial_end or month_later(now),
    }
    made = world.add(
        "sub",
        "subscription",
        customer=customer,
        status="trialing" if trial_end else "active",
        metadata=metadata,
        currency="brl",
        cancel_at=None,
        cancel_at_period_end=False,
        canceled_at=None,
        ended_at=None,
        trial_end=trial_end,
        items={"object": "list", "data": [item], "has_more": False},
        latest_invoice=None,
    )
    world.emit("customer.subscription.created", made)
    invoice(world, made, 0 if trial_end else price["unit_amount"], "subscription_create", paid=True)
    return made


def invoice(world: World, subscription: Object, amount: int, reason: str, *, paid: bool) -> Object:
    """Make an invoice for a subscription; `paid` says whether the customer's payment succeeds."""
    parent = {
        "type": "subscription_details",
        "subscription_details": {"subscription": subscription["id"], "metadata": subscription["metadata"]},
    }
    made = add_invoice(world, subscription["customer"], amount, parent, reason, paid=paid)
    subscription["latest_invoice"] = made["id"]
    world.emit("invoice.paid" if paid else "invoice.payment_failed", made)
    return made


def add_invoice(world: World, customer: str, amount: int, parent: Any, reason: str, *, paid: bool) -> Object:
    made = world.add(
        "in",
        "invoice",
        customer=customer,
        status="paid" if paid else "open",
        amount_due=amount,
        amount_paid=amount if paid else 0,
        total=amount,
        currency="brl",
        billing_reason=reason,
        parent=parent,
        hosted_invoice_url=None,
        status_transitions={"paid_at": world.now() if paid else None},
    )
    made["hosted_invoice_url"] = f"{world.url}/invoice/{made['id']}"
    if paid and amount:
        intent = add_charge(world, customer, amount, "card" if parent else "pix")
        world.add(
            "inpay",
            "invoice_payment",
            invoice=made["id"],
            payment={"type": "payment_intent", "payment_intent": intent},
        )
    return made


def add_charge(world: World, customer: str, amount: int, method: str) -> str:
    """Record a successful charge and return the id of its payment intent."""
    intent = world.add(
        "pi", "payment_intent", customer=customer, amount=amount, currency="brl", status="succeeded"
    )
    charge = world.add(
        "ch",
        "charge",
        customer=customer,
        payment_intent=intent["id"],
        amount=amount,
        amount_refunded=0,
        currency="brl",
        refunded=False,
        payment_method_details={"type": method},
    )
    intent["latest_charge"] = charge["id"]
    return str(intent["id"])


def renew(world: World, subscription: Object, *, paid: bool) -> None:
    """Start the next period: end the subscription if its owner cancelled it; otherwise charge the next month."""
    item = subscription["items"]["data"][0]
    if subscription["cancel_at_period_end"]:
        cancel(world, subscription)
        return
    if subscription["status"] != "past_due":
        start = item["current_period_end"]
        item |= {"current_period_start": start, "current_period_end": month_later(start)}
    subscription["status"] = "active" if paid else "past_due"
    invoice(world, subscription, item["price"]["unit_amount"], "subscription_cycle", paid=paid)
    world.emit("customer.subscription.updated", subscription)


def cancel(world: World, subscription: Object) -> None:
    if subscription["status"] == "canceled":
        return
    now = world.now()
    subscription |= {"status": "canceled", "canceled_at": now, "ended_at": now}
    world.emit("customer.subscription.deleted", subscription)


def credit_rest(world: World, subscription: Object) -> None:
    """Credit the rest of the period to the customer's balance. As in Stripe, a credit is a negative balance."""
    item = subscription["items"]["data"][0]
    start, end = item["current_period_start"], item["current_period_end"]
    left = max(0, end - world.now()) / (end - start)
    customer = world.get("customer", subscription["customer"])
    customer["balance"] = customer.get("balance", 0) - round(item["price"]["unit_amount"] * left)


def set_cancel_at_period_end(world: World, subscription: Object, wanted: bool) -> None:
    subscription["cancel_at_period_end"] = wanted
    subscription["cancel_at"] = subscription["items"]["data"][0]["current_period_end"] if wanted else None
    world.emit("customer.subscription.updated", subscription)


def change_price(world: World, subscription: Object, price: Object) -> None:
    """Change the plan immediately and charge the difference of price, as Stripe's proration does."""
    item = subscription["items"]["data"][0]
    difference = price["unit_amount"] - item["price"]["unit_amount"]
    item["price"] = price
    world.emit("customer.subscription.updated", subscription)
    if difference > 0:
        invoice(world, subscription, difference, "subscription_update", paid=True)


def refund(world: World, payment_intent: str) -> Object:
    charge = next(world.all("charge", payment_intent=payment_intent))
    if charge["refunded"]:
        return next(world.all("refund", charge=charge["id"]))
    charge |= {"refunded": True, "amount_refunded": charge["amount"]}
    made = world.add(
        "re", "refund", charge=charge["id"], payment_intent=payment_intent, amount=charge["amount"],
        currency="brl", status="succeeded",
    )  # fmt: skip
    world.emit("charge.refunded", charge)
    return made
