import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, render } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { Shell } from "./Shell";

const scrollTo = vi.fn();

beforeEach(() => {
  scrollTo.mockClear();
  vi.spyOn(window, "scrollTo").mockImplementation(scrollTo);
  window.history.replaceState(null, "", "/terms");
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Shell>{null}</Shell>
    </QueryClientProvider>,
  );
});

const goTo = (path: string) => act(() => window.history.pushState(null, "", path));

const goBack = () =>
  act(async () => {
    const arrived = new Promise((resolve) => window.addEventListener("popstate", resolve, { once: true }));
    window.history.back();
    await arrived;
  });

it("scrolls every page to its top, also after a redirect", () => {
  goTo("/privacy-policy");
  expect(scrollTo).toHaveBeenCalledTimes(1);
  act(() => window.history.replaceState(null, "", "/login"));
  expect(scrollTo).toHaveBeenCalledTimes(2);
});

it("lets the browser restore the position after a reload and “back”", async () => {
  expect(scrollTo).not.toHaveBeenCalled();
  goTo("/privacy-policy");
  await goBack();
  expect(window.location.pathname).toBe("/terms");
  expect(scrollTo).toHaveBeenCalledTimes(1);
  goTo("/privacy-policy");
  expect(scrollTo).toHaveBeenCalledTimes(2);
});

it("scrolls the next page to its top after “back” within one page", async () => {
  goTo("/terms?tab=two");
  await goBack();
  goTo("/privacy-policy");
  expect(scrollTo).toHaveBeenCalledTimes(1);
});
