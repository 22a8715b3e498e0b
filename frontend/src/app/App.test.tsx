import { waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { show } from "../testing/render";
import { App } from "./App";

beforeEach(() => {
  vi.spyOn(window, "scrollTo").mockReturnValue();
});

it("takes who is not signed in to the login, which knows the whole address that was wanted", async () => {
  const { path } = show(<App />, "/payment?checkout=success");
  await waitFor(() => expect(path()).toBe("/login?next=%2Fpayment%3Fcheckout%3Dsuccess"));
});
