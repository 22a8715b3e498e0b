import { act, screen } from "@testing-library/react";
import { afterEach, beforeEach, it, vi } from "vitest";

import { remember } from "../../app/device";
import { json, show } from "../../testing/render";
import { paidState } from "./confirmation";
import PaymentPage from "./PaymentPage";

const quota = { used: 0, limit: 3, left: 3, renews_at: "2026-12-01T00:00:00Z" };
const free = {
  plan: "free",
  status: "none",
  method: null,
  price_cents: 0,
  currency: "BRL",
  current_period_end: null,
  cancel_at_period_end: false,
  quota: { cv_analyses: quota, coach_messages: quota },
};
const basic = { ...free, plan: "basic", status: "active", method: "pix", current_period_end: "2026-12-24T12:00:00Z" };
let subscription: object;

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  subscription = free;
  vi.stubGlobal("fetch", (request: Request) => {
    const { pathname } = new URL(request.url);
    if (pathname.endsWith("/payments/plans")) return Promise.resolve(json({ plans: [], methods: ["card", "pix"] }));
    if (pathname.endsWith("/payments/invoices")) return Promise.resolve(json({ items: [], next_cursor: null }));
    return Promise.resolve(json(subscription));
  });
});

afterEach(() => {
  remember("checkout", null);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const minutePasses = () => act(() => vi.advanceTimersByTimeAsync(60_000));

it("says in the end that the payment is late", async () => {
  show(<PaymentPage />, "/payment?checkout=success");
  await screen.findByText(/Confirmando o seu pagamento/);
  await minutePasses();
  await screen.findByText(/ainda não/i);
});

it("waits for the plan that was paid while another one is in force", async () => {
  subscription = basic;
  remember("checkout", paidState(basic as Parameters<typeof paidState>[0]));
  show(<PaymentPage />, "/payment?checkout=success");
  await screen.findByText(/Confirmando o seu pagamento/);
  subscription = { ...basic, plan: "premium" };
  await minutePasses();
  await screen.findByText(/Premium já está valendo/);
});

it("says that nothing was paid who has cancelled", async () => {
  show(<PaymentPage />, "/payment?checkout=canceled");
  await screen.findByText(/Nada foi cobrado/);
});
