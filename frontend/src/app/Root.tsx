import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";

import { App } from "./App";
import { queries } from "./session";

/** The whole app; the same when the build draws its first view as when a browser takes that over. */
export function Root() {
  return (
    <StrictMode>
      <QueryClientProvider client={queries}>
        <App />
      </QueryClientProvider>
    </StrictMode>
  );
}
