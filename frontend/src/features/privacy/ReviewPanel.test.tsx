import { fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { json, show } from "../../testing/render";
import { ReviewPanel } from "./ReviewPanel";

const REASON = "A minha formação não foi contada.";

beforeEach(() => {
  vi.stubGlobal("fetch", (request: Request) =>
    Promise.resolve(
      request.method === "POST"
        ? json({ reason: REASON, created_at: "2026-11-24T12:00:00Z", answer: null, answered_at: null }, 202)
        : json({ code: "NOT_FOUND" }, 404),
    ),
  );
});

afterEach(() => vi.unstubAllGlobals());

it("replaces the form by the confirmation and focuses it", async () => {
  const { container } = show(<ReviewPanel analysisId="a1" />);
  const details = container.querySelector("details");
  if (!details) throw new Error("no details");
  details.open = true;
  fireEvent(details, new Event("toggle")); // jsdom does not send this event
  await userEvent.type(await screen.findByRole("textbox"), REASON);
  await userEvent.click(screen.getByRole("button", { name: "Pedir a revisão" }));
  await screen.findByText(REASON);
  expect(screen.queryByRole("textbox")).toBeNull();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByText(REASON).parentElement));
});
