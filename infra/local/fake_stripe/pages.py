"""The pages of the fake Stripe: checkout, portal, invoice, and an overview with buttons for a developer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from html import escape
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from infra.local.fake_stripe import checkout, subscriptions
from infra.local.fake_stripe.world import Object, StripeError, World

Page = Callable[[World, Object, str], Response]

SHELL: Final = """<!doctype html><html lang="pt-BR"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>{title}</title>
<style>body{{font:16px/1.5 system-ui;max-width:40rem;margin:2rem auto;padding:0 1rem}}
button,a.button{{font:inherit;display:block;width:100%;box-sizing:border-box;margin:.5rem 0;padding:.7rem;
border:1px solid #635bff;border-radius:6px;background:#fff;color:#322c9e;text-align:center;cursor:pointer}}
[role=alert]{{color:#a1121f}}td{{padding:.2rem .8rem .2rem 0}}</style>
<p><small>Stripe de mentira: nenhum dinheiro se move aqui.</small></p><h1>{title}</h1>{body}</html>"""


def shown(title: str, body: str, status: int = 200) -> Response:
    return HTMLResponse(SHELL.format(title=escape(title), body=body), status)


def button(action: str, label: str) -> str:
    return f'<form method="post" action="{escape(action)}"><button>{escape(label)}</button></form>'


def link(url: str, label: str) -> str:
    return f'<a class="button" href="{escape(url)}">{escape(label)}</a>'


def brl(cents: int) -> str:
    return f"R$ {cents // 100},{cents % 100:02}"


def pay(world: World, session: Object, action: str) -> Response:
    if not checkout.is_open(world, session):
        return shown("Sessão encerrada", link(session["cancel_url"], "Voltar"), 410)
    if action in {"card", "pix"} and action in session["payment_method_types"]:
        (checkout.pay_by_card if action == "card" else checkout.pay_by_pix)(world, session)
        return RedirectResponse(session["success_url"].replace("{CHECKOUT_SESSION_ID}", session["id"]), 303)
    alert = ""
    if action == "decline":
        checkout.decline(world, session)
        alert = '<p role="alert">Seu cartão foi recusado. Tente outro.</p>'
    here = f"/pay/{session['id']}"
    choices = (
        button(f"{here}/card", "Pagar com um cartão que é aprovado")
        + button(f"{here}/decline", "Pagar com um cartão que é recusado")
        if "card" in session["payment_method_types"]
        else button(f"{here}/pix", "Pagar o Pix")
    )
    return shown(
        f"Pagar {brl(session['amount_total'])}", alert + choices + link(session["cancel_url"], "Desistir")
    )


def portal(world: World, session: Object, action: str) -> Response:
    body = ""
    for each in world.all("subscription", customer=session["customer"]):
        if each["status"] in subscriptions.ENTITLED:
            _manage(world, each, action)
            body += _subscription(world, each, f"/portal/{session['id']}")
    return shown(
        "Sua assinatura", (body or "<p>Nenhuma assinatura.</p>") + link(session["return_url"], "Voltar")
    )


def _manage(world: World, subscription: Object, action: str) -> None:
    if action in {"cancel", "resume"}:
        subscriptions.set_cancel_at_period_end(world, subscription, action == "cancel")
    elif action.startswith("price_"):
        subscriptions.change_price(world, subscription, world.get("price", action))


def _subscription(world: World, subscription: Object, here: str) -> str:
    price = subscription["items"]["data"][0]["price"]
    ending = subscription["cancel_at_period_end"]
    body = f"<p>{escape(price['lookup_key'] or price['id'])}: {brl(price['unit_amount'])} por mês</p>"
    body += button(
        f"{here}/{'resume' if ending else 'cancel'}", "Retomar" if ending else "Cancelar no fim do mês"
    )
    for other in world.all("price", active=True):
        if other["recurring"] and other["lookup_key"] and other["id"] != price["id"]:
            body += button(f"{here}/{other['id']}", f"Mudar para {other['lookup_key']}")
    return body


def invoice(world: World, found: Object, _: str) -> Response:
    del world
    return shown("Fatura", f"<p>{escape(found['id'])}: {brl(found['total'])} ({escape(found['status'])})</p>")


def operate(world: World, subject: Object, action: str) -> Response:
    if action in {"renew", "fail"}:
        subscriptions.renew(world, subject, paid=action == "renew")
    elif action == "refund":
        subscriptions.refund(world, subject["payment_intent"])
    return RedirectResponse("/", 303)


def overview(world: World) -> str:
    """The page that triggers renewals and refunds, so that a developer need not wait a month."""
    body = "<h2>Assinaturas</h2>"
    for each in world.all("subscription"):
        body += f"<p>{escape(each['id'])} ({escape(each['status'])})</p>"
        if each["status"] in subscriptions.ENTITLED:
            body += button(f"/operate/{each['id']}/renew", "O mês passou e a cobrança foi aprovada")
            body += button(f"/operate/{each['id']}/fail", "O mês passou e a cobrança foi recusada")
    body += "<h2>Cobranças</h2>"
    for each in world.all("charge"):
        body += (
            f"<p>{escape(each['id'])}: {brl(each['amount'])}{' devolvida' if each['refunded'] else ''}</p>"
        )
        if not each["refunded"]:
            body += button(f"/operate/{each['id']}/refund", "Devolver")
    return body


def routes(world: World) -> list[Route]:
    async def index(_: Request) -> Response:
        return shown("Painel", overview(world))

    def page(render: Page) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            found = world.objects.get(request.path_params["id"])
            if found is None:
                return shown("Não encontrado", "", 404)
            try:
                answer = render(world, found, request.path_params.get("action", ""))
            except StripeError as error:
                return shown(str(error), "", error.status)
            world.save()
            return answer

        return answer

    return [
        Route("/", index),
        *(
            Route(f"/{name}/{{id}}", page(each))
            for name, each in (("pay", pay), ("portal", portal), ("invoice", invoice))
        ),
        *(
            Route(f"/{name}/{{id}}/{{action}}", page(each), methods=["POST"])
            for name, each in (("pay", pay), ("portal", portal), ("operate", operate))
        ),
    ]
