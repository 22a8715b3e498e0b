import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Suspense } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { lazyPart } from "../components/lazyPart";
import { show } from "../testing/render";
import { ErrorBoundary } from "./ErrorBoundary";
import { LazyPanel } from "./LazyPanel";
import { reloadApp } from "./reloadApp";

vi.mock(import("./reloadApp"), () => ({ reloadApp: vi.fn() }));

let online = true;
let served = true;

beforeEach(() => {
  vi.mocked(reloadApp).mockClear();
  vi.spyOn(console, "error").mockReturnValue(); // React reports what a boundary catches
  vi.spyOn(navigator, "onLine", "get").mockImplementation(() => online);
  online = true;
  served = true;
});

function connect(there: boolean): void {
  act(() => {
    online = there;
    window.dispatchEvent(new Event(there ? "online" : "offline"));
  });
}

/** A part whose code loads only with a connection, from a server that has the file. */
const makePart = () =>
  lazyPart<object>(() =>
    online && served
      ? Promise.resolve({ default: () => <h1>A página</h1> })
      : Promise.reject(new TypeError("Failed to fetch dynamically imported module")),
  );

function showPage() {
  const Page = makePart();
  show(
    <ErrorBoundary>
      <Suspense>
        <Page />
      </Suspense>
    </ErrorBoundary>,
  );
}

const again = () => userEvent.click(screen.getByRole("button", { name: "Tentar de novo" }));

describe("a page whose code could not be fetched", () => {
  it("loads when the connection comes back", async () => {
    connect(false);
    showPage();
    await screen.findByRole("heading", { name: "Sem conexão" });
    connect(true);
    expect(await screen.findByRole("heading", { name: "A página" })).toBeDefined();
  });

  it("is fetched again when the person asks", async () => {
    served = false;
    showPage();
    await screen.findByRole("heading", { name: "Esta página não abriu" });
    served = true;
    await again();
    expect(await screen.findByRole("heading", { name: "A página" })).toBeDefined();
    expect(reloadApp).not.toHaveBeenCalled();
  });

  it("reloads the app when its file no longer exists", async () => {
    served = false;
    showPage();
    await screen.findByRole("heading", { name: "Esta página não abriu" });
    expect(reloadApp).not.toHaveBeenCalled();
    await again();
    await waitFor(() => expect(reloadApp).toHaveBeenCalledTimes(1));
  });

  it("reloads the app when the browser remembers that the file failed", async () => {
    connect(false);
    showPage();
    await screen.findByRole("heading", { name: "Sem conexão" });
    served = false; // Chromium keeps answering like this after a failure
    connect(true);
    await waitFor(() => expect(reloadApp).toHaveBeenCalledTimes(1));
  });
});

it("keeps the rest of a page when one part of it cannot be fetched", async () => {
  const Panel = makePart();
  connect(false);
  show(
    <ErrorBoundary>
      <p>O resultado</p>
      <LazyPanel>
        <Panel />
      </LazyPanel>
    </ErrorBoundary>,
  );
  expect((await screen.findByRole("alert")).textContent).toContain("Esta parte não abriu");
  expect(screen.getByText("O resultado")).toBeDefined();
  connect(true);
  expect(await screen.findByRole("heading", { name: "A página" })).toBeDefined();
});
