import { act, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

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
const plan = { currency: "BRL", cv_analyses_per_month: 10, coach_messages_per_day: 60, popular: false };
const PLANS = [
  { ...plan, id: "basic", price_cents: 2990 },
  { ...plan, id: "premium", price_cents: 4990, popular: true },
];
let subscription: object;
let bought = 0;
const scrollIntoView = vi.fn();

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  subscription = free;
  bought = 0;
  scrollIntoView.mockClear();
  Element.prototype.scrollIntoView = scrollIntoView;
  vi.stubGlobal("fetch", (request: Request) => {
    const { pathname } = new URL(request.url);
    if (pathname.endsWith("/payments/plans")) return Promise.resolve(json({ plans: PLANS, methods: ["card", "pix"] }));
    if (request.method === "POST") bought += 1;
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

it("says that a payment is late", async () => {
  show(<PaymentPage />, "/payment?checkout=success");
  await screen.findByText(/Confirmando o seu pagamento/);
  await minutePasses();
  await screen.findByText(/ainda não/i);
});

it("waits for the paid plan while another plan is active", async () => {
  subscription = basic;
  remember("checkout", paidState(basic as Parameters<typeof paidState>[0]));
  show(<PaymentPage />, "/payment?checkout=success");
  await screen.findByText(/Confirmando o seu pagamento/);
  subscription = { ...basic, plan: "premium" };
  await minutePasses();
  await screen.findByText(/Premium já está valendo/);
});

it("says that nothing was paid after a cancellation", async () => {
  show(<PaymentPage />, "/payment?checkout=canceled");
  await screen.findByText(/Nada foi cobrado/);
});

it("sells nothing else while a payment is being confirmed", async () => {
  show(<PaymentPage />, "/payment?checkout=success");
  const button = await screen.findByRole("button", { name: "Assinar Premium" });
  await screen.findByText(/Espere o resultado/);
  expect(button.getAttribute("aria-disabled")).toBe("true");
  act(() => button.click());
  expect(bought).toBe(0);
});

it("remembers the plan that was chosen before the registration", async () => {
  show(<PaymentPage />, "/payment?plan=basic");
  const card = (await screen.findByRole("heading", { name: "Básico" })).closest("li");
  expect(card?.textContent).toContain("Escolhido");
  expect(scrollIntoView.mock.contexts).toEqual([card]);
});
