"""Checkout sessions: the API creates them, and a person pays or declines them on the hosted page."""

from __future__ import annotations

from typing import Any, Final

from infra.local.fake_stripe import subscriptions
from infra.local.fake_stripe.world import Object, StripeError, World

LIFE: Final = 24 * 3600


def create(world: World, form: dict[str, Any]) -> Object:
    customer = world.get("customer", form["customer"])
    (line,) = form["line_items"]
    mode = form["mode"]
    if mode == "subscription":
        price = world.get("price", line["price"])
        if price["recurring"] is None:
            raise StripeError(400, "parameter_invalid", "A subscription needs a recurring price.")
        amount = price["unit_amount"]
    else:
        amount = int(line["price_data"]["unit_amount"])
    made = world.add(
        "cs_test",
        "checkout.session",
        mode=mode,
        customer=customer["id"],
        client_reference_id=form.get("client_reference_id"),
        metadata=form.get("metadata", {}),
        status="open",
        payment_status="unpaid",
        payment_method_types=form.get("allowed_payment_method_types", ["card"]),
        amount_total=amount,
        currency="brl",
        subscription=None,
        payment_intent=None,
        invoice=None,
        success_url=form["success_url"],
        cancel_url=form["cancel_url"],
        expires_at=world.now() + LIFE,
        locale=form.get("locale"),
    )
    made["url"] = f"{world.url}/pay/{made['id']}"
    # The hosted page needs these; Stripe's object does not have them.
    made["_asked"] = {"price": line.get("price"), "subscription_data": form.get("subscription_data", {})}
    return made


def expire(world: World, session: Object) -> Object:
    if session["status"] != "open":
        raise StripeError(400, "checkout_session_not_open", "Only open sessions can be expired.")
    session |= {"status": "expired", "url": None}
    world.emit("checkout.session.expired", session)
    return session


def is_open(world: World, session: Object) -> bool:
    return bool(session["status"] == "open" and session["expires_at"] > world.now())


def pay_by_card(world: World, session: Object) -> None:
    asked = session["_asked"]["subscription_data"]
    trial_end = asked.get("trial_end")
    subscription = subscriptions.subscribe(
        world,
        session["customer"],
        world.get("price", session["_asked"]["price"]),
        asked.get("metadata", {}),
        int(trial_end) if trial_end else None,
    )
    complete(world, session, subscription=subscription["id"], invoice=subscription["latest_invoice"])


def decline(world: World, session: Object) -> None:
    """The bank declines the payment: the session stays open, and the person may try again."""
    intent = world.add(
        "pi",
        "payment_intent",
        customer=session["customer"],
        amount=session["amount_total"],
        currency="brl",
        status="requires_payment_method",
    )
    world.emit("payment_intent.payment_failed", intent)


def pay_by_pix(world: World, session: Object) -> None:
    made = subscriptions.add_invoice(
        world, session["customer"], session["amount_total"], None, "manual", paid=True
    )
    world.emit("invoice.paid", made)
    payment = next(world.all("invoice_payment", invoice=made["id"]))
    complete(world, session, payment_intent=payment["payment"]["payment_intent"], invoice=made["id"])


def complete(world: World, session: Object, **fields: Any) -> None:
    session |= {"status": "complete", "payment_status": "paid", "url": None, **fields}
    world.emit("checkout.session.completed", session)
