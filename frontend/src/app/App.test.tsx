import { waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { show } from "../testing/render";
import { App } from "./App";

beforeEach(() => {
  vi.spyOn(window, "scrollTo").mockReturnValue();
});

it("sends a visitor to the login, which keeps the address they wanted", async () => {
  const { path } = show(<App />, "/payment?checkout=success");
  await waitFor(() => expect(path()).toBe("/login?next=%2Fpayment%3Fcheckout%3Dsuccess"));
});
