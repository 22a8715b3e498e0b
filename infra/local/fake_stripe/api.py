"""The endpoints of Stripe's API that the product uses."""

from __future__ import annotations

import json
import secrets
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from stripe import params

from infra.local.fake_stripe import API_KEY, checkout, subscriptions
from infra.local.fake_stripe.forms import nested, truth
from infra.local.fake_stripe.world import Object, StripeError, World

Form = dict[str, Any]
Operation = Callable[[World, str, Form], Object]


def listing(found: list[Object]) -> Object:
    return {"object": "list", "data": found, "has_more": False, "url": "/v1"}


def create_customer(world: World, _: str, form: Form) -> Object:
    return world.add("cus", "customer", **form)


def update_customer(world: World, id_: str, form: Form) -> Object:
    found = world.get("customer", id_)
    found |= form
    return found


def delete_customer(world: World, id_: str, _: Form) -> Object:
    """Delete a customer and end all of its subscriptions."""
    world.get("customer", id_)
    for each in list(world.all("subscription", customer=id_)):
        subscriptions.cancel(world, each)
    world.objects[id_] = {"id": id_, "object": "deleted_customer", "deleted": True}
    return {"id": id_, "object": "customer", "deleted": True}


def read_customer(world: World, id_: str, _: Form) -> Object:
    """A customer. Of a deleted customer Stripe returns only the id and `deleted`."""
    if world.objects.get(id_, {}).get("deleted"):
        return {"id": id_, "object": "customer", "deleted": True}
    return world.get("customer", id_)


def list_prices(world: World, _: str, form: Form) -> Object:
    keys = form.get("lookup_keys", [])
    return listing([price for price in world.all("price", active=True) if price["lookup_key"] in keys])


def create_price(world: World, _: str, form: Form) -> Object:
    key = form.get("lookup_key")
    take_lookup_key(world, key, transfer=truth(form.get("transfer_lookup_key")))
    product = world.add("prod", "product", **form["product_data"])
    return world.add(
        "price",
        "price",
        active=True,
        currency=form["currency"],
        unit_amount=int(form["unit_amount"]),
        lookup_key=key,
        metadata=form.get("metadata", {}),
        product=product["id"],
        recurring=form.get("recurring"),
        type="recurring" if "recurring" in form else "one_time",
    )


def take_lookup_key(world: World, key: str | None, *, transfer: bool) -> None:
    """Take the lookup key from the price that has it.

    Raises:
        StripeError: a price has the key, and `transfer` is false.
    """
    for other in world.all("price", lookup_key=key):
        if not transfer:
            raise StripeError(400, "resource_already_exists", f"A price has the lookup key {key}.")
        other["lookup_key"] = None


def create_session(world: World, _: str, form: Form) -> Object:
    return checkout.create(world, form)


def list_sessions(world: World, _: str, form: Form) -> Object:
    found = world.all("checkout.session", customer=form["customer"])
    return listing([each for each in found if form.get("status") in {None, each["status"]}])


def expire_session(world: World, id_: str, _: Form) -> Object:
    return checkout.expire(world, world.get("checkout.session", id_))


def cancel_subscription(world: World, id_: str, form: Form) -> Object:
    subscription = world.get("subscription", id_)
    if truth(form.get("prorate")):
        subscriptions.credit_rest(world, subscription)
    subscriptions.cancel(world, subscription)
    return subscription


def create_refund(world: World, _: str, form: Form) -> Object:
    world.get("payment_intent", form["payment_intent"])
    return subscriptions.refund(world, form["payment_intent"])


def list_invoice_payments(world: World, _: str, form: Form) -> Object:
    intent = form["payment"]["payment_intent"]
    found = world.all("invoice_payment")
    return listing([each for each in found if each["payment"]["payment_intent"] == intent])


def list_configurations(world: World, _: str, form: Form) -> Object:  # noqa: ARG001 (one shape for all)
    return listing(list(world.all("billing_portal.configuration", active=True)))


def create_configuration(world: World, _: str, form: Form) -> Object:
    return world.add("bpc", "billing_portal.configuration", active=True, **form)


def create_portal(world: World, _: str, form: Form) -> Object:
    world.get("customer", form["customer"])
    world.get("billing_portal.configuration", form["configuration"])
    made = world.add("bps", "billing_portal.session", **form)
    made["url"] = f"{world.url}/portal/{made['id']}"
    return made


def list_webhooks(world: World, _: str, form: Form) -> Object:  # noqa: ARG001
    shown = [{**each, "secret": None} for each in world.all("webhook_endpoint")]
    return listing(shown)


def create_webhook(world: World, _: str, form: Form) -> Object:
    """Create a webhook endpoint. Only this response contains the secret."""
    return world.add("we", "webhook_endpoint", **form, secret=f"whsec_{secrets.token_hex(16)}")


def update_webhook(world: World, id_: str, form: Form) -> Object:
    found = world.get("webhook_endpoint", id_)
    found |= form
    return {**found, "secret": None}


def delete_webhook(world: World, id_: str, _: Form) -> Object:
    world.get("webhook_endpoint", id_)
    del world.objects[id_]
    return {"id": id_, "object": "webhook_endpoint", "deleted": True}


def read(kind: str) -> Operation:
    return lambda world, id_, _: world.get(kind, id_)


OPERATIONS: tuple[tuple[str, str, Operation, type | None], ...] = (
    ("POST", "/v1/customers", create_customer, params.CustomerCreateParams),
    ("GET", "/v1/customers/{id}", read_customer, None),
    ("POST", "/v1/customers/{id}", update_customer, params.CustomerUpdateParams),
    ("DELETE", "/v1/customers/{id}", delete_customer, None),
    ("GET", "/v1/prices", list_prices, params.PriceListParams),
    ("POST", "/v1/prices", create_price, params.PriceCreateParams),
    ("POST", "/v1/checkout/sessions", create_session, params.checkout.SessionCreateParams),
    ("GET", "/v1/checkout/sessions", list_sessions, params.checkout.SessionListParams),
    ("GET", "/v1/checkout/sessions/{id}", read("checkout.session"), None),
    ("POST", "/v1/checkout/sessions/{id}/expire", expire_session, None),
    ("GET", "/v1/subscriptions/{id}", read("subscription"), None),
    ("DELETE", "/v1/subscriptions/{id}", cancel_subscription, params.SubscriptionCancelParams),
    ("GET", "/v1/invoices/{id}", read("invoice"), None),
    ("GET", "/v1/invoice_payments", list_invoice_payments, params.InvoicePaymentListParams),
    ("GET", "/v1/charges/{id}", read("charge"), None),
    ("POST", "/v1/refunds", create_refund, params.RefundCreateParams),
    (
        "GET",
        "/v1/billing_portal/configurations",
        list_configurations,
        params.billing_portal.ConfigurationListParams,
    ),
    (
        "POST",
        "/v1/billing_portal/configurations",
        create_configuration,
        params.billing_portal.ConfigurationCreateParams,
    ),
    ("GET", "/v1/webhook_endpoints", list_webhooks, params.WebhookEndpointListParams),
    ("POST", "/v1/webhook_endpoints", create_webhook, params.WebhookEndpointCreateParams),
    ("POST", "/v1/webhook_endpoints/{id}", update_webhook, params.WebhookEndpointUpdateParams),
    ("DELETE", "/v1/webhook_endpoints/{id}", delete_webhook, None),
    ("POST", "/v1/billing_portal/sessions", create_portal, params.billing_portal.SessionCreateParams),
)
"""The parameters of each endpoint that the SDK's types know. Like Stripe, the fake refuses every other parameter."""


def routes(world: World) -> list[Route]:
    return [
        Route(path, _endpoint(world, operation, known), methods=[method])
        for method, path, operation, known in OPERATIONS
    ]


def _endpoint(
    world: World, operation: Operation, known: type | None
) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        try:
            return JSONResponse(_answer(world, operation, known, request, await request.body()))
        except StripeError as error:
            kind = "authentication_error" if error.status == 401 else "invalid_request_error"
            body = {"error": {"type": kind, "code": error.code, "message": str(error)}}
            return JSONResponse(body, error.status)

    return answer


def _answer(world: World, operation: Operation, known: type | None, request: Request, body: bytes) -> Object:
    if request.headers.get("authorization") != f"Bearer {API_KEY}":
        raise StripeError(401, "api_key_invalid", "Invalid API Key provided.")
    key = request.headers.get("idempotency-key") if request.method == "POST" else None
    asked = [request.url.path, body.decode()]
    if key in world.answers:
        first, answer = world.answers[key]
        if first != asked:
            raise StripeError(400, "idempotency_key_in_use", "The key was used with other parameters.")
        return dict(answer)
    form = nested(parse_qsl(body.decode() if request.method == "POST" else request.url.query))
    unknown = form.keys() - (known.__annotations__ if known else {})
    if unknown:
        raise StripeError(400, "parameter_unknown", f"Received unknown parameters: {', '.join(unknown)}")
    found = operation(world, request.path_params.get("id", ""), form)
    shown: Object = json.loads(json.dumps(found))
    if key is not None:
        world.answers[key] = [asked, shown]
    if request.method != "GET":
        world.save()
    return shown
